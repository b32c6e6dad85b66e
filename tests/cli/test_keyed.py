"""An agent that signs in by a key of its own, on the command line: in force once its owner has signed."""

import json
from pathlib import Path

import pytest

from broker.gnap.keys import generate
from broker.store.query import Session, select
from broker.store.tables import AgentHost
from tests.cli.conftest import Served

KEY = generate("EdDSA", "robot-1", lambda size: b"\x07" * size).public.jwk


def _file(tmp_path: Path, content: object) -> str:
    path = tmp_path / "robot.jwk.json"
    path.write_text(json.dumps(content))
    return str(path)


def _keyed(served: Served) -> list[AgentHost]:
    def work(session: Session) -> list[AgentHost]:
        return list(session.exec(select(AgentHost)))

    return served.await_(served.broker.store.read(work))


def test_an_agent_with_a_key_counts_once_its_owner_has_signed_and_shows_no_credential(
    served: Served, tmp_path: Path
) -> None:
    file = _file(tmp_path, KEY)
    refused = served.run("agent", "add", "robot", "--key", file, "--wait", "0")
    assert (refused.returncode, _keyed(served)) == (1, [])
    with served.answering():
        done = served.run("agent", "add", "robot", "--key", file)
    assert done.returncode == 0, done.stderr
    assert "private_key_jwt" in done.stdout
    assert "csa_" not in done.stdout
    assert [(row.agent, row.client_id, row.key) for row in _keyed(served)] == [("robot", "robot", KEY)]


@pytest.mark.sweep(3)
@pytest.mark.parametrize(
    "content", [[], {"kty": "oct", "k": "AAAA"}, {"proof": "httpsig", "jwk": KEY}, {**KEY, "d": "A"}]
)
def test_what_is_no_public_key_is_refused_in_words(served: Served, tmp_path: Path, content: object) -> None:
    refused = served.run("agent", "add", "robot", "--key", _file(tmp_path, content), "--wait", "0")
    assert (refused.returncode, _keyed(served)) == (1, [])
    assert refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("beside", [("--expires", "90d"), ("--credential-file", "robot.credential")])
def test_what_is_said_of_a_credential_is_refused_beside_a_key(
    served: Served, tmp_path: Path, beside: tuple[str, str]
) -> None:
    refused = served.run("agent", "add", "robot", "--key", _file(tmp_path, KEY), *beside, "--wait", "0")
    assert (refused.returncode, _keyed(served)) == (2, [])
    assert "leave --expires and --credential-file out" in refused.stderr
    nameless = served.run("agent", "add", "", "--key", _file(tmp_path, KEY), "--wait", "0")
    assert (nameless.returncode, '"" is no agent name' in nameless.stderr) == (1, True)
