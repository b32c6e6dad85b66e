"""SQLite: one writer thread that commits whatever waits in one transaction, and a few readers that only read.

A bad change takes no other with it: where one of several fails, the transaction is undone, and all are made again with
a savepoint each. Nobody is answered before COMMIT returned, and if it fails nobody of the group is told that it
succeeded.
Only the writer checkpoints: before 3.51.3, SQLite can lose frames when a checkpoint and a write of two connections
meet. That is also why no other process may write the file.
"""

import contextlib
import os
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from broker.store import chain
from broker.store.errors import StoreError
from broker.store.faults import explained
from broker.store.lock import locked
from broker.store.schema import Admit, bring_up, check
from broker.store.transaction import NOTHING_LEFT, Complete, Transaction
from broker.wakeups import Wakeups

T = TypeVar("T")
Work = Callable[[Session], T]

GROUP = 128  # changes in one COMMIT at most
READERS = 4
BUSY_MILLISECONDS = 5000


@dataclass
class Job:
    """A change that waits for the writer, and what came of it."""

    work: Work[Any]
    future: Future[Any]
    result: Any = None
    error: BaseException | None = None
    left: Complete = NOTHING_LEFT


class Sqlite:
    """A database in one file, used by one process."""

    def __init__(self, path: Path, wakeups: Wakeups, *, alone: bool = True, admit: Admit | None = None) -> None:
        """Open the file, make or bring up the schema. Raises StoreError with the next step.

        With `alone`, a file that another process writes is refused (InUse). `admit` looks at an older one first.
        """
        _make_file(path)
        self._lock = locked(path) if alone else None
        self._wakeups = wakeups
        self._engine = _engine(path, "BEGIN IMMEDIATE", foreign_keys="ON", synchronous="FULL")
        self._reading = _engine(path, "BEGIN", query_only="ON", wal_autocheckpoint="0")
        try:
            self._connection: Connection | None = self._prepared(path, admit)
        except BaseException:
            self._unlock()
            raise
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._closing = threading.Lock()
        self._closed = False
        self._readers = ThreadPoolExecutor(READERS, "countersign-reader")
        self._writer = threading.Thread(target=self._write_for_ever, name="countersign-writer", daemon=True)
        self._writer.start()

    def _prepared(self, path: Path, admit: Admit | None) -> Connection:
        with contextlib.ExitStack() as undo:
            try:
                connection = undo.enter_context(self._engine.connect())
                _bring_up(connection, admit)
            except DBAPIError as error:
                raise StoreError(
                    f"{path} cannot be opened as a database ({error.orig}); "
                    "check that it is Countersign's file, on a local disk, writable, with space left"
                ) from None
            undo.pop_all()  # it is good: it stays open, for the writer
        return connection

    def write(self, work: Work[T]) -> Future[T]:
        """Queue the work for the next group. The future is resolved after COMMIT."""
        future: Future[T] = Future()
        with self._closing:
            if self._closed:
                raise StoreError("the store is closed")
            self._jobs.put(Job(work, future))
        return future

    def read(self, work: Work[T]) -> Future[T]:
        """Run the work on a consistent snapshot of what is committed; it cannot write."""
        with self._closing:
            if self._closed:
                raise StoreError("the store is closed")
            return self._readers.submit(self._read, work)

    def close(self) -> None:
        """Finish what was accepted, then close the file."""
        with self._closing:
            if self._closed:
                return
            self._closed = True
            self._jobs.put(None)
        self._readers.shutdown()
        self._reading.dispose()  # before the writer: the last connection checkpoints
        self._writer.join()
        self._unlock()

    def _unlock(self) -> None:
        lock, self._lock = self._lock, None
        if lock is not None:
            os.close(lock)

    def _read(self, work: Work[T]) -> T:
        try:
            with self._reading.connect() as connection, Session(connection, expire_on_commit=False) as session:
                return work(session)
        except DBAPIError as error:
            raise explained(error) from None

    def _write_for_ever(self) -> None:
        while group := self._next_group():
            self._write_group(group)
        self._drop_connection()
        self._engine.dispose()

    def _next_group(self) -> list[Job]:
        """Wait for one change and take whatever else waits. Empty at the end."""
        group: list[Job] = []
        job = self._jobs.get()
        while job is not None:
            # a caller that went away before its turn is not served; from here on it cannot take its change back
            if job.future.set_running_or_notify_cancel():
                group.append(job)
            if len(group) == GROUP or (group and self._jobs.empty()):
                return group
            job = self._jobs.get()
        self._jobs.put(None)
        return group

    def _write_group(self, group: list[Job]) -> None:
        try:
            self._commit(group)
        except BaseException as error:  # noqa: BLE001 -- the writer outlives every fault, and every waiter hears of it
            self._drop_connection()
            for job in group:
                job.future.set_exception(explained(error))
            return
        for job in group:
            self._answer(job)

    def _commit(self, group: list[Job]) -> None:
        if self._connection is None:
            self._connection = self._engine.connect()
        # most groups are all good, and a savepoint costs each of its changes more than writing a row
        if not _done_together(self._connection, group) and len(group) > 1:
            _done_apart(self._connection, group)

    def _answer(self, job: Job) -> None:
        if job.error is not None:
            job.future.set_exception(explained(job.error))
            return
        for key in job.left.wakes:
            self._wakeups.publish(key)
        job.future.set_result(job.result)

    def _drop_connection(self) -> None:
        """Close the connection, which undoes what is open; the next group takes a new one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()


def _done_together(connection: Connection, group: list[Job]) -> bool:
    """Make all changes in one transaction. False where one of them fails: then it is undone, and all with it."""
    with connection.begin():
        tail = chain.Tail(connection)
        for job in group:
            _attempt(connection, job, savepoint=False)
            if job.error is not None:
                return False
            _still_open(connection)
            tail.link(job.left.records)
        tail.end()
    return True


def _done_apart(connection: Connection, group: list[Job]) -> None:
    """Make each change that can be made, in one transaction; the others have their error."""
    with connection.begin():
        tail = chain.Tail(connection)
        for job in group:
            _attempt(connection, job, savepoint=True)
            _still_open(connection)
            tail.link(job.left.records if job.error is None else ())
        tail.end()


def _still_open(connection: Connection) -> None:
    # on a full disk SQLite may undo everything by itself; the next statement or savepoint would then be a transaction
    # of its own, and COMMIT would succeed and mean nothing
    if not _raw(connection).in_transaction:
        raise StoreError("the database undid the change, perhaps for want of space; try again")


def _attempt(connection: Connection, job: Job, *, savepoint: bool) -> None:
    """Run one change, with `savepoint` in one of its own. Raises only if it cannot be undone."""
    session = Transaction(connection, savepoint=savepoint)
    job.error = None
    try:
        job.result = job.work(session)
        job.left = session.complete()
    except BaseException as error:  # noqa: BLE001 -- this caller hears of it, its neighbours go on
        job.error = error
        session.rollback()
    finally:
        session.close()


def _bring_up(connection: Connection, admit: Admit | None) -> None:
    with connection.begin():
        check(connection)  # before anything is written: the journal mode is a part of the file
    raw = _raw(connection)
    if raw.execute("PRAGMA journal_mode=WAL").fetchone() != ("wal",):
        raise StoreError("the database cannot use a write-ahead log here; move it to a local disk")
    raw.execute("PRAGMA foreign_keys=OFF")  # a migration may rebuild a table that others point to
    with connection.begin():
        if bring_up(connection, admit) and raw.execute("PRAGMA foreign_key_check").fetchone():
            raise StoreError("the upgrade would leave rows that point nowhere; nothing was changed, please report this")
    raw.execute("PRAGMA foreign_keys=ON")


def _raw(connection: Connection) -> sqlite3.Connection:
    return cast(sqlite3.Connection, connection.connection.driver_connection)


def _engine(path: Path, begin: str, **pragmas: str) -> Engine:
    pooling: dict[str, Any] = {"pool_size": READERS} if "query_only" in pragmas else {"poolclass": NullPool}
    engine = create_engine(
        f"sqlite:///{path}", connect_args={"check_same_thread": False}, hide_parameters=True, **pooling
    )

    @event.listens_for(engine, "connect")
    def _connected(raw: sqlite3.Connection, _record: object) -> None:
        raw.isolation_level = None  # the driver must not begin or commit by itself
        for name, value in {"busy_timeout": str(BUSY_MILLISECONDS), **pragmas}.items():
            raw.execute(f"PRAGMA {name}={value}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # a write transaction takes its lock at once: one that reads first and upgrades later loses updates or fails
        connection.exec_driver_sql(begin)

    return engine


def _make_file(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            os.fchmod(descriptor, 0o600)  # the write-ahead log takes its mode from the file
        finally:
            os.close(descriptor)
        if not os.access(path.parent, os.W_OK):
            raise PermissionError(13, "the folder is not writable")
    except OSError as error:
        raise StoreError(
            f"cannot write the database {path}: {error.strerror}; "
            "make the folder writable for this user, or choose another place in COUNTERSIGN_DATABASE_URL"
        ) from None
