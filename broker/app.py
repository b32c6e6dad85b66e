"""The one place where everything is put together: settings in, a broker out. One loop drives all that is due."""

import asyncio
import contextlib
import os
import secrets
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from socket import gethostname
from urllib.parse import urlsplit

import structlog
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from broker.agents.door import AgentsDeps, Door, mcp_app
from broker.agents.isolation import route as isolation_route
from broker.agents.waiting import HoldTimes
from broker.authserver import context as server_context
from broker.authserver import finish
from broker.authserver.routes import routes as server_routes
from broker.authserver.server import AuthorizationServer
from broker.client import callback, readiness
from broker.client import context as client_context
from broker.client.instance import ClientInstance
from broker.config import Settings
from broker.files import Files
from broker.http import Http, is_loopback, origin_of
from broker.notify.hosts import PushHosts
from broker.notify.sender import Pushes
from broker.ownership import Ownership
from broker.phone.deps import PhoneDeps
from broker.phone.devices import perform_remove_device
from broker.phone.enrol import perform_device
from broker.phone.push import perform_channel
from broker.phone.push import routes as push_routes
from broker.phone.routes import routes as phone_routes
from broker.phone.unavailable import unavailable
from broker.ratchet.sealing import CHANGED, Place
from broker.ratchet.watching import Watch
from broker.receiving import Deadline
from broker.store.errors import StoreError
from broker.store.installation import check_key
from broker.store.instances import BEAT, gone, here
from broker.store.query import Session, col, func, select
from broker.store.store import Store
from broker.store.tables import Approval, ClientGrant, Outbox
from broker.vault import KEY_FILE, Secret, Vault, master_key
from broker.wakeups import LocalWakeups, NotifyWakeups, RedisWakeups, Wakeups

Clock = Callable[[], datetime]
Mint = Callable[[int], bytes]

IDLE = 1.0  # seconds between two looks at the database when nothing rings
FILES = 1.0  # seconds between two looks at the user's files
SWEEP = timedelta(seconds=30)
RETRY = 2.0  # seconds before the loop tries a database again that was out of reach

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
    watch: Watch
    http: Http
    vault: Vault
    client: ClientInstance
    server: AuthorizationServer
    door: Door
    app: Starlette
    now: Clock
    mint: Mint
    client_context: client_context.Context
    ownership: Ownership
    phone: PhoneDeps
    pushes: Pushes
    instance: str

    @contextlib.asynccontextmanager
    async def running(self, *, loop: bool = True) -> AsyncIterator["Broker"]:
        """Open the doors; with `loop`, drive what is due until the context ends."""
        async with self.wakeups, self.door.lifespan():
            if self.settings.database.startswith("sqlite"):
                await self.client.free_leases()
            loops = [self._drive(), self._watch(), self._beat(), self.pushes.run(self.wakeups)] if loop else []
            tasks = [asyncio.create_task(one) for one in loops]
            try:
                yield self
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
                await self.client.close()
                await self.http.close()
                if loop:
                    await self._say_goodbye()

    async def close(self) -> None:
        """Close the database."""
        await self.store.close()

    async def tick(self) -> int:
        """Perform all that is due once; return how many things were done."""
        return await self.client.drive_due() + await self.server.send_due()

    async def _beat(self) -> None:
        while True:
            try:
                await self.store.write(self._here)
            except StoreError as why:
                log.error("store_unavailable", why=str(why))
            await asyncio.sleep(BEAT.total_seconds())

    def _here(self, session: Session) -> None:
        here(session, self.instance, host=gethostname(), pid=os.getpid(), uid=os.getuid(), now=self.now())

    async def _say_goodbye(self) -> None:
        with contextlib.suppress(StoreError):  # it is taken for dead soon, in any case
            await self.store.write(lambda session: gone(session, self.instance))

    async def settle(self) -> None:
        """Perform what is due until nothing is."""
        while await self.tick():
            pass

    async def sweep(self) -> None:
        """End what ran out of time."""
        await self.server.sweep()
        await self.client.sweep()

    async def reload(self) -> None:
        """Look at the files: narrow, propose and put in force; tell the agents whose tools may have changed."""
        before, after = await asyncio.to_thread(self.watch.refresh)
        for problem in set(after.problems) - set(before.problems):
            log.warning("file_not_in_force", problem=problem)
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
            finish_calls = select(func.min(col(Outbox.due_at))).where(col(Outbox.kind) == finish.KIND)
            times = [session.exec(one).one() for one in (select(func.min(col(ClientGrant.due_at))), finish_calls)]
            return min((time for time in times if time is not None), default=None)

        due = await self.store.read(soonest)
        if due is None:
            return IDLE
        aware = due if due.tzinfo else due.replace(tzinfo=UTC)
        return max(0.01, min(IDLE, (aware - self.now()).total_seconds()))

    async def _watch(self) -> None:
        async with self.wakeups.listen(CHANGED) as ring:
            while True:
                try:
                    await self.reload()
                except StoreError as why:
                    log.error("store_unavailable", why=str(why))
                except Exception:
                    # What is in force stays so; the next look may succeed.
                    log.exception("files_not_looked_at")
                await ring.wait(FILES)


def build(settings: Settings, *, now: Clock = system_clock, mint: Mint = secrets.token_bytes) -> Broker:
    """Put a broker together; raise StoreError, KeyUnusable or OSError, with the next step, where it cannot be."""
    settings.state_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    vault = Vault({"1": _master_key(settings)}, "1")
    files = Files(settings.config_dir)
    wakeups = _wakeups(settings)
    store = _opened(settings, wakeups, vault)
    http = Http(settings.public_url, lambda: _local_origins(files), settings.port)
    client_side = _client_context(settings, vault, files, now, mint)
    watch = Watch(store, files, Place(client_side.rp_id, client_side.origin), now, mint)
    watch.load()
    ownership = Ownership(client_side, settings.grant_endpoint, f"{settings.public_url}/callback/", mint)
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

    phone = PhoneDeps(
        store=store,
        public_url=settings.public_url,
        now=now,
        mint=mint,
        decided=decided,
        perform={
            **ownership.performers(),
            "device": perform_device,
            "remove-device": perform_remove_device,
            "channel": perform_channel,
        },
        freeze=ownership.freeze,
        propose_unfreeze=ownership.propose_unfreeze,
    )
    pushes = Pushes(
        store, vault, http, public_url=settings.public_url, hosts=PushHosts.of(settings.push_hosts), now=now, mint=mint
    )
    instance = mint(8).hex()
    knows = partial(_of_this_process, instance, wakeups, files)
    app = _application(server, client, door, phone, pushes, settings, knows)
    http.mount(app)
    return Broker(
        settings,
        store,
        wakeups,
        files,
        watch,
        http,
        vault,
        client,
        server,
        door,
        app,
        now,
        mint,
        client_side,
        ownership,
        phone,
        pushes,
        instance,
    )


def _of_this_process(instance: str, wakeups: Wakeups, files: Files) -> readiness.Process:
    in_force = files.in_force
    return readiness.Process(
        instance=instance,
        version=our_version(),
        hears_others=wakeups.hears_others(),
        policies=len(in_force.policies),
        connectors=len(in_force.connectors),
        problems=len(in_force.problems),
    )


def _opened(settings: Settings, wakeups: Wakeups, vault: Vault) -> Store:
    store = Store.open(settings.database, wakeups=wakeups)
    try:
        store.write_sync(lambda session: check_key(session, vault))
    except BaseException:
        store.close_sync()
        raise
    return store


def _client_context(settings: Settings, vault: Vault, files: Files, now: Clock, mint: Mint) -> client_context.Context:
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


def _master_key(settings: Settings) -> bytes:
    given = settings.master_key
    return master_key(
        settings.state_dir / KEY_FILE,
        credentials=os.environ.get("CREDENTIALS_DIRECTORY", ""),
        command=settings.key_command or "",
        given=None if given is None else Secret(given.get_secret_value()),
        warn=lambda words: log.warning("master_key", words=words),
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


def _application(
    server: AuthorizationServer,
    client: ClientInstance,
    door: Door,
    phone: PhoneDeps,
    pushes: Pushes,
    settings: Settings,
    knows: Callable[[], readiness.Process],
) -> Starlette:
    async def healthy(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def ready(_: Request) -> Response:
        status, found = await readiness.answer(phone.store, knows(), phone.now())
        return JSONResponse(found, status, headers={"cache-control": "no-store"})

    async def home(_: Request) -> Response:
        return RedirectResponse("/inbox", status_code=303)

    return Starlette(
        routes=[
            Route("/", home, methods=["GET"]),
            Route("/healthz", healthy, methods=["GET"]),
            Route("/readyz", ready, methods=["GET"]),
            Route("/mcp", door.app),
            *server_routes(server, settings.public_url),
            *callback.routes(client),
            isolation_route(phone.store, phone.now),
            *phone_routes(phone),
            *push_routes(phone, pushes),
        ],
        middleware=[Middleware(Deadline)],
        exception_handlers={StoreError: unavailable},
    )
