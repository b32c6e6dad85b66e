"""The command line as a person meets it: what is done, what is refused, and the next step."""

import asyncio
import json
import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from broker.cli import app
from tests.home import home
from tests.names import ROOT

COMMANDS = [
    "init",
    "serve",
    "agent add",
    "agent list",
    "policy check",
    "policy explain",
    "audit verify",
    "demo",
    "bench",
]


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


def _environment(home: Path, given: dict[str, str]) -> dict[str, str]:
    known = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return known | {"HOME": str(home), "NO_COLOR": "1"} | given


def _run(home: Path, *arguments: str, **environment: str) -> Done:
    """Run a command in this process; what it does not tell in words fails the test."""
    with pytest.MonkeyPatch.context() as patch:
        for name in set(os.environ) - {"PATH", "LANG"}:
            patch.delenv(name)
        for name, value in _environment(home, environment).items():
            patch.setenv(name, value)
        done = CliRunner().invoke(app, arguments, prog_name="countersign", catch_exceptions=False)
    return Done(done.exit_code, done.stdout, done.stderr)


def _process(home: Path, *arguments: str, **environment: str) -> Done:
    """Run a command in a process of its own, as a person does."""
    done = subprocess.run(
        [sys.executable, "-m", "broker", *arguments],
        cwd=ROOT,
        env=_environment(home, environment),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(tmp_path: Path, command: str) -> None:
    done = _run(tmp_path, *command.split(), "--help")
    assert done.returncode == 0
    assert f"Example: countersign {command}" in done.stdout


def test_misuse_is_exit_status_2(tmp_path: Path) -> None:
    assert _run(tmp_path, "policy", "explain", "x", "--no-such-option").returncode == 2
    assert _run(tmp_path, "nonsense").returncode == 2


def test_init_lays_out_files_once_and_keeps_what_is_there(tmp_path: Path) -> None:
    first = json.loads(_run(tmp_path, "init", "--owner", "alice", "--json").stdout)
    assert [Path(path).name for path in first["files"]] == ["bank.yaml", "scout.yaml"]
    assert "/pair#" in first["link"]
    policy = tmp_path / ".config" / "countersign" / "policies" / "scout.yaml"
    policy.write_text(policy.read_text() + "# mine\n")
    again = json.loads(_run(tmp_path, "init", "--owner", "alice", "--json").stdout)
    assert again["files"] == []
    assert policy.read_text().endswith("# mine\n")
    assert oct((tmp_path / ".local/state/countersign/master.key").stat().st_mode & 0o777) == "0o600"


def test_an_agent_is_not_added_before_somebody_can_answer_for_it(tmp_path: Path) -> None:
    nobody = _run(tmp_path, "agent", "add", "scout")
    assert (nobody.returncode, "countersign init" in nobody.stderr) == (1, True)
    _run(tmp_path, "init", "--owner", "alice")
    early = _run(tmp_path, "agent", "add", "scout")
    assert early.returncode == 1
    assert "alice has no passkey yet" in early.stderr
    assert _run(tmp_path, "agent", "add", "scout", "--owner", "bob").returncode == 1
    assert json.loads(_run(tmp_path, "agent", "list", "--json").stdout) == {"agents": []}


def test_a_broken_policy_is_told_with_its_place_and_exit_status_1(tmp_path: Path) -> None:
    path = tmp_path / "scout.yaml"
    path.write_text("agent: scout\nowner: alice\nrules:\n  - {id: a, decide: alow, access: {type: x}}\n")
    done = _run(tmp_path, "policy", "check", str(path))
    assert done.returncode == 1
    assert f"{path}:4:" in done.stdout
    assert json.loads(_run(tmp_path, "policy", "check", str(path), "--json").stdout)["problems"]
    assert _run(tmp_path, "policy", "check", str(tmp_path / "none.yaml")).returncode == 1
    good = _run(tmp_path, "policy", "check", str(ROOT / "policies" / "scout.yaml"))
    assert (good.returncode, good.stdout) == (0, "1 policy file is in order\n")


def test_explain_says_what_is_wrong_with_the_arguments(tmp_path: Path) -> None:
    files = [str(ROOT / "policies" / "scout.yaml"), "--connector", str(ROOT / "tools" / "bank.yaml"), "bank_pay"]
    done = _run(tmp_path, "policy", "explain", *files, "amount=25,00")
    assert (done.returncode, "amount" in done.stderr) == (1, True)
    assert _run(tmp_path, "policy", "explain", *files, "amount").returncode == 2
    by_access = _run(tmp_path, "policy", "explain", files[0], "--access", '[{"type":"bank-loan"}]')
    assert (by_access.returncode, by_access.stdout.startswith("deny")) == (0, True)
    assert _run(tmp_path, "policy", "explain", files[0], "--access", "{").returncode == 1


def test_the_audit_chain_of_a_fresh_installation_holds(tmp_path: Path) -> None:
    _run(tmp_path, "init", "--owner", "alice")
    verdict = json.loads(_run(tmp_path, "audit", "verify", "--json").stdout)
    assert (verdict["ok"], verdict["length"] >= 1) == (True, True)


def test_a_taken_port_is_told_with_the_next_step(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = _process(tmp_path, "serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "choose another port" in done.stderr


def test_a_wrong_setting_and_a_folder_that_is_a_file_are_told_in_one_line(tmp_path: Path) -> None:
    wrong = _run(tmp_path, "agent", "list", COUNTERSIGN_PORTT="1")
    assert (wrong.returncode, "unknown setting COUNTERSIGN_PORTT" in wrong.stderr) == (1, True)
    (tmp_path / "file").touch()
    blocked = _run(tmp_path, "init", COUNTERSIGN_STATE_DIR=str(tmp_path / "file"))
    assert (blocked.returncode, blocked.stderr.count("\n")) == (1, 1)
    assert str(tmp_path / "file") in blocked.stderr


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_text("this is no database at all, but a letter to somebody\n" * 40)
    done = _run(tmp_path, "init", COUNTERSIGN_DATABASE_URL=f"sqlite:///{other}")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "database" in done.stderr


@pytest.fixture
def installed(tmp_path: Path) -> dict[str, str]:
    """Lay out an installation whose owner alice has a passkey; return its environment."""

    async def lay_out() -> None:
        async with home(tmp_path, agent=None):
            pass

    asyncio.run(lay_out())
    folders = {"STATE": "state", "CONFIG": "config"}
    return {f"COUNTERSIGN_{name}_DIR": str(tmp_path / folder) for name, folder in folders.items()}


def test_an_agent_is_added_once_and_its_credential_is_shown_once(tmp_path: Path, installed: dict[str, str]) -> None:
    added = json.loads(_run(tmp_path, "agent", "add", "crow", "--json", **installed).stdout)
    assert (added["agent"], added["url"]) == ("crow", "http://localhost:8765/mcp")
    again = _run(tmp_path, "agent", "add", "crow", **installed)
    assert (again.returncode, "choose another name" in again.stderr) == (1, True)
    listed = _run(tmp_path, "agent", "list", "--json", **installed).stdout
    assert [(one["agent"], one["owner"]) for one in json.loads(listed)["agents"]] == [("crow", "alice")]
    assert added["credential"] not in listed
    verdict = json.loads(_run(tmp_path, "audit", "verify", "--json", **installed).stdout)
    assert (verdict["ok"], verdict["why"]) == (True, None)


@pytest.mark.parametrize("name", ["Scout", "a_b", "1st", "../x", "a" * 41, "scöut", "a\n", ""])
def test_a_name_that_is_no_agents_name_is_told_what_one_is(
    tmp_path: Path, installed: dict[str, str], name: str
) -> None:
    done = _run(tmp_path, "agent", "add", name, **installed)
    assert (done.returncode, done.stdout) == (1, "")
    assert "is no agent name: 1 to 40 of a-z" in done.stderr


def test_an_owner_that_nobody_knows_is_told(tmp_path: Path, installed: dict[str, str]) -> None:
    done = _run(tmp_path, "agent", "add", "crow", "--owner", "bob", **installed)
    assert (done.returncode, "known owners: alice" in done.stderr) == (1, True)
    assert _run(tmp_path, "agent", "add", "crow", "--owner", "alice", **installed).returncode == 0


def test_a_human_reads_the_same_as_a_machine(tmp_path: Path, installed: dict[str, str]) -> None:
    none = _run(tmp_path, "agent", "list", **installed)
    assert (none.returncode, none.stdout, "countersign agent add" in none.stderr) == (0, "", True)
    added = _run(tmp_path, "agent", "add", "crow", **installed)
    assert "claude mcp add --transport http countersign http://localhost:8765/mcp" in added.stdout
    assert "never" in _run(tmp_path, "agent", "list", **installed).stdout
    assert "unbroken" in _run(tmp_path, "audit", "verify", **installed).stdout


def test_beside_a_running_broker_init_leaves_the_database_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def running(_where: object, *request: object) -> dict[str, str]:
        asked.append(request)
        return {"link": "http://localhost:8765/pair#secret"}

    monkeypatch.setattr("broker.cli._ask_running", running)
    done = json.loads(_run(tmp_path, "init", "--owner", "alice", "--json").stdout)
    assert done["link"] == "http://localhost:8765/pair#secret"
    assert asked == [("POST", "/enrolment", {"owner": "alice"})]
    assert not (tmp_path / ".local/state/countersign/countersign.db").exists()
