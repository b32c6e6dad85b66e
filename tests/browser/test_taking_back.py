"""What was said can be unsaid: a yes is taken back before it is used, and what still gives access is revoked."""

from datetime import timedelta

import pytest

from broker.store.tables import ServerGrant, ServerToken
from tests.browser.conftest import Phone
from tests.browser.going import go_to
from tests.browser.pictures import shown
from tests.phone.house import House
from tests.picture import WORDS
from tests.stand_ins import NOW

pytestmark = [pytest.mark.anyio, pytest.mark.browser]


async def _token(house: House) -> None:
    """Let the embedded server have issued a token for what was approved, which works for an hour yet."""
    grant = ServerGrant(
        id="grant-of-approval-1", thumbprint="t", agent="scout", owner="alice", access=[], rule="r", state="approved",
        created_at=NOW, updated_at=NOW, expires_at=NOW + timedelta(days=1), approval="approval-1",
    )  # fmt: skip
    token = ServerToken(
        id="t_1", grant="grant-of-approval-1", digest="d", manage_digest="m", access=[], thumbprint="t", public_jwk={},
        issued_at=NOW, expires_at=NOW + timedelta(hours=1),
    )  # fmt: skip
    await house.change(lambda session: session.add(grant))
    await house.change(lambda session: session.add(token))


async def test_a_yes_is_taken_back_with_one_tap_before_it_is_used(phone: Phone) -> None:
    await phone.pair()
    await phone.house.ask(agent_reason=WORDS)
    await go_to(phone.page, phone.url("/approve/approval-1"))
    await phone.page.click("#approve")
    await phone.page.wait_for_selector(".verdict.approved")
    assert await phone.page.inner_text("#undo") == "Take it back"
    await shown(phone.page, "undo")
    await phone.page.click("#undo")
    await phone.page.wait_for_selector("[data-undone]")
    await shown(phone.page, "undone")
    row = await phone.house.approval()
    assert (row.decision, row.withdrawn_at, row.spent_at) == ("approve", phone.house.clock, None)
    assert await phone.page.locator("#undo, #answers").count() == 0
    assert phone.complaints == []


async def test_what_still_gives_access_is_found_in_the_history_and_revoked_with_one_tap(phone: Phone) -> None:
    await phone.pair()
    await phone.house.ask(decision="approve", decided_at=NOW, spent_at=NOW)
    await _token(phone.house)
    await go_to(phone.page, phone.url("/history"))
    await phone.page.wait_for_selector("[data-works=approval-1]")
    await shown(phone.page, "revoke-history")
    await phone.page.click("[data-approval=approval-1]")
    await phone.page.wait_for_selector("#undo")
    assert await phone.page.inner_text("#undo") == "Revoke what it still gives"
    await shown(phone.page, "revoke")
    await phone.page.click("#undo")
    await phone.page.wait_for_selector("#undo", state="detached")
    await shown(phone.page, "revoked")
    token = await phone.house.store.read(lambda session: session.get_one(ServerToken, "t_1"))
    assert token.revoked_at == phone.house.clock
    assert phone.complaints == []
