"""What a resource server is told of a token: everything decides together, and any doubt is `{"active": false}`."""

import secrets
from pathlib import Path
from typing import Any

import httpx2
import pytest

from broker.demo.bank import KID
from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import nonce
from broker.gnap.keys import PrivateKey, key_object
from broker.gnap.message import write_object
from broker.gnap.proofs import httpsig
from broker.store.query import update
from broker.store.tables import Agent, RegisteredClient
from tests.authserver.wire import Wire, error_of
from tests.home import BANK_URL, Home, home
from tests.stand_ins import key_named

pytestmark = pytest.mark.anyio

Json = dict[str, Any]
INACTIVE = {"active": False}
SHOP_URL = "http://127.0.0.1:9102"


async def _ask(here: Home, key: PrivateKey, content: Json) -> httpx2.Response:
    endpoint = f"{here.broker.settings.grant_endpoint}/introspect"
    body = write_object(content)
    message = HttpMessage("POST", endpoint, (("content-type", "application/json"),), body)
    signed = httpsig.sign(message, key, created=int(here.clock().timestamp()), nonce=nonce(secrets.token_bytes))
    return await Wire(here, key).send(signed)


def _question(key: PrivateKey, token: str, **changes: Any) -> Json:
    shown = {"key": key_object(key.public)}
    return {"access_token": token, "proof": "httpsig", "resource_server": shown, **changes}


async def _issued(here: Home) -> Json:
    answer = await (await Wire.of_agent(here)).ask(here.call("bank_read_account", account="main"))
    token: Json = answer.json()["access_token"]
    return token


async def _answer(here: Home, token: str, **changes: Any) -> Json:
    answer: Json = (await _ask(here, here.bank_key, _question(here.bank_key, token, **changes))).json()
    return answer


@pytest.mark.requirement("R-3.3-4", "R-3.3-7", "R-3.3-8", "R-2.1-2", "R-2.1-3")
async def test_a_token_in_force_is_told_with_its_rights_its_key_and_its_bounds(
    tmp_path: Path, database_url: str
) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        token = await _issued(here)
        answer = await _answer(here, token["value"], access=token["access"])
        now = int(here.clock().timestamp())
        wire = await Wire.of_agent(here)
        assert {name: answer[name] for name in ("active", "iss", "access", "key", "iat", "exp", "uses")} == {
            "active": True,
            "iss": "http://localhost:8765/gnap",
            "access": token["access"],
            "key": key_object(wire.key.public),
            "iat": now,
            "exp": now + 600,
            "uses": 1,
        }
        assert token["value"] not in str(answer)


WIDER: dict[str, Json] = {
    "another action": {"actions": ["close"]},
    "another account": {"identifier": "savings"},
    "another location": {"locations": [f"{BANK_URL}/accounts/savings"]},
    "no location, which means all": {"locations": None},
    "another type": {"type": "bank-payment"},
    "a type that nobody knows": {"type": "bank-unheard-of"},
}


@pytest.mark.requirement("R-3.3-4", "R-3.3-5", "R-3.3-2")
@pytest.mark.promise("P18")
@pytest.mark.parametrize("row", WIDER)
async def test_a_request_that_needs_more_than_was_granted_makes_the_token_inactive(tmp_path: Path, row: str) -> None:
    async with home(tmp_path) as here:
        token = await _issued(here)
        changed = {**token["access"][0], **WIDER[row]}
        needed = {name: value for name, value in changed.items() if value is not None}
        assert await _answer(here, token["value"], access=[needed]) == INACTIVE
        assert (await _answer(here, token["value"], access=token["access"]))["active"] is True


@pytest.mark.requirement("R-2.1.14-1", "R-2.1.14-4", "R-3.3-6", "C-5-4", "R-2.1.14-3")
@pytest.mark.promise("P18")
async def test_continuation_and_management_tokens_and_made_up_ones_are_never_active(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        token = await _issued(here)
        pending = (await (await Wire.of_agent(here)).ask(here.call())).json()
        others = [pending["continue"]["access_token"]["value"], token["manage"]["access_token"]["value"], "A" * 43, ""]
        assert [await _answer(here, other) for other in others] == [INACTIVE] * 4
        assert (await _answer(here, token["value"]))["active"] is True


async def _revoke(here: Home, token: Json) -> None:
    await (await Wire.of_agent(here)).delete(token["manage"]["uri"], token["manage"]["access_token"]["value"])


async def _expire(here: Home, _: Json) -> None:
    here.clock.turn(600)


async def _freeze(here: Home, _: Json) -> None:
    await _set(here, Agent, frozen_at=here.clock())


async def _revoke_agent(here: Home, _: Json) -> None:
    await _set(here, Agent, revoked_at=here.clock())


async def _revoke_key(here: Home, _: Json) -> None:
    await _set(here, RegisteredClient, revoked_at=here.clock())


async def _set(here: Home, table: Any, **values: Any) -> None:
    await here.broker.store.write(lambda session: session.connection().execute(update(table).values(**values)).rowcount)


ENDED = {
    "revoked": _revoke,
    "expired": _expire,
    "of a frozen agent": _freeze,
    "of a revoked agent": _revoke_agent,
    "of a revoked key": _revoke_key,
}


@pytest.mark.requirement("R-3.3-4", "C-6.2-1", "C-5.4-2")
@pytest.mark.parametrize("row", ENDED)
async def test_a_token_that_is_no_longer_in_force_is_inactive(tmp_path: Path, row: str) -> None:
    async with home(tmp_path) as here:
        token = await _issued(here)
        assert (await _answer(here, token["value"]))["active"] is True
        await ENDED[row](here, token)
        assert await _answer(here, token["value"]) == INACTIVE


async def test_a_proof_that_the_token_is_not_bound_by_makes_it_inactive(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        token = await _issued(here)
        assert await _answer(here, token["value"], proof="mtls") == INACTIVE
        assert (await _answer(here, token["value"]))["active"] is True


@pytest.mark.requirement("R-3.3-4", "R-4-2")
async def test_a_token_of_one_resource_server_is_inactive_at_another(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = key_named("shop", 9)
        bank = (here.broker.settings.config_dir / "tools" / "bank.yaml").read_text()
        text = bank.replace(BANK_URL, SHOP_URL).replace("name: bank\n", "name: shop\n").replace("bank_", "shop_")
        text = text.replace(here.bank_key.public.jwk["x"], shop.public.jwk["x"]).replace(KID, "shop")
        here.write("tools/shop.yaml", text)
        assert [one.name for one in here.broker.files.connectors()] == ["bank", "shop"]
        token = await _issued(here)
        assert (await _ask(here, shop, _question(shop, token["value"]))).json() == INACTIVE
        assert (await _answer(here, token["value"]))["active"] is True


@pytest.mark.requirement("R-3.2-1", "R-3.3-3", "R-3.5-1")
async def test_a_resource_server_that_no_connector_names_is_told_nothing(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        token = await _issued(here)
        stranger = key_named("stranger", 8)
        refused = await _ask(here, stranger, _question(stranger, token["value"]))
        assert (refused.status_code, error_of(refused)) == (400, "invalid_resource_server")
        borrowed = await _ask(here, stranger, _question(here.bank_key, token["value"]))
        assert (borrowed.status_code, error_of(borrowed)) == (400, "invalid_resource_server")
        assert (await _answer(here, token["value"]))["active"] is True


FAULTS: dict[str, tuple[Json, str]] = {
    "no token": ({"access_token": None}, "invalid_request"),
    "a token that is no text": ({"access_token": 1}, "invalid_request"),
    "no resource server": ({"resource_server": None}, "invalid_resource_server"),
    "a resource server by reference": ({"resource_server": "the-bank"}, "invalid_resource_server"),
    "access that is no list": ({"access": "all"}, "invalid_request"),
}


@pytest.mark.requirement("R-3.3-1", "R-3.5-1")
@pytest.mark.parametrize("row", FAULTS)
async def test_a_malformed_question_is_an_error_of_the_rs_facing_kind(tmp_path: Path, row: str) -> None:
    changes, code = FAULTS[row]
    async with home(tmp_path) as here:
        token = await _issued(here)
        refused = await _ask(here, here.bank_key, _question(here.bank_key, token["value"], **changes))
        assert (refused.status_code, error_of(refused)) == (400, code)
        assert (await _answer(here, token["value"]))["active"] is True
