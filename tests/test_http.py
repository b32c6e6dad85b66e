"""The one way out: only where it may go, no redirect, no more than it may read, and honest about failures."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from broker.gnap.http_message import HttpMessage
from broker.http import LARGEST, Answer, Http, NoAnswer, NotSent, origin_of
from tests.actors import served
from tests.services import free_port

pytestmark = pytest.mark.anyio

OWN = "http://localhost:8765"


def _get(uri: str) -> HttpMessage:
    return HttpMessage("GET", uri)


async def _headers(request: Request) -> Response:
    return PlainTextResponse(",".join(sorted(request.headers.keys())))


async def _redirect(_: Request) -> Response:
    return RedirectResponse("/ok", status_code=307)


async def _large(_: Request) -> Response:
    return PlainTextResponse("x" * (LARGEST + 1))


async def _slow(_: Request) -> Response:
    await asyncio.sleep(30)
    return PlainTextResponse("late")


def _app() -> Starlette:
    doors: dict[str, Any] = {"/ok": _headers, "/redirect": _redirect, "/large": _large, "/slow": _slow}
    return Starlette(routes=[Route(path, door, methods=["GET", "POST"]) for path, door in doors.items()])


@pytest.fixture
async def there(anyio_backend: str) -> AsyncIterator[tuple[Http, str]]:
    async with served(_app()) as url:
        http = Http(OWN, lambda: frozenset({origin_of(url)}))
        yield http, url
        await http.close()


WAYS: dict[str, Callable[[Http], Any]] = {
    "to an authorization server": lambda http: http.to_server,
    "to a resource server": lambda http: http.to_resource,
}


@pytest.mark.parametrize("way", WAYS)
async def test_an_address_that_the_configuration_names_is_called(there: tuple[Http, str], way: str) -> None:
    http, url = there
    answer: Answer = await WAYS[way](http)(_get(f"{url}/ok"))
    assert answer.status == 200
    assert not {"cookie", "referer"} & set(answer.body.decode().split(","))


@pytest.mark.parametrize("way", WAYS)
async def test_a_redirect_is_an_answer_and_is_not_followed(there: tuple[Http, str], way: str) -> None:
    http, url = there
    answer: Answer = await WAYS[way](http)(_get(f"{url}/redirect"))
    assert (answer.status, answer.headers["location"]) == (307, "/ok")


@pytest.mark.parametrize("way", WAYS)
async def test_an_endless_answer_is_no_answer(there: tuple[Http, str], way: str) -> None:
    http, url = there
    with pytest.raises(NoAnswer, match="larger"):
        await WAYS[way](http)(_get(f"{url}/large"))


@pytest.mark.parametrize("way", WAYS)
async def test_an_answer_that_takes_too_long_is_unknown_and_not_unsent(there: tuple[Http, str], way: str) -> None:
    http, url = there
    with pytest.raises(NoAnswer):
        await WAYS[way](http)(_get(f"{url}/slow"), seconds=0.2)


REFUSED = {
    "a loopback port that nobody named": "http://127.0.0.1:1/x",
    "localhost under another name": "http://localhost:1/x",
    "IPv6 loopback": "http://[::1]:1/x",
    "cleartext to another computer": "http://bank.example/x",
    "a file": "file:///etc/passwd",
    "no scheme": "//bank.example/x",
    "no host": "https:///x",
    "a user in the address": "https://user@bank.example/x",
    "a port that is none": "https://bank.example:99999/x",
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("row", REFUSED)
async def test_an_address_that_may_not_be_called_is_not(there: tuple[Http, str], row: str, way: str) -> None:
    http, url = there
    with pytest.raises(NotSent):
        await WAYS[way](http)(_get(REFUSED[row]))
    assert (await WAYS[way](http)(_get(f"{url}/ok"))).status == 200


@pytest.mark.promise("S15")
async def test_a_resource_call_never_comes_back_to_the_broker_itself(there: tuple[Http, str]) -> None:
    http, _ = there
    http.mount(_app())
    with pytest.raises(NotSent, match="not a resource server"):
        await http.to_resource(_get(f"{OWN}/ok"))
    assert (await http.to_server(_get(f"{OWN}/ok"))).status == 200


@pytest.mark.parametrize("way", WAYS)
async def test_where_nobody_listens_nothing_was_sent(way: str) -> None:
    uri = f"http://127.0.0.1:{free_port()}/x"
    http = Http(OWN, lambda: frozenset({origin_of(uri)}))
    with pytest.raises(NotSent):
        await WAYS[way](http)(_get(uri))
    await http.close()


async def test_the_body_that_was_signed_is_the_body_that_is_sent(there: tuple[Http, str]) -> None:
    http, url = there
    message = HttpMessage("POST", f"{url}/ok", (("content-type", "application/json"),), b'{"a": "\xc3\xa9"}')
    assert (await http.to_resource(message)).status == 200
