"""`countersign demo`: one agent, one payment, one human, told on the terminal, and checked against the bank's ledger.

The last line of what is told is one JSON object for machines. Nothing secret is printed but the one-use pairing link,
and that only when a human is to open it.
"""

import asyncio
import json
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol, TextIO, TypeVar

from broker.config import Settings
from broker.demo.agent import ScriptedAgent, Told, connected
from broker.demo.ledger import Payment, equals_seed, payments
from broker.demo.passkey import SoftwarePasskey
from broker.demo.phone import Page, ScriptedPhone
from broker.demo.premises import Premises, premises
from broker.phone.enrol import PairingRefused

AGENT, OWNER = "scout", "alice"
AMOUNT, PAYEE, TOO_MUCH = "25.00", "bakery", "250.00"
RULE = "small-payments"  # of the starter policy: it asks up to 100.00
REASON = "Bread for Friday's breakfast, as on the shopping list."
NO = "Not today"
PAUSE = 0.5  # seconds between two looks while a human is awaited
SCRIPTED_SECONDS, HUMAN_SECONDS = 120.0, 15 * 60.0

Mode = Literal["human", "approve", "refuse"]
T = TypeVar("T")


@dataclass(frozen=True)
class Pairing:
    """A device on its way in: the one-use link, its secret in the fragment, and where the phone's digits are typed."""

    link: str
    type_digits: Callable[[str], Awaitable[None]]


class DemoBroker(Protocol):
    """A running broker, as far as its operator can steer it. The story touches nothing else of it but HTTP."""

    async def pairing(self) -> Pairing:
        """Return a fresh pairing for the owner's first device."""

    async def has_passkey(self) -> bool:
        """Tell whether the owner paired a device."""

    async def propose_agent(self, name: str) -> str:
        """Propose an agent to the owner; return its bearer credential, which counts once the owner signed."""

    async def unsigned(self) -> list[str]:
        """Return the ids of what waits for the owner's signature: the files, and the agent."""

    async def is_set_up(self, name: str) -> bool:
        """Tell whether the agent is added and its policy in force."""

    async def approval_paths(self) -> list[str]:
        """Return the paths of the pages on which an approval waits."""


StartBroker = Callable[[Settings], AbstractAsyncContextManager[DemoBroker]]


@dataclass(frozen=True)
class Outcome:
    """What came of the story.

    `decision` is what the agent was told, `reason` as its tool result carried it, `payment` what the bank's ledger says
    after the fact, `seconds` the time from asking to the final answer; `faults` is what was not as it should be.
    """

    grant: str | None
    decision: str
    payment: Payment | None
    reason: str | None
    seconds: float
    faults: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the object for the last line."""
        result = {"payment": self.payment.to_json()} if self.payment else {"reason": self.reason}
        faults = {"faults": list(self.faults)} if self.faults else {}
        return {"grant": self.grant, "decision": self.decision, **result, "seconds": self.seconds, **faults}


class Teller:
    """Writes the story, one line per thing that happened; in colour on a terminal only."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._colour = out.isatty() and "NO_COLOR" not in os.environ

    def say(self, who: str, words: str) -> None:
        """Tell what somebody did."""
        colour = {"agent": "36", "human": "33", "bank": "32", "broker": "35"}.get(who, "1")
        label = f"{who:>7}"
        painted = f"\x1b[{colour}m{label}\x1b[0m" if self._colour else label
        # Words of others are one line of plain text here, whatever characters they hold.
        print(painted, "".join(c if c.isprintable() else " " for c in words), file=self._out, flush=True)

    def close(self, outcome: Outcome) -> None:
        """Tell what must not have happened, and end with the line for machines."""
        for fault in outcome.faults:
            self.say("FAULT", fault)
        print(json.dumps(outcome.to_json()), file=self._out, flush=True)


def demo(start_broker: StartBroker, *, yes: bool, deny: bool, out: TextIO = sys.stdout) -> int:
    """Play the story in a temporary folder; return the exit status: 0 if everything happened as it should.

    `yes`: a scripted phone decides; `deny`: it refuses; neither: a human does, in a browser.
    """
    mode: Mode = "refuse" if deny else "approve" if yes else "human"
    teller = Teller(out)
    with tempfile.TemporaryDirectory(prefix="countersign-demo-") as folder:
        try:
            outcome = asyncio.run(play(start_broker, mode, teller, Path(folder)))
        except Exception as why:  # noqa: BLE001 - whatever stopped the story, it ends with its line and status 1
            traceback.print_exc()
            outcome = Outcome(None, "failed", None, None, 0.0, (f"the story stopped: {type(why).__name__}",))
    teller.close(outcome)
    return 1 if outcome.faults else 0


async def play(start_broker: StartBroker, mode: Mode, teller: Teller, folder: Path) -> Outcome:
    """Play the story below an empty `folder` and return what came of it; TimeoutError if it does not come to an end."""
    limit = HUMAN_SECONDS if mode == "human" else SCRIPTED_SECONDS
    async with asyncio.timeout(limit), premises(folder) as place, start_broker(place.settings) as broker:
        human = _Script(place, broker, teller, mode) if mode != "human" else _Person(place, broker, teller)
        teller.say("broker", f"listens on {place.settings.public_url}; the bank is a process of its own")
        await human.enrol()
        credential = await broker.propose_agent(AGENT)
        await human.sign()
        async with connected(place.settings.public_url, credential) as agent:
            return await _Story(place, teller, agent, human, mode).tell()


class _Human(Protocol):
    async def enrol(self) -> None: ...
    async def sign(self) -> None: ...
    async def decide(self) -> None: ...


class _Script:
    """The owner, played by the scripted phone: it decides as it was told to, after reading the page."""

    def __init__(self, place: Premises, broker: DemoBroker, teller: Teller, mode: Mode) -> None:
        self._broker = broker
        self._teller = teller
        self._mode = mode
        self._phone = ScriptedPhone(place.settings.public_url, SoftwarePasskey())

    async def enrol(self) -> None:
        pairing = await self._broker.pairing()
        await self._phone.enrol(pairing.link, pairing.type_digits)
        self._teller.say("human", f"{OWNER} pairs a phone: a passkey made on a page, six digits typed back")

    async def sign(self) -> None:
        await _until(self._signed)
        self._teller.say(
            "human", f"{OWNER} signs: this policy, this connector, the agent {AGENT}; nothing else is in force"
        )

    async def _signed(self) -> bool:
        for proposal in await self._broker.unsigned():
            await self._phone.sign(proposal)
        return await self._broker.is_set_up(AGENT)

    async def decide(self) -> None:
        approval = await self._phone.next_approval()
        page = await self._phone.read(approval)
        self._teller.say("human", f"{OWNER} reads: {_shown(page)}")
        if self._mode == "approve":
            await self._phone.decide(approval, "approve")
            self._teller.say("human", f"{OWNER} approves; the passkey signs exactly that")
        else:
            await self._phone.decide(approval, "refuse", NO)
            self._teller.say("human", f'{OWNER} refuses: "{NO}"')
        await self._phone.close()


class _Person:
    """The owner, in person: told which addresses to open."""

    def __init__(self, place: Premises, broker: DemoBroker, teller: Teller) -> None:
        self._url = place.settings.public_url
        self._broker = broker
        self._teller = teller

    async def enrol(self) -> None:
        while not await self._broker.has_passkey():
            pairing = await self._broker.pairing()
            self._teller.say("human", f"open this in a browser here and make a passkey: {pairing.link}")
            self._teller.say("human", "then type the six digits that the page shows, here, and press Enter")
            try:
                await pairing.type_digits(await _line())
            except PairingRefused as why:
                self._teller.say("broker", str(why))
        self._teller.say("human", "a passkey is enrolled")

    async def sign(self) -> None:
        self._teller.say("human", f"open {self._url}/inbox and sign what waits: the files, and the agent {AGENT}")
        await _until(lambda: self._broker.is_set_up(AGENT))

    async def decide(self) -> None:
        paths = await _until(self._broker.approval_paths)
        self._teller.say("human", f"open this and decide: {self._url}{paths[0]}")


class _Story:
    """What the agent does, what it is told, and whether the bank's ledger agrees."""

    def __init__(self, place: Premises, teller: Teller, agent: ScriptedAgent, human: _Human, mode: Mode) -> None:
        self._place = place
        self._say = teller.say
        self._agent = agent
        self._human = human
        self._mode = mode

    async def tell(self) -> Outcome:
        self._say("agent", f"{AGENT} sees the tools {', '.join(await self._agent.tools())}")
        read = await self._agent.read_account("main")
        self._say("agent", f"reads the account: {_brief(read)}; allowed by policy, nobody is asked")
        began = time.monotonic()
        paid = await self._pay()
        seconds = round(time.monotonic() - began, 2)
        self._say("agent", f"is told: {_brief(paid)}")
        refused = await self._agent.settled(await self._agent.ask_to_pay(TOO_MUCH, PAYEE, REASON))
        self._say("agent", f"asks to pay {TOO_MUCH} EUR: {_brief(refused)}")
        return self._outcome(read, paid, refused, seconds)

    async def _pay(self) -> Told:
        self._say("agent", f"asks to pay {AMOUNT} EUR to the {PAYEE}; the policy says: ask {OWNER}")
        # the first hold ends before anybody decides, so that whoever looks on sees what an agent is told meanwhile
        first = await self._agent.ask_to_pay(AMOUNT, PAYEE, REASON)
        if first.status != "pending":
            return first
        self._say("agent", f"is told meanwhile: {first.content.get('what')}")
        # In one group: if the human's side fails, the agent's wait ends too.
        async with asyncio.TaskGroup() as together:
            decision = together.create_task(self._human.decide())
            paid = await self._agent.settled(first)
            if paid.status not in {"done", "denied"}:
                decision.cancel()  # nobody will be asked any more
        return paid

    def _outcome(self, read: Told, paid: Told, refused: Told, seconds: float) -> Outcome:
        made = payments(self._place.ledger)
        for payment in made:
            self._say("bank", f"its ledger says: {payment.amount} {payment.currency} to the {payment.payee}")
        if equals_seed(self._place.ledger):
            self._say("bank", "its ledger says: no money has moved")
        decision = {"done": "approved", "denied": "denied"}.get(paid.status, paid.status)
        faults = [*_faults(self._mode, decision), *self._faults(read, refused), *self._ledger_faults(decision, made)]
        reason = paid.content.get("reason")
        return Outcome(paid.grant, decision, made[0] if made else None, reason, seconds, tuple(faults))

    def _faults(self, read: Told, refused: Told) -> list[str]:
        checks = {
            f"the allowed read was answered {_brief(read)}": read.status == "done" and not read.is_error,
            f"{TOO_MUCH} EUR was not refused by the rule {RULE}: {_brief(refused)}": _by_rule(refused),
        }
        return [words for words, fine in checks.items() if not fine]

    def _ledger_faults(self, decision: str, made: list[Payment]) -> list[str]:
        if decision != "approved":
            return [] if equals_seed(self._place.ledger) else ["money moved without an approval"]
        fits = [(payment.amount, payment.payee) for payment in made] == [(AMOUNT, PAYEE)]
        return [] if fits else [f"the ledger has {len(made)} payments and not exactly the approved one"]


async def _line() -> str:
    """Return the next line that is typed on the terminal; RuntimeError where there is no terminal."""
    if not sys.stdin.isatty():
        raise RuntimeError(
            "the digits are typed on a terminal: run this in one, or let a scripted phone decide (--yes)"
        )
    loop = asyncio.get_running_loop()
    typed: asyncio.Future[str] = loop.create_future()

    def read() -> None:
        if not typed.done():
            typed.set_result(sys.stdin.readline())

    loop.add_reader(sys.stdin, read)
    try:
        return await typed
    finally:
        loop.remove_reader(sys.stdin)


async def _until(look: Callable[[], Awaitable[T]]) -> T:
    while True:
        if seen := await look():
            return seen
        await asyncio.sleep(PAUSE)


def _faults(mode: Mode, decision: str) -> list[str]:
    expected = {"approve": {"approved"}, "refuse": {"denied"}, "human": {"approved", "denied"}}[mode]
    return [] if decision in expected else [f"the payment ended as {decision}"]


def _by_rule(told: Told) -> bool:
    named = f"{told.content.get('rule')} {told.content.get('reason')}"
    return told.status == "refused" and told.content.get("by") == "policy" and RULE in named


def _shown(page: Page) -> str:
    names = {name.removeprefix("parameters."): value for name, value in page.fields.items() if "parameters." in name}
    return f"{page.fields.get('title')}: " + ", ".join(f"{name} {value}" for name, value in names.items())


def _brief(told: Told) -> str:
    content = told.content
    if told.status == "done":
        return f"done, {json.dumps(told.answer)}"
    reason, rule = content.get("reason"), content.get("rule")
    return f"{told.status}" + (f', "{reason}"' if reason else "") + (f" (rule {rule})" if rule else "")
