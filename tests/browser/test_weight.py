"""What a phone loads when it opens a main page for the first time: page, style, script, pictures, manifest."""

from typing import Any, Final

import pytest

from tests.browser.conftest import Phone
from tests.browser.sights import SIGHTS

pytestmark = [pytest.mark.anyio, pytest.mark.browser]

GOAL: Final = 60_000
"""Bytes of everything together, with headers (the manifest without), nothing cached."""


@pytest.mark.parametrize("name", ["inbox", "approve"])
async def test_a_main_page_weighs_no_more_than_60_kb_with_everything_that_it_loads(phone: Phone, name: str) -> None:
    await SIGHTS[name].before(phone)
    loaded = await _loaded(phone)
    print(name, sum(loaded.values()), "bytes in", len(loaded), "requests", loaded)
    assert {"phone.css", "phone.js", "mark.svg"} <= loaded.keys(), "what the page needs was counted"
    assert sum(loaded.values()) <= GOAL
    assert phone.complaints == []


async def _loaded(phone: Phone) -> dict[str, int]:
    """Load the page of now anew without the cache; return the bytes on the wire of each address, by its last part."""
    session = await phone.context.new_cdp_session(phone.page)
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def finished(event: dict[str, Any]) -> None:
        if event["requestId"] in names:  # what the page before still loaded is none of it
            sizes[names[event["requestId"]]] = int(event["encodedDataLength"])

    session.on(
        "Network.requestWillBeSent",
        lambda event: names.update({event["requestId"]: event["request"]["url"].rsplit("/", 1)[-1]}),
    )
    session.on("Network.loadingFinished", finished)
    await session.send("Network.enable")
    await session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    await phone.page.reload(wait_until="load")
    # a browser without a screen leaves the manifest out
    manifest = await phone.page.request.get(phone.url("/manifest.webmanifest"))
    return sizes | {"manifest.webmanifest": len(await manifest.body())}
