"""One request over the unix socket: what it may know and move, who made it, and how it is answered."""

import asyncio
import os
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from broker.approval.proposal import AgentItem, ClientItem, CredentialItem, KeyedItem
from broker.client.authorizing import Authorizing
from broker.config import Settings
from broker.notify.answers import Verdict
from broker.notify.outbox import Shows
from broker.notify.outside import Address
from broker.phone.deps import PhoneDeps
from broker.phone.door import Body, Refusal, body
from broker.phone.enrol import PairingRefused
from broker.phone.overview import Json
from broker.ratchet.freezing import NoSuchAgent
from broker.ratchet.proposals import CannotPerform
from broker.ratchet.reset import UnknownOwner
from broker.store.errors import StoreError
from broker.store.query import Session
from broker.store.tables import Proposal
from broker.store.verbs import audit
from broker.vault import Secret
from broker.wakeups import Wakeups

LONGEST_WAIT = 25.0  # seconds that one request may wait for a row to change
LOOK = 1.0  # seconds after which a waiter reads the row again, should a hint be lost

T = TypeVar("T")
BodyT = TypeVar("BodyT", bound=Body)
_ID = re.compile(r"[A-Za-z0-9_-]{1,1500}(?:\.[a-z0-9-]{1,40}){0,3}")  # a child's name has the joints of its chain

log = structlog.get_logger("countersign.local")


class LocalRefusal(Exception):
    """What was asked on the command line is not done; the message says why and what to do first."""

    def __init__(self, words: str, status: int = 409) -> None:
        super().__init__(words)
        self.status = status


class Acts(Protocol):
    """What owners do to an installation, each in the caller's transaction: widening is proposed, narrowing is done.

    Names and digests are strings, `uid` is the user id of whoever asks. Where it may not be, it raises one of
    `LocalDeps.refused`, with words.
    """

    def propose_agent(
        self, session: Session, item: AgentItem, owner: str | None, now: datetime, uid: int | None
    ) -> Proposal:
        """Propose a new agent to its owner."""

    def propose_client(
        self, session: Session, item: ClientItem, owner: str | None, now: datetime, uid: int | None
    ) -> Proposal:
        """Propose a new agent that speaks GNAP itself to its owner."""

    def propose_keyed(
        self, session: Session, item: KeyedItem, owner: str | None, now: datetime, uid: int | None
    ) -> Proposal:
        """Propose a new agent that signs in by a key of its own to its owner."""

    def propose_credential(
        self, session: Session, item: CredentialItem, now: datetime, uid: int | None
    ) -> Proposal:
        """Propose another credential for an agent to its owner."""

    def propose_lift(self, session: Session, agent: str, now: datetime, uid: int | None) -> Proposal:
        """Propose that an agent may ask again."""

    def propose_unfreeze(self, session: Session, agent: str | None, now: datetime, uid: int | None) -> Proposal:
        """Propose to its owner that an agent moves again; everything (None) to the first owner."""

    def propose_owner(self, session: Session, name: str, now: datetime, uid: int | None) -> Proposal:
        """Propose a further owner to the first one."""

    def propose_email(
        self, session: Session, owner: str | None, email: str, now: datetime, uid: int | None
    ) -> Proposal:
        """Propose to an owner the e-mail address that clients may be told."""

    def clear_email(self, session: Session, owner: str, now: datetime) -> None:
        """Forget the owner's e-mail address."""

    def propose_channel(
        self,
        session: Session,
        owner: str | None,
        address: Address,
        after: int,
        shows: Shows,
        now: datetime,
        uid: int | None,
    ) -> Proposal:
        """Propose to an owner another channel by which they are told."""

    def propose_secret(
        self, session: Session, name: str, value: Secret, now: datetime, uid: int | None, *, got: bool = False
    ) -> Proposal:
        """Propose to the first owner the secret that calls of a connector carry, typed or `got` by the broker."""

    def check_secret(self, session: Session, name: str) -> None:
        """Return where a secret of a connector could be proposed now."""

    def forget_secret(self, session: Session, name: str, now: datetime) -> bool:
        """Forget what calls of a connector carry; False where there was nothing."""

    def revocation(self, session: Session, name: str) -> str | None:
        """Return how the end of a connector's last refresh token was told to its server, in words."""

    def secrets(self, session: Session) -> list[Json]:
        """Return the connectors that need a secret, and what is wrong with each."""

    def propose_recovery(
        self, session: Session, owner: str | None, recovery_digest: str, now: datetime, uid: int | None
    ) -> Proposal:
        """Propose a new recovery code to its owner."""

    def freeze(self, session: Session, agent: str | None, now: datetime, owner: str | None) -> None:
        """Stop one agent, or everything (None)."""

    def revoke(self, session: Session, agent: str, now: datetime, owner: str | None) -> None:
        """End an agent for good."""


@dataclass(frozen=True)
class LocalDeps:
    """The broker, as far as the command line may know and move it.

    `give_back` ends one grant of an agent, at its authorization server too; `test_channel` says by one channel
    that it works; `upstream_tools` are what the MCP server of a connector lists now; `authorizing` gets refresh
    tokens. `problems` are those of the user's files; `refused` are the exceptions by which these say no.
    """

    phone: PhoneDeps
    acts: Acts
    refused: tuple[type[Exception], ...]
    wakeups: Wakeups
    settings: Settings
    version: str
    problems: Callable[[], Sequence[str]]
    give_back: Callable[[str, str], Awaitable[object]]
    test_channel: Callable[[str], Awaitable[Verdict]]
    upstream_tools: Callable[[str], Awaitable[list[Json]]]
    authorizing: Authorizing


@dataclass(frozen=True)
class Asked:
    """One request, when it came, and the user id of the process that made it (None where the kernel tells none)."""

    deps: LocalDeps
    request: Request
    now: datetime
    uid: int | None

    @property
    def sees_everything(self) -> bool:
        """Whether payees and amounts of all agents are this caller's business (decisions T4)."""
        return self.uid is not None and self.uid in (os.getuid(), 0)

    def demand_insight(self) -> None:
        """Return if the caller is the broker's own user or root, else refuse."""
        if not self.sees_everything:
            words = f"only root and the broker's own user (uid {os.getuid()}) may list this: look on a paired device"
            raise LocalRefusal(words, 403)

    async def body(self, model: type[BodyT]) -> BodyT:
        """Return the request's JSON. Raises a Refusal: too large, or of another shape."""
        return await body(self.request, model)

    def named(self, name: str) -> str:
        """Return a name or id out of the path; what no row can have is unknown."""
        value = str(self.request.path_params[name])
        if not _ID.fullmatch(value):
            raise LocalRefusal("there is nothing of that name", 404)
        return value

    def wait(self) -> float:
        """Return for how many seconds the caller wants to wait for a change: `?wait=`, within bounds."""
        text = self.request.query_params.get("wait", "0")
        return min(float(text), LONGEST_WAIT) if re.fullmatch(r"\d{1,4}(\.\d{1,3})?", text) else 0.0

    async def read(self, work: Callable[[Session], T]) -> T:
        """Return what the work reads."""
        return await self.deps.phone.store.read(work)

    async def write(self, work: Callable[[Session], T]) -> T:
        """Return what the work returns, once all of it is durable."""
        return await self.deps.phone.store.write(work)

    async def until(self, key: str, look: Callable[[Session], tuple[T, bool]]) -> T:
        """Return what `look` gives, as soon as it says True, or when the caller does not want to wait any longer."""
        loop = asyncio.get_running_loop()
        end = loop.time() + self.wait()
        async with self.deps.wakeups.listen(key) as ring:
            while True:
                found, done = await self.read(look)
                if done or loop.time() >= end:
                    return found
                await ring.wait(max(0.01, min(LOOK, end - loop.time())))

    def note(
        self, session: Session, kind: str, subject: str, *, agent: str | None = None, owner: str | None = None
    ) -> None:
        """Add to the audit what is done in this transaction, and which of this computer's users asked for it."""
        audit(session, kind=kind, subject=subject, at=self.now, agent=agent, owner=owner, data={"uid": self.uid})


Handler = Callable[[Asked], Awaitable[Json]]


def endpoint(deps: LocalDeps, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """Return the handler as an endpoint: its answer as JSON, a refusal as `{"error", "message"}`."""
    refused: tuple[type[Exception], ...] = (PairingRefused, NoSuchAgent, UnknownOwner, CannotPerform, *deps.refused)

    async def answer(request: Request) -> Response:
        asked = Asked(deps, request, deps.phone.now(), getattr(request.state, "peer_uid", None))
        try:
            return JSONResponse(await handler(asked))
        except LocalRefusal as why:
            return refusal("refused", str(why), why.status)
        except Refusal as why:
            return refusal(why.code, why.text, why.status)
        except refused as why:
            return refusal("refused", str(why), 409)
        except StoreError as why:
            log.error("store_unavailable", why=str(why))
            return refusal("unavailable", f"the database does not answer now: {why}", 503)

    return answer


async def not_ours(_: Request, why: Exception) -> Response:
    """Answer what no route takes, and what went wrong unforeseen: in words, without its insides."""
    if isinstance(why, HTTPException):
        words = "this broker does not know that request: is its version another one than the command's?"
        return refusal("unknown", words, why.status_code)
    return refusal("failed", "the broker failed at this: its log says why", 500)


def refusal(code: str, words: str, status: int) -> JSONResponse:
    """Return a refusal in words."""
    return JSONResponse({"error": code, "message": words}, status_code=status)
