"""The callback's door alone: what is no finish call never reaches the instance, and every miss looks the same."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any, cast
from urllib.parse import urlencode

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from broker.client import callback
from broker.client.finishing import Browser
from broker.client.instance import ClientInstance
from broker.phone.called_back import CalledBack

pytestmark = pytest.mark.anyio

RIGHT = {"hash": "p28jsq0Y2KK3WS__a42tavNC64ldGTBroywsWxT4md0", "interact_ref": "4IFWWIKYBC2PQ6U56NL1"}
UNKNOWN = {"error": {"code": "unknown_interaction"}}


class _Instance:
    """Takes every finish call that reaches it, or none."""

    def __init__(self, *, takes: bool = True) -> None:
        self.takes = takes
        self.reached: list[tuple[str, ...]] = []
        self.rejections: list[tuple[str, str]] = []

    @property
    def finishes(self) -> "_Instance":
        return self

    async def in_browser(self, secret: str, browser: Browser, proof: str, interact_ref: str) -> bool:
        self.reached.append((secret, browser.owner, proof, interact_ref))
        return self.takes

    async def page_of(self, secret: str) -> str:
        return f"/approve/{secret}"

    async def rejected(self, secret: str, owner: str) -> bool:
        self.rejections.append((secret, owner))
        return self.takes

    async def finish(self, secret: str, proof: str, interact_ref: str) -> bool:
        self.reached.append((secret, proof, interact_ref))
        return self.takes


class _Browsers:
    """The phone's own pages, for a browser in which this owner is signed in."""

    def __init__(self, owner: str | None) -> None:
        self.owner = owner

    async def whose(self, _: Request) -> Browser | None:
        return Browser(self.owner, "s") if self.owner else None

    def page(self, request: Request, told: callback.Told, onward: str) -> Response:
        return CalledBack.page(cast("CalledBack", self), request, told, onward)


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


async def _open(
    instance: _Instance, query: str, owner: str | None = "alice", *, method: str = "GET", language: str = ""
) -> httpx2.Response:
    app = Starlette(routes=callback.routes(cast("ClientInstance", instance), _Browsers(owner)))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app)) as browser:
        headers = {"accept-language": language}
        return await browser.request(method, f"http://localhost/callback/secret?{query}", headers=headers)


GIVEN = urlencode(RIGHT)


@pytest.mark.requirement("C-4.2.1-2")
async def test_a_browser_that_comes_from_another_site_is_sent_on_by_our_own_page_first() -> None:
    instance = _Instance()
    arrived = await _open(instance, GIVEN)
    assert (arrived.status_code, instance.reached) == (200, []), "its session cookie stayed behind"
    address = f"/callback/secret?{GIVEN}&here=1".replace("&", "&amp;")
    assert f'content="0;url={address}"' in arrived.text
    assert arrived.headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in arrived.headers["content-security-policy"]

    finished = await _open(instance, f"{GIVEN}&here=1")
    assert (finished.status_code, finished.headers["location"]) == (303, "/approve/secret")
    assert instance.reached == [("secret", "alice", RIGHT["hash"], RIGHT["interact_ref"])]


TOLD: dict[str, tuple[str, str | None, str, str]] = {
    "on its way": (GIVEN, "alice", "Going on", "Es geht weiter"),
    "signed out": (f"{GIVEN}&here=1", None, "You are not signed in", "Du bist nicht angemeldet"),
    "for nothing": ("here=1", "alice", "Nothing waits for this", "Hierauf wartet nichts"),
}


@pytest.mark.parametrize("row", TOLD)
async def test_who_comes_back_is_told_in_their_own_language(row: str) -> None:
    query, owner, english, german = TOLD[row]
    for language, title in (("", english), ("de-AT, en;q=0.5", german)):
        told = await _open(_Instance(), query, owner, language=language)
        assert f"<h1>{title}</h1>" in told.text
        assert f'<html lang="{told.headers["content-language"]}">' in told.text


async def test_what_an_address_holds_is_text_on_our_page() -> None:
    arrived = await _open(_Instance(), urlencode({"hash": '"><script>alert(1)</script>', "interact_ref": "a"}))
    assert "<script>" not in arrived.text


REDIRECTS: dict[str, tuple[str, str | None, int]] = {
    "nobody is signed in": (f"{GIVEN}&here=1", None, 401),
    "the hash is missing": ("interact_ref=a&here=1", "alice", 400),
    "the reference is missing": ("hash=a&here=1", "alice", 400),
    "the hash stands there twice": (f"{GIVEN}&hash=b&here=1", "alice", 400),
    "there is nothing": ("here=1", "alice", 400),
    "it is as long as a novel": (f"{GIVEN}&x={'a' * callback.LONGEST}&here=1", "alice", 400),
    "a result that nobody knows": ("result=perhaps&here=1", "alice", 400),
    "a refusal with a hash": (f"{GIVEN}&result=grant_rejected&here=1", "alice", 303),
}


@pytest.mark.requirement("C-4.2.1-4", "C-2.5.2.1-2", "C-2.5.2-10")
@pytest.mark.parametrize("row", REDIRECTS)
async def test_a_browser_without_session_hash_and_reference_finishes_nothing(row: str) -> None:
    query, owner, status = REDIRECTS[row]
    instance = _Instance()
    assert (await _open(instance, query, owner)).status_code == status
    assert instance.rejections == []
    assert len(instance.reached) == (status == 303)


async def test_a_bare_refusal_reaches_the_instance_as_one() -> None:
    instance = _Instance()
    assert (await _open(instance, "result=grant_rejected&here=1")).status_code == 303
    assert (instance.reached, instance.rejections) == ([], [("secret", "alice")])
    refused = _Instance(takes=False)
    assert (await _open(refused, "result=grant_rejected&here=1")).status_code == 400


async def test_a_head_request_finishes_nothing() -> None:
    instance = _Instance()
    assert (await _open(instance, f"{GIVEN}&here=1", method="HEAD")).status_code == 400
    assert instance.reached == []


async def test_without_a_way_to_know_the_owner_no_browser_finishes_anything() -> None:
    instance = _Instance()
    assert (await _send(instance, None, "GET")).status_code == 400
    assert instance.reached == []
