"""The broker as a client instance: ask, continue, use, give back."""
