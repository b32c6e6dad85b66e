"""Two owners, two phones: both sign one request, and each sees what the other has said."""

import pytest

from broker.store.tables import ApprovalDecider
from tests.approval.asks import document
from tests.browser.conftest import Phone
from tests.browser.going import go_to
from tests.browser.pictures import shown
from tests.picture import WORDS
from tests.stand_ins import NOW

pytestmark = [pytest.mark.anyio, pytest.mark.browser]

BOTH = {"need": 2, "of": ["alice", "bob"]}


async def _let_in(phone: Phone, second: Phone) -> None:
    """Pair bob's first phone, which alice signs for."""
    await phone.house.owner("bob")
    await go_to(second.page, second.url(f"/pair#{second.house.link('bob')}"))
    await second.page.click("#enrol")
    await second.page.wait_for_selector("#digits:not([hidden])")
    await second.house.type_digits((await second.page.inner_text("#shown")).replace(" ", ""))
    await go_to(phone.page, phone.url("/inbox"))
    await phone.page.click("a.proposal")
    await phone.page.click("#approve")
    await phone.page.wait_for_selector(".verdict.approved")
    await second.page.wait_for_url("**/inbox")


async def test_both_owners_sign_and_each_sees_what_the_other_said(phone: Phone, second: Phone) -> None:
    await phone.pair()
    await _let_in(phone, second)
    await phone.house.ask(asked=document(quorum=BOTH), agent_reason=WORDS)
    await phone.house.change(lambda s: s.add(ApprovalDecider(approval="approval-1", owner="bob", since=NOW)))
    await go_to(phone.page, phone.url("/approve/approval-1"))
    assert "2 of alice, bob approve this together" in await phone.page.inner_text("[data-quorum]")
    await shown(phone.page, "quorum")
    await phone.page.click("#approve")
    await phone.page.wait_for_selector("[data-vote=alice]")
    assert await phone.page.is_disabled("#approve")
    assert (await phone.house.approval()).decision is None
    await shown(phone.page, "quorum-half")
    await go_to(second.page, second.url("/inbox"))
    await second.page.click("[data-approval=approval-1]")
    await second.page.wait_for_selector("[data-vote=alice]")
    await shown(second.page, "quorum-second")
    await second.page.click("#approve")
    await second.page.wait_for_selector(".verdict.approved")
    await phone.page.wait_for_selector(".verdict.approved")
    assert (await phone.house.approval()).decision == "approve"
    assert phone.complaints == second.complaints == []
