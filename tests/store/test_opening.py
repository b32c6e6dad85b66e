"""Opening: a new database is made, ours is opened, everything else is refused with the next step and left as it was."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from broker.store import Store, StoreError, StoreUnavailable
from broker.store.schema import newest
from broker.wakeups import LocalWakeups
from tests.services import PostgresServer, free_port


def opened(url: str) -> None:
    Store.open(url, wakeups=LocalWakeups()).close_sync()


def test_a_new_database_is_made_and_opened_again(database_url: str) -> None:
    opened(database_url)
    opened(database_url)


def test_a_newer_schema_is_refused_and_left_as_it_is(database_url: str) -> None:
    store = Store.open(database_url, wakeups=LocalWakeups())
    store.write_sync(
        lambda session: session.execute(text("UPDATE countersign_schema SET version_num = '9999'")).close()
    )
    store.close_sync()
    for _ in range(2):
        with pytest.raises(StoreError, match=r"schema 9999.*newer version.*backup"):
            opened(database_url)
    assert newest() != "9999"


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE alembic_version (version_num TEXT)")
        other.commit()
    with pytest.raises(StoreError, match=r"another program.*of its own"):
        opened(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("alembic_version",)]


@pytest.mark.postgresql
def test_a_postgresql_database_of_another_program_is_refused(
    postgres_server: PostgresServer, postgres_url: str
) -> None:
    name = postgres_url.rsplit("/", 1)[1]
    postgres_server.execute("CREATE TABLE invoices (id int)", name)
    with pytest.raises(StoreError, match="another program"):
        opened(postgres_url)


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Alice, " * 100)
    with pytest.raises(StoreError, match=r"cannot be opened as a database .*not a database.*Countersign's file"):
        opened(f"sqlite:///{path}")
    assert path.read_text() == "Dear Alice, " * 100


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    with pytest.raises(StoreError, match=r"cannot write the database.*make the folder writable"):
        opened(f"sqlite:///{blocked}/countersign.db")
    # root writes everywhere, so for the mode bits the system's answer is given for it
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(StoreError, match="not writable"):
        opened(f"sqlite:///{tmp_path}/countersign.db")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite://", "would forget every grant"),
        ("sqlite:///:memory:", "would forget every grant"),
        ("mysql://root:hunter2@localhost/x", "mysql is not supported"),
        ("nonsense hunter2", "not a database address"),
        ("", "not a database address"),
    ],
)
def test_an_address_that_is_not_of_ours_is_refused_without_repeating_it(url: str, words: str) -> None:
    with pytest.raises(StoreError, match=words) as caught:
        opened(url)
    assert "hunter2" not in str(caught.value)


def test_a_server_that_does_not_answer_is_named_without_the_password() -> None:
    with pytest.raises(
        StoreUnavailable, match=r"cannot use PostgreSQL at 127\.0\.0\.1.*that the server runs"
    ) as caught:
        opened(f"postgresql://alice:hunter2@127.0.0.1:{free_port()}/x")
    assert "hunter2" not in str(caught.value)
