"""Registering resources: a server's own rights under a reference that says nothing, and every other set is refused."""

from pathlib import Path
from typing import Any

import pytest

from broker.authserver import resources
from broker.gnap.errors import PeerError
from broker.gnap.keys import key_object
from broker.gnap.rights import parse_access
from broker.resource import Protect
from broker.store.query import Session, col, select
from broker.store.tables import Audit, RegisteredServer, ResourceSet
from tests.authserver.foreign import FORBIDDEN, HISTORY, READ, Foreign
from tests.authserver.resource_side import ENTRY, Server, bank, books
from tests.authserver.wire import Wire, error_of
from tests.home import PUBLIC_URL, home
from tests.stand_ins import key_named

pytestmark = pytest.mark.anyio

Json = dict[str, Any]
STRANGER = key_named("stranger", 19)


async def _reference(server: Server, *access: Any, **members: Any) -> str:
    answer = await server.register(*access, **members)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["resource_reference"])


@pytest.mark.requirement("R-3.4-5", "R-3.4-4", "R-3.3-1")
async def test_a_server_gets_a_reference_a_name_and_the_place_to_ask_about_tokens(
    tmp_path: Path, database_url: str
) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        server = bank(here)
        answer = await server.register(READ, token_formats_supported=["jwt-signed"], token_introspection_required=True)
        told = answer.json()
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
        assert told.keys() == {"resource_reference", "instance_id", "introspection_endpoint"}
        assert told["introspection_endpoint"] == f"{PUBLIC_URL}/gnap/introspect"
        kept, known = await here.broker.store.read(_only)
        assert (kept.access, kept.formats, kept.introspected) == ([READ], ["jwt-signed"], True)
        assert (kept.reference, kept.server) == (told["resource_reference"], known.identity)
        assert known.key == key_object(server.key.public)


def _only(session: Session) -> tuple[ResourceSet, RegisteredServer]:
    kept, known = session.exec(select(ResourceSet)).one(), session.exec(select(RegisteredServer)).one()
    return kept.model_copy(), known.model_copy()


@pytest.mark.requirement("R-3.4-5")
async def test_a_reference_is_chance_and_the_same_set_keeps_the_one_it_has(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        server = bank(here)
        first = await _reference(server, READ)
        assert await _reference(server, READ) == first
        others = [
            await _reference(server, HISTORY),
            await _reference(server, READ, HISTORY),
            await _reference(server, READ, token_introspection_required=True),
            await _reference(server, READ, token_formats_supported=["jwt-signed"]),
        ]
        assert len({first, *others}) == 5
        # 24 characters of base64url: 144 bits
        assert {len(one.removeprefix("r_")) for one in (first, *others)} == {24}
        assert [one for one in (first, *others) if "bank" in one or "account" in one] == []


async def test_a_server_may_name_itself_by_the_identifier_that_it_was_given(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        server = bank(here)
        name = (await server.register(READ)).json()["instance_id"]
        again = await server.register(HISTORY, resource_server=name)
        assert again.json()["instance_id"] == name
        token = (await (await Wire.of_agent(here)).ask(here.call("bank_read_account", account="main"))).json()
        value = token["access_token"]["value"]
        assert (await server.introspect(value, resource_server=name))["active"] is True
        borrowed = await server.post("/gnap/resource", server.registration(READ, resource_server=name), key=STRANGER)
        assert (borrowed.status_code, error_of(borrowed)) == (400, "invalid_resource_server")


REFUSED: dict[str, tuple[list[Any], Json, str]] = {
    "no access": ([], {"access": ...}, "invalid_request"),
    "access that is no list": ([], {"access": READ}, "invalid_request"),
    "an empty list of rights": ([], {}, "invalid_request"),
    "a right without a type": ([{"actions": ["read"]}], {}, "invalid_request"),
    "a reference to something else": (["r_other"], {}, "invalid_access"),
    "a reference beside a right": ([READ, "r_other"], {}, "invalid_access"),
    "rights at another server": ([ENTRY], {}, "invalid_access"),
    "rights at another server beside its own": ([READ, ENTRY], {}, "invalid_access"),
    "rights at both": ([READ | {"locations": [*READ["locations"], *ENTRY["locations"]]}], {}, "invalid_access"),
    "rights everywhere": ([{"type": "bank-account", "actions": ["read"]}], {}, "invalid_access"),
    "no server": ([READ], {"resource_server": ...}, "invalid_resource_server"),
    "a server without a key": ([READ], {"resource_server": {}}, "invalid_resource_server"),
    "an identifier that nobody has": ([READ], {"resource_server": "rs_nobody"}, "invalid_resource_server"),
    "a key that no connector names": (
        [READ],
        {"resource_server": {"key": key_object(STRANGER.public)}},
        "invalid_resource_server",
    ),
    "formats that are no list": ([READ], {"token_formats_supported": "jwt-signed"}, "invalid_request"),
    "formats that are no text": ([READ], {"token_formats_supported": [7]}, "invalid_request"),
    "one of our formats beside no text": (
        [READ],
        {"token_formats_supported": ["jwt-signed", 7]},
        "invalid_request",
    ),
    "no format at all": ([READ], {"token_formats_supported": []}, "invalid_request"),
    "a format that is registered and not ours": ([READ], {"token_formats_supported": ["macaroon"]}, "invalid_request"),
    "a format that is not registered": ([READ], {"token_formats_supported": ["opaque"]}, "invalid_request"),
    "introspection that is no yes or no": ([READ], {"token_introspection_required": "yes"}, "invalid_request"),
}


@pytest.mark.requirement("R-3.4-1", "R-3.4-2", "R-3.4-6", "R-3.5-1")
@pytest.mark.parametrize("row", REFUSED)
async def test_a_set_that_may_not_be_registered_is_an_error_of_the_rs_facing_kind(tmp_path: Path, row: str) -> None:
    access, members, code = REFUSED[row]
    async with home(tmp_path) as here:
        server = bank(here)
        refused = await server.register(*access, **members)
        assert (refused.status_code, error_of(refused)) == (400, code)
        assert refused.json().keys() == {"error"}
        assert await here.broker.store.read(lambda session: session.exec(select(ResourceSet)).first()) is None
        assert await _reference(server, READ)


async def test_a_set_that_holds_a_reference_is_told_so_and_not_that_it_lies_elsewhere(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        server = bank(here)
        told = [(await server.register(*access)).json()["error"]["description"] for access in ([READ, "r_1"], [ENTRY])]
        assert ["it holds no references" in one for one in told] == [True, False]
        assert ["must lie at this resource server" in one for one in told] == [False, True]


@pytest.mark.requirement("R-3.4-4", "R-3.2-1")
async def test_a_registration_counts_only_with_the_proof_of_the_servers_own_key_and_once(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        server, other = bank(here), books(here)
        content = server.registration(READ)
        for key in (STRANGER, other.key, (await Wire.of_agent(here)).key):
            refused = await server.post("/gnap/resource", content, key=key)
            assert (refused.status_code, error_of(refused)) == (400, "invalid_resource_server")
        message = server.signed("POST", f"{PUBLIC_URL}/gnap/resource", content)
        assert (await server.send(message.without_header("signature"))).status_code == 400
        assert (await server.send(message)).status_code == 200
        assert (await server.send(message)).status_code == 400, "received before"


@pytest.mark.requirement("R-3.4-3")
async def test_a_server_that_must_ask_about_every_token_of_a_set_may_ask(tmp_path: Path) -> None:
    # The error of R-3.4-3 has no case here: whoever may register may introspect, and this is what shows it.
    async with home(tmp_path) as here:
        shop, server = await Foreign.registered(here), bank(here)
        reference = await _reference(server, READ, token_introspection_required=True)
        token = (await shop.approved(reference))["access_token"]
        assert (await server.introspect(token["value"]))["active"] is True


@pytest.mark.requirement("C-8.1-1", "R-3.3-7", "R-3.3-5")
@pytest.mark.promise("P16")
async def test_a_reference_is_worth_its_rights_at_the_server_that_registered_it_and_nowhere_else(
    tmp_path: Path,
) -> None:
    async with home(tmp_path) as here:
        shop, server, other = await Foreign.registered(here), bank(here), books(here)
        reference = await _reference(server, READ)
        token = (await shop.approved(reference))["access_token"]
        assert token["access"] == [reference]
        assert (await server.introspect(token["value"], access=[READ]))["access"] == [READ]
        assert (await server.introspect(token["value"], access=[reference]))["active"] is True
        for more in ([HISTORY], [READ, HISTORY], [reference, "r_unknown"], ["r_unknown"]):
            assert await server.introspect(token["value"], access=more) == {"active": False}
        assert await other.introspect(token["value"]) == {"active": False}


@pytest.mark.promise("P16")
async def test_a_reference_gets_no_more_than_the_policy_gives_for_its_rights(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop, server = await Foreign.registered(here), bank(here)
        denied, unknown = await _reference(server, FORBIDDEN), "r_unknown"
        assert error_of(await shop.ask(denied)) == "request_denied"
        assert error_of(await shop.ask(unknown)) == "request_denied"
        assert "continue" in (await shop.ask(await _reference(server, READ))).json()


async def test_the_sets_of_one_server_are_bounded_and_the_known_ones_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "MOST_SETS", 2)
    async with home(tmp_path) as here:
        server, other = bank(here), books(here)
        known = [await _reference(server, READ), await _reference(server, HISTORY)]
        refused = await server.register(READ, HISTORY)
        assert (refused.status_code, error_of(refused)) == (400, "invalid_request")
        assert [await _reference(server, READ), await _reference(server, HISTORY)] == known
        assert await _reference(other, ENTRY)


async def test_a_registration_is_in_the_audit_record(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        reference = await _reference(bank(here), READ)

        def work(session: Session) -> list[str]:
            kind = col(Audit.kind) == "server.resources_registered"
            return [one.subject for one in session.exec(select(Audit).where(kind))]

        assert await here.broker.store.read(work) == [reference]


@pytest.mark.requirement("R-3.4-1", "R-3.4-4")
async def test_the_kit_registers_and_what_it_gets_is_a_reference_that_clients_ask_for(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop, server = await Foreign.registered(here), bank(here)
        registered = await server.protect().register(parse_access([READ]))
        assert registered.instance_id is not None
        assert registered.reference == await _reference(server, READ, token_introspection_required=True)
        token = (await shop.approved(registered.reference))["access_token"]
        message = shop.signed("GET", READ["locations"][0], None, token["value"])
        granted = await server.protect().check(message, parse_access([READ])[0])  # type: ignore[arg-type]
        assert granted.access == parse_access([READ])


@pytest.mark.requirement("R-3.4-6")
async def test_the_kit_is_told_of_a_registration_that_was_refused(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        kit: Protect = bank(here).protect()
        with pytest.raises(PeerError, match="HTTP status 400"):
            await kit.register(parse_access([ENTRY]))
        with pytest.raises(PeerError, match="HTTP status 400"):
            await kit.register(parse_access([READ]), formats=("macaroon",))
        assert (await kit.register(parse_access([READ]), formats=("macaroon", "jwt-signed"))).reference
