"""Clients that register themselves (RFC 7591): few at a time, and for an hour, unless an owner signs for one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from broker.oauth.client_document import ClientDocument, Unknown
from broker.oauth.client_registration import answer, read_registration, registered_id
from broker.store import Store
from broker.store.query import Session, col, delete, func, select
from broker.store.tables import HostRegistration
from broker.store.verbs import use_once

UNUSED: Final = timedelta(hours=1)
MOST_UNUSED: Final = 100
MOST_A_MINUTE: Final = 10


class TooMany(Exception):
    """Too many have registered lately; nothing was kept."""


@dataclass(frozen=True)
class Registrations:
    """The clients that registered themselves."""

    store: Store
    now: Callable[[], datetime]
    mint: Callable[[int], bytes]

    async def register(self, body: bytes) -> dict[str, Any]:
        """Return the answer to a registration; raise RegistrationError, or TooMany."""
        client, now = read_registration(body, registered_id(self.mint(16))), self.now()
        if not await self.store.write(lambda session: _keep(session, client, now)):
            raise TooMany
        return dict(answer(client, int(now.timestamp())))

    async def of(self, client_id: str) -> ClientDocument:
        """Return what a client said of itself; raise Unknown for one that is not there, or not any more."""
        row = await self.store.read(lambda session: session.get(HostRegistration, client_id))
        if row is None or (row.used_at is None and row.created_at <= self.now() - UNUSED):
            raise Unknown("its registration has ended: it has to register anew")
        return ClientDocument(client_id=client_id, client_name=row.client_name, redirect_uris=row.redirect_uris)


def use(session: Session, client_id: str, now: datetime) -> bool:
    """Keep a registration for good, as an owner signed for it; False where it is not there any more."""
    return use_once(session, HostRegistration, col(HostRegistration.client_id) == client_id, values={"used_at": now})


def _keep(session: Session, client: ClientDocument, now: datetime) -> bool:
    unused = col(HostRegistration.used_at).is_(None)
    session.execute(delete(HostRegistration).where(unused, col(HostRegistration.created_at) <= now - UNUSED))
    count = select(func.count(col(HostRegistration.client_id)))
    lately = session.exec(count.where(col(HostRegistration.created_at) > now - timedelta(minutes=1))).one()
    if lately >= MOST_A_MINUTE or session.exec(count.where(unused)).one() >= MOST_UNUSED:
        return False
    row = HostRegistration(client_id=client.client_id, client_name=client.client_name, created_at=now)
    row.redirect_uris = client.redirect_uris
    session.add(row)
    session.flush()
    return True
