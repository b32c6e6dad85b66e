"""How a test leads a browser on, also from a page that is about to reload itself.

Live pages (the inbox, a request, a proposal) look at themselves whenever something rings, and reload where that leads
to a new one. A reload that begins in the same moment stops where the test goes, or arrives first and is taken for it.
So a page is left for an empty one, which reloads nothing, and only then the next one is opened. Once in some hundred
such moments the browser keeps the reloaded page, goes nowhere, and says nothing of it: then it is led on again.
"""

from typing import Final

from playwright.async_api import Error, Page
from playwright.async_api import TimeoutError as NothingHappened

BLANK: Final = "about:blank"
TIMES: Final = 5  # a page reloads itself for what rang, which seldom happens twice in such moments
PATIENCE: Final = 8_000  # milliseconds until a browser that says nothing is led on again; a page takes far less
STOPPED: Final = "net::ERR_ABORTED"  # what Playwright says where a reload stopped ours,
OVERTAKEN: Final = "is interrupted by another navigation"  # and where one came before ours


async def go_to(page: Page, address: str) -> None:
    """Open an address; raise what keeps it away, but no reload of the page that is left."""
    await _open(page, BLANK)
    if address != BLANK:
        await _open(page, address)


async def _open(page: Page, address: str) -> None:
    for _ in range(TIMES):
        try:
            await page.goto(address, timeout=PATIENCE)
        except Error as problem:
            if not await _on_its_way(page, address, problem):
                continue
        return
    raise AssertionError(f"{page.url} does not let go, or {address} does not open, in {TIMES} attempts")


async def _on_its_way(page: Page, address: str, problem: Error) -> bool:
    """Whether the address opened after all; raise what is no doing of a reload."""
    if STOPPED in problem.message or isinstance(problem, NothingHappened):
        return False
    if OVERTAKEN not in problem.message:
        raise problem
    try:
        await page.wait_for_url(address, timeout=PATIENCE)
    except NothingHappened:
        return False
    return True
