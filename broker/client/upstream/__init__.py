"""MCP servers as resource servers: the broker is their client, for one tool call at a time.

`calling` decides whether a tool may be called (its definition is the pinned one) and calls it; `over_http` and
`over_stdio` are the ways to a server and to a `child`, a program that is one; `messages` is what is said there,
`listing` the whole list of its tools.
"""
