"""Connecting the agents that a person has: their clients' configuration, a real round trip, and the door over stdio."""
