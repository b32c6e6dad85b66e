"""Replay memory for a resource server that is one process: each nonce of a key counts once (RFC 9635 §11.25)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from broker.gnap.proofs.httpsig import WINDOW


class RecentNonces:
    """Remembers (thumbprint, nonce) until it is too old to be accepted anyway. `now` is the clock.

    It knows nothing of what was signed before it was made, so none of that counts: a restart lets no replay in. A
    resource server of several processes, or one that must not forget at a restart, keeps nonces in its database.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        # signatures know whole seconds, and one of this second may have been used before a restart
        begun = now()
        self._since = begun.replace(microsecond=0) + timedelta(seconds=1 if begun.microsecond else 0)
        self._until: dict[tuple[str, str], datetime] = {}

    async def remember(self, thumbprint: str, nonce: str, until: datetime) -> bool:
        """Return True the first time, False for a replay, or for what may be one: signed before this memory began.

        `until` is when the signature is too old to be accepted: five minutes after it was created.
        """
        self._forget()
        if until - WINDOW < self._since or (thumbprint, nonce) in self._until:
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
