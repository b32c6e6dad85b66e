"""PURE. OAuth 2.1 as values and functions, as MCP 2026-07-28 has it: how an agent's host signs in at our door.

No I/O, clock, chance or framework. What goes to a host is RFC 6749 as OAuth 2.1 narrows it: code with PKCE S256 only.
"""
