"""The resource server's kit: protect an API with GNAP in a few lines. It needs `gnap` and `http` only."""

from broker.resource.protect import Answer, Challenge, Granted, Protect, Remember, Send, discover_signer
from broker.resource.replay import RecentNonces
from broker.resource.web import protected

__all__ = [
    "Answer",
    "Challenge",
    "Granted",
    "Protect",
    "RecentNonces",
    "Remember",
    "Send",
    "discover_signer",
    "protected",
]
