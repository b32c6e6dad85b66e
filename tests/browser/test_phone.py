"""The phone's pages in a real browser: 390 by 844, a virtual authenticator, the real script under the real policy."""

import hashlib

import pytest

from broker.approval.document import ApprovalDocument
from broker.approval.proposal import FileItem, OwnerItem
from broker.store.tables import Agent
from tests.approval.asks import document, leaves
from tests.browser.conftest import Phone
from tests.browser.going import go_to
from tests.browser.pictures import THEMES, shown
from tests.picture import WORDS
from tests.stand_ins import NOW

pytestmark = [pytest.mark.anyio, pytest.mark.browser]

# every text that is seen whose contrast with what lies behind it is below 4.5 (WCAG 2.2, 1.4.3)
CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const over = (colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    const unseen = ":disabled, .aside, details:not([open]) > :not(summary)";
    if (!own || !element.checkVisibility() || element.closest(unseen)) continue;
    const behind = [];
    for (let at = element; at; at = at.parentElement) behind.unshift(getComputedStyle(at).backgroundColor);
    const [a, b] = [light(over(behind)), light(over([...behind, getComputedStyle(element).color]))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) found.push([element.className, element.textContent.trim().slice(0, 40), contrast]);
  }
  return found;
}"""


async def enrol(phone: Phone) -> None:
    await phone.pair()


def agent(name: str) -> Agent:
    return Agent(name=name, owner="alice", credential_digest=name, created_at=NOW)


async def test_enrol_see_the_inbox_and_approve_with_the_passkey(phone: Phone) -> None:
    await enrol(phone)
    assert "Nothing waits for you" in await phone.page.inner_text("main")
    await phone.house.ask(agent_reason=WORDS)
    await phone.page.reload()
    await phone.page.click("a.item.open")
    await phone.page.click("#approve")
    await phone.page.wait_for_selector(".verdict.approved")
    await shown(phone.page, "approved")
    row = await phone.house.approval()
    assert (row.decision, row.digest == row.effective_digest) == ("approve", True)
    assert phone.house.told == [("approval-1", "approve")]
    assert phone.complaints == []


async def test_refuse_with_a_reason_needs_no_passkey(phone: Phone) -> None:
    await enrol(phone)
    await phone.verifies(False)
    await phone.house.ask()
    await go_to(phone.page, phone.url("/approve/approval-1"))
    where = await phone.page.evaluate("window.scrollY")
    await phone.page.evaluate("document.getElementById('refuse').click()")  # which scrolls to nothing, as a thumb
    assert await phone.page.evaluate("document.activeElement.id") == "reason"
    assert await phone.page.evaluate("window.scrollY") == where, "what is refused stays in sight"
    await phone.page.fill("#reason", "Not this week")
    await shown(phone.page, "guidance", from_="header.top")
    await phone.page.click("text=Send refusal")
    await phone.page.wait_for_selector(".verdict.refused")
    assert await phone.page.inner_text("[data-reason]") == "Not this week"
    assert await phone.page.evaluate("window.scrollY") == 0, "what was decided is seen first"
    await shown(phone.page, "guidance-told")
    row = await phone.house.approval()
    assert (row.decision, row.decision_reason) == ("refuse", "Not this week")
    assert phone.complaints == []


async def test_a_failed_screen_lock_sends_nothing_and_can_be_tried_again(phone: Phone) -> None:
    await enrol(phone)
    await phone.house.ask()
    await go_to(phone.page, phone.url("/approve/approval-1"))
    await phone.verifies(False)
    await phone.page.click("#approve")
    await phone.page.wait_for_selector(".say.bad:not([hidden])")
    assert "Nothing was sent" in await phone.page.inner_text("#say")
    assert (await phone.house.approval()).decision is None
    await phone.verifies(True)
    await phone.page.click("#approve")
    await phone.page.wait_for_selector(".verdict.approved")


async def test_signing_in_leads_on_to_the_request_that_was_opened(phone: Phone) -> None:
    await enrol(phone)
    await phone.page.click("#signout")
    await phone.page.wait_for_url("**/signin")
    await phone.house.ask()
    await go_to(phone.page, phone.url("/approve/approval-1"))
    assert "/signin?next=/approve/approval-1" in phone.page.url
    await phone.page.click("#signin")
    await phone.page.wait_for_url("**/approve/approval-1")
    assert await phone.page.inner_text("[data-field=title]") == "Pay somebody"


async def test_the_secret_of_the_link_leaves_the_address_bar(phone: Phone) -> None:
    await phone.house.owner("alice")
    secret = phone.house.link()
    await go_to(phone.page, phone.url(f"/pair#{secret}"))
    assert secret not in phone.page.url
    assert secret not in await phone.page.content()
    await go_to(phone.page, phone.url("/signin"))
    await go_to(phone.page, phone.url("/pair"))
    assert "not complete" in await phone.page.inner_text("#say")


async def test_every_field_of_the_document_can_be_read_on_the_page(phone: Phone) -> None:
    await enrol(phone)
    asked = document(
        parameters={
            "amount": "25.00",
            "count": 3,
            "urgent": True,
            "gift": False,
            "note": "two  spaces & <i>html</i> \u202e!",
        },
        access=[{"type": "a", "actions": ["x", "y"], "more": {"deep": [1, True]}}, {"type": "b", "empty": []}],
    )
    await phone.house.ask(asked=asked)
    await go_to(phone.page, phone.url("/approve/approval-1"))
    read: list[tuple[str, str]] = await phone.page.eval_on_selector_all(
        "[data-field]", "all => all.map(e => [e.dataset.field, e.innerText])"
    )
    shown = dict(read)
    assert len(shown) == len(read)
    assert shown == dict(leaves(asked.model_dump()))
    hidden = "all => all.filter(e => !e.checkVisibility({opacityProperty: true, visibilityProperty: true})).length"
    assert await phone.page.eval_on_selector_all("[data-field]", hidden) == 0
    assert await phone.page.eval_on_selector(
        "[data-document]", "e => e.textContent"
    ) == asked.canonical().decode().replace("\u202e", "U+202E")


async def test_nothing_is_wider_than_the_screen_and_every_target_is_large_enough_for_a_thumb(phone: Phone) -> None:
    await enrol(phone)
    long = document(
        parameters={"payee": "W" * 300, "a_name_of_a_parameter_that_does_not_end_soon": "1"}, title="T" * 90
    )
    await phone.house.ask(asked=ApprovalDocument.model_validate(long.model_dump()), agent_reason="m" * 900)
    policy = "agent: scout\n" + "x" * 200
    digest = hashlib.sha256(policy.encode()).hexdigest()
    changed = FileItem(
        kind="policy",
        name="scout",
        path="p" * 200,
        digest=digest,
        before=None,
        text=policy,
        difference=["+" + "y" * 300],
    )
    proposal = await phone.house.propose(changed, OwnerItem(name="W" * 300))
    await phone.house.change(lambda session: session.add(agent("scout" * 20)))
    paths = ("/inbox", "/approve/approval-1", f"/proposals/{proposal}", "/devices", "/signin", "/pair", "/recover")
    for path in (*paths, "/approve/unknown"):
        await go_to(phone.page, phone.url(path))
        assert await phone.page.evaluate("document.documentElement.scrollWidth") <= 390
        sizes = "all => all.filter(e => e.checkVisibility()).map(e => Math.min(e.clientHeight, e.clientWidth))"
        targets = "a, button, summary, textarea, input"
        assert min(await phone.page.eval_on_selector_all(targets, sizes)) >= 44, path


async def test_both_answers_have_the_same_size_and_are_on_the_first_screen(phone: Phone) -> None:
    await enrol(phone)
    await phone.house.ask(agent_reason=WORDS)
    await go_to(phone.page, phone.url("/approve/approval-1"))
    boxes = [await phone.page.locator(name).bounding_box() for name in ("#approve", "#refuse")]
    approve, refuse = boxes
    assert approve is not None
    assert refuse is not None
    assert (approve["width"], approve["height"], approve["y"]) == (refuse["width"], refuse["height"], refuse["y"])
    assert approve["y"] + approve["height"] <= 844


async def test_light_and_dark_are_readable(phone: Phone) -> None:
    await enrol(phone)
    await phone.house.ask(agent_reason=WORDS)
    changed = FileItem(
        kind="policy",
        name="scout",
        path="policies/scout.yaml",
        digest="a" * 64,
        before="b" * 64,
        text="agent: scout\nowner: alice\n",
        difference=[
            "@@ -4,3 +4,3 @@",
            "   decide: ask",
            '-  where: {amount: {max: "100.00"}}',
            '+  where: {amount: {max: "900.00"}}',
        ],
    )
    proposal = await phone.house.propose(changed)
    await phone.house.change(lambda session: session.add(agent("scout")))
    pages = {"approve": "/approve/approval-1", "proposal": f"/proposals/{proposal}"}
    for name, path in (pages | {"inbox": "/inbox", "devices": "/devices"}).items():
        await go_to(phone.page, phone.url(path))
        await shown(phone.page, name)
        for scheme in THEMES[::-1]:
            await phone.page.emulate_media(color_scheme=scheme)
            assert await phone.page.evaluate(CONTRAST) == [], (path, scheme)
    assert await phone.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 23, 21)"
