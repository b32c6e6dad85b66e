"""What a request has to be before any door sees it: in time, its head and then its body, and of a plain path.

Ids and secrets stand in paths, and what is looked up by them goes into queries: PostgreSQL has no text with a NUL in
it. No id of ours is anything but printable ASCII, so `PlainPaths` answers every other one like an unknown address, and
a NUL in a query string likewise.

uvicorn has no such deadline: its timer starts anew with each byte, so one byte now and then holds a connection for
ever. `Patience` is the protocol that ends a slow head, `Deadline` the ASGI app that answers a slow body with 408.
"""

import asyncio
import json
from typing import Any, cast

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

SECONDS = 10.0  # for a head, and again for a body

_NOT_FOUND = b"Not Found"
_NOT_FOUND_HEADERS = [
    (b"content-type", b"text/plain; charset=utf-8"),
    (b"content-length", str(len(_NOT_FOUND)).encode()),
    (b"cache-control", b"no-store"),
]
_TOO_SLOW = json.dumps(
    {"error": "too_slow", "message": "The request took too long to arrive and was not acted upon. Send it again."}
).encode()
_HEADERS = [
    (b"content-type", b"application/json"),
    (b"content-length", str(len(_TOO_SLOW)).encode()),
    (b"cache-control", b"no-store"),
    (b"connection", b"close"),
]


class PlainPaths:
    """An ASGI app in front of another: a path that is not printable ASCII, or a NUL in the query, is answered 404."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 404."""
        if scope["type"] != "http" or _is_plain(scope["path"], scope["query_string"]):
            return await self._app(scope, receive, send)
        await send({"type": "http.response.start", "status": 404, "headers": _NOT_FOUND_HEADERS})
        await send({"type": "http.response.body", "body": _NOT_FOUND})
        return None


def _is_plain(path: str, query: bytes) -> bool:
    return path.isascii() and path.isprintable() and b"%00" not in query


class Deadline:
    """An ASGI app in front of another: a body that is incomplete `seconds` after somebody began to read it is refused.

    To the app it looks as if the client had gone, which every app has to bear: it acts on whole bodies only.
    """

    def __init__(self, app: ASGIApp, seconds: float = SECONDS) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer 408 and close the connection where its body is too slow."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        body = _Body(receive, send, self._seconds)
        try:
            await self._app(scope, body.receive, body.send)
        except ClientDisconnect:
            if not body.late:
                raise
        return None


class _Body:
    """One request on its way in. After the deadline nothing of the app's answer is sent: it has been given."""

    def __init__(self, receive: Receive, send: Send, seconds: float) -> None:
        self.late = False
        self._receive = receive
        self._send = send
        self._seconds = seconds
        self._until: float | None = None
        self._complete = False
        self._answered = False

    async def receive(self) -> Message:
        if self.late:
            return {"type": "http.disconnect"}
        if self._complete:  # what comes now is the end of the connection, and may take hours
            return await self._receive()
        loop = asyncio.get_running_loop()
        self._until = self._until or loop.time() + self._seconds
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError:
            return await self._refuse()
        self._complete = not message.get("more_body", False)
        return message

    async def send(self, message: Message) -> None:
        self._answered = True
        if not self.late:
            await self._send(message)

    async def _refuse(self) -> Message:
        self.late = True
        if not self._answered:
            await self._send({"type": "http.response.start", "status": 408, "headers": _HEADERS})
            await self._send({"type": "http.response.body", "body": _TOO_SLOW})
        return {"type": "http.disconnect"}


class Patience(H11Protocol):
    """uvicorn's protocol with an end to the wait for a request's head. Give it to `uvicorn.Config(http=...)`."""

    seconds = SECONDS

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._head: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Read on. The time for a head runs while no request is open, and no byte starts it anew."""
        super().data_received(data)
        if self._idle():
            self._wait()
        else:
            self._stop()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._stop()
        super().connection_lost(exc)

    def _idle(self) -> bool:
        cycle = cast("RequestResponseCycle | None", self.cycle)  # uvicorn begins with none
        return cycle is None or cycle.response_complete

    def _wait(self) -> None:
        if self._head is None:
            self._head = self.loop.call_later(self.seconds, self._end)

    def _stop(self) -> None:
        if self._head is not None:
            self._head.cancel()
            self._head = None

    def _end(self) -> None:
        self._head = None
        if self._idle():
            self.transport.close()
