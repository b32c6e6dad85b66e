"""Due work is taken by lease: by one worker at a time, again when the worker died, never twice."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import Session

from broker.store import Change, Store, claim, verbs
from broker.store.tables import ClientGrant, Outbox, ServerGrant
from tests.store.rows import NOW, client_grant, letter, seeded, server_grant

pytestmark = pytest.mark.anyio
SECOND = timedelta(seconds=1)


def taken(store: Store, *, now=NOW, lease: str = "w1", limit: int = 10) -> list[str]:  # type: ignore[no-untyped-def]
    rows = store.write_sync(lambda session: claim(session, Outbox, now=now, lease=lease, seconds=30, limit=limit))
    return [row.id for row in rows]


def test_what_is_due_is_taken_longest_due_first(store: Store) -> None:
    letters = [letter(f"o{n}", due_at=NOW - n * SECOND) for n in range(3)]
    seeded(store, *letters, letter("later", due_at=NOW + SECOND), letter("never", due_at=None))
    assert taken(store, limit=2) == ["o2", "o1"]
    assert taken(store, lease="w2") == ["o0"]
    assert taken(store, lease="w3") == []


def test_a_lease_names_its_holder_and_its_end(store: Store) -> None:
    seeded(store, letter(due_at=NOW))
    (row,) = store.write_sync(lambda session: claim(session, Outbox, now=NOW, lease="w1", seconds=30, limit=1))
    assert (row.lease, row.lease_until) == ("w1", NOW + 30 * SECOND)


def test_the_work_of_a_dead_worker_is_taken_again_when_its_lease_lapses(store: Store) -> None:
    seeded(store, letter(due_at=NOW))
    assert taken(store) == ["o1"]
    assert taken(store, now=NOW + 29 * SECOND, lease="w2") == []
    assert taken(store, now=NOW + 30 * SECOND, lease="w2") == ["o1"]


def test_grants_are_taken_too_and_a_lease_is_a_change_of_version(store: Store) -> None:
    def work(session: Session) -> list[ClientGrant | ServerGrant]:
        mine = claim(session, ClientGrant, now=NOW, lease="w1", seconds=30, limit=9)
        return [*mine, *claim(session, ServerGrant, now=NOW, lease="w1", seconds=30, limit=9)]

    seeded(store, client_grant("x", due_at=NOW), server_grant("y", due_at=NOW))
    rows = store.write_sync(work)
    assert [(row.id, row.version, row.lease) for row in rows] == [("x", 1, "w1"), ("y", 1, "w1")]


def test_an_advance_in_the_same_transaction_keeps_the_lease(store: Store) -> None:
    def work(session: Session) -> ClientGrant:
        claim(session, ClientGrant, now=NOW, lease="w1", seconds=30, limit=1)
        return verbs.advance(session, ClientGrant, "g1", lambda row: Change(row))

    seeded(store, client_grant(due_at=NOW))
    row = store.write_sync(work)
    assert (row.lease, row.version) == ("w1", 2)


async def test_no_row_goes_to_two_workers(store: Store) -> None:
    async def worker(name: str) -> list[str]:
        mine: list[str] = []
        while rows := await store.write(lambda s: claim(s, Outbox, now=NOW, lease=name, seconds=30, limit=3)):
            assert len(rows) <= 3
            mine += [row.id for row in rows]
        return mine

    letters = [letter(f"o{n:02}", due_at=NOW) for n in range(40)]
    seeded(store, *letters)
    shares = await asyncio.gather(*(worker(f"w{n}") for n in range(6)))
    assert sorted(id for share in shares for id in share) == [one.id for one in letters]
