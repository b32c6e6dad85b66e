"""A program leads its owner's browser here to sign in, and back: in a real browser, with a real passkey dialogue."""

from collections.abc import AsyncIterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from tests.actors import served
from tests.browser.conftest import Phone
from tests.browser.going import go_to
from tests.phone.guests import connecting

pytestmark = [pytest.mark.anyio, pytest.mark.browser]


@pytest.fixture
async def program() -> AsyncIterator[str]:
    """Serve the program's own page on this computer; give its address."""

    async def page(request: Request) -> Response:
        return Response(status_code=204) if request.url.path == "/favicon.ico" else HTMLResponse("the program's page")

    async with served(Starlette(routes=[Route("/{path}", page)])) as address:
        yield address


async def test_a_link_that_is_opened_signed_out_leads_through_signing_in_and_signing_back_to_the_program(
    phone: Phone, program: str
) -> None:
    await phone.pair()
    await phone.context.clear_cookies()
    path = await connecting(phone.house, back=program)
    await go_to(phone.page, phone.url(path))
    await phone.page.click("#signin")
    await phone.page.wait_for_selector("[data-page=connect]")
    assert phone.page.url == phone.url(path)  # signing in loses nothing of the request
    assert await phone.page.inner_text("[data-host]") == "client.example"
    assert await phone.page.is_checked("[data-templates] [value='']")  # no connector is in force here to make one from
    await phone.page.fill("#agent", "visitor")
    await phone.page.click("button[type=submit]")
    await phone.page.wait_for_url("**/proposals/*")
    await phone.page.click("#approve")
    await phone.page.wait_for_url(f"{program}/callback?code=*")
    assert "&state=s&" in phone.page.url
    assert await phone.page.inner_text("body") == "the program's page"
    assert phone.complaints == []


async def test_refusing_at_once_leads_back_with_the_refusal_and_makes_nothing(phone: Phone, program: str) -> None:
    await phone.pair()
    await go_to(phone.page, phone.url(await connecting(phone.house, back=program)))
    await phone.page.click("[data-refuse]")
    await phone.page.wait_for_url(f"{program}/callback?error=access_denied*")
    assert "proposal.made" not in await phone.house.audited()
    assert phone.complaints == []
