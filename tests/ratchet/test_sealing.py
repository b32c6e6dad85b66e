"""What is in force is what an owner's passkey sealed: write access to the folders widens nothing (decisions T3)."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from broker.approval.proposal import FileItem, parse
from broker.files import Sealed, digest_of
from broker.ratchet import sealing
from broker.ratchet.proposals import CannotPerform
from broker.store.query import Session, col, select, update
from broker.store.tables import Agent, Passkey, Proposal, SealedFile
from tests.approval.signing import Signer
from tests.ratchet.house import CONNECTOR, PLACE, POLICY, House, add_owner, house
from tests.stand_ins import NOW

pytestmark = pytest.mark.promise("T3")


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[House]:
    made = house(tmp_path)
    yield made
    made.store.close_sync()


@pytest.fixture
def sealed(fresh: House) -> House:
    fresh.watch.refresh()
    fresh.decide()
    assert fresh.problems == ""
    assert fresh.files.policy("scout") is not None
    return fresh


def most(house: House) -> str:
    """Return the largest payment that the policy in force lets scout ask for."""
    policy = house.files.policy("scout")
    assert policy is not None
    return next(
        str(test.values[0])
        for rule in policy.rules
        if rule.id == "small-payments"
        for test in rule.where
        if test.operator == "max"
    )


def test_files_that_nobody_signed_are_not_in_force(fresh: House) -> None:
    fresh.watch.refresh()
    assert (fresh.files.policy("scout"), fresh.files.connectors()) == (None, [])
    assert "policies/scout.yaml: waits for alice's passkey, code" in fresh.problems


def test_the_first_files_of_an_owner_are_one_proposal_with_their_whole_texts(fresh: House) -> None:
    fresh.watch.refresh()
    (proposal,) = fresh.waiting()
    items = [one for one in parse(proposal.document).items if isinstance(one, FileItem)]
    assert {(one.kind, one.name, one.path, one.before) for one in items} == {
        ("policy", "scout", POLICY, None),
        ("connector", "bank", CONNECTOR, None),
    }
    assert {one.text for one in items} == {(fresh.folder / name).read_text() for name in (POLICY, CONNECTOR)}


def test_a_signature_puts_the_files_in_force(sealed: House) -> None:
    assert [one.name for one in sealed.files.connectors()] == ["bank"]
    assert sealed.waiting() == []


def test_looking_again_proposes_nothing_twice(fresh: House) -> None:
    for _ in range(3):
        fresh.later(timedelta(minutes=2))
    assert len(fresh.waiting()) == 1


def test_a_wider_policy_waits_with_its_difference_and_the_old_one_goes_on(sealed: House) -> None:
    sealed.edit(POLICY, '"100.00"', '"9000.00"')
    assert most(sealed) == "100.00"
    (proposal,) = sealed.waiting()
    (item,) = parse(proposal.document).items
    assert isinstance(item, FileItem)
    changed = [line for line in item.difference if line[0] in "+-"]
    assert [line[0] for line in changed] == ["-", "+"]
    assert '"9000.00"' in changed[1]
    assert (proposal.owner, proposal.agent, item.before is not None) == ("alice", "scout", True)
    assert "what was signed last stays in force" in sealed.problems
    sealed.decide()
    assert (most(sealed), sealed.problems) == ("9000.00", "")


def test_a_refused_change_never_takes_effect_and_is_not_proposed_again(sealed: House) -> None:
    sealed.edit(POLICY, '"100.00"', '"9000.00"')
    sealed.decide("refuse")
    sealed.later(timedelta(minutes=5))
    assert (most(sealed), sealed.waiting()) == ("100.00", [])
    assert "its change was refused" in sealed.problems
    sealed.edit(POLICY, '"9000.00"', '"200.00"')
    assert len(sealed.waiting()) == 1


def test_a_change_that_is_taken_back_withdraws_its_proposal(sealed: House) -> None:
    sealed.edit(POLICY, '"100.00"', '"9000.00"')
    sealed.edit(POLICY, '"9000.00"', '"100.00"')
    assert (sealed.waiting(), sealed.problems) == ([], "")


def test_a_further_change_replaces_the_proposal_of_the_one_before(sealed: House) -> None:
    sealed.edit(POLICY, '"100.00"', '"9000.00"')
    (before,) = sealed.waiting()
    sealed.edit(POLICY, '"9000.00"', '"200.00"')
    (after,) = sealed.waiting()
    assert before.id != after.id
    assert '"200.00"' in parse(after.document).model_dump_json().replace("\\", "")


def test_a_proposal_that_another_replica_made_is_left_alone_by_one_whose_files_are_as_sealed(sealed: House) -> None:
    sealed.edit(POLICY, '"100.00"', '"9000.00"')
    (sealed.folder / POLICY).write_text((sealed.folder / POLICY).read_text().replace("9000.00", "100.00"))
    other = sealed.again()
    other.watch.refresh()
    assert len(other.waiting()) == 1


def test_a_narrower_policy_takes_effect_at_once_and_going_back_waits(sealed: House) -> None:
    sealed.edit(POLICY, "pending: 5", "pending: 2")
    policy = sealed.files.policy("scout")
    assert policy is not None
    assert (policy.limits.pending, sealed.waiting()) == (2, [])
    sealed.edit(POLICY, "pending: 2", "pending: 5")
    policy = sealed.files.policy("scout")
    assert policy is not None
    assert (policy.limits.pending, len(sealed.waiting())) == (2, 1)


def test_narrowing_twice_still_holds_after_a_restart(sealed: House) -> None:
    sealed.edit(POLICY, "pending: 5", "pending: 2")
    sealed.edit(POLICY, "asks_per_hour: 6", "asks_per_hour: 3")
    policy = sealed.again().files.policy("scout")
    assert policy is not None
    assert (policy.limits.pending, policy.limits.asks_per_hour) == (2, 3)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Pocket Bank", "title: A Bank You Trust"),
        ("https://bank.example", "https://attacker.example"),
        ("destructive: true", "destructive: false"),
        ("name: bank_pay", "name: bank_pay2"),
    ],
)
def test_any_change_of_a_connector_waits(sealed: House, old: str, new: str) -> None:
    before = sealed.files.connectors()
    sealed.edit(CONNECTOR, old, new)
    assert sealed.files.connectors() == before
    assert [one.kind for one in sealed.waiting()] == ["connector"]
    sealed.decide()
    assert sealed.files.connectors() != before


def test_a_new_connector_waits(sealed: House) -> None:
    text = (sealed.folder / CONNECTOR).read_text().replace("name: bank", "name: evil")
    sealed.write("tools/evil.yaml", text)
    assert [one.name for one in sealed.files.connectors()] == ["bank"]
    assert len(sealed.waiting()) == 1


def test_a_broken_file_says_so_and_what_was_signed_goes_on(sealed: House) -> None:
    sealed.write(POLICY, "agent: scout\nrules: everything\n")
    assert most(sealed) == "100.00"
    assert "what was signed last stays in force" in sealed.problems
    assert most(sealed.again()) == "100.00"


def test_a_deleted_policy_takes_its_agents_rights_with_it_and_says_so(sealed: House) -> None:
    text = (sealed.folder / POLICY).read_text()
    (sealed.folder / POLICY).unlink()
    sealed.watch.refresh()
    assert sealed.files.policy("scout") is None
    assert "policies/scout.yaml: deleted" in sealed.problems
    sealed.write(POLICY, text)
    assert (most(sealed), sealed.waiting(), sealed.problems) == ("100.00", [], "")


def test_a_policy_under_another_path_is_the_same_policy(sealed: House) -> None:
    (sealed.folder / POLICY).rename(sealed.folder / "policies/other.yaml")
    sealed.watch.refresh()
    assert (most(sealed), sealed.waiting()) == ("100.00", [])


def test_two_files_for_one_agent_change_nothing_and_say_so(sealed: House) -> None:
    text = (sealed.folder / POLICY).read_text()
    sealed.write("policies/again.yaml", text.replace('"100.00"', '"9000.00"'))
    assert (most(sealed), sealed.waiting()) == ("100.00", [])
    assert "two files name the policy scout" in sealed.problems


def test_a_policy_that_names_an_unknown_owner_is_nobodys(sealed: House) -> None:
    sealed.edit(POLICY, "owner: alice", "owner: mallory")
    assert (most(sealed), sealed.waiting()) == ("100.00", [])
    assert 'names the owner "mallory"' in sealed.problems


def _with_agent(house: House) -> None:
    def work(session: Session) -> None:
        add_owner(session, "bob", Signer(2), NOW + timedelta(seconds=1))
        session.add(Agent(name="scout", owner="alice", credential_digest="0" * 64, created_at=NOW))

    house.store.write_sync(work)


def test_nobody_writes_a_policy_for_an_agent_of_somebody_else(sealed: House) -> None:
    _with_agent(sealed)
    sealed.edit(POLICY, "owner: alice", "owner: bob")
    assert (most(sealed), sealed.waiting()) == ("100.00", [])
    assert "agent scout is alice's" in sealed.problems


def test_a_connector_is_signed_by_the_first_owner(sealed: House) -> None:
    _with_agent(sealed)
    sealed.edit(CONNECTOR, "title: Pocket Bank", "title: Bank")
    assert [one.owner for one in sealed.waiting()] == ["alice"]


def test_a_policy_of_a_second_owner_waits_for_that_owner(sealed: House) -> None:
    _with_agent(sealed)
    text = (sealed.folder / POLICY).read_text().replace("agent: scout", "agent: mole").replace("alice", "bob")
    sealed.write("policies/mole.yaml", text)
    assert [one.owner for one in sealed.waiting()] == ["bob"]
    sealed.decide(signer=Signer(2))
    assert sealed.files.policy("mole") is not None


def test_a_file_too_long_for_a_page_cannot_be_signed_and_says_so(sealed: House) -> None:
    text = (sealed.folder / POLICY).read_text()
    sealed.write(POLICY, text + "#" * 70_000 + "\n")
    sealed.edit(POLICY, "pending: 5", "pending: 6")
    assert (most(sealed), sealed.waiting()) == ("100.00", [])
    assert "too long to be shown on a page" in sealed.problems


def test_a_proposal_that_nobody_answers_is_made_again_after_a_week(sealed: House) -> None:
    sealed.edit(POLICY, '"100.00"', '"9000.00"')
    (before,) = sealed.waiting()
    sealed.later(timedelta(days=7, minutes=1))
    (after,) = sealed.waiting()
    assert after.id != before.id


def _set(**values: object) -> Callable[[Session], None]:
    def work(session: Session) -> None:
        session.execute(update(SealedFile).where(col(SealedFile.name) == "policy:scout").values(**values))

    return work


def _other_text(session: Session) -> None:
    row = session.get_one(SealedFile, "policy:scout")
    text = row.text.replace('"100.00"', '"9000.00"')
    _set(text=text, digest=digest_of(text))(session)


def _text_alone(session: Session) -> None:
    row = session.get_one(SealedFile, "policy:scout")
    _set(text=row.text.replace('"100.00"', '"9000.00"'))(session)


def _said_to_be_narrowed(session: Session) -> None:
    _other_text(session)
    _set(narrowed_at=NOW)(session)


def _proposal(**values: object) -> Callable[[Session], None]:
    def work(session: Session) -> None:
        session.execute(update(Proposal).values(**values))

    return work


def _other_document(session: Session) -> None:
    row = session.exec(select(Proposal)).one()
    row.document = row.document.replace("100.00", "900.00")
    session.add(row)


def _other_key(session: Session) -> None:
    session.execute(update(Passkey).values(public_key=Signer(7).cose))


TAMPERED = {
    "another text": _other_text,
    "another text under the signed digest": _text_alone,
    "a wider text called narrowed": _said_to_be_narrowed,
    "another document": _other_document,
    "the decision is a refusal": _proposal(decision="refuse"),
    "no decision": _proposal(decision=None),
    "no assertion": _proposal(assertion=None),
    "another nonce": _proposal(nonce=b"x" * 32),
    "another deadline": _proposal(not_after=NOW),
    "another public key": _other_key,
    "another owner": _set(owner="bob"),
    "no such passkey": _proposal(passkey="nobody"),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_a_seal_whose_signature_does_not_hold_is_not_in_force(sealed: House, what: str) -> None:
    assert most(sealed.again()) == "100.00"
    sealed.store.write_sync(TAMPERED[what])
    after = sealed.again()
    assert after.files.policy("scout") is None
    assert "its seal does not hold" in after.problems


def test_a_seal_made_at_another_address_is_not_in_force(sealed: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.ratchet.house.PLACE", sealing.Place("localhost", "http://localhost:9999"))
    assert sealed.again().files.policy("scout") is None
    monkeypatch.setattr("tests.ratchet.house.PLACE", PLACE)
    assert most(sealed.again()) == "100.00"


def test_taking_back_an_owners_seals_puts_nothing_of_theirs_in_force(sealed: House) -> None:
    sealed.store.write_sync(lambda session: sealing.forget(session, "alice"))
    sealed.watch.refresh()
    assert (sealed.files.policy("scout"), sealed.files.connectors()) == (None, [])


def _item(house: House, **other: object) -> FileItem:
    (proposal,) = house.waiting()
    item = next(one for one in parse(proposal.document).items if isinstance(one, FileItem) and one.kind == "policy")
    return item.model_copy(update=other)


WRONG = {
    "a text that is not the digest's": {"text": "agent: scout\n"},
    "another agent's name": {"name": "mole"},
}


@pytest.mark.parametrize("what", WRONG)
def test_an_item_that_contradicts_itself_is_not_performed(fresh: House, what: str) -> None:
    fresh.watch.refresh()
    item, good = _item(fresh, **WRONG[what]), _item(fresh)
    row = fresh.waiting()[0]
    with pytest.raises(CannotPerform):
        fresh.store.write_sync(lambda session: sealing.perform_file(session, item, row, NOW))
    fresh.store.write_sync(lambda session: sealing.perform_file(session, good, row, NOW))


def test_without_the_guard_a_written_file_would_be_in_force(fresh: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "broker.ratchet.watching.seals",
        lambda *_: ([Sealed(one.name, one.path, one.text, one.digest) for one in fresh.files.scan().files], []),
    )
    fresh.edit(POLICY, '"100.00"', '"9000.00"')
    assert most(fresh) == "9000.00"
