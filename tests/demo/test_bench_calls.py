"""`mcp-call` and `bystander` measure what they say: answered calls, held calls, and no figure where one fails."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from broker.demo import bench_calls, bench_held
from broker.demo.calling import Handshaken, Modern
from tests.actors import PATIENCE
from tests.agents.house import LONG, PAYMENT, open_house

pytestmark = pytest.mark.anyio


@pytest.mark.slow
async def test_calls_through_the_broker_stand_beside_those_of_a_bare_server() -> None:
    figures = await bench_calls.measure(calls=16)
    assert figures["mcp-call, goal ratio"] == bench_calls.GOAL
    assert [*figures] == [
        "mcp-call, a second, 16 at once",
        "mcp-call, a second of one core",
        "mcp-call, the bare SDK server, a second",
        "mcp-call, the bare SDK server, a second of one core",
        "mcp-call, ratio",
        "mcp-call, ratio of one core",
        "mcp-call, goal ratio",
    ]
    assert all(float(figure) > 0 for figure in figures.values())
    ours, bare = (
        figures["mcp-call, a second of one core"],
        figures["mcp-call, the bare SDK server, a second of one core"],
    )
    assert float(figures["mcp-call, ratio of one core"]) == pytest.approx(float(ours) / float(bare), abs=0.02)


@pytest.mark.slow
async def test_a_bystander_is_measured_beside_held_calls_of_both_eras() -> None:
    figures = await bench_held.measure(held=40, calls=5, quiet=0.1)
    assert [*figures] == [
        "bystander, ms, p50 with 0 held",
        "bystander, ms, p99 with 0 held",
        "bystander, ms, p50 with 40 held",
        "bystander, ms, p99 with 40 held",
        "bystander, ratio of p50",
        "bystander, ratio of p99",
        "held call, KiB of memory",
        "40 held calls, % of a core with their notes",
    ]
    assert float(figures["bystander, ms, p50 with 40 held"]) > 0


@pytest.mark.parametrize("answer", [{"result": {"structuredContent": {"status": "denied"}}}, {"error": {"code": 1}}])
async def test_what_is_no_balance_is_no_figure(answer: dict[str, Any]) -> None:
    with pytest.raises(RuntimeError, match="no balance came back"):
        await bench_calls.read(_Says(answer), "main")
    await bench_calls.read(_Says({"result": {"balance": "1000.00"}}), "main")


async def test_a_call_that_is_answered_at_once_is_not_held() -> None:
    with pytest.raises(RuntimeError, match="a call was not held"):
        await bench_held._held([_Says({"result": {}})], 2)


@pytest.mark.parametrize("era", [Modern, Handshaken])
async def test_a_call_is_held_and_answered_in_both_eras_without_a_socket(
    era: type[Modern | Handshaken], tmp_path: Path
) -> None:
    async with open_house(tmp_path, hold=LONG) as house:
        caller, held = era(house.door.app, "https://broker.example", house.credentials["scout"]), asyncio.Event()
        call = asyncio.create_task(caller.call("bank_pay", PAYMENT, held=held))
        await asyncio.wait_for(held.wait(), PATIENCE)
        assert not call.done()
        house.client.pay()
        answer = await asyncio.wait_for(call, PATIENCE)
        assert answer["result"]["structuredContent"]["status"] == "done"


class _Says:
    def __init__(self, answer: dict[str, Any]) -> None:
        self._answer = answer

    async def call(self, *_: object, **__: object) -> dict[str, Any]:
        return self._answer
