"""An installation whose agent may call a plain HTTP API that knows no GNAP, and that API, which keeps its requests."""

import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl

from broker.client.view import GrantView, Refused
from broker.connectors.call import call_for
from broker.gnap.http_message import HttpMessage
from broker.http import Answer
from broker.store.query import select
from broker.store.tables import Audit
from broker.vault import Secret
from tests.home import WAIT, Home, home

SECRET = "tr_live/Zm9v+8a7c&b2d9=e4f"
API = "https://tracker.example"
CREDENTIAL = "credential: {kind: api_key, header: Authorization, scheme: Bearer}"
TOKEN_ENDPOINT = "https://login.tracker.example/token"
OAUTH2 = f"credential: {{kind: oauth2, token_endpoint: '{TOKEN_ENDPOINT}', client_id: countersign}}"
REVOCATION_ENDPOINT = "https://login.tracker.example/revoke"
REVOCABLE = OAUTH2.replace("}", f", revocation_endpoint: '{REVOCATION_ENDPOINT}'}}")
CONNECTOR = f"""\
name: tracker
title: Issue tracker
resource_server: {API}
authorization_server: embedded
{CREDENTIAL}
operations:
  - name: tracker_read
    title: Read an issue
    request: GET /issues/{{issue}}
    parameters: {{issue: {{type: string}}}}
    access: {{type: issue, actions: [read], locations: ["{API}/issues/{{issue}}"], identifier: $issue}}
  - name: tracker_open
    title: Open an issue
    request: POST /issues
    parameters: {{title: {{type: string}}}}
    access: {{type: issue, actions: [create], locations: ["{API}/issues"], title: $title}}
  - name: tracker_close
    title: Close an issue
    request: DELETE /issues/{{issue}}
    parameters: {{issue: {{type: string}}}}
    access: {{type: issue, actions: [close], locations: ["{API}/issues/{{issue}}"], identifier: $issue}}
"""
RULES = f"""
  - {{id: read-issues, decide: allow, access: {{type: issue, actions: [read], locations: ["{API}/*"]}}}}
  - {{id: open-issues, decide: ask, access: {{type: issue, actions: [create], locations: ["{API}/*"]}}}}
  - {{id: never-close-issues, decide: deny, access: {{type: issue, actions: [close]}}}}
"""


@dataclass
class PlainApi:
    """`calls` are the requests that reached the API; `answer` makes its answer to one."""

    here: Home
    calls: list[HttpMessage] = field(default_factory=list)
    answer: Callable[[HttpMessage], Answer] = lambda _: Answer(200, {}, b'{"number": 7}')
    asked: list[dict[str, str]] = field(default_factory=list)  # forms that reached the token endpoint
    give: Callable[[dict[str, str]], Awaitable[Answer]] | None = None
    given_back: list[dict[str, str]] = field(default_factory=list)  # forms that reached the revocation endpoint
    sent: list[HttpMessage] = field(default_factory=list)  # whole requests that reached either endpoint
    revoke: Callable[[], Answer] = lambda: Answer(200, {}, b"")

    async def put_in(self, secret: str = SECRET, *, sign: bool = True, got: bool = False) -> None:
        """Put a secret in, typed or `got` by the broker itself, and let the owner sign it."""
        now, propose = self.here.clock(), self.here.broker.ownership.propose_secret
        await self.here.broker.store.write(lambda s: propose(s, "tracker", Secret(secret), now, None, got=got).id)
        if sign:
            self.here.seal()

    async def remove(self) -> bool:
        """Take the secret away."""
        now, forget = self.here.clock(), self.here.broker.ownership.forget_secret
        return await self.here.broker.store.write(lambda s: forget(s, "tracker", now))

    async def ask(self, operation: str = "tracker_read", **arguments: object) -> GrantView | Refused:
        """Ask as the agent does, and let time pass until nothing is due."""
        connector = self.here.broker.client_context.connector("tracker")
        assert connector is not None
        call = call_for(connector, operation, arguments or {"issue": "7"})
        return await self.here.broker.client.ask("scout", call, reason="for a test")

    async def done(self, operation: str = "tracker_read", **arguments: object) -> GrantView:
        """Ask for what is allowed and return how it ended."""
        view = await self.ask(operation, **arguments)
        assert isinstance(view, GrantView), view
        await self.here.later(WAIT)
        return await self.here.view(view.id)

    def header(self, name: str) -> str | None:
        """Return a header of the last call."""
        return dict(self.calls[-1].headers).get(name)

    async def audited(self) -> str:
        """Return the whole record, as it is exported."""
        rows = await self.here.broker.store.read(lambda session: list(session.exec(select(Audit))))
        return json.dumps([[one.kind, one.subject, one.data] for one in rows])

    def stored(self) -> bytes:
        """Return the bytes of the whole database."""
        folder = self.here.broker.settings.state_dir
        return b"".join(path.read_bytes() for path in sorted(folder.glob("*.db*")))


@contextlib.asynccontextmanager
async def plain_api(folder: Path, connector: str = CONNECTOR) -> AsyncIterator[PlainApi]:
    """Lay out the installation; the API has no secret yet."""
    async with home(folder) as here:
        here.edit("policies/scout.yaml", "rules:\n", f"rules:{RULES}")
        here.write("tools/tracker.yaml", connector)
        made = PlainApi(here)

        async def to_resource(message: HttpMessage, seconds: float = 30.0) -> Answer:
            if message.target_uri in (TOKEN_ENDPOINT, REVOCATION_ENDPOINT):
                made.sent.append(message)
            if message.target_uri == TOKEN_ENDPOINT:
                made.asked.append(dict(parse_qsl((message.body or b"").decode(), strict_parsing=True)))
                assert made.give is not None
                return await made.give(made.asked[-1])
            if message.target_uri == REVOCATION_ENDPOINT:
                made.given_back.append(dict(parse_qsl((message.body or b"").decode(), strict_parsing=True)))
                return made.revoke()
            made.calls.append(message)
            return made.answer(message)

        setattr(here.broker.http, "to_resource", to_resource)  # noqa: B010 -- a method of the one instance
        yield made
