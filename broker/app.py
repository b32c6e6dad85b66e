"""The one place where everything is put together: settings in, a broker out. One loop drives all that is due."""

import asyncio
import contextlib
import re
import secrets
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urlsplit

import structlog
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from broker.agents.credentials import new_credential
from broker.agents.door import AgentsDeps, Door, mcp_app
from broker.agents.waiting import HoldTimes
from broker.authserver import context as server_context
from broker.authserver import finish
from broker.authserver.registration import register
from broker.authserver.routes import routes as server_routes
from broker.authserver.server import AuthorizationServer
from broker.client import callback
from broker.client import context as client_context
from broker.client.instance import ClientInstance
from broker.client.keys import key_for
from broker.config import Settings
from broker.files import Files
from broker.http import Http, is_loopback, origin_of
from broker.phone.deps import PhoneDeps
from broker.phone.routes import routes as phone_routes
from broker.store.errors import StoreError
from broker.store.query import Session, col, func, select
from broker.store.store import Store
from broker.store.tables import Agent, Approval, ClientGrant, Outbox, Owner, Passkey
from broker.store.verbs import audit
from broker.vault import Vault, load_or_create_key
from broker.wakeups import LocalWakeups, NotifyWakeups, RedisWakeups, Wakeups

Clock = Callable[[], datetime]
Mint = Callable[[int], bytes]

IDLE = 1.0  # seconds between two looks at the database when nothing rings
FILES = 1.0  # seconds between two looks at the user's files
SWEEP = timedelta(seconds=30)
RETRY = 2.0  # seconds before the loop tries a database again that was out of reach

AGENT_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")

log = structlog.get_logger("countersign.app")


def system_clock() -> datetime:
    """Return the time: the one clock that shells hand on."""
    return datetime.now(UTC)


def our_version() -> str:
    """Return the installed version, or 0 where the package is not installed."""
    try:
        return version("countersign-broker")
    except PackageNotFoundError:
        return "0"


@dataclass(frozen=True)
class Broker:
    """A broker, put together and not yet running. `running()` opens its doors and starts its loop."""

    settings: Settings
    store: Store
    wakeups: Wakeups
    files: Files
    http: Http
    vault: Vault
    client: ClientInstance
    server: AuthorizationServer
    door: Door
    app: Starlette
    now: Clock
    mint: Mint
    client_context: client_context.Context

    @contextlib.asynccontextmanager
    async def running(self, *, loop: bool = True) -> AsyncIterator["Broker"]:
        """Open the doors; with `loop`, drive what is due until the context ends."""
        async with self.wakeups, self.door.lifespan():
            if self.settings.database.startswith("sqlite"):
                await self.client.free_leases()
            tasks = [asyncio.create_task(self._drive()), asyncio.create_task(self._watch())] if loop else []
            try:
                yield self
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
                await self.client.close()
                await self.http.close()

    async def close(self) -> None:
        """Close the database."""
        await self.store.close()

    async def tick(self) -> int:
        """Perform all that is due once; return how many things were done."""
        return await self.client.drive_due() + await self.server.send_due()

    async def settle(self) -> None:
        """Perform what is due until nothing is."""
        while await self.tick():
            pass

    async def sweep(self) -> None:
        """End what ran out of time."""
        await self.server.sweep()
        await self.client.sweep()

    async def reload(self) -> None:
        """Put changed files in force; tell the agents concerned that their tools may have changed."""
        before, after = await asyncio.to_thread(self.files.reload)
        for problem in set(after.problems) - set(before.problems):
            log.error("file_not_in_force", problem=problem)
        everybody = before.connectors != after.connectors
        for agent in {*before.policies, *after.policies}:
            if everybody or before.policies.get(agent) != after.policies.get(agent):
                self.wakeups.publish(f"agent:{agent}")

    async def _drive(self) -> None:
        swept = self.now()
        async with self.wakeups.listen("due") as ring:
            while True:
                try:
                    if self.now() - swept >= SWEEP:
                        swept = self.now()
                        await self.sweep()
                    if await self.tick() == 0:
                        await ring.wait(await self._pause())
                except StoreError as why:
                    log.error("store_unavailable", why=str(why))
                    await asyncio.sleep(RETRY)
                except Exception:
                    # One broken grant must not stop all others.
                    log.exception("loop_failed")
                    await asyncio.sleep(RETRY)

    async def _pause(self) -> float:
        def soonest(session: Session) -> datetime | None:
            times = [session.exec(select(func.min(col(table.due_at)))).one() for table in (ClientGrant, Outbox)]
            return min((time for time in times if time is not None), default=None)

        due = await self.store.read(soonest)
        if due is None:
            return IDLE
        aware = due if due.tzinfo else due.replace(tzinfo=UTC)
        return max(0.01, min(IDLE, (aware - self.now()).total_seconds()))

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(FILES)
            await self.reload()


def build(settings: Settings, *, now: Clock = system_clock, mint: Mint = secrets.token_bytes) -> Broker:
    """Put a broker together; raise StoreError, KeyUnusable or OSError, with the next step, where it cannot be."""
    settings.state_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    vault = Vault({"1": load_or_create_key(settings.state_dir / "master.key")}, "1")
    files = Files(settings.config_dir)
    files.reload()
    wakeups = _wakeups(settings)
    store = Store.open(settings.database, wakeups=wakeups)
    http = Http(settings.public_url, lambda: _local_origins(files))
    client_side = _client_context(settings, vault, files, now, mint)
    server_side = server_context.Context(
        grant_endpoint=settings.grant_endpoint,
        public_url=settings.public_url,
        vault=vault,
        now=now,
        mint=mint,
        policies=files.policy,
        connectors=files.connectors,
    )
    client = ClientInstance(store, client_side, http)
    server = AuthorizationServer(store, server_side, http)
    hold = _hold(settings.hold_seconds)
    door = mcp_app(
        AgentsDeps(
            store=store,
            client=client,
            wakeups=wakeups,
            policies=files.policy,
            connectors=files.connectors,
            public_url=settings.public_url,
            now=now,
            hold=hold,
            version=our_version(),
        )
    )

    def decided(session: Session, approval: Approval) -> None:
        finish.decided(session, server_side, approval, approval.decided_at or now())

    phone = PhoneDeps(store=store, public_url=settings.public_url, now=now, mint=mint, decided=decided)
    app = _application(server, client, door, phone, settings)
    http.mount(app)
    return Broker(
        settings, store, wakeups, files, http, vault, client, server, door, app, now, mint, client_side
    )


def _client_context(
    settings: Settings, vault: Vault, files: Files, now: Clock, mint: Mint
) -> client_context.Context:
    return client_context.Context(
        public_url=settings.public_url,
        grant_endpoint=settings.grant_endpoint,
        origin=settings.public_url,
        rp_id=urlsplit(settings.public_url).hostname or "",
        vault=vault,
        now=now,
        mint=mint,
        policies=files.policy,
        connectors=files.connectors,
    )


def _hold(seconds: float | None) -> HoldTimes:
    return HoldTimes() if seconds is None else HoldTimes(seconds, seconds, seconds)


def _wakeups(settings: Settings) -> Wakeups:
    if settings.redis_url:
        return RedisWakeups(settings.redis_url)
    return LocalWakeups() if settings.database.startswith("sqlite") else NotifyWakeups()


def _local_origins(files: Files) -> frozenset[tuple[str, str, int]]:
    """Return the loopback origins that connectors name: the only ones that may be called (decisions S15)."""
    named = [
        uri
        for one in files.connectors()
        for uri in (one.resource_server, one.authorization_server)
        if uri != client_context.EMBEDDED
    ]
    return frozenset(origin for origin in map(origin_of, named) if is_loopback(origin[1]))


class NotAdded(Exception):
    """No agent was added; the message says why and what to do first."""


async def add_agent(broker: Broker, name: str, owner: str | None) -> str:
    """Register an agent and return its bearer credential, shown this once; raise NotAdded where it may not be."""
    now = broker.now()
    credential, credential_digest = new_credential(broker.mint)

    def work(session: Session) -> None:
        person = _owner_with_passkey(session, owner)
        if AGENT_NAME.fullmatch(name) is None:
            raise NotAdded(f'"{name}" is no agent name: 1 to 40 of a-z, 0-9 and "-", beginning with a letter')
        if session.get(Agent, name) is not None:
            raise NotAdded(f"there is an agent {name} already: choose another name")
        session.add(Agent(name=name, owner=person, credential_digest=credential_digest, created_at=now))
        session.flush()
        key = key_for(session, broker.client_context, name, broker.settings.grant_endpoint)
        register(
            session,
            agent=name,
            owner=person,
            public_jwk=key.public_jwk,
            callback_prefix=f"{broker.settings.public_url}/callback/",
            now=now,
        )
        audit(session, kind="agent.added", subject=name, at=now, agent=name, owner=person)

    await broker.store.write(work)
    return credential.reveal()


def _owner_with_passkey(session: Session, owner: str | None) -> str:
    names = [owner] if owner else list(session.exec(select(Owner.name)))
    if len(names) != 1 or session.get(Owner, names[0]) is None:
        known = ", ".join(session.exec(select(Owner.name))) or "nobody: run countersign init first"
        raise NotAdded(f"say whose agent it is with --owner; known owners: {known}")
    # Decisions T2: an agent exists only after somebody can answer for it.
    passkeys = select(Passkey).where(col(Passkey.owner) == names[0], col(Passkey.removed_at).is_(None))
    if session.exec(passkeys).first() is None:
        words = "open the enrolment link that countersign serve prints, then add agents"
        raise NotAdded(f"{names[0]} has no passkey yet: {words}")
    return names[0]


def _application(
    server: AuthorizationServer, client: ClientInstance, door: Door, phone: PhoneDeps, settings: Settings
) -> Starlette:
    async def healthy(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def home(_: Request) -> Response:
        return RedirectResponse("/inbox", status_code=303)

    return Starlette(
        routes=[
            Route("/", home, methods=["GET"]),
            Route("/healthz", healthy, methods=["GET"]),
            Route("/mcp", door.app),
            *server_routes(server, settings.public_url),
            *callback.routes(client),
            *phone_routes(phone),
        ]
    )
