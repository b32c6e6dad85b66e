"""The story as its users live it: a real `countersign serve`, bank, MCP client and phone-sized browser."""

from pathlib import Path
from typing import Any

import anyio
import pytest
from playwright.async_api import Page

from broker.demo.ledger import payments, requests
from broker.demo.premises import Premises, premises
from tests.actors import Agent
from tests.browser.going import go_to
from tests.stories.living import BOUND, Household, phone

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow]

PAY = {"account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}
RETRIES, TOGETHER = 50, 25


async def test_a_payment_is_asked_by_mcp_approved_in_a_browser_and_made_once(tmp_path: Path) -> None:
    with anyio.fail_after(BOUND):
        async with premises(tmp_path) as place:
            household = Household(place, {"COUNTERSIGN_HOLD_SECONDS": "2"})
            await household.countersign("init", "--owner", "alice")
            # the browser goes first: a live page would rightly complain of a broker that is gone
            async with household.serving(), phone() as hand:
                await household.pair(hand.page)
                await household.sign_what_waits(hand.page)
                credential = await household.add_agent(hand.page, "scout")
                async with Agent(place.settings.public_url, credential) as agent:
                    await _story(place, hand.page, agent)


async def _story(place: Premises, page: Page, agent: Agent) -> None:
    grant = await _ask(agent)
    assert await _retries(agent) == [grant] * RETRIES
    assert _reached_the_bank(place) == 0
    await _approve_the_only_one(place, page)

    told = await _settled(agent, grant)
    assert (told["status"], told["grant_id"]) == ("done", grant), told
    assert told["answer"]["body"]["payment"]["amount"] == "25.00"
    assert [(one.amount, one.payee) for one in payments(place.ledger)] == [("25.00", "bakery")]

    # the result is collected, so an equal call is a new ask, which the approval before does not cover
    assert await _ask(agent) != grant
    assert await _open_items(place, page) == 1
    assert (len(payments(place.ledger)), _reached_the_bank(place)) == (1, 1)


async def _ask(agent: Agent) -> str:
    """Ask to pay, as a client that listens for progress; give the grant of the pending result."""
    assert "bank_pay" in await agent.tools()
    agent.notes.clear()
    told = await agent.outcome("bank_pay", PAY)
    assert (told["status"], told["next"]["tool"]) == ("pending", "wait_for_grant"), told
    assert any("waiting for alice" in note for note in agent.notes), "progress is told while the call is held"
    grant: str = told["grant_id"]
    return grant


async def _retries(agent: Agent) -> list[str]:
    """Make the same call again, `TOGETHER` at a time; give the grant that each retry was told."""
    grants: list[str] = []

    async def retry() -> None:
        told = (await agent.call("bank_pay", PAY, listening=False)).structured_content or {}
        assert told["status"] == "pending", told
        grants.append(told["grant_id"])

    for _ in range(RETRIES // TOGETHER):
        async with anyio.create_task_group() as together:
            for _ in range(TOGETHER):
                together.start_soon(retry)
    return grants


async def _open_items(place: Premises, page: Page) -> int:
    await go_to(page, f"{place.settings.public_url}/inbox")
    return await page.locator("a.item.open").count()


async def _approve_the_only_one(place: Premises, page: Page) -> None:
    assert await _open_items(place, page) == 1
    await page.click("a.item.open")
    await page.click("#approve")
    await page.wait_for_selector(".verdict.approved")


async def _settled(agent: Agent, grant: str) -> dict[str, Any]:
    told = await agent.outcome("wait_for_grant", {"grant_id": grant})
    while told["status"] in {"pending", "running"}:
        told = await agent.outcome("wait_for_grant", {"grant_id": grant})
    return told


def _reached_the_bank(place: Premises) -> int:
    return sum((one["method"], one["path"]) == ("POST", "/payments") for one in requests(place.ledger))
