"""A foreign authorization server in a real browser: our yes first, then theirs, by a redirect or a code; and back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.async_api import Browser, Page
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from broker.client.view import GrantView
from tests.actors import served
from tests.browser.conftest import Later, Phone, phone_of
from tests.browser.going import go_to
from tests.browser.pictures import shown
from tests.browser.test_accessible import violations
from tests.client.abroad import Abroad, abroad
from tests.client.hostile import HostileServer, hostile_server, says
from tests.phone.house import House

pytestmark = [pytest.mark.anyio, pytest.mark.browser]

DENIED: dict[str, Any] = {"error": {"code": "user_denied", "description": "not at our bank"}}


@dataclass
class Story:
    """An installation at a real port whose tools stand behind another server, which has pages of its own (`site`)."""

    house: Abroad
    there: HostileServer
    phone: Phone
    site: str = ""

    @property
    def page(self) -> Page:
        return self.phone.page

    @property
    def visit(self) -> dict[str, Any]:
        """What the server answers where it wants to ask the owner on a page of its own."""
        return {"continue": self.there.going_on(), "interact": {"redirect": f"{self.site}/visit", "finish": "as-nonce"}}

    def pages(self) -> Starlette:
        """Return that server's own pages, of which one leads back with hash and reference, whatever was said."""

        async def visit(_: Request) -> Response:
            (sent,) = self.there.asked("request")
            back = urlencode({"hash": self.there.finish_of(sent, "as-nonce", "ref"), "interact_ref": "ref"})
            finish = sent.content["interact"]["finish"]["uri"]
            return HTMLResponse(f'<h1>Things elsewhere</h1><a id="answer" href="{finish}?{back}">That is my answer</a>')

        async def nothing(_: Request) -> Response:
            return Response(status_code=204)

        return Starlette(routes=[Route("/visit", visit), Route("/favicon.ico", nothing)])

    async def approved(self) -> GrantView:
        """Let the agent ask and the owner say yes with the passkey, here; then let the broker ask over there."""
        await go_to(self.page, "about:blank")  # the inbox would reload for what comes, maybe while it is opened
        view = await self.house.ask("there_write")
        await go_to(self.page, self.phone.url("/inbox"))
        await self.page.click("[data-approval]")
        assert "may ask you itself: two decisions, here first" in await self.page.inner_text("[data-elsewhere]")
        await shown(self.page, "foreign-asked")
        await self.page.click("#approve")
        await self.page.wait_for_selector(".verdict.approved")
        assert self.house.calls == []
        await self.house.here.later(1)
        return view

    @asynccontextmanager
    async def beside(self) -> AsyncIterator[Page]:
        """Look at the inbox in another tab."""
        tab = await self.phone.context.new_page()
        await go_to(tab, self.phone.url("/inbox"))
        yield tab
        await tab.close()

    async def ended(self, view: GrantView) -> tuple[str, int]:
        """Let the wait of the server pass; return how it ended, and how many calls were made."""
        await self.house.here.later(5)
        return (await self.house.here.view(view.id)).status, len(self.house.calls)


@pytest.fixture
async def story(chromium: Browser, tmp_path: Path) -> AsyncIterator[Story]:
    async with _story(chromium, tmp_path) as made:
        yield made


@asynccontextmanager
async def _story(chromium: Browser, folder: Path) -> AsyncIterator[Story]:
    door = Later()
    async with served(door) as address:
        public_url = address.replace("127.0.0.1", "localhost")
        async with abroad(folder, public_url) as house, hostile_server(house.here.clock) as there:
            here, door.app = house.here, house.here.broker.app
            async with phone_of(chromium, House(here.broker.store, public_url, here.clock())) as phone:
                made = Story(house, there, phone)
                house.behind(there.endpoint)
                await phone.house.type_digits(await phone.make_passkey())
                async with phone.comes_in():
                    here.seal()  # the owner's first device lets the second one in
                async with served(made.pages()) as made.site:
                    yield made


async def test_the_visit_goes_on_at_the_other_server_and_comes_back_to_what_it_granted(story: Story) -> None:
    page = story.page
    story.there.begin(request=says(story.visit))
    view = await story.approved()
    await page.wait_for_selector("[data-abroad=invites]")
    assert await page.inner_text(".verdict p") == "You said yes here."
    assert "nothing runs before you said it there" in await page.inner_text("[data-abroad]")
    await shown(page, "foreign-redirect-half")
    await page.click("[data-onward]")
    await page.wait_for_url(f"{story.site}/visit")
    async with story.beside() as tab:
        assert f"Open {story.site.removeprefix('http://')}" in await tab.inner_text("[data-elsewhere]")
        await shown(tab, "foreign-redirect-inbox")
    assert story.house.calls == []
    await page.click("#answer")
    await page.wait_for_url("**/approve/**")
    assert await page.locator("[data-onward]").count() == 0, "it is used once"
    await shown(page, "foreign-redirect-back")
    assert await story.ended(view) == ("done", 1)
    await page.wait_for_selector("[data-abroad=granted]")
    await page.wait_for_selector("#undo", state="detached")
    await shown(page, "foreign-redirect-whole")
    assert story.phone.complaints == []


async def test_from_the_inbox_it_goes_on_in_a_new_tab_and_comes_back_there(story: Story) -> None:
    page = story.page
    story.there.begin(request=says(story.visit))
    view = await story.approved()
    await page.wait_for_selector("[data-abroad=invites]")  # the page has followed, and stays as it is
    await go_to(page, story.phone.url("/inbox"))
    async with story.phone.context.expect_page() as opened:
        await page.click("[data-elsewhere] a")
    tab = await opened.value
    await tab.click("#answer")
    await tab.wait_for_url("**/approve/**")
    assert await story.ended(view) == ("done", 1)
    await tab.wait_for_selector("[data-abroad=granted]")
    await tab.close()
    assert story.phone.complaints == []


async def test_a_no_at_the_other_server_comes_back_as_theirs_and_the_way_back_is_used_once(story: Story) -> None:
    page = story.page
    story.there.begin(request=says(story.visit), **{"continue": says(DENIED)})
    view = await story.approved()
    await page.click("[data-onward]")
    back = await page.get_attribute("#answer", "href")
    await page.click("#answer")
    await page.wait_for_url("**/approve/**")
    assert await story.ended(view) == ("denied", 0)
    await page.wait_for_selector("[data-abroad=ended]")
    assert "not at our bank" in await page.inner_text("[data-abroad]")
    assert "may make this" not in await page.inner_text(".verdict"), "our yes is not theirs"
    assert await page.locator("#undo").count() == 0, "there is nothing left to take back"
    await shown(page, "foreign-refused")
    await go_to(page, back or "")
    await page.wait_for_selector("text=Nothing waits for this")
    assert await page.get_attribute("main a.button", "href") == "/inbox"
    await shown(page, "link-used-callback")
    assert await violations(page) == []


async def test_a_code_for_the_other_server_stands_on_the_page_until_it_was_typed_there(story: Story) -> None:
    page, code = story.page, {"code": "ABCD-1234", "uri": "https://s.example/device"}
    story.there.begin(request=says({"continue": story.there.going_on(), "interact": {"user_code_uri": code}}))
    view = await story.approved()
    await page.wait_for_selector("[data-abroad=invites]")
    assert await page.inner_text("[data-user-code]") == "ABCD-1234"
    await shown(page, "foreign-code-half")
    assert await violations(page) == []
    async with story.beside() as tab:
        assert await tab.inner_text("[data-user-code]") == "ABCD-1234"
        await shown(tab, "foreign-code-inbox")
    assert await story.ended(view) == ("done", 1)
    await page.wait_for_selector("[data-abroad=granted]")
    assert await page.locator("[data-user-code]").count() == 0
    await shown(page, "foreign-code-whole")
    assert story.phone.complaints == []


async def test_where_the_other_server_decides_by_itself_page_and_inbox_say_that_it_waits_there(story: Story) -> None:
    page, waits = story.page, {"continue": story.there.going_on()}
    story.there.begin(request=says(waits), **{"continue": says(waits)})
    view = await story.approved()
    await page.wait_for_selector("[data-abroad=waits]")
    await shown(page, "foreign-waits")
    async with story.beside() as tab:
        assert f"Waiting at 127.0.0.1:{story.there.port}" in await tab.inner_text(f"[data-there={view.id}]")
        await shown(tab, "foreign-waits-inbox")
    del story.there.acts["continue"]
    assert await story.ended(view) == ("done", 1)
    await page.wait_for_selector("[data-abroad=granted]")
