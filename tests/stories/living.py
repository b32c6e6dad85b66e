"""What the stories share: a real `countersign serve`, commands on a terminal, and a browser of the size of a phone."""

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import anyio
from playwright.async_api import BrowserContext, CDPSession, Page, async_playwright

from broker.demo.premises import Premises
from tests.browser.conftest import AUTHENTICATOR, CHROMIUM
from tests.browser.going import go_to
from tests.cli.commands import terminal
from tests.services import missing

BOUND = 120.0  # seconds for a whole story
ENDS_WITHIN = 10.0  # seconds for the broker, once it is told to stop
LINK = r"(http://localhost:\d+/pair#[\w-]{43})\n"


@dataclass(frozen=True)
class Household:
    """An owner's computer: where everything lies, and what is set beyond that."""

    place: Premises
    given: dict[str, str] = field(default_factory=dict)

    @property
    def public_url(self) -> str:
        return self.place.settings.public_url

    @property
    def environment(self) -> dict[str, str]:
        known = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        return known | {"HOME": str(self.place.folder)} | self.settings

    @property
    def settings(self) -> dict[str, str]:
        named = self.place.settings
        return {
            "COUNTERSIGN_PORT": str(named.port),
            "COUNTERSIGN_PUBLIC_URL": named.public_url,
            "COUNTERSIGN_STATE_DIR": str(named.state_dir),
            "COUNTERSIGN_CONFIG_DIR": str(named.config_dir),
            "COUNTERSIGN_DATABASE_URL": named.database,
            **self.given,
        }

    async def countersign(self, *arguments: str) -> dict[str, Any]:
        """Run a command in a pipe; return what it says in JSON."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "broker", *arguments, "--json", env=self.environment, stdout=asyncio.subprocess.PIPE
        )
        try:
            said, _ = await process.communicate()
        finally:
            # also where the story gave up: what still runs, and its pipe, would be found open during another test
            with anyio.CancelScope(shield=True):
                await _end(process)
        assert process.returncode == 0, said
        answer: dict[str, Any] = json.loads(said)
        return answer

    @contextlib.asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """Run the broker until the story ends."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "broker", "serve", env=self.environment, stdout=asyncio.subprocess.PIPE
        )
        assert process.stdout is not None
        try:
            assert b"listens on" in await process.stdout.readline()
            yield
        finally:
            # also where the story ran out of time: no broker outlives its test
            with anyio.CancelScope(shield=True):
                await _end(process)
        assert process.returncode == 0

    async def pair(self, page: Page) -> None:
        """Pair a first phone: `phone pair` on a terminal, its link on the phone, the phone's digits at the terminal."""
        with terminal(self.place.folder, "phone", "pair", **self.settings) as command:
            link = (await asyncio.to_thread(command.until, LINK)).group(1)
            await go_to(page, link)
            await page.click("#enrol")
            await page.wait_for_selector("#digits:not([hidden])")
            await asyncio.to_thread(command.until, "Type the six digits that the phone shows: ")
            command.press((await page.inner_text("#shown")).replace(" ", "") + "\n")
            assert await asyncio.to_thread(command.end) == 0, command.written
        await page.wait_for_url("**/inbox")

    async def sign_what_waits(self, page: Page) -> None:
        """Wait for a proposal in the inbox, read it, and sign it."""
        while True:
            await go_to(page, f"{self.public_url}/inbox")
            if await page.locator("a.item.proposal").count():
                break
            await asyncio.sleep(0.1)  # the page is asked again, as a person pulls it down
        await page.click("a.item.proposal")
        await page.click("#approve")
        await page.wait_for_selector(".verdict.approved")

    async def add_agent(self, page: Page, name: str) -> str:
        """Add an agent, which its owner signs on the phone; return the credential."""
        adding = asyncio.create_task(self.countersign("agent", "add", name))
        try:
            await self.sign_what_waits(page)
            credential: str = (await adding)["credential"]
        finally:
            adding.cancel()
            await asyncio.wait([adding])
        return credential


@dataclass
class Phone:
    """A phone with a screen lock: its page, and the browser's debugging protocol."""

    context: BrowserContext
    page: Page
    cdp: CDPSession


@contextlib.asynccontextmanager
async def phone(script: str = "") -> AsyncIterator[Phone]:
    """Hold a phone; what its browser complained about fails the test. `script` runs before each page."""
    if not os.access(CHROMIUM, os.X_OK):
        missing("Debian's chromium")
    complaints: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"], headless=True
        )
        context = await browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
        if script:
            await context.add_init_script(script)
        page = await context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        session = await context.new_cdp_session(page)
        await session.send("WebAuthn.enable")
        await session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        yield Phone(context, page, session)
        await browser.close()
    assert not complaints, complaints


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
    with anyio.move_on_after(ENDS_WITHIN):
        await process.communicate()
    if process.returncode is None:
        process.kill()
        await process.wait()
