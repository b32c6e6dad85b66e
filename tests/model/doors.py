"""The shipped doors before a moment of a model: its rows in a database, its browsers with their sessions.

Nothing is decided here: what a browser is shown, and what it changes, is the broker's own answer to its request. The
people and their sessions stand in the database once; what a moment adds and changes is thrown away when it is over.
"""

import asyncio
import json
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property
from typing import Any, TypeVar, cast

from sqlalchemy import Engine, StaticPool, create_engine
from sqlmodel import SQLModel
from starlette.applications import Starlette
from structlog.testing import capture_logs

from broker.client import callback
from broker.client.context import Context
from broker.client.instance import ClientInstance
from broker.client.performing import Performer
from broker.client.renewing import Renewals
from broker.client.rows import Rows
from broker.client.upstream.calling import Upstreams
from broker.gnap.http_message import HttpMessage
from broker.http import Answer, Http
from broker.phone import routes, sessions
from broker.phone.called_back import CalledBack
from broker.ratchet.pinning import Pins
from broker.store.query import Session, col, delete
from broker.store.store import Store
from broker.store.tables import Agent, ClientKey, Owner, PhoneSession
from broker.store.transaction import gathered
from tests.approval.signing import Signer
from tests.model.shipped import remembered
from tests.phone.house import ORIGIN, VAULT, House
from tests.phone.led import _client
from tests.stand_ins import NOW, counting_mint, key_named

ABROAD = "https://as.example/gnap"  # the grant endpoint of somebody else's server
KEEPERS = {"phone": ("alice", 1), "laptop": ("alice", 2), "bob": ("bob", 3)}  # a browser's owner, and its passkey
SESSIONS = {"phone": (1, 2), "laptop": (1,), "bob": (1,)}  # the numbers of the sessions that it may have

T = TypeVar("T")


class AtOnce:
    """A store whose work is done at once, in the session of the moment."""

    session: Session

    async def read(self, work: Callable[[Session], T]) -> T:
        """Return what the work returns."""
        return work(self.session)

    async def write(self, work: Callable[[Session], T]) -> T:
        """Do the work; it is written when this returns."""
        made = work(self.session)
        self.session.flush()
        return made


@dataclass
class Line:
    """The way out: what left, and what is answered to it."""

    answer: Callable[[HttpMessage], Answer]
    sent: list[HttpMessage] = field(default_factory=list)

    async def to_server(self, message: HttpMessage) -> Answer:
        """Return the answer of the authorization server."""
        self.sent.append(message)
        return self.answer(message)


def _no_answer(_: HttpMessage) -> Answer:
    return Answer(500, {}, b"")


def _no_rows(_: Context) -> list[Any]:
    return []


class Doors(House):
    """A house whose door has the callbacks too, as `app` mounts them."""

    line = Line(_no_answer)

    @cached_property
    def context(self) -> Context:
        """What the client instance is given."""
        return Context(
            public_url=ORIGIN,
            grant_endpoint=f"{ORIGIN}/gnap",
            origin=ORIGIN,
            rp_id="localhost",
            vault=VAULT,
            now=lambda: self.clock,
            mint=counting_mint(),
            policies=lambda _: None,
            connectors=list,
        )

    @cached_property
    def pins(self) -> Pins:
        """What is proposed by itself; here are no files, so it is nothing."""
        return Pins(self.store, self.files, self.context.now, self.context.mint)

    @cached_property
    def client(self) -> ClientInstance:
        """The client instance, whose driver comes only when it is called for."""
        made = ClientInstance(self.store, self.context, cast(Http, self.line), self.pins)
        made._driver = _Elsewhere()  # type: ignore[assignment]
        return made

    @cached_property
    def performer(self) -> Performer:
        """The driver's hands."""
        http, rows = cast(Http, self.line), Rows(self.store, self.context)
        renewals = Renewals(self.store, self.context, http)
        return Performer(self.store, self.context, http, rows, renewals, Upstreams(http), self.pins)

    @cached_property
    def mounted(self) -> Starlette:
        """The owner's pages, and the callbacks."""
        return Starlette(routes=[*callback.routes(self.client, CalledBack(self.deps)), *routes(self.deps)])


class _Elsewhere:
    async def drive_unhurried(self, grant: str) -> None:
        """Do nothing yet."""


@dataclass
class Answered:
    """What a browser got."""

    status: int
    headers: dict[str, str]
    text: str

    def json(self) -> Any:
        """Return what a script reads."""
        return json.loads(self.text)


@dataclass
class Moment:
    """What stands at one moment, and what may be done in it."""

    session: Session
    doors: Doors
    logged: list[Any]

    def get(self, browser: str, number: int, path: str) -> Answered:
        """Open an address in a browser that has the cookie of its session of that number (0: it has none)."""
        return run(self._asked("GET", browser, number, path, b""))

    def post(self, browser: str, number: int, path: str, body: object) -> Answered:
        """Post as our own page does."""
        work = self._asked("POST", browser, number, path, json.dumps(body).encode())
        # at the callback the body has a deadline, which wants a loop
        return asyncio.run(work) if path.startswith("/callback/") else run(work)

    def audited(self) -> str:
        """Return everything that was written into the audit, and everything that was logged."""
        return json.dumps([str(one) for one in gathered(self.session).entries] + [str(one) for one in self.logged])

    async def _asked(self, method: str, browser: str, number: int, path: str, body: bytes) -> Answered:
        place, _, query = path.partition("?")
        sent = {"host": "localhost:8765", "origin": ORIGIN, "sec-fetch-site": "same-origin"}
        sent |= {"content-type": "application/json"} if body else {}
        sent |= {"cookie": f"{self.doors.deps.cookie}={cookie(browser, number)}"} if number else {}
        scope = {
            "type": "http",
            "method": method,
            "path": place,
            "raw_path": place.encode(),
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
            "scheme": "http",
            "server": ("192.0.2.1", 8765),
            "client": ("203.0.113.9", 50_000),
            "http_version": "1.1",
        }
        told: list[Any] = []

        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            told.append(message)

        await self.doors.mounted(scope, receive, send)
        headers = {name.decode(): value.decode() for name, value in told[0]["headers"]}
        return Answered(told[0]["status"], headers, b"".join(one.get("body", b"") for one in told).decode())


def run(work: Coroutine[Any, Any, T]) -> T:
    """Return what comes of it: nothing here waits for anything, so no loop has to turn."""
    try:
        work.send(None)
    except StopIteration as done:
        return cast(T, done.value)
    raise AssertionError("it waits for something")


def cookie(browser: str, number: int) -> str:
    """Return the value of the cookie of a browser's session of that number."""
    return f"{browser}-{number}".ljust(43, "x")


def digest(browser: str, number: int) -> str:
    """Return how that session is known in the database."""
    return sessions._digest(cookie(browser, number))


def signed_in(phone: int) -> dict[str, int]:
    """Return the sessions that there are; below 0: the phone was signed out of that one, and its cookie was kept."""
    there = phone if phone > 0 or not ended(-phone) else 0
    return {"phone": abs(there), "laptop": 1, "bob": 1}


@remembered
def ended(number: int) -> bool:
    """Tell whether POST /signout on the phone ends its session of that number."""
    with moment(NOW, {"phone": number}) as here:
        here.post("phone", number, "/signout", {})
        return here.session.get(PhoneSession, digest("phone", number)) is None


@contextmanager
def moment(
    now: datetime,
    signed_in: dict[str, int],
    rows: Callable[[Context], list[Any]] = _no_rows,
    answer: Callable[[HttpMessage], Answer] = _no_answer,
) -> Iterator[Moment]:
    """Lay out a moment: who is signed in, by the number of their session (0: nobody), further rows, what is said."""
    doors = _doors()
    with Session(_engine()) as session, capture_logs() as logged:
        doors.clock, doors.store.session = now, session  # type: ignore[attr-defined]
        doors.line.answer, doors.line.sent = answer, []
        there = [digest(name, number) for name, number in signed_in.items()]
        session.execute(delete(PhoneSession).where(col(PhoneSession.digest).not_in(there)))
        session.add_all(rows(doors.context))
        session.flush()
        yield Moment(session, doors, cast("list[Any]", logged))


@cache
def _doors() -> Doors:
    return Doors(cast(Store, AtOnce()))


@cache
def _engine() -> Engine:
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session:
        _people(session)
        session.commit()
    return engine


def _people(session: Session) -> None:
    session.add_all([Owner(name=name, created_at=NOW) for name in ("alice", "bob")])
    session.flush()
    session.add(Agent(name="scout", owner="alice", credential_digest="x", created_at=NOW))
    session.add_all([Signer(seed).row(owner) for owner, seed in KEEPERS.values()])
    session.flush()
    for name, (owner, seed) in KEEPERS.items():
        for number in SESSIONS[name]:
            sessions.begin(session, cookie(name, number), owner=owner, passkey=Signer(seed).id, now=NOW)
    session.add(_client())
    key = key_named("k_1", 1)
    sealed = VAULT.seal(key.to_bytes(), table="client_key", row="k_1", column="private")
    session.add(
        ClientKey(
            id="k_1",
            agent="scout",
            authorization_server=ABROAD,
            public_jwk=key.public.jwk,
            private_sealed=sealed,
            created_at=NOW,
        )
    )
