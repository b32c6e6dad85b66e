"""The promise of the first page, in one piece: paired by digits, told by a push, tapped, signed, and the call returns.

Everything runs as its users run it, without a network. Two things stand in for a browser vendor: `subscribe` returns a
subscription at a push service on a loopback port, and what arrives there is opened with the keys that the browser would
hold and handed to it by its debugging protocol.
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path

import anyio
import pytest
from playwright.async_api import Page
from starlette.applications import Starlette
from starlette.routing import Route

from broker.demo.ledger import payments, requests
from broker.demo.premises import premises
from tests.actors import Agent, served
from tests.browser.going import go_to
from tests.browser.notified import Notified
from tests.browser.test_push import SUBSCRIBING
from tests.notify.house import PushService
from tests.notify.receiver import Receiver
from tests.stories.living import BOUND, Household, Phone, phone

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow]

PAY = {"account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}


@contextlib.asynccontextmanager
async def _push_service() -> AsyncIterator[PushService]:
    service = PushService()
    app = Starlette(routes=[Route("/{rest:path}", service.take, methods=["GET", "POST"])])
    async with served(app) as service.address:
        yield service


async def test_from_the_sofa_a_push_is_tapped_the_decision_signed_and_the_waiting_call_returns(tmp_path: Path) -> None:
    receiver = Receiver()
    with anyio.fail_after(BOUND):
        async with premises(tmp_path) as place, _push_service() as service:
            subscribing = f"({SUBSCRIBING})({json.dumps(receiver.subscription(service.endpoint(1)))})"
            household = Household(
                place, {"COUNTERSIGN_PUSH_HOSTS": service.host, "COUNTERSIGN_HOLD_SECONDS": str(BOUND)}
            )
            await household.countersign("init", "--owner", "alice")
            async with household.serving(), phone(subscribing) as hand:
                await household.pair(hand.page)
                await household.sign_what_waits(hand.page)
                credential = await household.add_agent(hand.page, "scout")
                notified = await _allow_notifications(household, hand)
                await go_to(hand.page, "about:blank")  # the phone lies on the sofa

                async with Agent(household.public_url, credential) as agent:
                    waiting = asyncio.create_task(agent.call("bank_pay", PAY))
                    try:
                        await agent.first_note.wait()
                        code = await _delivered(notified, service, receiver)
                        await _tap(notified, hand.page)
                        assert await hand.page.inner_text("a.item.open [data-code]") == code
                        assert (waiting.done(), requests(place.ledger)) == (False, [])
                        await _read_and_approve(hand.page)
                        told = (await waiting).structured_content or {}
                    finally:
                        waiting.cancel()
    assert (told["status"], told["answer"]["body"]["payment"]["amount"]) == ("done", "25.00"), told
    assert [(one.amount, one.payee) for one in payments(place.ledger)] == [("25.00", "bakery")]
    assert [(one["method"], one["path"]) for one in requests(place.ledger)] == [("POST", "/payments")]


async def _allow_notifications(household: Household, hand: Phone) -> Notified:
    """Turn notifications on for the paired phone, by its passkey."""
    notified = Notified(hand.context, hand.cdp, household.public_url)
    await notified.watch()
    await hand.context.grant_permissions(["notifications"], origin=household.public_url)
    await go_to(hand.page, f"{household.public_url}/devices")
    await hand.page.click("#push-start")
    await hand.page.wait_for_selector("#push-on")
    return notified


async def _delivered(notified: Notified, service: PushService, receiver: Receiver) -> str:
    """Open what arrives at the push service, deliver it, and return the code that the notification shows."""
    await service.arrival(1)
    (push,) = service.arrived
    payload = receiver.opened(push.body)
    code: str = json.loads(payload)["code"]
    assert json.loads(payload) == {"code": code}
    await notified.deliver(payload)
    assert [one["body"] for one in await notified.shown()] == [f"A decision waits: {code}"]
    return code


async def _tap(notified: Notified, page: Page) -> None:
    # a headless browser lets no page open by itself: the tap finds the app open somewhere and leads to the inbox
    await go_to(page, f"{notified.origin}/devices")
    await notified.tap()
    await page.wait_for_url("**/inbox")


async def _read_and_approve(page: Page) -> None:
    await page.click("a.item.open")
    text = await page.inner_text("main")
    assert "bakery" in text
    assert "25.00" in text
    await page.click("#approve")
    await page.wait_for_selector(".verdict.approved")
