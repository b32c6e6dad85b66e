"""A real browser with a virtual authenticator, and the phone's door on a real port of this computer."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright
from starlette.applications import Starlette

from broker.phone import routes
from tests.actors import served
from tests.phone.house import House, house_at
from tests.services import missing

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass
class Phone:
    """One phone: its page, its authenticator, the door that it looks at, and what the browser complained about."""

    page: Page
    context: BrowserContext
    house: House
    complaints: list[str]
    authenticator: str

    def url(self, path: str) -> str:
        return self.house.public_url + path

    async def verifies(self, yes: bool) -> None:
        """Let the person pass or fail the screen lock from now on."""
        session = await self.context.new_cdp_session(self.page)
        await session.send("WebAuthn.setUserVerified", {"authenticatorId": self.authenticator, "isUserVerified": yes})


@pytest.fixture
async def chromium(anyio_backend: str) -> AsyncIterator[Browser]:
    if not os.access(CHROMIUM, os.X_OK):
        missing("chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"], headless=True
        )
        yield browser
        await browser.close()


@pytest.fixture
async def phone(chromium: Browser, sqlite_url: str) -> AsyncIterator[Phone]:
    async with house_at(sqlite_url) as house, _at_a_port(house), _phone(chromium, house) as made:
        yield made


@asynccontextmanager
async def _at_a_port(house: House) -> AsyncIterator[None]:
    # the door has to know its address before its routes are made, so the port is taken first
    app = Starlette()
    async with served(app) as address:
        house.public_url = address.replace("127.0.0.1", "localhost")
        app.router.routes.extend(routes(house.deps))
        yield


@asynccontextmanager
async def _phone(chromium: Browser, house: House) -> AsyncIterator[Phone]:
    context = await chromium.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=2, has_touch=True, is_mobile=True, locale="en-GB"
    )
    page = await context.new_page()
    complaints: list[str] = []
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    session = await context.new_cdp_session(page)
    await session.send("WebAuthn.enable")
    added = await session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield Phone(page, context, house, complaints, added["authenticatorId"])
    await context.close()
