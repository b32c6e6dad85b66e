"""The owner ratchet: what widens waits for a passkey, what narrows is free (decisions T2, T3)."""
