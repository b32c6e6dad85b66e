"""The client's grants as rows: taken under a lease, read and changed one at a time.

Whoever takes a row gets it with the intent of what it is taken for. A change by which something is due at once takes
the row for that in the same transaction, so a grant that can go on costs one commit for each step.
"""

from datetime import datetime, timedelta

from broker.client.context import Context
from broker.client.declaring import paired
from broker.client.exchange import Changed, goes_on
from broker.client.steps import begun
from broker.gnap.keys import PrivateKey
from broker.store.query import Session, col, or_, select
from broker.store.store import Store
from broker.store.tables import ClientGrant, ClientKey
from broker.store.verbs import Change, advance, claim, copy_of

LEASE_SECONDS = 90.0  # longer than any exchange may take
BATCH = 50
KEYS = 500  # opened at the same time, at most


class Rows:
    """Copies of rows; what is to last is changed in a transaction of its own."""

    def __init__(self, store: Store, context: Context) -> None:
        self._store = store
        self._context = context
        self._keys: dict[str, PrivateKey] = {}

    async def due(self) -> list[ClientGrant]:
        """Take grants that are due and that nobody has, at most BATCH."""
        now, lease = self._context.now(), self._context.mint(8).hex()
        return await self._store.write(
            lambda session: [
                copy_of(begun(row, now))
                for row in claim(session, ClientGrant, now=now, lease=lease, seconds=LEASE_SECONDS, limit=BATCH)
            ]
        )

    async def take(self, grant: str) -> ClientGrant | None:
        """Take this grant, None where nothing is due or another driver has it."""
        now, lease = self._context.now(), self._context.mint(8).hex()
        return await self._store.write(lambda session: taken(session, grant, lease, now))

    async def advance(self, grant: str, change: Changed) -> ClientGrant:
        """Change the row, whoever has it."""
        return await self._store.write(lambda session: advance(session, ClientGrant, grant, change))

    async def change(self, taken: ClientGrant, change: Changed) -> ClientGrant | None:
        """Change the row if the lease it was taken under still holds: an old driver's late answer changes nothing.

        Returns the row, taken again, where something is due at once; None where its driver is done with it for now.
        """
        return await self.change_anyway(taken, lambda row: change(row) if row.lease == taken.lease else None)

    async def change_anyway(self, taken: ClientGrant, change: Changed) -> ClientGrant | None:
        """Change the row, whoever has it meanwhile: what has happened is written down. Returns as `change` does."""
        now = self._context.now()

        def work(session: Session) -> ClientGrant | None:
            more: list[bool] = []

            def changed(row: ClientGrant) -> Change[ClientGrant] | None:
                made = change(row)
                more.append(made is not None and _is_due(made.row, now))
                return _taken_again(made, taken, now) if made and more[-1] else made

            row = advance(session, ClientGrant, taken.id, changed)
            return row if more[-1] else None

        return await self._store.write(work)

    async def key(self, row: ClientGrant) -> PrivateKey:
        """Return the key that the grant was asked for with."""
        known = self._keys.get(row.key)
        return known or self._opened(await self._store.read(lambda session: session.get_one(ClientKey, row.key)))

    async def key_and_device(self, row: ClientGrant) -> tuple[PrivateKey, bool]:
        """Return the key that the grant was asked for with, and whether its owner has a paired device."""

        def work(session: Session) -> tuple[ClientKey, bool]:
            return session.get_one(ClientKey, row.key), paired(session, row.owner)

        key, device = await self._store.read(work)
        return self._opened(key), device

    def _opened(self, key: ClientKey) -> PrivateKey:
        """Return the private key, kept for a while: a key is made once, and another one has another id."""
        while len(self._keys) >= KEYS:
            del self._keys[next(iter(self._keys))]
        return self._keys.setdefault(key.id, self._context.private(key))


def taken(session: Session, grant: str, lease: str, now: datetime) -> ClientGrant | None:
    """Take this grant in this transaction, None where nothing is due or another driver has it."""
    free = or_(col(ClientGrant.lease_until).is_(None), col(ClientGrant.lease_until) <= now)
    due = select(ClientGrant).where(col(ClientGrant.id) == grant, col(ClientGrant.due_at) <= now, free)
    row = session.exec(due.with_for_update(skip_locked=True)).one_or_none()
    if row is None:
        return None
    return _taken(session, row, lease, now)


def taken_at_once(session: Session, row: ClientGrant, lease: str, now: datetime) -> ClientGrant | None:
    """Take a row that this transaction made, or holds under its lock; None where nothing is due or a driver has it."""
    free = row.lease_until is None or row.lease_until <= now
    return _taken(session, row, lease, now) if free and row.due_at is not None and row.due_at <= now else None


def _taken(session: Session, row: ClientGrant, lease: str, now: datetime) -> ClientGrant:
    row.version += 1
    session.add(_leased(row, lease, now))
    session.flush()
    return copy_of(row)


def _is_due(row: ClientGrant, now: datetime) -> bool:
    """Tell whether a row that its driver just changed and let go of needs a step at once."""
    return row.due_at is not None and row.due_at <= now and row.lease is None


def _taken_again(made: Change[ClientGrant], taken: ClientGrant, now: datetime) -> Change[ClientGrant]:
    _leased(made.row, taken.lease, now)
    return goes_on(made)


def _leased(row: ClientGrant, lease: str | None, now: datetime) -> ClientGrant:
    row.lease, row.lease_until = lease, now + timedelta(seconds=LEASE_SECONDS)
    return begun(row, now)
