"""The relay with its two ends in a test's hands: lines to it, messages from it, and a cable to the broker to pull."""

import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import anyio
import httpx2
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from mcp.types import LATEST_PROTOCOL_VERSION

from broker.connect.door import new_client
from broker.connect.stdio import Relay
from broker.vault import Secret
from tests.actors import PATIENCE

Message = dict[str, Any]
MODERN = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": {},
    "io.modelcontextprotocol/clientInfo": {"name": "some-agent", "version": "1"},
}
assert LATEST_PROTOCOL_VERSION


@dataclass
class Cable(httpx2.AsyncBaseTransport):
    """A way to the broker that can be pulled out; what went through it is kept."""

    plugged: bool = True
    sent: list[httpx2.Request] = field(default_factory=list)
    way: httpx2.AsyncBaseTransport = field(default_factory=httpx2.AsyncHTTPTransport)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Carry a request, or fail as an address does where nobody listens."""
        if not self.plugged:
            raise httpx2.ConnectError("connection refused", request=request)
        self.sent.append(request)
        return await self.way.handle_async_request(request)

    async def aclose(self) -> None:
        """Close the way."""
        await self.way.aclose()


@dataclass
class Wire:
    """One client's end of the relay."""

    cable: Cable
    lines: MemoryObjectSendStream[bytes]
    heard: MemoryObjectReceiveStream[Message]
    said: list[str] = field(default_factory=list)

    async def write(self, message: Message | bytes) -> None:
        """Write one line."""
        await self.lines.send(message if isinstance(message, bytes) else json.dumps(message).encode())

    async def next(self) -> Message:
        """Return the next message that comes out."""
        with anyio.fail_after(PATIENCE):
            return await self.heard.receive()

    async def answer_to(self, request_id: object) -> Message:
        """Return the next answer, which must be to this request; what comes before it is no answer."""
        while "method" in (message := await self.next()):
            pass
        assert message["id"] == request_id, message
        return message

    async def ask(self, request_id: object, method: str, params: Message | None = None, *, modern: bool) -> Message:
        """Send a request and return its answer."""
        await self.write(request(request_id, method, params, modern=modern))
        return await self.answer_to(request_id)

    async def shake_hands(self, capabilities: Message | None = None) -> Message:
        """Begin a session of the handshake era."""
        said = {
            "protocolVersion": "2025-11-25",
            "capabilities": capabilities or {},
            "clientInfo": {"name": "some-agent", "version": "1"},
        }
        answer = await self.ask("hello", "initialize", said, modern=False)
        await self.write({"jsonrpc": "2.0", "method": "notifications/initialized"})
        return answer


def request(request_id: object, method: str, params: Message | None = None, *, modern: bool) -> Message:
    """Return a request as a client of one era writes it."""
    content = dict(params or {})
    if modern:
        content["_meta"] = MODERN | content.get("_meta", {})
    return {"jsonrpc": "2.0", "id": request_id, "method": method, "params": content}


@contextlib.asynccontextmanager
async def relayed(url: str, credential: str, cable: Cable | None = None) -> AsyncIterator[Wire]:
    """Run a relay to the door at `url`; in the end close its lines and wait until it has left."""
    cable = cable or Cable()
    line_in, line_out = anyio.create_memory_object_stream[bytes](0)
    told_in, told_out = anyio.create_memory_object_stream[Message](100)
    wire = Wire(cable, line_in, told_out)
    async with new_client(Secret(credential)) as http, line_in, line_out, told_in, told_out:
        http._transport = cable
        relay = Relay(url, http, told_in.send, wire.said.append)
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(relay.run, line_out)
            yield wire
            await line_in.aclose()
