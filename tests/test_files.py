"""What lies in the folders is read whole and told about; what is in force is what was sealed and is there."""

import os
import shutil
from pathlib import Path

import pytest

from broker.files import LARGEST, STARTERS, Files, Found, InForce, Sealed, digest_of, starter
from tests.names import ROOT

POLICY, CONNECTOR = "policies/scout.yaml", "tools/bank.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (POLICY, CONNECTOR):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(starter(name))
    return tmp_path


def sealed(name: str, path: str, text: str | None = None) -> Sealed:
    """Return a seal of a text; of the starter file unless told otherwise."""
    words = starter(path) if text is None else text
    return Sealed(name, path, words, digest_of(words))


SEALS = [sealed("policy:scout", POLICY), sealed("connector:bank", CONNECTOR)]


def _put(files: Files, seals: list[Sealed] = SEALS, found: Found | None = None) -> InForce:
    return files.put(seals, files.scan() if found is None else found)[1]


def test_what_lies_in_the_folders_is_found_with_its_text_and_digest(folder: Path) -> None:
    found = Files(folder).scan()
    assert [(one.name, one.path, one.text, one.digest) for one in found.files] == [
        (seal.name, seal.path, seal.text, seal.digest) for seal in SEALS
    ]
    assert (dict(found.broken), found.doubled) == ({}, ())


def test_what_was_sealed_and_is_there_is_in_force(folder: Path) -> None:
    files = Files(folder)
    assert _put(files).problems == ()
    assert files.policy("scout") is not None
    assert ([one.name for one in files.connectors()], files.policy("other")) == (["bank"], None)


def test_what_is_there_and_not_sealed_is_not_in_force(folder: Path) -> None:
    files = Files(folder)
    _put(files, [])
    assert (files.policy("scout"), files.connectors()) == (None, [])


@pytest.mark.promise("P14")
def test_a_file_that_breaks_is_told_by_its_place_and_the_sealed_text_goes_on(folder: Path) -> None:
    files = Files(folder)
    path = folder / POLICY
    path.write_text(path.read_text().replace("decide: ask", "decide: alow"))
    (words,) = _put(files).problems
    assert "what was signed last stays in force" in words
    assert f"{path}:" in words
    assert files.policy("scout") is not None
    path.write_text(starter(POLICY))
    assert _put(files).problems == ()


def test_a_broken_file_that_nobody_signed_gives_nothing(folder: Path) -> None:
    (folder / POLICY).write_text("agent: scout\nrules: everything\n")
    files = Files(folder)
    (words,) = _put(files, SEALS[1:]).problems
    assert "nothing of it is in force" in words
    assert files.policy("scout") is None


def test_a_deleted_file_takes_its_agents_rights_with_it_and_is_told(folder: Path) -> None:
    files = Files(folder)
    _put(files)
    (folder / POLICY).unlink()
    (words,) = _put(files).problems
    assert f"{POLICY}: deleted" in words
    assert files.policy("scout") is None


def test_two_files_of_one_name_are_told(folder: Path) -> None:
    shutil.copy(folder / POLICY, folder / "policies" / "scout-copy.yaml")
    files = Files(folder)
    found = files.scan()
    assert found.doubled == ("policy:scout",)
    assert "two files name the policy scout" in " ".join(_put(files, SEALS, found).problems)


def test_two_connectors_with_one_operation_are_both_out_of_force(folder: Path) -> None:
    text = (folder / CONNECTOR).read_text().replace("name: bank\n", "name: bank2\n")
    (folder / "tools" / "bank2.yaml").write_text(text)
    files = Files(folder)
    words = _put(files, [*SEALS, sealed("connector:bank2", "tools/bank2.yaml", text)]).problems
    assert "stands in several connectors" in " ".join(words)
    assert files.connectors() == []


def test_of_connectors_in_force_at_one_host_each_knows_the_operations_of_the_others(folder: Path) -> None:
    raw = "name: raw\ntitle: Raw\nresource_server: https://bank.example\nauthorization_server: embedded\n"
    raw += "call_resource: [POST]\noperations:\n  - {name: raw_x, title: X, request: GET /x, access: "
    raw += '{type: raw, actions: [read], locations: ["https://bank.example/x"]}}\n'
    (folder / "tools/raw.yaml").write_text(raw)
    files = Files(folder)
    for seals, taken in ((SEALS, [("POST", "https://bank.example/payments")]), ([], [])):
        _put(files, [*seals, sealed("connector:raw", "tools/raw.yaml", raw)])
        [found] = [one for one in files.connectors() if one.name == "raw"]
        assert [one for one in found.taken if one[0] == "POST"] == taken


def test_a_file_that_is_too_large_is_not_taken(folder: Path) -> None:
    path = folder / POLICY
    path.write_bytes(path.read_bytes() + b"#" * (LARGEST + 1))
    found = Files(folder).scan()
    assert "larger than" in found.broken[POLICY]
    assert [one.name for one in found.files] == ["connector:bank"]


def test_what_is_no_yaml_file_by_its_name_is_left_alone(folder: Path) -> None:
    for name in ("notes.txt", "scout.yaml.bak", ".hidden.yaml"):
        (folder / "policies" / name).write_text("rules: everything\n")
    assert dict(Files(folder).scan().broken) == {}


def test_without_folders_nothing_is_found(tmp_path: Path) -> None:
    assert Files(tmp_path / "nowhere").scan() == Found()


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"- a\n- b\n", b"agent: scout\nagent: scout\n", b"\0"])
def test_what_cannot_be_read_as_a_policy_changes_no_other_file(folder: Path, content: bytes) -> None:
    (folder / "policies" / "bad.yaml").write_bytes(content)
    files = Files(folder)
    found = files.scan()
    assert list(found.broken) == ["policies/bad.yaml"]
    _put(files, SEALS, found)
    assert files.policy("scout") is not None


def test_a_folder_in_the_place_of_a_file_is_a_problem_and_the_sealed_text_goes_on(folder: Path) -> None:
    (folder / POLICY).unlink()
    (folder / POLICY).mkdir()
    files = Files(folder)
    assert "what was signed last stays in force" in " ".join(_put(files).problems)
    assert files.policy("scout") is not None


def test_a_folder_that_cannot_be_listed_is_not_taken_for_an_empty_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = Files(folder)
    before = files.scan()

    def refused(_: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refused)
    assert files.scan() == before


def test_a_set_swaps_everything_at_once_and_leaves_the_set_before_as_it_was(folder: Path) -> None:
    files = Files(folder)
    first = _put(files)
    text = starter(POLICY).replace("pending: 5", "pending: 3")
    before, after = files.put([sealed("policy:scout", POLICY, text)], files.scan())
    assert before == first
    assert (before.policies["scout"].limits.pending, after.policies["scout"].limits.pending) == (5, 3)
    assert (len(before.connectors), len(after.connectors)) == (1, 0)


def test_a_file_that_was_put_in_place_by_a_rename_is_taken(folder: Path) -> None:
    files = Files(folder)
    files.scan()
    fresh = folder / "fresh"
    fresh.write_text(starter(POLICY).replace("pending: 5", "pending: 3"))
    stamp = (folder / POLICY).stat()
    os.utime(fresh, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    fresh.replace(folder / POLICY)
    assert "pending: 3" in files.scan().named("policy:scout")[0].text


@pytest.mark.parametrize("name", STARTERS)
def test_the_starter_files_are_the_files_of_the_checkout(name: str) -> None:
    assert starter(name) == (ROOT / name).read_text()


def test_a_file_is_rewritten_whole_and_only_where_the_text_still_is_what_it_was(folder: Path) -> None:
    files, before = Files(folder), starter(CONNECTOR)
    _put(files)
    assert files.rewritable("connector:bank", digest_of(before)) == CONNECTOR
    assert files.rewritable("connector:bank", digest_of("another")) is None
    assert files.rewritable("connector:nobody", digest_of(before)) is None
    (folder / CONNECTOR).chmod(0o640)
    files.rewrite(CONNECTOR, digest_of(before), f"{before}# more\n")
    files.rewrite(CONNECTOR, digest_of(before), f"{before}# more\n")  # it lies there already
    with pytest.raises(FileExistsError, match="another file by now"):
        files.rewrite(CONNECTOR, digest_of(before), f"{before}# else\n")
    assert (folder / CONNECTOR).read_text() == f"{before}# more\n"
    assert [(one.name, one.stat().st_mode & 0o777) for one in (folder / "tools").iterdir()] == [("bank.yaml", 0o640)]


def test_a_link_in_the_place_of_a_file_is_not_written_through(folder: Path) -> None:
    files, before = Files(folder), starter(CONNECTOR)
    away = (folder / CONNECTOR).rename(folder / "away")
    (folder / CONNECTOR).symlink_to(away)
    _put(files)
    assert files.rewritable("connector:bank", digest_of(before)) is None
    with pytest.raises(FileExistsError):
        files.rewrite(CONNECTOR, digest_of(before), f"{before}# more\n")
    assert ((folder / CONNECTOR).is_symlink(), away.read_text()) == (True, before)


def test_a_file_of_another_user_is_left_to_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, before = Files(folder), starter(CONNECTOR)
    _put(files)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert files.rewritable("connector:bank", digest_of(before)) is None
