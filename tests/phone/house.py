"""The phone's door with a real store, in process: owners with passkeys, approvals that wait, a browser to post with."""

from base64 import urlsafe_b64decode
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_bytes
from tempfile import gettempdir
from typing import Any, cast

import httpx2
from starlette.applications import Starlette

from broker.agents.client_documents import ClientDocuments
from broker.agents.hosts import Hosts
from broker.agents.starting import StartingPolicies
from broker.approval.document import ApprovalDocument
from broker.approval.proposal import Item
from broker.approval.rights_document import RightsDocument
from broker.authserver import finish, stopping
from broker.authserver.context import Context
from broker.authserver.visits import Visits
from broker.files import Files
from broker.http import Answer, NotSent
from broker.ownership import Ownership
from broker.phone import PhoneDeps, routes
from broker.phone.devices import perform_remove_device
from broker.phone.enrol import digest_of, new_pairing, perform_device, type_digits
from broker.phone.sessions import begin
from broker.ratchet.proposals import Perform, propose
from broker.store import Store
from broker.store.query import Session, col, select
from broker.store.tables import (
    Agent,
    Approval,
    Audit,
    Challenge,
    ClientGrant,
    Owner,
    Pairing,
    Passkey,
    Proposal,
    ServerGrant,
)
from broker.vault import Vault
from broker.wakeups import LocalWakeups
from tests.approval.asks import document
from tests.approval.signing import Signer, b64
from tests.fresh_database import laid
from tests.stand_ins import NOW

ORIGIN = "http://localhost:8765"
VAULT = Vault({"1": b"k" * 32}, "1")
TERMINAL = "the secret of the terminal"


@dataclass
class House:
    """The deps of one door, the clock in hand, and what `decided` was told."""

    store: Store
    public_url: str = ORIGIN
    clock: datetime = NOW
    told: list[tuple[str, str | None]] = field(default_factory=list)
    pairing: str = ""  # the one made last
    wakeups: LocalWakeups = field(default_factory=LocalWakeups)
    files: Files = field(default_factory=lambda: Files(Path(gettempdir())))
    published: dict[str, bytes] = field(default_factory=dict)  # documents of clients, by address

    @property
    def acts(self) -> Ownership:
        return Ownership(cast(Any, None), "https://as.example/gnap", "https://as.example/callback/", token_bytes)

    @property
    def perform(self) -> Perform:
        mine: dict[str, Callable[[Session, Any, Proposal, datetime], None]] = {
            "device": perform_device,
            "remove-device": perform_remove_device,
            "agent": _add_agent,
            "host": self.hosts.perform,
            "policy": self.hosts.perform_policy,
        }
        return {**self.acts.performers(), **mine}

    @property
    def hosts(self) -> Hosts:
        documents = ClientDocuments(self._fetch, lambda: self.clock)
        return Hosts(
            self.public_url, documents, VAULT, token_bytes, _add_without_credential, StartingPolicies(self.files)
        )

    async def _fetch(self, uri: str) -> Answer:
        if uri not in self.published:
            raise NotSent("nothing is published there")
        return Answer(200, {"content-type": "application/json"}, self.published[uri])

    @property
    def deps(self) -> PhoneDeps:
        return PhoneDeps(
            store=self.store,
            public_url=self.public_url,
            now=lambda: self.clock,
            mint=token_bytes,
            decided=self._decided,
            perform=self.perform,
            freeze=self.acts.freeze,
            propose_unfreeze=self.acts.propose_unfreeze,
            end=self.acts.revoke,
            propose_lift=self.acts.propose_lift,
            visits=Visits(self.server),
            hosts=self.hosts,
            opened=self.opened,
            wakeups=self.wakeups,
            revoke_tokens=stopping.revoke_grant,
        )

    @property
    def server(self) -> Context:
        """The embedded authorization server's side of this house."""
        return Context(
            grant_endpoint=f"{self.public_url}/gnap",
            public_url=self.public_url,
            vault=VAULT,
            now=lambda: self.clock,
            mint=token_bytes,
            policies=lambda _: None,
            connectors=list,
        )

    @property
    def app(self) -> Starlette:
        return Starlette(routes=routes(self.deps))

    def _decided(self, session: Session, approval: Approval) -> None:
        assert session.get(Approval, approval.id) is approval
        if session.get(ServerGrant, approval.grant) is not None:
            finish.decided(session, self.server, approval, self.clock)
        self.told.append((approval.id, approval.decision))

    @staticmethod
    def opened(row: ClientGrant, column: str) -> str:
        """Return a sealed column of an ask, as the client instance seals it."""
        value = getattr(row, f"{column}_sealed")
        if value is None:
            raise LookupError(column)
        return VAULT.open(value, table="client_grant", row=row.id, column=column).decode()

    def link(self, owner: str = "alice") -> str:
        """Return the secret of a fresh pairing's link."""

        def work(session: Session) -> tuple[str, str]:
            made, path = new_pairing(
                session, owner=owner, terminal_digest=digest_of(TERMINAL), now=self.clock, mint=token_bytes
            )
            return made.id, path.removeprefix("/pair#")

        self.pairing, secret = self.store.write_sync(work)
        return secret

    async def type_digits(self, digits: str, *, terminal: str = TERMINAL, pairing: str | None = None) -> Pairing:
        """Type digits at the terminal of the pairing made last."""

        def work(session: Session) -> Pairing:
            return type_digits(
                session,
                pairing_id=pairing or self.pairing,
                terminal_secret=terminal,
                digits=digits,
                now=self.clock,
                mint=token_bytes,
            )

        return await self.store.write(work)

    async def propose(self, *items: Item, owner: str = "alice", **more: Any) -> str:
        """Propose something to an owner; return the proposal's id."""

        def work(session: Session) -> str:
            return propose(session, owner=owner, items=items, now=self.clock, mint=token_bytes, **more).id

        return await self.store.write(work)

    async def proposal(self, proposal_id: str) -> Proposal:
        return await self.store.read(lambda session: session.get_one(Proposal, proposal_id))

    async def passkeys(self) -> list[Passkey]:
        live = select(Passkey).where(col(Passkey.removed_at).is_(None)).order_by(col(Passkey.created_at))
        return await self.store.read(lambda session: list(session.scalars(live)))

    async def owner(self, name: str) -> None:
        await self.store.write(lambda session: session.add(Owner(name=name, created_at=NOW)))

    async def signed_in(self, owner: str = "alice", seed: int = 1) -> "Browser":
        """Return the browser of an owner whose passkey is `Signer(seed)`."""
        token = b64(token_bytes(32))

        def work(session: Session) -> None:
            if session.get(Owner, owner) is None:
                session.add(Owner(name=owner, created_at=NOW))
                session.flush()
            session.add(Signer(seed).row(owner))
            session.flush()
            begin(session, token, owner=owner, passkey=Signer(seed).id, now=self.clock)

        await self.store.write(work)
        return Browser(self, token)

    def browser(self, peer: str = "203.0.113.9") -> "Browser":
        """Return a browser without a session, at some address."""
        return Browser(self, None, peer)

    async def ask(
        self,
        id: str = "approval-1",
        asked: ApprovalDocument | RightsDocument | None = None,
        **fields: Any,
    ) -> Approval:
        """Store an approval that waits for its owner."""
        asked = asked or document()
        row: dict[str, Any] = {
            "id": id,
            "grant": f"grant-of-{id}",
            "agent": asked.agent,
            "owner": asked.owner,
            "document": asked.canonical().decode(),
            "digest": asked.digest,
            "created_at": NOW,
            "valid_until": asked.valid_until_time(),
        }
        await self.store.write(lambda session: session.add(Approval(**row | fields)))
        return await self.approval(id)

    async def approval(self, id: str = "approval-1") -> Approval:
        return await self.store.read(lambda session: session.get_one(Approval, id))

    async def change(self, change: Callable[[Session], object]) -> None:
        """Change rows behind the door's back."""

        def work(session: Session) -> None:
            change(session)

        await self.store.write(work)

    async def audited(self) -> list[str]:
        kinds = select(Audit.kind).order_by(col(Audit.seq))
        return await self.store.read(lambda session: list(session.scalars(kinds)))

    async def open_challenges(self) -> int:
        unused = select(Challenge.id).where(col(Challenge.used_at).is_(None))
        return await self.store.read(lambda session: len(session.scalars(unused).all()))

    def later(self, **span: float) -> None:
        self.clock += timedelta(**span)


class Browser:
    """What a browser sends: its cookie, its Origin, its fetch metadata. Each can be left out or changed."""

    def __init__(self, house: House, token: str | None, peer: str = "203.0.113.9") -> None:
        app = house.app

        async def at_an_address(scope: Any, receive: Any, send: Any) -> None:
            await app(scope | {"server": ("192.0.2.1", 8765)}, receive, send)

        inside = httpx2.ASGITransport(app=at_an_address, client=(peer, 50_000))
        self._http = httpx2.AsyncClient(transport=inside, base_url=house.public_url, trust_env=False)
        if token:
            self._http.cookies.set(house.deps.cookie, token)
        self.origin = house.deps.origin

    @property
    def cookies(self) -> httpx2.Cookies:
        return self._http.cookies

    def speaks(self, languages: str) -> "Browser":
        """Let it ask for these languages from now on (`Accept-Language`)."""
        self._http.headers["accept-language"] = languages
        return self

    async def get(self, path: str) -> httpx2.Response:
        return await self._http.get(path, follow_redirects=False)

    async def post(self, path: str, body: object = None, **headers: str | None) -> httpx2.Response:
        """Post as our own page does; `sec_fetch_site=None` leaves that header out."""
        usual: dict[str, str | None] = {"origin": self.origin, "sec_fetch_site": "same-origin"}
        sent = {name.replace("_", "-"): value for name, value in (usual | headers).items() if value is not None}
        return await self._http.post(path, json={} if body is None else body, headers=sent)

    async def raw(self, path: str, content: bytes, **headers: str) -> httpx2.Response:
        sent = {"origin": self.origin, "sec-fetch-site": "same-origin", "content-type": "application/json"}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self._http.post(path, content=content, headers=sent | named)

    async def challenge(self, approval: str = "approval-1", verb: str = "approve", path: str = "/approve") -> bytes:
        """Ask for a challenge as the page does, and return its bytes."""
        answer = await self.post(f"{path}/{approval}/options", {"verb": verb})
        assert answer.status_code == 200, answer.text
        return unb64(answer.json()["challenge"])

    async def decide(
        self, assertion: dict[str, Any], approval: str = "approval-1", verb: str = "approve", **more: Any
    ) -> httpx2.Response:
        return await self.post(f"/approve/{approval}/decide", {"verb": verb, "assertion": assertion} | more)

    async def approve(self, approval: str = "approval-1", signer: Signer | None = None) -> httpx2.Response:
        """Approve as an honest person does."""
        challenge = await self.challenge(approval)
        return await self.decide((signer or Signer()).assertion(challenge, origin=self.origin), approval)

    async def sign(self, proposal: str, signer: Signer | None = None, verb: str = "approve") -> httpx2.Response:
        """Answer a proposal with the passkey."""
        challenge = await self.challenge(proposal, verb, "/proposals")
        assertion = (signer or Signer()).assertion(challenge, origin=self.origin)
        return await self.post(f"/proposals/{proposal}/decide", {"verb": verb, "assertion": assertion})


def _add_agent(session: Session, item: Any, proposal: Proposal, now: datetime) -> None:
    # the key and the registration of a real agent are the broker's business
    row = Agent(name=item.agent, owner=proposal.owner, credential_digest=item.credential_digest, created_at=now)
    session.add(row)


def _add_without_credential(session: Session, agent: str, proposal: Proposal, now: datetime) -> None:
    session.add(Agent(name=agent, owner=proposal.owner, credential_digest=f"nobody's, {agent}", created_at=now))


def unb64(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@asynccontextmanager
async def house_at(url: str, public_url: str = ORIGIN) -> AsyncIterator[House]:
    wakeups = LocalWakeups()
    store = Store.open(laid(url), wakeups=wakeups)
    try:
        yield House(store, public_url, wakeups=wakeups)
    finally:
        await store.close()
