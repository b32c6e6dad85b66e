"""SQLite's one writer: what is committed together fails alone, nobody is told too early, and no fault ends it."""

import asyncio
import resource
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from broker.store import Conflict, Store, StoreError, StoreUnavailable, chain
from broker.store.sqlite import Sqlite
from broker.store.tables import Audit, Owner
from broker.store.verbs import audit
from broker.wakeups import LocalWakeups
from tests.store.rows import NOW

pytestmark = pytest.mark.anyio


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "countersign.db"


@pytest.fixture
def database(path: Path, wakeups: LocalWakeups) -> Iterator[Sqlite]:
    opened = Sqlite(path, wakeups)
    yield opened
    opened.close()


def add(name: str, size: int = 0) -> Callable[[Session], str]:
    def work(session: Session) -> str:
        session.add(Owner(name=name + "x" * size, created_at=NOW))
        return name

    return work


def names(database: Sqlite) -> list[str]:
    return database.read(lambda session: sorted(session.scalars(select(Owner.name)))).result(10)


@contextmanager
def held(database: Sqlite) -> Iterator[None]:
    """Hold the writer inside a change of its own, so that what is written meanwhile becomes one group."""
    inside, go = threading.Event(), threading.Event()

    def work(session: Session) -> None:
        inside.set()
        go.wait(10)

    waiting = database.write(work)
    inside.wait(10)
    try:
        yield
    finally:
        go.set()
        waiting.result(10)


def test_one_bad_change_takes_no_other_of_its_group_with_it(database: Sqlite) -> None:
    def raises(session: Session) -> None:
        add("half-done")(session)
        session.flush()
        raise LookupError

    commits: list[int] = []
    event.listen(database._engine, "commit", lambda connection: commits.append(1))
    with held(database):
        works = [add("a"), raises, add("b"), add("a"), add("c")]
        futures = [database.write(work) for work in works]
    assert [type(future.exception(10)) for future in futures] == [
        type(None),
        LookupError,
        type(None),
        Conflict,
        type(None),
    ]
    assert names(database) == ["a", "b", "c"]
    assert len(commits) == 2  # the one that held the writer, and the group


@pytest.mark.parametrize("wrong", ["raises", "breaks a rule of the schema"])
def test_a_bad_change_that_is_alone_is_undone_and_the_next_one_is_written(database: Sqlite, wrong: str) -> None:
    def work(session: Session) -> None:
        add("half-done")(session)
        session.flush()
        if wrong == "raises":
            raise LookupError
        add("a")(session)

    assert database.write(add("a")).result(10) == "a"
    assert isinstance(database.write(work).exception(10), LookupError if wrong == "raises" else Conflict)
    assert names(database) == ["a"]
    assert database.write(add("b")).result(10) == "b"
    assert names(database) == ["a", "b"], "the control"


def test_a_savepoint_is_paid_for_only_where_one_of_a_group_fails(database: Sqlite) -> None:
    said: list[str] = []
    event.listen(database._engine, "savepoint", lambda connection, name: said.append(name))
    database.write(add("a")).result(10)
    with held(database):
        both = [database.write(add(name)) for name in ("b", "c")]
    assert [one.result(10) for one in both] == ["b", "c"]
    assert said == []
    with held(database):
        good, bad = database.write(add("d")), database.write(add("a"))
    assert isinstance(bad.exception(10), Conflict)
    assert good.result(10) == "d"
    assert len(said) == 2, "the control: of two, the bad one may not take the other with it"
    assert names(database) == ["a", "b", "c", "d"]


def test_a_change_reads_what_those_before_it_in_its_group_recorded(database: Sqlite) -> None:
    """Tries are counted by what is recorded of them: many at once must not each see none."""

    def tried(session: Session) -> int:
        audit(session, kind="tried", subject="x", at=NOW)
        return len(session.scalars(select(Audit.seq).where(Audit.kind == "tried")).all())

    with held(database):
        futures = [database.write(tried) for _ in range(5)]
    assert [future.result(10) for future in futures] == [0, 1, 2, 3, 4]
    with held(database):
        futures = [database.write(tried) for _ in range(2)]
        bad = database.write(add_a_twice)
        futures += [database.write(tried) for _ in range(2)]
    assert isinstance(bad.exception(10), Conflict)
    assert [future.result(10) for future in futures] == [5, 6, 7, 8], "the same where they are made again"
    assert database.read(chain.verify_chain).result(10).ok


def add_a_twice(session: Session) -> None:
    session.add_all([Owner(name="a", created_at=NOW), Owner(name="a", created_at=NOW)])
    session.flush()


def test_what_is_made_again_beside_a_bad_change_is_recorded_once(database: Sqlite) -> None:
    def said(name: str) -> Callable[[Session], None]:
        return lambda session: audit(session, kind="counted", subject=name, at=NOW)

    with held(database):
        first = database.write(said("a"))
        bad = database.write(add_a_twice)
        last = database.write(said("b"))
    assert first.result(10) is last.result(10) is None
    assert isinstance(bad.exception(10), Conflict)
    lines = database.read(lambda session: chain.records(session, 0, 9)).result(10)
    assert [line["subject"] for line in lines] == ["a", "b"]
    assert database.read(chain.verify_chain).result(10).ok


def test_an_entry_that_no_record_can_hold_fails_its_own_change_only(database: Sqlite) -> None:
    def work(session: Session) -> None:
        add("half-done")(session)
        audit(session, kind="counted", subject="a", at=NOW, data={"half": 0.5})

    with held(database):
        bad, good = database.write(work), database.write(add("b"))
    assert isinstance(bad.exception(10), ValueError | TypeError)
    assert good.result(10) == "b"
    assert names(database) == ["b"]


def test_whatever_waits_is_committed_together_up_to_a_bound(database: Sqlite) -> None:
    commits: list[int] = []
    event.listen(database._engine, "commit", lambda connection: commits.append(1))
    with held(database):
        futures = [database.write(add(f"o{n:03}")) for n in range(300)]
    assert [future.result(10) for future in futures] == [f"o{n:03}" for n in range(300)]
    assert len(commits) == 1 + 3


def test_nobody_is_answered_and_nothing_rings_before_commit(database: Sqlite) -> None:
    seen: list[bool] = []
    with held(database):
        future = database.write(add("a"))
        event.listen(database._engine, "commit", lambda connection: seen.append(future.done()))
    future.result(10)
    assert seen[-1] is False


def test_a_caller_that_goes_away_before_its_turn_is_not_served(database: Sqlite) -> None:
    with held(database):
        gone, stays = database.write(add("a")), database.write(add("b"))
        assert gone.cancel()
    assert stays.result(10) == "b"
    assert names(database) == ["b"]


def refused(future: Future[str]) -> str:
    error = future.exception(10)
    assert isinstance(error, StoreError)
    return str(error)


def test_on_a_full_disk_everybody_of_the_group_hears_it_and_the_writer_works_on_afterwards(
    database: Sqlite, path: Path
) -> None:
    database.write(add("before")).result(10)
    log = path.with_name(path.name + "-wal")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with held(database):
        futures = [database.write(add(f"o{n}", 5000)) for n in range(5)]
        resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size, hard))  # the log cannot grow: COMMIT fails
    try:
        assert all("nothing was kept" in refused(future) for future in futures)
        assert names(database) == ["before"]  # it still reads
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert database.write(add("after")).result(10) == "after"
    assert names(database) == ["after", "before"]


def test_when_sqlite_undoes_the_whole_transaction_by_itself_nobody_is_told_that_it_succeeded(database: Sqlite) -> None:
    def undone(session: Session) -> None:
        raw = session.connection().connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.execute("ROLLBACK")  # as SQLite does on a full disk
        raise LookupError

    def undone_quietly(session: Session) -> None:
        raw = session.connection().connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.execute("ROLLBACK")

    for fault in (undone, undone_quietly):
        with held(database):
            a, bad, b = database.write(add("a")), database.write(fault), database.write(add("b"))
        assert all(isinstance(error, Exception) for error in (a.exception(10), bad.exception(10), b.exception(10)))
        assert names(database) == []
    assert database.write(add("after")).result(10) == "after"
    assert names(database) == ["after"]


def test_while_another_process_holds_the_file_the_change_is_refused_in_words(
    database: Sqlite, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert database._connection is not None
    database.write(lambda session: session.connection().exec_driver_sql("PRAGMA busy_timeout=20").close()).result(10)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        error = database.write(add("a")).exception(10)
        assert isinstance(error, StoreUnavailable)
        assert "locked" in str(error)
    assert database.write(add("b")).result(10) == "b"
    assert names(database) == ["b"]


def test_an_exit_inside_a_change_reaches_its_caller_and_the_writer_works_on(database: Sqlite) -> None:
    def leaves(session: Session) -> None:
        raise SystemExit(3)

    assert isinstance(database.write(leaves).exception(10), SystemExit)
    assert database.write(add("a")).result(10) == "a"


def test_the_files_are_readable_by_their_owner_only(database: Sqlite, path: Path) -> None:
    database.write(add("a")).result(10)
    files = sorted(path.parent.iterdir())
    assert [file.suffix for file in files] == [".db", ".db-shm", ".db-wal", ".lock"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_file_that_others_could_read_is_closed_to_them(path: Path, wakeups: LocalWakeups) -> None:
    Sqlite(path, wakeups).close()
    path.chmod(0o644)
    Sqlite(path, wakeups).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


PRAGMAS = {"journal_mode": "wal", "busy_timeout": 5000, "foreign_keys": 1, "synchronous": 2}


def pragma(session: Session, name: str) -> object:
    return session.connection().exec_driver_sql(f"PRAGMA {name}").scalar()


def test_the_writer_syncs_each_commit_and_checks_references(database: Sqlite) -> None:
    found = database.write(lambda session: {name: pragma(session, name) for name in PRAGMAS}).result(10)
    assert found == PRAGMAS


def test_readers_never_write_and_never_checkpoint(database: Sqlite) -> None:
    names_ = ("query_only", "wal_autocheckpoint")
    found = database.read(lambda session: [pragma(session, name) for name in names_]).result(10)
    assert found == [1, 0]


def test_after_closing_everything_is_in_the_one_file(path: Path, wakeups: LocalWakeups) -> None:
    database = Sqlite(path, wakeups)
    database.write(add("a")).result(10)
    names(database)
    database.close()
    assert sorted(one.name for one in path.parent.iterdir()) == [path.name, f"{path.name}.lock"]


async def test_sixty_four_callers_share_commits(sqlite_url: str, wakeups: LocalWakeups) -> None:
    store = Store.open(sqlite_url, wakeups=wakeups)
    results = await asyncio.gather(*(store.write(add(f"o{n}")) for n in range(64)))
    assert len(results) == 64
    await store.close()
