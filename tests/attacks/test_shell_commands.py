"""A coding agent with the broker's own user id at the command line: S6, S7 (decisions §3.1).

Each attempt is made with real commands, on terminals where they want one, and past them on the socket. Nothing widens
without the owner's phone, and every attempt stands in the inbox or the audit with the user id that made it. Beside each
stands the same attempt with the guard off: then it succeeds.
"""

import contextlib
import hashlib
import json
import os
import re
from datetime import datetime
from typing import Any

import pytest

from broker.client import using
from broker.demo.passkey import PasskeyRefused
from broker.demo.phone import PhoneRefused
from broker.phone import enrol, narrowing, widening
from broker.ratchet import reset
from broker.store.query import Session
from tests.attacks.shell import House, Shell
from tests.cli.conftest import Served

CODE = r"waiting for alice's passkey: code (\w{4})"
CREDENTIAL = r"csa_[\w-]{43}"
RECOVERY = r"([A-Z0-9]{4}-){4}[A-Z0-9]{4}"


# ── S6: the inbox in the terminal ─────────────────────────────────────────────────────────────────────────────────────


def test_s6_no_word_option_key_or_request_of_the_terminal_approves(house: House, shell: Shell) -> None:
    asked, before = house.asked(), house.standing()
    for words in (("approve", asked), ("--yes", asked), ("refuse", asked, "--approve")):
        assert house.served.run("inbox", *words, input="approve\ny\n").returncode == 2, words
    with shell.terminal("inbox") as command:  # a terminal is no second factor: whoever has a shell can make one
        command.press("a\ny\napprove\n\r")
        assert command.end() == 0
    answers = [
        shell.ask("POST", f"/inbox/{asked}/refuse", {"reason": None, "verb": "approve"}).status_code,
        shell.ask("POST", f"/inbox/{asked}/approve", {}).status_code,
        shell.ask("POST", f"/approve/{asked}/decide", {"verb": "approve"}).status_code,
    ]
    assert answers == [422, 404, 404]
    assert (house.standing(), house.asked()) == (before, asked)
    # what it can: say no
    assert house.served.run("inbox", "refuse", asked).returncode == 0
    assert (house.standing(), house.served.await_(house.owner.waiting())) == (before, ())
    assert house.audited("local.refused") == [{"uid": os.getuid()}]


@pytest.mark.slow
def test_s6_were_the_terminal_to_approve_the_payment_would_be_made(
    house: House, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, before = house.asked(), house.standing()
    monkeypatch.setattr(narrowing, "REFUSE", "approve")
    assert house.served.run("inbox", "refuse", asked).returncode == 0
    after = house.standing()
    # the second guard: an approval is believed by its signature, whenever it is used
    assert (after.approved, after.effects) == (before.approved | {asked}, 0)
    monkeypatch.setattr(using, "covers", lambda *_, **__: None)
    house.pending(payee="grocer")
    assert house.served.run("inbox", "refuse", house.asked()).returncode == 0
    assert house.effect().target_uri == "https://bank.example/payments"


# ── S7: commands that change state ────────────────────────────────────────────────────────────────────────────────────


def _phone_id(house: House) -> str:
    [device] = json.loads(house.served.run("phone", "list", "--json").stdout)["devices"]
    return str(device["id"])


S7 = {
    "agent": ("agent", "add", "mole"),
    "credential": ("agent", "credential", "scout"),
    "unfreeze": ("unfreeze", "--all"),
    "owner": ("owner", "add", "mallory"),
    "recovery": ("owner", "recovery", "--owner", "alice"),
    "remove-device": ("phone", "remove", ""),
}


def _lines(house: House) -> dict[str, tuple[str, ...]]:
    assert house.served.run("freeze", "--all").returncode == 0  # free
    return {**S7, "remove-device": ("phone", "remove", _phone_id(house))}


@pytest.mark.slow
def test_s7_a_command_that_widens_leaves_an_item_in_the_inbox_and_nothing_else(house: House, shell: Shell) -> None:
    lines = _lines(house)
    before = house.standing()
    with contextlib.ExitStack() as open_:
        commands = {kind: open_.enter_context(shell.terminal(*line)) for kind, line in lines.items()}
        codes = {kind: command.until(CODE).group(1) for kind, command in commands.items()}
        waiting = {item.kind: item for item in house.waiting()}
        assert {kind: item.code for kind, item in waiting.items()} == codes
        assert {item.peer_uid for item in waiting.values()} == {os.getuid()}
        assert house.standing() == before
        for command in commands.values():
            assert re.search(f"{CREDENTIAL}|{RECOVERY}", command.written) is None
    # the commands are dead, the items are not: they wait for the owner, who says no
    for item in waiting.values():
        house.served.await_(house.owner.sign(item.id, "refuse"))
    assert (house.standing(), house.waiting()) == (before, [])
    made = house.audited("proposal.made")
    for kind, item in waiting.items():
        assert {"kinds": [kind], "digest": item.digest, "uid": os.getuid()} in made


@pytest.mark.slow
def test_s7_without_the_ratchet_the_same_commands_would_do_it_at_once(unguarded: House, shell: Shell) -> None:
    standings = [unguarded.standing()]
    for line in _lines(unguarded).values():
        standings.append(unguarded.standing())
        with shell.terminal(*line) as command:
            assert command.end() == 0, command.written
        assert unguarded.standing() != standings[-1], line
    assert unguarded.standing().devices == frozenset()


def test_s7_a_credential_that_was_asked_for_opens_nothing_before_it_is_signed(house: House, shell: Shell) -> None:
    mine = "csa_" + "m" * 43
    digest = hashlib.sha256(mine.encode()).hexdigest()

    def opens() -> int:
        return shell.posts("/mcp", {}, Authorization=f"Bearer {mine}").status_code

    asked = shell.ask("POST", "/agents", {"name": "mole", "owner": None, "credential_digest": digest}).json()
    assert (asked["outcome"], opens()) == ("waiting", 401)
    house.served.await_(house.owner.sign(asked["proposal"]))
    assert opens() != 401


def test_s7_no_agent_is_added_before_somebody_can_answer_for_it(bare: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {"name": "mole", "owner": None, "credential_digest": "0" * 64}
    refused = bare.ask("POST", "/agents", asked)
    assert (refused.status_code, "no device yet" in refused.json()["message"]) == (409, True)
    monkeypatch.setattr("broker.ownership.has_device", lambda *_: True)
    assert bare.ask("POST", "/agents", asked).json()["outcome"] == "waiting"


def test_s7_a_phone_is_neither_removed_nor_replaced_by_one_of_the_agents(house: House, shell: Shell) -> None:
    before = house.standing()
    with shell.terminal("phone", "remove", _phone_id(house)) as command:
        command.until(CODE)
        with shell.pairs() as pairing:
            assert "now confirm on a paired device" in pairing.written
            assert {one.kind for one in house.waiting()} == {"remove-device", "device"}
            with pytest.raises(PhoneRefused, match="not enrolled"):
                shell.approves(house.asked())
    assert house.standing() == before


@pytest.mark.slow
def test_s7_without_the_ratchet_the_phone_would_be_replaced_and_the_payment_made(
    unguarded: House, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, before = unguarded.asked(), unguarded.standing()
    assert unguarded.served.run("phone", "remove", _phone_id(unguarded)).returncode == 0
    # the second guard: an owner who answers for something is not inherited by whoever pairs next (test_s4)
    monkeypatch.setattr(enrol, "is_answerable", lambda *_: False)
    with shell.pairs() as pairing:
        assert pairing.end() == 0
    assert len(unguarded.standing().devices - before.devices) == 1
    shell.approves(asked)
    assert unguarded.effect().target_uri == "https://bank.example/payments"


def test_s7_a_reset_ends_everything_that_the_owner_allowed(house: House, shell: Shell) -> None:
    asked = house.asked()
    assert house.served.run("owner", "reset", "alice").returncode == 2  # no terminal, and not meant
    assert house.served.run("owner", "reset", "alice", "--yes").returncode == 0
    with shell.pairs() as pairing:
        assert pairing.end() == 0
    # whoever pairs now pairs with an empty house: no agent, no file in force, nothing that waits, nothing approved
    after = house.standing()
    assert (after.agents, after.files, after.approved, after.effects) == (frozenset(), frozenset(), frozenset(), 0)
    assert len(after.devices) == 1
    with pytest.raises(PhoneRefused, match="withdrawn"):
        shell.approves(asked)
    assert house.standing() == after
    assert house.audited("local.reset") == [{"uid": os.getuid()}]
    assert house.audited("owner.reset") == [{"agents": ["scout"], "devices": 1}]


@pytest.mark.slow
def test_s7_were_only_the_devices_to_go_a_reset_would_hand_the_payment_over(
    house: House, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = house.asked()

    def devices_only(session: Session, owner: str, now: datetime, **_: Any) -> None:
        reset.forget_devices(session, owner, now)

    monkeypatch.setattr(narrowing, "reset_owner", devices_only)
    monkeypatch.setattr(enrol, "is_answerable", lambda *_: False)
    assert house.served.run("owner", "reset", "alice", "--yes").returncode == 0
    with shell.pairs() as pairing:
        assert pairing.end() == 0
    shell.approves(asked)
    assert house.effect().target_uri == "https://bank.example/payments"


def _recovery_made(house: House, shell: Shell) -> str:
    code, digest = reset.new_recovery_code(lambda size: bytes(range(size)))
    with house.signing_what_comes():
        asked = shell.ask("POST", "/owners/recovery", {"owner": "alice", "recovery_digest": digest})
    assert asked.status_code == 200
    return code


def test_s7_a_guessed_recovery_code_lets_no_device_in_and_five_guesses_close_it(
    house: House, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = _recovery_made(house, shell)
    before = house.standing()
    page = {"Origin": house.url, "Sec-Fetch-Site": "same-origin"}
    with shell.pairs() as pairing:

        def tries(guess: str) -> str:
            given = {"secret": shell.secret(pairing), "code": guess}
            return str(shell.posts("/recover", given, **page).json().get("error"))

        assert [tries("AAAA-AAAA-AAAA-AAAA-AAAA") for _ in range(reset.TRIES)] == ["recovery_wrong"] * reset.TRIES
        assert tries(code) == "recovery_closed"  # for the right one too
        assert house.standing() == before
        assert len(house.audited("recovery.wrong")) == reset.TRIES
        # the control: whoever has the code, and is not shut out, is the owner
        monkeypatch.setattr(reset, "_closed", lambda *_: False)
        assert tries(code) == "None"
        assert pairing.end() == 0
    assert house.standing().devices & before.devices == frozenset()


def test_s7_a_recovery_code_is_not_swapped_while_nobody_could_sign(
    bare: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made(digit: str) -> tuple[int, str]:
        answer = bare.ask("POST", "/owners/recovery", {"owner": "alice", "recovery_digest": digit * 64})
        return answer.status_code, answer.json().get("message", "")

    assert made("1")[0] == 200
    status, words = made("2")
    assert (status, "recovery code already" in words) == (409, True)
    # the control: were it free, the agent's code would let the agent's phone in later
    monkeypatch.setattr(widening, "has_recovery_code", lambda *_: False)
    assert made("2")[0] == 200


@pytest.mark.slow
def test_s7_the_demo_plays_in_a_folder_of_its_own_whatever_the_environment_says(house: House, shell: Shell) -> None:
    before, records = house.standing(), len(house.audited("passkey.enrolled"))
    done = shell.command("demo", "--yes")
    assert done.returncode == 0, done.stderr
    assert (house.standing(), len(house.audited("passkey.enrolled"))) == (before, records)


def test_s7_the_demos_machinery_against_the_real_broker_signs_nothing(house: House, shell: Shell) -> None:
    asked, before = house.asked(), house.standing()
    with pytest.raises(PasskeyRefused, match="no passkey"):
        shell.approves(asked)
    assert house.standing() == before
    # the control: the very same machinery with the enrolled passkey
    house.served.await_(house.owner.decide(asked, "approve"))
    assert house.standing().approved == before.approved | {asked}
