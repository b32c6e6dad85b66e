"""Owners: a further one is signed for; the recovery code is a person's alone; a reset ends everything."""

import json
import re

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


def test_an_owner_that_is_not_there_is_told(served: Served) -> None:
    assert 'did you mean "alice"?' in served.run("owner", "reset", "alcie", "--yes").stderr


def _revoked(served: Served) -> list[bool]:
    found = served.await_(served.broker.store.read(lambda session: list(session.exec(select(Agent.revoked_at)))))
    return [one is not None for one in found]
