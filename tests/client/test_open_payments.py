"""Our client against a server in the Open Payments shape: get, use, revoke, be refused, each in that server's spelling.

The same server refuses us, and we its answers, where the connector names no profile: none is ever guessed.
"""

import contextlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import httpx2
import pytest

from broker.client.view import GrantView
from broker.demo.phone import PhoneRefused
from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import parse_jwk
from broker.gnap.profiles import OPEN_PAYMENTS, RFC9635, Profile, profile_of
from broker.http import Answer
from broker.store.query import col, select
from broker.store.tables import ClientGrant, ClientKey
from tests.client.abroad import Abroad, abroad
from tests.client.open_payments import WALLET, OpenPayments, path_of
from tests.home import PUBLIC_URL

pytestmark = pytest.mark.anyio

PROFILE = "{uri: 'https://auth.wallet.example/', profile: open-payments}"


@dataclass
class Wallet:
    """The broker, and a wallet behind one of its connectors."""

    house: Abroad
    server: OpenPayments

    def count(self, method: str) -> int:
        """Return how many requests of a method the server has seen."""
        return sum(one.method == method for one in self.server.seen)

    async def open(self, address: str, *, cookies: bool = True, first: bool = True) -> httpx2.Response:
        """Open an address of ours as the owner's browser does: from another site first, then from our own page."""
        phone: Any = self.house.here.phone
        asked = await self.house.here.broker.store.read(lambda session: list(session.scalars(select(ClientGrant.id))))
        for grant in asked:
            with contextlib.suppress(PhoneRefused):  # it may not wait any more
                await phone._post(f"/elsewhere/{grant}", {})
        jar = phone._browser.cookies if cookies else None
        transport = httpx2.ASGITransport(app=self.house.here.broker.app)
        async with httpx2.AsyncClient(transport=transport, base_url=PUBLIC_URL) as stranger:
            arrived = await stranger.get(path_of(address))
        if not first:
            return arrived
        assert arrived.status_code == 200
        again = re.search(r'url=([^"]+)"', arrived.text)
        assert again is not None
        async with httpx2.AsyncClient(transport=transport, base_url=PUBLIC_URL, cookies=jar) as browser:
            return await browser.get(unescape(again[1]))


@contextlib.asynccontextmanager
async def wallet(
    folder: Path, spoken: str = PROFILE, *, interactive: bool = True, speaks: Profile = OPEN_PAYMENTS
) -> AsyncIterator[Wallet]:
    """Lay out the broker with a wallet in the Open Payments shape or another; nothing leaves this process."""
    async with abroad(folder) as house:
        server = OpenPayments(interactive=interactive, speaks=speaks)
        house.behind(spoken)
        inside = house.here.broker.http.to_server

        async def carried(message: HttpMessage, seconds: float = 30.0) -> Answer:
            there = message.target_uri.startswith(server.endpoint)
            return await (server.send(message) if there else inside(message, seconds))

        setattr(house.here.broker.http, "to_server", carried)  # noqa: B010 -- a method of the one instance
        yield Wallet(house, server)


async def _pending(made: Wallet) -> GrantView:
    view = await made.house.ask()
    assert (view.status, made.house.calls) == ("pending", []), view
    return view


async def test_a_token_is_got_used_and_revoked_where_nobody_is_asked(tmp_path: Path) -> None:
    async with wallet(tmp_path, interactive=False) as made:
        view = await made.house.ask()
        assert (view.status, len(made.house.calls)) == ("done", 1), view
        assert len(made.server.tokens) == 1
        await made.house.here.broker.client.give_back("scout", view.id)
        assert (made.server.tokens, made.count("DELETE")) == ({}, 1)


@pytest.mark.requirement("C-4.2.1-2", "C-4.2.1-3", "C-2.5.2-12")
async def test_a_token_is_got_after_the_owner_agreed_in_the_browser(tmp_path: Path) -> None:
    async with wallet(tmp_path) as made:
        view = await _pending(made)
        back = await made.open(made.server.agree())
        assert (back.status_code, back.headers["location"]) == (303, "/inbox")
        await made.house.here.later(5)
        assert ((await made.house.here.view(view.id)).status, len(made.house.calls)) == ("done", 1)
        await made.house.here.broker.client.give_back("scout", view.id)
        assert made.server.tokens == {}


@pytest.mark.promise("P19")
async def test_a_refusal_without_a_hash_ends_the_grant_and_is_told(tmp_path: Path) -> None:
    async with wallet(tmp_path) as made:
        view = await _pending(made)
        back = await made.open(made.server.refuse())
        assert back.status_code == 303
        await made.house.here.broker.settle()
        told = await made.house.here.view(view.id)
        assert (told.status, "refused at auth.wallet.example" in (told.detail or "")) == ("denied", True), told
        assert (made.server.waiting, made.count("DELETE"), made.house.calls) == ({}, 1, [])


async def test_a_wallet_address_stands_for_the_key_where_the_connector_names_one(tmp_path: Path) -> None:
    spoken = PROFILE.replace("}", f", instance_id: '{WALLET}'}}")
    async with wallet(tmp_path, spoken, interactive=False) as made:
        view = await made.house.ask()
        assert (view.status, "invalid_client" in (view.detail or "")) == ("failed", True), view
        mine = select(ClientKey).where(col(ClientKey.authorization_server) == made.server.endpoint)
        jwk = await made.house.here.broker.store.read(lambda session: session.exec(mine).one().public_jwk)
        made.server.wallets[WALLET] = parse_jwk(jwk)
        await made.house.here.broker.client.collect("scout", view.id)
        assert (await made.house.ask()).status == "done"


@pytest.mark.parametrize(
    "spoken",
    [
        "https://auth.wallet.example/",
        PROFILE.replace("}", ", client_form: key}"),
        PROFILE.replace("}", ", tag: gnap}"),
        PROFILE.replace("}", ", label: other}"),
        PROFILE.replace("}", ", content_digest: sha-256}"),
        PROFILE.replace("}", ", covers_content: false}"),
    ],
)
async def test_another_spelling_than_the_servers_is_refused_there(tmp_path: Path, spoken: str) -> None:
    async with wallet(tmp_path, spoken, interactive=False) as made:
        view = await made.house.ask()
        assert (view.status, "invalid_client" in (view.detail or "")) == ("failed", True), view
        assert made.house.calls == []


async def test_a_bare_string_for_management_breaks_the_protocol_where_the_profile_says_object(tmp_path: Path) -> None:
    async with wallet(tmp_path, PROFILE.replace("}", ", manage: object}"), interactive=False) as made:
        view = await made.house.ask()
        assert (view.status, "broke the protocol" in (view.detail or "")) == ("failed", True), view
        assert made.house.calls == []


async def test_a_padded_hash_is_no_hash_where_the_profile_says_base64url(tmp_path: Path) -> None:
    async with wallet(tmp_path, PROFILE.replace("}", ", hash_encoding: base64url}")) as made:
        await _pending(made)
        seen = len(made.server.seen)
        assert (await made.open(made.server.agree())).status_code == 400
        await made.house.here.later(30)
        assert (len(made.server.seen), made.house.calls) == (seen, [])


async def test_a_refusal_without_a_hash_is_nothing_where_the_profile_knows_none(tmp_path: Path) -> None:
    async with wallet(tmp_path, PROFILE.replace("}", ", denial: rfc}")) as made:
        view = await _pending(made)
        assert (await made.open(made.server.refuse())).status_code == 400
        assert (await made.house.here.view(view.id)).status == "pending"


# Each switch with another word than the RFC's, and what becomes of a connector that leaves it out at such a server.
ALONE: dict[str, tuple[Any, str]] = {
    "hash_encoding": ("base64", "not believed"),
    "manage": ("string", "failed"),
    "tag": ("none", "failed"),
    "label": ("other", "failed"),
    "content_digest": ("sha-512", "failed"),
    "covers_content": (True, "failed"),
    "client_form": ("jwk", "failed"),
    "denial": ("bare-result", "not believed"),
}


async def _ending(made: Wallet, *, refused: bool) -> str:
    """Ask, let the owner answer in the browser and give a token back; return how the grant ended for its agent."""
    view = await made.house.ask()
    if view.status != "pending":
        return view.status
    back = await made.open(made.server.refuse() if refused else made.server.agree())
    await made.house.here.later(5)
    view = await made.house.here.view(view.id)
    if view.status == "done":
        await made.house.here.broker.client.give_back("scout", view.id)
        assert (made.server.tokens, len(made.house.calls)) == ({}, 1)
        return "done"
    assert made.house.calls == []
    return view.status if back.status_code == 303 else "not believed"


@pytest.mark.slow
@pytest.mark.parametrize("switch", ALONE)
async def test_one_switch_alone_is_enough_where_a_server_differs_in_one_thing_alone(
    tmp_path: Path, switch: str
) -> None:
    word, without = ALONE[switch]
    refused = switch == "denial"
    only = profile_of("rfc9635", {switch: word})
    plain = "{uri: 'https://auth.wallet.example/'}"
    switched = f"{{uri: 'https://auth.wallet.example/', {switch}: {str(word).lower()}}}"
    async with wallet(tmp_path / "with", switched, speaks=only) as made:
        assert await _ending(made, refused=refused) == ("denied" if refused else "done")
    async with wallet(tmp_path / "without", plain, speaks=only) as made:
        assert await _ending(made, refused=refused) == without
    async with wallet(tmp_path / "control", plain, speaks=RFC9635) as made:
        assert await _ending(made, refused=refused) == ("denied" if refused else "done")


async def test_the_browser_of_somebody_who_is_not_signed_in_finishes_nothing(tmp_path: Path) -> None:
    async with wallet(tmp_path) as made:
        view = await _pending(made)
        address = made.server.agree()
        told = await made.open(address, cookies=False)
        assert (told.status_code, "not signed in" in told.text) == (401, True)
        refused = await made.open(made.server.refuse(), cookies=False)
        assert refused.status_code == 401
        assert (await made.house.here.view(view.id)).status == "pending"
        assert (await made.open(address)).status_code == 303


async def test_a_changed_profile_waits_for_the_owners_signature_like_any_change(tmp_path: Path) -> None:
    async with abroad(tmp_path) as house:
        house.behind("https://auth.wallet.example/")
        text = (house.here.broker.settings.config_dir / "tools/there.yaml").read_text()
        house.here.lay("tools/there.yaml", text.replace("https://auth.wallet.example/", PROFILE))
        in_force = house.here.broker.client_context.connector("there")
        assert in_force is not None
        assert in_force.profile.name == "rfc9635"
        house.here.seal()
        in_force = house.here.broker.client_context.connector("there")
        assert in_force is not None
        assert in_force.profile.name == "open-payments"
