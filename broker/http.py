"""The one way out: deadlines, size caps, address rules, no redirects.

Two questions decide what may be done after a failure, so they are two exceptions: `NotSent` is proof that nothing left
this machine; `NoAnswer` means the request may have run. Calls to authorization servers go through httpx2, calls to
resource servers through aiohttp; both clients live as long as the process. Requests to our own origin stay in the
process: same bytes, same signatures, no socket.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import httpx2
from yarl import URL

from broker.gnap.http_message import HttpMessage

LARGEST = 1024 * 1024  # bytes of an answer's body
SECONDS = 30.0  # for a whole exchange
PUSH_SECONDS = 10.0  # for a push: one that hangs is tried again

App = Callable[..., Any]
Origin = tuple[str, str, int]  # scheme, host, port


class NotSent(Exception):
    """Nothing was sent: the other side cannot have acted."""


class NoAnswer(Exception):
    """It was sent, and what became of it is unknown."""


@dataclass(frozen=True)
class Answer:
    """An answer as received; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def origin_of(uri: str) -> tuple[str, str, int]:
    """Return scheme, host and port of a URI; raise NotSent where it has none that can be called."""
    parts = urlsplit(uri)
    try:
        port = parts.port or {"https": 443, "http": 80}[parts.scheme]
    except (KeyError, ValueError):
        raise NotSent("not an http or https address") from None
    if not parts.hostname or parts.username is not None or parts.password is not None:
        raise NotSent("an address must name a host and no user")
    return parts.scheme, parts.hostname, port


def is_loopback(host: str) -> bool:
    """Tell whether a host name or literal address means this computer."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host in {"localhost", "localhost."}


class Http:
    """Sends messages exactly as they are; `own_origin` is answered by `mount`ed application, in process.

    `local` returns the loopback origins that the configuration names: no other loopback address is ever called
    (decisions S15), and cleartext is spoken to loopback only. Our own door is never called over the network, under
    whichever name of this computer; `port` is where it is, if not where `own_url` says.
    """

    def __init__(
        self, own_url: str, local: Callable[[], frozenset[tuple[str, str, int]]], port: int | None = None
    ) -> None:
        self._own = origin_of(own_url)
        self._door = self._own[2] if port is None and is_loopback(self._own[1]) else port
        self._local = local
        self._app: App | None = None
        self._servers: httpx2.AsyncClient | None = None
        self._inside: httpx2.AsyncClient | None = None
        self._pushes: httpx2.AsyncClient | None = None
        self._resources: aiohttp.ClientSession | None = None

    def mount(self, app: App) -> None:
        """Let `app` answer for our own origin."""
        self._app = app

    async def to_server(self, message: HttpMessage, seconds: float = SECONDS) -> Answer:
        """Send to an authorization server or a client instance's callback; raise NotSent or NoAnswer."""
        origin = origin_of(message.target_uri)
        if origin == self._own:
            return await self._exchange(self._in_process(), message, seconds)
        self._check(origin)
        return await self._exchange(self._to_servers(), message, seconds)

    async def to_resource(self, message: HttpMessage, seconds: float = SECONDS) -> Answer:
        """Send to a resource server; raise NotSent or NoAnswer. Never to our own origin."""
        origin = origin_of(message.target_uri)
        self._check(origin)
        try:
            async with asyncio.timeout(seconds):
                return await self._call(message)
        except aiohttp.ClientConnectorError as why:
            raise NotSent(f"no connection: {type(why).__name__}") from None
        except (aiohttp.ClientError, TimeoutError) as why:
            raise NoAnswer(f"no answer: {type(why).__name__}") from None

    async def to_push_service(
        self, message: HttpMessage, allowed: Callable[[Origin], bool], seconds: float = PUSH_SECONDS
    ) -> Answer:
        """Send to a push service whose origin is `allowed`; raise NotSent or NoAnswer. Never to our own origin.

        Status and headers are the answer: what a push service says further is of no use, and is not read.
        """
        origin = origin_of(message.target_uri)
        if origin == self._own or not allowed(origin):
            raise NotSent("this address is no push service that may be called")
        return await self._exchange(self._to_push_services(), message, seconds, read=False)

    async def close(self) -> None:
        """Close the long-lived clients."""
        for client in (self._servers, self._inside, self._pushes):
            if client is not None:
                await client.aclose()
        if self._resources is not None:
            await self._resources.close()

    def _check(self, origin: tuple[str, str, int]) -> None:
        scheme, host, port = origin
        if origin == self._own or (is_loopback(host) and port == self._door):
            raise NotSent("the broker is not a resource server")
        if is_loopback(host):
            if origin not in self._local():
                raise NotSent("a loopback address that no connector names")
        elif scheme != "https":
            raise NotSent("only https may leave this computer")

    async def _exchange(
        self, client: httpx2.AsyncClient, message: HttpMessage, seconds: float, *, read: bool = True
    ) -> Answer:
        try:
            async with (
                asyncio.timeout(seconds),
                client.stream(
                    message.method, message.target_uri, headers=list(message.headers), content=message.body
                ) as response,
            ):
                body = await _capped(response.aiter_bytes()) if read else b""
                return Answer(response.status_code, _lower(response.headers), body)
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout) as why:
            raise NotSent(f"no connection: {type(why).__name__}") from None
        except (httpx2.HTTPError, TimeoutError) as why:
            raise NoAnswer(f"no answer: {type(why).__name__}") from None

    async def _call(self, message: HttpMessage) -> Answer:
        session = self._to_resources()
        url = URL(message.target_uri, encoded=True)
        async with session.request(
            message.method, url, headers=list(message.headers), data=message.body, allow_redirects=False
        ) as response:
            body = await _capped(response.content.iter_chunked(16 * 1024))
            return Answer(response.status, _lower(response.headers), body)

    def _to_servers(self) -> httpx2.AsyncClient:
        if self._servers is None:
            self._servers = httpx2.AsyncClient(follow_redirects=False, trust_env=False, timeout=SECONDS)
        return self._servers

    def _to_push_services(self) -> httpx2.AsyncClient:
        # connections of its own, so that a service that hangs takes none from authorization servers; and no cookies
        if self._pushes is None:
            none = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
            self._pushes = httpx2.AsyncClient(follow_redirects=False, trust_env=False, timeout=SECONDS, cookies=none)
        return self._pushes

    def _in_process(self) -> httpx2.AsyncClient:
        if self._app is None:
            raise NotSent("the broker is not ready")
        if self._inside is None:
            transport = httpx2.ASGITransport(app=self._app)
            self._inside = httpx2.AsyncClient(transport=transport, follow_redirects=False, trust_env=False)
        return self._inside

    def _to_resources(self) -> aiohttp.ClientSession:
        if self._resources is None:
            # Only the headers of the message are sent: what was signed is what goes out.
            self._resources = aiohttp.ClientSession(
                skip_auto_headers=("User-Agent", "Content-Type", "Accept", "Accept-Encoding"),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=None),
                trust_env=False,
            )
        return self._resources


async def _capped(chunks: Any) -> bytes:
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > LARGEST:
            raise NoAnswer(f"the answer is larger than {LARGEST} bytes")
    return bytes(body)


def _lower(headers: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
