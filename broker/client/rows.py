"""The client's grants as rows: taken under a lease, read and changed one at a time."""

from datetime import timedelta

from broker.client.context import Context
from broker.client.declaring import paired
from broker.client.exchange import Changed
from broker.gnap.keys import PrivateKey
from broker.store.query import Session, col, or_, select
from broker.store.store import Store
from broker.store.tables import ClientGrant, ClientKey
from broker.store.verbs import advance, claim, copy_of

LEASE_SECONDS = 90.0  # longer than any exchange may take
BATCH = 50


class Rows:
    """Copies of rows; what is to last is changed in a transaction of its own."""

    def __init__(self, store: Store, context: Context) -> None:
        self._store = store
        self._context = context

    async def due(self) -> list[ClientGrant]:
        """Take grants that are due and that nobody has, at most BATCH."""
        now, lease = self._context.now(), self._context.mint(8).hex()
        return await self._store.write(
            lambda session: [
                copy_of(row)
                for row in claim(session, ClientGrant, now=now, lease=lease, seconds=LEASE_SECONDS, limit=BATCH)
            ]
        )

    async def take(self, grant: str) -> ClientGrant | None:
        """Take this grant, None where nothing is due or another driver has it."""
        now, lease = self._context.now(), self._context.mint(8).hex()

        def work(session: Session) -> ClientGrant | None:
            free = or_(col(ClientGrant.lease_until).is_(None), col(ClientGrant.lease_until) <= now)
            due = select(ClientGrant).where(col(ClientGrant.id) == grant, col(ClientGrant.due_at) <= now, free)
            row = session.exec(due.with_for_update(skip_locked=True)).one_or_none()
            if row is None:
                return None
            row.lease, row.lease_until = lease, now + timedelta(seconds=LEASE_SECONDS)
            row.version += 1
            session.add(row)
            session.flush()
            return copy_of(row)

        return await self._store.write(work)

    async def advance(self, grant: str, change: Changed) -> ClientGrant:
        """Change the row, whoever has it."""
        return await self._store.write(lambda session: copy_of(advance(session, ClientGrant, grant, change)))

    async def change(self, taken: ClientGrant, change: Changed) -> None:
        """Change the row if the lease it was taken under still holds: an old driver's late answer changes nothing."""
        await self.advance(taken.id, lambda row: change(row) if row.lease == taken.lease else None)

    async def key(self, row: ClientGrant) -> PrivateKey:
        """Return the key that the grant was asked for with."""
        key = await self._store.read(lambda session: copy_of(session.get_one(ClientKey, row.key)))
        return self._context.private(key)

    async def device(self, row: ClientGrant) -> bool:
        """Tell whether the grant's owner has a paired device."""
        return await self._store.read(lambda session: paired(session, row.owner))
