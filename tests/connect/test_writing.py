"""Writing into somebody else's file: whole or not at all, and never a credential where others would get it."""

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from broker.connect import writing
from broker.connect.clients import CLIENTS, Command
from broker.connect.writing import NotWritten, merge, undo
from tests.connect.desk import CREDENTIAL, OTHER, PROGRAM, Desk, desk, golden, wanted

NO_SECRET = CLIENTS["claude-code"].stdio(Command(PROGRAM, ("mcp", "--agent", "scout"), {}))


@pytest.fixture
def home(tmp_path: Path) -> Desk:
    return desk(tmp_path)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_file_that_holds_a_credential_is_its_user_s_alone_and_its_copy_keeps_the_old_mode(home: Desk) -> None:
    file = home.lay("claude-code")
    file.chmod(0o644)
    done = merge(home.target("claude-code"), wanted("claude-code"), home.places)
    assert done.backup == file.with_name(".claude.json.countersign-backup-1")
    assert (_mode(file), _mode(done.backup)) == (0o600, 0o644)
    assert done.backup.read_bytes() == golden("claude-code", "before").read_bytes()


def test_a_file_that_gets_no_credential_keeps_its_mode(home: Desk) -> None:
    file = home.lay("claude-code")
    file.chmod(0o644)
    merge(home.target("claude-code"), NO_SECRET, home.places)
    assert _mode(file) == 0o644


def test_copies_are_numbered_and_none_is_overwritten(home: Desk) -> None:
    file = home.lay("claude-code")
    taken = file.with_name(".claude.json.countersign-backup-1")
    taken.write_text("an older copy")
    done = merge(home.target("claude-code"), wanted("claude-code"), home.places)
    assert done.backup == file.with_name(".claude.json.countersign-backup-2")
    assert taken.read_text() == "an older copy"


def test_the_memory_of_what_was_written_holds_no_credential(home: Desk) -> None:
    home.lay("claude-code")
    merge(home.target("claude-code"), wanted("claude-code"), home.places)
    notes = _everything(home.state)
    assert len(notes) == 1
    assert not any(CREDENTIAL.encode() in content for content in notes.values())
    assert _mode(home.state) == 0o700


@pytest.mark.parametrize(
    ("client", "broken", "where"),
    [
        ("claude-code", b'{"mcpServers": {\n  "a": 1,\n}}', "line 3, column 1"),
        ("claude-code", b"// mine\n{}", "line 1, column 1"),
        ("cursor", b'{"mcpServers": {]}', "line 1, column 17"),
        ("codex", b"model = 'x'\n[mcp_servers\n", "line 2, column 13"),
        ("goose", b"extensions:\n  a: [1\n", "line 3, column 1"),
        ("vscode", b'{"servers": {"\xff": 1}}', "line 1, column 15"),
    ],
)
def test_a_broken_file_is_refused_with_its_place_and_left_alone(
    home: Desk, client: str, broken: bytes, where: str
) -> None:
    file = home.lay(client)
    file.write_bytes(broken)
    with pytest.raises(NotWritten, match=where):
        merge(home.target(client), wanted(client), home.places)
    assert _everything(home.places.home) == {str(file): broken}
    home.lay(client)
    assert merge(home.target(client), wanted(client), home.places).changed


@pytest.mark.parametrize("client", [name for name, one in CLIENTS.items() if one.project])
def test_a_credential_never_goes_into_a_project_s_file(home: Desk, tmp_path: Path, client: str) -> None:
    shared = tmp_path / "shop" / str(CLIENTS[client].project)
    with pytest.raises(NotWritten, match=r"belongs to a project.*--stdio"):
        merge(home.target(client, file=shared), wanted(client), home.places)
    assert not shared.exists()
    entry = CLIENTS[client].stdio(Command(PROGRAM, ("mcp",), {}))
    assert merge(home.target(client, file=shared), entry, home.places).changed
    assert merge(home.target(client), wanted(client), home.places).changed


@pytest.mark.parametrize("marker", writing.WORK_TREES)
def test_a_credential_never_goes_into_a_work_tree_not_even_one_that_holds_the_home(home: Desk, marker: str) -> None:
    file = home.lay("claude-code")
    tree = home.places.home / marker
    tree.mkdir()
    with pytest.raises(NotWritten, match=r"lies in the work tree"):
        merge(home.target("claude-code"), wanted("claude-code"), home.places)
    assert file.read_bytes() == golden("claude-code", "before").read_bytes()
    tree.rmdir()
    assert merge(home.target("claude-code"), wanted("claude-code"), home.places).changed


def test_a_link_inside_the_home_is_followed_and_one_that_leads_out_is_refused(home: Desk, tmp_path: Path) -> None:
    file = home.lay("claude-code")
    kept = home.places.home / "dotfiles" / "claude.json"
    kept.parent.mkdir()
    file.rename(kept)
    file.symlink_to(kept)
    assert merge(home.target("claude-code"), wanted("claude-code"), home.places).file == kept
    assert file.is_symlink()
    assert kept.read_bytes() == golden("claude-code", "after").read_bytes()
    assert undo(home.target("claude-code"), home.places).how == "restored"

    outside = tmp_path / "outside.json"
    kept.rename(outside)
    file.unlink()
    file.symlink_to(outside)
    with pytest.raises(NotWritten, match="leads outside your home folder"):
        merge(home.target("claude-code"), wanted("claude-code"), home.places)
    assert outside.read_bytes() == golden("claude-code", "before").read_bytes()


def test_a_folder_of_the_path_that_leads_out_of_the_home_is_refused_too(home: Desk, tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    (home.places.home / ".codex").symlink_to(outside)
    with pytest.raises(NotWritten, match="leads outside your home folder"):
        merge(home.target("codex"), wanted("codex"), home.places)
    assert list(outside.iterdir()) == []


def test_what_is_no_file_is_refused(home: Desk) -> None:
    (home.places.home / ".claude.json").mkdir()
    with pytest.raises(NotWritten, match="is not a file"):
        merge(home.target("claude-code"), wanted("claude-code"), home.places)


def test_an_entry_of_that_name_which_somebody_else_wrote_is_not_replaced(home: Desk) -> None:
    file = home.lay("inspector")
    text = file.read_text().replace('"shop"', '"countersign"')
    file.write_text(text)
    with pytest.raises(NotWritten, match=r"did not write.*--name"):
        merge(home.target("inspector"), wanted("inspector"), home.places)
    assert file.read_text() == text
    assert merge(home.target("inspector", entry="broker"), wanted("inspector"), home.places).changed


def test_a_client_that_is_connected_as_one_agent_is_not_taken_over_by_another(home: Desk) -> None:
    merge(home.target("codex"), wanted("codex"), home.places)
    before = _everything(home.places.home)
    crow = home.target("codex", agent="crow")
    with pytest.raises(NotWritten, match=r"connected as scout already: run `countersign agent connect scout"):
        merge(crow, wanted("codex", OTHER), home.places)
    assert undo(crow, home.places).how == "nothing"
    assert _everything(home.places.home) == before
    assert undo(home.target("codex"), home.places).how == "restored"
    assert merge(crow, wanted("codex", OTHER), home.places).changed


def _changed_before(replace: Callable[..., None], content: bytes) -> Callable[..., None]:
    def first_somebody_else(file: Path, *rest: object) -> None:
        file.write_bytes(content)
        replace(file, *rest)

    return first_somebody_else


def test_a_file_that_another_program_changes_meanwhile_is_left_as_that_program_wrote_it(
    home: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = home.lay("claude-code")
    with monkeypatch.context() as patched:
        patched.setattr(writing, "_replace", _changed_before(writing._replace, b"{}"))
        with pytest.raises(NotWritten, match="changed by another program just now"):
            merge(home.target("claude-code"), wanted("claude-code"), home.places)
    assert file.read_bytes() == b"{}"
    assert not list(file.parent.glob("..claude.json.*"))
    assert merge(home.target("claude-code"), wanted("claude-code"), home.places).changed


def test_a_disk_that_is_full_costs_nothing(home: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    file = home.lay("claude-code")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            merge(home.target("claude-code"), wanted("claude-code"), home.places)
    assert file.read_bytes() == golden("claude-code", "before").read_bytes()
    assert merge(home.target("claude-code"), wanted("claude-code"), home.places).changed
    assert json.loads(file.read_bytes())["mcpServers"]["countersign"] == wanted("claude-code")


def test_undo_without_its_copy_takes_out_the_entry_and_keeps_the_rest(home: Desk) -> None:
    file = home.lay("codex")
    done = merge(home.target("codex"), wanted("codex"), home.places)
    assert done.backup is not None
    done.backup.unlink()
    assert undo(home.target("codex"), home.places).how == "removed"
    assert file.read_bytes() == golden("codex", "before").read_bytes()


def test_undo_of_a_file_that_is_gone_or_has_no_entry_any_more_does_nothing(home: Desk) -> None:
    file = home.lay("codex")
    merge(home.target("codex"), wanted("codex"), home.places)
    file.write_text("model = 'x'\n")
    assert undo(home.target("codex"), home.places).how == "nothing"
    assert file.read_text() == "model = 'x'\n"
    merge(home.target("codex"), wanted("codex"), home.places)
    file.unlink()
    assert undo(home.target("codex"), home.places).how == "nothing"


def test_undo_does_not_restore_a_copy_over_a_broken_file(home: Desk) -> None:
    file = home.lay("claude-code")
    merge(home.target("claude-code"), wanted("claude-code"), home.places)
    file.write_text("{")
    with pytest.raises(NotWritten, match="line 1, column 2"):
        undo(home.target("claude-code"), home.places)
    assert file.read_text() == "{"


def test_after_a_change_by_somebody_else_and_a_second_writing_undo_keeps_that_change(home: Desk) -> None:
    file = home.lay("inspector")
    merge(home.target("inspector"), wanted("inspector"), home.places)
    file.write_text(file.read_text().replace('"shop"', '"market"'))
    merge(home.target("inspector"), wanted("inspector", OTHER), home.places)
    assert undo(home.target("inspector"), home.places).how == "removed"
    assert file.read_text() == golden("inspector", "before").read_text().replace('"shop"', '"market"')


def test_what_is_written_belongs_to_the_file_s_owner_also_when_root_connects_a_client(
    home: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = home.lay("claude-code")
    given: list[tuple[str, int, int]] = []
    named = Path("/proc/self/fd")
    monkeypatch.setattr(
        os, "fchown", lambda one, user, group: given.append(((named / str(one)).readlink().name, user, group))
    )
    owner = (file.stat().st_uid, file.stat().st_gid)
    done = merge(home.target("claude-code"), wanted("claude-code"), home.places)
    assert done.backup is not None
    assert [one[1:] for one in given] == [owner, owner]
    assert given[0][0] == done.backup.name
