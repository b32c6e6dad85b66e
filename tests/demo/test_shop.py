"""An order at the corner shop is paid at the bank by the shop, once, as its owner read it; and what is refused."""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from broker.connectors.downstream import derivable
from broker.connectors.load import load
from broker.demo.premises import SHOP, SHOP_PLACEHOLDER, rewritten, with_shop
from broker.demo.shop import PAYEE, Bank, needed, shop, to_pay
from broker.files import starter
from broker.gnap.errors import PeerError
from broker.gnap.http_message import HttpMessage
from broker.gnap.message import write_object
from broker.gnap.proofs import httpsig
from broker.gnap.rights import AccessRight
from broker.gnap.rs_role import Derived
from broker.http import Answer, NoAnswer, NotSent
from broker.resource import Granted, Protect, RecentNonces
from tests.authserver.foreign import HISTORY, POLICY, Foreign
from tests.demo.town import ORDER, SHOP_KEY, SHOP_URL, Town, kit, town
from tests.home import BANK_URL
from tests.stand_ins import (
    GRANT_ENDPOINT,
    INTROSPECTION,
    NOW,
    IntrospectingAS,
    Reply,
    counting_mint,
    key_named,
)

pytestmark = pytest.mark.anyio

CLIENT = key_named("scout", 1)
BANK = BANK_URL.removeprefix("http://")
RIGHT = to_pay(BANK_URL, ORDER)
PAYMENT = write_object({"account": "main", "amount": "4.50", "currency": "EUR", "payee": PAYEE})
NO_MAP = "no map in force makes this right of the one presented"
NOT_HERE = "the presented token is not in force here"


@pytest.mark.requirement("R-4-2", "R-4-3")
@pytest.mark.promise("P17")
async def test_an_approved_order_is_paid_once_at_the_bank_that_the_page_named(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        view = await here.asked()
        approval = await here.here.phone.next_approval()
        page = await here.here.phone.read(approval)
        assert (page.fields["downstream.0"], "downstream.1" in page.fields) == (BANK, False)
        assert (here.here.sent, here.here.payments()) == ([], [])
        await here.here.phone.decide(approval, "approve")
        await here.here.later()
        assert (await here.here.view(view.id)).status == "done"
        assert [(one.amount, one.payee) for one in here.here.payments()] == [("4.50", PAYEE)]
        [order], [paid] = here.arrived, here.here.sent
        assert (paid.target_uri, paid.body) == (f"{BANK_URL}/payments", PAYMENT)
        assert paid.lines("authorization") != order.lines("authorization")


@pytest.mark.promise("P17")
async def test_without_a_map_the_page_names_nobody_and_the_shop_gets_nothing(tmp_path: Path) -> None:
    async with town(tmp_path, maps=False) as here:
        view = await here.asked()
        page = await here.here.phone.read(await here.here.phone.next_approval())
        assert not [name for name in page.fields if name.startswith("downstream")]
        await here.here.approve()
        await here.here.later()
        assert "the shop got no token to pay for this order: nothing was paid" in repr(await here.here.view(view.id))
        assert (len(here.arrived), here.here.sent, here.here.payments()) == (1, [], [])
        assert await here.refused() == [NO_MAP]


@pytest.mark.promise("P17")
async def test_somebody_elses_client_has_its_owner_read_the_same(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        guest = await Foreign.registered(here.here, name="guest")
        here.here.write(
            "policies/guest.yaml", with_shop(POLICY.format(name="guest")).replace(SHOP_PLACEHOLDER, SHOP_URL)
        )
        for right, hosts in ((needed(SHOP_URL, ORDER).to_json(), [BANK]), (HISTORY, [])):
            await guest.send(guest.signed("POST", guest.endpoint, guest.request(right)))
            approval = await here.here.phone.next_approval()
            page = await here.here.phone.read(approval)
            assert [text for name, text in page.fields.items() if name.startswith("downstream")] == hosts
            await here.here.phone.decide(approval, "refuse")


def _changed(**members: Any) -> AccessRight:
    changed = {name: value for name, value in (RIGHT.to_json() | members).items() if value is not ...}
    return AccessRight.model_validate({name: tuple(v) if isinstance(v, list) else v for name, v in changed.items()})


WIDER = {
    "a cent more": _changed(amount="4.51"),
    "up to the amount": _changed(amount={"max": "4.50"}),
    "any amount": _changed(amount=...),
    "another currency": _changed(currency="USD"),
    "another payee": _changed(payee="evil"),
    "another account": _changed(identifier="savings"),
    "another action": _changed(actions=["create", "close"]),
    "any action": _changed(actions=...),
    "another kind of right": _changed(type="bank-account"),
    "another operation of the bank": _changed(locations=[f"{BANK_URL}/transfers"]),
    "another resource server": _changed(locations=["http://127.0.0.1:9104/payments"]),
    "another resource server beside the bank": _changed(
        locations=[f"{BANK_URL}/payments", "http://127.0.0.1:9104/payments"]
    ),
    "anywhere": _changed(locations=...),
}


@pytest.mark.promise("P17")
@pytest.mark.parametrize("name", WIDER)
async def test_the_shops_map_makes_nothing_wider_of_an_order(name: str) -> None:
    maps = load(rewritten(starter(SHOP), BANK_URL, SHOP_KEY.public, shop_url=SHOP_URL), SHOP).downstream
    held = (needed(SHOP_URL, ORDER),)
    assert not derivable(held, (WIDER[name],), maps)
    assert not derivable(held, (RIGHT, WIDER[name]), maps)
    assert derivable(held, (RIGHT,), maps)


@pytest.mark.requirement("R-4-3")
@pytest.mark.promise("P17")
@pytest.mark.parametrize("name", ["a cent more", "another resource server"])
async def test_no_token_is_derived_for_more_than_the_map_allows(tmp_path: Path, name: str) -> None:
    async def attempt(here: Town, granted: Granted) -> None:
        with pytest.raises(PeerError):
            await here.protect.derive(granted, (WIDER[name],))
        assert await here.refused() == [NO_MAP]
        assert (await here.protect.derive(granted, (RIGHT,))).access == (RIGHT,)

    await _during_an_order(tmp_path, attempt)


@pytest.mark.requirement("R-4-2")
@pytest.mark.promise("P17")
async def test_another_resource_server_derives_nothing_from_a_token_for_the_shop(tmp_path: Path) -> None:
    async def attempt(here: Town, granted: Granted) -> None:
        with pytest.raises(PeerError):
            await kit(here.here, BANK_URL, here.here.bank_key).derive(granted, (RIGHT,))
        assert await here.refused() == [NOT_HERE]
        # whose key no connector names is turned away before any transaction, so nothing more is noted
        with pytest.raises(PeerError):
            await kit(here.here, BANK_URL, key_named("stranger", 9)).derive(granted, (RIGHT,))
        assert await here.refused() == [NOT_HERE]
        assert (await here.protect.derive(granted, (RIGHT,))).access == (RIGHT,)

    await _during_an_order(tmp_path, attempt)


@pytest.mark.promise("P17")
async def test_a_derived_token_spends_the_uses_of_the_order(tmp_path: Path) -> None:
    async def attempt(here: Town, granted: Granted) -> None:
        derived = await here.protect.derive(granted, (RIGHT,))
        with pytest.raises(PeerError):
            await here.protect.derive(granted, (RIGHT,))
        assert await here.refused() == ["the uses of the presented token are spent downstream"]
        assert [await _pay(here, derived), await _pay(here, derived)] == [201, 403]
        assert len(here.here.payments()) == 1

    await _during_an_order(tmp_path, attempt)


@pytest.mark.requirement("R-4-3")
@pytest.mark.promise("P17")
async def test_a_derived_token_is_good_with_the_shops_own_key_and_at_the_bank_alone(tmp_path: Path) -> None:
    async def attempt(here: Town, granted: Granted) -> None:
        derived = await here.protect.derive(granted, (RIGHT,))
        stranger = kit(here.here, BANK_URL, key_named("stranger", 9))
        stolen = stranger.signed_call("POST", f"{BANK_URL}/payments", derived, PAYMENT)
        assert (await here.here.to_bank(stolen)).status == 401
        order = here.protect.signed_call("POST", here.arrived[0].target_uri, derived, write_object(ORDER))
        assert (await here.serve(order)).status == 401
        assert await _pay(here, derived) == 201

    await _during_an_order(tmp_path, attempt)


@pytest.mark.promise("P17")
@pytest.mark.parametrize("revoked", [True, False], ids=["revoked", "control"])
async def test_a_derived_token_ends_with_the_token_of_the_order(tmp_path: Path, revoked: bool) -> None:
    async def attempt(here: Town, granted: Granted) -> None:
        derived = await here.protect.derive(granted, (RIGHT,))
        if revoked:
            await here.stop()
        assert await _pay(here, derived) == (401 if revoked else 201)
        assert len(here.here.payments()) == (0 if revoked else 1)

    await _during_an_order(tmp_path, attempt)


@pytest.mark.requirement("R-4-2")
@pytest.mark.promise("P17")
@pytest.mark.parametrize("revoked", [True, False], ids=["revoked", "control"])
async def test_nothing_is_derived_from_a_token_that_was_revoked(tmp_path: Path, revoked: bool) -> None:
    async def attempt(here: Town, granted: Granted) -> None:
        if not revoked:
            assert (await here.protect.derive(granted, (RIGHT,))).access == (RIGHT,)
            return
        await here.stop()
        with pytest.raises(PeerError):
            await here.protect.derive(granted, (RIGHT,))
        assert await here.refused() == [NOT_HERE]

    await _during_an_order(tmp_path, attempt)


async def _silent(_: HttpMessage) -> Answer:
    raise NoAnswer("it hangs")


async def _away(_: HttpMessage) -> Answer:
    raise NotSent("nobody listens")


def _says(status: int, body: bytes = b"{}") -> Callable[[HttpMessage], Awaitable[Answer]]:
    async def answer(_: HttpMessage) -> Answer:
        return Answer(status, {}, body)

    return answer


@pytest.mark.parametrize(
    ("bank", "status", "words"),
    [
        pytest.param(_away, 503, "nothing was paid", id="the bank is away"),
        pytest.param(_silent, 504, "is not known", id="the bank is silent"),
        pytest.param(_says(500), 504, "is not known", id="the bank fails"),
        pytest.param(_says(201, b"<html>"), 504, "is not known", id="the bank speaks in tongues"),
        pytest.param(_says(403), 402, "nothing was paid", id="the bank refuses"),
        pytest.param(_says(201, b'{"payment": {"id": 1}}'), 201, '"payment":{"id":1}', id="control"),
    ],
)
async def test_the_shop_says_whether_it_was_paid(bank: Any, status: int, words: str) -> None:
    protect = _alone()
    app = shop(protect, Bank(BANK_URL, protect, bank))
    told = await _over_asgi(
        app, httpsig.sign(_message(write_object(ORDER)), CLIENT, created=int(NOW.timestamp()), nonce="n")
    )
    assert (told.status_code, words in told.text) == (status, True), told.text


@pytest.mark.parametrize(
    ("order", "paid"),
    [
        pytest.param({"amount": "4.49"}, 0, id="below the price"),
        pytest.param({"item": "gold"}, 0, id="what it does not sell"),
        pytest.param({"item": "cheese", "amount": "12.00"}, 1, id="control"),
    ],
)
async def test_the_shop_takes_its_own_prices_only(tmp_path: Path, order: dict[str, str], paid: int) -> None:
    async with town(tmp_path) as here:
        await here.ordered(**order)
        assert (len(here.arrived), len(here.here.sent), len(here.here.payments())) == (1, paid, paid)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"[]", id="no object"),
        pytest.param(json.dumps(ORDER | {"payee": "evil"}).encode(), id="a member too many"),
        pytest.param(json.dumps({"item": "bread"}).encode(), id="members missing"),
        pytest.param(json.dumps(ORDER | {"amount": 4.5}).encode(), id="a number"),
    ],
)
async def test_an_order_that_the_shop_cannot_read_is_refused_before_anybody_is_asked(body: bytes) -> None:
    protect = _alone()
    app = shop(protect, Bank(BANK_URL, protect, _away))
    assert (await _over_asgi(app, _message(body))).status_code == 400
    # a readable one goes on to the next question: where is the proof?
    assert (await _over_asgi(app, _message(write_object(ORDER)))).status_code == 401


class Deriving(IntrospectingAS):
    """An authorization server that gives the shop whatever it asks for."""

    async def send(self, message: HttpMessage) -> Reply:
        if message.target_uri != GRANT_ENDPOINT:
            return await super().send(message)
        access = json.loads(message.body or b"")["access_token"]["access"]
        return Reply(200, write_object({"access_token": {"value": "derived", "access": access}}))


def _alone() -> Protect:
    """Return the kit of a shop that has one client, with a token for the usual order."""
    server = Deriving(SHOP_KEY.public)
    server.issue("token", CLIENT.public, needed(SHOP_URL, ORDER).to_json())
    return Protect(
        authorization_server=GRANT_ENDPOINT,
        introspection_endpoint=INTROSPECTION,
        resource_server=SHOP_URL,
        key=SHOP_KEY,
        send=server.send,
        now=lambda: NOW,
        remember=RecentNonces(lambda: NOW).remember,
        mint=counting_mint(),
    )


def _message(body: bytes) -> HttpMessage:
    headers = (("authorization", "GNAP token"), ("content-type", "application/json"))
    return HttpMessage("POST", f"{SHOP_URL}/orders", headers, body)


async def _over_asgi(app: Any, message: HttpMessage) -> httpx2.Response:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app)) as client:
        return await client.request(
            message.method, message.target_uri, headers=list(message.headers), content=message.body
        )


async def _pay(here: Town, derived: Derived) -> int:
    return (await here.here.to_bank(here.protect.signed_call("POST", f"{BANK_URL}/payments", derived, PAYMENT))).status


async def _during_an_order(folder: Path, attempt: Callable[[Town, Granted], Awaitable[None]]) -> None:
    """Try something at the moment when an approved order is at the shop, and its token in force."""
    failed: list[BaseException] = []
    async with town(folder) as here:

        async def instead(message: HttpMessage) -> Answer:
            try:
                await attempt(here, await here.granted(message))
            except BaseException as why:  # the broker would take it for a failure of the shop
                failed.append(why)
            return Answer(201, {}, b"{}")

        here.at_shop = instead
        await here.ordered()
        assert len(here.arrived) == 1
    for why in failed:
        raise why
