"""How a test leads a browser on, also from a page that is about to reload itself.

Live pages (the inbox, a request, a proposal) look at themselves whenever something rings, and reload where that leads
to a new one. A reload that begins in the same moment stops where the test goes, or arrives first and is taken for it.
So a page is left for an empty one, which reloads nothing, and only then the next one is opened.
"""

from typing import Final

from playwright.async_api import Error, Page

BLANK: Final = "about:blank"
TIMES: Final = 5  # a page reloads itself for what rang, which seldom happens twice in such moments
STOPPED: Final = "net::ERR_ABORTED"  # what Playwright says where a reload stopped ours,
OVERTAKEN: Final = "is interrupted by another navigation"  # and where one arrived before ours, which arrives next


async def go_to(page: Page, address: str) -> None:
    """Open an address; raise what keeps it away, but no reload of the page that is left."""
    await _open(page, BLANK)
    if address != BLANK:
        await _open(page, address)


async def _open(page: Page, address: str) -> None:
    for _ in range(TIMES):
        try:
            await page.goto(address)
        except Error as problem:
            if OVERTAKEN in problem.message:
                await page.wait_for_url(address)
            elif STOPPED in problem.message:
                continue
            else:
                raise
        return
    raise AssertionError(f"{page.url} does not let go, or {address} does not open: {STOPPED}")
