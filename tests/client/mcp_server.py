"""An installation whose agent may call the tools of an MCP server, and that server: the official SDK's, in process."""

import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
from mcp.server import Server
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import CallToolResult, ListToolsResult, TextContent, Tool

from broker.client.view import GrantView, Refused
from broker.connectors.call import call_for
from broker.connectors.pinned import digest_of
from broker.gnap.http_message import HttpMessage
from broker.http import Answer
from broker.store.query import select
from broker.store.tables import Audit
from broker.vault import Secret
from tests.home import WAIT, Home, home

URL = "https://notes.example/mcp"
SECRET = "nk_live/Zm9v+8a7c&b2d9=e4f"
READ = {
    "name": "read_note",
    "description": "Read a note",
    "inputSchema": {"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]},
    "annotations": {"readOnlyHint": True},
}
WRITE = {
    "name": "write-note",
    "description": "Write a note",
    "inputSchema": {
        "type": "object",
        "properties": {"id": {"type": "string"}, "text": {"type": "string"}, "at": {"type": "number", "maximum": 0.5}},
        "required": ["id", "text"],
    },
}
CREDENTIAL = "credential: {kind: api_key, scheme: Bearer}"
CONNECTOR = f"""\
kind: mcp
name: notes
title: Notes of the team
url: {URL}
prefix: notes
{CREDENTIAL}
operations:
  - tool: read_note
    title: Read one note
    pinned: {{sha256: {digest_of(READ)}, says: "Read a note"}}
    parameters: {{id: {{type: string}}}}
    access: {{type: note, actions: [read], locations: ["{URL}"], identifier: $id}}
    destructive: false
  - tool: write-note
    title: Write one note
    description: Replaces the text of a note.
    pinned: {{sha256: {digest_of(WRITE)}}}
    parameters: {{id: {{type: string}}, text: {{type: string}}}}
    access: {{type: note, actions: [write], locations: ["{URL}"], identifier: $id, text: $text}}
"""
RULES = f"""
  - {{id: read-notes, decide: allow, access: {{type: note, actions: [read], locations: ["{URL}"]}}}}
  - {{id: write-notes, decide: ask, access: {{type: note, actions: [write], locations: ["{URL}"]}}}}
"""

Answering = Callable[[HttpMessage], Awaitable[Answer]]


@dataclass
class Upstream:
    """`tools` are what the server lists now; `called` what it ran; `messages` all that reached it."""

    here: Home
    tools: list[dict[str, Any]] = field(default_factory=lambda: [READ, WRITE])
    called: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    messages: list[HttpMessage] = field(default_factory=list)
    say: Callable[[str, dict[str, Any]], CallToolResult] = lambda name, _: spoken(f"{name} is done")
    before: Callable[[HttpMessage], Answer | None] = lambda _: None

    async def put_in(self, secret: str = SECRET) -> None:
        """Put the connector's secret in, and let the owner sign it."""
        now, propose = self.here.clock(), self.here.broker.ownership.propose_secret
        await self.here.broker.store.write(lambda s: propose(s, "notes", Secret(secret), now, None).id)
        self.here.seal()

    async def ask(self, operation: str = "notes_read_note", **arguments: object) -> GrantView | Refused:
        """Ask as the agent does."""
        connector = self.here.broker.client_context.connector("notes")
        assert connector is not None
        call = call_for(connector, operation, arguments or {"id": "7"})
        return await self.here.broker.client.ask("scout", call, reason="for a test")

    async def done(self, operation: str = "notes_read_note", **arguments: object) -> GrantView:
        """Ask for what is allowed and return how it ended."""
        view = await self.ask(operation, **arguments)
        assert isinstance(view, GrantView), view
        await self.here.later(WAIT)
        return await self.here.view(view.id)

    @property
    def methods(self) -> list[str]:
        """The methods of the messages that reached the server, in order."""
        return [_method(one) for one in self.messages]

    async def audited(self) -> str:
        """Return the whole record, as it is exported."""
        rows = await self.here.broker.store.read(lambda session: list(session.exec(select(Audit))))
        return json.dumps([[one.kind, one.subject, one.data] for one in rows])


def spoken(text: str, *, failed: bool = False) -> CallToolResult:
    """Return the result of a tool that answers with a text."""
    return CallToolResult(content=[TextContent(type="text", text=text)], is_error=failed)


def handshake_only(message: HttpMessage) -> Answer | None:
    """Turn away what speaks as of 2026-07-28, as servers of the era before do."""
    modern = dict(message.headers).get("mcp-protocol-version") == "2026-07-28"
    return Answer(400, {"content-type": "text/plain"}, b"Bad Request: no valid session ID") if modern else None


def modern_only(message: HttpMessage) -> Answer | None:
    """Turn away what speaks as before 2026-07-28."""
    modern = dict(message.headers).get("mcp-protocol-version") == "2026-07-28"
    return None if modern else Answer(400, {}, b"")


@contextlib.asynccontextmanager
async def upstream(folder: Path, connector: str = CONNECTOR, *, secret: bool = True) -> AsyncIterator[Upstream]:
    """Lay out the installation, with the server behind the connector `notes`."""
    async with home(folder) as here:
        here.edit("policies/scout.yaml", "rules:\n", f"rules:{RULES}")
        here.write("tools/notes.yaml", connector)
        made = Upstream(here)
        server = _server(made)
        # the SDK answers for one host only, and nothing here is reached by a name
        app = server.streamable_http_app(
            streamable_http_path="/mcp",
            transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
        )

        async def to_resource(message: HttpMessage, seconds: float = 30.0, enough: object = None) -> Answer:
            made.messages.append(message)
            refused = made.before(message)
            return refused if refused is not None else await _handed(app, message)

        setattr(here.broker.http, "to_resource", to_resource)  # noqa: B010 -- a method of the one instance
        async with server.session_manager.run():
            if secret:
                await made.put_in()
            yield made


def _server(made: Upstream) -> Server[Any]:
    async def listed(*_: Any) -> ListToolsResult:
        return ListToolsResult(tools=[Tool.model_validate(one) for one in made.tools], ttl_ms=0, cache_scope="private")

    async def called(_: Any, params: Any) -> CallToolResult:
        made.called.append((params.name, params.arguments or {}))
        return made.say(params.name, params.arguments or {})

    return Server("notes", on_list_tools=listed, on_call_tool=called)


async def _handed(app: Any, message: HttpMessage) -> Answer:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app)) as client:
        response = await client.request(
            message.method, message.target_uri, headers=list(message.headers), content=message.body
        )
    return Answer(response.status_code, dict(response.headers), response.content)


def _method(message: HttpMessage) -> str:
    return str(json.loads(message.body).get("method")) if message.body else message.method
