"""The link of a message by ntfy, Telegram, Slack or e-mail, opened in a real browser that nobody signed in."""

import hashlib

import pytest

from broker.store.query import Session
from broker.store.tables import Approval, Channel, Outbox
from tests.browser.conftest import Phone
from tests.browser.going import go_to
from tests.stand_ins import NOW

pytestmark = [pytest.mark.anyio, pytest.mark.browser]

SECRET = "s3cret_-" * 5


async def test_its_button_refuses_once_and_the_secret_leaves_the_address_bar(phone: Phone, second: Phone) -> None:
    await phone.pair()
    await phone.house.ask()
    await phone.house.change(_told)
    await go_to(second.page, second.url(f"/no#{SECRET}"))
    assert second.page.url == second.url("/no")
    assert (await _approval(phone)).decision is None, "opening it changes nothing"
    await second.page.click("button.refuse >> nth=0")
    await second.page.wait_for_selector("h1:has-text('Refused')")
    assert (await _approval(phone)).decision == "refuse"
    await go_to(second.page, "about:blank")
    await go_to(second.page, second.url(f"/no#{SECRET}"))
    await second.page.click("button.refuse >> nth=0")
    await second.page.wait_for_selector("h1:has-text('It is decided already')")
    assert [one for one in second.complaints if "409" not in one] == []
    second.complaints.clear()


def _told(session: Session) -> None:
    session.add(
        Channel(
            id="c_1", owner="alice", service="ntfy", place="ntfy.sh", address_sealed=b"", address_digest="d",
            after=0, shows="code", created_at=NOW, signed_at=NOW,
        )
    )  # fmt: skip
    session.add(
        Outbox(
            id="p_1", kind="channel", subject="approval-1", device="c_1",
            refuse_digest=hashlib.sha256(SECRET.encode()).hexdigest(), expires_at=NOW, created_at=NOW, done_at=NOW,
        )
    )  # fmt: skip


async def _approval(phone: Phone) -> Approval:
    return await phone.house.approval()
