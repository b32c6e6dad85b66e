"""A client of the agents' door in this process, without a socket: the messages of both eras, and no more of a client.

What is measured is then the door; a client's own work and the network are no part of it.
"""

import asyncio
import json
from typing import Any, Final, Protocol, cast

from starlette.types import ASGIApp

from broker.connect.door import SESSION, modern_headers

Json = dict[str, Any]

MODERN: Final = "2026-07-28"
HANDSHAKE: Final = "2025-11-25"
_CLIENT: Final = {"name": "bench", "version": "1"}
_BEGINS: Final = {"protocolVersion": HANDSHAKE, "clientInfo": _CLIENT, "capabilities": {}}


class Caller(Protocol):
    """Who calls tools."""

    async def call(self, name: str, arguments: Json, *, held: asyncio.Event | None = None) -> Json:
        """Return the message that answers. With `held`, progress is asked for, and it is set by the first note."""


class _Door:
    """Requests to the door `app` of the broker at `url`, with an agent's credential if there is one."""

    def __init__(self, app: ASGIApp, url: str, credential: str | None) -> None:
        self._app = app
        self._host = url.partition("://")[2]
        self._fixed = {
            "host": self._host,
            "content-type": "application/json",
            "accept": "application/json, text/event-stream",
        }
        if credential is not None:
            self._fixed["authorization"] = f"Bearer {credential}"

    async def post(
        self, message: Json, headers: dict[str, str], noted: asyncio.Event | None = None
    ) -> tuple[dict[str, str], bytes]:
        """Return the headers and the whole content of the answer; set `noted` when progress is told."""
        sent, said, got = json.dumps(message).encode(), bytearray(), dict[str, str]()
        stays = asyncio.Event()
        pending: list[Json] = [{"type": "http.request", "body": sent, "more_body": False}]

        async def receive() -> Any:
            if not pending:
                await stays.wait()  # the connection is open for as long as somebody wants its answer
            return pending.pop()

        async def send(event: Any) -> None:
            got.update((name.decode(), value.decode()) for name, value in event.get("headers", ()))
            said.extend(event.get("body", b""))
            if noted is not None and b"notifications/progress" in said:
                noted.set()
                said.clear()  # what is measured is not what a client keeps

        await self._app(self._scope(self._fixed | headers), receive, send)
        return got, bytes(said)

    def _scope(self, headers: dict[str, str]) -> Json:
        name, _, port = self._host.partition(":")
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "POST",
            "scheme": "http",
            "path": "/mcp",
            "raw_path": b"/mcp",
            "query_string": b"",
            "root_path": "",
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
            "server": (name, int(port or 80)),
            "client": ("127.0.0.1", 1),
        }


class Modern:
    """A client of MCP 2026-07-28: every request stands by itself."""

    def __init__(self, app: ASGIApp, url: str, credential: str | None = None) -> None:
        self._door = _Door(app, url, credential)

    async def call(self, name: str, arguments: Json, *, held: asyncio.Event | None = None) -> Json:
        """Call a tool."""
        meta = {
            "io.modelcontextprotocol/protocolVersion": MODERN,
            "io.modelcontextprotocol/clientInfo": _CLIENT,
            "io.modelcontextprotocol/clientCapabilities": {},
        }
        message = _call(1, name, arguments, meta, progress=held is not None)
        return _message_in((await self._door.post(message, modern_headers(message, MODERN), held))[1])


class Handshaken:
    """A client of MCP 2025-11-25: one session, opened by the first call."""

    def __init__(self, app: ASGIApp, url: str, credential: str | None = None) -> None:
        self._door = _Door(app, url, credential)
        self._session: asyncio.Task[dict[str, str]] | None = None
        self._number = 1

    async def call(self, name: str, arguments: Json, *, held: asyncio.Event | None = None) -> Json:
        """Call a tool."""
        if self._session is None:
            self._session = asyncio.create_task(self._begun())
        headers, self._number = await self._session, self._number + 1
        message = _call(self._number, name, arguments, {}, progress=held is not None)
        return _message_in((await self._door.post(message, headers, held))[1])

    async def _begun(self) -> dict[str, str]:
        first = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": _BEGINS}
        got, _ = await self._door.post(first, {})
        headers = {SESSION: got[SESSION], "mcp-protocol-version": HANDSHAKE}
        await self._door.post({"jsonrpc": "2.0", "method": "notifications/initialized"}, headers)
        return headers


def _call(number: int, name: str, arguments: Json, meta: Json, *, progress: bool) -> Json:
    meta = meta | ({"progressToken": number} if progress else {})
    params = {"name": name, "arguments": arguments, "_meta": meta}
    return {"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": params}


def _message_in(said: bytes) -> Json:
    """Return the last message of an answer, be it JSON or a stream of events."""
    lines = [line.removeprefix(b"data:").strip() for line in said.splitlines() if line.startswith(b"data:")]
    return cast(Json, json.loads(lines[-1] if lines else said))
