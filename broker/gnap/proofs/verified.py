"""What a proof says once it holds: the same answer for every proof method of RFC 9635 §7.3."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verified proof says. Everything in it was covered."""

    nonce: str | None
    """Of httpsig only; the other methods have none."""
    created: int
    """Seconds since 1970; for mtls when the message was verified, because a connection is always of now."""
    covered: tuple[str, ...]
    """What the proof speaks about, in the names of RFC 9421."""
    replay_key: str | None
    """What to remember until `acceptable_until`, so that the proof is good once. None for mtls: see `proofs.mtls`."""
    acceptable_until: datetime
    """From here on the same proof is refused for its age."""
    content: bytes | None = field(repr=False)
    """The content to act on: the body, or what a JWS in the body carried. None where there is none."""
