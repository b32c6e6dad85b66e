"""A coding agent that wants a device of its own, or takes the link of a person's: S4, S5 (decisions §3.1, T5).

The device is a browser with an authenticator that the agent made for itself, as headless Chromium has a virtual one.
"""

import os
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from broker.demo.passkey import SoftwarePasskey
from broker.demo.phone import PhoneRefused, ScriptedPhone
from broker.phone import enrol
from broker.store.query import select
from broker.store.tables import Pairing
from tests.attacks.shell import DIGITS, LINK, House, Shell
from tests.cli.conftest import Served

GUESS = "what an agent may guess"


# ── S4: `countersign phone pair` in the agent's own shell ─────────────────────────────────────────────────────────────


def test_s4_a_link_is_printed_to_a_terminal_only(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enrol, "VALID", enrol.VALID * 0)  # so that no command waits
    piped = house.served.run("phone", "pair")
    assert (piped.returncode, "/pair#" in piped.stdout + piped.stderr) == (2, False)
    assert len(house.audited("pairing.made")) == 1, "the owner's own"
    monkeypatch.setattr("broker.cli.phones.on_terminal", lambda: True)
    assert "/pair#" in house.served.run("phone", "pair").stdout


def test_s4_a_device_that_the_agent_pairs_on_a_terminal_of_its_own_waits_for_the_owners(
    house: House, shell: Shell
) -> None:
    asked, before = house.asked(), house.standing()
    with shell.pairs() as pairing:
        [item] = house.waiting()
        assert (item.kind, item.code in pairing.written) == ("device", True)
        assert house.served.await_(house.owner.open_proposals()) == (item.id,)
        for _ in range(2):
            with pytest.raises(PhoneRefused, match="not enrolled"):
                shell.approves(asked)
        house.served.await_(house.owner.sign(item.id, "refuse"))
        assert pairing.end() == 1
    assert house.standing() == before
    assert {"uid": os.getuid()} in house.audited("local.digits")


@pytest.mark.slow
def test_s4_were_a_further_device_not_confirmed_the_agent_would_approve_with_its_own(
    house: House, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enrol, "_who_signs", lambda *_: None)
    asked = house.asked()
    with shell.pairs() as pairing:
        assert pairing.end() == 0
    shell.approves(asked)
    assert house.effect().target_uri == "https://bank.example/payments"


def test_s4_all_devices_are_told_and_the_new_one_is_marked_as_this_computer(house: House, shell: Shell) -> None:
    def told() -> bool:
        return "New device" in house.served.await_(house.owner._browser.get("/inbox")).text

    assert not told()
    with house.signing_what_comes(), shell.pairs() as pairing:  # an owner who signs without reading
        assert pairing.end() == 0
    assert told()
    assert house.served.run("phone", "list").stdout.count("this computer") == len(house.standing().devices) == 2


# ── S5: the link in a person's terminal ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def thief(hasty: None, bare: Served) -> Iterator[Shell]:
    """An agent that reads the terminal of a person who pairs the very first device."""
    made = Shell(House(bare), ScriptedPhone(bare.broker.settings.public_url, SoftwarePasskey()))
    yield made
    made.close()


@pytest.fixture
def person(thief: Shell) -> Iterator[Shell]:
    """That person, with a phone in the hand."""
    made = Shell(thief.house, ScriptedPhone(thief.house.url, SoftwarePasskey()))
    yield made
    made.close()


def _types(shell: Shell, digits: str, secret: str) -> int:
    """Type digits for the pairing that is open, past the terminal; return the HTTP status."""
    broker = shell.house.served.broker
    pairing = shell.house.served.await_(broker.store.read(lambda session: session.exec(select(Pairing.id)).one()))
    body = {"terminal_secret": secret, "digits": digits}
    return shell.ask("POST", f"/pairing/{pairing}/digits", body).status_code


def test_s5_a_stolen_link_shows_digits_that_only_the_persons_terminal_takes(thief: Shell, person: Shell) -> None:
    with person.terminal("phone", "pair") as command:
        link = command.until(LINK).group(1)
        digits = thief.opens(link)  # the agent is faster
        command.until(DIGITS)
        # the person's phone says that the link was used, and shows no digits: there is nothing to type
        with pytest.raises(PhoneRefused, match="used"):
            person.opens(link)
        assert [_types(thief, digits, secret) for secret in (GUESS, link.partition("#")[2])] == [409, 409]
        assert (thief.house.standing().devices, thief.house.waiting()) == (frozenset(), [])
        assert command.interrupt() == 1
    assert len(thief.house.audited("pairing.claimed")) == 1


@pytest.mark.slow
def test_s5_were_the_digits_not_bound_to_that_terminal_the_agent_would_be_the_owner(
    thief: Shell, person: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    with person.terminal("phone", "pair") as command:
        digits = thief.opens(command.until(LINK).group(1))
        monkeypatch.setattr(enrol, "hmac", SimpleNamespace(compare_digest=lambda *_: True))
        assert _types(thief, digits, GUESS) == 200
    assert len(thief.house.standing().devices) == 1
    thief.house.served.await_(thief.phone.sign_in())


def test_s5_a_stolen_link_for_a_further_device_brings_the_theft_before_the_owner(house: House, shell: Shell) -> None:
    before = house.standing()
    with shell.terminal("phone", "pair") as command:  # a person who types whatever they are given
        digits = shell.opens(command.until(LINK).group(1))
        command.until(DIGITS)
        command.press(f"{digits}\n")
        command.until("now confirm on a paired device")
        [item] = house.waiting()
        assert f'"digits":"{digits}"' in item.document, "the page shows them: they are not those of the new phone"
        assert house.standing() == before


def test_s5_a_link_out_of_the_scrollback_is_used_up(thief: Shell, person: Shell) -> None:
    with person.terminal("phone", "pair") as command:
        link = command.until(LINK).group(1)
        digits = person.opens(link)
        command.until(DIGITS)
        command.press(f"{digits}\n")
        assert command.end() == 0  # the control: the same link, by the person
    with pytest.raises(PhoneRefused, match="used"):
        thief.opens(link)
    assert len(thief.house.standing().devices) == 1
