"""Links that lead nowhere any more: expired, used, or somebody else's. Each says what to do next, and nothing else."""

from datetime import timedelta

import pytest

from broker.approval.proposal import OwnerItem
from broker.store.query import update
from broker.store.tables import Proposal
from tests.approval.asks import document
from tests.browser.conftest import Phone
from tests.browser.going import go_to
from tests.browser.pictures import shown
from tests.phone.led import led
from tests.picture import WORDS
from tests.stand_ins import NOW

pytestmark = [pytest.mark.anyio, pytest.mark.browser]

HIDDEN = ("Pay somebody", "bakery", "invoice", "scout", "carol", "The Shop", "shop.example", "bob")
"""What the requests behind these links are about, and whose they are."""


async def _leads_nowhere(phone: Phone, path: str) -> str:
    """Open a link; see that the page tells the next step and nothing of what it was about. Return its heading."""
    await go_to(phone.page, phone.url(path))
    words, title = await phone.page.inner_text("main"), await phone.page.inner_text("h1")
    assert "inbox" in await phone.page.inner_text("main .note")
    assert [one for one in HIDDEN if one in words or one in await phone.page.content()] == [], path
    assert await phone.page.get_attribute("main a.button", "href") == "/inbox"
    return title


async def _onward(phone: Phone) -> None:
    await phone.page.click("main a.button")
    await phone.page.wait_for_url("**/inbox")


async def _sign_in(phone: Phone, owner: str) -> None:
    """Let a browser have a session of an owner, by a passkey that lies elsewhere."""
    other = await phone.house.signed_in(owner, seed=5)
    await phone.context.add_cookies([{"name": n, "value": v, "url": phone.url("/")} for n, v in other.cookies.items()])


async def _refused(phone: Phone, link: str, why: str) -> None:
    """Open a pairing link, press its button, and read why it pairs nothing and what to do."""
    await go_to(phone.page, "about:blank")  # with the same page open, only the fragment would change
    await go_to(phone.page, phone.url(f"/pair#{link}"))
    await phone.page.click("#enrol")
    await phone.page.wait_for_selector(".say.bad:not([hidden])")
    told = await phone.page.inner_text("#say")
    assert told.startswith(why)
    assert "countersign phone pair" in told
    assert "alice" not in await phone.page.content()


async def test_a_link_whose_time_is_over_says_what_to_do_next_and_nothing_else(phone: Phone, second: Phone) -> None:
    await phone.pair()
    await go_to(phone.page, "about:blank")
    await phone.house.ask(agent_reason=WORDS, valid_until=NOW - timedelta(seconds=1))
    proposal = await phone.house.propose(OwnerItem(name="carol"))
    past = update(Proposal).values(valid_until=NOW - timedelta(seconds=1))
    await phone.house.change(lambda session: session.execute(past))
    asked, link = await led(phone.house), phone.house.link()
    assert await _leads_nowhere(phone, "/approve/approval-1") == "Nothing to see here"
    await shown(phone.page, "link-expired")
    assert await _leads_nowhere(phone, "/approve/approval-1/as?verb=narrow&field=amount&amount=1.00")
    assert await _leads_nowhere(phone, f"/proposals/{proposal}")
    await go_to(phone.page, phone.url(asked.uri))
    assert await phone.page.inner_text("h1") == "Did you start this yourself?", "an hour earlier"
    phone.house.later(minutes=61)
    assert await _leads_nowhere(phone, asked.uri) == "This link leads nowhere"
    await shown(phone.page, "link-expired-visit")
    await _onward(phone)
    await _refused(second, link, "This link is too old")
    await shown(second.page, "link-expired-pairing")
    assert (await phone.house.approval()).decision is None


async def test_a_link_that_was_used_says_what_to_do_next_and_nothing_else(phone: Phone, second: Phone) -> None:
    await phone.house.owner("alice")
    link = phone.house.link()
    await go_to(phone.page, phone.url(f"/pair#{link}"))
    await phone.page.click("#enrol")
    await phone.page.wait_for_selector("#digits:not([hidden])")
    digits = (await phone.page.inner_text("#shown")).replace(" ", "")
    async with phone.comes_in():
        await phone.house.type_digits(digits)
    await _refused(second, link, "This link was used already")
    await shown(second.page, "link-used-pairing")
    await go_to(phone.page, "about:blank")
    asked = await led(phone.house)
    await go_to(phone.page, phone.url(asked.uri))
    await phone.page.click("#continue")
    await phone.page.wait_for_selector("#approve")
    await _sign_in(second, "alice")
    assert await _leads_nowhere(second, asked.uri) == "This link leads nowhere", "it is the first browser's"
    await shown(second.page, "link-used-visit")
    await phone.house.ask(agent_reason=WORDS)
    for one in (phone, second):
        await go_to(one.page, one.url("/approve/approval-1"))
    await phone.page.click("#approve")
    await phone.page.wait_for_selector(".verdict.approved")
    await go_to(second.page, second.url("/approve/approval-1"))
    assert await second.page.locator("#answers").count() == 0, "what was decided stands there instead"
    await shown(second.page, "link-used")


async def test_a_link_of_another_owner_is_as_empty_as_one_that_never_was(phone: Phone, second: Phone) -> None:
    await phone.pair()
    await go_to(phone.page, "about:blank")
    await phone.house.owner("bob")
    await phone.house.ask("his", asked=document(owner="bob"), agent_reason=WORDS)
    proposal = await phone.house.propose(OwnerItem(name="carol"), owner="bob")
    asked = await led(phone.house, owner="bob")
    pairs = {"/approve/his": "/approve/none", f"/proposals/{proposal}": "/proposals/none", asked.uri: f"{asked.uri}x"}
    for his, nobodys in pairs.items():
        await _leads_nowhere(phone, nobodys)
        empty = await phone.page.content()
        await _leads_nowhere(phone, his)
        assert await phone.page.content() == empty, his
    await shown(phone.page, "link-foreign-visit")
    await _leads_nowhere(phone, "/approve/his")
    await shown(phone.page, "link-foreign")
    await _onward(phone)
    assert await phone.page.locator("[data-approval], [data-proposal]").count() == 0
    await _sign_in(second, "bob")
    await go_to(second.page, second.url("/approve/his"))
    assert await second.page.inner_text("h1") == "Pay somebody", "for him it is there"
    await _refused(second, "of-another-countersign", "This link does not work")
    await shown(second.page, "link-foreign-pairing")
