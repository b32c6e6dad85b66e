"""Looking at the user's files again and again, and keeping in force what is sealed. Blocking: call it in a thread."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from broker.files import Files, Found, InForce
from broker.ratchet.proposals import Mint
from broker.ratchet.sealing import Place, review, seals, standing
from broker.store.store import Store

AGAIN = timedelta(minutes=1)  # a look at everything although nothing seems to have changed


class Watch:
    """One process's view of the files. `place` is where passkeys sign."""

    def __init__(self, store: Store, files: Files, place: Place, now: Callable[[], datetime], mint: Mint) -> None:
        self._store = store
        self._files = files
        self._place = place
        self._now = now
        self._mint = mint
        self._looking = threading.Lock()
        self._mine: frozenset[str] = frozenset()
        self._last: tuple[Found, tuple[int, ...]] | None = None
        self._looked_at: datetime | None = None

    def load(self) -> None:
        """Put in force what is sealed and there; propose nothing."""
        found = self._files.scan()
        sealed, unsound = self._store.read_sync(lambda session: seals(session, self._place))
        self._files.put(sealed, found, unsound)

    def refresh(self) -> tuple[InForce, InForce]:
        """Narrow, propose and put in force as the files and seals now are; return the set before and the set now."""
        # one look at a time: of two at once, the older must not put its set in force last
        with self._looking:
            return self._refresh()

    def _refresh(self) -> tuple[InForce, InForce]:
        # read first: what changes from here on is news to the next look
        now, found, standing_now = self._now(), self._files.scan(), self._store.read_sync(standing)
        if not self._is_news(found, standing_now, now):
            return self._files.in_force, self._files.in_force
        mine = self._mine
        reviewed = self._store.write_sync(
            lambda session: review(session, found, self._place, mine, now=now, mint=self._mint)
        )
        sealed, unsound = self._store.read_sync(lambda session: seals(session, self._place))
        self._mine, self._last, self._looked_at = reviewed.mine, (found, standing_now), now
        return self._files.put(sealed, found, (*unsound, *reviewed.words))

    def _is_news(self, found: Found, standing_now: tuple[int, ...], now: datetime) -> bool:
        if self._looked_at is None or now - self._looked_at >= AGAIN:
            return True
        return self._last != (found, standing_now)
