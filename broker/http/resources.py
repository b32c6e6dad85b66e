"""Exchanges with resource servers, through aiohttp: the road of every call, so the faster of the two clients."""

import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, Final

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from broker.gnap.http_message import HttpMessage
from broker.http.addresses import Origin
from broker.http.certificate import Tls
from broker.http.framing import lines_of, target_of
from broker.http.outcome import MOST_HEADERS, Answer, Attempt, Enough, NoAnswer, NotSent, answer_of
from broker.http.resolving import Places

LONGEST_LINE: Final = 8 * 1024  # bytes of one header line
CHUNK: Final = 16 * 1024  # bytes
CONNECT_SECONDS: Final = 10.0
FAILURES: Final = (aiohttp.ClientError, OSError, TimeoutError)


class Pinned(AbstractResolver):
    """Gives aiohttp the judged addresses of a host and no others. TLS is for the host's name."""

    def __init__(self, places: Places, *, inside: bool) -> None:
        self._places = places
        self._inside = inside

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002 -- the signature of the library
    ) -> list[ResolveResult]:
        """Return where to connect to; raise NotSent, or OSError where the name has no address."""
        addresses = await self._places.of(host, port, inside=self._inside)
        return [_result(host, address, port) for address in addresses]

    async def close(self) -> None:
        """Do nothing: the places are somebody else's."""


def _result(host: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    flags = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    return ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=flags)


@dataclass
class Resources:
    """Long-lived connections, in two pools that do not mix: with and without a way to addresses inside."""

    places: Places
    tls: Tls
    _sessions: dict[bool, aiohttp.ClientSession] = field(default_factory=dict)

    async def send(
        self, message: HttpMessage, origin: Origin, attempt: Attempt, *, inside: bool, enough: Enough | None = None
    ) -> Answer:
        """Return the answer; raise NotSent or NoAnswer. The deadline is the caller's."""
        _, host, port = origin
        # aiohttp asks its resolver about names only
        self.places.judged_literal(host, port, inside=inside)
        url = URL(message.target_uri, encoded=True)
        if url.raw_path_qs != target_of(message.target_uri) or (url.raw_host, url.port) != (host, port):
            raise NotSent("the address would not go out as it is written")
        lines = [(name.decode("ascii"), value.decode("latin-1")) for name, value in lines_of(message, origin)]
        try:
            async with self._session(inside=inside).request(
                message.method,
                url,
                headers=lines,
                data=message.body or None,
                allow_redirects=False,
                trace_request_ctx=attempt,
            ) as response:
                return await answer_of(response.status, response.raw_headers, _chunks(response), enough=enough)
        except FAILURES as why:
            raise attempt.failed(why) from None

    async def close(self) -> None:
        """Close the connections."""
        sessions = list(self._sessions.values())
        self._sessions.clear()
        for session in sessions:
            await session.close()

    def _session(self, *, inside: bool) -> aiohttp.ClientSession:
        if inside not in self._sessions:
            self._sessions[inside] = self._new(inside=inside)
        return self._sessions[inside]

    def _new(self, *, inside: bool) -> aiohttp.ClientSession:
        # The lookup is cached nowhere: what was judged is what is connected to, and later is judged again.
        connector = aiohttp.TCPConnector(
            ssl=self.tls(), limit=0, resolver=Pinned(self.places, inside=inside), use_dns_cache=False
        )
        noticing = aiohttp.TraceConfig()
        noticing.on_request_headers_sent.append(_notice)
        return aiohttp.ClientSession(
            connector=connector,
            # only the headers of the message are sent: what was signed is what goes out
            skip_auto_headers=("User-Agent", "Content-Type", "Accept", "Accept-Encoding"),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS),
            trust_env=False,
            auto_decompress=False,
            max_line_size=LONGEST_LINE,
            max_field_size=LONGEST_LINE,
            max_headers=MOST_HEADERS,
            trace_configs=[noticing],
            middlewares=(_once,),
        )


async def _notice(_: aiohttp.ClientSession, context: SimpleNamespace, __: Any) -> None:
    context.trace_request_ctx.sent = True


async def _once(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    # aiohttp sends a GET, PUT or DELETE again on a new connection where an old one breaks; the second would be
    # a replay of the first one's signature, and whether to repeat is not decided here
    try:
        return await handler(request)
    except aiohttp.ClientConnectorError:
        raise
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as why:
        raise NoAnswer(f"no answer: {type(why).__name__}") from None


async def _chunks(response: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
    async for chunk in response.content.iter_chunked(CHUNK):
        yield chunk
