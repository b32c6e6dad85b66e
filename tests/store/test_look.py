"""A look at a database reads it, says what it is where it is not ours, and changes nothing."""

from pathlib import Path

import pytest
from sqlalchemy import text

from broker.store import Store, StoreError
from broker.store.look import look
from broker.store.query import Session, select
from broker.store.tables import Owner
from broker.wakeups import LocalWakeups
from tests.stand_ins import NOW


def owners(session: Session) -> list[str]:
    return list(session.exec(select(Owner.name)))


def made(url: str, *statements: str) -> None:
    """Make a database with one owner, and run statements on it."""
    store = Store.open(url, wakeups=LocalWakeups())
    store.write_sync(lambda session: session.add(Owner(name="alice", created_at=NOW)))
    for statement in statements:
        store.write_sync(lambda session, words=statement: session.execute(text(words)))  # type: ignore[misc]
    store.close_sync()


def test_a_look_reads_what_is_there_and_cannot_write(database_url: str) -> None:
    made(database_url)
    assert look(database_url, owners) == ["alice"]

    def write(session: Session) -> None:
        session.add(Owner(name="mallory", created_at=NOW))
        session.flush()

    with pytest.raises(StoreError):
        look(database_url, write)
    assert look(database_url, owners) == ["alice"]


@pytest.mark.parametrize(("version", "words"), [("9999", "the newer version that wrote it"), ("0001", "brings it up")])
def test_another_version_is_told_with_the_next_step_and_left_as_it_is(
    database_url: str, version: str, words: str
) -> None:
    made(database_url, f"UPDATE countersign_schema SET version_num = '{version}'")
    for _ in range(2):
        with pytest.raises(StoreError, match=words):
            look(database_url, owners)


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "state" / "countersign.db"
    assert look(f"sqlite:///{path}", owners) is None
    assert not path.parent.exists()


def test_what_is_no_database_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "countersign.db"
    path.write_bytes(b"this is a letter, and long enough to be taken for one" * 10)
    with pytest.raises(StoreError, match=r"cannot read the database at .*: file is not a database; is it Cou") as told:
        look(f"sqlite:///{path}", owners)
    assert "SELECT" not in str(told.value)
    with pytest.raises(StoreError, match="not a database address"):
        look("::", owners)
    with pytest.raises(StoreError, match="cannot read the database"):
        look("postgresql://countersign@127.0.0.1:1/none", owners)
