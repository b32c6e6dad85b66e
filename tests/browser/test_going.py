"""A page that reloads itself is left by a test all the same, and what else keeps a test from a page is told."""

from pathlib import Path
from typing import cast

import pytest
from playwright.async_api import Browser, Error, Page
from playwright.async_api import TimeoutError as NothingHappened
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from tests.actors import served
from tests.browser.going import BLANK, TIMES, go_to

pytestmark = pytest.mark.anyio

ROUNDS = 8  # of which some meet the moment, on any machine
INBOX = "http://localhost/inbox"
OVERTAKEN = f'Page.goto: Navigation to "{BLANK}" is interrupted by another navigation to "{INBOX}"'
STOPPED = f"Page.goto: net::ERR_ABORTED at {BLANK}"
LOST = f"Page.goto: Timeout 8000ms exceeded.\nCall log:\n  - navigating to \"{BLANK}\", waiting until \"load\"\n"
NEVER_CAME = "Page.wait_for_url: Timeout 8000ms exceeded."
REFUSED = "Page.goto: net::ERR_CONNECTION_REFUSED"
GOTO = "goto("  # written apart, as this file is looked at too


class Reloading:
    """Stands for a page that is led on, to which these things happen first."""

    def __init__(self, *happens: str) -> None:
        self._happens = list(happens)
        self.seen: list[str] = []
        self.url = INBOX

    async def goto(self, address: str, **_: float) -> None:
        self._happen(f"to {address}")

    async def wait_for_url(self, address: str, **_: float) -> None:
        self._happen(f"until {address}")

    def _happen(self, seen: str) -> None:
        self.seen.append(seen)
        said = self._happens.pop(0) if self._happens else ""
        if "Timeout" in said:
            raise NothingHappened(said)
        if said:
            raise Error(said)


@pytest.mark.parametrize(
    ("happens", "seen"),
    [
        ([], ["to about:blank", f"to {INBOX}"]),
        ([OVERTAKEN], ["to about:blank", "until about:blank", f"to {INBOX}"]),
        ([STOPPED], ["to about:blank", "to about:blank", f"to {INBOX}"]),
        ([LOST], ["to about:blank", "to about:blank", f"to {INBOX}"]),
        (
            [OVERTAKEN, NEVER_CAME],
            ["to about:blank", "until about:blank", "to about:blank", f"to {INBOX}"],
        ),
        ([STOPPED, OVERTAKEN], ["to about:blank", "to about:blank", "until about:blank", f"to {INBOX}"]),
        (["", LOST], ["to about:blank", f"to {INBOX}", f"to {INBOX}"]),
        (["", OVERTAKEN], ["to about:blank", f"to {INBOX}", f"until {INBOX}"]),
        (["", STOPPED], ["to about:blank", f"to {INBOX}", f"to {INBOX}"]),
    ],
)
async def test_a_reload_of_the_page_that_is_left_keeps_no_test_from_the_next(
    happens: list[str], seen: list[str]
) -> None:
    page = Reloading(*happens)
    await go_to(cast(Page, page), INBOX)
    assert page.seen == seen


@pytest.mark.parametrize("happens", [[REFUSED], ["", REFUSED]])
async def test_what_else_keeps_a_test_from_a_page_is_told(happens: list[str]) -> None:
    page = Reloading(*happens)
    with pytest.raises(Error, match=REFUSED):
        await go_to(cast(Page, page), INBOX)
    assert len(page.seen) == len(happens)


@pytest.mark.parametrize("happens", [STOPPED, LOST])
async def test_a_page_that_never_opens_is_told(happens: str) -> None:
    with pytest.raises(AssertionError, match="does not let go"):
        await go_to(cast(Page, Reloading(*[happens] * TIMES)), INBOX)


@pytest.mark.browser
async def test_a_browser_leaves_a_page_that_reloads_itself_in_the_same_moment(chromium: Browser) -> None:
    async def live(_: Request) -> HTMLResponse:
        return HTMLResponse("<!doctype html><title>live</title>")

    page = await chromium.new_page()
    async with served(Starlette(routes=[Route("/live", live)])) as address:
        for number in range(ROUNDS):
            await go_to(page, f"{address}/live?{number}")
            await page.evaluate("() => { setTimeout(() => location.reload(), 0); }")
            await go_to(page, f"{address}/live?next")
            assert page.url == f"{address}/live?next"
    await page.close()


def test_no_test_leads_a_browser_on_in_another_way() -> None:
    tests = Path(__file__).parents[1]
    doing = [path for path in tests.rglob("*.py") if f".{GOTO}" in path.read_text("utf-8")]
    assert doing == [tests / "browser/going.py"]
