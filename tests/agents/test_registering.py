"""Clients that register themselves (RFC 7591): only where the installation lets them, few, and not for long."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx2
import pytest

from broker.agents.registering import MOST_A_MINUTE, MOST_OF_ALL, MOST_UNUSED, UNUSED
from broker.store.query import Session, select
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
from tests.home import PUBLIC_URL, Home, home

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


def _from(house: Home, peer: str) -> httpx2.AsyncClient:
    transport = httpx2.ASGITransport(app=house.broker.app, client=(peer, 4711))
    return httpx2.AsyncClient(base_url=PUBLIC_URL, transport=transport, trust_env=False)


async def _registering_from(house: Home, peer: str) -> int:
    async with _from(house, peer) as http:
        answer = await http.post("/oauth/register", json=SAID)
    assert answer.status_code in (201, 429)
    assert answer.headers.get("retry-after") == (None if answer.status_code == 201 else "60")
    return answer.status_code


async def test_few_may_register_in_a_minute_from_one_address_and_keep_nobody_else_out(house: Home) -> None:
    outsider, other = "203.0.113.9", "203.0.113.10"
    assert [await _registering_from(house, outsider) for _ in range(MOST_A_MINUTE + 5)].count(201) == MOST_A_MINUTE
    assert await _registering_from(house, other) == 201
    house.clock.turn(59)
    assert [await _registering_from(house, one) for one in (outsider, other)] == [429, 201]
    house.clock.turn(1)
    assert [await _registering_from(house, outsider) for _ in range(MOST_A_MINUTE + 1)][-2:] == [201, 429]


async def test_one_who_has_a_network_of_ipv6_addresses_is_one(house: Home) -> None:
    for number in range(MOST_A_MINUTE):
        assert await _registering_from(house, f"2001:db8:0:1::{number:x}") == 201
    assert await _registering_from(house, "2001:db8:0:1:ffff::1") == 429
    assert await _registering_from(house, "2001:db8:0:2::1") == 201


async def test_the_work_of_all_who_register_is_bounded_and_a_refusal_counts_for_nobody(house: Home) -> None:
    peers = [f"203.0.113.{number}" for number in range(MOST_OF_ALL // MOST_A_MINUTE)]
    for peer in peers:
        assert {await _registering_from(house, peer) for _ in range(MOST_A_MINUTE)} == {201}
    house.clock.turn(59)
    assert {await _registering_from(house, "198.51.100.7") for _ in range(MOST_A_MINUTE + 1)} == {429}
    assert len(await kept(house)) == MOST_OF_ALL
    house.clock.turn(1)
    assert {await _registering_from(house, "198.51.100.7") for _ in range(MOST_A_MINUTE)} == {201}


async def test_where_very_many_wait_the_oldest_goes_that_no_owner_named(house: Home) -> None:
    used, named, oldest = [await registered(house) for _ in range(3)]
    await house.phone.sign(await enrolled(house, urlencode(ASK | {"client_id": used})))
    await enrolled(house, urlencode(ASK | {"client_id": named}), "other")
    house.clock.turn(60)

    def fill(session: Session) -> None:
        for number in range(MOST_UNUSED - 2):
            row = HostRegistration(client_id=f"other-{number}", client_name="", created_at=house.clock())
            row.redirect_uris = [REDIRECT]
            session.add(row)

    await house.broker.store.write(fill)
    assert oldest in await kept(house), "the control: there is room for it"
    house.clock.turn(60)
    new = await registered(house)
    there = await kept(house)
    assert (len(there), oldest in there) == (MOST_UNUSED + 1, False)
    assert {used, named, new} <= set(there)
    assert (await opened(house, urlencode(ASK | {"client_id": new}))).status_code == 200
