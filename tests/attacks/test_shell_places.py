"""A coding agent, the project that it edits, and the broker as an API: S14, S15 (decisions §3.1, T6)."""

import asyncio
import os
import subprocess
from pathlib import Path

import pytest

from broker.app import build
from broker.config import settings
from broker.gnap.http_message import HttpMessage
from broker.http import Answer, Http, NotSent, origin_of
from tests.attacks.shell import CONNECTOR, POLICY, House, Shell
from tests.cli.commands import process, run

BANK = "https://bank.example"


# ── S14: state in the folder that the agent edits ─────────────────────────────────────────────────────────────────────


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A git work tree: the folder in which a coding agent works, and where it may commit everything."""
    folder = tmp_path / "project"
    folder.mkdir()
    subprocess.run(["git", "init", "-q", folder], check=True, env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)})
    return folder


def _inside(project: Path) -> dict[str, str]:
    return {"COUNTERSIGN_STATE_DIR": str(project / "state"), "COUNTERSIGN_CONFIG_DIR": str(project / "config")}


def test_s14_nothing_of_the_broker_lies_in_the_folder_where_it_is_started(project: Path, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        assert run(tmp_path, "init", "--owner", "alice").returncode == 0
    assert [one.name for one in project.iterdir()] == [".git"]
    state, config = tmp_path / ".local/state/countersign", tmp_path / ".config/countersign"
    assert ((state / "master.key").stat().st_mode & 0o077, (state.stat().st_mode & 0o077)) == (0, 0)
    assert (config / POLICY).exists()


def test_s14_state_or_files_inside_a_git_work_tree_are_refused_unless_somebody_says_dev(
    project: Path, tmp_path: Path
) -> None:
    inside = _inside(project)
    for name, value in inside.items():
        for command in (["init"], ["phone", "list"], ["agent", "add", "mole"]):
            refused = run(tmp_path, *command, **{name: value})
            assert (refused.returncode, "inside the git work tree" in refused.stderr) == (1, True), (name, command)
    database = {"COUNTERSIGN_DATABASE_URL": f"sqlite:///{project / 'countersign.db'}"}
    assert "inside the git work tree" in run(tmp_path, "init", **database).stderr
    assert [one.name for one in project.iterdir()] == [".git"]
    # the control: with --dev the key lies where `git add` takes it along
    assert run(tmp_path, "--dev", "init", **inside).returncode == 0
    added = subprocess.run(["git", "-C", project, "add", "-An"], capture_output=True, text=True, check=True)
    assert "state/master.key" in added.stdout


@pytest.mark.slow
def test_s14_a_broker_started_there_by_a_process_of_its_own_ends_with_the_words(project: Path, tmp_path: Path) -> None:
    done = process(tmp_path, "serve", **_inside(project))
    assert (done.returncode, "inside the git work tree" in done.stderr) == (1, True)
    assert not (project / "state").exists()


# ── S15: a connector that points at the broker itself ─────────────────────────────────────────────────────────────────


HOSTS = ("localhost", "127.0.0.1", "[::1]", "127.1.2.3")


def _get(uri: str) -> HttpMessage:
    return HttpMessage("GET", uri, (("authorization", "GNAP token"),), None)


def test_s15_the_broker_is_called_as_an_api_under_none_of_its_addresses(house: House) -> None:
    port = int(house.url.rpartition(":")[2])
    own = [f"http://{host}:{port}/healthz" for host in HOSTS]
    named = frozenset(map(origin_of, own))  # as if a signed connector named each of them

    def reached(http: Http, uri: str) -> int | None:
        try:
            return house.served.await_(http.to_resource(_get(uri))).status
        except NotSent:
            return None

    by_its_url, behind_a_proxy = Http(house.url, lambda: named), Http("https://a.example", lambda: named, port)
    for http in (by_its_url, behind_a_proxy):
        assert [reached(http, uri) for uri in own] == [None] * len(own)
    # the control: were it not known as its own, the broker would answer
    careless = Http("http://localhost:1", lambda: named)
    assert reached(careless, own[1]) == 200
    house.served.await_(careless.close())


def test_s15_a_loopback_address_that_no_connector_in_force_names_is_never_called(house: House, shell: Shell) -> None:
    shell.write("tools/own.yaml", _connector(house, house.url))
    house.standing()
    assert len(house.waiting()) == 1, "it waits for a signature"

    async def call() -> None:
        await house.served.broker.http.to_server(_get("http://127.0.0.1:1/"))

    with pytest.raises(NotSent, match="no connector names"):
        house.served.await_(call())


def _connector(house: House, url: str) -> str:
    text = house.file(CONNECTOR).replace("name: bank\n", "name: own\n").replace("name: bank_", "name: own_")
    return text.replace(BANK, url)


def test_s15_even_a_connector_that_the_owner_signed_does_not_reach_the_broker(
    house: House, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    http, refused = house.served.broker.http, list[str]()

    async def leave(message: HttpMessage, seconds: float = 30.0) -> Answer:
        house.sent.append(message)
        house.came.set()
        try:
            return await Http.to_resource(http, message, seconds)  # what leaves, leaves for real here
        except NotSent as why:
            refused.append(str(why))
            raise

    monkeypatch.setattr(http, "to_resource", leave)
    for name in (CONNECTOR, POLICY):
        text = house.file(name).replace(BANK, house.url).replace("/payments", "/freeze")
        shell.write(name, text)
        with house.signing_what_comes():
            house.standing()
    before = house.standing()
    view = house.pending(payee="grocer")
    house.served.await_(house.owner.decide(house.served.await_(house.owner.waiting())[0], "approve"))
    assert house.effect().target_uri == f"{house.url}/freeze"
    after = house.standing()
    told = house.served.await_(house.served.broker.client.view("scout", view.id))
    assert (told is not None and told.status in {"pending", "running"}, after.agents) == (True, before.agents)
    assert refused == ["the broker is not a resource server"]


@pytest.mark.parametrize("host", HOSTS)
def test_s15_behind_a_proxy_the_port_that_the_broker_listens_on_is_its_own_too(tmp_path: Path, host: str) -> None:
    where = settings(
        port=8799, public_url="https://countersign.example", state_dir=tmp_path / "s", config_dir=tmp_path / "c"
    )
    broker = build(where)

    async def refused(port: int) -> str:
        with pytest.raises(NotSent) as told:
            await broker.http.to_resource(_get(f"http://{host}:{port}/"))
        return str(told.value)

    async def story() -> tuple[str, str]:
        try:
            return await refused(8799), await refused(8800)
        finally:
            await broker.close()

    own, other = asyncio.run(story())
    assert (own, other) == ("the broker is not a resource server", "a loopback address that no connector names")
