"""The one place where everything is put together: settings in, a broker out (broker/running.py runs it)."""

import os
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urlsplit

import structlog
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from broker.agents.client_documents import ClientDocuments
from broker.agents.door import AgentsDeps, Door, mcp_app
from broker.agents.hosts import Hosts
from broker.agents.isolation import route as isolation_route
from broker.agents.oauth import routes as oauth_routes
from broker.agents.registering import Registrations
from broker.agents.sign_ins import Cut
from broker.agents.starting import StartingPolicies
from broker.agents.waiting import HoldTimes
from broker.authserver import context as server_context
from broker.authserver import finish, memory, stopping
from broker.authserver.open_payments import OpenPaymentsServer
from broker.authserver.open_payments import routes as dialect_routes
from broker.authserver.routes import routes as server_routes
from broker.authserver.server import AuthorizationServer
from broker.authserver.visits import Visits
from broker.client import callback, deciding, readiness
from broker.client import context as client_context
from broker.client.instance import ClientInstance
from broker.config import Settings
from broker.files import Files
from broker.http import Http, Origin, origin_of
from broker.minting import Minting
from broker.notify.channels import Channels
from broker.notify.hosts import PushHosts
from broker.notify.sender import Pushes
from broker.ownership import Ownership
from broker.phone.called_back import CalledBack
from broker.phone.deps import PhoneDeps
from broker.phone.devices import perform_remove_device
from broker.phone.enrol import perform_device
from broker.phone.push import perform_channel
from broker.phone.push import routes as push_routes
from broker.phone.routes import routes as phone_routes
from broker.phone.unavailable import unavailable
from broker.ratchet.pinning import Pins
from broker.ratchet.sealing import Place
from broker.ratchet.watching import Watch
from broker.receiving import Deadline, PlainPaths
from broker.running import Broker, Clock, Mint
from broker.store.errors import StoreError
from broker.store.installation import WrongKey, admit_key, check_key
from broker.store.query import Session
from broker.store.store import Store
from broker.store.tables import Approval, ServerGrant
from broker.vault import KEY_FILE, Secret, Vault, master_key
from broker.wakeups import LocalWakeups, NotifyWakeups, RedisWakeups, Wakeups

__all__ = ["Broker", "build", "our_version", "system_clock"]

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


def build(settings: Settings, *, now: Clock = system_clock, mint: Mint = secrets.token_bytes) -> Broker:
    """Put a broker together; raise StoreError, KeyUnusable or OSError, with the next step, where it cannot be."""
    settings.state_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    key_file = settings.state_dir / KEY_FILE
    is_new = not key_file.exists()
    vault = Vault({"1": _master_key(settings)}, "1")
    files = Files(settings.config_dir)
    wakeups = _wakeups(settings)
    try:
        store = _opened(settings, wakeups, vault, now)
    except WrongKey:
        # made a moment ago, it sealed nothing, and would stand beside the right one
        if is_new:
            key_file.unlink(missing_ok=True)
        raise
    hosts = PushHosts.of(settings.push_hosts)
    http = Http(settings.public_url, lambda: _named_origins(files), settings.port, pushes=hosts.origins)
    client_side = _client_context(settings, vault, files, now, mint)
    watch = Watch(store, files, Place(client_side.rp_id, client_side.origin), now, mint)
    watch.load()
    ownership = Ownership(client_side, settings.grant_endpoint, f"{settings.public_url}/callback/", mint)
    server_side = _server_context(settings, vault, files, now, mint)
    pins = Pins(store, files, now, mint)
    client = ClientInstance(store, client_side, http, pins)
    server = AuthorizationServer(store, server_side, http)
    minting = Minting(store, ownership, files.policy, files.connectors, now)
    door = mcp_app(
        AgentsDeps(
            store=store,
            client=client,
            wakeups=wakeups,
            policies=files.policy,
            connectors=files.connectors,
            public_url=settings.public_url,
            now=now,
            hold=_hold(settings.hold_seconds),
            minting=minting,
            version=our_version(),
        )
    )
    documents = ClientDocuments(lambda uri: http.document(uri), now)
    agents_hosts = Hosts(
        settings.public_url,
        documents,
        vault,
        mint,
        ownership.add_without_credential,
        StartingPolicies(files),
        Registrations(store, now, mint) if settings.dynamic_registration else None,
    )
    phone = _phone(settings, store, ownership, server_side, client_side, wakeups, agents_hosts, pins)
    pushes = Pushes(store, vault, http, public_url=settings.public_url, hosts=hosts, now=now, mint=mint)
    channels = Channels(store, vault, public_url=settings.public_url, now=now, mint=mint)
    instance = mint(8).hex()
    knows = partial(_of_this_process, instance, wakeups, files)
    dialect = OpenPaymentsServer(store, server_side, http, _names(settings.open_payments))
    registers, cut = agents_hosts.registrations, ownership.cut
    app = _application(server, dialect, client, door, phone, pushes, settings, knows, registers, cut)
    http.mount(app)
    return Broker(
        settings=settings,
        store=store,
        wakeups=wakeups,
        files=files,
        watch=watch,
        http=http,
        vault=vault,
        client=client,
        server=server,
        door=door,
        app=app,
        now=now,
        mint=mint,
        client_context=client_side,
        ownership=ownership,
        minting=minting,
        phone=phone,
        pushes=pushes,
        channels=channels,
        instance=instance,
    )


def _server_context(settings: Settings, vault: Vault, files: Files, now: Clock, mint: Mint) -> server_context.Context:
    return server_context.Context(
        grant_endpoint=settings.grant_endpoint,
        public_url=settings.public_url,
        vault=vault,
        now=now,
        mint=mint,
        policies=files.policy,
        connectors=files.connectors,
    )


def _phone(
    settings: Settings,
    store: Store,
    ownership: Ownership,
    server_side: server_context.Context,
    client_side: client_context.Context,
    wakeups: Wakeups,
    hosts: Hosts,
    pins: Pins,
) -> PhoneDeps:
    def decided(session: Session, approval: Approval) -> None:
        at = approval.decided_at or server_side.now()
        if session.get(ServerGrant, approval.grant) is not None:
            finish.decided(session, server_side, approval, at)
        else:
            deciding.decided(session, approval, at)

    return PhoneDeps(
        store=store,
        public_url=settings.public_url,
        now=server_side.now,
        mint=server_side.mint,
        decided=decided,
        perform={
            **ownership.performers(),
            "device": perform_device,
            "remove-device": perform_remove_device,
            "channel": perform_channel,
            "host": hosts.perform,
            "policy": hosts.perform_policy,
            "connector": pins.perform,
        },
        freeze=ownership.freeze,
        end=ownership.revoke,
        revoke_tokens=stopping.revoke_grant,
        propose_unfreeze=ownership.propose_unfreeze,
        propose_lift=ownership.propose_lift,
        visits=Visits(server_side),
        hosts=hosts,
        opened=client_side.opened,
        wakeups=wakeups,
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


def _opened(settings: Settings, wakeups: Wakeups, vault: Vault, now: Clock) -> Store:
    store = Store.open(settings.database, wakeups=wakeups, admit=lambda connection: admit_key(connection, vault))
    try:
        store.write_sync(lambda session: check_key(session, vault))
        # before anybody can ask: what was signed earlier may have been used at a database that is gone
        store.write_sync(lambda session: memory.begin(session, now()))
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


def _proxies(settings: Settings) -> frozenset[str]:
    """Return the peers whose `Client-Cert` header counts (RFC 9440)."""
    return _names(settings.trusted_proxies)


def _names(listed: str) -> frozenset[str]:
    """Return the members of a setting that lists them with commas."""
    return frozenset(one.strip() for one in listed.split(",") if one.strip())


def _hold(seconds: float | None) -> HoldTimes:
    return HoldTimes() if seconds is None else HoldTimes(seconds, seconds, seconds)


def _wakeups(settings: Settings) -> Wakeups:
    if settings.redis_url:
        return RedisWakeups(settings.redis_url)
    return LocalWakeups() if settings.database.startswith("sqlite") else NotifyWakeups()


def _named_origins(files: Files) -> frozenset[Origin]:
    """Return the origins that connectors name: of the addresses inside, the only ones to be called (decisions S15)."""
    named = [
        uri
        for one in files.connectors()
        for uri in (one.resource_server, one.authorization_server, *one.profile.continuation_origins)
        if uri != client_context.EMBEDDED and (one.program is None or uri != one.resource_server)
    ]
    for one in files.connectors():
        used = one.credential
        named += [uri for uri in (used.token_endpoint, used.revocation_endpoint, used.issuer) if uri] if used else []
    return frozenset(map(origin_of, named))


def _application(
    server: AuthorizationServer,
    dialect: OpenPaymentsServer,
    client: ClientInstance,
    door: Door,
    phone: PhoneDeps,
    pushes: Pushes,
    settings: Settings,
    knows: Callable[[], readiness.Process],
    registrations: Registrations | None,
    cut: Cut,
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
            Route("/mcp-token", door.static_app),
            *oauth_routes(phone.store, settings.public_url, phone.now, phone.mint, cut, registrations),
            *server_routes(server, settings.public_url, _proxies(settings)),
            *(dialect_routes(dialect, settings.public_url) if settings.open_payments else []),
            *callback.routes(client, CalledBack(phone)),
            isolation_route(phone.store, phone.now),
            *phone_routes(phone),
            *push_routes(phone, pushes),
        ],
        middleware=[Middleware(PlainPaths), Middleware(Deadline)],
        exception_handlers={StoreError: unavailable},
    )
