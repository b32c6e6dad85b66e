"""The link in a message outside of browsers: it refuses and mutes one thing once, and shows and approves nothing."""

from collections.abc import AsyncIterator

import httpx2
import pytest

from broker.approval.proposal import OutsideItem
from broker.notify.answers import Verdict
from broker.notify.channels import remove
from broker.notify.outbox import announce
from broker.notify.outside import Message
from broker.phone.items import in_words
from broker.store.query import Session, select
from broker.store.tables import Agent, Approval, Channel, PushDevice
from tests.notify.telling import Telling, telling_at
from tests.stand_ins import NOW

pytestmark = pytest.mark.anyio

FORM = {"content_type": "application/x-www-form-urlencoded"}


@pytest.fixture
async def house(anyio_backend: str, sqlite_url: str) -> AsyncIterator[Telling]:
    async with telling_at(sqlite_url) as made:
        yield made


async def _told(house: Telling) -> str:
    """Ask, tell alice by a channel, and return the secret of the link in the message."""
    heard: list[Message] = []

    async def say(_url: str, message: Message) -> Verdict:
        heard.append(message)
        return Verdict("delivered")

    await house.signed_in()
    agent = Agent(name="scout", owner="alice", credential_digest="d", created_at=NOW)
    await house.change(lambda session: session.add(agent))
    await house.notify.channel()
    await house.ask()

    def tell(session: Session) -> None:
        announce(session, "alice", "approval-1", "approval", house.clock, house.notify.mint)

    await house.change(tell)
    house.notify.clock = house.clock
    await house.notify.channels(say).send_due()
    return (heard[0].refuse or "").partition("#")[2]


async def _no(house: Telling, secret: str, **headers: str) -> httpx2.Response:
    """Press the page's button, in a browser that nobody signed in."""
    return await house.browser().raw("/no", f"secret={secret}".encode(), **{**FORM, **headers})


async def test_the_page_is_the_same_for_everybody_and_opening_it_changes_nothing(house: Telling) -> None:
    secret = await _told(house)
    pages = {(await house.browser().get(path)).text for path in ("/no", f"/no?{secret}")}
    assert len(pages) == 1
    assert "scout" not in pages.pop()
    assert (await house.approval()).decision is None


async def test_the_link_refuses_once_and_cannot_do_more(house: Telling) -> None:
    secret = await _told(house)
    assert (await _no(house, secret)).status_code == 200
    row = await house.approval()
    assert (row.decision, row.assertion, row.cool_until is not None) == ("refuse", None, True)
    again = await _no(house, secret)
    assert (again.status_code, "decided already" in again.text) == (409, True)
    agent = await house.store.read(lambda session: session.get_one(Agent, "scout"))
    assert agent.muted_until is None


async def test_the_second_button_mutes_its_agent_too(house: Telling) -> None:
    secret = await _told(house)
    assert (await _no(house, f"{secret}&mute=on")).status_code == 200
    agent = await house.store.read(lambda session: session.get_one(Agent, "scout"))
    assert agent.muted_until is not None


@pytest.mark.parametrize("fields", ["verb=approve", "decision=approve", "mute=off", "reason=x"])
async def test_no_field_makes_it_more_than_a_refusal(house: Telling, fields: str) -> None:
    secret = await _told(house)
    assert (await _no(house, f"{secret}&{fields}")).status_code == 422
    assert (await house.approval()).decision is None
    assert (await _no(house, secret)).status_code == 200, "the control"


async def test_neither_a_session_nor_the_link_alone_approves(house: Telling) -> None:
    secret = await _told(house)
    browser = house.browser()
    browser.cookies.set(house.deps.cookie, secret)
    assert (await browser.post("/approve/approval-1/decide", {"verb": "approve"})).status_code == 401
    assert (await browser.get("/approve/approval-1")).status_code == 303
    assert (await house.approval()).decision is None


@pytest.mark.parametrize("secret", ["", "a_1", "approval-1", "x" * 43, "x" * 201, "%00"])
async def test_any_other_text_leads_nowhere(house: Telling, secret: str) -> None:
    await _told(house)
    assert (await _no(house, secret)).status_code in (404, 422)
    assert (await house.approval()).decision is None


async def test_one_letter_more_or_less_or_another_leads_nowhere(house: Telling) -> None:
    secret = await _told(house)
    other = "A" if secret[0] != "A" else "B"
    for wrong in (secret[:-1], secret + "A", other + secret[1:], secret.swapcase()):
        assert (await _no(house, wrong)).status_code == 404
    assert (await house.approval()).decision is None


async def test_a_page_of_somebody_else_cannot_press_it(house: Telling) -> None:
    secret = await _told(house)
    assert (await _no(house, secret, origin="https://evil.example")).status_code == 403
    assert (await _no(house, secret, sec_fetch_site="cross-site")).status_code == 403
    assert (await house.approval()).decision is None


async def test_what_was_approved_meanwhile_stays_so_and_its_outcome_is_not_told(house: Telling) -> None:
    secret = await _told(house)

    def approve(session: Session) -> None:
        session.get_one(Approval, "approval-1").decision = "approve"

    await house.change(approve)
    answer = await _no(house, secret)
    assert (answer.status_code, "approve" in answer.text) == (409, False)
    assert (await house.approval()).decision == "approve"


async def test_the_links_of_a_channel_that_was_removed_lead_nowhere(house: Telling) -> None:
    secret = await _told(house)

    def forget(session: Session) -> None:
        remove(session, session.scalars(select(Channel)).one(), house.clock)

    await house.change(forget)
    assert (await _no(house, secret)).status_code == 404
    assert (await house.approval()).decision is None


async def test_an_expired_request_leads_nowhere(house: Telling) -> None:
    secret = await _told(house)
    house.later(days=2)
    assert (await _no(house, secret)).status_code in (404, 409)
    assert (await house.approval()).decision is None


async def test_the_devices_page_lists_channels_and_removes_the_owners_own(house: Telling) -> None:
    browser = await house.signed_in()
    channel = await house.notify.channel(after=120)
    page = (await browser.get("/devices")).text
    assert "ntfy.example, topic ali…" in page
    assert "Told 120 seconds later" in page
    bobs = await house.notify.channel("bob")
    assert (await browser.post(f"/channels/{bobs}/remove")).status_code == 404
    assert (await browser.post(f"/channels/{channel}/remove")).status_code == 200
    assert (await browser.post(f"/channels/{channel}/remove")).status_code == 404
    assert "ntfy.example" not in (await browser.get("/devices")).text
    assert await house.store.read(lambda session: session.get_one(Channel, bobs).dropped_at) is None


@pytest.mark.parametrize(("after", "when"), [(0, "at once"), (120, "120 seconds later")])
def test_what_is_signed_says_where_when_what_and_who_may_refuse(after: int, when: str) -> None:
    item = OutsideItem(
        channel="c_1", service="ntfy", place="ntfy.sh", address_digest="0" * 64, after=after, shows="agent"
    )
    words = in_words(item)
    assert all(part in words.widens for part in ("ntfy.sh", when, "the name of the agent", "nobody can approve there"))
    assert "read" in (words.warning or "")


async def test_the_owner_chooses_what_stands_on_a_lock_screen(house: Telling) -> None:
    browser = await house.signed_in()
    device = await house.notify.device(7)
    passkey = await house.store.read(lambda session: session.get_one(PushDevice, device).passkey)
    path = f"/devices/{passkey}/shows"
    assert "On its lock screen" in (await browser.get("/devices")).text
    assert (await browser.post(path, {"shows": "call"})).status_code == 200
    assert await house.store.read(lambda session: session.get_one(PushDevice, device).shows) == "call"
    assert (await browser.post(path, {"shows": "everything"})).status_code == 422
    assert (await house.browser().post(path, {"shows": "code"})).status_code == 401
    assert (await browser.post("/devices/none/shows", {"shows": "code"})).status_code == 404
    assert await house.store.read(lambda session: session.get_one(PushDevice, device).shows) == "call"
