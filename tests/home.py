"""A whole installation in one process and one event loop: broker, bank, owner's phone, and a clock that tests turn.

Signatures, hashes, pages and databases are real; what a socket would carry is handed over in process, and every message
that leaves for the bank is kept in `sent`.
"""

import contextlib
import copy
import os
import secrets
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2

from broker.app import Broker, build
from broker.client.view import GrantView, Refused
from broker.config import Settings, settings
from broker.connectors.call import call_for
from broker.connectors.model import Call
from broker.demo.bank import KID, bank
from broker.demo.ledger import Ledger, Payment, payments
from broker.demo.passkey import SoftwarePasskey
from broker.demo.phone import ScriptedPhone
from broker.demo.premises import rewritten
from broker.files import starter
from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import PrivateKey, generate
from broker.http import Answer
from broker.resource import Protect
from broker.store.tables import Approval, Owner
from tests.fresh_database import laid
from tests.signing import add_agent, pair, seal

PUBLIC_URL = "http://localhost:8765"
BANK_URL = "http://127.0.0.1:9101"
START = datetime(2026, 11, 25, 12, 0, 0, tzinfo=UTC)
WAIT = 5  # seconds that the embedded authorization server wants between two continuations
PAY = {"account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}


class Clock:
    """A clock that stands still until it is turned."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def turn(self, seconds: float) -> None:
        """Let that many seconds pass."""
        self.at += timedelta(seconds=seconds)


@dataclass
class Home:
    """Everything in one place. `sent` are the messages that left for the bank, in order."""

    folder: Path
    clock: Clock
    broker: Broker
    ledger: Path
    bank_app: Any
    phone: ScriptedPhone
    passkey: SoftwarePasskey
    bank_key: PrivateKey
    sent: list[HttpMessage] = field(default_factory=list)
    credential: str = ""
    on_send: Callable[[HttpMessage], None] | None = None

    def write(self, name: str, text: str) -> None:
        """Write one of the owner's files, such as `policies/scout.yaml`, and let the owner seal it."""
        self.lay(name, text)
        self.seal()

    def lay(self, name: str, text: str) -> None:
        """Write one of the files as anybody may who has the folder, and let the broker look."""
        path = self.broker.settings.config_dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        self.broker.watch.refresh()

    def seal(self) -> None:
        """Let the owner sign everything that waits for a passkey, and put it in force."""
        seal(self.broker, self.passkey)

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace some text in one of the owner's files, which must hold it, and let the owner seal it."""
        text = (self.broker.settings.config_dir / name).read_text()
        assert old in text, f"{name} does not hold {old!r}"
        self.write(name, text.replace(old, new))

    async def add_agent(self, name: str, owner: str = "alice") -> str:
        """Add an agent by the owner's signature; return its credential."""
        return await add_agent(self.broker, self.passkey, name, owner)

    def call(self, operation: str = "bank_pay", /, **arguments: object) -> Call:
        """Return the call of an operation; `bank_pay` with the usual payment unless told otherwise."""
        given = {**PAY, **arguments} if operation == "bank_pay" else arguments
        connector = self.broker.client_context.connector("bank")
        assert connector is not None
        return call_for(connector, operation, given)

    async def ask(
        self, operation: str = "bank_pay", /, *, agent: str = "scout", run: bool = True, **arguments: object
    ) -> GrantView | Refused:
        """Ask as an agent does, by the client instance's front door."""
        return await self.broker.client.ask(agent, self.call(operation, **arguments), reason="for breakfast", run=run)

    async def pending(self, **arguments: Any) -> GrantView:
        """Ask for a payment and return the grant that waits for the owner."""
        view = await self.ask(**arguments)
        assert isinstance(view, GrantView)
        assert view.status == "pending", view
        return view

    async def approve(self) -> str:
        """Let the owner approve the newest open request with the passkey; return the approval's id."""
        approval = await self.phone.next_approval()
        await self.phone.decide(approval, "approve")
        return approval

    async def refuse(self, reason: str | None = None) -> str:
        """Let the owner refuse the newest open request."""
        approval = await self.phone.next_approval()
        await self.phone.decide(approval, "refuse", reason)
        return approval

    async def later(self, seconds: float = WAIT) -> None:
        """Let time pass, and everything happen that is due by then."""
        self.clock.turn(seconds)
        await self.broker.settle()

    async def view(self, grant: str, agent: str = "scout") -> GrantView:
        """Return how a grant stands."""
        view = await self.broker.client.view(agent, grant)
        assert view is not None
        return view

    async def number(self, approval: str) -> str | None:
        """Return the number that the agent shows for an approval, where the page wants it chosen."""
        row = await self.broker.store.read(lambda session: session.get(Approval, approval))
        return row.number if row is not None and row.match else None

    def payments(self) -> list[Payment]:
        """Return the payments in the bank's ledger."""
        return payments(self.ledger)

    async def to_bank(self, message: HttpMessage, seconds: float = 30.0) -> Answer:
        """Carry a message to the bank."""
        self.sent.append(message)
        if self.on_send is not None:
            self.on_send(message)
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=self.bank_app)) as client:
            response = await client.request(
                message.method, message.target_uri, headers=list(message.headers), content=message.body
            )
        return Answer(response.status_code, dict(response.headers), response.content)


@contextlib.asynccontextmanager
async def home(
    folder: Path,
    *,
    database_url: str = "",
    agent: str | None = "scout",
    loop: bool = False,
    public_url: str = PUBLIC_URL,
    **given: object,
) -> AsyncIterator[Home]:
    """Lay out an installation with the starter files, an enrolled owner and one agent; close it in the end.

    With `loop` the broker drives what is due by itself; `given` are settings. The usual one is settled once in a
    process and copied: pairing, sealing and adding an agent cost more than most tests.
    """
    usual = not database_url and public_url == PUBLIC_URL
    settled = await _settled(agent) if usual else None
    where = settings(
        public_url=public_url,
        state_dir=folder / "state",
        config_dir=folder / "config",
        database_url=database_url,
        **{"hold_seconds": 0.0, **given},
    )
    async with _opened(folder, where, settled, loop=loop) as made:
        if settled is None:
            await _settle(made, agent)
        yield made


@contextlib.asynccontextmanager
async def _opened(folder: Path, where: Settings, settled: "_Settled | None", *, loop: bool) -> AsyncIterator[Home]:
    key = settled.bank_key if settled else generate("EdDSA", KID, secrets.token_bytes)
    passkey = copy.deepcopy(settled.passkey) if settled else SoftwarePasskey()
    if settled:
        settled.lay(folder)
    else:
        _furnish(where, key)
    async with _running(folder, where, key, passkey, Clock(), loop=loop) as made:
        if settled:
            made.credential = settled.credential
            made.phone._browser.cookies.update(settled.cookies)
        yield made


@contextlib.asynccontextmanager
async def reopened(folder: Path, key: PrivateKey, clock: Clock, **given: object) -> AsyncIterator[Home]:
    """Open the home that lies in `folder` again, with its bank's key; whoever has its phone is elsewhere."""
    where = settings(public_url=PUBLIC_URL, state_dir=folder / "state", config_dir=folder / "config", **given)
    async with _running(folder, where, key, SoftwarePasskey(), clock, loop=False) as made:
        yield made


@contextlib.asynccontextmanager
async def _running(
    folder: Path, where: Settings, key: PrivateKey, passkey: SoftwarePasskey, clock: Clock, *, loop: bool
) -> AsyncIterator[Home]:
    broker = build(where, now=clock)
    ledger = Ledger(folder / "ledger.db", clock)
    phone = ScriptedPhone(where.public_url, passkey, transport=httpx2.ASGITransport(app=broker.app))
    made = Home(folder, clock, broker, folder / "ledger.db", _bank(broker, ledger, key, clock), phone, passkey, key)
    phone.number = made.number
    setattr(broker.http, "to_resource", made.to_bank)  # noqa: B010 -- a method of the one instance
    try:
        async with broker.running(loop=loop):
            yield made
            await phone.close()
    finally:
        await broker.close()


def _furnish(where: Settings, key: PrivateKey) -> None:
    for name, named in (("tools/bank.yaml", key.public), ("policies/scout.yaml", None)):
        path = where.config_dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(rewritten(starter(name), BANK_URL, named))
    laid(where.database)


async def _settle(made: Home, agent: str | None) -> None:
    await made.broker.store.write(lambda session: session.add(Owner(name="alice", created_at=made.clock())))
    await pair(made.broker, made.phone)
    made.seal()
    if agent is not None:
        made.credential = await made.add_agent(agent)


@dataclass(frozen=True)
class _Settled:
    """A home as its owner has just settled in: its files, and what the people in it hold."""

    files: Mapping[Path, bytes]
    bank_key: PrivateKey
    passkey: SoftwarePasskey
    cookies: httpx2.Cookies
    credential: str

    def lay(self, folder: Path) -> None:
        """Lay copies of the files below `folder`, for no eyes but the user's."""
        for path, content in self.files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with open(os.open(folder / path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)


_HOMES: dict[str | None, _Settled] = {}


def _files_below(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def _settled(agent: str | None) -> _Settled:
    if agent not in _HOMES:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            where = settings(
                public_url=PUBLIC_URL, state_dir=folder / "state", config_dir=folder / "config", hold_seconds=0.0
            )
            async with _opened(folder, where, None, loop=False) as made:
                await _settle(made, agent)
            _HOMES[agent] = _Settled(
                _files_below(folder),
                made.bank_key,
                made.passkey,
                made.phone._browser.cookies,
                made.credential,
            )
    return _HOMES[agent]


def _bank(broker: Broker, ledger: Ledger, key: PrivateKey, clock: Clock) -> Any:
    protect = Protect(
        authorization_server=broker.settings.grant_endpoint,
        introspection_endpoint=f"{broker.settings.grant_endpoint}/introspect",
        resource_server=BANK_URL,
        key=key,
        send=broker.http.to_server,
        now=clock,
        remember=ledger.remember,
    )
    return bank(protect, ledger)


def transfers(text: str) -> str:
    """Return the bank's connector with payments made by the operation that knows no Idempotency-Key."""
    lines = [line for line in text.splitlines() if "idempotency:" not in line]
    return (
        "\n".join(lines)
        .replace("POST /payments", "POST /transfers")
        .replace(f"{BANK_URL}/payments", f"{BANK_URL}/transfers")
        + "\n"
    )
