"""A running broker: its port, its unix socket, its loop, and a clean end."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp

from broker.app import Broker, NotAdded, add_agent
from broker.phone.enrol import LinkRefused, new_link
from broker.phone.local import LocalDeps, LocalRefusal, routes
from broker.store.query import Session, col, select
from broker.store.tables import Agent, Owner, Passkey

SOCKET = "broker.sock"
GRACE = 5  # seconds for open requests to end

log = structlog.get_logger("countersign.serving")


class CannotServe(Exception):
    """The broker cannot listen; the message names the next step."""


@contextlib.asynccontextmanager
async def serving(broker: Broker) -> AsyncIterator[Broker]:
    """Serve the broker on its port and its unix socket until the context ends; raise CannotServe where it cannot."""
    settings = broker.settings
    with _listening(settings.host, settings.port) as door, _local(settings.state_dir / SOCKET) as local:
        async with broker.running():
            servers = [(_server(broker.app), door)]
            if local is not None:
                servers.append((_server(Starlette(routes=routes(_local_deps(broker)))), local))
            tasks = [asyncio.create_task(one.serve(sockets=[on])) for one, on in servers]
            try:
                await _started([one for one, _ in servers], tasks)
                yield broker
            finally:
                for one, _ in servers:
                    one.should_exit = True
                await asyncio.gather(*tasks, return_exceptions=True)


class _Server(uvicorn.Server):
    """Leaves the signals to the command that runs it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def _server(app: ASGIApp) -> _Server:
    # No access log: an address may hold a callback's secret.
    return _Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            date_header=True,
            proxy_headers=False,
            timeout_graceful_shutdown=GRACE,
        )
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
        raise CannotServe(
            f"cannot listen on {host} port {port}: {why.strerror}. Another broker may be running; "
            "choose another port with --port or COUNTERSIGN_PORT"
        ) from None
    with door:
        yield door


@contextlib.contextmanager
def _local(path: Path) -> Iterator[socket.socket | None]:
    """Yield the command line's socket; None where the path is too long for one, which is told and no reason to stop."""
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as local:
        try:
            local.bind(str(path))
        except OSError as why:
            log.warning("no_local_socket", why=why.strerror or str(why))
            yield None
            return
        path.chmod(0o600)
        local.listen(16)
        yield local
    path.unlink(missing_ok=True)


def _local_deps(broker: Broker) -> LocalDeps:
    async def add(name: str, owner: str | None) -> str:
        try:
            return await add_agent(broker, name, owner)
        except NotAdded as why:
            raise LocalRefusal(str(why)) from None

    async def link(owner: str | None) -> str:
        return await enrolment_link(broker, owner)

    async def agents() -> list[dict[str, str | None]]:
        return await agent_list(broker)

    return LocalDeps(add_agent=add, new_link=link, agents=agents)


async def enrolment_link(broker: Broker, owner: str | None) -> str:
    """Return a fresh one-use link for an owner's first passkey; raise LocalRefusal where there is to be none."""
    names = [owner] if owner else await broker.store.read(lambda session: list(session.exec(select(Owner.name))))
    if len(names) != 1:
        raise LocalRefusal("say which owner with --owner" if names else "no owner yet: run countersign init first")
    try:
        path = await asyncio.to_thread(new_link, broker.store, names[0], broker.now(), broker.mint)
    except LinkRefused as why:
        raise LocalRefusal(str(why)) from None
    return broker.settings.public_url + path


async def has_passkey(broker: Broker) -> bool:
    """Tell whether any owner can decide."""

    def work(session: Session) -> bool:
        return session.exec(select(Passkey).where(col(Passkey.removed_at).is_(None))).first() is not None

    return await broker.store.read(work)


async def agent_list(broker: Broker) -> list[dict[str, str | None]]:
    """Return the agents, by name: their owner, when they were added and last seen, whether revoked (RFC 3339, UTC)."""

    def work(session: Session) -> list[dict[str, str | None]]:
        return [
            {
                "agent": one.name,
                "owner": one.owner,
                "created_at": one.created_at.isoformat(),
                "last_used_at": one.last_used_at.isoformat() if one.last_used_at else None,
                "revoked_at": one.revoked_at.isoformat() if one.revoked_at else None,
            }
            for one in session.exec(select(Agent).order_by(Agent.name))
        ]

    return await broker.store.read(work)
