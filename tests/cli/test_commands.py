"""The command line as a whole: help with an example everywhere, exit statuses, near misses, colours, and speed."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from broker.cli import app, saying
from tests.cli.commands import process, run, terminal
from tests.names import ROOT


def _commands(group: object, names: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, one in getattr(group, "commands", {}).items():
        if getattr(one, "commands", None):
            yield from _commands(one, (*names, name))
        else:
            yield (*names, name)


COMMANDS = [" ".join(names) for names in _commands(typer.main.get_command(app))]


def test_every_command_that_is_named_is_there() -> None:
    named = {
        *("init", "serve", "doctor", "install", "mcp", "demo", "bench", "inbox refuse"),
        *("freeze", "unfreeze", "mute", "unmute"),
        *(f"phone {one}" for one in ("pair", "list", "remove")),
        *(f"agent {one}" for one in ("add", "list", "show", "revoke", "credential", "connect", "add-client")),
        *(f"gnap {one}" for one in ("key", "discover", "request", "continue", "token", "introspect", "probe")),
        *(f"grants {one}" for one in ("list", "show", "revoke")),
        *(f"owner {one}" for one in ("add", "list", "reset", "recovery", "email")),
        *("policy check", "policy explain", "audit verify"),
    }
    assert named <= set(COMMANDS)


@pytest.mark.parametrize("command", [*COMMANDS, "inbox"])
def test_every_command_has_help_with_an_example(tmp_path: Path, command: str) -> None:
    done = run(tmp_path, *command.split(), "--help")
    assert done.returncode == 0
    told = " ".join(done.stdout.split())
    assert "Example" in told
    assert f"countersign {command}" in told


@pytest.mark.parametrize("word", ["approve", "sign", "accept", "allow"])
def test_no_command_approves(word: str) -> None:
    assert [command for command in COMMANDS if word in command.split()] == []


def test_misuse_is_exit_status_2_and_names_what_was_meant(tmp_path: Path) -> None:
    assert run(tmp_path, "policy", "explain", "x", "--no-such-option").returncode == 2
    near = run(tmp_path, "freez")
    assert (near.returncode, "freeze" in near.stderr) == (2, True)
    near = run(tmp_path, "agent", "ad", "scout")
    assert (near.returncode, "Did you mean" in near.stderr) == (2, True)
    near = run(tmp_path, "serve", "--prot", "1")
    assert (near.returncode, "--port" in near.stderr) == (2, True)


def test_a_broken_policy_is_told_with_its_place_and_exit_status_1(tmp_path: Path) -> None:
    path = tmp_path / "scout.yaml"
    path.write_text("agent: scout\nowner: alice\nrules:\n  - {id: a, decide: alow, access: {type: x}}\n")
    done = run(tmp_path, "policy", "check", str(path))
    assert done.returncode == 1
    assert f"{path}:4:" in done.stdout
    assert json.loads(run(tmp_path, "policy", "check", str(path), "--json").stdout)["problems"]
    assert run(tmp_path, "policy", "check", str(tmp_path / "none.yaml")).returncode == 1
    good = run(tmp_path, "policy", "check", str(ROOT / "policies" / "scout.yaml"))
    assert (good.returncode, good.stdout) == (0, "1 policy file is in order\n")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_that_knows_few_characters_shows_the_others_escaped(tmp_path: Path, encoding: str) -> None:
    command = ["agent", "connect", "scout", "--client", "claude-code"]
    done = process(tmp_path, *command, PYTHONIOENCODING=encoding)
    assert (done.returncode, "Bearer csa_\\u2026" in done.stdout) == (0, True), done.stderr
    assert "Bearer csa_…" in process(tmp_path, *command, PYTHONIOENCODING="utf-8").stdout


def test_explain_says_what_is_wrong_with_the_arguments(tmp_path: Path) -> None:
    files = [str(ROOT / "policies" / "scout.yaml"), "--connector", str(ROOT / "tools" / "bank.yaml"), "bank_pay"]
    done = run(tmp_path, "policy", "explain", *files, "amount=25,00")
    assert (done.returncode, "amount" in done.stderr) == (1, True)
    assert run(tmp_path, "policy", "explain", *files, "amount").returncode == 2
    by_access = run(tmp_path, "policy", "explain", files[0], "--access", '[{"type":"bank-loan"}]')
    assert (by_access.returncode, by_access.stdout.startswith("deny")) == (0, True)
    both = run(tmp_path, "policy", "explain", *files, "--access", '[{"type":"bank-loan"}]')
    assert (both.returncode, "leave --connector and the operation out" in both.stderr) == (2, True)
    twice = run(tmp_path, "policy", "explain", *files, "amount=25.00", "amount=250.00")
    assert (twice.returncode, "amount is given twice" in twice.stderr) == (2, True)
    near = run(tmp_path, "policy", "explain", *files[:-1], "bank_pya", "amount=25.00")
    assert (near.returncode, 'bank_pay. Did you mean "bank_pay"?' in near.stderr) == (1, True)
    assert run(tmp_path, "policy", "explain", files[0], "--access", "{").returncode == 1


def test_the_audit_chain_holds_beside_a_running_broker_and_without_one(tmp_path: Path) -> None:
    run(tmp_path, "init", "--owner", "alice")
    verdict = json.loads(run(tmp_path, "audit", "verify", "--json").stdout)
    assert (verdict["ok"], verdict["length"] >= 1, verdict["why"]) == (True, True, None)
    assert "unbroken" in run(tmp_path, "audit", "verify").stdout


def test_an_altered_record_is_found(tmp_path: Path) -> None:
    import contextlib
    import sqlite3

    run(tmp_path, "init", "--owner", "alice")
    with contextlib.closing(sqlite3.connect(tmp_path / ".local/state/countersign/countersign.db")) as database:
        database.execute("update audit set subject = 'mallory' where seq = 1")
        database.commit()
    done = run(tmp_path, "audit", "verify")
    assert (done.returncode, "broken at record 1" in done.stdout) == (1, True)


def test_colour_is_for_terminals_that_want_it(tmp_path: Path) -> None:
    piped = process(tmp_path, "agent", "list", NO_COLOR="")
    assert (piped.returncode, "\x1b" in piped.stderr) == (1, False)
    for given, coloured in (
        ({"NO_COLOR": ""}, True),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": "", "TERM": "dumb"}, False),
    ):
        with terminal(tmp_path, "agent", "list", **given) as command:
            assert command.end() == 1
        assert ("\x1b[31m" in command.written) == coloured, given


def test_words_of_others_cannot_move_the_cursor(capsys: pytest.CaptureFixture[str]) -> None:
    saying.table([("\x1b[2Jfoo", "bar\nbaz"), ("a", "b")])
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert len(shown.splitlines()) == 2


def test_help_is_there_at_once(tmp_path: Path) -> None:
    heavy = "sqlalchemy starlette pydantic httpx2 mcp cryptography jinja2 uvicorn".split()
    script = f"import sys; from broker.cli import app; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "[]\n"
