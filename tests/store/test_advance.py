"""One row, one pure function, one version: what `advance` writes, and what it refuses to lose."""

import pytest
from sqlmodel import Session, select

from broker.store import Change, Conflict, Entry, LostRace, NoSuchRow, Store, copy_of, verbs, verify_chain
from broker.store.tables import Audit, ClientGrant, Outbox, ServerGrant
from broker.wakeups import LocalWakeups
from tests.store.rows import NOW, approval, client_grant, letter, seeded, server_grant

pytestmark = pytest.mark.anyio


def approve(row: ClientGrant) -> Change[ClientGrant]:
    row.state = "approved"
    row.arguments["amount"] = "26.00"
    return Change(row)


async def test_a_change_is_written_under_the_next_version(store: Store) -> None:
    seeded(store, client_grant())
    written = await store.advance(ClientGrant, "g1", approve)
    read = await store.read(lambda session: session.get(ClientGrant, "g1"))
    assert read is not None
    assert (read.state, read.version, read.arguments) == ("approved", 1, {"amount": "26.00"})
    assert written.model_dump() == read.model_dump()


async def test_no_change_leaves_the_row_and_its_version(store: Store) -> None:
    def looks_only(row: ServerGrant) -> None:
        row.state = "approved"  # on a copy: without a Change it is worth nothing

    seeded(store, server_grant())
    assert (await store.advance(ServerGrant, "s1", looks_only)).state == "processing"
    read = await store.read(lambda session: session.get(ServerGrant, "s1"))
    assert read is not None
    assert (read.state, read.version) == ("processing", 0)


async def test_everything_that_belongs_to_a_change_is_written_with_it(store: Store, wakeups: LocalWakeups) -> None:
    def decide(row: ServerGrant) -> Change[ServerGrant]:
        row.approval = "a1"
        entry = Entry("approval.decided", "a1", NOW, agent="scout", owner="alice", data={"verb": "approve"})
        return Change(row, audit=(entry,), outbox=(letter(),), rows=(approval(),), wake=("grant:s1",))

    seeded(store, server_grant())
    async with wakeups.listen("grant:s1") as ring:
        await store.advance(ServerGrant, "s1", decide)
        assert await ring.wait(5)
    kinds = await store.read(lambda session: list(session.scalars(select(Audit.kind))))
    assert kinds == ["approval.decided"]
    assert await store.read(lambda session: session.get(Outbox, "o1")) is not None


async def test_a_change_that_fails_in_one_part_is_not_written_in_any(store: Store, wakeups: LocalWakeups) -> None:
    def decide(row: ServerGrant) -> Change[ServerGrant]:
        row.approval = "a1"
        entry = Entry("approval.decided", "a1", NOW)
        return Change(row, audit=(entry,), outbox=(letter(),), wake=("grant:s1",))

    seeded(store, server_grant(), letter())  # a letter with this id is there already
    async with wakeups.listen("grant:s1") as ring:
        with pytest.raises(Conflict):
            await store.advance(ServerGrant, "s1", decide)
        assert not await ring.wait(0)
    read = await store.read(lambda session: session.get(ServerGrant, "s1"))
    assert read is not None
    assert (read.approval, read.version) == (None, 0)
    assert (await store.read(verify_chain)).length == 0


async def test_a_row_that_is_not_there_is_named(store: Store) -> None:
    with pytest.raises(NoSuchRow, match="client_grant 'g9'"):
        await store.advance(ClientGrant, "g9", approve)


async def test_a_change_never_moves_to_another_row(store: Store) -> None:
    seeded(store, client_grant(), client_grant("g2"))
    with pytest.raises(ValueError, match="another id"):
        await store.advance(ClientGrant, "g1", lambda row: Change(client_grant("g2")))


async def test_two_changes_of_one_row_in_one_transaction_follow_each_other(store: Store) -> None:
    def work(session: Session) -> ClientGrant:
        held = session.get(ClientGrant, "g1")
        verbs.advance(session, ClientGrant, "g1", approve)
        written = verbs.advance(session, ClientGrant, "g1", lambda row: Change(renamed(row)))
        assert held is not None
        assert (held.version, held.state, held.rule) == (2, "approved", "other")  # what the session holds is not stale
        return written

    def renamed(row: ClientGrant) -> ClientGrant:
        row.rule = "other"
        return row

    seeded(store, client_grant())
    assert (await store.write(work)).version == 2


async def test_a_write_under_an_old_version_is_a_lost_race(store: Store) -> None:
    seeded(store, client_grant())
    old = await store.read(lambda session: copy_of(session.get_one(ClientGrant, "g1")))
    await store.advance(ClientGrant, "g1", approve)
    with pytest.raises(LostRace):
        await store.write(lambda session: verbs._write(session, old, client_grant(state="pending")))
    read = await store.read(lambda session: session.get_one(ClientGrant, "g1"))
    assert (read.state, read.version) == ("approved", 1)


def test_a_copy_shares_nothing_with_its_original() -> None:
    row = client_grant()
    copy = copy_of(row)
    copy.arguments["amount"] = "1.00"
    copy.access[0]["type"] = "other"
    assert row.arguments == {"amount": "25.00"}
    assert row.access == [{"type": "bank-payment"}]


async def test_who_looks_again_in_the_same_transaction_sees_what_was_written(store: Store) -> None:
    def work(session: Session) -> tuple[str, str, int]:
        before = session.get_one(ClientGrant, "g1")
        was = before.state
        verbs.advance(session, ClientGrant, "g1", approve)
        return was, session.get_one(ClientGrant, "g1").state, before.version

    seeded(store, client_grant())
    assert await store.write(work) == ("processing", "approved", 1)
