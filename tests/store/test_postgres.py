"""PostgreSQL: several processes, deadlocks, restarts, lost answers, and notifications between processes."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from broker.store import LostRace, Store, StoreError, StoreUnavailable, verify_chain
from broker.store.postgres import Postgres
from broker.store.tables import ClientGrant, Owner
from broker.wakeups import LocalWakeups, NotifyWakeups
from tests.services import PostgresServer
from tests.store.rows import NOW, client_grant, seeded

pytestmark = [pytest.mark.anyio, pytest.mark.postgresql]


@pytest.fixture
def database(postgres_url: str) -> Iterator[Postgres]:
    from sqlalchemy import make_url

    opened = Postgres(make_url(postgres_url), LocalWakeups())
    yield opened
    opened.close()


def other_process(url: str, times: int) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "tests.store.other_process", url, str(times)])


def test_three_processes_lose_nothing_and_keep_one_chain(postgres_url: str) -> None:
    store = Store.open(postgres_url, wakeups=LocalWakeups())
    seeded(store, client_grant())
    processes = [other_process(postgres_url, 25) for _ in range(3)]
    assert [process.wait(60) for process in processes] == [0, 0, 0]
    row = store.read_sync(lambda session: session.get_one(ClientGrant, "g1"))
    assert (row.arguments["n"], row.version) == (75, 75)
    verdict = store.read_sync(verify_chain)
    assert (verdict.ok, verdict.length) == (True, 75)
    store.close_sync()


def test_processes_that_start_together_make_the_schema_once(postgres_url: str) -> None:
    with ThreadPoolExecutor(4) as threads:
        stores = list(threads.map(lambda _: Store.open(postgres_url, wakeups=LocalWakeups()), range(4)))
    assert all(store.read_sync(verify_chain).ok for store in stores)
    for store in stores:
        store.close_sync()


async def test_a_commit_in_another_process_rings_a_bell_in_this_one(postgres_url: str) -> None:
    wakeups = NotifyWakeups()
    store = Store.open(postgres_url, wakeups=wakeups)
    async with wakeups.listen("grant:g1") as ring, wakeups.listen("grant:g2") as silent:
        process = other_process(postgres_url, 0)
        assert await ring.wait(30)
        assert not await silent.wait(0)
        assert await asyncio.to_thread(process.wait, 30) == 0
    await store.close()


async def test_notifications_are_heard_again_after_the_server_was_away(
    postgres_url: str, postgres_server: PostgresServer
) -> None:
    wakeups = NotifyWakeups()
    store = Store.open(postgres_url, wakeups=wakeups)
    async with wakeups.listen("grant:g1") as ring:
        postgres_server.stop("immediate")
        postgres_server.start()
        assert await ring.wait(30)  # everybody is woken on reconnecting, as something may have been missed
        process = other_process(postgres_url, 0)
        assert await ring.wait(30)
        assert await asyncio.to_thread(process.wait, 30) == 0
    await store.close()


def test_after_a_restart_of_the_server_the_store_works_on(postgres_url: str, postgres_server: PostgresServer) -> None:
    store = Store.open(postgres_url, wakeups=LocalWakeups())
    seeded(store, client_grant())
    postgres_server.stop("immediate")
    with pytest.raises(StoreUnavailable):
        store.write_sync(lambda session: session.add(Owner(name="x", created_at=NOW)))
    with pytest.raises(StoreUnavailable):
        store.read_sync(lambda session: session.get(ClientGrant, "g1"))
    postgres_server.start()
    assert store.read_sync(lambda session: session.get(ClientGrant, "g1")) is not None
    store.write_sync(lambda session: session.add(Owner(name="x", created_at=NOW)))
    store.close_sync()


def test_a_connection_that_breaks_before_commit_is_an_error_and_nothing_is_kept(
    database: Postgres, postgres_server: PostgresServer
) -> None:
    def work(session: Session) -> None:
        session.add(Owner(name="alice", created_at=NOW))
        session.flush()
        me = session.scalar(text("SELECT pg_backend_pid()"))
        postgres_server.execute(f"SELECT pg_terminate_backend({me})")
        session.add(Owner(name="bob", created_at=NOW))

    error = database.write(work).exception(20)
    assert isinstance(error, StoreUnavailable)
    assert not error.outcome_unknown
    assert database.read(lambda session: session.scalars(select(Owner.name)).all()).result(20) == []


def test_when_the_answer_to_commit_is_lost_the_outcome_is_called_unknown(
    database: Postgres, postgres_server: PostgresServer
) -> None:
    def work(session: Session) -> None:
        session.add(Owner(name="alice", created_at=NOW))
        pids.append(session.scalar(text("SELECT pg_backend_pid()")))

    pids: list[int] = []
    event.listen(
        database._engine,
        "commit",
        lambda connection: postgres_server.execute(f"SELECT pg_terminate_backend({pids[0]})"),
    )
    error = database.write(work).exception(20)
    assert isinstance(error, StoreUnavailable)
    assert error.outcome_unknown
    assert "read again" in str(error)
    assert len(pids) == 1  # not repeated


def add_owner(name: str, session: Session) -> None:
    session.add(Owner(name=name, created_at=NOW))


def test_of_two_that_wait_for_each_other_both_succeed_in_the_end(database: Postgres) -> None:
    both = threading.Barrier(2)

    def rename(first: str, second: str, session: Session) -> None:
        if not session.info.setdefault("second try", False):
            session.execute(text(f"UPDATE owner SET created_at = now() WHERE name = '{first}'"))
            if tries.count(first) == 0:
                tries.append(first)
                both.wait(10)
            session.execute(text(f"UPDATE owner SET created_at = now() WHERE name = '{second}'"))
        done.append(first)

    tries: list[str] = []
    done: list[str] = []
    for name in ("a", "b"):
        database.write(partial(add_owner, name)).result(20)
    futures = [database.write(partial(rename, one, two)) for one, two in (("a", "b"), ("b", "a"))]
    assert [future.exception(30) for future in futures] == [None, None]
    assert sorted(done) == ["a", "b"]


def test_a_race_that_is_lost_for_ever_ends_in_an_error(database: Postgres) -> None:
    def work(session: Session) -> None:
        tries.append(1)
        raise LostRace("again")

    tries: list[int] = []
    assert isinstance(database.write(work).exception(60), LostRace)
    assert len(tries) == 30


def test_an_error_that_is_not_about_others_is_not_repeated(database: Postgres) -> None:
    def work(session: Session) -> None:
        tries.append(1)
        session.execute(text("SELECT pg_sleep(10)"), execution_options={"no": "option"})

    tries: list[int] = []
    database.write(lambda session: session.execute(text("SET statement_timeout = 50")).close()).result(20)

    def slow(session: Session) -> None:
        session.execute(text("SET LOCAL statement_timeout = 50"))
        work(session)

    error = database.write(slow).exception(20)
    assert isinstance(error, StoreUnavailable)
    assert len(tries) == 1


def test_a_value_that_postgresql_cannot_hold_is_refused_without_repeating_it(database: Postgres) -> None:
    error = database.write(lambda session: session.add(Owner(name="hunter\x002", created_at=NOW))).exception(20)
    assert isinstance(error, StoreError)
    assert "hunter" not in str(error)


def test_it_works_over_the_unix_socket_too(postgres_server: PostgresServer, postgres_url: str) -> None:
    name = postgres_url.rsplit("/", 1)[1]
    store = Store.open(postgres_server.socket_url(name), wakeups=NotifyWakeups())
    assert store.read_sync(verify_chain).ok
    store.close_sync()


def test_the_server_under_test_really_syncs(database: Postgres) -> None:
    show = "SELECT current_setting('fsync'), current_setting('synchronous_commit')"
    assert database.read(lambda session: tuple(session.execute(text(show)).one())).result(20) == ("on", "on")


def test_operational_errors_keep_no_cause_that_could_be_printed(database: Postgres) -> None:
    error = database.write(lambda session: session.execute(text("SELECT 1/0")).close()).exception(20)
    assert error is not None
    assert not isinstance(error.__cause__, OperationalError)
