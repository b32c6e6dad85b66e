"""How a key proves that it signed a message: the proof methods of RFC 9635 §7.3."""

from broker.gnap.proofs.digest import content_digest

__all__ = ["content_digest"]
