"""Pairing in real browsers: two phones with authenticators of their own, a terminal that types, the real pages."""

import pytest

from broker.approval.proposal import AgentItem
from broker.ratchet.reset import recovery_digest
from broker.store.query import Session, col, select, update
from broker.store.tables import Agent, Owner
from tests.browser.conftest import Phone
from tests.browser.going import go_to
from tests.browser.pictures import shown

pytestmark = [pytest.mark.anyio, pytest.mark.browser]


async def agents(phone: Phone) -> list[str]:
    return await phone.house.store.read(lambda session: list(session.scalars(select(Agent.name))))


async def test_the_first_phone_pairs_by_link_and_digits(phone: Phone) -> None:
    await phone.house.owner("alice")
    link = phone.house.link()
    await go_to(phone.page, phone.url(f"/pair#{link}"))
    assert "this computer only" in await phone.page.inner_text("main")
    await shown(phone.page, "pair")
    await phone.page.click("#enrol")
    await phone.page.wait_for_selector("#digits:not([hidden])")
    await shown(phone.page, "pair-digits")
    digits = (await phone.page.inner_text("#shown")).replace(" ", "")
    # whoever listens instead of looking is told the digits too
    assert await phone.page.evaluate("document.activeElement.id") == "shown"
    assert await phone.house.passkeys() == []
    await phone.house.type_digits(digits)
    await phone.page.wait_for_url("**/inbox")
    assert "Nothing waits for you" in await phone.page.inner_text("main")
    assert len(await phone.house.passkeys()) == 1
    assert phone.complaints == []


async def test_a_second_phone_is_confirmed_on_the_first_by_the_same_digits(phone: Phone, second: Phone) -> None:
    await phone.pair()
    await go_to(phone.page, "about:blank")  # the inbox would reload for what comes, maybe while it is opened
    digits = await second.make_passkey()
    await second.house.type_digits(digits)
    await second.page.wait_for_selector("#confirm:not([hidden])")
    assert (await second.page.inner_text("#same")).replace(" ", "") == digits
    await shown(second.page, "pair-confirm")
    await go_to(phone.page, phone.url("/inbox"))
    await shown(phone.page, "inbox-proposal")
    await phone.page.click("a.item.proposal")
    assert (await phone.page.inner_text('[data-fact="Digits on its screen"]')).replace(" ", "") == digits
    await shown(phone.page, "proposal-device")
    assert len(await phone.house.passkeys()) == 1
    await phone.page.click("#approve")
    await phone.page.wait_for_selector(".verdict.approved")
    await second.page.wait_for_url("**/inbox")
    assert len(await phone.house.passkeys()) == 2
    for one in (phone, second):
        await go_to(one.page, one.url("/inbox"))
        assert "New device" in await one.page.inner_text("main")
        assert one.complaints == []


async def test_the_second_phone_signs_for_itself_from_then_on(phone: Phone, second: Phone) -> None:
    await phone.pair()
    await go_to(phone.page, "about:blank")
    await second.house.type_digits(await second.make_passkey())
    await go_to(phone.page, phone.url("/inbox"))
    await phone.page.click("a.item.proposal")
    await phone.page.click("#approve")
    await second.page.wait_for_url("**/inbox")
    await second.house.propose(AgentItem(agent="scout", credential_digest="a" * 64))
    await second.page.click("a.item.proposal")  # the inbox shows it by itself
    assert "scout may ask in your name" in await second.page.inner_text("main")
    await second.page.click("#approve")
    await second.page.wait_for_selector(".verdict.approved")
    assert await agents(second) == ["scout"]


async def test_a_proposal_whose_screen_lock_fails_changes_nothing(phone: Phone) -> None:
    await phone.pair()
    proposal = await phone.house.propose(AgentItem(agent="scout", credential_digest="a" * 64))
    await go_to(phone.page, phone.url(f"/proposals/{proposal}"))
    await phone.verifies(False)
    await phone.page.click("#approve")
    await phone.page.wait_for_selector(".say.bad:not([hidden])")
    assert ((await phone.house.proposal(proposal)).decision, await agents(phone)) == (None, [])
    await phone.verifies(True)
    await phone.page.click("#approve")
    await phone.page.wait_for_selector(".verdict.approved")
    assert await agents(phone) == ["scout"]


async def test_wrong_digits_are_told_on_the_phone(phone: Phone) -> None:
    await phone.house.owner("alice")
    digits = await phone.make_passkey()
    for _ in range(3):
        await phone.house.type_digits(f"{(int(digits) + 1) % 1_000_000:06}")
    await phone.page.wait_for_selector(".say.bad:not([hidden])")
    assert "wrong three times" in await phone.page.inner_text("#say")
    assert not await phone.page.is_visible("#digits")
    assert await phone.house.passkeys() == []


async def test_a_new_phone_comes_in_by_the_recovery_code_where_the_old_one_is_lost(phone: Phone, second: Phone) -> None:
    await phone.pair()
    coded = update(Owner).where(col(Owner.name) == "alice").values(recovery_digest=recovery_digest("ABCD-EFGH"))
    await phone.house.change(lambda session: session.execute(coded))
    await go_to(phone.page, "about:blank")
    await second.house.type_digits(await second.make_passkey())
    await second.page.click("#lost summary")
    await second.page.fill("#code", "abcd-wrong")
    await second.page.click("text=Use the recovery code")
    await second.page.wait_for_selector(".say.bad:not([hidden])")
    assert "not the code" in await second.page.inner_text("#say")
    await shown(second.page, "pair-recover")
    await second.page.fill("#code", "abcd efgh")
    await second.page.click("text=Use the recovery code")
    await second.page.wait_for_url("**/inbox")
    await go_to(phone.page, phone.url("/inbox"))
    assert "/signin" in phone.page.url
    assert len(await phone.house.passkeys()) == 1


async def test_freeze_by_one_tap_and_unfreeze_by_a_signature(phone: Phone) -> None:
    await phone.pair()

    def scout(session: Session) -> None:
        session.add(Agent(name="scout", owner="alice", credential_digest="d", created_at=phone.house.clock))

    await phone.house.change(scout)
    await phone.page.reload()
    for which in ("scout", ""):
        await phone.page.click(f'[data-freeze="{which}"]')
        await phone.page.wait_for_selector(f'[data-frozen="{which or "everything"}"]')
        await shown(phone.page, "frozen" if which else "frozen-everything")
        await phone.page.click(f'[data-unfreeze="{which}"]')
        await phone.page.wait_for_url("**/proposals/*")
        if which:
            await shown(phone.page, "unfreeze")
        await phone.page.click("#approve")
        await phone.page.wait_for_selector(".verdict.approved")
        await go_to(phone.page, phone.url("/inbox"))
        assert await phone.page.locator("[data-frozen]").count() == 0
    assert phone.complaints == []


async def test_a_device_is_removed_by_a_second_press_and_the_last_one_by_its_signature(phone: Phone) -> None:
    await phone.pair()
    await phone.house.signed_in("alice", seed=5)
    await go_to(phone.page, phone.url("/devices"))
    other = phone.page.locator("li[data-device]", has_text="a test").locator("[data-remove]")
    await other.click()
    assert "Press again" in await other.inner_text()
    assert len(await phone.house.passkeys()) == 2
    await other.click()
    await phone.page.wait_for_selector("[data-last]")
    assert len(await phone.house.passkeys()) == 1
    await phone.page.click("[data-remove]")
    await phone.page.wait_for_url("**/proposals/*")
    assert "your last device" in await phone.page.inner_text("[data-warning]")
    assert len(await phone.house.passkeys()) == 1


async def test_everything_on_a_proposals_page_can_be_reached_by_keyboard(phone: Phone) -> None:
    await phone.pair()
    proposal = await phone.house.propose(AgentItem(agent="scout", credential_digest="a" * 64))
    await go_to(phone.page, phone.url(f"/proposals/{proposal}"))
    reached = set()
    for _ in range(12):
        await phone.page.keyboard.press("Tab")
        reached.add(await phone.page.evaluate("document.activeElement.id || document.activeElement.tagName"))
    assert {"refuse", "approve", "SUMMARY"} <= reached
    await phone.page.focus("#approve")
    await phone.page.keyboard.press("Enter")
    await phone.page.wait_for_selector(".verdict.approved")
