"""`countersign connector authorize` at `oidc-provider`: its page, its redirect, its `iss`, and the token it gives."""

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from broker.client.view import GrantView
from broker.connectors.call import call_for
from broker.store.query import select
from broker.store.tables import ConnectorSecret
from tests.cli.commands import run
from tests.cli.conftest import Served, answered, bare, served
from tests.oidc.provider import SCOPES, SECRETS, Provider, provider

__all__ = ["bare", "served"]

pytestmark = pytest.mark.slow


@pytest.fixture
def oidc(tmp_path: Path) -> Iterator[Provider]:
    """The server and its API."""
    (tmp_path / "oidc").mkdir()
    with provider(tmp_path / "oidc") as server:
        yield server


@pytest.fixture
def at_home(served: Served, oidc: Provider) -> Served:
    """A broker whose connector names the server by its issuer, with an agent that may read."""
    where = served.broker.settings.config_dir
    files = {
        "tools/tracker.yaml": oidc.connector(issuer=oidc.issuer, scopes=SCOPES),
        "policies/scout.yaml": f"agent: scout\nowner: alice\nrules:{oidc.rules()}",
    }
    # one after the other: the broker itself looks too, and could propose the first alone
    for name, text in files.items():
        _put_in_force(served, where / name, text)
    with served.answering():
        assert served.run("agent", "add", "scout").returncode == 0
    return served


def _put_in_force(served: Served, path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with served.answering():
        path.write_text(text)
        served.await_(served.broker.reload())
    served.await_(served.broker.reload())


def _authorize(at_home: Served, password: str) -> tuple[int, str]:
    words = ("connector", "authorize", "tracker", "--timeout", "60")
    done = run(at_home.folder, *words, input=f"{password}\n", **at_home.environment, DISPLAY=":0")
    return done.returncode, done.stdout + done.stderr


def _read(at_home: Served) -> None:
    broker = at_home.broker
    connector = broker.client_context.connector("tracker")
    assert connector is not None
    call = call_for(connector, "tracker_read", {"issue": "7"})

    async def read() -> object:
        return await answered(broker, await broker.client.ask("scout", call, reason="for a test"))

    view = at_home.await_(read())
    assert isinstance(view, GrantView), view


def _rows(at_home: Served) -> list[ConnectorSecret]:
    store = at_home.broker.store
    return at_home.await_(store.read(lambda session: list(session.scalars(select(ConnectorSecret)))))


def test_a_connector_is_authorized_at_a_real_server_and_its_calls_run(
    at_home: Served, oidc: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    backs: list[str] = []

    def opens(page: str) -> bool:
        backs.append(oidc.agreed(page))
        return httpx2.get(backs[-1], trust_env=False).status_code == 200

    monkeypatch.setattr("webbrowser.open", opens)
    status, words = _authorize(at_home, "not-the-client-secret")
    assert (status, "the client secret is missing or wrong" in words) == (1, True), words
    with at_home.answering():
        status, words = _authorize(at_home, SECRETS["countersign"])
    assert status == 0, words
    assert [httpx2.URL(one).params["iss"] for one in backs] == [oidc.issuer] * 2
    _read(at_home)
    (seen,) = oidc.seen()
    assert (seen["url"], seen["status"]) == ("/issues/7", 200)
    (row,) = _rows(at_home)
    assert (row.in_force, row.fault) == ("tracker", None)
    assert [one for one in (SECRETS["countersign"], seen["token"]) if one in words] == []


def test_a_client_whose_secret_is_said_by_basic_is_authorized_used_and_revoked(
    at_home: Served, oidc: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webbrowser.open", lambda page: httpx2.get(oidc.agreed(page), trust_env=False).is_success)
    client = "countersign:basic"
    credential = {"issuer": oidc.issuer, "scopes": SCOPES, "client_id": client}
    path = at_home.broker.settings.config_dir / "tools/tracker.yaml"
    _put_in_force(at_home, path, oidc.connector(**credential, client_auth="basic"))
    status, words = _authorize(at_home, SECRETS[client].replace("+", "%2B"))
    assert (status, "see client_auth in the connector's file" in words) == (1, True), words
    with at_home.answering():
        status, words = _authorize(at_home, SECRETS[client])
    assert status == 0, words
    _read(at_home)
    assert [one["status"] for one in oidc.seen()] == [200]
    removed = at_home.run("connector", "secret", "tracker", "--remove")
    assert (removed.returncode, "it was revoked at its server" in removed.stdout) == (0, True), removed
    assert [one.revocation for one in _rows(at_home)] == ["it was revoked at its server"]
