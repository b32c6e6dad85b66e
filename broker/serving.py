"""A running broker: its port, its unix socket, its loop, and a clean end."""

import asyncio
import contextlib
import gc
import os
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import structlog
import uvicorn
from cryptography import x509
from starlette.types import ASGIApp

from broker.app import Broker, our_version
from broker.client.authorizing import NotAuthorized
from broker.client.upstream.calling import NotCallable
from broker.config import Settings, addressable, answers
from broker.ownership import NotProposed
from broker.phone.asked import LocalDeps
from broker.phone.local import local_app
from broker.receiving import Deadline, Patience
from broker.store.query import Session, col, select
from broker.store.tables import Passkey

GRACE = 5  # seconds for open requests to end
IDLE = 75  # seconds an idle connection stays open: longer than proxies and clients keep theirs, who then close first

log = structlog.get_logger("countersign.serving")


class CannotServe(Exception):
    """The broker cannot listen; the message names the next step."""


@contextlib.asynccontextmanager
async def serving(broker: Broker) -> AsyncIterator[Broker]:
    """Serve the broker on its port and its unix socket until the context ends; raise CannotServe where it cannot."""
    settings = broker.settings
    check_certificate(settings, broker.now())
    with _local(settings.socket) as local, _listening(settings.host, settings.port) as door:
        async with broker.running():
            outside = _Server(_config(broker.app, settings.tls_cert, settings.tls_key))
            inside = _Server(_config(Deadline(local_app(_local_deps(broker))), http=_PeerProtocol))
            servers = {outside: door, inside: local}
            tasks = [asyncio.create_task(one.serve(sockets=[on])) for one, on in servers.items()]
            try:
                await _started(list(servers), tasks)
                with _what_stays():
                    yield broker
            finally:
                # a stream or a held call ends with an answer: cut off, it would look like a failure
                broker.wakeups.stop()
                for one in servers:
                    one.should_exit = True
                await asyncio.gather(*tasks, return_exceptions=True)


@contextlib.contextmanager
def _what_stays() -> Iterator[None]:
    """Take what is loaded by now out of the collector's rounds: with it a full round stops everything for 250 ms."""
    gc.collect()  # what is frozen is never freed, so no garbage may be among it
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


class _Server(uvicorn.Server):
    """Leaves the signals to the command that runs it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


class _PeerProtocol(Patience):
    """HTTP that knows who is at the other end of a unix socket: `request.state.peer_uid`, as the kernel tells it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in Patience
        """Ask the kernel once per connection, before anything is read."""
        super().connection_made(transport)
        self.app_state = {**self.app_state, "peer_uid": peer_uid(transport.get_extra_info("socket"))}


def peer_uid(connection: socket.socket) -> int | None:
    """Return the user id of the process that opened a unix connection; None where the kernel tells none."""
    if not hasattr(socket, "SO_PEERCRED"):
        return None
    credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    return int(struct.unpack("3i", credentials)[1])  # pid, uid, gid: unix(7)


def _config(
    app: ASGIApp, cert: Path | None = None, key: Path | None = None, http: type[asyncio.Protocol] | None = None
) -> uvicorn.Config:
    # No access log: an address may hold a callback's secret.
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        date_header=True,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE,
        timeout_keep_alive=IDLE,
        http=http or Patience,
        ssl_certfile=cert,
        ssl_keyfile=key,
    )


async def _started(servers: list[_Server], tasks: list[asyncio.Task[None]]) -> None:
    while not all(one.started for one in servers):
        if any(task.done() for task in tasks):
            raise CannotServe("the web server ended before it began; see the log")
        await asyncio.sleep(0.01)


@contextlib.contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        door = socket.create_server((host, port), family=family, backlog=2048)
    except OSError as why:
        known = isinstance(why.errno, int) and why.errno > 0  # of a name that is not found it is negative
        # the system's own words: Python adds the address once more
        words = os.strerror(why.errno or 0) if known else "no such address"
        raise CannotServe(
            f"cannot listen on {host} port {port}: {words}. Another broker may be running; choose another port with "
            "--port or COUNTERSIGN_PORT, or an address of this computer with --host or COUNTERSIGN_HOST"
        ) from None
    with door:
        # connections inherit it (tcp(7)): an answer's body would else wait for the receipt of its head, 40 ms at most
        door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield door


@contextlib.contextmanager
def _local(path: Path) -> Iterator[socket.socket]:
    """Yield the command line's socket, mode 0660 (decisions T4); raise CannotServe where another broker answers."""
    with addressable(path) as address, socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as local:
        if answers(address):
            raise CannotServe(
                f"another broker runs on {path.parent}: stop it first, or give this one a COUNTERSIGN_STATE_DIR"
            )
        path.unlink(missing_ok=True)
        try:
            local.bind(address)
        except OSError as why:
            raise CannotServe(f"cannot make the command line's socket {path}: {why.strerror or why}") from None
        path.chmod(0o660)
        local.listen(64)
        mine = path.stat().st_ino
        try:
            yield local
        finally:
            with contextlib.suppress(FileNotFoundError):
                if path.stat().st_ino == mine:
                    path.unlink()


def check_certificate(settings: Settings, now: datetime) -> None:
    """Return if browsers could take the TLS files, or none are set; raise CannotServe with the next step."""
    cert, key = settings.tls_cert, settings.tls_key
    if cert is None or key is None:
        return
    try:
        leaf = x509.load_pem_x509_certificates(cert.read_bytes())[0]
        key.read_bytes()
        # a password would be asked for on the terminal: with a callback it is refused instead
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(cert, key, password=_no_password)
    except OSError as why:
        if isinstance(why, ssl.SSLError):
            raise CannotServe(f"{key} is not the key of the certificate in {cert}: {why.reason or why}") from None
        raise CannotServe(f"{why.filename}: {why.strerror}: let this user read the TLS files") from None
    except ValueError:
        raise CannotServe(f"{cert} holds no PEM certificate: name the full chain, as the issuer gives it") from None
    if now > leaf.not_valid_after_utc:
        raise CannotServe(f"the certificate in {cert} expired on {leaf.not_valid_after_utc:%Y-%m-%d}: renew it")
    if now < leaf.not_valid_before_utc:
        raise CannotServe(
            f"the certificate in {cert} begins on {leaf.not_valid_before_utc:%Y-%m-%d}: is the clock right?"
        )
    _demand_name(leaf, cert, settings)


def _demand_name(leaf: x509.Certificate, cert: Path, settings: Settings) -> None:
    host = urlsplit(settings.public_url).hostname or ""
    names = _names(leaf)
    if not any(_covers(name, host) for name in names):
        better = next((name for name in names if not name.startswith("*")), "host")
        raise CannotServe(
            f"the certificate in {cert} is for {', '.join(names) or 'nobody'}, and not for {host}: "
            f"say --public-url https://{better}:{settings.port}, or name another certificate"
        )


def _names(leaf: x509.Certificate) -> list[str]:
    try:
        alternatives = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    addresses = [str(one) for one in alternatives.get_values_for_type(x509.IPAddress)]
    return [*alternatives.get_values_for_type(x509.DNSName), *addresses]


def _covers(name: str, host: str) -> bool:
    if name.startswith("*."):
        return host.partition(".")[2].lower() == name[2:].lower()
    return name.lower() == host.lower()


def _no_password() -> str:
    raise CannotServe("the TLS key is locked with a password: give the broker one without, readable by its user only")


def _local_deps(broker: Broker) -> LocalDeps:
    return LocalDeps(
        phone=broker.phone,
        acts=broker.ownership,
        refused=(NotProposed, NotCallable, NotAuthorized),
        wakeups=broker.wakeups,
        settings=broker.settings,
        version=our_version(),
        problems=lambda: broker.files.in_force.problems,
        give_back=broker.client.give_back,
        test_channel=broker.channels.test,
        upstream_tools=broker.client.tools,
        authorizing=broker.client.authorizing,
    )


async def has_passkey(broker: Broker) -> bool:
    """Tell whether any owner can decide."""

    def work(session: Session) -> bool:
        return session.exec(select(Passkey).where(col(Passkey.removed_at).is_(None))).first() is not None

    return await broker.store.read(work)
