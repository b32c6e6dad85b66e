"""How long a request is held, and what that costs meanwhile."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import anyio
import pytest

from broker.agents.waiting import HoldTimes, Waiting
from broker.store import StoreUnavailable


@pytest.mark.parametrize(
    ("client", "progress", "seconds"),
    [
        ("some-agent", False, 45.0),
        ("some-agent", True, 50.0),
        ("", True, 50.0),
        ("claude-code", False, 240.0),
        ("Claude-Code", True, 240.0),
        ("codex-mcp-client", True, 240.0),
        ("my-codex", True, 50.0),
    ],
)
def test_a_request_is_held_as_long_as_its_client_is_known_to_bear(client: str, progress: bool, seconds: float) -> None:
    assert HoldTimes().bound(progress=progress, client=client) == seconds


def test_no_client_is_held_into_its_own_time_out() -> None:
    times = HoldTimes()
    assert times.without_progress < times.with_progress < 60.0
    assert times.patient < 300.0
    assert times.note_every < 15.0


@dataclass
class Bell:
    """Wakeups of which a test says what rings; time passes as holds pause."""

    rings: list[bool] = field(default_factory=list)
    heard: bool = True
    now: float = 0.0
    pauses: list[float] = field(default_factory=list)
    stopping: bool = False
    certain: bool = False

    @asynccontextmanager
    async def listen(self, _key: str) -> AsyncIterator["Bell"]:
        yield self

    def hears_others(self) -> bool:
        return self.heard

    async def wait(self, seconds: float) -> bool:
        self.now += seconds
        self.pauses.append(seconds)
        return self.rings.pop(0) if self.rings else False


@dataclass
class Held:
    """A call that is held, and what was seen of it: how often its row was read, how many notes went out."""

    looks: int = 0
    notes: int = 0
    away: set[int] = field(default_factory=set)  # the numbers of the looks at which the database is away

    async def look(self) -> Any:
        self.looks += 1
        if self.looks in self.away:
            raise StoreUnavailable("away")
        return SimpleNamespace(id="g1", agent="scout", status="pending", state="pending", run=True)

    async def report_progress(self, notes: int, _total: None, _words: str) -> None:
        self.notes = notes


async def _hold(
    monkeypatch: pytest.MonkeyPatch, bell: Bell, waiting: Waiting | None = None, away: frozenset[int] = frozenset()
) -> Held:
    held = Held(away=set(away))
    monkeypatch.setattr(anyio, "current_time", lambda: bell.now)
    monkeypatch.setattr("broker.agents.waiting.in_short", lambda _view: "waits")
    session = SimpleNamespace(client_params=None, report_progress=held.report_progress)
    ctx: Any = SimpleNamespace(session=session, meta={"progress_token": 1})
    known: Any = bell
    await (waiting or Waiting(known, HoldTimes())).hold(ctx, await Held().look(), held.look)
    return held


@pytest.mark.anyio
async def test_most_notes_to_a_client_cost_no_look_at_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    held = await _hold(monkeypatch, Bell())
    assert (held.notes, held.looks) == (7, 3), "at the start, one that makes up for a lost hint, at the end"


@pytest.mark.anyio
async def test_where_no_hint_can_be_lost_a_note_costs_no_look_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    held = await _hold(monkeypatch, Bell(certain=True))
    assert (held.notes, held.looks) == (7, 2), "at the start and at the end"


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("rang", "away", "looks"), [(1, set(), 3), (1, {2}, 4), (1, {2, 3}, 5), (0, set(), 2), (0, {1}, 3)]
)
async def test_a_look_that_the_database_was_away_for_is_made_up_for_at_the_next_note(
    monkeypatch: pytest.MonkeyPatch, rang: int, away: set[int], looks: int
) -> None:
    held = await _hold(monkeypatch, Bell(rings=[True] * rang, certain=True), away=frozenset(away))
    assert held.looks == looks, "at the start, when it rang, at the end, and once more for each that failed"


@pytest.mark.anyio
async def test_what_rings_is_looked_at_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    held = await _hold(monkeypatch, Bell(rings=[True]))
    assert held.looks == 4, "one more than without"


@pytest.mark.anyio
async def test_while_hints_of_other_brokers_are_lost_every_pause_is_short_and_ends_with_a_look(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bell = Bell(heard=False)
    held = await _hold(monkeypatch, bell)
    assert set(bell.pauses) == {0.5}
    assert held.looks == len(bell.pauses) + 1


@pytest.mark.anyio
async def test_calls_that_come_at_once_send_their_notes_at_different_moments(monkeypatch: pytest.MonkeyPatch) -> None:
    known: Any = Bell()
    waiting, firsts = Waiting(known, HoldTimes()), []
    for _ in range(100):
        bell = known
        bell.pauses.clear()
        await _hold(monkeypatch, bell, waiting)
        firsts.append(bell.pauses[0])
    assert min(firsts) >= 5.0
    assert max(firsts) <= 10.0
    assert len({round(first, 1) for first in firsts}) > 40
