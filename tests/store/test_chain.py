"""The audit chain: every way to tamper with it is found, beside an untouched chain that holds."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select

from broker.store import Store, Verdict, audit, verify_chain
from broker.store.chain import GENESIS
from broker.store.tables import Audit, AuditHead
from tests.store.rows import NOW

pytestmark = pytest.mark.anyio


def counted(n: int, session: Session) -> None:
    at = NOW + timedelta(seconds=n)
    audit(session, kind="counted", subject=f"x{n}", at=at, agent="scout", data={"n": n})


@pytest.fixture
def chain(store: Store) -> Store:
    """A store with five records that hold together."""
    for n in range(1, 6):
        store.write_sync(partial(counted, n))
    verdict = store.read_sync(verify_chain)
    assert (verdict.ok, verdict.length) == (True, 5)  # the control
    return store


def tampered(store: Store, *statements: str) -> Verdict:
    def work(session: Session) -> None:
        for statement in statements:
            session.connection().exec_driver_sql(statement)

    store.write_sync(work)
    return store.read_sync(verify_chain)


def test_an_empty_chain_holds(store: Store) -> None:
    assert store.read_sync(verify_chain) == Verdict(True, 0, GENESIS)


def test_a_deleted_record_is_found(chain: Store) -> None:
    verdict = tampered(chain, "DELETE FROM audit WHERE seq = 3")
    assert (verdict.ok, verdict.broken_at, verdict.why) == (False, 3, "record 3 is missing")


def test_a_deleted_record_whose_followers_moved_up_is_found(chain: Store) -> None:
    verdict = tampered(
        chain,
        "DELETE FROM audit WHERE seq = 3",
        "UPDATE audit SET seq = 3 WHERE seq = 4",
        "UPDATE audit SET seq = 4 WHERE seq = 5",
    )
    assert (verdict.ok, verdict.broken_at) == (False, 3)


def test_a_deleted_first_record_is_found(chain: Store) -> None:
    assert tampered(chain, "DELETE FROM audit WHERE seq = 1").broken_at == 1


def test_deleted_last_records_are_found(chain: Store) -> None:
    verdict = tampered(chain, "DELETE FROM audit WHERE seq >= 4")
    assert (verdict.ok, verdict.broken_at, verdict.why) == (False, 4, "the last records are missing")


@pytest.mark.parametrize(
    "change",
    [
        "at = '2026-11-25 12:00:03.000001+00'",
        "kind = 'other'",
        "subject = 'other'",
        "agent = 'other'",
        "agent = NULL",
        "owner = 'alice'",
        """data = '{"n":4}'""",
        """data = '{"n": 3}'""",
        "previous = digest",
        "digest = previous",
    ],
)
def test_an_altered_record_is_found(chain: Store, change: str) -> None:
    if chain.read_sync(lambda session: session.get_bind().dialect.name) == "sqlite":
        change = change.replace("+00'", "'")
    verdict = tampered(chain, f"UPDATE audit SET {change} WHERE seq = 3")
    assert (verdict.ok, verdict.broken_at) == (False, 3)


def test_an_altered_record_with_a_digest_made_anew_is_found_at_the_next(chain: Store) -> None:
    def work(session: Session) -> None:
        row = session.get_one(Audit, 3)
        row.data = '{"n":4}'
        row.digest = hashlib.sha256(b"made anew by someone who knows the recipe").hexdigest()
        row.digest = recomputed(row)

    chain.write_sync(work)
    verdict = chain.read_sync(verify_chain)
    assert (verdict.ok, verdict.broken_at, verdict.why) == (False, 4, "record 4 does not follow the one before it")


def test_an_altered_record_to_which_the_next_was_made_to_point_is_found(chain: Store) -> None:
    def work(session: Session) -> None:
        altered, following = session.get_one(Audit, 3), session.get_one(Audit, 4)
        altered.data = '{"n":4}'
        altered.digest = following.previous = recomputed(altered)

    chain.write_sync(work)
    verdict = chain.read_sync(verify_chain)
    assert (verdict.ok, verdict.broken_at, verdict.why) == (False, 4, "record 4 was altered")


def test_reordered_records_are_found(chain: Store) -> None:
    verdict = tampered(
        chain,
        "UPDATE audit SET seq = 99 WHERE seq = 2",
        "UPDATE audit SET seq = 2 WHERE seq = 3",
        "UPDATE audit SET seq = 3 WHERE seq = 99",
    )
    assert (verdict.ok, verdict.broken_at) == (False, 2)


@pytest.mark.parametrize("where", [2, 3, 6])
def test_an_inserted_record_is_found(chain: Store, where: int) -> None:
    def work(session: Session) -> None:
        for row in session.scalars(select(Audit).where(col(Audit.seq) >= where).order_by(col(Audit.seq).desc())):
            row.seq += 1
            session.flush()
        before = session.get_one(Audit, where - 1)
        row = Audit(seq=where, at=NOW, kind="forged", subject="x", data="{}", previous=before.digest, digest="")
        row.digest = recomputed(row)
        session.add(row)

    chain.write_sync(work)
    verdict = chain.read_sync(verify_chain)
    assert not verdict.ok
    assert verdict.broken_at == where + 1  # the forged one fits behind its neighbour, what follows it does not


def test_a_head_that_was_set_back_is_found(chain: Store) -> None:
    def work(session: Session) -> None:
        head, fourth = session.get_one(AuditHead, 1), session.get_one(Audit, 4)
        head.seq, head.digest = fourth.seq, fourth.digest

    chain.write_sync(work)
    assert not chain.read_sync(verify_chain).ok


def test_a_digest_covers_each_field_by_itself(chain: Store) -> None:
    # what moves from one field to its neighbour changes the digest
    row = chain.read_sync(lambda session: session.get_one(Audit, 3))
    before = recomputed(row)
    row.kind, row.subject = row.kind + row.subject[:1], row.subject[1:]
    assert recomputed(row) != before


def recomputed(row: Audit) -> str:
    from broker.store import chain

    digest: Callable[[Audit], str] = chain._digest
    return digest(row)


def test_a_record_says_what_was_given_in_canonical_form(store: Store) -> None:
    data = {"b": 1, "a": ["é", None, True], "amount": "25.00"}
    store.write_sync(lambda session: audit(session, kind="k", subject="s", at=NOW, data=data))
    assert (
        store.read_sync(lambda session: session.get_one(Audit, 1)).data
        == '{"a":["é",null,true],"amount":"25.00","b":1}'
    )


def test_a_float_in_a_record_is_refused_and_nothing_is_written(store: Store) -> None:
    with pytest.raises(ValueError, match="float"):
        store.write_sync(lambda session: audit(session, kind="k", subject="s", at=NOW, data={"amount": 0.1}))
    assert store.read_sync(verify_chain).length == 0


def test_when_the_record_cannot_be_written_the_change_is_not_either(store: Store) -> None:
    def work(session: Session) -> None:
        session.execute(text("INSERT INTO owner (name, created_at) VALUES ('alice', '2026-01-01 00:00:00')"))
        audit(session, kind="owner.added", subject="alice", at=NOW)

    store.write_sync(lambda session: session.execute(text("ALTER TABLE audit RENAME TO away")).close())
    with pytest.raises(Exception, match="audit"):
        store.write_sync(work)
    assert store.read_sync(lambda session: session.scalar(text("SELECT count(*) FROM owner"))) == 0
