"""Approving less, and similar calls too, with thumb and passkey, in light and in dark."""

from typing import Any

import pytest

from broker.store.query import select
from broker.store.tables import StandingApproval
from tests.approval.asks import document
from tests.approval.test_standing import SHOWN
from tests.browser.conftest import Phone
from tests.browser.going import go_to
from tests.browser.pictures import shown
from tests.picture import WORDS

pytestmark = [pytest.mark.anyio, pytest.mark.browser]


async def _standing(phone: Phone) -> list[StandingApproval]:
    rows: list[StandingApproval] = await phone.house.store.read(lambda s: list(s.scalars(select(StandingApproval))))
    return rows


async def _asked(phone: Phone, **fields: Any) -> None:
    await phone.pair()
    await phone.house.ask(asked=document(**fields), agent_reason=WORDS)
    await go_to(phone.page, phone.url("/approve/approval-1"))
    await phone.page.click("details.more > summary")


async def test_a_lower_amount_is_shown_in_full_before_it_is_signed(phone: Phone) -> None:
    await _asked(phone)
    await phone.page.fill("form[data-form=narrow] input[name=amount]", "20.00")
    await shown(phone.page, "narrow-form", from_="details.more")
    await phone.page.click("form[data-form=narrow] button")
    await phone.page.wait_for_selector("[data-right=amount]")
    assert await phone.page.inner_text("[data-right=amount]") == "20.00"
    assert await _standing(phone) == [], "looking changes nothing"
    await shown(phone.page, "narrow")
    await phone.page.click("#approve")
    await phone.page.wait_for_selector("[data-narrowed]")
    await shown(phone.page, "narrowed")
    [made] = await _standing(phone)
    assert (made.verb, made.operation) == ("narrow", "bank_pay")
    assert '"amount":"20.00"' in made.document
    assert (await phone.house.approval()).decision == "narrow"
    assert phone.complaints == []


async def test_similar_calls_are_shown_in_full_signed_and_taken_back(phone: Phone) -> None:
    await _asked(phone, remember=SHOWN)
    await phone.page.fill("#uses", "3")
    await phone.page.fill("#total", "60.00")
    await shown(phone.page, "remember-form", from_="details.more")
    await phone.page.click("form[data-form=remember] button")
    await phone.page.wait_for_selector("[data-field=uses]")
    fields = {name: await phone.page.inner_text(f'[data-field="{name}"]') for name in ("uses", "total", "verb")}
    assert fields == {"uses": "3", "total": "60.00", "verb": "remember"}
    await shown(phone.page, "remember")
    await phone.page.click("#approve")
    await phone.page.wait_for_selector("[data-remembered]")
    [made] = await _standing(phone)
    assert (made.verb, made.used) == ("remember", 0)
    await go_to(phone.page, phone.url("/inbox"))
    await shown(phone.page, "inbox-standing")
    await phone.page.click("[data-standing]")
    await phone.page.wait_for_selector("[data-standing]", state="detached")
    [made] = await _standing(phone)
    assert made.revoked_at is not None
    assert phone.complaints == []


async def test_an_amount_that_is_not_less_is_refused_in_words(phone: Phone) -> None:
    await _asked(phone)
    await phone.page.fill("form[data-form=narrow] input[name=amount]", "26.00")
    await phone.page.click("form[data-form=narrow] button")
    await phone.page.wait_for_selector("text=must be an amount below 25.00")
    assert await _standing(phone) == []


async def test_the_number_that_the_agent_shows_is_chosen_before_the_passkey_is_asked(phone: Phone) -> None:
    await phone.pair()
    await phone.house.ask(agent_reason=WORDS, number="47", match="rate")
    await go_to(phone.page, phone.url("/approve/approval-1"))
    await phone.page.click("#approve")
    assert "Choose the number" in await phone.page.inner_text("#say")
    assert await phone.house.open_challenges() == 0, "the passkey was not asked"
    await phone.page.check("[name=number][value='47']", force=True)
    assert not await phone.page.is_visible("#say")
    await shown(phone.page, "number", from_="header.top")
    await phone.page.click("#approve")
    await phone.page.wait_for_selector(".verdict.approved")
    assert (await phone.house.approval()).decision == "approve"


async def test_another_number_than_the_agents_refuses(phone: Phone) -> None:
    await phone.pair()
    await phone.house.ask(agent_reason=WORDS, number="47", match="refused")
    await go_to(phone.page, phone.url("/approve/approval-1"))
    await phone.page.locator("[name=number]:not([value='47'])").first.check(force=True)
    await phone.page.click("#approve")
    await phone.page.wait_for_selector(".verdict.refused")
    await shown(phone.page, "number-wrong")
    assert (await phone.house.approval()).assertion is None
