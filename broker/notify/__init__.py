"""SHELL. Telling a person's devices that a decision waits: Web Push, from the outbox. The inbox stays the truth."""
