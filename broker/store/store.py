"""The store: synchronous inside, awaited outside. The only door to the database.

Work is a plain function of a session. It may run more than once, so it touches nothing but that session; what it
returns is detached and may be kept.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Protocol, Self, TypeVar

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlmodel import Session

from broker.store import verbs
from broker.store.errors import StoreError
from broker.store.schema import Admit
from broker.store.sqlite import Sqlite
from broker.store.verbs import Change, RowT
from broker.wakeups import Wakeups

T = TypeVar("T")
Work = Callable[[Session], T]


class Database(Protocol):
    """One of the two kinds of database."""

    def write(self, work: Work[T]) -> Future[T]:
        """Run the work in one transaction; the future is resolved once it is durable."""

    def read(self, work: Work[T]) -> Future[T]:
        """Run the work on a snapshot."""

    def close(self) -> None:
        """Finish what was accepted, then let go."""


class Store:
    """Reads and writes rows. Made by `Store.open`, ended by `close`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, url: str, *, wakeups: Wakeups, alone: bool = True, admit: Admit | None = None) -> Self:
        """Open `sqlite:////absolute/path` or `postgresql://…`; make the schema, or bring it up where `admit` lets it.

        Raises StoreError, with the next step in words, for a database that is not ours, newer, or out of reach, and for
        a SQLite file that another process writes, unless the caller need not be `alone`.
        """
        return cls(_database(_parsed(url), wakeups, alone, admit))

    async def read(self, work: Work[T]) -> T:
        """Return what the work reads from a consistent snapshot."""
        return await asyncio.wrap_future(self._database.read(work))

    async def write(self, work: Work[T]) -> T:
        """Return what the work returns, once all it did is durable. If it raises, nothing of it was done.

        Raises Conflict, LostRace, StoreUnavailable (look at `outcome_unknown`) or what the work raises.
        """
        return await asyncio.wrap_future(self._database.write(work))

    async def advance(self, table: type[RowT], id: str, change: Callable[[RowT], Change[RowT] | None]) -> RowT:  # noqa: A002
        """Apply a pure function to one row and write what it returns, all or nothing. Returns the row as it is now."""
        return await self.write(lambda session: verbs.advance(session, table, id, change))

    def read_sync(self, work: Work[T]) -> T:
        """Do what `read` does, for a caller without an event loop."""
        return self._database.read(work).result()

    def write_sync(self, work: Work[T]) -> T:
        """Do what `write` does, for a caller without an event loop."""
        return self._database.write(work).result()

    async def close(self) -> None:
        """Finish what was accepted, then close. Later calls raise StoreError."""
        await asyncio.to_thread(self._database.close)

    def close_sync(self) -> None:
        """Do what `close` does, for a caller without an event loop."""
        self._database.close()


def _database(url: URL, wakeups: Wakeups, alone: bool, admit: Admit | None) -> Database:
    match url.get_backend_name():
        case "sqlite" if url.database and url.database != ":memory:":
            return Sqlite(Path(url.database), wakeups, alone=alone, admit=admit)
        case "sqlite":
            raise StoreError(
                "a database in memory would forget every grant; name a file: sqlite:////path/countersign.db"
            )
        case "postgresql":
            # here: the driver is slow to load, and most brokers have no use for it
            from broker.store.postgres import Postgres

            return Postgres(url, wakeups, admit=admit)
        case other:
            raise StoreError(f"{other} is not supported; use sqlite:////path/countersign.db or postgresql://…")


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError:
        # not quoted: it may hold a password
        raise StoreError(
            "this is not a database address; write sqlite:////path/countersign.db or postgresql://user@host/name"
        ) from None
