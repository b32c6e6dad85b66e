"""Somebody else's client instance on the wire: registered by its owner's signature, with any proof that there is."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx2

from broker.approval.proposal import ClientItem
from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import nonce
from broker.gnap.keys import Key, PrivateKey, ProofMethod, generate, parse_key
from broker.gnap.message import write_object
from broker.gnap.proofs import proving
from broker.store.query import Session, col, select
from broker.store.tables import Approval, Audit, RegisteredClient, ServerGrant
from tests.home import BANK_URL, WAIT, Home

Json = dict[str, Any]

CALLBACK = "https://shop.example/gnap/"
START_MODES = ("redirect", "app", "user_code", "user_code_uri")
READ: Json = {"type": "bank-account", "actions": ["read"], "locations": [f"{BANK_URL}/accounts/main"]}
HISTORY: Json = {"type": "bank-account", "actions": ["history"], "locations": [f"{BANK_URL}/accounts/main"]}
FORBIDDEN: Json = {"type": "bank-account", "actions": ["close"], "locations": [f"{BANK_URL}/accounts/main"]}
POLICY = f"""\
agent: {{name}}
owner: alice
rules:
  - id: look
    decide: allow
    access: {{{{type: bank-account, actions: [read], locations: ["{BANK_URL}/accounts/*"]}}}}
    grant: {{{{uses: 3, expires_in: 10m}}}}
  - id: history
    decide: ask
    access: {{{{type: bank-account, actions: [history], locations: ["{BANK_URL}/accounts/*"]}}}}
    grant: {{{{uses: 1, expires_in: 5m}}}}
limits: {{{{pending: 20, asks_per_hour: 100, calls_per_minute: 1000}}}}
"""


@dataclass
class Foreign:
    """Speaks GNAP to one installation with a key of its own."""

    here: Home
    key: PrivateKey
    method: ProofMethod = "httpsig"
    shown: Key | None = None  # the key object, where it is not the JWK of `key`
    name: str = "shop"
    instance_id: str = ""
    peer: tuple[str, int] = ("127.0.0.1", 50_000)
    headers: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    async def registered(
        cls,
        here: Home,
        *,
        name: str = "shop",
        method: ProofMethod = "httpsig",
        shown: Json | None = None,
        seed: int = 21,
        callback: str = CALLBACK,
        start_modes: Sequence[str] = START_MODES,
        nonce_optional: bool = False,
    ) -> "Foreign":
        """Return a client instance that alice has signed for, under a policy of its own."""
        key = generate("EdDSA", f"{name}-1", lambda size: bytes([seed]) * size)
        made = cls(here, key, method, parse_key(shown) if shown else None, name)
        here.write(f"policies/{name}.yaml", POLICY.format(name=name))
        item = ClientItem(
            agent=name,
            key=made.key_object,
            identity=parse_key(made.key_object).identity,
            callback_prefix=callback,
            start_modes=list(start_modes),  # type: ignore[arg-type]
            nonce_optional=nonce_optional,
        )
        await here.broker.store.write(
            lambda session: here.broker.ownership.propose_client(session, item, "alice", here.clock(), None)
        )
        here.seal()
        made.instance_id = await here.broker.store.read(lambda session: made.row(session).instance_id or "")
        return made

    @property
    def key_object(self) -> Json:
        """The key as a request shows it."""
        return self.shown.to_json() if self.shown else {"proof": self.method, "jwk": self.key.public.jwk}

    @property
    def endpoint(self) -> str:
        """The grant endpoint."""
        return self.here.broker.settings.grant_endpoint

    def row(self, session: Session) -> RegisteredClient:
        """Return the registration."""
        return session.get_one(RegisteredClient, parse_key(self.key_object).identity)

    def request(self, *access: Any, **members: Any) -> Json:
        """Return a request for one token with these rights (none: no token), and further members."""
        token: Json = {"access_token": {"access": list(access)}} if access else {}
        return token | {"client": {"key": self.key_object}} | members

    def signed(self, method: str, uri: str, content: Json | None = None, token: str | None = None) -> HttpMessage:
        """Return a message with its proof."""
        return self.proved(self.plain(method, uri, content, token))

    def plain(self, method: str, uri: str, content: Json | None = None, token: str | None = None) -> HttpMessage:
        """Return the same without one."""
        headers = [*self.headers] + ([("content-type", "application/json")] if content is not None else [])
        if token is not None:
            headers.append(("authorization", f"GNAP {token}"))
        return HttpMessage(method, uri, tuple(headers), write_object(content) if content is not None else None)

    def proved(self, message: HttpMessage) -> HttpMessage:
        """Return the message with a proof by this client's method."""
        created = int(self.here.clock().timestamp())
        return proving.sign(message, self.key, self.method, created=created, nonce=nonce(secrets.token_bytes))

    async def send(self, message: HttpMessage) -> httpx2.Response:
        """Send a message as it is."""
        transport = httpx2.ASGITransport(app=self.here.broker.app, client=self.peer)
        async with httpx2.AsyncClient(transport=transport) as client:
            return await client.request(
                message.method, message.target_uri, headers=list(message.headers), content=message.body
            )

    async def post(self, content: Json) -> httpx2.Response:
        """Send a grant request."""
        return await self.send(self.signed("POST", self.endpoint, content))

    async def ask(self, *access: Any, **members: Any) -> httpx2.Response:
        """Ask for one token with these rights."""
        return await self.post(self.request(*access, **members))

    async def go_on(self, answer: Json, content: Json | None = None, method: str = "POST") -> httpx2.Response:
        """Continue the grant of an answer, at its time."""
        self.here.clock.turn(WAIT)
        going_on = answer["continue"]
        return await self.send(self.signed(method, going_on["uri"], content, going_on["access_token"]["value"]))

    async def manage(self, token: Json, method: str = "POST", content: Json | None = None) -> httpx2.Response:
        """Rotate a token (POST) or revoke it (DELETE)."""
        manage = token["manage"]
        return await self.send(self.signed(method, manage["uri"], content, manage["access_token"]["value"]))

    async def visit(self, uri: str, verb: str = "approve") -> None:
        """Let the owner open a start URI in the browser and answer there with the passkey."""
        path = uri.removeprefix(self.here.broker.settings.public_url)
        onward = await self.here.phone._post(path, {})
        await self.here.phone._answer(onward["next"], verb, None)  # type: ignore[arg-type]

    async def approved(self, *access: Any, **members: Any) -> Json:
        """Ask, let the owner approve in the inbox, and return the answer that grants."""
        return await self.granted(self.request(*access, **members))

    async def granted(self, request: Json) -> Json:
        """Send a request, let the owner approve it in the inbox, and return the answer that grants."""
        answer = (await self.post(request)).json()
        await self.decide(answer)
        granted: Json = (await self.go_on(answer)).json()
        return granted

    async def decide(self, answer: Json, verb: str = "approve", reason: str | None = None) -> None:
        """Let the owner answer the request of a pending answer in the inbox."""
        grant = answer["continue"]["uri"].rpartition("/")[2]
        approval = await self.here.broker.store.read(lambda session: session.get_one(ServerGrant, grant).approval)
        await self.here.phone.decide(approval or "", verb, reason)  # type: ignore[arg-type]


async def grants_of(here: Home, name: str = "shop") -> list[ServerGrant]:
    """Return a client's grants, the oldest first."""

    def work(session: Session) -> list[ServerGrant]:
        rows = session.exec(select(ServerGrant).where(ServerGrant.agent == name).order_by(ServerGrant.created_at))  # type: ignore[arg-type]
        return [row.model_copy() for row in rows]

    return await here.broker.store.read(work)


async def approvals_of(here: Home, name: str = "shop") -> list[Approval]:
    """Return what a client's owner was asked, the oldest first."""

    def work(session: Session) -> list[Approval]:
        rows = session.exec(select(Approval).where(Approval.agent == name).order_by(Approval.created_at))  # type: ignore[arg-type]
        return [row.model_copy() for row in rows]

    return await here.broker.store.read(work)


async def refusals(here: Home) -> list[str]:
    """Return why requests were refused, as the record has it, the oldest first."""
    kind = select(Audit.data).where(col(Audit.kind) == "server.request_refused").order_by(col(Audit.seq))
    return [json.loads(data)["why"] for data in await here.broker.store.read(lambda it: list(it.exec(kind)))]
