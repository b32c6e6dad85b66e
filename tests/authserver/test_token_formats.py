"""The two token formats: who registered for signed tokens reads them alone, and what is revoked ends as promised."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from broker.authserver.issuing import fresh_values
from broker.authserver.resources import format_of
from broker.authserver.token_formats import OPAQUE, SIGNED, SIGNED_SECONDS
from broker.gnap.rights import AccessRight, parse_access
from broker.gnap.rs_role import read_signed
from broker.resource import Challenge, Granted, Protect, discover_signer
from broker.store.query import Session, select
from broker.store.tables import ServerToken
from tests.authserver.foreign import HISTORY, READ, Foreign
from tests.authserver.resource_side import ENTRY, Server, bank, books
from tests.home import BANK_URL, PUBLIC_URL, Home, home
from tests.names import ROOT

pytestmark = pytest.mark.anyio

Json = dict[str, Any]
NEEDED = AccessRight.model_validate(READ)
ENDPOINT = f"{PUBLIC_URL}/gnap"


async def _registered(server: Server, *access: Any, formats: tuple[str, ...] = ("jwt-signed",)) -> str:
    registered = await server.protect().register(parse_access(list(access)), formats=formats, introspects=not formats)
    return registered.reference


async def _offline(here: Home) -> Protect:
    """Return the bank's kit with the published key, and no way to ask anybody."""
    signer = await discover_signer(here.broker.http.to_server, ENDPOINT)
    kit = bank(here).protect(signer)

    async def nobody(_: Any) -> Any:
        raise AssertionError("a signed token is judged without asking")

    kit._send = nobody
    return kit


async def _check(kit: Protect, client: Foreign, token: Json) -> Granted:
    return await kit.check(client.signed("GET", READ["locations"][0], None, token["value"]), NEEDED)


async def _refused(kit: Protect, client: Foreign, token: Json) -> int:
    with pytest.raises(Challenge) as refusal:
        await _check(kit, client, token)
    return refusal.value.status


@pytest.mark.requirement("R-2.2-1", "R-2.1-2", "R-2.1-3", "R-3.1-4")
async def test_the_kit_checks_a_signed_token_with_the_published_key_and_asks_nobody(
    tmp_path: Path, database_url: str
) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        shop, other = await Foreign.registered(here), await Foreign.registered(here, name="store", seed=22)
        token = (await shop.approved(await _registered(bank(here), READ)))["access_token"]
        kit = await _offline(here)
        granted = await _check(kit, shop, token)
        assert (granted.access, granted.uses, granted.thumbprint) == ((NEEDED,), 3, shop.key.public.thumbprint)
        assert granted.jti == (await bank(here).introspect(token["value"]))["jti"], "one name, however it is read"
        assert await _refused(kit, other, token) == 401, "a key that the token is not bound to"
        message = shop.signed("GET", f"{READ['locations'][0]}/transactions", None, token["value"])
        with pytest.raises(Challenge) as too_narrow:
            await kit.check(message, AccessRight.model_validate(HISTORY))
        assert too_narrow.value.status == 403


async def test_the_published_key_is_the_same_each_time_and_after_a_restart(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        first = await discover_signer(here.broker.http.to_server, ENDPOINT)
        here.broker.server._token_key = None
        assert await discover_signer(here.broker.http.to_server, ENDPOINT) == first
        assert "d" not in first.jwk


@pytest.mark.requirement("R-2.1-2")
async def test_a_signed_token_names_its_server_its_end_and_its_rights_in_full(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        reference = await _registered(bank(here), READ)
        token = (await shop.approved(reference))["access_token"]
        signer = await discover_signer(here.broker.http.to_server, ENDPOINT)
        read = read_signed(token["value"], signer, issuer=ENDPOINT)
        assert (token["access"], read.access) == ([reference], (NEEDED,))
        assert (read.audience, read.issuer) == ((BANK_URL,), ENDPOINT)
        assert read.expires_at == here.clock() + timedelta(seconds=SIGNED_SECONDS)
        assert token["expires_in"] == SIGNED_SECONDS, "though the policy gives ten minutes"


async def test_a_revoked_opaque_token_is_refused_at_the_next_call(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        token = (await shop.approved(await _registered(bank(here), READ, formats=())))["access_token"]
        assert "." not in token["value"]
        kit = bank(here).protect()
        assert (await _check(kit, shop, token)).access == (NEEDED,)
        await shop.manage(token, "DELETE")
        assert await _refused(kit, shop, token) == 401


async def test_a_revoked_signed_token_ends_within_five_minutes_and_at_once_where_it_is_asked_about(
    tmp_path: Path,
) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        token = (await shop.approved(await _registered(bank(here), READ)))["access_token"]
        kit, asking = await _offline(here), bank(here).protect()
        assert (await _check(asking, shop, token)).access == (NEEDED,), "whoever asks may, whatever the format"
        await shop.manage(token, "DELETE")
        assert await _refused(asking, shop, token) == 401
        here.clock.turn(SIGNED_SECONDS - 1)
        assert (await _check(kit, shop, token)).access == (NEEDED,), "it was not asked, and could not know"
        here.clock.turn(1)
        assert await _refused(kit, shop, token) == 401


def test_the_promises_are_written_down() -> None:
    text = (ROOT / "broker" / "gnap" / "README.md").read_text("utf-8")
    assert SIGNED_SECONDS == 5 * 60
    assert "at the next introspection, so at once" in text
    assert "five minutes after it was issued, at the latest" in text


async def test_a_rotated_signed_token_is_another_value_with_the_same_name_and_the_same_end(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        token = (await shop.approved(await _registered(bank(here), READ)))["access_token"]
        kit, asking = await _offline(here), bank(here).protect()
        rotated = (await shop.manage(token, "POST")).json()["access_token"]
        assert rotated["value"] != token["value"], "though it says the same within the same second"
        first, second = await _check(kit, shop, token), await _check(kit, shop, rotated)
        assert first.jti == second.jti, "so that its uses are counted together"
        assert (await _check(asking, shop, rotated)).access == (NEEDED,)
        assert await _refused(asking, shop, token) == 401
        here.clock.turn(SIGNED_SECONDS)
        assert await _refused(kit, shop, rotated) == 401, "a new value gains no time"


async def test_a_signed_token_is_one_to_derive_from_like_any_other(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop, server, _ = await Foreign.registered(here), bank(here), books(here)
        maps = f"downstream: [{{from: {{type: bank-account, actions: [read]}}, to: {_flow(ENTRY)}}}]\n"
        here.edit("tools/bank.yaml", "operations:\n", maps + "operations:\n")
        token = (await shop.approved(await _registered(server, READ)))["access_token"]
        derived = await server.derived(token["value"])
        assert "." not in derived["value"], "the second server asks"
        assert derived["expires_in"] == SIGNED_SECONDS


def _flow(right: Json) -> str:
    places = ", ".join(f'"{place}"' for place in right["locations"])
    return f"{{type: {right['type']}, actions: [read], locations: [{places}], identifier: {right['identifier']}}}"


FORMATS: dict[str, tuple[tuple[str, ...], str]] = {
    "one set for signed tokens": (("signed",), SIGNED),
    "two sets of one server for signed tokens": (("signed", "more"), SIGNED),
    "a set that leaves the choice": (("free",), OPAQUE),
    "one of each": (("signed", "free"), OPAQUE),
    "sets of two servers": (("signed", "theirs"), OPAQUE),
    "a reference that nobody knows": (("signed", "r_unknown"), OPAQUE),
    "a right spelt out": (("right",), OPAQUE),
    "a right spelt out beside a set": (("signed", "right"), OPAQUE),
}


@pytest.mark.parametrize("row", FORMATS)
async def test_a_token_is_signed_only_where_everything_in_it_was_registered_for_that(tmp_path: Path, row: str) -> None:
    names, wanted = FORMATS[row]
    async with home(tmp_path) as here:
        server, other = bank(here), books(here)
        known: dict[str, Any] = {
            "signed": await _registered(server, READ),
            "more": await _registered(server, HISTORY),
            "free": await _registered(server, READ, formats=()),
            "theirs": await _registered(other, ENTRY),
            "right": READ,
        }
        access = parse_access([known.get(name, name) for name in names])
        assert await here.broker.store.read(lambda session: format_of(session, access)) == wanted


async def test_a_signed_token_that_would_be_too_long_for_a_header_is_opaque(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        reference = await _registered(bank(here), READ)
        token = (await shop.approved(reference))["access_token"]
        assert token["value"].count(".") == 2

        context = here.broker.server._context

        def grown(session: Session) -> str:
            row = session.exec(select(ServerToken).where(ServerToken.format == SIGNED)).one()
            row.access = [READ | {"note": "x" * 4_000}]
            return fresh_values(session, context, row, 300).value

        assert "." not in await here.broker.store.write(grown)
