"""`phone pair` on a terminal of its own with a scripted phone, and the list of devices."""

import asyncio
import json
import re
import sys
from concurrent.futures import Future

import pytest
import typer

from broker.cli import phones
from broker.demo.passkey import SoftwarePasskey
from broker.demo.phone import PhoneRefused, ScriptedPhone
from tests.cli.commands import Terminal
from tests.cli.conftest import Served

LINK = r"(http://localhost:\d+/pair#[\w-]{43})\n"


def _phone(served: Served) -> ScriptedPhone:
    made = ScriptedPhone(served.broker.settings.public_url, SoftwarePasskey())
    served.phones.append(made)
    return made


def _open(served: Served, link: str, passkey: SoftwarePasskey | None = None) -> tuple[str, "Future[None]"]:
    """Open the link on a new phone; return the digits that it shows, and what it does until it is paired."""
    phone = ScriptedPhone(served.broker.settings.public_url, passkey or SoftwarePasskey())
    served.phones.append(phone)
    shown: Future[str] = Future()

    async def note(digits: str) -> None:
        shown.set_result(digits)

    opened = asyncio.run_coroutine_threadsafe(phone.enrol(link, note), served.loop)
    return shown.result(30), opened


def _type(command: Terminal, *texts: str) -> None:
    for number, text in enumerate(texts, start=1):
        command.until(rf"(?:Type the six digits that the phone shows: [\s\S]*){{{number}}}")
        command.press(f"{text}\n")


def test_a_first_phone_is_paired_by_link_and_digits(bare: Served) -> None:
    with bare.terminal("phone", "pair") as command:
        digits, opened = _open(bare, command.until(LINK).group(1))
        _type(command, digits)
        assert command.end() == 0, command.written
    opened.result(30)
    assert "paired: alice can decide on this device" in command.written
    [device] = json.loads(bare.run("phone", "list", "--json").stdout)["devices"]
    assert (device["owner"], device["same_computer"]) == ("alice", True)
    assert bare.audited("local.pairing") == [{"uid": 0}]


def test_a_second_phone_waits_for_the_first_one(served: Served) -> None:
    with served.terminal("phone", "pair") as command:
        digits, opened = _open(served, command.until(LINK).group(1))
        _type(command, digits)
        code = command.until(r"now confirm on a paired device: code (\w{4})").group(1)
        [waiting] = json.loads(served.run("inbox", "--json").stdout)["proposals"]
        assert (waiting["kind"], waiting["code"]) == ("device", code)
        assert len(json.loads(served.run("phone", "list", "--json").stdout)["devices"]) == 1
        served.await_(served.phone.sign(waiting["proposal"]))
        assert command.end() == 0, command.written
    opened.result(30)
    assert len(json.loads(served.run("phone", "list", "--json").stdout)["devices"]) == 2


def test_a_second_phone_that_the_first_one_refuses_is_not_paired(served: Served) -> None:
    with served.terminal("phone", "pair") as command:
        digits, opened = _open(served, command.until(LINK).group(1))
        _type(command, digits)
        command.until(r"now confirm on a paired device")
        [waiting] = json.loads(served.run("inbox", "--json").stdout)["proposals"]
        served.await_(served.phone.sign(waiting["proposal"], "refuse", "not mine"))
        assert command.end() == 1
    assert 'alice refused: "not mine"' in command.written
    with pytest.raises(PhoneRefused):
        opened.result(30)
    assert len(json.loads(served.run("phone", "list", "--json").stdout)["devices"]) == 1


def test_wrong_digits_are_told_and_the_third_ends_the_pairing(bare: Served) -> None:
    with bare.terminal("phone", "pair") as command:
        _, opened = _open(bare, command.until(LINK).group(1))
        _type(command, "12", "", "x")
        assert command.end() == 1
    opened.cancel()
    assert "these are not the digits; 2 more" in command.written
    assert "these are not the digits; 1 more" in command.written
    assert "the digits were wrong three times: nothing was paired" in command.written
    assert json.loads(bare.run("phone", "list", "--json").stdout) == {"devices": []}


def test_two_wrong_tries_leave_the_third(bare: Served) -> None:
    with bare.terminal("phone", "pair") as command:
        digits, opened = _open(bare, command.until(LINK).group(1))
        _type(command, "000", "1", f"{digits[:3]} {digits[3:]}")
        assert command.end() == 0, command.written
    opened.result(30)


def test_an_interrupt_pairs_nothing(bare: Served) -> None:
    with bare.terminal("phone", "pair") as command:
        command.until(LINK)
        assert command.interrupt() == 1
    assert "nothing was paired" in command.written
    assert "Traceback" not in command.written


def test_no_link_is_made_where_no_person_sees_it(bare: Served) -> None:
    done = bare.run("phone", "pair")
    assert (done.returncode, done.stdout) == (2, "")
    assert "on a terminal only" in done.stderr
    assert bare.run("phone", "pair", "--json").returncode == 2
    # half a terminal is none: what is piped away is read by somebody else
    script = f"{sys.executable} -m broker phone pair | cat"
    with bare.terminal(program=("sh", "-c", script)) as command:
        command.end()
    assert "on a terminal only" in command.written
    assert "/pair#" not in command.written
    assert bare.audited("pairing.made") == []


def test_without_https_the_command_says_this_computer_only_and_what_to_do(bare: Served) -> None:
    with bare.terminal("phone", "pair") as command:
        command.until(r"this computer only[\s\S]*Tailscale[\s\S]*Caddy[\s\S]*--tls-cert")
        assert not re.search("[▀▄█]", command.written)


def test_with_https_the_link_is_a_code_that_leads_to_the_same_place(capsys: pytest.CaptureFixture[str]) -> None:
    link = "https://countersign.example/pair#" + "A" * 43
    phones._show_link({"link": link, "owner": "alice"})
    shown = capsys.readouterr().out
    assert link in shown
    assert "this computer only" not in shown
    drawn = [line for line in shown.splitlines() if re.search("[▀▄█]", line)]
    assert len(drawn) > 15
    assert len({len(line) for line in drawn}) == 1


def test_a_device_is_removed_when_its_owner_has_signed(served: Served) -> None:
    [device] = json.loads(served.run("phone", "list", "--json").stdout)["devices"]
    refused = served.run("phone", "remove", device["id"], "--wait", "0")
    assert (refused.returncode, "nothing was changed" in refused.stderr) == (1, True)
    assert served.run("phone", "remove", "nonsense").returncode == 1
    with served.answering():
        done = served.run("phone", "remove", device["id"][:8])
    assert (done.returncode, "is removed" in done.stdout) == (0, True)
    assert json.loads(served.run("phone", "list", "--json").stdout) == {"devices": []}


def test_a_device_whose_passkey_begins_with_a_dash_is_called_by_an_id_that_can_be_typed(bare: Served) -> None:
    dashed = SoftwarePasskey(mint=lambda size: b"\xfb" * size)  # in base64url: -_v7
    with bare.terminal("phone", "pair") as command:
        digits, opened = _open(bare, command.until(LINK).group(1), dashed)
        _type(command, digits)
        assert command.end() == 0, command.written
    opened.result(30)
    [device] = json.loads(bare.run("phone", "list", "--json").stdout)["devices"]
    assert (device["device"][0], device["id"].isalnum()) == ("-", True)
    assert device["id"] in bare.run("phone", "list").stdout
    with bare.answering():
        done = bare.run("phone", "remove", device["id"])
    assert (done.returncode, "is removed" in done.stdout) == (0, True), done.stderr


@pytest.mark.parametrize(("name", "count"), [("a test", 2), ("", 1)], ids=["of several devices", "empty"])
def test_a_name_that_means_no_one_device_removes_none(name: str, count: int) -> None:
    devices = [{"device": id_, "label": "a test"} for id_ in ("one", "other")][:count]
    assert phones._chosen(devices, phones._short_id(devices[-1])) == devices[-1]
    with pytest.raises(typer.Exit):
        phones._chosen(devices, name)
