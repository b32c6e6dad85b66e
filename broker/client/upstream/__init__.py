"""MCP servers as resource servers: the broker is their client, for one tool call at a time.

`calling` decides whether a tool may be called (its definition is the pinned one) and calls it; `over_http` is the way
to a server, `messages` what is said there, `listing` the whole list of its tools.
"""
