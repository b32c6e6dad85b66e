"""Derived tokens: what a resource server gets at another one is what a map spells out, and it ends with its parent."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from broker.connectors.downstream import Downstream
from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import key_object
from broker.gnap.message import write_object
from broker.gnap.proofs import proving
from broker.gnap.rights import parse_access
from broker.gnap.rs_role import Derived
from broker.resource import Challenge
from broker.store.query import Session, col, select, update
from broker.store.tables import Agent, Audit, ServerGrant, ServerToken
from tests.authserver.foreign import HISTORY, READ, Foreign
from tests.authserver.resource_side import BOOKS, BOOKS_URL, ENTRY, MAP, Server, mapped, readable
from tests.authserver.wire import Wire, error_of
from tests.home import BANK_URL, Home, home
from tests.stand_ins import key_named

pytestmark = pytest.mark.anyio

Json = dict[str, Any]
INACTIVE = {"active": False}
STRANGER = key_named("stranger", 18)


@pytest.mark.requirement("R-4-1", "R-4-3")
@pytest.mark.promise("P17")
async def test_the_kit_gets_a_token_for_another_server_that_is_bound_to_its_own_key(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        bank, books = mapped(here)
        derived = await _by_the_kit(here, bank)
        assert derived.access == parse_access([ENTRY])
        told = await books.introspect(derived.value, access=[ENTRY])
        assert (told["active"], told["key"], told["access"]) == (True, key_object(bank.key.public), [ENTRY])
        assert await bank.introspect(derived.value) == INACTIVE, "it is for the other server only"

        call = bank.protect().signed_call("GET", f"{BOOKS_URL}/entries", derived)
        needed = parse_access([ENTRY])[0]
        granted = await books.protect().check(call, needed)  # type: ignore[arg-type]
        assert granted.key.public == bank.key.public
        by_the_agent = (await Wire.of_agent(here)).signed("GET", f"{BOOKS_URL}/entries", None, derived.value)
        with pytest.raises(Challenge):
            await books.protect().check(by_the_agent, needed)  # type: ignore[arg-type]


async def _by_the_kit(here: Home, bank: Server) -> Derived:
    """Let an agent call the bank, and the bank ask for a token while it serves the call."""
    call, token = here.call("bank_read_account", account="main"), await readable(here)
    message = (await Wire.of_agent(here)).signed("GET", call.url, None, token["value"])
    kit = bank.protect()
    granted = await kit.check(message, parse_access(token["access"])[0])  # type: ignore[arg-type]
    return await kit.derive(granted, parse_access([ENTRY]))


async def test_a_derivation_is_in_the_audit_record_and_its_value_is_not(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        bank, _ = mapped(here)
        parent = await readable(here)
        derived = await bank.derived(parent["value"])

        def work(session: Session) -> Audit:
            row = session.exec(select(Audit).where(col(Audit.kind) == "server.derived")).one()
            return row.model_copy()

        entry = await here.broker.store.read(work)
        assert (entry.agent, entry.owner) == ("scout", "alice")
        assert [one for one in (derived["value"], parent["value"]) if one in str(entry)] == []


UNMAPPED: dict[str, Any] = {
    "another type": ENTRY | {"type": "bank-account"},
    "another action": ENTRY | {"actions": ["write"]},
    "one action more": ENTRY | {"actions": ["read", "write"]},
    "every action": {name: value for name, value in ENTRY.items() if name != "actions"},
    "another place": ENTRY | {"locations": [f"{BOOKS_URL}/journal"]},
    "every place": {name: value for name, value in ENTRY.items() if name != "locations"},
    "another account than was granted": ENTRY | {"identifier": "savings"},
    "every account": {name: value for name, value in ENTRY.items() if name != "identifier"},
    "a reference": "book-entries",
}


@pytest.mark.requirement("R-4-3")
@pytest.mark.promise("P17")
@pytest.mark.parametrize("row", UNMAPPED)
async def test_no_right_is_derived_that_the_map_does_not_spell_out(tmp_path: Path, row: str) -> None:
    async with home(tmp_path) as here:
        bank, _ = mapped(here)
        token = (await readable(here))["value"]
        assert error_of(await bank.derive(token, UNMAPPED[row])) == "request_denied"
        assert error_of(await bank.derive(token, ENTRY, UNMAPPED[row])) == "request_denied", "nor beside one that is"
        assert await bank.derived(token)


async def test_without_a_map_in_force_nothing_is_derived(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        bank, _ = mapped(here)
        token = (await readable(here))["value"]
        here.edit("tools/bank.yaml", MAP, "")
        assert error_of(await bank.derive(token, ENTRY)) == "request_denied"
        here.edit("tools/bank.yaml", "operations:\n", MAP + "operations:\n")
        assert await bank.derived(token)


@pytest.mark.promise("P17")
async def test_a_calls_right_is_mapped_by_its_own_connector_though_another_has_the_same_key(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        bank, _ = mapped(here)
        here.edit("tools/bank.yaml", MAP, "")
        here.write("tools/ledger.yaml", BOOKS.format(url=BANK_URL, key=_jwk(bank)).replace("books", "ledger") + MAP)
        token = (await readable(here))["value"]
        assert error_of(await bank.derive(token, ENTRY)) == "request_denied", "its page did not name the books"
        shop = await Foreign.registered(here)
        wide = (await shop.approved(READ | {"identifier": "main", "datatypes": ["balance"]}))["access_token"]
        assert await bank.derived(wide["value"]), "the page of a right that fixes no call names every connector's"
        here.edit("tools/bank.yaml", "operations:\n", MAP + "operations:\n")
        assert await bank.derived(token)


def _jwk(server: Server) -> str:
    return "{" + ", ".join(f"{name}: {value}" for name, value in server.key.public.jwk.items()) + "}"


OTHER_MAPS = {
    "from another type": ("type: bank-account", "type: bank-payment"),
    "from another action": ("actions: [read]}\n    to", "actions: [close]}\n    to"),
    "carrying a member over that the right lacks": ("$identifier", "$payee"),
    "carrying a list over": ("identifier: $identifier", "identifier: $locations"),
}


@pytest.mark.parametrize("row", OTHER_MAPS)
async def test_a_map_makes_nothing_of_a_right_that_it_does_not_fit(tmp_path: Path, row: str) -> None:
    async with home(tmp_path) as here:
        bank, _ = mapped(here)
        token, other = (await readable(here))["value"], MAP.replace(*OTHER_MAPS[row])
        before = _maps(here)
        here.edit("tools/bank.yaml", MAP, other)
        assert _maps(here) != before, "the other map is in force"
        assert error_of(await bank.derive(token, ENTRY)) == "request_denied"
        here.edit("tools/bank.yaml", other, MAP)
        assert await bank.derived(token)


def _maps(here: Home) -> tuple[Downstream, ...]:
    connector = here.broker.client_context.connector("bank")
    assert connector is not None
    return connector.downstream


MALFORMED: dict[str, tuple[Json, str]] = {
    "a token that is no text": ({"existing_access_token": 7}, "invalid_request"),
    "a token that is null": ({"existing_access_token": None}, "invalid_request"),
    "no rights": ({"access_token": ...}, "invalid_request"),
    "an empty list of rights": ({"access_token": {"access": []}}, "invalid_request"),
    "several tokens": ({"access_token": [{"label": "a", "access": [ENTRY]}]}, "invalid_request"),
    "no client": ({"client": ...}, "invalid_request"),
    "a client by reference": ({"client": "the-bank"}, "invalid_request"),
    "a client without a key": ({"client": {}}, "invalid_request"),
    "a wish to meet the owner": ({"interact": {"start": ["redirect"]}}, "invalid_request"),
    "a wish to know the owner": ({"subject": {"sub_id_formats": ["opaque"]}}, "invalid_request"),
}


@pytest.mark.parametrize("row", MALFORMED)
async def test_a_malformed_derivation_is_refused(tmp_path: Path, row: str) -> None:
    changes, code = MALFORMED[row]
    async with home(tmp_path) as here:
        bank, _ = mapped(here)
        token = (await readable(here))["value"]
        assert error_of(await bank.derive(token, ENTRY, **changes)) == code
        assert await bank.derived(token)


@pytest.mark.requirement("R-4-2", "R-2.1.14-5")
async def test_no_other_kind_of_token_is_one_to_derive_from(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        bank, _ = mapped(here)
        token = await readable(here)
        pending = (await (await Wire.of_agent(here)).ask(here.call())).json()
        others = [pending["continue"]["access_token"]["value"], token["manage"]["access_token"]["value"], "A" * 43, ""]
        assert [error_of(await bank.derive(other, ENTRY)) for other in others] == ["request_denied"] * 4
        assert await bank.derived(token["value"])


@pytest.mark.requirement("R-4-2")
async def test_a_token_for_one_server_gets_nothing_for_another_server_that_has_seen_it(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        bank, books = mapped(here)
        here.edit("tools/books.yaml", "operations:\n", MAP + "operations:\n")
        token = (await readable(here))["value"]
        assert error_of(await books.derive(token, ENTRY)) == "request_denied", "though it has the same map"
        assert await bank.derived(token)


@pytest.mark.requirement("R-4-1")
async def test_only_a_server_that_proves_the_key_of_a_connector_is_answered(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        bank, books = mapped(here)
        token = (await readable(here))["value"]
        asked = bank.derivation(token, ENTRY)
        agent = (await Wire.of_agent(here)).key
        for key in (books.key, STRANGER, agent):
            assert error_of(await bank.post("/gnap", asked, key=key)) == "invalid_client", "in the bank's name"
        for key in (STRANGER, agent):
            refused = await Server(here, key, "").derive(token, ENTRY)
            assert (refused.status_code, error_of(refused)) == (401, "invalid_client"), "in its own name"
        unsigned = bank.signed("POST", bank.here.broker.settings.grant_endpoint, asked).without_header("signature")
        assert error_of(await bank.send(unsigned)) == "invalid_client"
        assert await bank.derived(token)


async def test_a_derivation_that_was_received_before_is_refused(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        bank, _ = mapped(here)
        token = (await readable(here))["value"]
        message = bank.signed("POST", here.broker.settings.grant_endpoint, bank.derivation(token, ENTRY))
        assert "access_token" in (await bank.send(message)).json()
        assert error_of(await bank.send(message)) == "invalid_client"


@pytest.mark.promise("P17")
async def test_a_token_that_is_good_for_one_use_is_good_for_one_derived_one(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        bank, books = mapped(here)
        token = (await readable(here))["value"]
        derived = await bank.derived(token)
        assert (await books.introspect(derived["value"]))["uses"] == 1
        assert error_of(await bank.derive(token, ENTRY)) == "request_denied"
        await bank.manage(derived)
        assert error_of(await bank.derive(token, ENTRY)) == "request_denied", "what was revoked may have been used"
        assert await bank.derived((await readable(here, "savings"))["value"], ENTRY | {"identifier": "savings"})


async def test_nothing_is_derived_from_a_derived_token(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        bank, books = mapped(here)
        onward = MAP.replace("type: bank-account", "type: book-entry")
        here.edit("tools/books.yaml", "operations:\n", onward + "operations:\n")
        derived = await bank.derived((await readable(here))["value"])
        assert (await books.introspect(derived["value"]))["active"] is True
        assert error_of(await books.derive(derived["value"], ENTRY)) == "request_denied"


@pytest.mark.promise("P17")
async def test_revoking_a_derived_token_ends_it_and_neither_its_parent_nor_the_grant(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        bank, books = mapped(here)
        parent = await readable(here)
        derived = await bank.derived(parent["value"])
        assert (await bank.manage(derived)).status_code == 204
        assert await books.introspect(derived["value"]) == INACTIVE
        assert (await bank.introspect(parent["value"]))["active"] is True
        assert await _states(here) == ["approved"]


@pytest.mark.promise("P17")
async def test_a_derived_token_is_managed_by_the_key_of_its_server_only_and_keeps_it(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        bank, books = mapped(here)
        derived = await bank.derived((await readable(here))["value"])
        assert error_of(await books.manage(derived)) == "invalid_client"
        both = await _given_away(bank, derived)
        assert error_of(both) == "invalid_rotation"
        assert (await books.introspect(derived["value"]))["key"] == key_object(bank.key.public)
        rotated = (await bank.manage(derived, "POST")).json()["access_token"]
        assert (await books.introspect(rotated["value"]))["active"] is True
        assert await books.introspect(derived["value"]) == INACTIVE


async def _given_away(bank: Server, token: Json) -> httpx2.Response:
    """Ask for a derived token to be bound to another key, as both keys sign (RFC 9635 §6.1.1)."""
    manage, content = token["manage"], {"key": key_object(STRANGER.public)}
    headers = (
        ("content-type", "application/json"),
        ("authorization", f"GNAP {manage['access_token']['value']}"),
    )
    message = HttpMessage("POST", manage["uri"], headers, write_object(content))
    created = int(bank.here.clock().timestamp())
    both = proving.rotation_sign(message, bank.key, STRANGER, "httpsig", created=created, nonce="one-nonce")
    return await bank.send(both)


async def _revoke(here: Home, token: Json) -> None:
    deleted = await (await Wire.of_agent(here)).delete(token["manage"]["uri"], token["manage"]["access_token"]["value"])
    assert deleted.status_code == 204


async def _expire(here: Home, _: Json) -> None:
    here.clock.turn(600)


async def _freeze(here: Home, _: Json) -> None:
    await _set_agent(here, frozen_at=here.clock())


async def _revoke_agent(here: Home, _: Json) -> None:
    await _set_agent(here, revoked_at=here.clock())


async def _set_agent(here: Home, **values: Any) -> None:
    await here.broker.store.write(lambda session: session.connection().execute(update(Agent).values(**values)).rowcount)


ENDED: dict[str, Callable[[Home, Json], Awaitable[None]]] = {
    "the parent is revoked": _revoke,
    "the parent has expired": _expire,
    "the agent is frozen": _freeze,
    "the agent is revoked": _revoke_agent,
}


@pytest.mark.requirement("R-4-2")
@pytest.mark.promise("P17")
@pytest.mark.parametrize("row", ENDED)
async def test_a_derived_token_ends_with_its_parent_and_no_other_can_be_had(tmp_path: Path, row: str) -> None:
    async with home(tmp_path) as here:
        bank, books = mapped(here)
        parent, unspent = await readable(here), await readable(here)
        derived = await bank.derived(parent["value"])
        assert (await books.introspect(derived["value"]))["active"] is True
        await ENDED[row](here, parent)
        assert await books.introspect(derived["value"]) == INACTIVE
        if row == "the parent is revoked":
            assert await bank.derived(unspent["value"]), "another token goes on"
            await ENDED[row](here, unspent)
        assert error_of(await bank.derive(unspent["value"], ENTRY)) == "request_denied"


@pytest.mark.promise("P17")
async def test_a_derived_token_ends_with_its_parent_though_the_grant_goes_on(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        bank, books = mapped(here)
        shop = await Foreign.registered(here)
        mine, right = READ | {"identifier": "main"}, HISTORY | {"identifier": "main"}
        wanted = [{"label": "read", "access": [mine]}, {"label": "history", "access": [right]}]
        read, history = (await shop.granted(shop.request() | {"access_token": wanted}))["access_token"]
        derived = await bank.derived(read["value"])
        assert (await bank.introspect(read["value"]))["instance_id"] == shop.instance_id
        told = await books.introspect(derived["value"])
        assert told["key"] == key_object(bank.key.public)
        assert "instance_id" not in told, "it is the bank that calls, and no client of its own token's"
        assert (await shop.manage(read, "DELETE")).status_code == 204
        assert await books.introspect(derived["value"]) == INACTIVE
        assert (await bank.introspect(history["value"]))["active"] is True
        assert await _states(here) == ["approved"]


async def _states(here: Home) -> list[str]:
    return await here.broker.store.read(lambda session: [str(one.state) for one in session.exec(select(ServerGrant))])


async def test_a_derived_token_stands_in_the_database_as_a_digest_with_its_parent(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        bank, _ = mapped(here)
        parent = await readable(here)
        await bank.derived(parent["value"])
        tokens = await here.broker.store.read(
            lambda session: [one.model_copy() for one in session.exec(select(ServerToken))]
        )
        first, second = sorted(tokens, key=lambda one: one.parent is not None)
        assert (first.parent, second.parent, second.grant) == (None, first.id, first.grant)
        assert second.expires_at == first.expires_at
