"""PostgreSQL: a small pool of connections, each used by one thread at a time. Several processes share one database.

READ COMMITTED; correctness comes from conditional updates and unique keys, and the audit chain from its locked head.
What lost a race is repeated as a whole. Only the primary is used: a standby may show what is no longer so.
"""

import secrets
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import structlog
from sqlalchemy import URL, Connection, create_engine, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from broker.store import chain
from broker.store.errors import LostRace, StoreError, StoreUnavailable
from broker.store.faults import commit_lost, explained, repeatable
from broker.store.listener import CHANNEL, Listener
from broker.store.schema import Admit, bring_up
from broker.store.transaction import Transaction
from broker.wakeups import NotifyWakeups, Wakeups

log = structlog.get_logger(__name__)

T = TypeVar("T")
Work = Callable[[Session], T]

THREADS = 8
ATTEMPTS = 30  # of one change against others; the pause between them grows to a tenth of a second
OPENING = 0x636F756E7465  # the advisory lock under which one process at a time makes or upgrades the schema
SETTINGS = "-c lock_timeout=10000 -c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000"


class Postgres:
    """A database on a PostgreSQL server."""

    def __init__(self, url: URL, wakeups: Wakeups, *, admit: Admit | None = None) -> None:
        """Connect, make or bring up the schema; `admit` looks at an older one first. Raises StoreError in words."""
        url = url.set(drivername="postgresql+psycopg")
        self._engine = create_engine(
            url,
            pool_size=THREADS,
            max_overflow=0,
            pool_pre_ping=True,
            isolation_level="READ COMMITTED",
            hide_parameters=True,
            connect_args={"connect_timeout": 5, "options": SETTINGS},
        )
        self._reading = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._wakeups = wakeups
        self._prepare(admit)
        self._notify = isinstance(wakeups, NotifyWakeups)
        self._listener = Listener(url, wakeups) if isinstance(wakeups, NotifyWakeups) else None
        if self._listener and not self._listener.listening(5):
            log.warning("PostgreSQL's notifications are not heard yet: wakeups between processes are late")
        self._threads = ThreadPoolExecutor(THREADS, "countersign-postgres")

    def _prepare(self, admit: Admit | None) -> None:
        try:
            with self._engine.begin() as connection:
                _check_server(connection)
                connection.execute(select(func.pg_advisory_xact_lock(OPENING)))
                bring_up(connection, admit)
        except StoreError:
            self._engine.dispose()
            raise
        except DBAPIError as error:
            self._engine.dispose()
            raise StoreUnavailable(
                f"cannot use PostgreSQL at {self._engine.url.host or 'its socket'}: {explained(error)}; "
                "check COUNTERSIGN_DATABASE_URL, that the server runs and that this user may create tables"
            ) from None

    def write(self, work: Work[T]) -> Future[T]:
        """Run the work in a transaction, repeated while others are in the way."""
        return self._submit(self._write, work)

    def read(self, work: Work[T]) -> Future[T]:
        """Run the work on a consistent snapshot of what is committed; it cannot write."""
        return self._submit(self._read, work)

    def close(self) -> None:
        """Finish what was accepted, then disconnect."""
        self._threads.shutdown()
        if self._listener:
            self._listener.stop()
            self._listener = None
        self._engine.dispose()

    def _submit(self, how: Callable[[Work[T]], T], work: Work[T]) -> Future[T]:
        try:
            return self._threads.submit(how, work)
        except RuntimeError:
            raise StoreError("the store is closed") from None

    def _read(self, work: Work[T]) -> T:
        try:
            with self._reading.connect() as connection, Session(connection, expire_on_commit=False) as session:
                return work(session)
        except DBAPIError as error:
            raise explained(error) from None

    def _write(self, work: Work[T]) -> T:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._once(work)
            except LostRace:
                if attempt == ATTEMPTS:
                    raise
            except DBAPIError as error:
                if attempt == ATTEMPTS or not repeatable(error):
                    raise explained(error) from None
            # a random pause, so that those who met once do not meet again
            time.sleep(0.0005 * (1 + secrets.randbelow(2 ** min(attempt, 7))))
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _once(self, work: Work[T]) -> T:
        with self._engine.connect() as connection:
            transaction = connection.begin()
            with Transaction(connection, savepoint=False) as session:
                result = work(session)
                records, wakes = session.complete()
            tail = chain.Tail(connection)
            tail.link(records)
            tail.end()
            if self._notify:
                for key in wakes:
                    connection.execute(select(func.pg_notify(CHANNEL, key)))
            try:
                transaction.commit()
            except DBAPIError as error:
                if repeatable(error):
                    raise
                raise commit_lost(error) from None
        for key in wakes:
            self._wakeups.publish(key)
        return result


def _check_server(connection: Connection) -> None:
    if connection.scalar(text("SELECT pg_is_in_recovery()")):
        raise StoreError("this PostgreSQL server is a standby; Countersign decides on the primary only")
    for setting in ("fsync", "synchronous_commit"):
        if connection.scalar(text(f"SHOW {setting}")) == "off":
            log.warning("PostgreSQL may lose acknowledged decisions in a power cut: switch it on", setting=setting)
