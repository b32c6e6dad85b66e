"""Replay memory for a resource server that is one process: each nonce of a key counts once (RFC 9635 §11.25)."""

from collections.abc import Callable
from datetime import datetime


class RecentNonces:
    """Remembers (thumbprint, nonce) until it is too old to be accepted anyway. `now` is the clock.

    A resource server of several processes, or one that must not forget at a restart, keeps them in its database.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._until: dict[tuple[str, str], datetime] = {}

    async def remember(self, thumbprint: str, nonce: str, until: datetime) -> bool:
        """Return True the first time, False for a replay."""
        self._forget()
        if (thumbprint, nonce) in self._until:
            return False
        self._until[thumbprint, nonce] = until
        return True

    def _forget(self) -> None:
        # Oldest first, and about equally long-lived: one that must stay keeps some others for a few minutes more.
        now = self._now()
        for key, until in list(self._until.items()):
            if until > now:
                return
            del self._until[key]
