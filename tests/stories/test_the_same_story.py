"""Whoever connects is told what the demo tells: the demo itself is played with others' clients as its agent.

Everything but the agent's client is `countersign demo`: a broker on a port, a bank of its own, a scripted phone, the
real clock. What each telling said, line by line, has to be what the demo says.
"""

import asyncio
import contextlib
import io
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

import pytest

from broker.config import Settings
from broker.demo import story
from broker.demo.agent import ScriptedAgent, connected
from broker.demo.broker import demo_broker
from broker.demo.story import DemoBroker, Mode, Outcome, StartBroker, Teller, play
from tests.actors import Era
from tests.connect.programs import needs_inspector
from tests.connect.ways import Inspector, Way, official

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

Connect = Callable[[str, str], AbstractAsyncContextManager[ScriptedAgent]]  # to a base URL, with a credential

ACTORS = ("agent", "human", "bank", "broker")
BY_CHANCE = r'(?<=http://localhost:)\d+|(?<=http://127\.0\.0\.1:)\d+|(?<="at": ")[^"]+'  # ports, and the time
ENDS = {"approve": "is told: done", "refuse": 'is told: denied, "Not today"'}
PLOT = (  # what the agent does and is told in the demo: each line begins so
    "scout sees the tools",
    "reads the account: done",
    "asks to pay 25.00 EUR",
    "is told meanwhile: Waiting for alice to approve this on their phone. Nothing has run yet.",
    "{end}",
    "asks to pay 250.00 EUR: refused",
)

_connect: ContextVar[Connect] = ContextVar("connect")


def _one_by_one() -> StartBroker:
    # Alembic brings up one database at a time in a process, and no installation has more
    starting = asyncio.Lock()

    @contextlib.asynccontextmanager
    async def start(where: Settings) -> AsyncIterator[DemoBroker]:
        async with contextlib.AsyncExitStack() as stack:
            async with starting:
                broker = await stack.enter_async_context(demo_broker(where))
            yield broker

    return start


@dataclass(frozen=True)
class Telling:
    """What came of a telling, and what each actor was said to do, in order."""

    outcome: Outcome
    said: dict[str, list[str]]


def by_official(user: Path, way: Way, era: Era) -> Connect:
    """Connect the official client this way."""

    @contextlib.asynccontextmanager
    async def connect(url: str, credential: str) -> AsyncIterator[ScriptedAgent]:
        async with official(url, credential, user, way, era) as client:
            yield ScriptedAgent(client)

    return connect


def by_inspector(user: Path, way: Way, era: Era) -> Connect:
    """Let MCP Inspector's command line make the calls."""

    @contextlib.asynccontextmanager
    async def connect(url: str, credential: str) -> AsyncIterator[ScriptedAgent]:
        yield Inspector(user, url, credential, way, era)

    return connect


async def _told(folder: Path, mode: Mode, connect: Connect, start: StartBroker) -> Telling:
    """Play the demo with this client, and keep what was told."""
    stage = folder / "demo"
    stage.mkdir()
    _connect.set(connect)
    out = io.StringIO()
    outcome = await play(start, mode, Teller(out), stage)
    lines = [re.sub(BY_CHANCE, "...", line.strip()) for line in out.getvalue().splitlines()]
    return Telling(outcome, {who: [line for line in lines if line.startswith(f"{who} ")] for who in ACTORS})


async def _tell(folder: Path, mode: Mode, ways: dict[str, Callable[[Path], Connect]]) -> dict[str, Telling]:
    """Let the demo and its other tellings happen at once: they mostly wait."""
    start = _one_by_one()

    async def one(name: str, way: Callable[[Path], Connect]) -> Telling:
        user = folder / name
        user.mkdir()
        return await _told(user, mode, way(user), start)

    every = {"demo": lambda _: connected, **ways}
    async with asyncio.TaskGroup() as together:
        tasks = {name: together.create_task(one(name, way)) for name, way in every.items()}
    return {name: task.result() for name, task in tasks.items()}


@pytest.fixture(autouse=True)
def _its_own_client_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story, "connected", lambda url, credential: _connect.get()(url, credential))


def _same(mode: Mode, told: dict[str, Telling]) -> None:
    demo = told.pop("demo")
    assert demo.outcome.faults == ()
    for line, begins in zip(demo.said["agent"], PLOT, strict=True):
        assert line.startswith("agent " + begins.format(end=ENDS[mode]))
    for way, other in told.items():
        assert other.said == demo.said, way
        assert (other.outcome.faults, other.outcome.decision) == ((), demo.outcome.decision), way


@pytest.mark.parametrize("mode", ["approve", "refuse"])
async def test_the_official_client_is_told_the_demo_s_story_in_both_eras_and_over_stdio(
    tmp_path: Path, mode: Mode
) -> None:
    ways: dict[str, Callable[[Path], Connect]] = {
        "http-modern": lambda user: by_official(user, "http", "modern"),
        "http-legacy": lambda user: by_official(user, "http", "legacy"),
        "stdio-modern": lambda user: by_official(user, "stdio", "modern"),
        "stdio-legacy": lambda user: by_official(user, "stdio", "legacy"),
    }
    _same(mode, await _tell(tmp_path, mode, ways))


async def test_inspector_s_command_line_is_told_the_demo_s_story_over_http_and_stdio(tmp_path: Path) -> None:
    needs_inspector()
    ways: dict[str, Callable[[Path], Connect]] = {
        # in the modern era it declares tasks, and is told nothing before the end: tests/connect/test_story.py
        "http": lambda user: by_inspector(user, "http", "legacy"),
        "stdio": lambda user: by_inspector(user, "stdio", "legacy"),
    }
    _same("approve", await _tell(tmp_path, "approve", ways))
