"""A coding agent with a shell as the broker's own user, and the house that it is let loose in (decisions §3).

The agent is scripted: it does what a prompt-injected one would try. It has everything that a shell has: commands with
pipes and on terminals, the unix socket, the files, the port, an authenticator of its own making, and the cookie of the
owner's browser on this computer. It has not the owner's phone.

    S1  key and database        test_shell_user.py      succeeds at `none`, fails at `user`
    S2  policies edited         test_shell_files.py     test_s2_...
    S3  connectors edited       test_shell_files.py     test_s3_...
    S4  pairs a phone           test_shell_pairing.py   test_s4_...
    S5  steals a pairing link   test_shell_pairing.py   test_s5_...
    S6  inbox in a terminal     test_shell_commands.py  test_s6_...
    S7  commands that widen     test_shell_commands.py  test_s7_...
    S8  another's credential    test_shell_user.py      succeeds at `none`, fails at `user`
    S9  program, look-alike     test_shell_user.py      succeeds at `none`, fails at `user`
    S10 another port's page     test_shell_browser.py   test_s10_...
    S11 the owner's browser     test_shell_browser.py   test_s11_...
    S12 what a channel says     test_shell_browser.py   test_s12_...
    S13 others' payees          test_shell_user.py      succeeds at `none`, fails at `user`
    S14 state in the project    test_shell_places.py    test_s14_...
    S15 the broker as an API    test_shell_places.py    test_s15_...

Beside each attempt stands its control: the same attempt with the guard off, which then succeeds.
"""

import asyncio
import contextlib
import functools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx2
import pytest

from broker import ownership, serving
from broker.authserver import grants
from broker.client.view import GrantView, Refused
from broker.connectors.call import call_for
from broker.demo.passkey import SoftwarePasskey
from broker.demo.phone import ScriptedPhone
from broker.gnap.http_message import HttpMessage
from broker.http import Answer
from broker.phone import push
from broker.ratchet import proposals, sealing
from broker.store.query import Session, col, select
from broker.store.tables import Agent, Approval, Installation, Owner, Passkey, Proposal, PushDevice
from tests.cli.commands import Done, Terminal, process
from tests.cli.conftest import PAY, Served, answered

PATIENCE = 20.0  # seconds after which a test that waits for an effect has failed
LINK = r"(http://localhost:\d+/pair#[\w-]{43})\n"
DIGITS = "Type the six digits that the phone shows: "
POLICY, CONNECTOR = "policies/scout.yaml", "tools/bank.yaml"

Json = dict[str, Any]


@dataclass(frozen=True)
class Standing:
    """All that an owner's signature decides: who may sign and ask, for what, what was approved, and what was done."""

    devices: frozenset[str]
    channels: frozenset[str]
    owners: frozenset[tuple[str, str | None]]  # name, digest of the recovery code
    agents: frozenset[tuple[str, str, bool]]  # name, digest of the credential, whether it may move
    files: frozenset[tuple[str, str]]  # what is in force: name, digest
    approved: frozenset[str]
    effects: int


@dataclass
class House:
    """A served broker with one phone, the starter files in force, and scout, who has asked for one payment.

    `sent` is what left for resource servers; none of them is on this computer, and each answers 200.
    """

    served: Served
    sent: list[HttpMessage] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return self.served.broker.settings.public_url

    @property
    def owner(self) -> ScriptedPhone:
        """The owner's own phone."""
        return self.served.phone

    def standing(self) -> Standing:
        """Look at the files and do what is due; return what then stands."""
        broker = self.served.broker
        self.served.await_(broker.reload())
        self.served.await_(broker.settle())
        return self.served.await_(broker.store.read(self._standing))

    def _standing(self, session: Session) -> Standing:
        in_force, every = self.served.broker.files.in_force, session.get(Installation, 1)
        stopped = every is not None and every.frozen_at is not None
        policies = {(f"policy:{name}", one.digest) for name, one in in_force.policies.items()}
        return Standing(
            devices=frozenset(session.exec(select(Passkey.id).where(col(Passkey.removed_at).is_(None)))),
            channels=frozenset(session.exec(select(PushDevice.id).where(col(PushDevice.dropped_at).is_(None)))),
            owners=frozenset((one.name, one.recovery_digest) for one in session.exec(select(Owner))),
            agents=frozenset(
                (one.name, one.credential_digest, not (stopped or one.frozen_at))
                for one in session.exec(select(Agent).where(col(Agent.revoked_at).is_(None)))
            ),
            files=frozenset(policies | {(f"connector:{one.name}", one.digest) for one in in_force.connectors}),
            approved=frozenset(session.exec(select(Approval.id).where(col(Approval.decision) == "approve"))),
            effects=len(self.sent),
        )

    def waiting(self) -> list[Proposal]:
        """Return the proposals that the owner's inbox shows, oldest first."""
        now = self.served.broker.now()

        def work(session: Session) -> list[Proposal]:
            rows = session.exec(select(Proposal).order_by(col(Proposal.created_at)))
            return [one for one in rows if proposals.outcome(one, now) == "waiting"]

        return self.served.await_(self.served.broker.store.read(work))

    def asked(self) -> str:
        """Return the id of the payment that waits."""
        [one] = self.served.await_(self.owner.waiting())
        return one

    def ask(self, **arguments: str) -> GrantView | Refused:
        """Ask for a payment as scout, and do what is due then; return how it stands."""
        broker = self.served.broker
        connector = broker.client_context.connector("bank")
        assert connector is not None

        async def work() -> GrantView | Refused:
            call = call_for(connector, "bank_pay", PAY | arguments)
            view = await answered(broker, await broker.client.ask("scout", call, reason=None))
            await broker.settle()
            return (await broker.client.view("scout", view.id) or view) if isinstance(view, GrantView) else view

        return self.served.await_(work())

    def pending(self, **arguments: str) -> GrantView:
        """Ask for a payment that then waits for the owner."""
        view = self.ask(**arguments)
        assert isinstance(view, GrantView)
        assert view.status == "pending", view
        return view

    def audited(self, kind: str) -> list[Json]:
        return self.served.audited(kind)

    def file(self, name: str) -> str:
        """Return the text of one of the owner's files as it is on disk."""
        return (self.served.broker.settings.config_dir / name).read_text()

    def effect(self) -> HttpMessage:
        """Wait until something reaches a resource server; return it."""

        async def arrival() -> None:
            async with asyncio.timeout(PATIENCE):
                await self.came.wait()

        self.served.await_(arrival())
        return self.sent[-1]

    async def _to_resource(self, message: HttpMessage, seconds: float = 30.0) -> Answer:
        self.sent.append(message)
        self.came.set()
        return Answer(200, {"content-type": "application/json"}, b'{"made": true}')

    @contextlib.contextmanager
    def signing_what_comes(self) -> Iterator[None]:
        """Let the owner sign the next proposal: what makes an attempt a proper request."""
        with self.served.answering():
            yield


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A broker that lets nobody wait for the sake of politeness: to continue a grant, and to end."""
    monkeypatch.setattr(grants, "WAIT", timedelta(0))
    monkeypatch.setattr(serving, "GRACE", 1)


@pytest.fixture
def house(hasty: None, asking: Served, monkeypatch: pytest.MonkeyPatch) -> House:
    """A house in which a payment waits for alice."""
    made = House(asking)
    monkeypatch.setattr(asking.broker.http, "to_resource", made._to_resource)
    return made


@pytest.fixture
def unguarded(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """The same house with the ratchet off: what is proposed is done at once, and no seal is asked for its signature."""
    propose = proposals.propose

    def at_once(session: Session, *, now: datetime, **given: Any) -> Proposal:
        row = propose(session, now=now, **given)
        if row.decision is None:
            for item in given["items"]:
                house.served.broker.phone.perform[item.kind](session, item, row, now)
            row.decision, row.open_key = "approve", None
        return row

    for where in (proposals, ownership, sealing, push):
        monkeypatch.setattr(where, "propose", at_once)
    monkeypatch.setattr(sealing, "_broken", lambda *_: None)
    return house


@dataclass
class Shell:
    """The agent. `phone` is a browser with a software authenticator that it made for itself."""

    house: House
    phone: ScriptedPhone
    open: list["asyncio.Task[None]"] = field(default_factory=list)

    def command(self, *arguments: str, input: str | None = None) -> Done:
        """Run a command in a process of its own, with pipes."""
        return process(self.house.served.folder, *arguments, input=input, **self.house.served.environment)

    def terminal(self, *arguments: str) -> Terminal:
        """Start a command on a terminal: whoever has a shell can make one."""
        return self.house.served.terminal(*arguments)

    def ask(self, method: str, path: str, body: Any = None) -> httpx2.Response:
        """Say something over the unix socket, past the command line's manners."""
        return self.house.served.ask(method, path, body)

    def write(self, name: str, text: str) -> None:
        """Write one of the owner's files; the broker sees it at its next look."""
        path = self.house.served.broker.settings.config_dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace some text in one of the owner's files, which must hold it."""
        text = self.house.file(name)
        assert old in text, f"{name} does not hold {old!r}"
        self.write(name, text.replace(old, new))

    def opens(self, link: str) -> str:
        """Open a pairing link with its own browser and authenticator; return the digits that the page shows."""

        async def work() -> str:
            shown: asyncio.Future[str] = asyncio.get_running_loop().create_future()

            async def note(digits: str) -> None:
                shown.set_result(digits)

            self.open.append(asyncio.create_task(self.phone.enrol(link, note)))
            self.open[-1].add_done_callback(functools.partial(_fails, shown))
            return await shown

        return self.house.served.await_(work())

    @contextlib.contextmanager
    def pairs(self, *arguments: str) -> Iterator[Terminal]:
        """Pair its own authenticator with a `phone pair` of its own; give the terminal after the digits were right."""
        with self.terminal("phone", "pair", *arguments) as command:
            link = command.until(LINK).group(1)
            digits = self.opens(link)
            command.until(DIGITS)
            command.press(f"{digits}\n")
            command.until(r"now confirm on a paired device: code \w{4}|paired: alice can decide")
            yield command

    def secret(self, pairing: Terminal) -> str:
        """Return the secret of the link that a `phone pair` of its own has shown."""
        return pairing.until(LINK).group(1).partition("#")[2]

    def approves(self, approval: str) -> None:
        """Sign in with its own authenticator and approve. PhoneRefused where that is not enrolled."""

        async def work() -> None:
            await self.phone.sign_in()
            await self.phone.decide(approval, "approve")

        self.house.served.await_(work())

    def posts(self, path: str, body: Json, **headers: str) -> httpx2.Response:
        """Post to the broker's pages with whatever headers it likes."""
        return httpx2.post(self.house.url + path, json=body, headers=headers, trust_env=False, timeout=PATIENCE)

    def rides(self, path: str, body: Json, **headers: str) -> httpx2.Response:
        """Post with the cookie of the owner's browser, and the headers that our own page would send unless told."""
        cookies = dict(self.house.owner._browser.cookies)
        given = {"Origin": self.house.url, "Sec-Fetch-Site": "same-origin"} | headers
        return httpx2.post(
            self.house.url + path,
            json=body,
            headers={name: value for name, value in given.items() if value},
            cookies=cookies,
            trust_env=False,
            timeout=PATIENCE,
        )

    def close(self) -> None:
        """End what is still open."""

        async def work() -> None:
            for one in self.open:
                one.cancel()
            await asyncio.gather(*self.open, return_exceptions=True)
            await self.phone.close()

        self.house.served.await_(work())


def _fails(shown: "asyncio.Future[str]", ended: "asyncio.Task[None]") -> None:
    if shown.done():
        return
    shown.set_exception((not ended.cancelled() and ended.exception()) or AssertionError("it ended without digits"))


@pytest.fixture
def shell(house: House) -> Iterator[Shell]:
    """The agent in that house."""
    made = Shell(house, ScriptedPhone(house.url, SoftwarePasskey()))
    yield made
    made.close()
