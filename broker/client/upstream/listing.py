"""The whole list of a server's tools, page after page, within bounds: a server chooses how much it says."""

from collections.abc import Awaitable, Callable
from typing import Final

from broker.client.upstream.messages import Json, Refusal

PAGES: Final = 20
MOST: Final = 1000  # tools

Page = Callable[[Json], Awaitable[Json]]


async def all_tools(page: Page) -> list[Json]:
    """Return the definitions of all tools; `page` asks for one page. Raises Refusal for a list that is none."""
    found: list[Json] = []
    asked: Json = {}
    for _ in range(PAGES):
        said = await page(asked)
        listed = said.get("tools")
        if not isinstance(listed, list):
            raise Refusal("its list of tools is none")
        found += [one for one in listed if isinstance(one, dict)]
        after = said.get("nextCursor")
        if not isinstance(after, str):
            return found
        if len(found) > MOST:
            break
        asked = {"cursor": after}
    raise Refusal(f"it lists more than {MOST} tools, or has no end")
