"""`decision-to-result` measures what it says: real decisions, real results, and no figure where one fails."""

import re

import pytest

from broker.demo import bench_decisions

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def test_a_few_decisions_have_their_results_and_figures() -> None:
    figures = await bench_decisions.measure(held=6, decided=3)
    assert [*figures] == [
        "decision-to-result, ms, p50 with 6 held",
        "decision-to-result, ms, p99 with 6 held",
        "decision-to-result, goal ms, p99",
    ]
    assert all(re.fullmatch(r"\d+(\.\d)?", str(value)) for value in figures.values())
    assert 0 < float(figures["decision-to-result, ms, p50 with 6 held"]) < 30_000


def test_of_a_hundred_figures_the_second_slowest_is_the_99th() -> None:
    assert bench_decisions.percentile([number / 1000 for number in range(1, 201)], 99) == 199.0
    assert bench_decisions.percentile([0.005], 99) == 5.0
