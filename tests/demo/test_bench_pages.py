"""The page weight that `make bench` prints is what a browser loads."""

import pytest

from broker.demo import bench_pages

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def test_bytes_and_requests_of_both_main_pages_are_counted_with_all_that_they_load() -> None:
    figures = await bench_pages.measure()
    assert [*figures] == [
        "page weight, inbox, bytes",
        "page weight, inbox, requests",
        "page weight, approval, bytes",
        "page weight, approval, requests",
        "page weight, goal bytes",
    ]
    # page, style, script, picture and manifest
    assert figures["page weight, inbox, requests"] == figures["page weight, approval, requests"] == 5
    for name in ("inbox", "approval"):
        assert 20_000 < float(figures[f"page weight, {name}, bytes"]) <= bench_pages.GOAL
