"""`init` lays out everything once, asks nothing, and shows the recovery code to a person only."""

import json
import re
import sqlite3
import stat
from pathlib import Path

import pytest

from tests.cli.commands import run, terminal
from tests.cli.conftest import Served
from tests.cli.test_owners import CODE

STATE, CONFIG = Path(".local/state/countersign"), Path(".config/countersign")


def _recovery(home: Path) -> str | None:
    with sqlite3.connect(home / STATE / "countersign.db") as database:
        [[digest]] = database.execute("select recovery_digest from owner")
    database.close()
    found: str | None = digest
    return found


def test_init_lays_out_files_once_and_keeps_what_is_there(tmp_path: Path) -> None:
    first = json.loads(run(tmp_path, "init", "--owner", "alice", "--json").stdout)
    assert [Path(path).name for path in first["files"]] == ["bank.yaml", "scout.yaml"]
    assert (first["owner"], first["new_owner"]) == ("alice", True)
    policy = tmp_path / CONFIG / "policies" / "scout.yaml"
    policy.write_text(policy.read_text() + "# mine\n")
    again = json.loads(run(tmp_path, "init", "--owner", "alice", "--json").stdout)
    assert (again["files"], again["new_owner"]) == ([], False)
    assert policy.read_text().endswith("# mine\n")
    assert stat.S_IMODE((tmp_path / STATE / "master.key").stat().st_mode) == 0o600


def test_init_says_the_next_two_commands(tmp_path: Path) -> None:
    done = run(tmp_path, "init")
    assert "countersign serve" in done.stdout
    assert "countersign phone pair" in done.stdout


def test_on_a_terminal_the_recovery_code_is_shown_once_and_only_its_digest_is_kept(tmp_path: Path) -> None:
    with terminal(tmp_path, "init", "--owner", "alice") as command:
        code = command.until(CODE).group(1)
        assert command.end() == 0
    assert re.fullmatch("[0-9a-f]{64}", _recovery(tmp_path) or "")
    for file in (tmp_path / STATE).iterdir():
        assert code.encode() not in file.read_bytes()
    with terminal(tmp_path, "init", "--owner", "alice") as command:
        assert command.end() == 0
    assert not re.search(CODE, command.written)


def test_in_a_pipe_no_recovery_code_is_made_and_init_says_how_to_get_one(tmp_path: Path) -> None:
    done = run(tmp_path, "init", "--owner", "alice")
    assert not re.search(CODE, done.stdout + done.stderr)
    assert "countersign owner recovery --owner alice" in done.stderr
    assert _recovery(tmp_path) is None
    for_machines = run(tmp_path / "another", "init", "--owner", "alice", "--json")
    assert json.loads(for_machines.stdout)["new_owner"]
    assert "countersign owner recovery --owner alice" in for_machines.stderr


def test_a_second_owner_is_not_made_by_init(tmp_path: Path) -> None:
    run(tmp_path, "init", "--owner", "alice")
    done = run(tmp_path, "init", "--owner", "mallory")
    assert (done.returncode, "countersign owner add mallory" in done.stderr) == (0, True)
    assert run(tmp_path, "init", "--owner", "No Name").returncode == 0
    fresh = run(tmp_path / "fresh", "init", "--owner", "No Name")
    assert (fresh.returncode, "is no owner name" in fresh.stderr) == (1, True)


@pytest.mark.parametrize("named", [[], ["--owner", "mallory"]], ids=["nobody is named", "another one is named"])
def test_a_starter_that_is_laid_out_again_is_of_an_owner_that_there_is(tmp_path: Path, named: list[str]) -> None:
    run(tmp_path, "init", "--owner", "alice")
    policy = tmp_path / CONFIG / "policies" / "scout.yaml"
    policy.unlink()
    again = json.loads(run(tmp_path, "init", *named, "--json").stdout)
    assert (again["files"], again["owner"]) == ([str(policy)], "alice")
    assert "\nowner: alice\n" in policy.read_text()


def test_beside_a_running_broker_init_leaves_the_database_to_it(bare: Served) -> None:
    done = bare.run("init", "--owner", "alice", "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["new_owner"]) == (0, False)
    assert [Path(path).name for path in answer["files"]] == ["bank.yaml", "scout.yaml"]


@pytest.mark.parametrize(
    "place", ["HOME", *(f"COUNTERSIGN_{name}" for name in ("STATE_DIR", "CONFIG_DIR", "DATABASE_URL"))]
)
def test_state_and_files_are_refused_inside_a_git_work_tree_unless_dev_is_said(tmp_path: Path, place: str) -> None:
    project = tmp_path / "project"
    (project / ".git").mkdir(parents=True)
    home = project if place == "HOME" else tmp_path / "home"
    inside = f"sqlite:///{project}/x.db" if place.endswith("URL") else str(project / "inside")
    given = {} if place == "HOME" else {place: inside}
    for words in (["init"], ["agent", "list"], ["audit", "verify"], ["phone", "list"], ["serve"]):
        done = run(home, *words, **given)
        assert (done.returncode, done.stdout) == (1, ""), words
        assert f"inside the git work tree {project}" in done.stderr
        assert "--dev" in done.stderr
    assert not (project / "inside").exists()
    assert run(home, "--dev", "init", **given).returncode == 0
    assert run(home, "init", "--dev", **given).returncode == 0
    assert run(home, "init", COUNTERSIGN_DEV="1", **given).returncode == 0
    assert run(tmp_path / "elsewhere", "init").returncode == 0


def test_a_link_into_a_work_tree_is_seen_through(tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / ".git").mkdir(parents=True)
    (project / "deep").mkdir()
    (tmp_path / "state").symlink_to(project / "deep")
    done = run(tmp_path / "home", "init", COUNTERSIGN_STATE_DIR=str(tmp_path / "state" / "countersign"))
    assert (done.returncode, "inside the git work tree" in done.stderr) == (1, True)


def test_a_work_tree_of_gits_own_kind_counts_too(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / ".git").write_text("gitdir: /elsewhere\n")
    assert run(tmp_path / "project", "init").returncode == 1


def test_a_wrong_setting_and_a_folder_that_is_a_file_are_told_in_one_line(tmp_path: Path) -> None:
    wrong = run(tmp_path, "agent", "list", COUNTERSIGN_PORTT="1")
    assert (wrong.returncode, "unknown setting COUNTERSIGN_PORTT" in wrong.stderr) == (1, True)
    (tmp_path / "file").touch()
    blocked = run(tmp_path, "init", COUNTERSIGN_STATE_DIR=str(tmp_path / "file"))
    assert (blocked.returncode, blocked.stderr.count("\n")) == (1, 1)
    assert str(tmp_path / "file") in blocked.stderr


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_text("this is no database at all, but a letter to somebody\n" * 40)
    done = run(tmp_path, "init", COUNTERSIGN_DATABASE_URL=f"sqlite:///{other}")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "database" in done.stderr
