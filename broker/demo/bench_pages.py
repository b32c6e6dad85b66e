"""What a phone loads when it opens a main page for the first time: page, style, script, picture and manifest."""

import asyncio
import tempfile
from pathlib import Path
from typing import Final

from broker.app import build
from broker.demo.bench_decisions import asked, moved_in, write_policies
from broker.demo.premises import premises
from broker.serving import serving

AGENT: Final = "agent-0"
GOAL: Final = 60_000
"""Bytes of a page and of everything that it loads, uncached, with the headers of the answers."""


async def measure() -> dict[str, float | str]:
    """Return bytes and requests of the inbox with one request in it, and of that request's page."""
    with tempfile.TemporaryDirectory(prefix="countersign-bench-") as place:
        async with premises(Path(place)) as made:
            write_policies(made, [AGENT])
            broker = await asyncio.to_thread(build, made.settings)
            try:
                async with serving(broker):
                    phone, _ = await moved_in(broker, [AGENT])
                    await asked(broker, AGENT, 0)
                    approval = await phone.next_approval()
                    loaded = {
                        "inbox": await phone.weigh("/inbox"),
                        "approval": await phone.weigh(f"/approve/{approval}"),
                    }
                    await phone.close()
            finally:
                await broker.close()
    figures: dict[str, float | str] = {}
    for name, sizes in loaded.items():
        figures[f"page weight, {name}, bytes"] = sum(sizes.values())
        figures[f"page weight, {name}, requests"] = len(sizes)
    return figures | {"page weight, goal bytes": GOAL}
