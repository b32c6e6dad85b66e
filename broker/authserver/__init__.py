"""The embedded authorization server and its API for resource servers. It renders no page."""
