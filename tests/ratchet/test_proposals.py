"""Nothing widens without a signature, a proposal is decided once, and what cannot be performed changes nothing."""

import secrets
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from broker.approval.proposal import UnfreezeItem
from broker.ratchet.proposals import (
    CannotPerform,
    Evidence,
    Mint,
    decide,
    has_device,
    outcome,
    propose,
    steward,
    withdraw,
)
from broker.store import Store
from broker.store.query import Session, col, select, update
from broker.store.tables import Audit, Owner, Passkey, Proposal
from broker.wakeups import LocalWakeups
from tests.approval.signing import Signer
from tests.fresh_database import laid
from tests.ratchet.house import add_owner
from tests.stand_ins import NOW

pytestmark = pytest.mark.promise("T2")

EVIDENCE = Evidence("k", {"id": "k"}, bytes(32), NOW)
ITEM = UnfreezeItem(agent=None)
done: list[object] = []


def _perform(_: Session, item: object, __: Proposal, ___: object) -> None:
    done.append(item)


def _cannot(*_: object) -> None:
    raise CannotPerform("it is gone")


PERFORM = {"unfreeze": _perform}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.open(laid(f"sqlite:///{tmp_path / 'state.db'}"), wakeups=LocalWakeups())
    made.write_sync(lambda session: add_owner(session, "alice", Signer(), NOW))
    done.clear()
    yield made
    made.close_sync()


def _propose(
    store: Store, key: str | None = None, at: timedelta = timedelta(0), mint: Mint = secrets.token_bytes
) -> Proposal:
    return store.write_sync(
        lambda session: propose(session, owner="alice", items=[ITEM], now=NOW + at, mint=mint, open_key=key)
    )


def _decide(store: Store, row: Proposal, verb: str = "approve", after: timedelta = timedelta(0)) -> bool:
    evidence = EVIDENCE if verb == "approve" else None
    return store.write_sync(
        lambda session: decide(session, PERFORM, row, verb=verb, reason="so", evidence=evidence, now=NOW + after)
    )


def _standing(store: Store, row: Proposal, after: timedelta = timedelta(0)) -> str:
    return store.read_sync(lambda session: outcome(session.get_one(Proposal, row.id), NOW + after))


def test_a_proposal_waits_has_a_code_and_does_nothing_by_itself(store: Store) -> None:
    row = _propose(store)
    assert (_standing(store, row), len(row.code), row.code.isalnum(), done) == ("waiting", 4, True, [])


def test_the_id_of_a_proposal_can_be_typed_after_a_command_whatever_chance_gave(store: Store) -> None:
    row = _propose(store, mint=lambda size: b"\xfb" * size)  # in base64url: -_v7
    assert row.id == "w_" + "fb" * 16


def test_an_approval_performs_every_item_once(store: Store) -> None:
    row = _propose(store)
    assert _decide(store, row)
    assert (_standing(store, row), done) == ("approved", [ITEM])
    assert not _decide(store, row)
    assert done == [ITEM]


def test_a_refusal_performs_nothing_and_is_final(store: Store) -> None:
    row = _propose(store)
    assert _decide(store, row, "refuse")
    assert not _decide(store, row)
    assert (_standing(store, row), done) == ("refused", [])


def test_an_approval_without_evidence_is_a_mistake_of_the_caller(store: Store) -> None:
    row = _propose(store)
    with pytest.raises(ValueError, match="without a signature"):
        store.write_sync(
            lambda session: decide(session, PERFORM, row, verb="approve", reason=None, evidence=None, now=NOW)
        )
    assert (_standing(store, row), done) == ("waiting", [])


def test_a_withdrawn_proposal_cannot_be_approved_any_more(store: Store) -> None:
    row = _propose(store)
    assert store.write_sync(lambda session: withdraw(session, row.id, NOW, "changed"))
    assert not store.write_sync(lambda session: withdraw(session, row.id, NOW, "again"))
    assert not _decide(store, row)
    assert (_standing(store, row), done) == ("withdrawn", [])


def test_an_expired_proposal_cannot_be_approved_any_more(store: Store) -> None:
    row = _propose(store)
    assert not _decide(store, row, after=timedelta(minutes=15))
    assert (_standing(store, row, timedelta(minutes=15)), done) == ("expired", [])
    assert _decide(store, _propose(store), after=timedelta(minutes=14, seconds=59))


def test_what_cannot_be_performed_leaves_the_proposal_waiting(store: Store) -> None:
    row = _propose(store)
    with pytest.raises(CannotPerform):
        store.write_sync(
            lambda session: decide(
                session, {"unfreeze": _cannot}, row, verb="approve", reason=None, evidence=EVIDENCE, now=NOW
            )
        )
    assert _standing(store, row) == "waiting"


def test_the_same_thing_waits_once(store: Store) -> None:
    first = _propose(store, "unfreeze:")
    assert _propose(store, "unfreeze:").id == first.id
    assert _propose(store, "other:").id != first.id
    _decide(store, first, "refuse")
    assert _propose(store, "unfreeze:").id != first.id


def test_what_expired_may_be_proposed_again(store: Store) -> None:
    first = _propose(store, "unfreeze:")
    assert _propose(store, "unfreeze:", timedelta(minutes=16)).id != first.id


def test_every_move_is_in_the_audit(store: Store) -> None:
    row = _propose(store)
    _decide(store, row)
    kinds = store.read_sync(
        lambda session: list(
            session.exec(select(Audit.kind).where(col(Audit.subject) == row.id).order_by(col(Audit.seq)))
        )
    )
    assert kinds == ["proposal.made", "proposal.approved"]


def test_the_first_owner_signs_for_the_installation(store: Store) -> None:
    store.write_sync(lambda session: session.add(Owner(name="aaron", created_at=NOW + timedelta(seconds=1))))
    assert store.read_sync(steward) == "alice"


def test_an_owner_without_a_device_in_force_cannot_sign(store: Store) -> None:
    assert store.read_sync(lambda session: has_device(session, "alice"))
    store.write_sync(lambda session: session.execute(update(Passkey).values(removed_at=NOW)).close())
    assert not store.read_sync(lambda session: has_device(session, "alice"))
