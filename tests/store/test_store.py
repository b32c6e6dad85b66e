"""Writing and reading: all or nothing, durable before the answer, the same on both databases."""

import asyncio
from datetime import datetime, timedelta, timezone
from functools import partial

import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from broker.store import Conflict, Store, StoreError, audit, verify_chain, wake
from broker.store.tables import Agent, Approval, Audit, ClientGrant, Owner
from broker.wakeups import LocalWakeups
from tests.store.rows import NOW, approval, client_grant, people, seeded

pytestmark = pytest.mark.anyio


def owners(session: Session) -> list[str]:
    return list(session.scalars(select(Owner.name).order_by(col(Owner.name))))


def add_owner(name: str, session: Session) -> str:
    session.add(Owner(name=name, created_at=NOW))
    return name


async def test_what_was_written_is_read_back_at_once(store: Store) -> None:
    assert await store.write(lambda session: add_owner("alice", session)) == "alice"
    assert await store.read(owners) == ["alice"]


async def test_work_that_raises_leaves_nothing_behind_and_its_caller_gets_the_error_itself(store: Store) -> None:
    def work(session: Session) -> None:
        add_owner("alice", session)
        session.flush()
        audit(session, kind="owner.added", subject="alice", at=NOW)
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        await store.write(work)
    assert await store.read(owners) == []
    assert (await store.read(verify_chain)).length == 0
    await store.write(lambda session: add_owner("bob", session))
    assert await store.read(owners) == ["bob"]


async def test_a_second_row_under_a_unique_key_is_a_conflict_that_quotes_no_value(store: Store) -> None:
    seeded(store)
    with pytest.raises(Conflict) as caught:
        await store.write(
            lambda session: session.add(Agent(name="other", owner="alice", credential_digest="c", created_at=NOW))
        )
    assert "credential_digest" in str(caught.value)
    assert "other" not in str(caught.value)
    assert caught.value.__cause__ is None


async def test_a_row_that_points_nowhere_is_a_conflict(store: Store) -> None:
    with pytest.raises(Conflict):
        await store.write(lambda session: session.add(client_grant(agent="nobody")))
    seeded(store, client_grant())
    assert await store.read(lambda session: session.get(ClientGrant, "g1")) is not None


async def test_reading_cannot_write(store: Store) -> None:
    def work(session: Session) -> None:
        add_owner("alice", session)
        session.commit()

    with pytest.raises((StoreError, DBAPIError)):
        await store.read(work)
    assert await store.read(owners) == []


async def test_a_reader_sees_one_moment_however_long_it_reads(store: Store) -> None:
    def work(session: Session) -> tuple[list[str], list[str]]:
        before = owners(session)
        store.write_sync(lambda other: add_owner("bob", other))
        return before, owners(session)

    await store.write(lambda session: add_owner("alice", session))
    assert await store.read(work) == (["alice"], ["alice"])
    assert await store.read(owners) == ["alice", "bob"]


async def test_work_does_not_commit_by_itself(store: Store) -> None:
    def work(session: Session) -> None:
        add_owner("alice", session)
        session.commit()

    with pytest.raises(RuntimeError, match="the store commits"):
        await store.write(work)
    assert await store.read(owners) == []


async def test_a_savepoint_that_is_undone_takes_its_rows_its_audit_entries_and_its_wakeups_with_it(
    store: Store, wakeups: LocalWakeups
) -> None:
    def work(session: Session) -> None:
        audit(session, kind="first", subject="x", at=NOW)
        try:
            with session.begin_nested():
                add_owner("alice", session)
                audit(session, kind="undone", subject="x", at=NOW)
                wake(session, "undone")
                raise LookupError
        except LookupError:
            add_owner("bob", session)
        with session.begin_nested():
            audit(session, kind="last", subject="x", at=NOW)
        wake(session, "kept")

    async with wakeups.listen("undone") as undone, wakeups.listen("kept") as kept:
        await store.write(work)
        assert await kept.wait(5)
        assert not await undone.wait(0)
    assert await store.read(owners) == ["bob"]
    kinds = await store.read(lambda session: list(session.scalars(select(Audit.kind).order_by(col(Audit.seq)))))
    assert kinds == ["first", "last"]


async def test_a_wakeup_rings_after_commit_and_not_when_the_work_fails(store: Store, wakeups: LocalWakeups) -> None:
    def fails(session: Session) -> None:
        wake(session, "key")
        raise LookupError

    async with wakeups.listen("key") as ring:
        with pytest.raises(LookupError):
            await store.write(fails)
        assert not await ring.wait(0)
        await store.write(lambda session: wake(session, "key"))
        assert await ring.wait(5)


async def test_times_come_back_aware_in_utc_and_a_naive_one_is_refused(store: Store) -> None:
    east = datetime(2026, 11, 25, 14, 0, 0, 123456, tzinfo=timezone(timedelta(hours=2)))
    await store.write(lambda session: session.add(Owner(name="alice", created_at=east)))
    read = await store.read(lambda session: session.get(Owner, "alice"))
    assert read is not None
    assert read.created_at == east
    assert read.created_at.utcoffset() == timedelta(0)
    with pytest.raises(Exception, match="naive"):
        await store.write(lambda session: session.add(Owner(name="bob", created_at=datetime(2026, 1, 1))))  # noqa: DTZ001


async def test_json_bytes_booleans_and_absence_come_back_as_they_were(store: Store) -> None:
    seeded(store, client_grant(run=False, arguments={"a": [1, None, "é\u2028"]}, token_sealed=b"\x00\xff"))
    read = await store.read(lambda session: session.get(ClientGrant, "g1"))
    assert read is not None
    assert (read.run, read.arguments, read.token_sealed) == (False, {"a": [1, None, "é\u2028"]}, b"\x00\xff")
    assert (read.result, read.token_access, read.due_at) == (None, None, None)


async def test_absent_json_is_absent_for_a_query_too(store: Store) -> None:
    seeded(store, approval())
    query = select(Approval.id).where(col(Approval.assertion).is_(None))
    assert await store.read(lambda session: session.scalars(query).all()) == ["a1"]


async def test_rows_that_work_returns_may_be_kept(store: Store) -> None:
    def work(session: Session) -> Owner:
        row = Owner(name="alice", created_at=NOW)
        session.add(row)
        return row

    assert (await store.write(work)).name == "alice"


async def test_closing_finishes_what_was_accepted_and_refuses_what_comes_later(
    store: Store, database_url: str, wakeups: LocalWakeups
) -> None:
    writes = [asyncio.create_task(store.write(partial(add_owner, f"o{n:02}"))) for n in range(40)]
    await asyncio.sleep(0)  # each is queued now
    await store.close()
    assert len(await asyncio.gather(*writes)) == 40
    with pytest.raises(StoreError, match="closed"):
        await store.write(owners)
    with pytest.raises(StoreError, match="closed"):
        await store.read(owners)
    await store.close()
    again = Store.open(database_url, wakeups=wakeups)
    assert len(await again.read(owners)) == 40
    await again.close()


async def test_a_caller_that_goes_away_breaks_nobody_else(store: Store) -> None:
    first = asyncio.create_task(store.write(lambda session: add_owner("alice", session)))
    second = asyncio.create_task(store.write(lambda session: add_owner("bob", session)))
    await asyncio.sleep(0)
    first.cancel()
    assert await second == "bob"
    assert "bob" in await store.read(owners)


def test_the_command_line_uses_it_without_an_event_loop(store: Store) -> None:
    store.write_sync(people)
    assert store.read_sync(owners) == ["alice"]
