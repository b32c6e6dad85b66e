"""An owner in a real browser, led here by somebody else's client and led back, over real ports; and by a code."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from broker.gnap.interaction import hash_matches
from tests.actors import served
from tests.authserver.foreign import HISTORY, Foreign, grants_of
from tests.authserver.wire import error_of
from tests.browser.conftest import Later, Phone, phone_of
from tests.browser.going import go_to
from tests.browser.pictures import shown
from tests.browser.test_phone import CONTRAST
from tests.home import Home, home
from tests.phone.house import House

pytestmark = [pytest.mark.anyio, pytest.mark.browser]

Json = dict[str, Any]

NONCE = "nonce-of-the-client"
WHO: Json = {"sub_id_formats": ["opaque"]}


@dataclass
class Shop:
    """The client's own web pages: one with a link to where its owner is led, one where the owner comes back."""

    address: str = ""
    link: str = ""
    visitors: list[Request] = field(default_factory=list)

    @property
    def app(self) -> Starlette:
        pages = {"/shop/start": self._start, "/shop/back": self._back, "/favicon.ico": self._icon}
        return Starlette(routes=[Route(path, page) for path, page in pages.items()])

    async def _start(self, _: Request) -> Response:
        return HTMLResponse(f'<a id="on" href="{self.link}">Go on at Countersign</a>')

    async def _icon(self, _: Request) -> Response:
        return Response(status_code=204)

    async def _back(self, request: Request) -> Response:
        self.visitors.append(request)
        return HTMLResponse("<h1 id=welcome>Welcome back</h1>")


@dataclass
class Story:
    """An installation at a real port, its owner's browser, and a shop whose client it knows."""

    here: Home
    phone: Phone
    shop: Shop
    client: Foreign

    async def ask(self, *start: str, finish: bool = True, **members: Any) -> Json:
        """Ask for access, to be finished by a redirect to the shop."""
        back: Json = {"method": "redirect", "uri": f"{self.shop.address}/shop/back?round=7", "nonce": NONCE}
        interact = {"start": list(start)} | ({"finish": back} if finish else {})
        answer: Json = (await self.client.ask(HISTORY, interact=interact, **members)).json()
        assert "interact" in answer, answer
        return answer

    def reference(self, answer: Json) -> str:
        """Check, as the client must, who came back with what; return the reference."""
        (visitor,) = self.shop.visitors
        assert set(visitor.query_params) == {"round", "hash", "interact_ref"}
        assert visitor.query_params["round"] == "7"
        reference = visitor.query_params["interact_ref"]
        given = visitor.query_params["hash"]
        assert hash_matches(given, NONCE, answer["interact"]["finish"], reference, self.client.endpoint)
        return reference

    async def fits_a_phone(self, name: str) -> None:
        """Look at the page as it is: no wider than the screen, readable, nothing too small for a thumb."""
        page = self.phone.page
        await shown(page, name)
        assert await page.evaluate("document.documentElement.scrollWidth") <= 390
        assert await page.evaluate(CONTRAST) == []
        sizes = "all => all.filter(e => e.checkVisibility()).map(e => Math.min(e.clientHeight, e.clientWidth))"
        assert min(await page.eval_on_selector_all("a, button, summary, textarea, input", sizes)) >= 44, name


@pytest.fixture
async def story(chromium: Browser, tmp_path: Path) -> AsyncIterator[Story]:
    async with _story(chromium, tmp_path) as made:
        yield made


@asynccontextmanager
async def _story(chromium: Browser, folder: Path) -> AsyncIterator[Story]:
    door, shop = Later(), Shop()
    async with served(door) as address, served(shop.app) as shop.address:
        public_url = address.replace("127.0.0.1", "localhost")
        async with home(folder, public_url=public_url, agent=None) as here:
            door.app = here.broker.app
            house = House(here.broker.store, public_url, here.clock())
            async with phone_of(chromium, house) as phone:
                client = await Foreign.registered(here, callback=f"{shop.address}/shop/")
                await house.type_digits(await phone.make_passkey())
                here.seal()  # the owner's first device lets the second one in
                await phone.page.wait_for_url("**/inbox")
                yield Story(here, phone, shop, client)


@pytest.mark.requirement("C-4.2.1-1", "C-4.2-1", "C-4.1.1-4", "C-2.5.2-6")
async def test_led_here_signed_in_approved_and_led_back_the_client_holds_its_token(story: Story) -> None:
    page = story.phone.page
    answer = await story.ask("redirect", subject=WHO, client=_named(story))
    await story.phone.context.clear_cookies()
    await go_to(page, answer["interact"]["redirect"])
    assert await page.inner_text("h1") == "Sign in"
    await page.click("#signin")
    await page.wait_for_selector("#continue")
    assert page.url == answer["interact"]["redirect"]
    assert "127.0.0.1" in await page.inner_text("[data-back]")
    await story.fits_a_phone("interact")
    await page.click("#continue")
    await page.wait_for_selector("#approve")
    assert await page.inner_text("h1") == "Give it access and tell it who you are"
    assert "The Shop" in await page.inner_text('[data-display="name"]')
    await story.fits_a_phone("rights")
    await page.click("#approve")
    await page.wait_for_selector("#welcome")
    assert page.url.startswith(f"{story.shop.address}/shop/back?round=7&hash=")
    assert "referer" not in story.shop.visitors[0].headers
    granted = (await story.client.go_on(answer, {"interact_ref": story.reference(answer)})).json()
    assert granted["access_token"]["access"] == [HISTORY]
    assert [one["format"] for one in granted["subject"]["sub_ids"]] == ["opaque"]
    assert story.phone.complaints == []


async def test_a_refusal_leads_back_too_from_a_link_on_another_site_into_a_signed_in_browser(story: Story) -> None:
    page = story.phone.page
    answer = await story.ask("redirect")
    story.shop.link = answer["interact"]["redirect"]
    await go_to(page, f"{story.shop.address}/shop/start")
    await page.click("#on")
    # the cookie stays away from a link of another site; our own page brings it along
    await page.click("#continue")
    await page.click("#refuse")
    await page.fill("#reason", "Not today")
    await page.click("text=Send refusal")
    await page.wait_for_selector("#welcome")
    assert "referer" not in story.shop.visitors[0].headers
    refused = await story.client.go_on(answer, {"interact_ref": story.reference(answer)})
    assert error_of(refused) == "user_denied"
    assert refused.json()["error"]["description"] == "Not today"


@pytest.mark.requirement("C-4.1.2-1", "C-4.1.2-6", "C-4.2-2")
async def test_a_code_typed_at_the_short_address_leads_to_the_same_decision(story: Story) -> None:
    page = story.phone.page
    answer = await story.ask("user_code_uri", finish=False)
    given = answer["interact"]["user_code_uri"]
    await story.phone.context.clear_cookies()
    await go_to(page, given["uri"])
    await page.click("#signin")
    await page.wait_for_url("**/code")
    await page.fill("#typed", "CCCC-CCCC")
    await page.click("text=Continue")
    await page.wait_for_selector(".say.bad:not([hidden])")
    assert "4 tries are left" in await page.inner_text("#say")
    await story.fits_a_phone("code")
    await page.fill("#typed", f"{given['code'][:4].lower()} - {given['code'][4:].lower()}")
    await page.click("text=Continue")
    await page.click("#approve")
    await page.wait_for_selector(".verdict.approved")
    assert "Go back to the program that asked" in await page.inner_text("main")
    await story.fits_a_phone("rights-approved")
    granted = (await story.client.go_on(answer)).json()
    assert granted["access_token"]["access"] == [HISTORY]
    assert [row.visited_by for row in await grants_of(story.here)] == ["alice"]


async def test_a_link_that_was_taken_in_one_browser_leads_nowhere_in_another(story: Story, chromium: Browser) -> None:
    answer = await story.ask("redirect")
    await go_to(story.phone.page, answer["interact"]["redirect"])
    await story.phone.page.click("#continue")
    await story.phone.page.wait_for_selector("#approve")
    async with phone_of(chromium, story.phone.house) as other:
        await story.phone.house.type_digits(await other.make_passkey())
        story.here.seal()
        await other.page.wait_for_url("**/inbox")
        await go_to(other.page, answer["interact"]["redirect"])
        assert await other.page.inner_text("h1") == "This link leads nowhere"
    assert story.shop.visitors == []


def _named(story: Story) -> Json:
    return {"key": story.client.key_object, "display": {"name": "The Shop", "uri": "https://shop.example/"}}
