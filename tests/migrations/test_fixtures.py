"""Databases of every released version, kept for ever: each is brought up and still holds what it held."""

import base64
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from broker.gnap.tokens import token_digest
from broker.store import Store, verify_chain
from broker.store.query import Session, col, select
from broker.store.schema import newest
from broker.store.tables import Approval, ClientGrant
from broker.vault import Vault
from broker.wakeups import LocalWakeups

HERE = Path(__file__).parent
VERSIONS = sorted(path.name for path in HERE.iterdir() if (path / "sqlite.sql").exists())


def _holds_its_story(url: str, version: str) -> None:
    store = Store.open(url, wakeups=LocalWakeups())
    try:
        assert store.read_sync(verify_chain).ok
        grants = store.read_sync(
            lambda session: list(session.exec(select(ClientGrant).order_by(col(ClientGrant.created_at))))
        )
        assert [(one.status, one.state, one.arguments["payee"]) for one in grants] == [
            ("done", "approved", "bakery"),
            ("pending", "pending", "grocer"),
        ]
        assert store.read_sync(_waiting) == 1
        key = base64.b64decode((HERE / version / "key.txt").read_text())
        pending = grants[1]
        assert pending.callback_sealed is not None
        secret = Vault({"1": key}, "1").open(
            pending.callback_sealed, table="client_grant", row=pending.id, column="callback"
        )
        assert token_digest(secret.decode()) == pending.callback_digest
    finally:
        store.close_sync()


def _waiting(session: Session) -> int:
    undecided = select(Approval).where(col(Approval.decision).is_(None), col(Approval.withdrawn_at).is_(None))
    return len(list(session.exec(undecided)))


def test_there_is_a_fixture_of_this_version() -> None:
    assert VERSIONS == ["0.1", "0.2", "0.3", "0.4", "0.5", "0.6"]
    assert newest() == "0006", (
        "a new schema needs a fixture of its own: python -m tests.migrations.make_fixture VERSION"
    )


@pytest.mark.parametrize("version", VERSIONS)
def test_a_sqlite_database_of_each_version_is_brought_up(version: str, tmp_path: Path) -> None:
    path = tmp_path / "countersign.db"
    with closing(sqlite3.connect(path)) as database:
        database.executescript((HERE / version / "sqlite.sql").read_text())
    _holds_its_story(f"sqlite:///{path}", version)


@pytest.mark.postgresql
@pytest.mark.parametrize("version", VERSIONS)
def test_a_postgresql_database_of_each_version_is_brought_up(version: str, postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        connection.execute((HERE / version / "postgresql.sql").read_text().encode())
    _holds_its_story(postgres_url, version)
