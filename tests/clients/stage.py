"""The broker of the story: an installation on a loopback port, its bank, its owner's phone, and a clock turned by hand.

Most stages live in the test's own event loop. One that has to be killed is a process (tests/clients/broker.py).
"""

import asyncio
import contextlib
import itertools
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

import httpx2

from broker.app import Broker
from broker.demo.ledger import payments
from broker.demo.phone import ScriptedPhone
from broker.store.query import Session, col, select
from broker.store.tables import Approval, ClientGrant
from broker.wakeups import Ring
from tests.actors import served
from tests.clients.programs import Client, client
from tests.connect.programs import WITHIN, environment
from tests.home import PUBLIC_URL, WAIT, Home, home
from tests.names import ROOT
from tests.services import free_port

HOLD: Final = 45.0  # seconds that a call is held, where the story holds it
KILLED: Final = -9


class Held:
    """How many requests a broker holds for its grants."""

    def __init__(self, broker: Broker) -> None:
        self._listen = broker.wakeups.listen
        self._count: Counter[str] = Counter()
        self._change = asyncio.Condition()
        setattr(broker.wakeups, "listen", self._counted)  # noqa: B010 -- a method of the one instance

    async def reach(self, count: int) -> None:
        """Return once that many requests are held for one grant."""
        async with asyncio.timeout(WITHIN), self._change:
            await self._change.wait_for(lambda: count in self._count.values())

    @contextlib.asynccontextmanager
    async def _counted(self, key: str) -> AsyncIterator[Ring]:
        async with self._listen(key) as ring:
            await self._tell(key, 1)
            try:
                yield ring
            finally:
                self._count[key] -= 1

    async def _tell(self, key: str, more: int) -> None:
        self._count[key] += more if key.startswith("grant:") else 0
        async with self._change:
            self._change.notify_all()


class Inside(Protocol):
    """The broker of a stage, as the test turns it."""

    async def do(self, *, seconds: float = 0.0, held: int = 0) -> dict[str, Any]:
        """Turn the clock by `seconds`, wait until `held` requests are held, or neither; return what happened so far."""


@dataclass
class Within:
    """A broker in this process."""

    house: Home
    held: Held

    async def do(self, *, seconds: float = 0.0, held: int = 0) -> dict[str, Any]:
        """Do as `Inside` says."""
        if held:
            await self.held.reach(held)
        if seconds:
            await self.house.later(seconds)
        return await self.house.broker.store.read(_so_far)


def _so_far(session: Session) -> dict[str, Any]:
    collected = select(ClientGrant.id).where(col(ClientGrant.collected_at).is_not(None))
    return {
        "prompts": len(list(session.exec(select(Approval.id)))),
        "grants": len(list(session.exec(select(ClientGrant.id)))),
        "collected": len(list(session.exec(collected))),
    }


@dataclass
class Apart:
    """A broker in a process of its own, which can be killed and started again on what it left."""

    folder: Path
    port: int
    turned: float = 0.0
    _process: Process | None = None

    async def start(self) -> None:
        """Start it; return once it listens."""
        words = ["-m", "tests.clients.broker", str(self.folder), str(self.port), str(HOLD), str(self.turned)]
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, *words, cwd=ROOT, env=environment(self.folder), stdin=PIPE, stdout=PIPE
        )
        assert await self._line() == "listens"

    async def do(self, *, seconds: float = 0.0, held: int = 0) -> dict[str, Any]:
        """Do as `Inside` says."""
        assert self._process is not None
        assert self._process.stdin is not None
        self.turned += seconds
        self._process.stdin.write(json.dumps({"seconds": seconds, "held": held}).encode() + b"\n")
        said: dict[str, Any] = await self._line()
        return said

    async def kill(self) -> None:
        """Kill it as `kill -9` does."""
        assert self._process is not None
        self._process.kill()
        assert await self._process.wait() == KILLED

    async def end(self) -> None:
        """End it, however far it came."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def _line(self) -> Any:
        assert self._process is not None
        assert self._process.stdout is not None
        async with asyncio.timeout(WITHIN):
            return json.loads(await self._process.stdout.readline())


@dataclass
class Stage:
    """Where one telling takes place."""

    who: str
    folder: Path
    url: str
    credential: str
    phone: ScriptedPhone
    broker: Inside
    _users: "itertools.count[int]" = field(default_factory=itertools.count)

    def client(self) -> AbstractAsyncContextManager[Client]:
        """Connect the client that tells the story, each time as a user with an empty home."""
        user = self.folder / f"user{next(self._users)}"
        user.mkdir()
        return client(self.who, user, self.url, self.credential)

    async def held(self, count: int = 1) -> None:
        """Return once that many requests are held."""
        await self.broker.do(held=count)

    async def later(self, seconds: float = WAIT) -> None:
        """Let time pass, and everything happen that is due by then."""
        await self.broker.do(seconds=seconds)

    async def approve(self) -> None:
        """Let the owner approve what waits on the phone, and the broker go on."""
        await self.phone.decide(await self._asked(), "approve")
        await self.later()

    async def refuse(self, words: str) -> None:
        """Let the owner refuse what waits on the phone, in these words, and the broker go on."""
        await self.phone.decide(await self._asked(), "refuse", words)
        await self.later()

    async def _asked(self) -> str:
        async with asyncio.timeout(WITHIN):
            return await self.phone.next_approval()

    async def so_far(self) -> dict[str, int]:
        """Return how many prompts, grants, collected grants and payments there have been."""
        return await self.broker.do() | {"payments": len(payments(self.folder / "ledger.db"))}


@contextlib.asynccontextmanager
async def stage(folder: Path, who: str, hold: float) -> AsyncIterator[Stage]:
    """Serve an installation whose agent is scout, in this event loop."""
    async with home(folder, hold_seconds=hold) as house, served(house.broker.app) as url:
        yield Stage(who, folder, url, house.credential, house.phone, Within(house, Held(house.broker)))


@contextlib.asynccontextmanager
async def stage_apart(folder: Path, who: str) -> AsyncIterator[Stage]:
    """Serve an installation whose agent is scout, as a process."""
    async with home(folder) as house:
        (folder / "bank.key").write_bytes(house.bank_key.to_bytes())
    broker = Apart(folder, free_port())
    phone = ScriptedPhone(PUBLIC_URL, house.passkey, transport=_At(broker.port))
    phone._browser.cookies.update(house.phone._browser.cookies)
    try:
        await broker.start()
        yield Stage(who, folder, f"http://127.0.0.1:{broker.port}", house.credential, phone, broker)
    finally:
        await broker.end()
        await phone.close()


class _At(httpx2.AsyncHTTPTransport):
    """Carries what is meant for the public address to a port of this computer."""

    def __init__(self, port: int) -> None:
        super().__init__(trust_env=False)
        self._port = port

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request on."""
        request.url = request.url.copy_with(host="127.0.0.1", port=self._port)
        return await super().handle_async_request(request)
