"""A look at a database that changes nothing: is it there, ours, of this version; then whatever the work reads.

For commands that judge an installation while no broker runs. Opening a store would make or bring up its schema.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import URL, Engine, NullPool, create_engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlmodel import Session

from broker.store.errors import StoreError, StoreUnavailable
from broker.store.faults import explained
from broker.store.schema import known, newest, version_of

T = TypeVar("T")


def look(url: str, work: Callable[[Session], T]) -> T | None:
    """Return what the work reads; None where there is no database yet. Raises StoreError with the next step."""
    try:
        address = make_url(url)
    except ArgumentError:
        # not quoted: it may hold a password
        raise StoreError("COUNTERSIGN_DATABASE_URL is not a database address") from None
    sqlite = address.get_backend_name() == "sqlite"
    if sqlite and not Path(address.database or "").exists():
        return None
    engine = _engine(address, sqlite)
    try:
        return _read(engine, work)
    except DBAPIError as error:
        where = address.database if sqlite else (address.host or "its socket")
        raise StoreUnavailable(f"cannot read the database at {where}: {_told(error)}") from None
    finally:
        engine.dispose()


def _told(error: DBAPIError) -> str:
    """Return the driver's words alone: a statement, and what stood in it, helps nobody."""
    known = explained(error)
    return str(known) if isinstance(known, StoreError) else f"{error.orig}; is it Countersign's file, and whole?"


def _engine(address: URL, sqlite: bool) -> Engine:
    if sqlite:
        only = f"file:{Path(address.database or '').absolute().as_posix()}"
        return create_engine(
            URL.create("sqlite", database=only, query={"mode": "ro", "uri": "true"}),
            poolclass=NullPool,
            hide_parameters=True,
        )
    options = {"connect_timeout": 5, "options": "-c default_transaction_read_only=on -c statement_timeout=10000"}
    postgres = address.set(drivername="postgresql+psycopg")
    return create_engine(postgres, poolclass=NullPool, hide_parameters=True, connect_args=options)


def _read(engine: Engine, work: Callable[[Session], T]) -> T | None:
    with engine.connect() as connection:
        present = version_of(connection)
        if present is None:
            return None
        if present not in known():
            raise StoreError(
                f"the database has schema {present}, which this version of Countersign does not know; "
                "start the newer version that wrote it, or restore a backup made before the upgrade"
            )
        if present != newest():
            raise StoreError(
                f"the database has schema {present}, older than this version's; countersign serve brings it up "
                "(keep a copy of it first)"
            )
        with Session(connection, expire_on_commit=False) as session:
            return work(session)
