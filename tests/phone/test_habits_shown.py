"""The inbox shows how its owner answers each agent, and where approving is blind a rule to sign instead."""

from datetime import timedelta

import pytest

from broker.store.tables import Agent
from tests.phone.house import House
from tests.stand_ins import NOW

pytestmark = pytest.mark.anyio


async def _answered(house: House, times: int, seconds: int = 2, decision: str = "approve") -> None:
    for number in range(times):
        decided = NOW - timedelta(hours=number + 1)
        asked = decided - timedelta(seconds=seconds)
        await house.ask(f"{decision}-{number}", decision=decision, decided_at=decided, created_at=asked)


async def _inbox(house: House) -> str:
    browser = await house.signed_in()
    agent = Agent(name="scout", owner="alice", credential_digest="d", created_at=NOW)
    await house.change(lambda session: session.add(agent))
    return (await browser.get("/inbox")).text


async def test_it_says_how_often_and_how_fast_and_nothing_more_below_enough(house: House) -> None:
    await _answered(house, 4)
    page = await _inbox(house)
    assert "You said yes 4 of 4 times, mostly within 2 seconds" in page
    assert '<meter min="0" max="4" value="4"' in page
    assert "data-blind" not in page


async def test_a_reflex_is_called_so_and_a_rule_is_proposed(house: House) -> None:
    await _answered(house, 12)
    page = await _inbox(house)
    assert 'data-blind="scout"' in page
    assert "id: scout-by-itself" in page
    assert "amount: {max: &#39;25.00&#39;}" in page


async def test_one_no_is_no_reflex(house: House) -> None:
    await _answered(house, 12)
    await _answered(house, 1, decision="refuse")
    page = await _inbox(house)
    assert "You said yes 12 of 13 times" in page
    assert "data-blind" not in page


async def test_an_agent_that_was_never_answered_has_no_habit(house: House) -> None:
    assert "data-habit" not in await _inbox(house)
