"""The finish calls that are due, side by side (RFC 9635 §4.2.2): one client's silence keeps no other one waiting.

Each call is an outbox row under a lease: nobody takes it a second time while it is under way, and a process that dies
leaves it to the next.
"""

from datetime import datetime

import structlog

from broker.authserver import finish
from broker.authserver.context import Context
from broker.gnap.http_message import HttpMessage
from broker.http import Answer, Http
from broker.http.side_by_side import SideBySide
from broker.store.errors import StoreError
from broker.store.query import Session, col
from broker.store.store import Store
from broker.store.tables import Outbox
from broker.store.verbs import claim, copy_of

BATCH = 50

log = structlog.get_logger("countersign.authserver")


class FinishCalls:
    """The sender of finish calls."""

    def __init__(self, store: Store, context: Context, http: Http) -> None:
        self._store = store
        self._context = context
        self._http = http
        self._calls = SideBySide(_failed)

    async def send_due(self, within: float | None = None) -> int:
        """Make the calls that are due; return how many were begun. After `within` seconds they go on by themselves."""
        now, lease = self._context.now(), self._context.mint(8).hex()
        mine = col(Outbox.kind) == finish.KIND
        due = await self._store.write(
            lambda session: [
                copy_of(row)
                for row in claim(session, Outbox, mine, now=now, lease=lease, seconds=finish.LEASE_SECONDS, limit=BATCH)
            ]
        )
        await self._calls.go_on((self._send(row) for row in due), within)
        return len(due)

    async def close(self) -> None:
        """Cut off the calls that are under way: they are made again when their leases lapse."""
        await self._calls.close()

    async def _send(self, taken: Outbox) -> None:
        try:
            await self._sent(taken)
        except StoreError as why:
            # The lease lapses and the row is due again.
            log.warning("store_unavailable", grant=taken.subject, why=str(why))

    async def _sent(self, taken: Outbox) -> None:
        call = await self._store.read(lambda session: finish.finish_call(session, self._context, taken.subject))
        outcome = "nothing to tell" if call is None else await finish.deliver(self._post, call)
        now = self._context.now()
        if outcome is None and now >= taken.expires_at:
            outcome = "expired"
        await self._store.write(lambda session: _written(session, taken, outcome, now))

    async def _post(self, call: HttpMessage) -> Answer:
        return await self._http.to_client(call)


def _written(session: Session, taken: Outbox, outcome: str | None, now: datetime) -> None:
    """Write down how a call ended, or when to make it again: the latter only under the lease it was made under."""
    row = session.get_one(Outbox, taken.id)
    if row.done_at is not None:
        return
    if outcome is not None:
        finish.close(session, row, outcome, now)
    elif row.lease == taken.lease:
        row.attempts += 1
        row.due_at, row.lease, row.lease_until = finish.later(row.attempts, now), None, None
        session.add(row)


def _failed(why: BaseException) -> None:
    log.error("finish_call_failed", why=type(why).__name__)
