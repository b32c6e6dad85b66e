"""The figure `grant-issue` of `countersign bench`: every request got a token, and a refusal is no figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from broker.demo import bench_grants

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_grants, "GRANTS", 32)


async def test_grants_are_issued_and_counted_by_the_clock_and_by_the_core(tmp_path: Path) -> None:
    figures = await bench_grants.measure(tmp_path)
    assert figures.pop("grant-issue, goal a second") == bench_grants.GOAL
    assert figures.keys() == {"grant-issue, a second, 16 at once", "grant-issue, a second of one core"}
    assert all(isinstance(figure, int) and figure > 0 for figure in figures.values())


async def test_what_is_refused_is_not_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_grants, "nonce", lambda mint: "the-same-nonce-every-time")
    with pytest.raises(RuntimeError, match="no token was issued"):
        await bench_grants.measure(tmp_path)
