"""kill -9 at every commit and every outbound call of the story, restart, approve: nothing happens twice."""
