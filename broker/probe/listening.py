"""Where push finish calls reach the probe: a small HTTP listener for POST requests, each URI its own."""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator
from typing import Final
from urllib.parse import urlsplit

from broker.gnap.http_message import HttpMessage

_LARGEST: Final = 64 * 1024  # bytes of a call
_SECONDS: Final = 10.0  # for one call


class Listener:
    """The callbacks of a probe. `base` is the URL under which the server reaches it, without a slash at the end."""

    def __init__(self, base: str) -> None:
        self._base = base.rstrip("/")
        self._waiting: dict[str, asyncio.Future[HttpMessage]] = {}

    def new(self) -> str:
        """Return a URI of its own for one grant."""
        uri = f"{self._base}/{secrets.token_urlsafe(24)}"
        self._waiting[urlsplit(uri).path] = asyncio.get_running_loop().create_future()
        return uri

    async def wait(self, uri: str, seconds: float) -> HttpMessage | None:
        """Return the first call to a URI, or None when the time is over."""
        try:
            async with asyncio.timeout(seconds):
                return await asyncio.shield(self._waiting[urlsplit(uri).path])
        except TimeoutError:
            return None

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read one call and answer it."""
        try:
            async with asyncio.timeout(_SECONDS):
                status = await self._call(reader)
                writer.write(f"HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".encode("ascii"))
                await writer.drain()
        except (TimeoutError, OSError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # somebody who speaks no HTTP is not answered
        finally:
            writer.close()

    async def _call(self, reader: asyncio.StreamReader) -> str:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.rstrip().split("\r\n")
        method, path, _ = first.split(" ", 2)
        headers = tuple((name, value) for name, _, value in (line.partition(":") for line in lines))
        message = HttpMessage(method, self._base, headers)
        length = int(message.header("content-length") or 0)
        if not 0 <= length <= _LARGEST:
            return "413 Content Too Large"
        body = await reader.readexactly(length)
        waiting = self._waiting.get(path)
        if waiting is None:
            return "404 Not Found"
        if not waiting.done():
            waiting.set_result(HttpMessage(method, self._base, headers, body))
        return "204 No Content"


@contextlib.asynccontextmanager
async def listening(listen: str, base: str) -> AsyncIterator[Listener]:
    """Listen at `host:port` while the context lasts. Raises OSError where that is not free, ValueError for no place."""
    host, _, port = listen.rpartition(":")
    listener = Listener(base)
    server = await asyncio.start_server(listener.take, host.strip("[]"), int(port), limit=_LARGEST)
    try:
        yield listener
    finally:
        server.close()
        await server.wait_closed()
