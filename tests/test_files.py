"""A broken file keeps its last good version in force and says so; no error of a file ever widens access."""

import shutil
from pathlib import Path

import pytest

from broker.files import LARGEST, Files, starter


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("policies/scout.yaml", "tools/bank.yaml"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(starter(name))
    return tmp_path


def _problems(files: Files) -> str:
    return "\n".join(files.reload()[1].problems)


def test_good_files_are_in_force(folder: Path) -> None:
    files = Files(folder)
    assert _problems(files) == ""
    policy = files.policy("scout")
    assert policy is not None
    assert ([one.name for one in files.connectors()], files.policy("other")) == (["bank"], None)


@pytest.mark.promise("P14")
def test_a_file_that_breaks_keeps_its_last_good_version_and_says_so(folder: Path) -> None:
    files = Files(folder)
    files.reload()
    good = files.policy("scout")
    path = folder / "policies" / "scout.yaml"
    path.write_text(path.read_text().replace("decide: ask", "decide: alow"))
    words = _problems(files)
    assert "last good version stays in force" in words
    assert f"{path}:" in words
    assert files.policy("scout") == good
    path.write_text(starter("policies/scout.yaml"))
    assert _problems(files) == ""


def test_a_file_that_was_never_good_gives_nothing(folder: Path) -> None:
    (folder / "policies" / "scout.yaml").write_text("agent: scout\nrules: everything\n")
    files = Files(folder)
    assert "nothing of it is in force" in _problems(files)
    assert files.policy("scout") is None


def test_a_deleted_file_takes_its_agents_rights_with_it(folder: Path) -> None:
    files = Files(folder)
    files.reload()
    (folder / "policies" / "scout.yaml").unlink()
    files.reload()
    assert files.policy("scout") is None


def test_two_files_that_name_one_agent_are_both_out_of_force(folder: Path) -> None:
    shutil.copy(folder / "policies" / "scout.yaml", folder / "policies" / "scout-copy.yaml")
    files = Files(folder)
    assert "two files name the agent scout" in _problems(files)
    assert files.policy("scout") is None


def test_two_connectors_with_one_operation_are_both_out_of_force(folder: Path) -> None:
    text = (folder / "tools" / "bank.yaml").read_text()
    (folder / "tools" / "bank2.yaml").write_text(text.replace("name: bank\n", "name: bank2\n"))
    files = Files(folder)
    assert "stands in several connectors" in _problems(files)
    assert files.connectors() == []


def test_a_file_that_is_too_large_is_not_taken(folder: Path) -> None:
    (folder / "policies" / "scout.yaml").write_bytes(b"#" * (LARGEST + 1))
    files = Files(folder)
    assert "larger than" in _problems(files)
    assert files.policy("scout") is None


def test_what_is_no_yaml_file_by_its_name_is_left_alone(folder: Path) -> None:
    (folder / "policies" / ".scout.yaml.swp").write_text("x")
    (folder / "policies" / ".hidden.yaml").write_text("x")
    (folder / "policies" / "notes.txt").write_text("x")
    assert _problems(Files(folder)) == ""


def test_without_folders_nothing_is_in_force(tmp_path: Path) -> None:
    files = Files(tmp_path / "nowhere")
    assert (_problems(files), files.policy("scout"), files.connectors()) == ("", None, [])
