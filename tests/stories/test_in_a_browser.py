"""The story as its users live it: a real `countersign serve`, bank, MCP client and phone-sized browser."""

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from playwright.async_api import async_playwright

from broker.demo.ledger import payments
from broker.demo.premises import Premises, premises
from tests.actors import Agent
from tests.browser.conftest import AUTHENTICATOR, CHROMIUM
from tests.services import missing

pytestmark = [pytest.mark.anyio, pytest.mark.browser]

PAY = {"account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}
RETRIES = 50


def _environment(place: Premises) -> dict[str, str]:
    named = place.settings
    return {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ} | {
        "HOME": str(place.folder),
        "COUNTERSIGN_PORT": str(named.port),
        "COUNTERSIGN_PUBLIC_URL": named.public_url,
        "COUNTERSIGN_STATE_DIR": str(named.state_dir),
        "COUNTERSIGN_CONFIG_DIR": str(named.config_dir),
        "COUNTERSIGN_DATABASE_URL": named.database,
        "COUNTERSIGN_HOLD_SECONDS": "2",
    }


async def _countersign(place: Premises, *arguments: str) -> dict[str, Any]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "broker", *arguments, "--json", env=_environment(place), stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said
    answer: dict[str, Any] = json.loads(said)
    return answer


@contextlib.asynccontextmanager
async def _serving(place: Premises) -> AsyncIterator[str]:
    """Run the broker; give the enrolment link that it prints."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "broker", "serve", env=_environment(place), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        while "/pair#" not in (line := (await process.stdout.readline()).decode()):
            assert line, "the broker ended"
        yield line.strip()
    finally:
        process.terminate()
        await process.communicate()
    assert process.returncode == 0


@contextlib.asynccontextmanager
async def _phone() -> AsyncIterator[Any]:
    if not os.access(CHROMIUM, os.X_OK):
        missing("chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"], headless=True
        )
        context = await browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
        page = await context.new_page()
        session = await context.new_cdp_session(page)
        await session.send("WebAuthn.enable")
        await session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        yield page
        await browser.close()


async def _retry(agent: Agent, grants: list[str]) -> None:
    told = await agent.call("bank_pay", PAY, listening=False)
    content = told.structured_content or {}
    assert content["status"] == "pending", content
    grants.append(content["grant_id"])


async def test_a_payment_is_asked_by_mcp_approved_in_a_browser_and_made_once(tmp_path: Path) -> None:
    with anyio.fail_after(150):
        async with premises(tmp_path) as place:
            await _countersign(place, "init", "--owner", "alice")
            async with _serving(place) as link, _phone() as page:
                await page.goto(link)
                await page.click("#enrol")
                await page.wait_for_url("**/inbox")
                credential = (await _countersign(place, "agent", "add", "scout"))["credential"]
                async with Agent(place.settings.public_url, credential) as agent:
                    await _story(place, page, agent)


async def _story(place: Premises, page: Any, agent: Agent) -> None:
    assert "bank_pay" in await agent.tools()
    first = await agent.outcome("bank_pay", PAY)
    assert first["status"] == "pending"
    assert first["next"]["tool"] == "wait_for_grant"
    assert agent.notes, "progress is told while the call is held"
    grants: list[str] = []
    async with anyio.create_task_group() as together:
        for _ in range(RETRIES):
            together.start_soon(_retry, agent, grants)
    assert set(grants) == {first["grant_id"]}
    assert len(grants) == RETRIES

    await page.goto(f"{place.settings.public_url}/inbox")
    assert await page.locator("a.item.open").count() == 1
    await page.click("a.item.open")
    await page.click("#approve")
    await page.wait_for_selector(".verdict.approved")

    told = first
    while told["status"] in {"pending", "running"}:
        told = await agent.outcome("wait_for_grant", {"grant_id": first["grant_id"]})
    assert told["status"] == "done", told
    assert told["answer"]["body"]["payment"]["amount"] == "25.00"
    assert [(one.amount, one.payee) for one in payments(place.ledger)] == [("25.00", "bakery")]
    again = await agent.outcome("bank_pay", PAY)
    assert again["status"] == "pending"
    assert again["grant_id"] != first["grant_id"]
    assert len(payments(place.ledger)) == 1
