"""A coding agent that edits the owner's files: S2, S3 (decisions §3.1, T3).

In force is what the owner's passkey signed. Every edit stands in the inbox as a difference, or in the broker's
problems, and what was signed last goes on.
"""

from collections.abc import Callable

import pytest

from broker.client.view import Refused
from broker.files import digest_of
from broker.ratchet import proposals, sealing
from tests.attacks.shell import CONNECTOR, POLICY, House, Shell

BANK, ATTACKER = "https://bank.example", "https://attacker.example"
MOLE = POLICY.replace("scout", "mole")

Edit = Callable[[Shell], None]


def _allowing(text: str) -> str:
    kept = [line for line in text.splitlines() if not line.lstrip().startswith("approval:")]
    return "\n".join(kept).replace("decide: ask", "decide: allow") + "\n"


def _allow(shell: Shell) -> None:
    shell.write(POLICY, _allowing(shell.house.file(POLICY)))


def _rename(shell: Shell) -> None:
    text = _allowing(shell.house.file(POLICY))
    (shell.house.served.broker.settings.config_dir / POLICY).unlink()
    shell.write("policies/other.yaml", text)


def _new_policy(shell: Shell) -> None:
    shell.write(MOLE, shell.house.file(POLICY).replace("agent: scout", "agent: mole"))


def _reowned(shell: Shell) -> None:
    shell.edit(POLICY, "owner: alice", "owner: mallory")


def _deny_removed(shell: Shell) -> None:
    text = shell.house.file(POLICY)
    shell.write(POLICY, text.replace(text[text.index("  - id: never-close") : text.index("limits:")], ""))


S2: dict[str, Edit] = {
    "a rule that asks now allows": _allow,
    "a higher limit of a rule": lambda shell: shell.edit(POLICY, 'max: "100.00"', 'max: "100000.00"'),
    "one more payee": lambda shell: shell.edit(POLICY, "grocer]", "grocer, mallory]"),
    "more requests an hour": lambda shell: shell.edit(POLICY, "asks_per_hour: 6", "asks_per_hour: 600"),
    "a rule that denies is gone": _deny_removed,
    "a weaker assurance": lambda shell: shell.edit(POLICY, "assurance: passkey", "assurance: session"),
    "another file for the same agent": lambda shell: shell.write(
        "policies/zz.yaml", _allowing(shell.house.file(POLICY))
    ),
    "deleted, and new under another name": _rename,
    "a policy for an agent to come": _new_policy,
    "another owner": _reowned,
    "half a file": lambda shell: shell.write(POLICY, shell.house.file(POLICY)[:300]),
}


def _told(house: House) -> bool:
    """Whether the owner's inbox or the broker's problems, which `doctor` says in red, show that something is up."""
    return bool(house.waiting()) or bool(house.served.broker.files.in_force.problems)


def test_s2_no_edit_of_a_policy_widens_anything(house: House, shell: Shell) -> None:
    before, original = house.standing(), house.file(POLICY)
    assert not _told(house)
    for how, edit in S2.items():
        edit(shell)
        assert (house.standing(), _told(house)) == (before, True), how
        # only what the owner signed counts when scout asks again, and more is denied as it was
        assert (house.pending().rule, type(house.ask(amount="5000.00"))) == ("small-payments", Refused), how
        for file in (house.served.broker.settings.config_dir / "policies").iterdir():
            file.unlink()
        shell.write(POLICY, original)
        assert (house.standing(), house.waiting()) == (before, []), how
    kinds = [one["kinds"] for one in house.audited("proposal.made")]
    assert kinds.count(["policy"]) == 7, "all but what does not load, or is somebody's who is not known"


@pytest.mark.slow
def test_s2_were_every_change_taken_for_a_narrower_one_the_payment_would_be_made(
    house: House, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "_narrower", lambda *_: True)
    before = house.standing()
    _allow(shell)
    assert house.standing().files != before.files
    house.ask(payee="grocer")
    assert house.effect().body == b'{"account":"main","amount":"25.00","currency":"EUR","payee":"grocer"}'


@pytest.mark.slow
def test_s2_without_the_ratchet_an_edit_is_in_force_at_the_next_look(unguarded: House, shell: Shell) -> None:
    for how in ("a higher limit of a rule", "a policy for an agent to come", "a rule that asks now allows"):
        before = unguarded.standing()
        S2[how](shell)
        unguarded.standing()  # performed in this look, in force from the next
        assert unguarded.standing().files != before.files, how


def test_s2_a_seal_without_a_signature_is_not_believed(unguarded: House, shell: Shell) -> None:
    before = unguarded.standing()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "_broken", _BROKEN)  # this guard is on again
        _allow(shell)
        unguarded.standing()
        after = unguarded.standing()
    assert after.files < before.files, "neither the unsigned text nor, as its row was replaced, the signed one"
    assert any("its seal does not hold" in one for one in unguarded.served.broker.files.in_force.problems)


_BROKEN = sealing._broken


def test_s2_what_is_signed_is_what_was_shown_however_fast_the_file_changes(house: House, shell: Shell) -> None:
    before, original = house.standing(), house.file(POLICY)
    shell.edit(POLICY, 'max: "100.00"', 'max: "101.00"')
    house.standing()
    [shown] = house.waiting()
    shell.edit(POLICY, 'max: "101.00"', 'max: "100000.00"')  # between the page and the signature
    house.served.await_(house.owner.sign(shown.id))
    house.standing()
    [policy] = house.standing().files - before.files
    assert policy == ("policy:scout", digest_of(original.replace('"100.00"', '"101.00"')))
    assert len(house.waiting()) == 1, "the other text waits for a signature of its own"


def test_s2_a_change_that_was_refused_is_not_asked_again(house: House, shell: Shell) -> None:
    before = house.standing()
    _allow(shell)
    house.standing()
    [item] = house.waiting()
    house.served.await_(house.owner.sign(item.id, "refuse"))
    for _ in range(3):
        (house.served.broker.settings.config_dir / POLICY).touch()
        assert (house.standing(), house.waiting()) == (before, [])
    shell.edit(POLICY, "decide: allow", "decide:  allow")
    house.standing()
    assert len(house.waiting()) == 1, "another text is another question"


# ── S3: connectors ────────────────────────────────────────────────────────────────────────────────────────────────────

SELF = CONNECTOR.replace("bank", "spare")

S3: dict[str, Edit] = {
    "another resource server": lambda shell: shell.write(
        CONNECTOR, shell.house.file(CONNECTOR).replace(BANK, ATTACKER)
    ),
    "another path": lambda shell: shell.edit(CONNECTOR, "POST /payments", "POST /accounts"),
    "another authorization server": lambda shell: shell.edit(
        CONNECTOR, "authorization_server: embedded", f"authorization_server: {ATTACKER}/gnap"
    ),
    "a title that lies": lambda shell: shell.edit(CONNECTOR, "title: Pay somebody", "title: Read an account"),
    "a right that is constant": lambda shell: shell.edit(CONNECTOR, "amount: $amount", 'amount: "1.00"'),
    "no harm, it says": lambda shell: shell.edit(CONNECTOR, "destructive: true", "destructive: false"),
    "an api key": lambda shell: shell.edit(CONNECTOR, "operations:", "api_key: secret\noperations:"),
    "a new connector": lambda shell: shell.write(
        SELF,
        shell.house.file(CONNECTOR)
        .replace("name: bank", "name: spare")
        .replace("name: spare_", "name: other_")
        .replace(BANK, ATTACKER),
    ),
}


def test_s3_no_edit_of_a_connector_counts_and_an_approved_payment_goes_where_the_page_said(
    house: House, shell: Shell
) -> None:
    before, original = house.standing(), house.file(CONNECTOR)
    for how, edit in S3.items():
        edit(shell)
        assert (house.standing(), _told(house)) == (before, True), how
        (house.served.broker.settings.config_dir / SELF).unlink(missing_ok=True)
        shell.write(CONNECTOR, original)
        assert (house.standing(), house.waiting()) == (before, []), how
    S3["another resource server"](shell)
    house.standing()
    house.served.await_(house.owner.decide(house.asked(), "approve"))
    assert house.effect().target_uri == f"{BANK}/payments"


@pytest.mark.slow
def test_s3_without_the_ratchet_the_approved_payment_would_go_to_the_attacker(unguarded: House, shell: Shell) -> None:
    S3["another resource server"](shell)
    text = unguarded.file(POLICY).replace(BANK, ATTACKER)
    shell.write(POLICY, text)
    unguarded.standing()
    unguarded.standing()
    unguarded.pending(payee="grocer")
    newest = unguarded.served.await_(unguarded.owner.waiting())[0]
    unguarded.served.await_(unguarded.owner.decide(newest, "approve"))
    assert unguarded.effect().target_uri == f"{ATTACKER}/payments"


def test_s3_a_connector_is_signed_as_a_whole_and_shown_as_text(house: House, shell: Shell) -> None:
    before = house.standing()
    S3["another resource server"](shell)
    house.standing()
    [item] = house.waiting()
    shown = house.served.await_(house.owner._browser.get(f"/proposals/{item.id}")).text
    assert f"resource_server: {ATTACKER}" in shown
    assert proposals.outcome(item, house.served.broker.now()) == "waiting"
    house.served.await_(house.owner.sign(item.id))  # the control: what is signed is in force
    house.standing()
    assert house.standing().files != before.files
