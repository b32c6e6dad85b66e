"""The whole story once, with every secret of it noted: what the broker, the agent and the owner really made."""

import base64
import hashlib
import json
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from broker.config import BadSettings, settings
from broker.demo.passkey import SoftwarePasskey
from broker.demo.phone import PhoneRefused, ScriptedPhone
from broker.gnap.http_message import HttpMessage
from broker.http import Answer, NoAnswer
from broker.phone.enrol import new_pairing, type_digits
from broker.ratchet.reset import new_recovery_code
from broker.store import StoreError
from broker.store.query import Session, select
from broker.store.tables import Audit, ClientKey, Installation, Owner
from broker.vault import KeyUnusable, SealBroken, Secret, Vault, master_key
from tests.actors import Agent, served
from tests.attacks.sinks import Sinks, watching
from tests.home import PAY, PUBLIC_URL, Home, home
from tests.notify.receiver import Receiver
from tests.stand_ins import NOW

EXPECTED = {
    "agent credential",
    "access token",
    "management token",
    "continuation token",
    "client private key",
    "bank private key",
    "VAPID private key",
    "master key",
    "recovery code",
    "pairing link secret",
    "pairing terminal secret",
    "pairing digits",
    "session cookie",
    "push endpoint",
    "push auth secret",
}


class Story:
    """The whole story once, with all its secrets noted."""

    def __init__(self, here: Home, sinks: Sinks) -> None:
        self.here = here
        self.sinks = sinks
        self.canaries: dict[str, list[bytes]] = {name: [] for name in EXPECTED}

    def note(self, name: str, *values: str | bytes) -> None:
        """Note a secret of the story."""
        self.canaries[name] += [value.encode() if isinstance(value, str) else value for value in values]

    async def tell(self) -> None:
        """Tell it: pair, push, ask, approve, refuse, fail, lose the phone, recover."""
        self.note("agent credential", self.here.credential)
        self.note("bank private key", self.here.bank_key.to_bytes()[-32:])
        self.note("master key", (self.here.folder / "state/master.key").read_bytes())
        await self.subscribe()
        async with served(self.here.broker.app) as url:
            await self.agents_day(url)
        await self.failures()
        await self.second_phone()
        await self.lost_phone()
        await self.gather()

    async def subscribe(self) -> None:
        """Let the phone be told by push, at a push service that keeps what comes."""
        endpoint = f"https://fcm.googleapis.com/fcm/send/{secrets.token_urlsafe(24)}"
        receiver = Receiver()
        given = receiver.subscription(endpoint)
        self.note("push endpoint", endpoint.rpartition("/")[2])
        self.note("push auth secret", receiver.auth)

        async def taken(message: HttpMessage, *_: Any, **__: Any) -> Answer:
            hear_push(self.sinks, receiver, message)
            return Answer(201, {}, b"")

        setattr(self.here.broker.http, "to_push_service", taken)  # noqa: B010 -- a method of the one instance
        answer = await self.here.phone._post("/push/subscribe", given)
        await self.here.phone.sign(answer["proposal"])

    async def agents_day(self, url: str) -> None:
        """Ask, be approved, be refused, be told off, give back; meet an API that sends the token back."""
        async with Agent(url, self.here.credential) as agent:
            await agent.tools()
            await self.paid(agent)
            await agent.outcome("bank_pay", {**PAY, "amount": "26.00"})
            await self.here.broker.pushes.send_due()
            await self.here.refuse("not today")
            await self.here.later()
            await agent.outcome("bank_pay", {**PAY, "amount": "26.00"})
            asked = await agent.outcome("bank_pay", {**PAY, "amount": "27.00"})
            await agent.outcome("give_back", {"grant_id": asked["grant_id"]})
            await agent.outcome("bank_pay", {**PAY, "amount": "a lot"})
            await agent.outcome("list_grants")
        async with httpx2.AsyncClient(base_url=url, trust_env=False) as client:
            await client.post("/mcp", json={}, headers={"Authorization": f"Bearer {self.here.credential}x"})
            await client.post("/mcp", content=b"{", headers={"Authorization": f"Bearer {self.here.credential}"})
            await client.get("/nowhere", params={"x": "y"})

    async def paid(self, agent: Agent) -> None:
        to_bank = self.here.broker.http.to_resource

        async def echoes(message: HttpMessage, seconds: float = 30.0) -> Answer:
            answer = await to_bank(message, seconds)
            told = dict(message.headers)["authorization"]
            body = json.dumps(json.loads(answer.body) | {"you said": told}).encode()
            return Answer(answer.status, {**answer.headers, "x-echo": told}, body)

        setattr(self.here.broker.http, "to_resource", echoes)  # noqa: B010 -- a method of the one instance
        asked = await agent.outcome("bank_pay", PAY)
        assert asked["status"] == "pending"
        assert await self.here.broker.pushes.send_due()
        await self.here.approve()
        await self.here.later()
        done = await agent.outcome("wait_for_grant", {"grant_id": asked["grant_id"]})
        assert done["status"] == "done", done
        setattr(self.here.broker.http, "to_resource", to_bank)  # noqa: B010

    async def failures(self) -> None:
        """Provoke what fails with a secret at hand, and note how it is told."""
        await self._bank_that_fails()
        broker, credential = self.here.broker, self.here.credential
        vault, path = broker.vault, self.here.folder / "state/master.key"
        key = base64.b64encode(path.read_bytes()).decode()
        wrong = Vault({"1": b"w" * 32}, "1")
        sealed = await broker.store.read(lambda session: session.exec(select(ClientKey)).first())
        assert sealed is not None
        self._fails(
            SealBroken, lambda: wrong.open(sealed.private_sealed, table="client_key", row=sealed.id, column="private")
        )
        self._fails(SealBroken, lambda: vault.open(vault.seal(b"x", table="a", row="b", column="c") + b"y", **_HERE))
        self._fails(KeyUnusable, lambda: master_key(path, given=Secret(key + "AAAA"), warn=print))
        self._fails(KeyUnusable, lambda: master_key(path, command=f"printf {key}AAAA", warn=print))
        self._fails(TypeError, lambda: json.dumps(Secret(credential)))
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("COUNTERSIGN_MASTER_KEY", key)
            patch.setenv("COUNTERSIGN_PORT", "no port")
            self._fails(BadSettings, settings)

        def twice(session: Session) -> None:
            for _ in range(2):
                session.add(Owner(name=credential, created_at=NOW))
                session.flush()
                session.expunge_all()

        with pytest.raises(StoreError) as caught:
            await broker.store.write(twice)
        self.sinks.exception(caught.value)
        with pytest.raises(PhoneRefused) as refused:
            await self.here.phone._post("/signin/verify", {"assertion": {"id": credential, "nonsense": credential}})
        self.sinks.exception(refused.value)

    async def _bank_that_fails(self) -> None:
        async def gone(message: HttpMessage, seconds: float = 30.0) -> Answer:
            raise NoAnswer("no answer: ServerDisconnectedError")

        to_bank = self.here.broker.http.to_resource
        await self.here.pending(amount="28.00")
        await self.here.approve()
        setattr(self.here.broker.http, "to_resource", gone)  # noqa: B010
        await self.here.later()
        setattr(self.here.broker.http, "to_resource", to_bank)  # noqa: B010

    def _fails(self, expected: type[Exception], work: Callable[[], object]) -> None:
        with pytest.raises(expected) as caught:
            work()
        self.sinks.exception(caught.value)

    async def _pairing(self, phone: ScriptedPhone) -> None:
        """Begin to pair a further phone, as its browser does, up to the digits typed at the terminal."""
        terminal, now, broker = secrets.token_urlsafe(32), self.here.clock(), self.here.broker

        def begin(session: Session) -> tuple[str, str]:
            digest = _sha256(terminal)
            row, path = new_pairing(session, owner="alice", terminal_digest=digest, now=now, mint=broker.mint)
            return row.id, path

        pairing, path = await broker.store.write(begin)
        secret = path.partition("#")[2]
        self.note("pairing link secret", secret)
        self.note("pairing terminal secret", terminal)
        self.secret = secret
        await phone._open("/pair")
        options = await phone._post("/pair/options", {"secret": secret})
        credential = phone._passkey.create(options, phone.origin)
        shown = await phone._post("/pair/verify", {"secret": secret, "credential": credential})
        self.note("pairing digits", str(shown["digits"]).replace(" ", ""))
        await broker.store.write(
            lambda session: (
                type_digits(
                    session,
                    pairing_id=pairing,
                    terminal_secret=terminal,
                    digits=shown["digits"],
                    now=now,
                    mint=broker.mint,
                ).id
            )
        )

    def _phone(self) -> ScriptedPhone:
        inside = httpx2.ASGITransport(app=self.here.broker.app)
        return ScriptedPhone(PUBLIC_URL, SoftwarePasskey(), transport=inside)

    async def second_phone(self) -> None:
        """Pair a second phone, which the first confirms."""
        phone = self._phone()
        await self._pairing(phone)
        await self.here.phone.sign((await self.here.phone.open_proposals())[0])
        await phone._post("/pair/status", {"secret": self.secret})
        await phone.close()

    async def lost_phone(self) -> None:
        """Lose the phones: a third one comes in by the recovery code, at the second try."""
        code, digest = new_recovery_code(secrets.token_bytes)
        self.note("recovery code", code, code.replace("-", ""))

        def known(session: Session) -> None:
            session.get_one(Owner, "alice").recovery_digest = digest

        await self.here.broker.store.write(known)
        phone = self._phone()
        await self._pairing(phone)
        with pytest.raises(PhoneRefused) as refused:
            await phone._post("/recover", {"secret": self.secret, "code": code[:-1] + "?"})
        self.sinks.exception(refused.value)
        await phone._post("/recover", {"secret": self.secret, "code": code})
        await phone._post("/pair/status", {"secret": self.secret})
        await phone._open("/inbox")
        await phone.close()

    async def gather(self) -> None:
        """Note the secrets that the broker made by itself, and what lies on the disk."""
        context = self.here.broker.client_context
        keys = await self.here.broker.store.read(lambda session: list(session.exec(select(ClientKey))))
        self.note("client private key", *[context.private(key).to_bytes()[-32:] for key in keys])
        sealed = await self.here.broker.store.read(lambda session: session.get_one(Installation, 1).vapid_sealed)
        assert sealed is not None
        self.note("VAPID private key", context.vault.open(sealed, table="installation", row="1", column="vapid"))
        self.note("session cookie", *[one for one in self.sinks.cookies if one])
        for answer in self.sinks.protocol:
            self._tokens(answer)
        records = await self.here.broker.store.read(
            lambda session: [exported(row) for row in session.exec(select(Audit))]
        )
        self.sinks.add("audit export", *records)
        for message in self.here.sent:
            self.sinks.add("URLs", message.target_uri.encode())
        self.sinks.files(self.here.folder / "state")

    def _tokens(self, answer: dict[str, Any]) -> None:
        if token := answer.get("access_token"):
            self.note("access token", token["value"])
            self.note("management token", *[token["manage"]["access_token"]["value"]] if "manage" in token else [])
        if continued := answer.get("continue"):
            self.note("continuation token", continued["access_token"]["value"])


def hear_push(sinks: Sinks, receiver: Receiver, message: HttpMessage) -> None:
    """Note a push as the push service sees it, and as the phone does."""
    assert message.body is not None
    head = [f"{name}: {value}".encode() for name, value in message.headers]
    sinks.add("push bodies", *head, message.body, receiver.opened(message.body))


_HERE = {"table": "a", "row": "b", "column": "c"}


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def exported(row: Audit) -> bytes:
    """Return an audit record as an export writes it."""
    return json.dumps([row.seq, row.kind, row.subject, row.agent, row.owner, row.data]).encode()


async def told(folder: Path) -> tuple[Sinks, dict[str, bytes]]:
    """Tell the story; return the sinks and every secret of it, by name and number."""
    sinks = Sinks()
    with watching(sinks):
        async with home(folder) as here:
            story = Story(here, sinks)
            await story.tell()
        sinks.files(folder / "state")  # and once more when the log was written back
    return sinks, {
        f"{name} {number}": value
        for name, values in story.canaries.items()
        for number, value in enumerate(dict.fromkeys(values))
    }
