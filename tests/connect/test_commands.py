"""`agent connect` and `mcp` as a person types them: what they print, write, refuse and try."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import anyio
import pytest
from starlette.applications import Starlette
from typer.testing import CliRunner

from broker.cli import app
from broker.cli.connecting import CLIENTS as NAMES
from broker.connect.clients import CLIENTS
from broker.connect.credential import write
from broker.vault import Secret
from tests.actors import PATIENCE, served
from tests.agents.house import open_house
from tests.connect.desk import CREDENTIAL, OTHER, Desk, desk, golden
from tests.connect.programs import countersign, environment
from tests.home import home as whole_house

HELD = {"COUNTERSIGN_CREDENTIAL": CREDENTIAL}


@pytest.fixture
def user(tmp_path: Path) -> Desk:
    return desk(tmp_path)


def _run(user: Desk, *words: str, **more: str) -> tuple[int, str, str]:
    """Run our command line in this process, as a user with that home folder."""
    unset = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_STATE_HOME", "CODEX_HOME", "CLAUDE_CONFIG_DIR", "MCP_CATALOG_PATH"))
    done = CliRunner().invoke(app, list(words), env=unset | environment(user.places.home) | more)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def _connect(user: Desk, client: str, *words: str, **more: str) -> tuple[int, str, str]:
    return _run(user, "agent", "connect", "scout", "--client", client, *words, **more)


def _files(user: Desk) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in user.places.home.rglob("*") if path.is_file()}


def test_the_command_line_names_the_clients_that_there_are() -> None:
    assert list(CLIENTS) == list(NAMES)


@pytest.mark.parametrize("words", [("agent", "connect"), ("mcp",)])
def test_help_shows_examples(user: Desk, words: tuple[str, ...]) -> None:
    status, out, _ = _run(user, *words, "--help")
    assert status == 0
    assert f"countersign {' '.join(words)}" in " ".join(out.split())


@pytest.mark.parametrize("client", NAMES)
def test_without_write_the_entry_is_printed_without_the_credential_and_nothing_is_written(
    user: Desk, client: str
) -> None:
    user.lay(client)
    before = _files(user)
    status, out, err = _connect(user, client, **HELD)
    assert (status, err) == (0, "")
    assert str(CLIENTS[client].file(user.places)) in out
    assert "countersign" in out
    assert "csa_…" in out
    assert CREDENTIAL not in out
    assert _files(user) == before


def test_the_entry_is_printed_for_a_person_who_has_no_credential_yet(user: Desk) -> None:
    status, out, _ = _connect(user, "codex", "--json")
    assert status == 0
    assert json.loads(out)["entry"]["http_headers"] == {"Authorization": "Bearer csa_…"}


@pytest.mark.parametrize("client", NAMES)
def test_write_merges_the_client_s_file_and_the_undo_that_it_names_brings_every_byte_back(
    user: Desk, client: str
) -> None:
    file = user.lay(client)
    status, out, _ = _connect(user, client, "--write", **HELD)
    assert status == 0
    assert CREDENTIAL not in out
    assert CREDENTIAL in file.read_text("utf-8-sig")
    if client != "claude-desktop":  # which starts the program of this very checkout
        assert file.read_bytes() == golden(client, "after").read_bytes()
    undo = shlex.split(re.findall(r"^undo: (.+)$", out, re.MULTILINE)[0])
    assert undo[0] == "countersign"
    status, _, err = _run(user, *undo[1:])
    assert (status, "is what it was before" in err) == (0, True)
    assert file.read_bytes() == golden(client, "before").read_bytes()
    assert [path.name for path in file.parent.iterdir() if "countersign" in path.name] == []


def test_what_write_did_is_told_to_machines_too(user: Desk) -> None:
    file = user.lay("codex")
    told = json.loads(_connect(user, "codex", "--write", "--name", "broker", "--json", **HELD)[1])
    assert told["changed"] is True
    assert told["backup"] == f"{file}.countersign-backup-1"
    assert told["undo"] == "countersign agent connect scout --client codex --name broker --undo"
    again = json.loads(_connect(user, "codex", "--write", "--name", "broker", "--json", **HELD)[1])
    assert (again["changed"], again["backup"]) == (False, None)
    undone = json.loads(_run(user, *shlex.split(told["undo"])[1:], "--json")[1])
    assert undone["undone"] == "restored"


def test_over_stdio_the_credential_stays_in_its_own_file_and_a_project_may_hold_the_entry(
    user: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = user.places.home / ".local/state/countersign/credentials/scout"
    write(kept, Secret(CREDENTIAL))
    (tmp_path / "shop" / ".git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "shop")
    status, _, err = _connect(user, "claude-code", "--scope", "project", "--write")
    assert (status, "never goes into one" in err) == (1, True)
    assert not Path(".mcp.json").exists()
    status, _, _ = _connect(user, "claude-code", "--scope", "project", "--stdio", "--write")
    entry = json.loads(Path(".mcp.json").read_text())["mcpServers"]["countersign"]
    assert status == 0
    assert entry["args"][-2:] == ["--credential-file", str(kept)]
    assert Path(entry["command"]).is_absolute()
    assert CREDENTIAL not in json.dumps(entry)


@pytest.mark.parametrize(
    ("words", "more", "status", "said"),
    [
        ((), {}, 1, "no credential for scout"),
        (("--credential-file", "nothing"), {}, 1, "No such file"),
        (("--scope", "project"), HELD, 1, "belongs to a project"),
        (("--url", "http://box.example"), HELD, 1, "in clear text"),
        (("--url", "box"), HELD, 1, "no address"),
        ((), {"COUNTERSIGN_CREDENTIAL": "guess"}, 1, "does not hold an agent's credential"),
        (("--undo",), HELD, 2, "--undo goes alone"),
    ],
)
def test_what_cannot_be_written_is_refused_with_the_next_step_and_nothing_is_changed(
    user: Desk, words: tuple[str, ...], more: dict[str, str], status: int, said: str
) -> None:
    user.lay("cursor")
    before = _files(user)
    ended, out, err = _connect(user, "cursor", "--write", *words, **more)
    assert (ended, out) == (status, "")
    assert said in err
    assert _files(user) == before
    assert _connect(user, "cursor", "--write", **HELD)[0] == 0


def test_a_broken_file_is_refused_with_line_and_column(user: Desk) -> None:
    file = user.lay("codex")
    file.write_text("model = 'x'\nbroken\n")
    status, _, err = _connect(user, "codex", "--write", **HELD)
    assert status == 1
    assert f"{file}: line 2, column 7" in err
    assert file.read_text() == "model = 'x'\nbroken\n"


def test_unknown_clients_and_scopes_are_misuse(user: Desk) -> None:
    status, _, err = _run(user, "agent", "connect", "scout", "--client", "emacs")
    assert (status, "known are claude-code" in err) == (2, True)
    assert _connect(user, "goose", "--scope", "project")[0] == 2
    assert _connect(user, "goose")[0] == 0


def test_undo_of_what_was_never_done_says_so(user: Desk) -> None:
    user.lay("gemini")
    status, _, err = _connect(user, "gemini", "--undo")
    assert (status, "nothing of scout to undo" in err) == (0, True)


@pytest.mark.anyio
@pytest.mark.parametrize(
    "client",
    [
        pytest.param("claude-code", marks=pytest.mark.slow),
        pytest.param("codex", marks=pytest.mark.slow),
        pytest.param("goose", marks=pytest.mark.slow),
        "claude-desktop",
    ],
)
async def test_check_makes_a_round_trip_with_the_connection_as_it_is_written(tmp_path: Path, client: str) -> None:
    user = desk(tmp_path)
    async with open_house(tmp_path) as house:
        words = ["agent", "connect", "scout", "--client", client]
        held = {"COUNTERSIGN_CREDENTIAL": house.credentials["scout"]}
        wrote = await countersign(user.places.home, *words, "--write", "--url", house.url, **held)
        assert wrote.status == 0, wrote
        done = await countersign(user.places.home, *words, "--check", "--json")
        assert done.status == 0, done
        trips = [(trip["over"], trip["protocol"], "bank_pay" in trip["tools"]) for trip in done.json["trips"]]
        assert trips[:2] == [("HTTP", "2026-07-28", True), ("HTTP", "2025-11-25", True)]
        assert trips[2:] == ([("stdio", "2026-07-28", True)] if client == "claude-desktop" else [])
        assert {one["check"] for one in done.json["isolation"]} >= {"read-key", "sudo", "ptrace"}
        assert done.json["other_credentials"] == []
        assert house.credentials["scout"] not in done.out + done.err


@pytest.mark.anyio
async def test_check_tells_a_person_what_it_found_and_the_broker_what_the_agent_could_do(tmp_path: Path) -> None:
    user = desk(tmp_path)
    async with whole_house(tmp_path / "broker") as house, served(house.broker.app) as url:
        words = ["agent", "connect", "scout", "--client", "cursor", "--check", "--url", url]
        held = {"COUNTERSIGN_CREDENTIAL": house.credential}
        done = await countersign(user.places.home, *words, **held)
        assert done.status == 0, done
        assert "ok    HTTP: MCP 2026-07-28" in done.out
        assert "tools bank_pay" in done.out
        told = (await countersign(user.places.home, *words, "--json", **held)).json
        assert told["reported"] is True
        wrong = await countersign(user.places.home, *[word.replace("scout", "crow") for word in words], **held)
        assert (wrong.status, "this credential is scout's and not crow's" in wrong.err) == (1, True)


@pytest.mark.anyio
@pytest.mark.slow
async def test_check_warns_of_another_agent_s_credential_within_reach(tmp_path: Path) -> None:
    user = desk(tmp_path)
    async with open_house(tmp_path) as house:
        words = ["agent", "connect", "scout", "--client", "cursor", "--check", "--url", house.url, "--json"]
        held = {"COUNTERSIGN_CREDENTIAL": house.credentials["scout"]}
        own, other = (CLIENTS[name].file(user.places) for name in ("cursor", "codex"))
        for folder in (own.parent, other.parent):
            folder.mkdir()
        own.write_text(json.dumps({"kept": house.credentials["scout"]}))
        other.write_text(f'a = "Bearer {OTHER}"\n')
        done = await countersign(user.places.home, *words, **held)
        assert done.json["other_credentials"] == [str(other)]
        assert "another agent's credential" in done.err
        assert OTHER not in done.out + done.err
        other.unlink()
        assert (await countersign(user.places.home, *words, **held)).json["other_credentials"] == []


@pytest.mark.anyio
@pytest.mark.slow
async def test_check_fails_in_words_where_there_is_no_door_for_this_agent(tmp_path: Path) -> None:
    user = desk(tmp_path)

    async def check(url: str, credential: str = CREDENTIAL) -> Any:
        words = ["agent", "connect", "scout", "--client", "cursor", "--check", "--url", url]
        return await countersign(user.places.home, *words, COUNTERSIGN_CREDENTIAL=credential)

    async with open_house(tmp_path) as house, served(Starlette()) as elsewhere:
        unknown, other = await check(house.url), await check(elsewhere)
        assert (await check(house.url, house.credentials["scout"])).status == 0
    away = await check(house.url)
    assert [one.status for one in (unknown, other, away)] == [1, 1, 1]
    assert "countersign agent credential" in unknown.err
    assert "no Countersign's door" in other.err
    assert "countersign serve" in away.err
    assert all(len(one.err.strip().splitlines()) == 1 for one in (unknown, other, away))


@pytest.mark.sweep(5)
@pytest.mark.anyio
@pytest.mark.parametrize(
    ("words", "more", "said"),
    [
        ([], {}, "no credential for scout"),
        ([], {"COUNTERSIGN_CREDENTIAL": "csa_"}, "does not hold an agent's credential"),
        (["--url", "http://box.example"], HELD, "in clear text"),
        ([], HELD | {"COUNTERSIGN_PORT": "x"}, "COUNTERSIGN_PORT"),
        ([], HELD | {"COUNTERSIGN_NOPE": "1"}, "unknown setting COUNTERSIGN_NOPE"),
    ],
)
async def test_mcp_says_on_standard_error_why_it_does_not_begin_and_nothing_on_standard_output(
    tmp_path: Path, words: list[str], more: dict[str, str], said: str
) -> None:
    done = await countersign(tmp_path, "mcp", "--agent", "scout", *words, **more)
    assert (done.status, done.out) == (1, "")
    assert said in done.err


@pytest.mark.anyio
async def test_mcp_ends_with_its_input_and_writes_nothing_but_messages(tmp_path: Path) -> None:
    hello = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {}}
    with anyio.fail_after(PATIENCE):
        done = await countersign(
            tmp_path, "mcp", "--agent", "scout", "--url", "http://localhost:1", text=f"{json.dumps(hello)}\nnonsense\n",
            **HELD,
        )  # fmt: skip
    assert done.status == 0
    assert all(json.loads(line)["jsonrpc"] == "2.0" for line in done.out.splitlines())


@pytest.mark.anyio
async def test_mcp_takes_the_credential_from_the_agent_s_own_file(tmp_path: Path) -> None:
    from mcp import Client
    from mcp.client.stdio import StdioServerParameters, stdio_client

    async with open_house(tmp_path) as house:
        kept = tmp_path / ".local/state/countersign/credentials/scout"
        write(kept, Secret(house.credentials["scout"]))
        import sys

        started = StdioServerParameters(
            command=sys.executable, args=["-m", "broker", "mcp", "--agent", "scout", "--url", house.url],
            env=environment(tmp_path), cwd=tmp_path,
        )  # fmt: skip
        async with Client(stdio_client(started)) as client:
            assert "bank_pay" in [tool.name for tool in (await client.list_tools()).tools]
        kept.chmod(0o644)
        done = await countersign(tmp_path, "mcp", "--agent", "scout", "--url", house.url)
        assert (done.status, "chmod 600" in done.err) == (1, True)
