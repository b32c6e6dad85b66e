"""What a review of the house found: each attempt that once succeeded, with its control beside it.

The ways in: files that blind the broker to the others, differences that are not the ones shown, numbers that grow by
removing a rule, calls that begin after a freeze, a reset or a recovery code that hands over more than one owner, pushes
without end, a browser that hides that it runs here, names and values that speak to a terminal.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.approval.proposal import AgentItem, FileItem, parse
from broker.cli.saying import print_json
from broker.connect import writing
from broker.connectors.load import ConnectorErrors
from broker.connectors.load import load as load_connector
from broker.demo.passkey import SoftwarePasskey
from broker.files import digest_of, starter
from broker.gnap.http_message import HttpMessage
from broker.gnap.rights import Access
from broker.http import Answer, NoAnswer
from broker.notify import outbox
from broker.phone import enrol
from broker.policy.check import check
from broker.policy.decide import decide
from broker.policy.load import load
from broker.policy.model import ApprovalTerms, Decide, Policy
from broker.policy.narrower import narrower
from broker.ratchet import sealing
from broker.ratchet.proposals import CannotPerform, propose, steward
from broker.ratchet.reset import reset_owner
from broker.store.query import Session, col, func, select
from broker.store.tables import Agent, Outbox, Owner
from tests.approval.signing import Signer
from tests.cli.conftest import Served
from tests.connect.desk import desk, wanted
from tests.home import WAIT, Home, home
from tests.notify.house import house_at as pushes_at
from tests.phone.house import house_at as phone_at
from tests.phone.test_enrol import claim
from tests.policy.worlds import policies, requests
from tests.ratchet.house import CONNECTOR, POLICY, House, add_owner, house
from tests.stand_ins import NOW

# ── files that blind the broker to the others ─────────────────────────────────────────────────────────────────────────


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[House]:
    made = house(tmp_path)
    made.watch.refresh()
    made.decide()
    assert made.files.policy("scout") is not None
    yield made
    made.store.close_sync()


def _named(name: bytes) -> Callable[[Path], None]:
    def lay(folder: Path) -> None:
        text = starter(POLICY).replace("agent: scout", "agent: mole")
        Path(os.fsdecode(os.fsencode(folder / "policies") + b"/" + name)).write_text(text)

    return lay


def _holding(name: str, text: str) -> Callable[[Path], None]:
    def lay(folder: Path) -> None:
        (folder / name).write_text(text)

    return lay


BLINDING: dict[str, Callable[[Path], None]] = {
    "a file that is in order": _named(b"mole.yaml"),
    "a name that is no text": _named(b"\xff.yaml"),
    "a name that clears the screen": _named(b"\x1b[2J.yaml"),
    "a name that reads backwards": _named("\u202elomn.yaml".encode()),
    "a character that is none": _holding("policies/mole.yaml", "# \uffff\n"),
    "a right that names no parameter": _holding(
        "tools/own.yaml", starter(CONNECTOR).replace("parameters: {account: {", "parameters: {accounts: {")
    ),
    "a pipe": lambda folder: os.mkfifo(folder / "policies" / "mole.yaml"),
    "a device": lambda folder: (folder / "policies" / "mole.yaml").symlink_to("/dev/zero"),
}


@pytest.mark.promise("T3")
@pytest.mark.parametrize("what", BLINDING)
def test_no_file_keeps_the_broker_from_seeing_that_another_one_is_gone(sealed: House, what: str) -> None:
    BLINDING[what](sealed.folder)
    sealed.watch.refresh()
    assert sealed.files.policy("scout") is not None
    (sealed.folder / POLICY).unlink()
    sealed.watch.refresh()
    assert sealed.files.policy("scout") is None
    assert all(char.isprintable() or char == "\n" for char in sealed.problems)


def test_a_file_that_breaks_its_reader_takes_nothing_out_of_force_and_says_so(
    sealed: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> Policy:
        raise RuntimeError("unforeseen")

    with monkeypatch.context() as patch:
        patch.setattr(sealed.files._policies, "_load", breaks)
        sealed.edit(POLICY, "pending: 5", "pending: 50")
    assert "cannot be read as it is (RuntimeError)" in sealed.problems
    policy = sealed.files.policy("scout")
    assert policy is not None
    assert policy.limits.pending == 5


def test_what_used_to_break_a_reader_is_told_in_words() -> None:
    [problem] = check("# \uffff\n" + starter(POLICY), "scout.yaml")
    assert str(problem) == "scout.yaml:1:3: U+FFFF is no character; leave it out"
    text = starter(CONNECTOR)
    load_connector(text, "bank.yaml")
    words = '"account" is used in the access right or the request, but is no parameter'
    with pytest.raises(ConnectorErrors, match=words):
        load_connector(text.replace("parameters: {account: {", "parameters: {accounts: {"), "bank.yaml")


# ── what is signed is the difference that was shown ───────────────────────────────────────────────────────────────────


def _wider_then_narrower(sealed: House) -> str:
    """Propose a wider policy, and let another process, which knows nothing of it, see a narrower file."""
    sealed.edit(POLICY, '"100.00"', '"9000.00"')
    [wider] = sealed.waiting()
    text = (sealed.folder / POLICY).read_text().replace('"9000.00"', '"100.00"').replace("pending: 5", "pending: 1")
    (sealed.folder / POLICY).write_text(text)
    sealed.again().watch.refresh()
    return wider.id


@pytest.mark.promise("T3")
def test_a_proposal_ends_when_the_policy_that_it_changes_was_narrowed_meanwhile(sealed: House) -> None:
    wider = _wider_then_narrower(sealed)
    assert wider not in {one.id for one in sealed.waiting()}
    sealed.watch.refresh()
    policy = sealed.files.policy("scout")
    assert policy is not None
    assert policy.limits.pending == 1


@pytest.mark.promise("T3")
@pytest.mark.parametrize("narrowed", [False, True])
def test_a_difference_is_performed_only_upon_what_it_started_from(
    sealed: House, monkeypatch: pytest.MonkeyPatch, narrowed: bool
) -> None:
    monkeypatch.setattr(sealing, "_withdraw_others", lambda *_: None)  # as where two processes do it at once
    if not narrowed:
        sealed.edit(POLICY, '"100.00"', '"9000.00"')
        sealed.decide()
        assert digest_of((sealed.folder / POLICY).read_text()) == _digest(sealed)
        return
    _wider_then_narrower(sealed)
    before = _digest(sealed.again())
    with pytest.raises(CannotPerform, match="what is in force has changed"):
        sealed.decide()
    assert _digest(sealed.again()) == before


def _digest(house: House) -> str:
    house.watch.refresh()
    policy = house.files.policy("scout")
    assert policy is not None
    return policy.digest


# ── numbers that grow by removing a rule ──────────────────────────────────────────────────────────────────────────────

ALLOW = "rules:\n  - {id: small-change, decide: allow, access: {type: bank-payment}}\n"


@pytest.mark.promise("T3")
@pytest.mark.parametrize(("answer_within", "free"), [("24h", True), ("7d", False)])
def test_an_allow_rule_that_shortens_the_time_to_answer_of_another_stays(answer_within: str, free: bool) -> None:
    text = starter(POLICY).replace("answer_within: 24h", f"answer_within: {answer_within}")
    assert narrower(load(text.replace("rules:\n", ALLOW), "old"), load(text, "new")) is free


@given(policies(), st.sets(st.integers(0, 3)), st.lists(st.integers(1, 72), min_size=4, max_size=4), requests)
def test_whatever_passes_as_narrower_waits_no_longer_for_an_answer(
    drawn: Policy, dropped: set[int], hours: list[int], access: Access
) -> None:
    timed = [
        replace(rule, approval=ApprovalTerms(answer_within=timedelta(hours=hours[number])))
        if rule.decide is Decide.ASK
        else rule
        for number, rule in enumerate(drawn.rules)
    ]
    old = replace(drawn, rules=tuple(timed))
    new = replace(old, rules=tuple(rule for number, rule in enumerate(timed) if number not in dropped))
    after = decide(new, access)
    if narrower(old, new) and after.decide is Decide.ASK:
        assert after.answer_within <= decide(old, access).answer_within


# ── calls that begin after a freeze ───────────────────────────────────────────────────────────────────────────────────


async def _cut(here: Home, how: Callable[[Session], None]) -> tuple[str, int]:
    """Approve a payment whose call gets no answer, do something, and let time pass; return status and calls sent."""
    view = await here.pending()
    await here.approve()

    async def lost(message: HttpMessage, seconds: float = 30.0) -> Answer:
        here.sent.append(message)  # it never arrives: nothing was paid
        raise NoAnswer("the line went dead")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(here.broker.http, "to_resource", lost)
        await here.later(WAIT)
    assert (len(here.sent), here.payments()) == (1, [])
    await here.broker.store.write(how)
    await here.later(100)
    return (await here.view(view.id)).status, len(here.sent)


@pytest.mark.anyio
@pytest.mark.promise("R9")
@pytest.mark.parametrize("what", ["nothing", "freeze", "freeze everything", "revoke"])
async def test_a_cut_call_is_not_made_again_once_its_agent_was_stopped(tmp_path: Path, what: str) -> None:
    async with home(tmp_path) as here:
        acts, now = here.broker.ownership, here.clock()
        how: dict[str, Callable[[Session], None]] = {
            "nothing": lambda _: None,
            "freeze": lambda session: acts.freeze(session, "scout", now, "alice"),
            "freeze everything": lambda session: acts.freeze(session, None, now, "alice"),
            "revoke": lambda session: acts.revoke(session, "scout", now, "alice"),
        }
        status, sent = await _cut(here, how[what])
        paid = len(here.payments())
        assert (status, sent, paid) == (("done", 2, 1) if what == "nothing" else ("unknown", 1, 0))


# ── what a reset and a recovery code hand over ────────────────────────────────────────────────────────────────────────


@pytest.mark.promise("T2")
def test_who_resets_the_first_owner_does_not_come_to_sign_for_everybody(sealed: House) -> None:
    bob = Signer(2)
    sealed.store.write_sync(lambda session: add_owner(session, "bob", bob, NOW + timedelta(days=1)))
    assert sealed.store.read_sync(steward) == "alice"
    sealed.later(timedelta(days=2))
    # whoever has a shell may do this, and pair a device of their own then
    sealed.store.write_sync(
        lambda session: reset_owner(session, "alice", sealed.at, revoke=lambda *_: None)  # nobody's agents here
    )
    sealed.store.write_sync(lambda session: session.add(Signer(3).row("alice")))
    assert sealed.store.read_sync(steward) == "bob"
    sealed.edit(CONNECTOR, "title: Pocket Bank", "title: A Bank You Trust")
    assert [one.owner for one in sealed.waiting() if one.kind == "connector"] == ["bob"]


@pytest.mark.promise("T2")
def test_beside_agents_no_recovery_code_is_put_in_for_an_owner_who_has_no_device(asking: Served) -> None:
    def made(owner: str) -> tuple[int, str]:
        answer = asking.ask("POST", "/owners/recovery", {"owner": owner, "recovery_digest": "1" * 64})
        return answer.status_code, answer.json().get("message", "")

    store, now = asking.broker.store, asking.broker.now()
    asking.await_(store.write(lambda session: session.add(Owner(name="bob", created_at=now))))
    status, words = made("bob")
    assert (status, "phone pair --owner bob" in words) == (409, True)
    assert asking.await_(store.read(lambda session: session.get_one(Owner, "bob").recovery_digest)) is None


def test_before_there_is_any_agent_a_recovery_code_is_free(bare: Served) -> None:
    asked = {"owner": "alice", "recovery_digest": "1" * 64}
    assert bare.await_(bare.broker.store.read(lambda session: session.exec(select(Agent)).first())) is None
    assert bare.ask("POST", "/owners/recovery", asked).status_code == 200


# ── pushes without end ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.anyio
async def test_whoever_can_make_proposals_does_not_ring_the_owners_phone_without_end(sqlite_url: str) -> None:
    async with pushes_at(sqlite_url) as here:
        device = await here.device()

        def proposes(number: int) -> Callable[[Session], str]:
            item = AgentItem(agent=f"mole-{number}", credential_digest="0" * 64)
            return lambda session: propose(session, owner="alice", items=[item], now=here.clock, mint=here.mint).id

        async def rings() -> int:
            of_device = select(func.count(col(Outbox.id))).where(col(Outbox.device) == device)
            return await here.store.read(lambda session: session.scalars(of_device).one())

        await here.write(proposes(0))
        assert await rings() == 1
        for number in range(1, 2 * outbox.PROPOSALS_AN_HOUR):
            await here.write(proposes(number))
        assert await rings() == outbox.PROPOSALS_AN_HOUR
        here.later(hours=2)
        await here.write(proposes(-1))
        assert await rings() == outbox.PROPOSALS_AN_HOUR + 1


# ── a browser that hides that it runs here ────────────────────────────────────────────────────────────────────────────


@pytest.mark.anyio
@pytest.mark.promise("T5")
@pytest.mark.parametrize("here", [True, False])
async def test_a_browser_here_that_calls_from_another_of_this_computers_addresses_is_marked(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, here: bool
) -> None:
    monkeypatch.setattr(enrol, "is_here", lambda host: here and host == "198.51.100.7")
    async with phone_at(sqlite_url, "https://sign.example") as door:
        await door.owner("alice")
        browser, secret = door.browser(peer="198.51.100.7"), door.link()
        answer = await claim(browser, secret, SoftwarePasskey())
        await door.type_digits(answer.json()["digits"])
        [passkey] = await door.passkeys()
        assert passkey.same_computer is here


# ── a folder of somebody else ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("swapped", [False, True])
def test_a_link_that_takes_the_place_of_a_new_file_changes_nothing_behind_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, swapped: bool
) -> None:
    victim = tmp_path / "victim"
    victim.write_text("root's")
    victim.chmod(0o640)
    made, make = list[Path](), tempfile.mkstemp

    def raced(**given: Any) -> tuple[int, str]:
        descriptor, name = make(**given)
        made.append(Path(name))
        if swapped:
            Path(name).unlink()
            Path(name).symlink_to(victim)
        return descriptor, name

    monkeypatch.setattr(tempfile, "mkstemp", raced)
    place = desk(tmp_path)
    file = place.lay("claude-code")
    writing.merge(place.target("claude-code"), wanted("claude-code"), place.places)
    assert len(made) == 1
    assert (file.is_symlink(), "csa_" in file.read_text()) == (swapped, not swapped)
    assert (victim.read_text(), victim.stat().st_mode & 0o777) == ("root's", 0o640)


# ── words that speak to a terminal, and letters that look like others ─────────────────────────────────────────────────


@pytest.mark.parametrize("escape", ["\\e[2J", "\\x9b2J", "\\u202e", "plain"])
def test_what_is_said_of_a_file_holds_none_of_its_control_characters(escape: str) -> None:
    text = starter(POLICY).replace("pending: 5", f'pending: "{escape}"')
    [problem] = check(text, "policies/scout.yaml")
    assert str(problem).isprintable()
    assert ("plain" in str(problem)) is (escape == "plain")


def test_json_on_a_terminal_holds_no_control_character_of_an_agents(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"payee": "b\u009b2J\u202ey", "amount": "25.00"})
    written = capsys.readouterr().out
    assert written == '{"payee": "b\\u009b2J\\u202ey", "amount": "25.00"}\n'


@pytest.mark.anyio
@pytest.mark.parametrize(("payee", "warned"), [("bakery", False), ("b\u0430kery", True)])
async def test_a_word_of_two_alphabets_is_named_on_the_page_of_a_file(
    sqlite_url: str, payee: str, warned: bool
) -> None:
    text = starter(POLICY).replace("[bakery, grocer]", f"[grocer, {payee}]")
    item = FileItem(
        kind="policy", name="scout", path=POLICY, digest=digest_of(text), before=None, text=text, difference=[]
    )
    async with phone_at(sqlite_url) as door:
        browser = await door.signed_in()
        proposal = await door.propose(item)
        page = (await browser.get(f"/proposals/{proposal}")).text
        assert ("Letters of different alphabets stand in one word" in page) is warned
        assert parse((await door.proposal(proposal)).document).items == [item]


@pytest.mark.anyio
@pytest.mark.parametrize("uid", [None, 1000])
async def test_the_page_of_what_a_command_asks_for_names_the_code_that_the_command_must_show(
    sqlite_url: str, uid: int | None
) -> None:
    async with phone_at(sqlite_url) as door:
        browser = await door.signed_in()
        made = await door.propose(AgentItem(agent="scout", credential_digest="0" * 64), peer_uid=uid)
        page = (await browser.get(f"/proposals/{made}")).text
        assert ("Sign only if it is your own command" in page) is (uid is not None)
