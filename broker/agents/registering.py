"""Clients that register themselves (RFC 7591): few at a time, and for an hour, unless an owner signs for one.

Anybody may, so nobody may keep the others out: few a minute from one address, and where very many are unused the oldest
goes. How many a minute there are of all bounds the work. What came from where is remembered in this process only.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Any, Final

from broker.oauth.client_document import ClientDocument, Unknown
from broker.oauth.client_registration import answer, read_registration, registered_id
from broker.store import Store
from broker.store.query import Session, col, delete, func, select
from broker.store.tables import HostRegistration, HostVisit
from broker.store.verbs import use_once

UNUSED: Final = timedelta(hours=1)
MOST_UNUSED: Final = 1000
MOST_A_MINUTE: Final = 10  # from one address
MOST_OF_ALL: Final = 60  # a minute
MINUTE: Final = timedelta(minutes=1)


class TooMany(Exception):
    """Too many have registered lately; nothing was kept."""


@dataclass(frozen=True)
class Registrations:
    """The clients that registered themselves."""

    store: Store
    now: Callable[[], datetime]
    mint: Callable[[int], bytes]
    lately: dict[str, list[datetime]] = field(default_factory=dict)  # by address, within a minute

    async def register(self, body: bytes, peer: str) -> dict[str, Any]:
        """Return the answer to a registration from this address; raise RegistrationError, or TooMany."""
        client, now = read_registration(body, registered_id(self.mint(16))), self.now()
        mine = self._lately(_place(peer), now)
        if len(mine) >= MOST_A_MINUTE:
            raise TooMany
        mine.append(now)
        if not await self.store.write(lambda session: _keep(session, client, now)):
            mine[:] = mine[:-1]  # nothing was kept of it
            raise TooMany
        return dict(answer(client, int(now.timestamp())))

    def _lately(self, place: str, now: datetime) -> list[datetime]:
        for one, times in list(self.lately.items()):
            times[:] = [time for time in times if time > now - MINUTE]
            if not times:
                del self.lately[one]
        return self.lately.setdefault(place, [])

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
    if session.exec(count.where(col(HostRegistration.created_at) > now - MINUTE)).one() >= MOST_OF_ALL:
        return False
    _make_room(session, session.exec(count.where(unused)).one() + 1 - MOST_UNUSED)
    row = HostRegistration(client_id=client.client_id, client_name=client.client_name, created_at=now)
    row.redirect_uris = client.redirect_uris
    session.add(row)
    session.flush()
    return True


def _make_room(session: Session, much: int) -> None:
    """Forget the oldest that nobody uses; not one that an owner named, whose signature it waits for."""
    if much > 0:
        named = col(HostRegistration.client_id).in_(select(HostVisit.client_id))
        oldest = select(HostRegistration.client_id).where(col(HostRegistration.used_at).is_(None), ~named)
        oldest = oldest.order_by(col(HostRegistration.created_at), col(HostRegistration.client_id)).limit(much)
        session.execute(delete(HostRegistration).where(col(HostRegistration.client_id).in_(oldest)))


def _place(peer: str) -> str:
    """Return what one party has of the addresses: of IPv6 a network of 64 bits (RFC 6177)."""
    try:
        address = ip_address(peer.partition("%")[0])
    except ValueError:
        return peer
    return peer if address.version == 4 else str(ip_network((address, 64), strict=False))
