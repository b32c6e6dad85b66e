"""The phone's door with a real store, in process: owners with passkeys, approvals that wait, a browser to post with."""

from base64 import urlsafe_b64decode
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from secrets import token_bytes
from typing import Any

import httpx2
from starlette.applications import Starlette

from broker.approval.document import ApprovalDocument
from broker.phone import PhoneDeps, routes
from broker.phone.enrol import new_link
from broker.phone.sessions import begin
from broker.store import Store
from broker.store.query import Session, col, select
from broker.store.tables import Approval, Audit, Challenge, Owner
from broker.wakeups import LocalWakeups
from tests.approval.asks import document
from tests.approval.signing import Signer, b64
from tests.stand_ins import NOW

ORIGIN = "http://localhost:8765"


@dataclass
class House:
    """The deps of one door, the clock in hand, and what `decided` was told."""

    store: Store
    public_url: str = ORIGIN
    clock: datetime = NOW
    told: list[tuple[str, str | None]] = field(default_factory=list)

    @property
    def deps(self) -> PhoneDeps:
        return PhoneDeps(self.store, self.public_url, lambda: self.clock, token_bytes, self._decided)

    @property
    def app(self) -> Starlette:
        return Starlette(routes=routes(self.deps))

    def _decided(self, session: Session, approval: Approval) -> None:
        assert session.get(Approval, approval.id) is approval
        self.told.append((approval.id, approval.decision))

    def link(self, owner: str = "alice") -> str:
        """Return the secret of a fresh enrolment link."""
        return new_link(self.store, owner, self.clock, token_bytes).removeprefix("/pair#")

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

    def browser(self) -> "Browser":
        return Browser(self, None)

    async def ask(
        self,
        id: str = "approval-1",
        asked: ApprovalDocument | None = None,
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

    def __init__(self, house: House, token: str | None) -> None:
        self._http = httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=house.app), base_url=house.public_url, trust_env=False
        )
        if token:
            self._http.cookies.set(house.deps.cookie, token)
        self.origin = house.deps.origin

    @property
    def cookies(self) -> httpx2.Cookies:
        return self._http.cookies

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

    async def challenge(self, approval: str = "approval-1", verb: str = "approve") -> bytes:
        """Ask for a challenge as the page does, and return its bytes."""
        answer = await self.post(f"/approve/{approval}/options", {"verb": verb})
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


def unb64(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@asynccontextmanager
async def house_at(url: str, public_url: str = ORIGIN) -> AsyncIterator[House]:
    store = Store.open(url, wakeups=LocalWakeups())
    try:
        yield House(store, public_url)
    finally:
        await store.close()
