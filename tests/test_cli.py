"""The command line as a person meets it: what is done, what is refused, and the next step."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

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


def _run(home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    known = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "broker", *arguments],
        cwd=ROOT,
        env=known | {"HOME": str(home), "NO_COLOR": "1"} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


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
        done = _run(tmp_path, "serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "choose another port" in done.stderr


def test_a_wrong_setting_and_a_folder_that_is_a_file_are_told_in_one_line(tmp_path: Path) -> None:
    wrong = _run(tmp_path, "agent", "list", COUNTERSIGN_PORTT="1")
    assert (wrong.returncode, "unknown setting COUNTERSIGN_PORTT" in wrong.stderr) == (1, True)
    (tmp_path / "file").touch()
    blocked = _run(tmp_path, "init", COUNTERSIGN_STATE_DIR=str(tmp_path / "file"))
    assert blocked.returncode == 1
    assert "Traceback" not in blocked.stderr


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_text("this is no database at all, but a letter to somebody\n" * 40)
    done = _run(tmp_path, "init", COUNTERSIGN_DATABASE_URL=f"sqlite:///{other}")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "database" in done.stderr
