"""How a browser test takes pictures: what a phone of 390 by 844 shows, in light and in dark.

They lie in the folder that TESTS_SCREENSHOTS names, which `make screenshots` sets; then the whole length of each page
is kept too. Otherwise they are thrown away.
"""

import os
import tempfile
from pathlib import Path
from typing import Final, Literal

from playwright.async_api import Page

SHOTS: Final = Path(os.environ.get("TESTS_SCREENSHOTS") or tempfile.mkdtemp(prefix="countersign-screenshots-"))
KEPT: Final = "TESTS_SCREENSHOTS" in os.environ
# light is the last one: the page stays so
THEMES: Final[tuple[Literal["dark", "light"], ...]] = ("dark", "light")
SCREEN: Final = (390, 844)  # CSS pixels; the phones of these tests have two dots to each
DOTS: Final = (2 * SCREEN[0], 2 * SCREEN[1])


def files_of(picture: str) -> list[str]:
    """Return the names of the files that a picture is kept in."""
    return [f"{picture}-{theme}.png" for theme in THEMES]


async def shown(page: Page, picture: str, *, from_: str | None = None) -> None:
    """Take the page as its screen is now, once in each theme; `from_` (a selector) is scrolled to the top before.

    What a test fills or ticks is scrolled to as no thumb would do it, so that a picture of it names where it begins.
    """
    for theme, name in zip(THEMES, files_of(picture), strict=True):
        await page.emulate_media(color_scheme=theme)
        if from_ is not None:
            await page.eval_on_selector(from_, "one => one.scrollIntoView()")
        dots = dots_of(await page.screenshot(path=SHOTS / name))
        assert dots == DOTS, f"{name} is {dots}"
        if KEPT:
            await page.screenshot(path=SHOTS / "whole" / name, full_page=True)


def dots_of(png: bytes) -> tuple[int, int]:
    """Return width and height of a PNG, as its header says."""
    assert png[12:16] == b"IHDR"
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])
