"""Clients that register themselves (RFC 7591): only where the installation lets them, few, and not for long."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx2
import pytest

from broker.agents.registering import MOST_A_MINUTE, MOST_UNUSED, UNUSED
from broker.store.query import select
from broker.store.tables import HostRegistration
from tests.agents.signing_in import (
    ASK,
    HELLO,
    REDIRECT,
    Program,
    at,
    browser,
    enrolled,
    knock,
    opened,
    redeeming,
    sent_back,
)
from tests.home import Home, home

pytestmark = pytest.mark.anyio

SAID = {"client_name": "Some Agent", "redirect_uris": [REDIRECT], "token_endpoint_auth_method": "none"}


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[Home]:
    async with home(tmp_path, dynamic_registration=True) as made:
        yield made


async def registering(house: Home, content: object = None, **headers: str) -> httpx2.Response:
    body = content if isinstance(content, bytes) else json.dumps(SAID if content is None else content).encode()
    async with at(house) as http:
        return await http.post("/oauth/register", content=body, headers={"Content-Type": "application/json"} | headers)


async def registered(house: Home) -> str:
    answer = await registering(house)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["client_id"])


async def kept(house: Home) -> list[str]:
    return await house.broker.store.read(lambda session: list(session.scalars(select(HostRegistration.client_id))))


async def metadata(house: Home) -> dict[str, Any]:
    async with at(house) as http:
        return dict((await http.get("/.well-known/oauth-authorization-server/oauth")).json())


async def test_it_is_off_unless_it_is_switched_on(house: Home, tmp_path: Path) -> None:
    async with home(tmp_path / "usual") as usual:
        assert (await registering(usual)).status_code == 404
        assert "registration_endpoint" not in await metadata(usual)
        page = await opened(usual, urlencode(ASK | {"client_id": await registered(house)}))
        assert (page.status_code, "do not register themselves here" in page.text) == (400, True)
    assert (await metadata(house))["registration_endpoint"].endswith("/oauth/register")


async def test_the_official_client_registers_itself_and_signs_in_through_the_owners_page(house: Home) -> None:
    program = Program(house)
    program.auth.context.client_metadata_url = None  # it has no document
    async with at(house, program.auth) as http:
        answer = await http.post("/mcp", json=HELLO, headers={"Accept": "application/json, text/event-stream"})
    assert answer.status_code == 200
    assert program.memory.info is not None
    assert [program.memory.info.client_id] == await kept(house)


async def test_who_registered_itself_is_shown_as_nobody_known(house: Home) -> None:
    client_id = await registered(house)
    query = urlencode(ASK | {"client_id": client_id})
    page, proposal = (await opened(house, query)).text, await enrolled(house, query)
    signed = (await browser(house).get(f"/proposals/{proposal}")).text
    for shown in (page, signed):
        assert "A program that registered itself" in shown
        assert client_id in shown
        assert "document is published" not in shown


BAD: dict[str, tuple[dict[str, object], str]] = {
    "no redirect URIs": ({"redirect_uris": []}, "invalid_client_metadata"),
    "a redirect URI of an app": ({"redirect_uris": [REDIRECT, "myapp://back"]}, "invalid_redirect_uri"),
    "a script": ({"redirect_uris": ["javascript:alert(1)"]}, "invalid_redirect_uri"),
    "cleartext elsewhere": ({"redirect_uris": ["http://client.example/back"]}, "invalid_redirect_uri"),
    "a port of nobody's": ({"redirect_uris": ["https://client.example:0/back"]}, "invalid_redirect_uri"),
    "an answer of its own": ({"redirect_uris": ["https://client.example/?code=x&iss=y"]}, "invalid_redirect_uri"),
    "a fragment": ({"redirect_uris": ["https://client.example/back#x"]}, "invalid_redirect_uri"),
    "a software statement": ({"software_statement": "e30.e30."}, "unapproved_software_statement"),
    "a secret": ({"token_endpoint_auth_method": "client_secret_basic"}, "invalid_client_metadata"),
    "another grant": ({"grant_types": ["implicit"]}, "invalid_client_metadata"),
    "a name that no database holds": ({"client_name": "a\0"}, "invalid_client_metadata"),
    "a name too long": ({"client_name": "a" * 201}, "invalid_client_metadata"),
}


@pytest.mark.parametrize("row", BAD)
async def test_what_may_not_be_registered_is_refused_and_not_kept(house: Home, row: str) -> None:
    changed, error = BAD[row]
    answer = await registering(house, SAID | changed)
    assert (answer.status_code, answer.json()["error"], await kept(house)) == (400, error, [])
    assert len([await registered(house)]) == len(await kept(house))


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"redirect_uris": [], "redirect_uris": []}', b"[" * 9000, b"\xff"]
)
async def test_what_is_no_registration_is_refused(house: Home, body: bytes) -> None:
    assert (await registering(house, body)).status_code == 400
    assert (await registering(house, json.dumps(SAID).encode() + b" " * 16_384)).status_code == 400
    assert (await registering(house, None, **{"Content-Type": "text/plain"})).status_code == 400
    assert await kept(house) == []
    await registered(house)


async def test_a_registration_that_nobody_signs_for_ends_and_one_that_is_signed_for_stays(house: Home) -> None:
    used, unused = await registered(house), await registered(house)
    proposal = await enrolled(house, urlencode(ASK | {"client_id": used}))
    await house.phone.sign(proposal)
    code = (await sent_back(house, proposal)).params["code"]
    async with at(house) as http:
        given = (await http.post("/oauth/token", data=redeeming(code, client_id=used))).json()
    assert (await knock(house, given["access_token"])).status_code == 200
    house.clock.turn(UNUSED.total_seconds())
    await house.phone.sign_in()
    for client_id, status in ((used, 200), (unused, 400)):
        assert (await opened(house, urlencode(ASK | {"client_id": client_id}))).status_code == status
    new = await registered(house)
    assert sorted(await kept(house)) == sorted([used, new])


async def test_few_may_register_in_a_minute_and_wait_for_an_owner(house: Home) -> None:
    for _ in range(MOST_A_MINUTE):
        await registered(house)
    answer = await registering(house)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "60")
    while len(await kept(house)) < MOST_UNUSED:
        house.clock.turn(60)
        for _ in range(MOST_A_MINUTE):
            await registered(house)
    house.clock.turn(60)
    assert (await registering(house)).status_code == 429
    house.clock.turn(UNUSED.total_seconds())
    assert (await registering(house)).status_code == 201
