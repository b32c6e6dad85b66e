"""The story once more, by a broker in a process of its own: what it leaves behind, and every secret that was in it.

The broker is started as an operator starts it who is looking for a fault: LOG_LEVEL=DEBUG, and the master key in the
environment. Agent, owner, bank and push service are played here, over real sockets.
"""

import asyncio
import base64
import contextlib
import hashlib
import os
import secrets
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from broker.agents.credentials import new_credential
from broker.config import Settings, addressable, settings
from broker.demo.passkey import SoftwarePasskey
from broker.demo.phone import PhoneRefused, ScriptedPhone
from broker.demo.premises import rewritten
from broker.files import STARTERS, starter
from broker.gnap.keys import PrivateKey
from broker.ratchet.reset import new_recovery_code
from broker.store.look import look
from broker.store.query import Session, select
from broker.store.tables import ClientGrant, ClientKey, Installation, ServerGrant
from broker.vault import Vault
from tests.actors import Agent, served
from tests.attacks.sinks import ENVIRONMENT, shown_of
from tests.attacks.story import EXPECTED
from tests.hasty import HASTY
from tests.home import PAY
from tests.notify.house import PushService
from tests.notify.receiver import Receiver
from tests.services import free_port

Json = dict[str, Any]

LOG = "log at DEBUG"
LEFT_BEHIND = (LOG, "database file", "write-ahead log", *([ENVIRONMENT] if os.geteuid() == 0 else []))
"""What is looked at. Only root sees the environment of a process that hides itself."""
NOTED = EXPECTED - {"bank private key"} | {"callback address", "interaction reference"}
SURELY = 60.0  # seconds within which everything that is waited for has happened on a busy machine
_COLUMNS = {
    "callback": "callback address",
    "interact_ref": "interaction reference",
    "continue_token": "continuation token",
    "token": "access token",
    "manage_token": "management token",
}


@dataclass
class Lived:
    """An installation, its broker's process, and the people around it."""

    folder: Path
    where: Settings
    key: bytes
    phone: ScriptedPhone
    service: PushService
    receiver: Receiver = field(default_factory=Receiver)
    canaries: dict[str, set[bytes]] = field(default_factory=dict)
    broken: bool = False  # the bank is

    def note(self, kind: str, *values: str | bytes) -> None:
        """Note a secret of the story."""
        noted = self.canaries.setdefault(kind, set())
        noted |= {value.encode() if isinstance(value, str) else value for value in values}

    def harvest(self) -> None:
        """Note what the broker keeps sealed just now: the master key opens it."""
        look(self.where.database, self._sealed)

    def _sealed(self, session: Session) -> None:
        vault = Vault({"1": self.key}, "1")
        for grant in session.exec(select(ClientGrant)):
            for column, kind in _COLUMNS.items():
                if sealed := getattr(grant, f"{column}_sealed"):
                    self.note(kind, vault.open(sealed, table="client_grant", row=grant.id, column=column))
        for asked in session.exec(select(ServerGrant)):
            if sealed := asked.interact_ref_sealed:
                opened = vault.open(sealed, table="server_grant", row=asked.id, column="interact_ref")
                self.note("interaction reference", opened)
        for key in session.exec(select(ClientKey)):
            der = vault.open(key.private_sealed, table="client_key", row=key.id, column="private")
            self.note("client private key", PrivateKey.from_bytes(der, kid=key.id).to_bytes()[-32:])
        if sealed := session.get_one(Installation, 1).vapid_sealed:
            self.note("VAPID private key", vault.open(sealed, table="installation", row="1", column="vapid"))

    async def bank(self, request: Request) -> Response:
        """Be an API that sends the token back, and now and then none."""
        told = request.headers["authorization"]
        self.note("access token", told.removeprefix("GNAP "))
        self.harvest()
        if self.broken:
            return JSONResponse({"error": f"cannot use {told}"}, 500, headers={"x-echo": told})
        return JSONResponse({"made": True, "you said": told}, headers={"x-echo": told})

    async def ask(self, method: str, path: str, body: Json | None = None) -> Json:
        """Ask over the broker's own socket, as the command line does."""
        with addressable(self.where.socket) as address:
            way = httpx2.AsyncHTTPTransport(uds=address)
            async with httpx2.AsyncClient(transport=way, base_url="http://broker", timeout=SURELY) as client:
                answer = await client.request(method, path, json=body)
        assert answer.status_code == 200, answer.text
        told: Json = answer.json()
        return told

    async def sign_all(self) -> None:
        """Wait for a proposal, and sign all there are."""
        while not (waiting := await self.phone.open_proposals()):  # noqa: ASYNC110 -- as a person looks again
            await asyncio.sleep(0.1)
        for one in waiting:
            await self.phone.sign(one)

    async def credential(self, method_and_path: str, **named: str | None) -> str:
        """Mint a credential as the command does, have it signed, and return it."""
        made, digest = new_credential(secrets.token_bytes)
        method, path = method_and_path.split()
        await self.ask(method, path, {**named, "credential_digest": digest})
        await self.sign_all()
        self.note("agent credential", made.reveal())
        return made.reveal()

    async def tell(self) -> None:
        """Tell it: pair, push, ask, approve, refuse, fail, give the agent another credential, recover."""
        code, digest = new_recovery_code(secrets.token_bytes)
        self.note("recovery code", code, code.replace("-", ""))
        self.note("master key", self.key)
        await self.ask("POST", "/owners", {"name": "alice", "recovery_digest": digest})
        await self.pair(self.phone)
        await self.sign_all()
        first = await self.credential("POST /agents", name="scout", owner=None)
        await self.subscribe()
        async with Agent(self.where.public_url, first) as agent:
            await self.agents_day(agent)
        second = await self.credential("POST /agents/scout/credential")
        await self.knock(first, second)
        await self.lost_phone(code)
        self.harvest()

    async def pair(self, phone: ScriptedPhone) -> None:
        """Pair a first phone by link and digits."""
        pairing, link, typed = await self.link()
        await phone.enrol(link, typed(pairing))
        self.note("session cookie", *[str(one.value) for one in phone._browser.cookies.jar])

    async def link(self) -> tuple[str, str, Any]:
        """Make a pairing link as a terminal does; return the pairing, the link, and who types the digits there."""
        terminal = secrets.token_urlsafe(32)
        asked = {"owner": "alice", "terminal_digest": hashlib.sha256(terminal.encode()).hexdigest()}
        pairing = await self.ask("POST", "/pairing", asked)
        self.note("pairing terminal secret", terminal)
        self.note("pairing link secret", pairing["link"].partition("#")[2])

        def typed(pairing: str) -> Any:
            async def type_them(digits: str) -> None:
                self.note("pairing digits", digits.replace(" ", ""))
                body = {"terminal_secret": terminal, "digits": digits}
                await self.ask("POST", f"/pairing/{pairing}/digits", body)

            return type_them

        return pairing["pairing"], pairing["link"], typed

    async def subscribe(self) -> None:
        """Let the phone be told by push."""
        name = secrets.token_urlsafe(24)
        self.note("push endpoint", name)
        self.note("push auth secret", self.receiver.auth)
        self.path = f"/push/{name}"
        answer = await self.phone._post("/push/subscribe", self.receiver.subscription(self.service.address + self.path))
        await self.phone.sign(answer["proposal"])

    async def agents_day(self, agent: Agent) -> None:
        """Ask and be approved, at a bank that works and at one that does not; be refused; give back; ask nonsense."""
        asked = await agent.outcome("bank_pay", PAY)
        await self.service.came[self.path].wait()
        self.harvest()
        told = await self.decided(agent, asked)
        assert told["status"] == "done", told
        self.broken = True
        await self.decided(agent, await agent.outcome("bank_pay", {**PAY, "amount": "26.00"}))
        await self.decided(agent, await agent.outcome("bank_pay", {**PAY, "amount": "27.00"}), refuse=True)
        asked = await agent.outcome("bank_pay", {**PAY, "amount": "28.00"})
        await agent.outcome("give_back", {"grant_id": asked["grant_id"]})
        await agent.outcome("bank_pay", {**PAY, "amount": "a lot"})
        await agent.outcome("list_grants")

    async def decided(self, agent: Agent, asked: Json, *, refuse: bool = False) -> Json:
        """Let the owner decide, and return how the grant ended."""
        await self.phone.decide(await self.phone.next_approval(), "refuse" if refuse else "approve", None)
        told = {"status": "pending"}
        while told["status"] in {"pending", "running"}:  # each call is held for a second
            told = await agent.outcome("wait_for_grant", {"grant_id": asked["grant_id"]})
        return told

    async def knock(self, *credentials: str) -> None:
        """Send nonsense to every door, with everything secret at hand."""
        async with httpx2.AsyncClient(base_url=self.where.public_url, trust_env=False) as client:
            for one in credentials:
                for body in (b"{", b'{"jsonrpc": "2.0", "id": 1, "method": "' + one.encode() + b'"}'):
                    await client.post("/mcp", content=body, headers={"Authorization": f"Bearer {one}"})
                await client.post("/gnap", content=one.encode(), headers={"Authorization": f"GNAP {one}"})
        with contextlib.suppress(PhoneRefused):
            await self.phone._post("/signin/verify", {"assertion": {"id": credentials[0]}})

    async def lost_phone(self, code: str) -> None:
        """Come in with another phone by the recovery code, at the second try."""
        phone = ScriptedPhone(self.where.public_url, SoftwarePasskey())
        pairing, link, typed = await self.link()
        secret = {"secret": link.partition("#")[2]}
        await phone._open("/pair")
        made = phone._passkey.create(await phone._post("/pair/options", secret), phone.origin)
        shown = await phone._post("/pair/verify", {**secret, "credential": made})
        await typed(pairing)(shown["digits"])
        with contextlib.suppress(PhoneRefused):
            await phone._post("/recover", {**secret, "code": code[:-1] + "?"})
        await phone._post("/recover", {**secret, "code": code})
        await phone._post("/pair/status", secret)
        self.note("session cookie", *[str(one.value) for one in phone._browser.cookies.jar])
        await phone.close()


@contextlib.asynccontextmanager
async def _process(where: Settings, key: bytes, log: Path, **given: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the broker until the context ends; `log` is what it said on both of its outputs."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(where.state_dir.parent),
        "LOG_LEVEL": "DEBUG",
        "COUNTERSIGN_PORT": str(where.port),
        "COUNTERSIGN_PUBLIC_URL": where.public_url,
        "COUNTERSIGN_STATE_DIR": str(where.state_dir),
        "COUNTERSIGN_CONFIG_DIR": str(where.config_dir),
        "COUNTERSIGN_MASTER_KEY": base64.b64encode(key).decode(),
        "COUNTERSIGN_HOLD_SECONDS": "1",
        **given,
    }
    with log.open("wb") as writing:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", HASTY, "serve", env=environment, stdout=asyncio.subprocess.PIPE, stderr=writing
        )
        assert process.stdout is not None
        try:
            while b"listens on" not in (line := await process.stdout.readline()):
                assert line, "it ended"
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            rest, _ = await process.communicate()
            writing.write(line + rest)


def _laid_out(folder: Path, bank: str) -> Settings:
    where = settings(port=free_port(), state_dir=folder / "state", config_dir=folder / "config")
    for name in STARTERS:
        path = where.config_dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(rewritten(starter(name), bank))
    return where


async def lived(folder: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Tell the story; return what the process left behind, by sink, and every secret of it, by name and number."""
    service, bank = PushService(), Starlette()
    push = Starlette(routes=[Route("/{rest:path}", service.take, methods=["POST"])])
    async with asyncio.timeout(SURELY * 2), served(push) as service.address, served(bank) as bank_url:
        where, key, log = _laid_out(folder, bank_url), secrets.token_bytes(32), folder / "log"
        phone = ScriptedPhone(where.public_url, SoftwarePasskey())
        story = Lived(folder, where, key, phone, service)
        bank.router.routes.append(Route("/{rest:path}", story.bank, methods=["GET", "POST"]))
        async with _process(where, key, log, COUNTERSIGN_PUSH_HOSTS=service.host) as process:
            try:
                await story.tell()
            finally:
                await phone.close()
            left = _left(where, process.pid)
    left[LOG] = log.read_bytes()
    left["database file"] += (where.state_dir / "countersign.db").read_bytes()  # once the log was written back
    return left, {f"{kind} {number}": one for kind, all in story.canaries.items() for number, one in enumerate(all)}


def _left(where: Settings, process: int) -> dict[str, bytes]:
    database = where.state_dir / "countersign.db"
    left = {
        "database file": database.read_bytes(),
        "write-ahead log": database.with_name("countersign.db-wal").read_bytes(),
    }
    if ENVIRONMENT in LEFT_BEHIND:
        left[ENVIRONMENT] = shown_of(process)
    return left
