"""The revisions, run one after another, make exactly the tables that the program uses, on both databases."""

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlmodel import Session, SQLModel

from broker.store import Store
from broker.store.schema import VERSION_TABLE, newest, version_of
from broker.wakeups import LocalWakeups


def differences(session: Session) -> list[Any]:
    options = {"version_table": VERSION_TABLE, "compare_type": True}
    context = MigrationContext.configure(session.connection(), opts=options)
    return list(compare_metadata(context, SQLModel.metadata))


def test_the_revisions_make_the_tables_that_the_program_uses(database_url: str) -> None:
    store = Store.open(database_url, wakeups=LocalWakeups())
    assert store.read_sync(differences) == []
    assert store.read_sync(lambda session: version_of(session.connection())) == newest()
    store.close_sync()


def test_a_column_that_no_revision_makes_would_be_noticed(database_url: str) -> None:
    store = Store.open(database_url, wakeups=LocalWakeups())
    store.write_sync(lambda session: session.execute(text("ALTER TABLE outbox DROP COLUMN outcome")).close())
    assert len(store.read_sync(differences)) == 1
    store.close_sync()
