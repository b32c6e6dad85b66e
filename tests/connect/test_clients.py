"""Eight clients' own configuration files: our entry merged, everything else byte for byte, and back again."""

import itertools
import json
from pathlib import Path

import pytest

from broker.connect import edit
from broker.connect.clients import CLIENTS, Command, Places, System, project_file
from broker.connect.writing import Undone, merge, undo
from tests.connect.desk import CREDENTIAL, OTHER, PROGRAM, URL, desk, golden, wanted

EIGHT = ["claude-code", "codex", "cursor", "vscode", "gemini", "goose", "claude-desktop", "inspector"]

FILES: dict[str, tuple[str, str, str]] = {
    "claude-code": (".claude.json",) * 3,
    "codex": (".codex/config.toml",) * 3,
    "cursor": (".cursor/mcp.json",) * 3,
    "vscode": (
        ".config/Code/User/mcp.json",
        "Library/Application Support/Code/User/mcp.json",
        "AppData/Roaming/Code/User/mcp.json",
    ),
    "gemini": (".gemini/settings.json",) * 3,
    "goose": (
        ".config/goose/config.yaml",
        ".config/goose/config.yaml",
        "AppData/Roaming/Block/goose/config/config.yaml",
    ),
    "claude-desktop": (
        ".config/Claude/claude_desktop_config.json",
        "Library/Application Support/Claude/claude_desktop_config.json",
        "AppData/Roaming/Claude/claude_desktop_config.json",
    ),
    "inspector": (".mcp-inspector/mcp.json",) * 3,
}
SYSTEMS: tuple[System, ...] = ("linux", "darwin", "windows")


def test_the_eight_clients_of_the_design_are_known() -> None:
    assert list(CLIENTS) == EIGHT


@pytest.mark.parametrize("client", EIGHT)
def test_each_client_keeps_its_file_where_its_makers_say(client: str) -> None:
    home = Path("/h")
    assert (
        tuple(str(CLIENTS[client].file(Places(home, system, {})).relative_to(home)) for system in SYSTEMS)
        == FILES[client]
    )


@pytest.mark.parametrize(
    ("client", "system", "variable", "file"),
    [
        ("claude-code", "linux", "CLAUDE_CONFIG_DIR", "/x/.claude.json"),
        ("codex", "darwin", "CODEX_HOME", "/x/config.toml"),
        ("vscode", "linux", "XDG_CONFIG_HOME", "/x/Code/User/mcp.json"),
        ("vscode", "windows", "APPDATA", "/x/Code/User/mcp.json"),
        ("goose", "darwin", "XDG_CONFIG_HOME", "/x/goose/config.yaml"),
        ("goose", "windows", "APPDATA", "/x/Block/goose/config/config.yaml"),
        ("claude-desktop", "linux", "XDG_CONFIG_HOME", "/x/Claude/claude_desktop_config.json"),
        ("inspector", "linux", "MCP_CATALOG_PATH", "/x"),
    ],
)
def test_the_environment_moves_a_file_as_it_moves_it_for_the_client(
    client: str, system: System, variable: str, file: str
) -> None:
    home = Path("/h")
    assert CLIENTS[client].file(Places(home, system, {variable: "/x"})) == Path(file)
    assert CLIENTS[client].file(Places(home, system, {variable: " "})) == CLIENTS[client].file(Places(home, system, {}))


@pytest.mark.parametrize("client", EIGHT)
def test_a_client_s_own_file_is_merged_as_the_golden_one_shows_and_undone_byte_for_byte(
    client: str, tmp_path: Path
) -> None:
    home = desk(tmp_path)
    file = home.lay(client)
    file.chmod(0o640)
    done = merge(home.target(client), wanted(client), home.places)
    assert file.read_bytes() == golden(client, "after").read_bytes()
    assert done.changed
    assert undo(home.target(client), home.places) == Undone(file, "restored")
    assert file.read_bytes() == golden(client, "before").read_bytes()
    assert file.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize("client", EIGHT)
def test_where_there_is_no_file_one_is_made_and_undo_removes_it(client: str, tmp_path: Path) -> None:
    home = desk(tmp_path)
    target = home.target(client)
    merge(target, wanted(client), home.places)
    text = target.file.read_text()
    assert edit.entry(target.client.format, text, target.path) == wanted(client)
    assert text == target.client.format.shown(target.path, wanted(client))
    assert undo(target, home.places).how == "restored"
    assert not target.file.exists()


@pytest.mark.parametrize("client", EIGHT)
def test_after_somebody_else_changed_the_file_undo_takes_out_our_entry_alone(client: str, tmp_path: Path) -> None:
    home = desk(tmp_path)
    target, file = home.target(client), home.lay(client)
    merge(target, wanted(client), home.places)
    other, theirs = home.target(client, entry="theirs"), {"command": "x", "args": ["--y"]}
    changed = edit.with_entry(target.client.format, file.read_text("utf-8-sig"), other.path, theirs)
    file.write_text(changed)
    before = target.client.format.load(changed)
    assert undo(target, home.places).how == "removed"
    del before[target.path[0]][target.path[1]]
    after = file.read_text()
    assert target.client.format.load(after) == before
    assert CREDENTIAL not in after
    assert undo(target, home.places).how == "nothing"


@pytest.mark.parametrize("client", [name for name in EIGHT if name not in {"gemini", "claude-desktop"}])
def test_an_entry_set_beside_others_and_dropped_by_its_text_leaves_every_byte_as_it_was(client: str) -> None:
    one, text = CLIENTS[client], golden(client, "before").read_bytes().decode("utf-8-sig")
    added = edit.with_entry(one.format, text, one.path("countersign"), wanted(client))
    again = edit.without_entry(one.format, added, one.path("countersign"))
    assert again == text
    assert added != text


@pytest.mark.parametrize("client", EIGHT)
def test_writing_again_changes_nothing_and_keeps_one_copy(client: str, tmp_path: Path) -> None:
    home = desk(tmp_path)
    file = home.lay(client)
    first = merge(home.target(client), wanted(client), home.places)
    content, stamp = file.read_bytes(), file.stat().st_mtime_ns
    second = merge(home.target(client), wanted(client), home.places)
    assert (first.changed, second.changed) == (True, False)
    assert (file.read_bytes(), file.stat().st_mtime_ns) == (content, stamp)
    assert len(list(file.parent.glob("*backup*"))) == 1


@pytest.mark.parametrize("client", EIGHT)
def test_a_new_credential_replaces_the_old_one_in_its_place_and_undo_still_goes_back_to_the_beginning(
    client: str, tmp_path: Path
) -> None:
    home = desk(tmp_path)
    file = home.lay(client)
    merge(home.target(client), wanted(client), home.places)
    merge(home.target(client), wanted(client, OTHER), home.places)
    assert file.read_bytes() == golden(client, "after").read_bytes().replace(CREDENTIAL.encode(), OTHER.encode())
    assert undo(home.target(client), home.places).how == "restored"
    assert file.read_bytes() == golden(client, "before").read_bytes()
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize("client", EIGHT)
def test_a_program_to_start_is_an_entry_that_each_client_takes_and_holds_no_credential(client: str) -> None:
    one = CLIENTS[client]
    entry = one.stdio(Command(PROGRAM, ("mcp", "--agent", "scout"), {}))
    assert entry.get("command", entry.get("cmd")) == PROGRAM
    assert entry["args"] == ["mcp", "--agent", "scout"]
    assert "csa_" not in json.dumps(entry)
    if one.http is None:
        assert client == "claude-desktop"
    else:
        assert f"Bearer {CREDENTIAL}" in json.dumps(one.http(URL, CREDENTIAL))


def test_what_a_project_shares_is_told_from_what_a_user_keeps() -> None:
    shared = [Path("/p") / one.project for one in CLIENTS.values() if one.project]
    assert len(shared) == 5
    assert all(map(project_file, shared))
    own = [CLIENTS[name].file(Places(Path("/h"), system, {})) for name, system in itertools.product(EIGHT, SYSTEMS)]
    # These three have the same name in a home as in a project; whose they are is decided by where they lie.
    assert {str(path) for path in own if project_file(path)} == {
        "/h/.codex/config.toml", "/h/.cursor/mcp.json", "/h/.gemini/settings.json"
    }  # fmt: skip
