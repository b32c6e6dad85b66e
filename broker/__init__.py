"""Countersign: an agent-authorization broker. See README.md for the map of this package."""
