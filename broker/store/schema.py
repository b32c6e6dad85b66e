"""Is this our database, and is its schema the one this program knows? Makes it, brings it up, or refuses in words."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from broker.store.errors import StoreError

VERSION_TABLE = "countersign_schema"
MIGRATIONS = Path(__file__).parent / "migrations"


Admit = Callable[[Connection], None]
"""Looks at a database of an older version before it is brought up, and raises StoreError where it must not be."""


def bring_up(connection: Connection, admit: Admit | None = None) -> bool:
    """Make the schema or bring it to this program's version, in the transaction that is open. True if anything changed.

    Raises StoreError for a database that is not ours or newer than this program, and what `admit` raises for an older
    one; it is left as it was.
    """
    present = check(connection)
    if present == newest():
        return False
    if present is not None and admit is not None:
        admit(connection)
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    return True


def check(connection: Connection) -> str | None:
    """Return the revision of the schema, None for an empty database; raise StoreError for one that is not for us."""
    present = version_of(connection)
    if present is not None and present not in known():
        raise StoreError(
            f"the database has schema {present}, which this version of Countersign does not know; "
            "start the newer version that wrote it, or restore a backup made before the upgrade"
        )
    return present


def version_of(connection: Connection) -> str | None:
    """Return the revision of the schema, None for an empty database. Raises StoreError for somebody else's database."""
    tables = inspect(connection).get_table_names()
    if VERSION_TABLE in tables:
        found: str | None = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608 -- our own constant
        return found
    if tables:
        raise StoreError(
            "this database holds tables of another program; give Countersign one of its own "
            "(a new file, or on PostgreSQL: createdb countersign)"
        )
    return None


def newest() -> str:
    """Return the revision that this program writes."""
    return known()[0]


@cache
def known() -> tuple[str, ...]:
    """Return the revisions that this program knows, the newest first."""
    return tuple(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
