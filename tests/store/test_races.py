"""Many at once: nothing is lost, one wins. The same on both databases, between threads and between two stores."""

import asyncio
import threading
from functools import partial

import pytest
from sqlmodel import Session, col, select

from broker.store import Change, Conflict, Store, postgres, use_once, verify_chain
from broker.store.chain import Entry
from broker.store.tables import Agent, Approval, ClientGrant, Proposal, ServerGrant
from broker.store.verbs import insert_first
from broker.wakeups import LocalWakeups
from tests.store.rows import NOW, approval, client_grant, seeded, server_grant

pytestmark = pytest.mark.anyio


def one_more(row: ClientGrant) -> Change[ClientGrant]:
    row.arguments["n"] = row.arguments.get("n", 0) + 1
    return Change(row, audit=(Entry("counted", row.id, NOW, data={"n": row.arguments["n"]}),))


async def test_eight_concurrent_read_modify_writes_lose_nothing(
    store: Store, database_url: str, wakeups: LocalWakeups
) -> None:
    async def count(through: Store) -> None:
        for _ in range(20):
            await through.advance(ClientGrant, "g1", one_more)

    seeded(store, client_grant())
    other = Store.open(database_url, wakeups=wakeups, alone=False)  # as another process would
    try:
        await asyncio.gather(*(count(store) for _ in range(4)), *(count(other) for _ in range(4)))
    finally:
        await other.close()
    row = await store.read(lambda session: session.get_one(ClientGrant, "g1"))
    assert (row.arguments["n"], row.version) == (160, 160)
    verdict = await store.read(verify_chain)
    assert (verdict.ok, verdict.length) == (True, 160)


async def test_in_a_crowd_each_waits_for_its_turn_and_nobody_has_to_try_again(
    store: Store, database_url: str, wakeups: LocalWakeups, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def count(through: Store) -> None:
        for _ in range(5):
            await through.advance(ClientGrant, "g1", one_more)

    monkeypatch.setattr(postgres, "ATTEMPTS", 1)
    seeded(store, client_grant())
    other = Store.open(database_url, wakeups=wakeups, alone=False)
    try:
        await asyncio.gather(*(count(store) for _ in range(8)), *(count(other) for _ in range(8)))
    finally:
        await other.close()
    row = await store.read(lambda session: session.get_one(ClientGrant, "g1"))
    assert (row.arguments["n"], row.version) == (80, 80)


async def test_eight_concurrent_read_modify_writes_by_hand_lose_nothing_where_one_writer_works(
    sqlite_url: str, wakeups: LocalWakeups
) -> None:
    def by_hand(session: Session) -> None:
        row = session.get_one(ClientGrant, "g1")
        row.arguments = {"n": row.arguments.get("n", 0) + 1}

    async def count(through: Store) -> None:
        for _ in range(20):
            await through.write(by_hand)

    stores = [Store.open(sqlite_url, wakeups=wakeups, alone=False) for _ in range(2)]
    seeded(stores[0], client_grant())
    await asyncio.gather(*(count(stores[n % 2]) for n in range(8)))
    row = await stores[0].read(lambda session: session.get_one(ClientGrant, "g1"))
    assert row.arguments["n"] == 160
    for opened in stores:
        await opened.close()


async def test_twenty_simultaneous_decisions_have_one_winner(
    store: Store, database_url: str, wakeups: LocalWakeups
) -> None:
    def decide(verb: str, session: Session) -> bool:
        open_still = (col(Approval.id) == "a1", col(Approval.decision).is_(None))
        return use_once(session, Approval, *open_still, values={"decision": verb, "decided_at": NOW})

    seeded(store, server_grant(), approval())
    other = Store.open(database_url, wakeups=wakeups, alone=False)
    verbs = [f"{'approve' if n % 2 else 'refuse'}-{n}" for n in range(20)]
    through = [store, other] * 10
    won = await asyncio.gather(*(one.write(partial(decide, verb)) for one, verb in zip(through, verbs, strict=True)))
    await other.close()
    assert won.count(True) == 1
    row = await store.read(lambda session: session.get_one(Approval, "a1"))
    assert row.decision == verbs[won.index(True)]


async def test_twenty_simultaneous_advances_to_an_end_have_one_winner(store: Store) -> None:
    def end(name: str, row: ServerGrant) -> Change[ServerGrant] | None:
        if row.state == "finalized":
            return None
        row.state, row.ending = "finalized", name
        return Change(row, audit=(Entry("grant.ended", row.id, NOW, data={"by": name}),))

    seeded(store, server_grant())
    names = [f"n{n}" for n in range(20)]
    rows = await asyncio.gather(*(store.advance(ServerGrant, "s1", partial(end, name)) for name in names))
    assert len({row.ending for row in rows}) == 1
    assert {row.version for row in rows} == {1}
    assert (await store.read(verify_chain)).length == 1


async def test_changes_of_different_rows_share_one_chain(
    store: Store, database_url: str, wakeups: LocalWakeups
) -> None:
    ids = [f"g{n:02}" for n in range(40)]
    seeded(store, *(client_grant(id) for id in ids))
    other = Store.open(database_url, wakeups=wakeups, alone=False)
    through = [store, other] * 20
    await asyncio.gather(*(one.advance(ClientGrant, id, one_more) for one, id in zip(through, ids, strict=True)))
    await other.close()
    verdict = await store.read(verify_chain)
    assert (verdict.ok, verdict.length) == (True, 40)


def find_or_make(made_by: str, session: Session) -> str:
    """Return who made the one row of this key, making it where there is none yet."""
    found = session.scalars(select(Proposal).where(col(Proposal.open_key) == "agent:scout")).one_or_none()
    if found is None:
        both_looked.wait()
        found = Proposal(
            id=made_by,
            kind="agent",
            owner="alice",
            code="K7QF",
            document="{}",
            digest="d",
            open_key="agent:scout",
            created_at=NOW,
            valid_until=NOW,
        )
        insert_first(session, found)
    return found.id


both_looked = threading.Barrier(2)


@pytest.mark.postgresql
async def test_of_two_that_make_what_they_did_not_find_both_end_with_the_same_row(
    postgres_url: str, wakeups: LocalWakeups
) -> None:
    stores = [Store.open(postgres_url, wakeups=wakeups) for _ in range(2)]
    seeded(stores[0])
    ids = await asyncio.gather(
        *(one.write(partial(find_or_make, name)) for one, name in zip(stores, "ab", strict=True))
    )
    assert ids[0] == ids[1]
    for opened in stores:
        await opened.close()


async def test_a_row_that_points_nowhere_is_no_lost_race(store: Store) -> None:
    def work(session: Session) -> None:
        tries.append(1)
        insert_first(session, Agent(name="scout", owner="nobody", credential_digest="d", created_at=NOW))

    tries: list[int] = []
    with pytest.raises(Conflict):
        await store.write(work)
    assert len(tries) == 1
