"""Agents that speak GNAP themselves, on the command line: a key and its bounds, in force once the owner has signed."""

import json
from pathlib import Path

import pytest

from broker.gnap.keys import generate, thumbprint
from broker.store.query import Session, select
from broker.store.tables import RegisteredClient
from tests.cli.commands import Done
from tests.cli.conftest import Served

KEY = generate("EdDSA", "shop-1", lambda size: b"\x07" * size).public.jwk
FINISH = "https://shop.example/gnap/"


def _file(tmp_path: Path, content: object) -> str:
    path = tmp_path / "shop.jwk.json"
    path.write_text(json.dumps(content))
    return str(path)


def _registered(served: Served) -> list[RegisteredClient]:
    def work(session: Session) -> list[RegisteredClient]:
        return [row for row in session.exec(select(RegisteredClient)) if not row.builtin]

    return served.await_(served.broker.store.read(work))


def _add(served: Served, *more: str) -> Done:
    with served.answering():
        return served.run("agent", "add-client", "shop", *more)


def test_a_client_counts_with_what_its_owner_has_signed(served: Served, tmp_path: Path) -> None:
    file = _file(tmp_path, KEY)
    refused = served.run("agent", "add-client", "shop", "--key", file, "--wait", "0")
    assert (refused.returncode, _registered(served)) == (1, [])
    modes = ("--start", "redirect", "--start", "user_code")
    done = _add(served, "--key", file, "--finish", FINISH, *modes)
    assert done.returncode == 0, done.stderr
    [row] = _registered(served)
    assert (row.thumbprint, row.agent, row.owner) == (thumbprint(KEY), "shop", "alice")
    assert (row.callback_prefix, row.start_modes, row.nonce_optional) == (FINISH, ["redirect", "user_code"], False)
    assert row.key == {"proof": "httpsig", "jwk": KEY}
    assert row.instance_id is not None
    assert '"shop"' in served.run("agent", "list", "--json").stdout


def test_the_same_key_stands_for_one_agent_only_and_it_has_no_credential(served: Served, tmp_path: Path) -> None:
    file = _file(tmp_path, {"proof": "jwsd", "jwk": KEY})
    assert _add(served, "--key", file).returncode == 0
    assert _registered(served)[0].key == {"proof": "jwsd", "jwk": KEY}
    again = served.run("agent", "add-client", "other", "--key", file, "--wait", "0")
    assert (again.returncode, "registered already" in again.stderr) == (1, True)
    credential = served.run("agent", "credential", "shop", "--wait", "0")
    assert (credential.returncode, "no credential to change" in credential.stderr) == (1, True)


def test_a_revoked_client_is_unregistered_at_once(served: Served, tmp_path: Path) -> None:
    _add(served, "--key", _file(tmp_path, KEY))
    assert _registered(served)[0].revoked_at is None
    assert served.run("agent", "revoke", "shop").returncode == 0
    assert _registered(served)[0].revoked_at is not None


BAD = {
    "a private key": ({**KEY, "d": "AAAA"}, [], "private"),
    "a symmetric key": ({"kty": "oct", "k": "AAAA", "kid": "k", "alg": "HS256"}, [], "cannot be registered"),
    "two formats": ({"proof": "httpsig", "jwk": KEY, "cert": "MII"}, [], "cannot be registered"),
    "an unknown proof": (KEY, ["--proof", "password"], "cannot be registered"),
    "no JSON object": ([KEY], [], "no JSON object"),
    "finish over http elsewhere": (KEY, ["--finish", "http://shop.example/gnap/"], "https address"),
    "finish with a user": (KEY, ["--finish", "https://a@shop.example/gnap/"], "https address"),
    "finish without a path": (KEY, ["--finish", "https://shop.example"], "https address"),
    "an unknown start mode": (KEY, ["--start", "telepathy"], "start_modes"),
}


@pytest.mark.sweep(3)
@pytest.mark.parametrize(("content", "more", "words"), BAD.values(), ids=BAD)
def test_what_cannot_be_registered_is_said_before_anybody_is_asked(
    served: Served, tmp_path: Path, content: object, more: list[str], words: str
) -> None:
    done = served.run("agent", "add-client", "shop", "--key", _file(tmp_path, content), *more, "--wait", "0")
    assert (done.returncode != 0, words in done.stderr) == (True, True), done.stderr
    assert _registered(served) == []
