"""A real browser with a virtual authenticator, and the phone's door on a real port of this computer."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from broker.notify.sender import Pushes
from broker.phone import push, routes
from tests.actors import served
from tests.browser.going import go_to
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

    async def make_passkey(self) -> str:
        """Open a fresh link, make the passkey, and return the digits that the page then shows."""
        await go_to(self.page, self.url(f"/pair#{self.house.link()}"))
        await self.page.click("#enrol")
        await self.page.wait_for_selector("#digits:not([hidden])")
        return (await self.page.inner_text("#shown")).replace(" ", "")

    async def pair(self) -> None:
        """Pair as an owner's first device does."""
        await self.house.owner("alice")
        digits = await self.make_passkey()
        async with self.comes_in():
            await self.house.type_digits(digits)
        await self.page.wait_for_url("**/inbox")

    @asynccontextmanager
    async def comes_in(self) -> AsyncIterator[None]:
        """Let the inbox open within the block, and look at itself for the first time.

        Afterwards it reloads only when something rings; before, a reload could win against where a test goes next.
        """
        async with self.page.expect_event(
            "requestfinished", lambda request: request.resource_type == "fetch" and request.url.endswith("/inbox")
        ):
            yield

    async def verifies(self, yes: bool) -> None:
        """Let the person pass or fail the screen lock from now on."""
        session = await self.context.new_cdp_session(self.page)
        await session.send("WebAuthn.setUserVerified", {"authenticatorId": self.authenticator, "isUserVerified": yes})


class Later:
    """An application that is named after its address is known."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


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
    async with house_at(sqlite_url) as house, _at_a_port(house), phone_of(chromium, house) as made:
        yield made


@pytest.fixture
async def second(chromium: Browser, phone: Phone) -> AsyncIterator[Phone]:
    """A further phone before the same door, with an authenticator and a cookie jar of its own."""
    async with phone_of(chromium, phone.house) as made:
        yield made


@asynccontextmanager
async def _at_a_port(house: House) -> AsyncIterator[None]:
    # the door has to know its address before its routes are made, so the port is taken first
    app = Starlette()
    async with served(app) as address:
        house.public_url = address.replace("127.0.0.1", "localhost")
        # nobody asks these pages to send anything
        app.router.routes.extend([*routes(house.deps), *push.routes(house.deps, cast(Pushes, None))])
        yield


@asynccontextmanager
async def phone_of(chromium: Browser, house: House, locale: str = "en-GB") -> AsyncIterator[Phone]:
    """A browser of its own, with an authenticator and a cookie jar of its own, before a door."""
    context = await chromium.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=2, has_touch=True, is_mobile=True, locale=locale
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
