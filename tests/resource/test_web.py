"""The kit in front of a FastAPI application, over HTTP in process."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any
from urllib.parse import quote

import httpx2
import pytest
from fastapi import Depends, FastAPI, HTTPException, Request
from pydantic import BaseModel

from broker.gnap.http_message import HttpMessage
from broker.gnap.proofs import httpsig
from broker.gnap.rights import AccessRight
from broker.resource import Granted, Protect, RecentNonces, protected
from tests.stand_ins import GRANT_ENDPOINT, INTROSPECTION, NOW, IntrospectingAS, counting_mint, key_named

API = "https://api.example/v1"
CLIENT, RS = key_named("scout", 1), key_named("api", 3)
RIGHT = {"type": "note", "actions": ["write"], "locations": [f"{API}/notes/a%20b"]}


class Note(BaseModel):
    text: str


def needed(request: Request, body: bytes) -> AccessRight:
    if body == b'{"text":"unfit"}':
        raise HTTPException(400, "unfit")
    location = f"{API}/notes/{quote(request.path_params['name'])}"
    return AccessRight.model_validate({**RIGHT, "locations": [location]})


def application(authorization_server: IntrospectingAS) -> FastAPI:
    protect = Protect(
        authorization_server=GRANT_ENDPOINT,
        introspection_endpoint=INTROSPECTION,
        resource_server=API,
        key=RS,
        send=authorization_server.send,
        now=lambda: NOW,
        remember=RecentNonces(lambda: NOW).remember,
        mint=counting_mint(),
    )
    app = FastAPI()

    @app.put("/notes/{name}")
    async def put(name: str, note: Note, granted: Annotated[Granted, Depends(protected(protect, needed))]) -> list[str]:
        return [name, note.text, granted.jti]

    return app


def signed(path: str = "/notes/a%20b", body: bytes = b'{"text": "hi"}', nonce: str = "n") -> HttpMessage:
    headers = (("authorization", "GNAP token"), ("content-type", "application/json"))
    bare = HttpMessage("PUT", API + path, headers, body)
    return httpsig.sign(bare, CLIENT, created=int(NOW.timestamp()), nonce=nonce)


def sent(*messages: HttpMessage, host: str = "wherever.internal") -> list[httpx2.Response]:
    authorization_server = IntrospectingAS(RS.public)
    authorization_server.issue("token", CLIENT.public, RIGHT)

    async def exchange() -> list[httpx2.Response]:
        transport = httpx2.ASGITransport(application(authorization_server))
        # The proxy in front of the application strips /v1 and writes another Host.
        async with httpx2.AsyncClient(transport=transport) as client:
            return [
                await client.request(
                    m.method, m.target_uri.replace(API, f"http://{host}"), headers=list(m.headers), content=m.body
                )
                for m in messages
            ]

    return asyncio.run(exchange())


def test_a_signed_request_reaches_the_handler_with_its_body_and_what_was_granted() -> None:
    [answer] = sent(signed())
    assert (answer.status_code, answer.json()) == (200, ["a b", "hi", "id-of-token"])


def test_a_request_without_a_token_is_challenged_before_anything_else_is_said_about_it() -> None:
    bare = signed(body=b'{"text":"unfit"}').without_header("authorization")
    challenged, unfit, fit = sent(bare, signed(body=b'{"text":"unfit"}'), signed(nonce="m"))
    assert challenged.status_code == 401
    assert challenged.headers["WWW-Authenticate"].startswith("GNAP ")
    assert (unfit.status_code, fit.status_code) == (400, 200)


MUTATIONS: dict[str, Callable[[HttpMessage], HttpMessage]] = {
    "a space more in the JSON": lambda m: replace(m, body=b'{"text":  "hi"}'),
    "path decoded and encoded otherwise": lambda m: replace(m, target_uri=f"{API}/notes/%61%20b"),
    "query added": lambda m: replace(m, target_uri=f"{m.target_uri}?x"),
    "method": lambda m: replace(m, method="POST"),
}


@pytest.mark.parametrize("mutate", MUTATIONS.values(), ids=MUTATIONS.keys())
def test_the_proof_is_checked_over_the_raw_request(mutate: Callable[[HttpMessage], HttpMessage]) -> None:
    mutated, control = sent(mutate(signed()), signed())
    assert mutated.status_code in {401, 405}
    assert control.status_code == 200


def test_the_host_header_decides_nothing() -> None:
    elsewhere: Any = replace(signed(), target_uri=signed().target_uri)
    forged = httpsig.sign(
        HttpMessage("PUT", "https://evil.example/notes/a%20b", (("authorization", "GNAP token"),), b'{"text": "hi"}'),
        CLIENT,
        created=int(NOW.timestamp()),
        nonce="f",
    )
    refused, granted = sent(replace(forged, target_uri=elsewhere.target_uri), elsewhere, host="evil.example")
    assert (refused.status_code, granted.status_code) == (401, 200)


def test_a_right_for_one_path_is_none_for_another() -> None:
    other, control = sent(signed("/notes/other"), signed(nonce="m"))
    assert (other.status_code, control.status_code) == (403, 200)
