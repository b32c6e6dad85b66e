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
from playwright.async_api import Page, async_playwright

from broker.demo.ledger import payments, requests
from broker.demo.premises import Premises, premises
from tests.actors import Agent
from tests.browser.conftest import AUTHENTICATOR, CHROMIUM
from tests.services import missing

pytestmark = [pytest.mark.anyio, pytest.mark.browser]

PAY = {"account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}
RETRIES, TOGETHER = 50, 10
BOUND = 120.0  # seconds for the whole story
ENDS_WITHIN = 10.0  # seconds for the broker, once it is told to stop


def _environment(place: Premises) -> dict[str, str]:
    named = place.settings
    return {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ} | {
        "HOME": str(place.folder),
        "XDG_STATE_HOME": str(place.folder / "xdg-state"),
        "XDG_CONFIG_HOME": str(place.folder / "xdg-config"),
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
        # also where the story ran out of time: no broker outlives its test
        with anyio.CancelScope(shield=True):
            await _end(process)
    assert process.returncode == 0


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
    with anyio.move_on_after(ENDS_WITHIN):
        await process.communicate()
    if process.returncode is None:
        process.kill()
        await process.wait()


@contextlib.asynccontextmanager
async def _phone() -> AsyncIterator[Page]:
    """Hold a phone with a screen lock; what its browser complained about fails the test."""
    complaints: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"], headless=True
        )
        context = await browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
        page = await context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        session = await context.new_cdp_session(page)
        await session.send("WebAuthn.enable")
        await session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        yield page
        await browser.close()
    assert complaints == []


async def test_a_payment_is_asked_by_mcp_approved_in_a_browser_and_made_once(tmp_path: Path) -> None:
    if not os.access(CHROMIUM, os.X_OK):
        missing("Debian's chromium")
    with anyio.fail_after(BOUND):
        async with premises(tmp_path) as place:
            made = await _countersign(place, "init", "--owner", "alice")
            assert made["link"].startswith(f"{place.settings.public_url}/pair#")
            async with _serving(place) as link, _phone() as page:
                await page.goto(link)
                await page.click("#enrol")
                await page.wait_for_url("**/inbox")
                credential = (await _countersign(place, "agent", "add", "scout"))["credential"]
                async with Agent(place.settings.public_url, credential) as agent:
                    await _story(place, page, agent)


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
    await page.goto(f"{place.settings.public_url}/inbox")
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
