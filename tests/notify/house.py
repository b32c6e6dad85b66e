"""Owners with devices, things that wait for them, the sender, and a push service on a loopback port that can misbehave.

The store, the encryption, the signatures and the sockets are real; the clock is turned by hand.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from secrets import token_bytes
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from broker.http import Http
from broker.notify.channels import Channels, Say
from broker.notify.channels import keep as keep_channel
from broker.notify.hosts import PushHosts
from broker.notify.outbox import Shows, announce
from broker.notify.outside import Address
from broker.notify.sender import Pushes
from broker.notify.subscriptions import checked, keep, put_in_use
from broker.store import Store
from broker.store.query import Session, col, select
from broker.store.tables import Approval, Outbox, Owner, Proposal, PushDevice
from broker.vault import Vault
from broker.wakeups import LocalWakeups
from tests.actors import served
from tests.approval.signing import Signer
from tests.fresh_database import laid
from tests.notify.receiver import Receiver, b64
from tests.stand_ins import NOW

OWN = "http://localhost:8765"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Push:
    """One request as it arrived at the push service."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class PushService:
    """Answers each endpoint as it was told to; takes everything else with 201."""

    address: str = ""
    arrived: list[Push] = field(default_factory=list)
    answers: dict[str, tuple[int, dict[str, str]]] = field(default_factory=dict)
    bodies: dict[str, bytes] = field(default_factory=dict)
    hanging: set[str] = field(default_factory=set)
    release: asyncio.Event = field(default_factory=asyncio.Event)
    came: defaultdict[str, asyncio.Event] = field(default_factory=lambda: defaultdict(asyncio.Event))

    @property
    def host(self) -> str:
        return self.address.removeprefix("http://")

    def endpoint(self, number: int) -> str:
        return f"{self.address}/push/{number}"

    def says(self, status: int, number: int = 1, **headers: str) -> None:
        """Answer this device's pushes so from now on."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[f"/push/{number}"] = (status, named)

    def to(self, number: int) -> list[Push]:
        return [push for push in self.arrived if push.path == f"/push/{number}"]

    async def arrival(self, number: int) -> None:
        """Return once something has come for this device."""
        await self.came[f"/push/{number}"].wait()

    async def take(self, request: Request) -> Response:
        path = request.url.path
        self.arrived.append(Push(path, dict(request.headers), await request.body()))
        self.came[path].set()
        if path in self.hanging:
            await self.release.wait()
        status, headers = self.answers.get(path, (201, {}))
        return Response(self.bodies.get(path, b""), status, headers)


@dataclass
class House:
    """One installation's pushes, its clock, and the push service."""

    store: Store
    service: PushService
    vault: Vault
    mint: Callable[[int], bytes]
    http: Http
    clock: datetime = NOW
    hosts: PushHosts = PushHosts()  # noqa: RUF009 -- a frozen value
    public_url: str = OWN

    def pushes(self, *, hosts: PushHosts | None = None, seconds: float = 5.0, http: Http | None = None) -> Pushes:
        """Return a sender."""
        return Pushes(
            self.store,
            self.vault,
            http or self.http,
            public_url=self.public_url,
            hosts=hosts or self.hosts,
            now=lambda: self.clock,
            mint=self.mint,
            seconds=seconds,
        )

    def channels(self, say: Say) -> Channels:
        """Return the sender of channels, which speaks by `say`."""
        now = lambda: self.clock  # noqa: E731
        return Channels(self.store, self.vault, public_url=self.public_url, now=now, mint=self.mint, say=say)

    async def channel(self, owner: str = "alice", *, after: int = 0, shows: Shows = "code", signed: bool = True) -> str:
        """Store an ntfy channel of the owner; return its id."""

        def work(session: Session) -> str:
            if session.get(Owner, owner) is None:
                session.add(Owner(name=owner, created_at=NOW))
                session.flush()
            address = Address("ntfy", "ntfy.example, topic ali…", f"ntfys://ntfy.example/{owner}-{after}-{shows}")
            row = keep_channel(
                session, self.vault, address, owner=owner, after=after, shows=shows, now=self.clock, mint=self.mint
            )
            row.signed_at = self.clock if signed else None
            return row.id

        return str(await self.store.write(work))

    def later(self, **span: float) -> None:
        self.clock += timedelta(**span)

    async def write(self, work: Callable[[Session], Any]) -> Any:
        return await self.store.write(work)

    async def device(self, number: int = 1, owner: str = "alice", endpoint: str | None = None) -> str:
        """Store a device in use, whose passkey is `Signer(number)`; return its id."""
        raw = endpoint or self.service.endpoint(number)
        keys = Receiver(number)
        given, host = checked(self.hosts, raw, b64(keys.p256dh), b64(keys.auth))

        def work(session: Session) -> str:
            if session.get(Owner, owner) is None:
                session.add(Owner(name=owner, created_at=NOW))
                session.flush()
            passkey = Signer(number).row(owner)
            session.add(passkey)
            session.flush()
            row = keep(
                session,
                self.vault,
                given,
                host,
                owner=owner,
                passkey=passkey.id,
                now=self.clock,
                mint=self.mint,
            )
            put_in_use(session, row)
            return row.id

        return str(await self.store.write(work))

    async def approval(self, id: str = "a_1", owner: str = "alice", *, told: bool = True, **fields: Any) -> None:
        """Make an approval that waits, and tell its owner in the same transaction."""
        given: dict[str, Any] = {
            "grant": f"grant of {id}",
            "agent": "scout",
            "document": '{"payee": "the bakery"}',
            "digest": "d",
            "agent_reason": "for breakfast",
            "created_at": self.clock,
            "valid_until": self.clock + DAY,
        }

        def work(session: Session) -> None:
            if session.get(Owner, owner) is None:
                session.add(Owner(name=owner, created_at=NOW))
            session.add(Approval(id=id, owner=owner, **given | fields))
            if told:
                announce(session, owner, id, "approval", self.clock, self.mint)

        await self.store.write(work)

    async def proposal(self, id: str = "p_1", owner: str = "alice", code: str = "K7QF", **fields: Any) -> None:
        """Make a proposal that waits, and tell its owner in the same transaction."""
        given: dict[str, Any] = {
            "kind": "agent",
            "document": "{}",
            "digest": "d",
            "created_at": self.clock,
            "valid_until": self.clock + timedelta(minutes=15),
        }

        def work(session: Session) -> None:
            session.add(Proposal(id=id, owner=owner, code=code, **given | fields))
            announce(session, owner, id, "proposal", self.clock, self.mint)

        await self.store.write(work)

    async def rows(self) -> list[Outbox]:
        query = select(Outbox).order_by(col(Outbox.created_at), col(Outbox.id))
        return await self.store.read(lambda session: list(session.scalars(query)))

    async def stored(self, device: str) -> PushDevice:
        return await self.store.read(lambda session: session.get_one(PushDevice, device))


@asynccontextmanager
async def house_at(url: str) -> AsyncIterator[House]:
    """Open a house on an empty database, with a push service that the settings name."""
    service = PushService()
    app = Starlette(routes=[Route("/{rest:path}", service.take, methods=["GET", "POST"])])
    store = Store.open(laid(url), wakeups=LocalWakeups())
    http = Http(OWN, frozenset)
    vault = Vault({"1": bytes(32)}, "1")
    try:
        async with served(app) as service.address:
            yield House(store, service, vault, token_bytes, http, hosts=PushHosts.of(service.host))
            service.release.set()
    finally:
        await http.close()
        await store.close()
