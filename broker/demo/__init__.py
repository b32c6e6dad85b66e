"""The demo: a pocket bank in its own process, a scripted agent, a scripted phone, and the story that they play."""
