"""Owners: a further one is signed for; the recovery code is a person's alone; a reset ends everything."""

import json
import re

import pytest

from broker.store.query import select
from broker.store.tables import Agent, Owner
from tests.cli.commands import Terminal
from tests.cli.conftest import Served

CODE = r"\n\s*((?:[A-Z0-9]{4}-){4}[A-Z0-9]{4})\n"


def _code(command: Terminal) -> str:
    return command.until(CODE).group(1)


def _recovery_code(served: Served) -> str:
    with served.terminal("owner", "recovery") as command:
        code = _code(command)
        assert command.end() == 0
    return code


def _owners(served: Served) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(served.run("owner", "list", "--json").stdout)["owners"]
    return found


def test_a_further_owner_is_added_when_the_first_one_has_signed(served: Served) -> None:
    refused = served.run("owner", "add", "bob", "--wait", "0")
    assert (refused.returncode, [one["owner"] for one in _owners(served)]) == (1, ["alice"])
    with served.answering():
        done = served.run("owner", "add", "bob")
    assert (done.returncode, "countersign phone pair --owner bob" in done.stdout) == (0, True)
    assert [one["owner"] for one in _owners(served)] == ["alice", "bob"]
    assert "bob" in served.run("owner", "list").stdout
    assert "already" in served.run("owner", "add", "bob").stderr


def test_a_recovery_code_is_shown_on_a_terminal_only_and_kept_nowhere(bare: Served) -> None:
    piped = bare.run("owner", "recovery")
    assert (piped.returncode, piped.stdout, "on a terminal only" in piped.stderr) == (2, "", True)
    code = _recovery_code(bare)
    [kept] = bare.await_(bare.broker.store.read(lambda session: list(session.exec(select(Owner.recovery_digest)))))
    assert re.fullmatch("[0-9a-f]{64}", kept or "")
    bare.await_(bare.broker.close())
    for file in bare.broker.settings.state_dir.iterdir():
        if file.is_file():
            assert code.encode() not in file.read_bytes()


def test_with_a_device_a_new_recovery_code_is_signed_for(served: Served) -> None:
    with served.terminal("owner", "recovery", "--wait", "0") as command:
        assert command.end() == 1
    assert not re.search(CODE, command.written)
    with served.answering(), served.terminal("owner", "recovery") as command:
        assert _code(command)
        assert command.end() == 0


def test_the_code_is_not_taken_on_the_command_line_where_it_would_be_used_up(served: Served) -> None:
    refused = served.run("owner", "reset", "alice", "--with-code", input="AAAA-AAAA-AAAA-AAAA-AAAA\n")
    assert (refused.returncode, "No such option" in refused.stderr) == (2, True)
    assert "countersign phone pair" in served.run("owner", "reset", "--help").stdout
    assert "type it on the new phone" in served.run("owner", "reset", "alice").stderr


def test_a_reset_ends_everything_first_and_only_when_it_is_meant(served: Served) -> None:
    with served.answering():
        assert served.run("agent", "add", "crow").returncode == 0
    unmeant = served.run("owner", "reset", "alice")
    assert (unmeant.returncode, "say --yes" in unmeant.stderr) == (2, True)
    with served.terminal("owner", "reset", "alice") as command:
        command.until("Type the name to go on: ")
        command.press("no\n")
        assert command.end() == 1
    assert (_owners(served)[0]["devices"], _revoked(served)) == (1, [False])
    done = served.run("owner", "reset", "alice", "--yes")
    assert (done.returncode, "every agent, grant and seal has ended" in done.stdout) == (0, True)
    assert (_owners(served)[0]["devices"], _revoked(served)) == (0, [True])


def _addresses(served: Served) -> list[str | None]:
    return served.await_(served.broker.store.read(lambda session: list(session.exec(select(Owner.email)))))


def test_an_address_counts_with_its_owners_signature_and_is_forgotten_without_one(served: Served) -> None:
    refused = served.run("owner", "email", "alice@example.org", "--wait", "0")
    assert (refused.returncode, _addresses(served)) == (1, [None])
    with served.answering():
        done = served.run("owner", "email", "Alice@Example.org")
    assert (done.returncode, done.stdout) == (0, "alice has an e-mail address now\n")
    assert _addresses(served) == ["alice@example.org"]
    # whoever has a shell may see that there is one, and not which
    for told in (served.run("owner", "list"), served.run("owner", "list", "--json"), served.run("inbox")):
        assert "example.org" not in told.stdout
    assert (_owners(served)[0]["email"], "e-mail address set" in served.run("owner", "list").stdout) == (True, True)
    cleared = served.run("owner", "email", "--clear", "--json")
    assert (cleared.returncode, json.loads(cleared.stdout)) == (0, {"owner": "alice", "email": False})
    assert _addresses(served) == [None]
    assert served.run("owner", "email", "--clear").returncode == 0


NO_ADDRESS = {
    "no at sign": "alice",
    "nothing before it": "@example.org",
    "a domain of one label": "alice@localhost",
    "two at signs": "a@b@example.org",
    "a space": "al ice@example.org",
    "a line end": "alice@example.org\n",
    "a name beside it": "Alice <alice@example.org>",
    "a quoted name": '"alice"@example.org',
    "an address literal": "alice@[192.0.2.1]",
    "another alphabet": "\u0430lice@example.org",
    "a letter that becomes small in ASCII": "\u212aate@example.org",
    "two dots": "a..b@example.org",
    "a hyphen at the end of a label": "alice@example-.org",
    "a name that is too long": f"{'a' * 65}@example.org",
    "a domain that is too long": f"alice@{'a.' * 130}org",
}


@pytest.mark.sweep(5)
@pytest.mark.parametrize("name", NO_ADDRESS)
def test_what_is_no_plain_address_is_not_even_proposed(served: Served, name: str) -> None:
    done = served.run("owner", "email", NO_ADDRESS[name], "--wait", "0")
    assert (done.returncode, "is no e-mail address" in done.stderr) == (1, True)
    good = served.run("owner", "email", f"{'a' * 64}@example.org", "--wait", "0")
    assert (good.returncode, "is no e-mail address" in good.stderr, "waiting for alice's" in good.stderr) == (
        1,
        False,
        True,
    )


def test_an_address_or_its_end_is_said_and_not_both(served: Served) -> None:
    for said in ([], ["alice@example.org", "--clear"]):
        assert served.run("owner", "email", *said).returncode == 2


def test_an_owner_that_is_not_there_is_told(served: Served) -> None:
    assert 'did you mean "alice"?' in served.run("owner", "reset", "alcie", "--yes").stderr


def _revoked(served: Served) -> list[bool]:
    found = served.await_(served.broker.store.read(lambda session: list(session.exec(select(Agent.revoked_at)))))
    return [one is not None for one in found]
