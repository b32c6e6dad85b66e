"""Pages that stay true: live, on two devices, from the back button, without script; and an agent muted and ended."""

import pytest
from playwright.async_api import Browser

from broker.store.query import update
from broker.store.tables import Agent, Approval
from broker.store.verbs import wake
from tests.browser.conftest import Phone
from tests.browser.going import go_to
from tests.browser.pictures import shown
from tests.picture import WORDS
from tests.stand_ins import NOW

pytestmark = [pytest.mark.anyio, pytest.mark.browser]


async def _ask(phone: Phone, id: str = "approval-1") -> None:
    await phone.house.ask(id, agent_reason=WORDS)
    await phone.house.change(lambda session: wake(session, "owner:alice"))


async def _let_in(phone: Phone, second: Phone) -> None:
    """Pair a second phone of the same owner, which the first one signs for."""
    await go_to(phone.page, "about:blank")  # the inbox would reload for the proposal, maybe while it is opened
    await second.house.type_digits(await second.make_passkey())
    await go_to(phone.page, phone.url("/inbox"))
    await phone.page.click("a.item.proposal")
    async with second.comes_in():
        await phone.page.click("#approve")
        await phone.page.wait_for_selector(".verdict.approved")
    await go_to(second.page, "about:blank")  # the inbox would follow what happens now


async def test_the_inbox_shows_what_comes_without_a_hand(phone: Phone) -> None:
    await phone.pair()
    await go_to(phone.page, phone.url("/inbox"))
    assert await phone.page.locator("[data-approval]").count() == 0
    await _ask(phone)
    await phone.page.wait_for_selector("[data-approval=approval-1]")
    assert phone.complaints == []


async def test_the_device_that_was_slower_sees_what_was_decided_on_the_other(phone: Phone, second: Phone) -> None:
    await phone.pair()
    await _let_in(phone, second)
    await _ask(phone)
    for page in (phone.page, second.page):
        await go_to(page, phone.url("/approve/approval-1"))
    await second.page.click("#refuse")
    await second.page.fill("#reason", "Not today")
    await second.page.click("#why button[type=submit]")
    await second.page.wait_for_selector(".verdict.refused")
    await phone.page.wait_for_selector(".verdict.refused")
    assert await phone.page.inner_text("[data-reason]") == "Not today"
    assert await phone.page.locator("#answers").count() == 0
    await shown(phone.page, "decided-elsewhere")


async def test_the_back_button_leads_to_what_was_decided_and_not_to_the_question(phone: Phone) -> None:
    await phone.pair()
    await _ask(phone)
    await go_to(phone.page, phone.url("/approve/approval-1"))
    await phone.page.click("header a.brand")
    await phone.page.wait_for_url("**/inbox")
    refused = update(Approval).values(decision="refuse", decided_at=NOW)
    await phone.house.change(lambda session: session.execute(refused))
    await phone.page.go_back()
    await phone.page.wait_for_selector(".verdict.refused")


async def test_without_script_a_request_is_refused_with_words_and_never_approved(
    phone: Phone, chromium: Browser
) -> None:
    await phone.pair()
    await _ask(phone)
    plain = await chromium.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=2, java_script_enabled=False
    )
    await plain.add_cookies(await phone.context.cookies())  # type: ignore[arg-type] # the same shape, given and taken
    page = await plain.new_page()
    await go_to(page, phone.url("/approve/approval-1"))
    assert await page.locator("#approve").is_visible() is False
    assert "Refusing works" in await page.inner_text(".bar")
    await shown(page, "without-script")
    await page.fill("#plain-reason", "Not <b>today</b>")
    await page.click("noscript button, .bar form button.refuse >> visible=true")
    await page.wait_for_selector(".verdict.refused")
    assert await page.inner_text("[data-reason]") == "Not <b>today</b>"
    await shown(page, "without-script-refused")
    row = await phone.house.approval()
    assert (row.decision, row.decision_reason, row.assertion) == ("refuse", "Not <b>today</b>", None)
    await plain.close()


async def _with_scout(phone: Phone) -> None:
    await phone.pair()
    agent = Agent(name="scout", owner="alice", credential_digest="d", created_at=NOW)
    await phone.house.change(lambda session: session.add(agent))


async def test_a_refusal_whose_box_is_ticked_mutes_the_agent_too(phone: Phone) -> None:
    await _with_scout(phone)
    await _ask(phone)
    await go_to(phone.page, phone.url("/approve/approval-1"))
    await phone.page.click("#refuse")
    await phone.page.fill("#reason", "Ask me on Monday")
    await phone.page.check("#mute")
    await shown(phone.page, "refuse-and-mute", from_="header.top")
    await phone.page.click("#why button[type=submit]")
    await phone.page.wait_for_selector(".verdict.refused")
    row = await phone.house.store.read(lambda session: session.get_one(Agent, "scout"))
    assert row.muted_until is not None
    await go_to(phone.page, phone.url("/inbox"))
    await phone.page.wait_for_selector("[data-muted=scout]")
    assert phone.complaints == []


async def test_an_agent_is_muted_with_one_tap_and_ended_with_two(phone: Phone) -> None:
    await _with_scout(phone)
    await go_to(phone.page, phone.url("/inbox"))
    await phone.page.click("[data-mute=scout]")
    await phone.page.wait_for_selector("[data-muted=scout]")
    await shown(phone.page, "inbox-muted")
    await phone.page.click("[data-lift=scout]")
    await phone.page.wait_for_url("**/proposals/*")
    await phone.page.click("#approve")
    await phone.page.wait_for_selector(".verdict.approved")
    await go_to(phone.page, phone.url("/inbox"))
    await phone.page.click("[data-freeze=scout]")
    await phone.page.wait_for_selector("[data-end=scout]")
    await phone.page.click("[data-end=scout]")
    assert "ends for good" in await phone.page.inner_text("[data-end=scout]")
    await shown(phone.page, "inbox-frozen")
    await phone.page.click("[data-end=scout]")
    await phone.page.wait_for_selector("[data-agent=scout]", state="detached")
    await shown(phone.page, "inbox-ended")
    row = await phone.house.store.read(lambda session: session.get_one(Agent, "scout"))
    assert row.revoked_at is not None


async def test_the_history_is_filtered_with_thumbs(phone: Phone) -> None:
    await phone.pair()
    await phone.house.ask("old", decision="approve", spent_at=NOW, decided_at=NOW)
    await phone.house.ask("older", decision="refuse", decided_at=NOW, decision_reason="No")
    await go_to(phone.page, phone.url("/history"))
    assert await phone.page.locator("[data-approval]").count() == 2
    await shown(phone.page, "history")
    await phone.page.select_option("#outcome", "refused")
    await phone.page.click(".filters button")
    await phone.page.wait_for_url("**outcome=refused**")
    await shown(phone.page, "history-refused")
    assert await phone.page.locator("[data-approval]").count() == 1
    assert phone.complaints == []
