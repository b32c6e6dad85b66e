"""The callback's door alone: what is no finish call never reaches the instance, and every miss looks the same."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any, cast

import httpx2
import pytest
from starlette.applications import Starlette

from broker.client import callback
from broker.client.instance import ClientInstance

pytestmark = pytest.mark.anyio

RIGHT = {"hash": "p28jsq0Y2KK3WS__a42tavNC64ldGTBroywsWxT4md0", "interact_ref": "4IFWWIKYBC2PQ6U56NL1"}
UNKNOWN = {"error": {"code": "unknown_interaction"}}


class _Instance:
    """Takes every finish call that reaches it, or none."""

    def __init__(self, *, takes: bool = True) -> None:
        self.takes = takes
        self.reached: list[tuple[str, str, str]] = []

    async def finish(self, secret: str, proof: str, interact_ref: str) -> bool:
        self.reached.append((secret, proof, interact_ref))
        return self.takes


async def _send(instance: _Instance, content: Any, method: str = "POST") -> httpx2.Response:
    app = Starlette(routes=callback.routes(cast("ClientInstance", instance)))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app)) as client:
        return await client.request(method, "http://localhost/callback/secret", content=content)


MALFORMED: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"{",
    "a list": b"[]",
    "text": b'"hash"',
    "no UTF-8": b'{"hash":"\xff","interact_ref":"a"}',
    "deeper than anybody nests": b'{"hash":' + b"[" * 3000,
    "no hash": json.dumps({"interact_ref": "a"}).encode(),
    "no reference": json.dumps({"hash": "a"}).encode(),
    "a hash that is null": json.dumps({**RIGHT, "hash": None}).encode(),
    "a reference that is a list": json.dumps({**RIGHT, "interact_ref": ["a"]}).encode(),
    "a member twice": b'{"hash":"a","hash":"b","interact_ref":"c"}',
    "one byte too long": json.dumps(RIGHT).encode().ljust(callback.LONGEST + 1),
}


@pytest.mark.requirement("C-4.2.2-3", "C-4.2.1-4")
@pytest.mark.parametrize("row", MALFORMED)
async def test_what_is_no_finish_call_is_unknown_and_does_not_reach_the_instance(row: str) -> None:
    instance = _Instance()
    missed = await _send(instance, MALFORMED[row])
    assert (missed.status_code, missed.json(), instance.reached) == (400, UNKNOWN, [])
    assert missed.headers["cache-control"] == "no-store"
    assert (await _send(instance, json.dumps(RIGHT).encode().ljust(callback.LONGEST))).status_code == 204
    assert instance.reached == [("secret", RIGHT["hash"], RIGHT["interact_ref"])]


async def test_a_finish_call_that_the_instance_does_not_know_looks_like_one_that_is_malformed() -> None:
    refused = await _send(_Instance(takes=False), json.dumps(RIGHT).encode())
    malformed = await _send(_Instance(), b"{")
    assert (refused.status_code, refused.content) == (malformed.status_code, malformed.content)
    assert dict(refused.headers) == dict(malformed.headers)


async def test_a_body_that_never_ends_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callback, "SECONDS", 0.02)

    async def stalled() -> AsyncIterator[bytes]:
        yield b'{"hash":'
        await asyncio.Event().wait()

    instance = _Instance()
    async with asyncio.timeout(1):
        assert (await _send(instance, stalled())).json() == UNKNOWN
    assert instance.reached == []


async def test_a_finish_call_is_a_post() -> None:
    instance = _Instance()
    assert (await _send(instance, None, "GET")).status_code == 405
    assert instance.reached == []
