"""A broken file keeps its last good version in force and says so; no error of a file ever widens access."""

import shutil
from pathlib import Path

import pytest

from broker.files import LARGEST, STARTERS, Files, starter
from tests.names import ROOT


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


@pytest.mark.parametrize("content", [b"\xff\xfe", b"agent: [scout\n", b"a: &x [*x]\n"], ids=["bytes", "yaml", "alias"])
def test_what_cannot_be_read_as_a_policy_changes_no_other_file(folder: Path, content: bytes) -> None:
    (folder / "policies" / "crow.yaml").write_bytes(content)
    files = Files(folder)
    assert "crow.yaml" in _problems(files)
    assert files.policy("scout") is not None


def test_a_folder_in_the_place_of_a_file_is_a_problem_and_keeps_the_last_good_version(folder: Path) -> None:
    files = Files(folder)
    files.reload()
    good = files.policy("scout")
    path = folder / "policies" / "scout.yaml"
    path.unlink()
    path.mkdir()
    assert "last good version stays in force" in _problems(files)
    assert files.policy("scout") == good


def test_a_folder_that_cannot_be_listed_is_not_taken_for_an_empty_one(folder: Path) -> None:
    files = Files(folder)
    files.reload()
    good = files.policy("scout")
    (folder / "policies").rename(folder / "elsewhere")
    (folder / "policies").touch()
    files.reload()
    assert (files.policy("scout"), good is not None) == (good, True)
    (folder / "policies").unlink()
    files.reload()
    assert files.policy("scout") is None, "what is gone is gone"


def test_a_second_file_for_an_agent_whose_first_is_broken_does_not_take_its_place(folder: Path) -> None:
    files = Files(folder)
    files.reload()
    (folder / "policies" / "scout.yaml").write_text("agent: scout\nrules: everything\n")
    (folder / "policies" / "wide.yaml").write_text(starter("policies/scout.yaml").replace('"100.00"', '"900.00"'))
    assert "two files name the agent scout" in _problems(files)
    assert files.policy("scout") is None


def test_a_reload_swaps_everything_at_once_and_leaves_the_set_before_as_it_was(folder: Path) -> None:
    files = Files(folder)
    _, first = files.reload()
    for name, old, new in (("policies/scout.yaml", '"100.00"', '"90.00"'), ("tools/bank.yaml", "Pocket", "Other")):
        path = folder / name
        path.write_text(path.read_text().replace(old, new))
    assert files.in_force is first, "nothing is in force before it is read"
    before, after = files.reload()
    assert (before, after) == (first, files.in_force)
    assert before.policies["scout"].digest != after.policies["scout"].digest
    assert before.connectors[0].digest != after.connectors[0].digest
    with pytest.raises(TypeError):
        after.policies["crow"] = after.policies["scout"]  # type: ignore[index]


def test_a_file_that_was_put_in_place_by_a_rename_is_taken(folder: Path) -> None:
    files = Files(folder)
    files.reload()
    written = folder / "policies" / "scout.yaml.new"
    written.write_text(starter("policies/scout.yaml").replace('"100.00"', '"200.00"'))
    before = files.policy("scout")
    written.rename(folder / "policies" / "scout.yaml")
    assert _problems(files) == ""
    assert files.policy("scout") != before


@pytest.mark.parametrize("name", STARTERS)
def test_the_starter_files_are_the_files_of_the_checkout(name: str) -> None:
    assert starter(name) == (ROOT / name).read_text("utf-8")
