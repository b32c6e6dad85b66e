"""One installation whose tools stand behind somebody else's authorization server, and a resource server that counts."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from broker.client.view import GrantView, Refused
from broker.connectors.call import call_for
from broker.gnap.http_message import HttpMessage
from broker.http import Answer
from broker.phone import overview
from broker.store.query import Session, col, select
from broker.store.tables import Audit, ClientGrant
from tests.home import PUBLIC_URL, Home, home

POLICY = "policies/scout.yaml"
RULES = """
  - {id: read-things, decide: allow, access: {type: thing, actions: [read], locations: ["https://things.example/*"]}}
  - {id: ask-for-things, decide: ask, access: {type: thing, actions: [write], locations: ["https://things.example/*"]}}
"""
ANSWER = {"thing": "a thing"}
PATIENCE = 0.4  # seconds that one exchange may take here, where servers may stall
UNHURRIED = 10.0  # where none does
FAR_TOO_LONG = 10.0  # seconds
DAY = 25 * 3600


def connector(server: str) -> str:
    """Return a connector behind this authorization server, which is an address or more."""
    return f"""\
name: there
title: Things elsewhere
resource_server: https://things.example
authorization_server: {server}
operations:
  - name: there_read
    title: Read a thing
    request: GET /things/{{thing}}
    parameters: {{thing: {{type: string}}}}
    access: {{type: thing, actions: [read], locations: ["https://things.example/things/{{thing}}"], identifier: $thing}}
  - name: there_write
    title: Write a thing
    request: PUT /things/{{thing}}
    parameters: {{thing: {{type: string}}}}
    access:
      {{type: thing, actions: [write], locations: ["https://things.example/things/{{thing}}"], identifier: $thing}}
"""


@dataclass
class Abroad:
    """`calls` are the requests that reached the resource server; `things` makes each row's thing another one."""

    here: Home
    calls: list[HttpMessage] = field(default_factory=list)
    things: int = 0

    def behind(self, server: str) -> None:
        """Put the tools behind this authorization server, signed by the owner."""
        self.calls.clear()
        self.things += 1
        self.here.write("tools/there.yaml", connector(server))

    async def ask(self, operation: str = "there_read", *, run: bool = True) -> GrantView:
        """Ask for this row's thing."""
        made = self.here.broker.client_context.connector("there")
        assert made is not None
        call = call_for(made, operation, {"thing": f"thing-{self.things}"})
        view = await self.here.broker.client.ask("scout", call, reason="for a test", run=run)
        assert not isinstance(view, Refused), view
        return view

    @property
    def right(self) -> dict[str, Any]:
        """The right that this row's call needs."""
        where = f"https://things.example/things/thing-{self.things}"
        return {"type": "thing", "actions": ["read"], "locations": [where], "identifier": f"thing-{self.things}"}

    async def row(self, grant: str) -> ClientGrant:
        """Return the stored grant."""
        found = select(ClientGrant).where(col(ClientGrant.id) == grant)
        return await self.here.broker.store.read(lambda session: session.exec(found).one())

    async def until_over(self, grant: str) -> ClientGrant:
        """Let time pass until the grant is over; it must be, by its deadline and the end of its token."""
        for seconds in (1, 5, 5, 10, 60, 600, DAY, 600, 600):
            if (row := await self.row(grant)).state == "finalized":
                return row
            await self.here.later(seconds)
        row = await self.row(grant)
        assert row.state == "finalized", (row.state, row.status, row.intent, row.detail)
        return row

    async def told(self, grant: str) -> str:
        """Return everything that an agent, a terminal and the audit are told about a grant."""
        view = await self.here.view(grant)
        records = select(Audit).where(col(Audit.subject) == grant)
        audited = await self.here.broker.store.read(lambda session: [str(one) for one in session.exec(records)])
        return json.dumps([str(view), *audited, *await self.here.broker.store.read(self._in_a_terminal)])

    def _in_a_terminal(self, session: Session) -> list[str]:
        waiting = overview.inbox(session, self.here.clock(), in_full=True)
        return [json.dumps([waiting, overview.grants(session)], default=str)]

    def stored(self) -> bytes:
        """Return the bytes of the whole database."""
        folder = self.here.broker.settings.state_dir
        return b"".join(path.read_bytes() for path in sorted(folder.glob("*.db*")))


@contextlib.asynccontextmanager
async def abroad(folder: Path, public_url: str = PUBLIC_URL, patience: float = PATIENCE) -> AsyncIterator[Abroad]:
    """Lay out the installation: the owner is paired, and its policy knows things."""
    async with home(folder, public_url=public_url) as here:
        here.edit(POLICY, "rules:\n", f"rules:{RULES}")
        here.edit(POLICY, "asks_per_hour: 6, calls_per_minute: 60", "asks_per_hour: 600, calls_per_minute: 600")
        made = Abroad(here)

        async def to_resource(message: HttpMessage, seconds: float = 30.0) -> Answer:
            made.calls.append(message)
            return Answer(200, {}, json.dumps(ANSWER).encode())

        setattr(here.broker.http, "to_resource", to_resource)  # noqa: B010 -- a method of the one instance
        with _impatient(here, patience):
            yield made


@contextlib.contextmanager
def _impatient(here: Home, patience: float) -> Iterator[None]:
    """Shorten the deadline of every exchange, so that a test of what never ends does end."""
    in_full = here.broker.http.to_server
    # a server that failed often is left alone for a while, and here time passes only when a test turns the clock
    lines: Any = here.broker.http
    lines._lines["server"]._monotonic = lambda: here.clock().timestamp()

    async def quickly(message: HttpMessage, seconds: float = 30.0) -> Answer:
        async with asyncio.timeout(FAR_TOO_LONG):  # a reader that waits for each byte alone would still be there
            return await in_full(message, min(seconds, patience))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(here.broker.http, "to_server", quickly)
        yield
