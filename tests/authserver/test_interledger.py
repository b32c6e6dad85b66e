"""The Open Payments path of ours, met by `@interledger/open-payments` itself, over a real port.

The library checks every answer against its own OpenAPI file, so what it takes is the dialect as its authors write it.
"""

import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.actors import served
from tests.authserver.open_payments import INCOMING, INTERACT, NAME, SEED, Purse
from tests.connect.programs import node_program, run
from tests.home import WAIT, home
from tests.names import ROOT
from tests.services import free_port

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

Json = dict[str, Any]

FOLDER = ROOT / ".work/interledger"
WANTED: Json = {"access_token": {"access": [INCOMING]}, "interact": INTERACT}


@dataclass
class Library:
    """The library in a process of its own, one step at a time, with the key of a registered client."""

    purse: Purse
    command: list[str]

    async def step(self, do: str, url: str, **more: Any) -> Json:
        """Do one thing; return {"answer": …} or {"refused": …}."""
        here = self.purse.here
        told = {"do": do, "url": url, "key": _pem(), "keyId": self.purse.key.public.kid, "client": self.purse.jwk}
        when = {"installed": str(FOLDER / "package.json"), "now": int(here.clock().timestamp() * 1000)}
        done = await run(self.command, here.folder, text=json.dumps(told | when | more))
        assert (done.status, done.err) == (0, ""), done
        answer: Json = done.json
        return answer

    async def granted(self) -> Json:
        """Ask, let the owner approve in the browser, and continue with the reference that came back."""
        answer = (await self.step("request", self.purse.path, content=WANTED))["answer"]
        reference = parse_qs(urlsplit(await self.purse.back(answer)).query)["interact_ref"][0]
        self.purse.here.clock.turn(WAIT)
        told = await self.go_on(answer, {"interact_ref": reference})
        granted: Json = told["answer"]
        return granted

    async def go_on(self, answer: Json, content: Json | None = None, do: str = "continue") -> Json:
        """Continue the grant of an answer, or cancel it."""
        going_on = answer["continue"]
        return await self.step(do, going_on["uri"], token=going_on["access_token"]["value"], content=content)

    async def own(self, token: Json, do: str) -> Json:
        """Rotate or revoke a token."""
        return await self.step(do, token["manage"], token=token["value"])


@contextlib.asynccontextmanager
async def library(folder: Path, named: str = NAME) -> AsyncIterator[Library]:
    """Lay out a broker on a port of this computer, and a client that alice has signed for."""
    command = node_program(FOLDER / "node_modules/@interledger/open-payments", "the Open Payments client")
    port = free_port()
    async with (
        home(folder, public_url=f"http://localhost:{port}", open_payments=named) as here,
        served(here.broker.app, port),
    ):
        yield Library(await Purse.opened(here), [*command, str(ROOT / "tests/interledger/client.cjs")])


def _pem() -> str:
    key = Ed25519PrivateKey.from_private_bytes(SEED)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


async def test_interledger_s_client_gets_rotates_and_revokes_a_token(tmp_path: Path) -> None:
    async with library(tmp_path) as purse:
        granted = await purse.granted()
        token = granted["access_token"]
        assert token["access"] == [INCOMING]
        renewed = (await purse.own(token, "rotate"))["answer"]["access_token"]
        assert renewed["value"] != token["value"]
        assert await purse.own(renewed, "revoke") == {"answer": None}
        purse.purse.here.clock.turn(1)
        refused = (await purse.own(renewed, "rotate"))["refused"]
        assert (refused["status"], refused["code"]) == (400, "invalid_rotation")


async def test_interledger_s_client_ends_a_grant(tmp_path: Path) -> None:
    async with library(tmp_path) as purse:
        granted = await purse.granted()
        purse.purse.here.clock.turn(WAIT)
        assert await purse.go_on(granted, do="cancel") == {"answer": None}
        refused = (await purse.own(granted["access_token"], "rotate"))["refused"]
        assert refused["code"] == "invalid_rotation"


async def test_interledger_s_client_is_told_that_its_owner_refused(tmp_path: Path) -> None:
    async with library(tmp_path) as purse:
        answer = (await purse.step("request", purse.purse.path, content=WANTED))["answer"]
        assert (await purse.purse.back(answer, "refuse")).endswith("?result=grant_rejected")
        purse.purse.here.clock.turn(WAIT)
        refused = (await purse.go_on(answer))["refused"]
        assert (refused["status"], refused["code"]) == (401, "request_denied")


@pytest.mark.parametrize(("named", "status"), [("", 404), ("somebody", 401)])
async def test_interledger_s_client_gets_nothing_where_the_setting_does_not_name_it(
    tmp_path: Path, named: str, status: int
) -> None:
    async with library(tmp_path, named) as purse:
        told = await purse.step("request", purse.purse.path, content=WANTED)
        assert told["refused"]["status"] == status


async def test_interledger_s_client_is_refused_at_the_default_endpoint(tmp_path: Path) -> None:
    async with library(tmp_path) as purse:
        told = await purse.step("request", purse.purse.endpoint, content=WANTED)
        assert (told["refused"]["status"], told["refused"]["code"]) == (400, "invalid_request")
        assert "answer" in await purse.step("request", purse.purse.path, content=WANTED)
