"""What the page says beside the document: since when the agent is known, and what an equal earlier call did."""

from datetime import timedelta
from typing import Any

import pytest

from tests.approval.asks import document
from tests.phone.house import Browser, House
from tests.phone.test_elsewhere import _waiting
from tests.stand_ins import NOW

pytestmark = pytest.mark.anyio

EARLIER: dict[str, Any] = {
    "state": "finalized",
    "interaction_host": None,
    "call_digest": document().call_digest,
    "created_at": NOW - timedelta(hours=1),
    "status": "done",
    "result": {"status": 201, "body": "<b>paid</b>"},
}


async def test_an_equal_call_that_ran_before_is_told_with_its_time_and_answer(house: House) -> None:
    browser = await house.signed_in()
    await _waiting(house, code=None, **EARLIER)
    page = await _page_of(house, browser)
    assert 'data-before="g_1"' in page
    assert "The same call ran before" in page
    assert "answered with HTTP 201" in page
    assert "paid" not in page, "what a server answered is no part of the page"


async def test_one_without_an_answer_may_have_run(house: House) -> None:
    browser = await house.signed_in()
    await _waiting(house, code=None, **EARLIER | {"status": "unknown", "result": None})
    assert "The same call may have run before" in await _page_of(house, browser)


OTHER: dict[str, dict[str, Any]] = {
    "another call": {"call_digest": "d" * 64},
    "refused": {"status": "denied"},
    "later": {"created_at": NOW + timedelta(hours=1)},
}


@pytest.mark.parametrize("name", OTHER)
async def test_anything_else_is_no_earlier_call(house: House, name: str) -> None:
    browser = await house.signed_in()
    await _waiting(house, code=None, **EARLIER | OTHER[name])
    assert "data-before" not in await _page_of(house, browser)


async def test_the_page_says_since_when_the_agent_is_known(house: House) -> None:
    browser = await house.signed_in()
    await _waiting(house, code=None, **EARLIER)
    assert f'Known to you since <time datetime="{NOW.isoformat()}">' in await _page_of(house, browser)


async def _page_of(house: House, browser: Browser) -> str:
    await house.ask()
    return (await browser.get("/approve/approval-1")).text
