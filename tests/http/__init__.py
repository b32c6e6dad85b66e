"""The one way out, against servers that misbehave on loopback ports, and names that an injected resolver knows."""
