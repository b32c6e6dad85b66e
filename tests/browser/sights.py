"""Every page of the phone, in every state that looks different: how an owner's browser comes to stand before it.

`SIGHTS` names the route that each belongs to; tests/browser/test_accessible.py sees that every GET route has one.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from broker.approval.proposal import FileItem, Item, OwnerItem
from broker.connectors.load import load
from broker.files import InForce, starter
from broker.store.tables import Agent
from tests.approval.asks import document
from tests.approval.test_standing import SHOWN
from tests.browser.conftest import Phone
from tests.browser.going import go_to
from tests.phone.guests import connecting, misled
from tests.phone.led import led
from tests.picture import WORDS
from tests.stand_ins import NOW

POLICY: Final = "agent: scout\nowner: alice\nrules:\n  - id: pay\n    decide: ask\n"
CHANGED: Final = FileItem(
    kind="policy",
    name="scout",
    path="policies/scout.yaml",
    digest="a" * 64,
    before="b" * 64,
    text=POLICY,
    difference=["@@ -4,3 +4,3 @@", "   decide: ask", "-  amount: {max: 100.00}", "+  amount: {max: " + "9" * 60 + "}"],
)
PINNED: Final = FileItem(
    kind="connector",
    name="notes",
    path="tools/notes.yaml",
    digest="c" * 64,
    before="d" * 64,
    text="kind: mcp\nname: notes\n",
    difference=[
        "@@ -9,3 +9,3 @@",
        "   title: Read one note",
        f'-    pinned: {{sha256: {"1" * 64}, says: "Read a note"}}',
        f'+    pinned: {{sha256: {"2" * 64}, says: "{"Read a note, and its history. " * 16}"}}',
    ],
)
NOT_PAGES: Final = {"/events"}
"""GET routes that no person looks at; what lies below /phone/ is style, script and picture."""


@dataclass(frozen=True)
class Sight:
    """One page in one state, and the way there for a phone that may be paired already."""

    route: str
    stand: Callable[[Phone], Awaitable[None]]
    paired: bool = True

    async def before(self, phone: Phone) -> None:
        """Let the phone stand before it, with nothing under way."""
        if self.paired:
            await phone.pair()
            await go_to(phone.page, "about:blank")  # the inbox would follow what happens now
        await self.stand(phone)
        await phone.page.wait_for_load_state("load")


def _at(path: str) -> Callable[[Phone], Awaitable[None]]:
    async def stand(phone: Phone) -> None:
        await go_to(phone.page, phone.url(path))

    return stand


async def _pair(phone: Phone) -> None:
    await phone.house.owner("alice")
    await go_to(phone.page, phone.url(f"/pair#{phone.house.link()}"))


async def _pair_digits(phone: Phone) -> None:
    await phone.house.owner("alice")
    await phone.make_passkey()


async def _inbox(phone: Phone) -> None:
    await _agents(phone)
    await phone.house.ask(agent_reason=WORDS)
    await _past(phone)
    await phone.house.propose(CHANGED, OwnerItem(name="bob"))
    await go_to(phone.page, phone.url("/inbox"))


async def _frozen(phone: Phone) -> None:
    await _agents(phone)
    await go_to(phone.page, phone.url("/inbox"))
    await phone.page.click("[data-freeze=scout]")
    await phone.page.wait_for_selector("[data-frozen=scout]")
    await phone.page.click(".actions [data-freeze]")
    await phone.page.wait_for_selector("[data-frozen=everything]")


async def _agents(phone: Phone) -> None:
    names = ("scout", "a-gatherer-with-a-long-name")
    rows = [Agent(name=name, owner="alice", credential_digest=name, created_at=NOW) for name in names]
    await phone.house.change(lambda session: session.add_all(rows))


DEEP: Final = ".".join(["scout", *("a-gatherer-whose-name-is-as-long-as-may-b" for _ in range(3))])


def _of_a_child(path: str) -> Callable[[Phone], Awaitable[None]]:
    async def stand(phone: Phone) -> None:
        await _agents(phone)
        ends = NOW + timedelta(hours=1)
        row = Agent(
            name=DEEP, parent=DEEP.rpartition(".")[0], root="scout", owner="alice", credential_digest=DEEP,
            credential_expires_at=ends, narrowing={}, created_at=NOW,
        )  # fmt: skip
        await phone.house.change(lambda session: session.add(row))
        await phone.house.ask(asked=document(agent=DEEP), agent_reason=WORDS)
        await go_to(phone.page, phone.url(path))

    return stand


async def _past(phone: Phone) -> None:
    for number in range(12):
        decided = NOW - timedelta(hours=number + 1)
        decision = "refuse" if number == 11 else "approve"
        await phone.house.ask(
            f"past-{number}", decision=decision, decided_at=decided, created_at=decided - timedelta(seconds=2)
        )


async def _history(phone: Phone) -> None:
    await _agents(phone)
    await _past(phone)
    await go_to(phone.page, phone.url("/history"))


async def _asked(phone: Phone) -> None:
    words = {"agent_reason": WORDS + "\nm" * 40, "agent_purpose": WORDS}
    await phone.house.ask(asked=document(remember=SHOWN), number="47", match="rate", **words)
    await go_to(phone.page, phone.url("/approve/approval-1"))
    await phone.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")


async def _why(phone: Phone) -> None:
    await _agents(phone)
    await phone.house.ask(agent_reason=WORDS)
    await go_to(phone.page, phone.url("/approve/approval-1"))
    await phone.page.click("#refuse")


async def _unshowable(phone: Phone) -> None:
    asked = document(parameters={"payee": "bak\u202eery", "amount": "W" * 300, "а_mixed_nаme": "раypal"})
    await phone.house.ask(asked=asked)
    await go_to(phone.page, phone.url("/approve/approval-1"))


def _answered(**row: Any) -> Callable[[Phone], Awaitable[None]]:
    async def stand(phone: Phone) -> None:
        await phone.house.ask(agent_reason=WORDS, **row)
        await go_to(phone.page, phone.url("/approve/approval-1"))

    return stand


def _terms(form: str) -> Callable[[Phone], Awaitable[None]]:
    async def stand(phone: Phone) -> None:
        await phone.house.ask(asked=document(remember=SHOWN))
        await go_to(phone.page, phone.url("/approve/approval-1"))
        await phone.page.click("details.more > summary")
        if form == "narrow":
            await phone.page.fill("form[data-form=narrow] input[name=amount]", "20.00")
        await phone.page.click(f"form[data-form={form}] button")
        await phone.page.wait_for_url("**/as?**")

    return stand


def _proposed(*items: Item, answer: str | None = None, agent: str | None = None) -> Callable[[Phone], Awaitable[None]]:
    async def stand(phone: Phone) -> None:
        proposal = await phone.house.propose(*items, agent=agent)
        await go_to(phone.page, phone.url(f"/proposals/{proposal}"))
        if answer:
            await phone.page.click("#refuse")
            await phone.page.fill("#reason", answer)
            await phone.page.click("#why [type=submit]")
            await phone.page.wait_for_selector(".verdict.refused")

    return stand


async def _led_here(phone: Phone) -> None:
    await go_to(phone.page, phone.url((await led(phone.house)).uri))


async def _led_to_sign_in(phone: Phone) -> None:
    await phone.house.owner("alice")
    await go_to(phone.page, phone.url((await led(phone.house)).uri))


async def _rights(phone: Phone) -> None:
    await _led_here(phone)
    await phone.page.click("#continue")
    await phone.page.wait_for_selector("#approve")


async def _rights_answered(phone: Phone) -> None:
    asked = await led(phone.house, finish=None)
    await go_to(phone.page, phone.url(f"/approve/{asked.approval}"))
    await phone.page.click("#approve")
    await phone.page.wait_for_selector(".verdict.approved")


_DONE: Final[dict[str, Any]] = {"decided_at": NOW}


async def _connecting_with_templates(phone: Phone) -> None:
    bank = load(starter("tools/bank.yaml"), "tools/bank.yaml")
    phone.house.files.in_force = InForce(connectors=(bank,))
    await _connecting(phone)
    assert await phone.page.is_checked("[data-templates] [value=ask]")


async def _connecting(phone: Phone) -> None:
    await go_to(phone.page, phone.url(await connecting(phone.house)))


async def _misled(phone: Phone) -> None:
    await go_to(phone.page, phone.url(await misled(phone.house)))


SIGHTS: Final = {
    "pair": Sight("/pair", _pair, paired=False),
    "pair, digits": Sight("/pair", _pair_digits, paired=False),
    "pair, half a link": Sight("/pair", _at("/pair"), paired=False),
    "sign in": Sight("/signin", _at("/signin?next=/inbox"), paired=False),
    "inbox, empty": Sight("/inbox", _at("/inbox")),
    "inbox": Sight("/inbox", _inbox),
    "inbox, frozen": Sight("/inbox", _frozen),
    "history": Sight("/history", _history),
    "devices": Sight("/devices", _at("/devices")),
    "recover": Sight("/recover", _at("/recover"), paired=False),
    "approve": Sight("/approve/{id}", _asked),
    "approve, for a child": Sight("/approve/{id}", _of_a_child("/approve/approval-1")),
    "inbox, with a child": Sight("/inbox", _of_a_child("/inbox")),
    "approve, why not": Sight("/approve/{id}", _why),
    "approve, hidden characters": Sight("/approve/{id}", _unshowable),
    "approve, approved": Sight("/approve/{id}", _answered(decision="approve", **_DONE)),
    "approve, refused": Sight("/approve/{id}", _answered(decision="refuse", decision_reason="Not today.", **_DONE)),
    "approve, expired": Sight("/approve/{id}", _answered(valid_until=NOW - timedelta(seconds=1))),
    "approve, unknown": Sight("/approve/{id}", _at("/approve/unknown")),
    "less": Sight("/approve/{id}/as", _terms("narrow")),
    "remember": Sight("/approve/{id}/as", _terms("remember")),
    "proposal": Sight("/proposals/{id}", _proposed(CHANGED, OwnerItem(name="bob"))),
    "proposal, brought up by a call": Sight("/proposals/{id}", _proposed(PINNED, agent="scout.errand-1")),
    "proposal, refused": Sight("/proposals/{id}", _proposed(OwnerItem(name="bob"), answer="Not mine.")),
    "led here": Sight("/interact/{secret}", _led_here),
    "led here, not signed in": Sight("/interact/{secret}", _led_to_sign_in, paired=False),
    "led here, what it asks": Sight("/interact/{secret}", _rights),
    "led here, answered": Sight("/interact/{secret}", _rights_answered),
    "led back, nowhere": Sight("/interact/done/{id}", _at("/interact/done/unknown")),
    "a program connects": Sight("/oauth/authorize", _connecting),
    "a program connects, with templates": Sight("/oauth/authorize", _connecting_with_templates),
    "a program that cannot connect": Sight("/oauth/authorize", _at("/oauth/authorize?client_id=x")),
    "a program whose request is wrong": Sight("/oauth/authorize", _misled),
    "a program, no way back": Sight("/oauth/done/{id}", _at("/oauth/done/unknown")),
    "code": Sight("/code", _at("/code")),
    "refused by a link": Sight("/no", _at(f"/no#{'x' * 43}"), paired=False),
}
