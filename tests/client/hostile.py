"""An authorization server that does what a test tells it, on a real port of this computer, down to the bytes.

Left alone it is honest: it checks every signature, grants what is asked for, and ends what it is told to end. Each
operation can be given one misbehaviour, and everything that it was sent is kept.
"""

import asyncio
import contextlib
import functools
import gzip
import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import interaction_hash
from broker.gnap.keys import PublicKey, parse_key_object
from broker.gnap.proofs import httpsig

Json = dict[str, Any]
CANARY = "CANARY"  # begins every secret that this server makes up
OPERATIONS = {
    ("OPTIONS", "gnap"): "discover",
    ("POST", "gnap"): "request",
    ("POST", "continue"): "continue",
    ("PATCH", "continue"): "modify",
    ("DELETE", "continue"): "cancel",
    ("POST", "token"): "rotate",
    ("DELETE", "token"): "revoke",
}


def canary(what: str) -> str:
    """Return a fresh secret that can be searched for."""
    return f"{CANARY}-{what}-{secrets.token_urlsafe(16)}"


@dataclass(frozen=True)
class Sent:
    """One request as it arrived."""

    operation: str
    message: HttpMessage

    @property
    def content(self) -> Json:
        """Its JSON, empty where it has none."""
        content: Json = json.loads(self.message.body or b"{}")
        return content


@dataclass
class Reply:
    """The connection of one request, to be answered well or badly."""

    server: "HostileServer"
    sent: Sent
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    wrote: int = 0

    async def raw(self, data: bytes) -> None:
        """Write these very bytes."""
        self.writer.write(data)
        self.wrote += len(data)
        await self.writer.drain()

    async def body(self, body: bytes, status: str = "200 OK", *headers: str, kind: str = "application/json") -> None:
        """Write an answer with a body."""
        head = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", "Connection: close"]
        await self.raw("\r\n".join([*head, *headers, "", ""]).encode() + body)

    async def json(self, value: Any, status: str = "200 OK", *headers: str) -> None:
        """Write an answer with a JSON body."""
        await self.body(json.dumps(value).encode(), status, *headers)


Act = Callable[[Reply], Awaitable[None]]


@dataclass
class HostileServer:
    """`acts` are the misbehaviours by operation; `sent` is everything that came, in order."""

    clock: Callable[[], datetime]
    port: int = 0
    acts: dict[str, Act] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    keys: list[PublicKey] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    most_written: int = 0
    given: int = 0  # tokens

    @property
    def endpoint(self) -> str:
        """The grant endpoint."""
        return f"http://127.0.0.1:{self.port}/gnap"

    def asked(self, *operations: str) -> list[Sent]:
        """Return what came for these operations."""
        return [one for one in self.sent if one.operation in operations]

    def begin(self, **acts: Act) -> None:
        """Forget what came, and behave like this from now on."""
        self.acts, self.most_written = acts, 0
        self.sent.clear()
        self.faults.clear()

    # What an honest server says.

    def token(self, access: list[Any], **changes: Any) -> Json:
        """Return a token for these rights."""
        self.given += 1
        uri = f"{self.endpoint.removesuffix('gnap')}token/{self.given}"
        managed = {"uri": uri, "access_token": {"value": canary("manage")}}
        given = {"value": canary("token"), "access": access, "expires_in": 600, "manage": managed}
        return {name: value for name, value in {**given, **changes}.items() if value is not None}

    def going_on(self, **changes: Any) -> Json:
        """Return a continuation."""
        uri = f"{self.endpoint.removesuffix('gnap')}continue/1"
        return {"access_token": {"value": canary("continue")}, "uri": uri, "wait": 5, **changes}

    def finish_of(self, sent: Sent, as_nonce: str, reference: str) -> str:
        """Return the hash that finishes the interaction of a request."""
        finish = sent.content["interact"]["finish"]
        return interaction_hash(finish["nonce"], as_nonce, reference, self.endpoint)

    async def honest(self, reply: Reply) -> None:
        """Answer as the RFC says."""
        operation = reply.sent.operation
        if operation == "discover":
            await reply.json({"grant_request_endpoint": self.endpoint, "key_proofs_supported": ["httpsig"]})
        elif operation in ("cancel", "revoke"):
            await reply.raw(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        else:
            wanted = self.asked("request")[-1].content["access_token"]["access"]
            await reply.json({"access_token": self.token(wanted)})

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request and close."""
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            sent = await self._read(reader)
            self.sent.append(sent)
            self._check(sent)
            reply = Reply(self, sent, reader, writer)
            try:
                await self.acts.get(sent.operation, self.honest)(reply)
            finally:
                self.most_written = max(self.most_written, reply.wrote)
        with contextlib.suppress(ConnectionError):
            writer.close()
            await writer.wait_closed()

    async def _read(self, reader: asyncio.StreamReader) -> Sent:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path, _ = head[0].split(" ")
        headers = [
            (name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in head[1:] if line)
        ]
        length = int(dict(headers).get("content-length", "0"))
        body = await reader.readexactly(length) if length else None
        uri = f"http://127.0.0.1:{self.port}{path}"
        operation = OPERATIONS[method, path.split("/")[1].partition("?")[0]]
        return Sent(operation, HttpMessage(method, uri, tuple(headers), body))

    def _check(self, sent: Sent) -> None:
        if sent.operation == "discover":
            return
        if sent.operation == "request":
            self.keys.append(parse_key_object(sent.content["client"]["key"]))
        try:
            httpsig.verify(sent.message, self.keys[-1], now=self.clock())
        except Exception as why:
            self.faults.append(f"{sent.operation}: {why}")


@contextlib.asynccontextmanager
async def hostile_server(clock: Callable[[], datetime]) -> AsyncIterator[HostileServer]:
    """Run the server on a free port of this computer."""
    made = HostileServer(clock)
    listening = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.port = listening.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        listening.close()
        await listening.wait_closed()


# Misbehaviours that fit any operation.


def says(value: Any, status: str = "200 OK", *headers: str) -> Act:
    """Answer with this JSON."""
    return lambda reply: reply.json(value, status, *headers)


def bytes_(body: bytes, status: str = "200 OK", kind: str = "application/json") -> Act:
    """Answer with these bytes as the body."""
    return lambda reply: reply.body(body, status, kind=kind)


def writes(raw: bytes) -> Act:
    """Write these bytes instead of an HTTP answer."""
    return lambda reply: reply.raw(raw)


async def hangs_up(reply: Reply) -> None:
    """Close without a word."""
    reply.writer.close()


async def resets(reply: Reply) -> None:
    """Cut the connection."""
    reply.writer.transport.abort()


async def stalls(reply: Reply) -> None:
    """Say nothing, for ever."""
    await reply.reader.read()  # until the client gives up


async def drips(reply: Reply) -> None:
    """Send the header, and then a byte now and then, each in time for a reader that waits for single reads."""
    await reply.raw(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n")
    while not reply.writer.is_closing():
        await reply.raw(b" ")
        await asyncio.sleep(0.02)


async def never_ends_its_header(reply: Reply) -> None:
    """Send header lines for ever."""
    await reply.raw(b"HTTP/1.1 200 OK\r\n")
    for number in range(1_000_000):
        await reply.raw(f"X-{number}: {'a' * 100}\r\n".encode())


async def floods(reply: Reply) -> None:
    """Send a body of a gigabyte."""
    await reply.raw(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1073741824\r\n\r\n")
    for _ in range(16 * 1024):
        await reply.raw(b" " * 64 * 1024)


@functools.cache
def bomb() -> bytes:
    """Return 64 MiB of spaces, packed."""
    return gzip.compress(b" " * 64 * 1024 * 1024)


async def bombs(reply: Reply) -> None:
    """Send a small body that grows to 64 MiB."""
    await reply.body(bomb(), "200 OK", "Content-Encoding: gzip")


async def promises_more_than_it_sends(reply: Reply) -> None:
    """Announce more than comes."""
    await reply.raw(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"access')
    reply.writer.close()


def redirects(status: str, to: str) -> Act:
    """Point elsewhere."""
    return lambda reply: reply.raw(
        f"HTTP/1.1 {status}\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()
    )
