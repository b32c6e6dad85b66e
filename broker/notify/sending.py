"""The loop of a sender: claim what is due of its kinds, settle what is not to be said any more, send the rest at once.

Nothing else waits for it, and a service that hangs delays its own kind of messages only.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Never, TypeVar

import structlog

from broker.notify.outbox import WAKE
from broker.store.errors import StoreError
from broker.store.query import Session, col, func, or_, select
from broker.store.store import Store
from broker.store.tables import Outbox
from broker.store.verbs import claim
from broker.wakeups import Wakeups

BATCH = 20
LEASE_SECONDS = 60
IDLE = 5.0  # seconds between two looks when nothing rings
RETRY = 2.0  # seconds before a database that was out of reach is tried again

LetterT = TypeVar("LetterT")

log = structlog.get_logger("countersign.notify")


@dataclass(frozen=True)
class Sending(Generic[LetterT]):
    """Messages of some kinds. `letter` says what is to be sent for a claimed row, None where it settled the row itself;
    `send` sends it under its lease and writes down what came of it. `first` adds what has become due meanwhile.
    """

    kinds: tuple[str, ...]
    store: Store
    now: Callable[[], datetime]
    mint: Callable[[int], bytes]
    letter: Callable[[Session, Outbox, datetime], LetterT | None]
    send: Callable[[LetterT, str], Awaitable[None]]
    first: Callable[[Session, datetime], None] = lambda _session, _now: None

    async def due(self) -> int:
        """Send what is due, all at once; return how many rows were looked at."""
        now, lease = self.now(), self.mint(8).hex()

        def work(session: Session) -> tuple[int, list[LetterT]]:
            self.first(session, now)
            mine = col(Outbox.kind).in_(self.kinds)
            rows = claim(session, Outbox, mine, now=now, lease=lease, seconds=LEASE_SECONDS, limit=BATCH)
            return len(rows), [letter for row in rows if (letter := self.letter(session, row, now)) is not None]

        looked_at, letters = await self.store.write(work)
        ended = await asyncio.gather(*(self.send(letter, lease) for letter in letters), return_exceptions=True)
        # each had its turn before the first failure is told; a row whose lease lapses is sent again
        for failure in ended:
            if isinstance(failure, BaseException):
                raise failure
        return looked_at

    async def run(self, wakeups: Wakeups) -> Never:
        """Send what is due until cancelled."""
        async with wakeups.listen(WAKE) as ring:
            while True:
                try:
                    if await self.due() == 0:
                        await ring.wait(await self._pause())
                except StoreError as why:
                    log.error("store_unavailable", why=str(why))
                    await asyncio.sleep(RETRY)
                except Exception:
                    # One broken row must not stop all others.
                    log.exception("sending_failed", kinds=self.kinds)
                    await asyncio.sleep(RETRY)

    async def _pause(self) -> float:
        """Return the seconds until something is due that nobody holds."""
        now = self.now()
        free = or_(col(Outbox.lease_until).is_(None), col(Outbox.lease_until) <= now)
        soonest = select(func.min(col(Outbox.due_at))).where(col(Outbox.kind).in_(self.kinds), free)
        due = await self.store.read(lambda session: session.scalars(soonest).one())
        return IDLE if due is None else max(0.01, min(IDLE, (due - now).total_seconds()))


def held(session: Session, row: str, lease: str) -> Outbox | None:
    """Return the row if this lease still holds it: it may have been taken over or closed while it was sent."""
    found = session.get(Outbox, row, populate_existing=True, with_for_update=True)
    return found if found is not None and found.done_at is None and found.lease == lease else None


def move(session: Session, row: Outbox, due: datetime, outcome: str | None) -> None:
    """Let the row be due again at this time."""
    row.due_at, row.outcome, row.lease, row.lease_until = due, outcome, None, None
    session.add(row)
    session.flush()
