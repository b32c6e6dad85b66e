"""What the processes of a crash test do: prepare an installation, be its bank, live one life of its broker.

All share one clock, a number in a file that stands still until the story turns it; no one waits for anything.
"""

import asyncio
import contextlib
import json
import mmap
import secrets
import socket
import struct
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import uvicorn
from starlette.types import ASGIApp

from broker.agents import results
from broker.app import Broker, build
from broker.client.steps import OPEN
from broker.client.view import GrantView
from broker.config import Settings, settings
from broker.connectors.call import call_for
from broker.demo.bank import KID, bank
from broker.demo.ledger import Ledger, requests
from broker.demo.passkey import SoftwarePasskey
from broker.demo.phone import ScriptedPhone
from broker.demo.premises import rewritten
from broker.files import starter
from broker.gnap.keys import PrivateKey, generate
from broker.http import Http, origin_of
from broker.resource import Protect
from broker.store.chain import verify_chain
from broker.store.query import Session, select
from broker.store.tables import Approval, ClientGrant, Owner
from tests.crash.points import Points, watch_commits, watch_exchanges
from tests.signing import add_agent, pair, seal

START = datetime(2026, 11, 25, 12, 0, 0, tzinfo=UTC)
PAY = {"account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}
# Seconds between two looks of the story: `wait` is 5; on PostgreSQL the lease of a dead driver lapses after 90.
PAUSES = (5, 5, 95, 5, 95, 5)


@dataclass(frozen=True)
class Place:
    """One installation: `idempotent` payments or plain ones, at the pocket bank or at its stand-in."""

    folder: str
    database_url: str
    broker_port: int
    bank_port: int
    idempotent: bool
    stand_in: bool

    @property
    def settings(self) -> Settings:
        """The broker's settings."""
        folder = Path(self.folder)
        return settings(
            port=self.broker_port,
            public_url=f"http://localhost:{self.broker_port}",
            state_dir=folder / "state",
            config_dir=folder / "config",
            database_url=self.database_url,
            redis_url="",
            hold_seconds=0.0,
        )

    @property
    def bank_url(self) -> str:
        """The bank's URI."""
        return f"http://127.0.0.1:{self.bank_port}"

    @property
    def ledger(self) -> Path:
        """The bank's ledger."""
        return Path(self.folder) / "ledger.db"

    @property
    def bank_key(self) -> Path:
        """The file with the bank's private key."""
        return Path(self.folder) / "bank.key"

    @property
    def clock(self) -> "Clock":
        """The clock of broker and bank."""
        return Clock(Path(self.folder) / "clock")


class Clock:
    """A clock that several processes read and one turns."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(struct.pack("<d", 0.0))
        with path.open("r+b") as file:
            self._seconds = mmap.mmap(file.fileno(), 8)

    def __call__(self) -> datetime:
        return START + timedelta(seconds=struct.unpack("<d", self._seconds[:])[0])

    def turn(self, seconds: float) -> None:
        """Let that many seconds pass."""
        self._seconds[:] = struct.pack("<d", struct.unpack("<d", self._seconds[:])[0] + seconds)


async def prepare(place: Place, passkey: SoftwarePasskey) -> None:
    """Lay out an installation with one agent, whose owner has enrolled this passkey."""
    key = generate("EdDSA", KID, secrets.token_bytes)
    place.bank_key.write_bytes(key.to_bytes())
    for name, named in (("tools/bank.yaml", key.public), ("policies/scout.yaml", None)):
        path = place.settings.config_dir / name
        path.parent.mkdir(parents=True)
        text = rewritten(starter(name), place.bank_url, named)
        path.write_text(text if place.idempotent else _plain(text))
    broker = build(place.settings, now=place.clock)
    phone = _phone(broker, passkey)
    async with broker.running(loop=False):
        await broker.store.write(lambda session: session.add(Owner(name="alice", created_at=broker.now())))
        await pair(broker, phone)
        seal(broker, passkey)
        await add_agent(broker, passkey, "scout")
        await phone.close()
    await broker.close()


def _plain(text: str) -> str:
    """Return one of the owner's files with payments made by the operation that knows no Idempotency-Key."""
    lines = [line for line in text.splitlines() if "idempotency:" not in line]
    return "\n".join(lines).replace("/payments", "/transfers") + "\n"


def _phone(broker: Broker, passkey: SoftwarePasskey) -> ScriptedPhone:
    inside = httpx2.ASGITransport(app=broker.app)
    return ScriptedPhone(broker.settings.public_url, passkey, transport=inside)


async def be_the_bank(place: Place, door: socket.socket) -> None:
    """Serve the bank on this socket until the process is killed."""
    ledger, endpoint = Ledger(place.ledger, place.clock), place.settings.grant_endpoint
    http = Http(place.bank_url, lambda: frozenset({origin_of(endpoint)}))
    protect = Protect(
        authorization_server=endpoint,
        introspection_endpoint=f"{endpoint}/introspect",
        resource_server=place.bank_url,
        key=PrivateKey.from_bytes(place.bank_key.read_bytes(), KID),
        send=http.to_server,
        now=place.clock,
        remember=ledger.remember,
    )
    app = bank(protect, ledger, stand_in=place.stand_in)
    await uvicorn.Server(_quiet(app)).serve(sockets=[door])


def _quiet(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(app, log_level="critical", access_log=False, lifespan="off", ws="none")


async def live(place: Place, passkey: SoftwarePasskey, die_at: str | None) -> None:
    """Start the broker, tell the story from wherever it stands to its end, and write down how it ended."""
    points = Points(die_at)
    watch_commits(points)
    watch_exchanges(points, place.ledger)
    broker = build(place.settings, now=place.clock)
    async with _listening(broker), broker.running(loop=False):
        phone = _phone(broker, passkey)
        asked = await _ask(broker)
        ended = await _until_it_ends(broker, place.clock, phone, asked.id)
        passed = tuple(points.passed)
        report = await _report(broker, place, phone, ended)
        await phone.close()
    await broker.close()
    (Path(place.folder) / "report.json").write_text(json.dumps(report | {"points": passed}))


@contextlib.asynccontextmanager
async def _listening(broker: Broker) -> AsyncIterator[None]:
    """Serve the broker's doors, for the bank's introspection."""
    server = uvicorn.Server(_quiet(broker.app))
    with socket.create_server(("127.0.0.1", broker.settings.port)) as door:
        serving = asyncio.create_task(server.serve(sockets=[door]))
        while not server.started:  # noqa: ASYNC110 -- uvicorn has no event for it
            await asyncio.sleep(0)
        yield
        serving.cancel()  # a clean end would take it a tenth of a second, hundreds of times
        await asyncio.gather(serving, return_exceptions=True)


async def _ask(broker: Broker) -> GrantView:
    connector = broker.client_context.connector("bank")
    assert connector is not None
    view = await broker.client.ask("scout", call_for(connector, "bank_pay", PAY), reason="for breakfast")
    assert isinstance(view, GrantView), view
    return view


async def _until_it_ends(broker: Broker, clock: Clock, phone: ScriptedPhone, grant: str) -> GrantView:
    """Approve what waits for the owner and let time pass, until the call has ended; return it as it stands then."""
    await phone.sign_in()
    view = None
    for pause in PAUSES:
        for approval in await phone.waiting():
            await phone.decide(approval, "approve")
        await broker.settle()
        clock.turn(pause)
        await broker.settle()
        view = await broker.client.view("scout", grant)
        if view is not None and view.status not in OPEN:
            return view
    raise AssertionError(f"it did not end: {view}")


async def _report(broker: Broker, place: Place, phone: ScriptedPhone, ended: GrantView) -> dict[str, Any]:
    """Return what agent, human and auditor are told; the agent also tries again, before it has collected."""
    sent = len(requests(place.ledger))
    again = await _ask(broker)
    await broker.settle()

    def rows(session: Session) -> dict[str, Any]:
        approvals, verdict = list(session.exec(select(Approval))), verify_chain(session)
        return {
            "grants": [row.id for row in session.exec(select(ClientGrant))],
            "approvals": [row.id for row in approvals],
            "decisions": [row.decision for row in approvals],
            "chain": verdict.why,
        }

    found = await broker.store.read(rows)
    return found | {
        "grant": ended.id,
        "status": ended.status,
        "detail": ended.detail,
        "agent": results.of(ended).structured_content,
        "again": [again.id, again.status],
        "repeated": len(requests(place.ledger)) - sent,
        "inbox": await _page(phone, "/inbox"),
        "pages": [await _page(phone, f"/approve/{one}") for one in found["approvals"]],
    }


async def _page(phone: ScriptedPhone, path: str) -> str:
    return (await phone._open(path)).fields.get("unknown", "")
