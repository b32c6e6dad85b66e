"""The rows of isolation: what is remembered, for how long, and that a report never raises a level."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Protocol, TypeVar

import pytest
from sqlalchemy import Engine, event

from broker.isolation import Level
from broker.ratchet.isolation import Isolation, isolation_of, isolations_of, reported, seen
from broker.ratchet.measured import measured
from broker.store import Store
from broker.store.instances import here
from broker.store.query import Session
from broker.store.tables import Agent, Owner
from broker.wakeups import LocalWakeups
from tests.fresh_database import laid
from tests.stand_ins import NOW

T = TypeVar("T")
MINUTE, WEEK = timedelta(minutes=1), timedelta(days=7)


@contextmanager
def counted() -> Iterator[list[str]]:
    """Give the statements that are sent to a database while the context lasts."""
    sent: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


class Write(Protocol):
    """Return what the work returns, once it is in the database."""

    def __call__(self, work: Callable[[Session], T], /) -> T: ...


@pytest.fixture
def write(database_url: str) -> Iterator[Write]:
    """Write to a database with two agents of alice's."""
    store = Store.open(laid(database_url), wakeups=LocalWakeups())

    def begin(session: Session) -> None:
        session.add(Owner(name="alice", created_at=NOW))
        session.flush()
        for name in ("scout", "reader"):
            session.add(Agent(name=name, owner="alice", credential_digest=name, created_at=NOW))

    store.write_sync(begin)
    yield store.write_sync
    store.close_sync()


def test_an_agent_that_was_never_measured_counts_as_none(write: Write) -> None:
    standing = write(lambda session: isolation_of(session, "scout", NOW))
    assert (standing.level, standing.is_none, standing.seen_at) == ("unmeasured", True, None)


def test_the_worst_level_of_seven_days_counts(write: Write) -> None:
    def work(session: Session) -> list[str]:
        seen(session, "scout", "host", "far", NOW)
        seen(session, "scout", "none", "near", NOW)
        seen(session, "scout", "user", "beside", NOW + MINUTE)
        seen(session, "reader", "host", "far", NOW)
        return [isolation_of(session, "scout", NOW + after).level for after in (MINUTE, WEEK, WEEK + MINUTE)]

    assert write(work) == ["none", "user", "unmeasured"]
    reader = write(lambda session: isolation_of(session, "reader", NOW + MINUTE))
    assert (reader.level, reader.why, reader.is_none) == ("host", "far", False)


def test_a_level_is_noted_once_a_minute_at_most(write: Write) -> None:
    def work(session: Session) -> list[bool]:
        times = (0, 59, 60, 61)
        return [seen(session, "scout", "user", f"at {at}", NOW + timedelta(seconds=at)) for at in times]

    assert write(work) == [True, False, True, False]
    standing = write(lambda session: isolation_of(session, "scout", NOW + MINUTE))
    assert (standing.why, standing.seen_at) == ("at 60", NOW + MINUTE)
    assert write(lambda session: seen(session, "scout", "none", "another level", NOW + MINUTE)) is True


def test_a_report_lowers_the_level_and_never_raises_it(write: Write) -> None:
    def work(session: Session) -> list[str]:
        seen(session, "scout", "user", "beside", NOW)
        assert not reported(session, "scout", [("sudo", True), ("docker", True)], NOW)
        before = isolation_of(session, "scout", NOW).level
        assert reported(session, "scout", [("sudo", False)], NOW)
        lowered = isolation_of(session, "scout", NOW).level
        reported(session, "scout", [("sudo", True)], NOW + MINUTE)
        return [before, lowered, isolation_of(session, "scout", NOW + MINUTE).level]

    assert write(work) == ["user", "none", "none"]


def test_what_is_measured_is_told_with_the_brokers_that_are_alive(write: Write) -> None:
    def work(session: Session) -> dict[str, Any]:
        seen(session, "scout", "none", "near", NOW)
        here(session, "one", host="h", pid=1, uid=2, now=NOW)
        here(session, "two", host="h", pid=3, uid=2, now=NOW)
        session.flush()
        return measured(session, NOW)

    told = write(work)
    assert [(one["agent"], one["isolation"]["level"]) for one in told["agents_seen"]] == [
        ("reader", "unmeasured"),
        ("scout", "none"),
    ]
    assert [one["pid"] for one in told["instances"]] == [1, 3]


def test_the_levels_of_many_agents_are_those_of_each_and_cost_one_query(write: Write) -> None:
    def work(session: Session) -> tuple[list[str], int]:
        seen(session, "scout", "host", "elsewhere", NOW)
        seen(session, "scout", "user", "beside", NOW)
        seen(session, "reader", "none", "the same user", NOW - WEEK)
        session.flush()
        with counted() as statements:
            found = isolations_of(session, ["scout", "reader", "nobody"], NOW)
        asked = len(statements)
        assert found == {name: isolation_of(session, name, NOW) for name in found}
        return [one.level for one in found.values()], asked

    assert write(work) == (["user", "unmeasured", "unmeasured"], 1)


CHILD, GRANDCHILD = "scout.errand-1", "scout.errand-1.deeper"
LINES: dict[str, tuple[dict[str, Level], dict[str, str]]] = {
    "a child called from elsewhere": ({"scout": "none", CHILD: "host"}, {"scout": "none", CHILD: "none"}),
    "a child that never called": ({"scout": "user"}, {"scout": "user", CHILD: "user", GRANDCHILD: "user"}),
    "one of those between": ({"scout": "host", CHILD: "none", GRANDCHILD: "host"}, {GRANDCHILD: "none"}),
    "a child that is nearer": ({"scout": "host", CHILD: "none"}, {"scout": "host", CHILD: "none"}),
    "a line that is far": ({"scout": "host", CHILD: "host"}, {"scout": "host", CHILD: "host"}),
    "nobody of the line": ({"reader": "none"}, {"scout": "unmeasured", CHILD: "unmeasured"}),
}


@pytest.mark.parametrize("row", LINES)
def test_a_child_is_no_further_from_the_broker_than_those_above_it(write: Callable[..., object], row: str) -> None:
    measured_at, wanted = LINES[row]

    def work(session: Session) -> dict[str, str]:
        for name in (CHILD, GRANDCHILD, "scoutmaster"):
            agent = Agent(name=name, owner="alice", credential_digest=name, created_at=NOW)
            session.add(agent)
        session.flush()
        measured_of: dict[str, Level] = {"scoutmaster": "host"}
        for name, level in (measured_of | measured_at).items():
            seen(session, name, level, f"measured of {name}", NOW)
        session.flush()
        found = isolations_of(session, [*wanted, "scoutmaster"], NOW)
        assert found.pop("scoutmaster").level == "host", "a name that only begins alike is of no line"
        return {name: one.level for name, one in found.items()}

    assert write(work) == wanted


def test_what_a_child_has_from_above_says_whose_it_is_and_is_forgotten_after_as_long(
    write: Write,
) -> None:
    def work(session: Session) -> list[Isolation]:
        session.add(Agent(name=CHILD, owner="alice", credential_digest="c", created_at=NOW))
        session.flush()
        seen(session, "scout", "none", "near", NOW)
        seen(session, CHILD, "host", "far", NOW + MINUTE)
        return [isolation_of(session, CHILD, NOW + after) for after in (MINUTE, WEEK)]

    assert write(work) == [
        Isolation("none", "measured of scout, above it: near", NOW),
        Isolation("host", "far", NOW + MINUTE),
    ]
