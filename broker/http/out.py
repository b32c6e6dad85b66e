"""The one way out: to whom a message may go, and for how long.

Two questions decide what may be done after a failure, so they are two exceptions: `NotSent` is proof that nothing left
this machine; `NoAnswer` means the request may have run. Requests to our own origin stay in the process: same bytes,
same signatures, no socket.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, Final

import httpx2

from broker.gnap.http_message import HttpMessage
from broker.http.addresses import Origin, is_loopback, is_open_port, origin_of
from broker.http.certificate import ClientCertificate, Tls, system_tls
from broker.http.circuit import Lines
from broker.http.framing import check_sendable
from broker.http.outcome import Answer, Attempt, Enough, NoAnswer, NotSent, answer_of
from broker.http.resolving import Places, Resolve, ask_the_system
from broker.http.resources import Resources
from broker.http.servers import Servers

SECONDS: Final = 30.0  # for a whole exchange: lookup, connection, request, answer
DOCUMENT_SECONDS: Final = 5.0  # for a document that a browser waits for
PUSH_SECONDS: Final = 10.0  # for a push: one that hangs is tried again

App = Callable[..., Any]


class Http:
    """Sends messages exactly as they are; `own_url`'s origin is answered by the `mount`ed application, in process.

    `named` returns the origins that the operator's configuration names. Only these may lie on this computer or in a
    private network, and cleartext is spoken to this computer only (decisions S15). What a message says (where an
    interaction finishes, which server a challenge names) reaches public addresses and nothing else.

    Our own door is never called over the network, under whichever name of this computer; `port` is where it is, if not
    where `own_url` says. `pushes` are the push services that the settings name. `resolve`, `monotonic` and `tls` are
    the world: names, seconds, and whom TLS believes.
    """

    def __init__(
        self,
        own_url: str,
        named: Callable[[], frozenset[Origin]],
        port: int | None = None,
        *,
        pushes: frozenset[Origin] = frozenset(),
        resolve: Resolve = ask_the_system,
        monotonic: Callable[[], float] = time.monotonic,
        tls: Tls = system_tls,
    ) -> None:
        self._own = origin_of(own_url)
        self._door = self._own[2] if port is None and is_loopback(self._own[1]) else port
        self._named = named
        self._pushes = pushes
        self._app: App | None = None
        self._inside: httpx2.AsyncClient | None = None
        self._places = Places(resolve, self._door)
        self._servers = Servers(self._places, tls)
        self._resources = Resources(self._places, tls)
        # One circuit for an authorization server; the others are called when somebody outside wants it, and one who
        # makes calls fail must not be able to cut off the rest.
        self._lines = {
            "server": Lines(monotonic, breaks=True),
            "client": Lines(monotonic, breaks=False),
            "document": Lines(monotonic, breaks=False),
            "resource": Lines(monotonic, breaks=False),
            "push": Lines(monotonic, breaks=False),
        }

    def mount(self, app: App) -> None:
        """Let `app` answer for our own origin."""
        self._app = app

    async def to_server(
        self, message: HttpMessage, seconds: float = SECONDS, *, certificate: ClientCertificate | None = None
    ) -> Answer:
        """Send to an authorization server, showing the TLS `certificate` if there is one; raise NotSent or NoAnswer."""
        origin = origin_of(message.target_uri)
        if origin == self._own:
            return await self._in_process(message, seconds)
        inside = self._judged(message, origin)

        async def send(attempt: Attempt) -> Answer:
            return await self._servers.send(
                message, origin, attempt, purpose="server", inside=inside, certificate=certificate
            )

        return await self._over("server", origin, seconds, send)

    async def to_client(self, message: HttpMessage) -> Answer:
        """Send to where a client instance wants to hear of an interaction; raise NotSent or NoAnswer.

        The address came in a message (RFC 9635 §2.5.2, §11.34): outside our own origin it must be public, whatever the
        configuration names.
        """
        origin = origin_of(message.target_uri)
        if origin == self._own:
            return await self.to_server(message)
        self._judged(message, origin, named=False)

        async def send(attempt: Attempt) -> Answer:
            return await self._servers.send(message, origin, attempt, purpose="client", inside=False)

        return await self._over("client", origin, SECONDS, send)

    async def document(self, uri: str, seconds: float = DOCUMENT_SECONDS) -> Answer:
        """Get a document that somebody outside named, from a public https address; raise NotSent or NoAnswer.

        Never from our own origin, and whatever the configuration names does not count: who asks chose the address.
        """
        message, origin = HttpMessage("GET", uri, (("accept", "application/json"),)), origin_of(uri)
        self._judged(message, origin, named=False)

        async def send(attempt: Attempt) -> Answer:
            return await self._servers.send(message, origin, attempt, purpose="document", inside=False)

        return await self._over("document", origin, seconds, send)

    async def to_resource(
        self, message: HttpMessage, seconds: float = SECONDS, enough: Enough | None = None
    ) -> Answer:
        """Send to a resource server; raise NotSent or NoAnswer. Never to our own origin.

        A stream of events is read until there is `enough` of it, and then closed.
        """
        origin = origin_of(message.target_uri)
        inside = self._judged(message, origin)

        async def send(attempt: Attempt) -> Answer:
            return await self._resources.send(message, origin, attempt, inside=inside, enough=enough)

        return await self._over("resource", origin, seconds, send)

    async def to_push_service(
        self, message: HttpMessage, allowed: Callable[[Origin], bool], seconds: float = PUSH_SECONDS
    ) -> Answer:
        """Send to a push service whose origin is `allowed`; raise NotSent or NoAnswer. Never to our own origin.

        Status and headers are the answer: what a push service says further is of no use, and is not read.
        """
        origin = origin_of(message.target_uri)
        if origin == self._own or not allowed(origin):
            raise NotSent("this address is no push service that may be called")
        check_sendable(message)
        # no address of this computer is on the list but those that the settings added
        inside = is_loopback(origin[1]) or origin in self._pushes
        self._places.judged_literal(origin[1], origin[2], inside=inside)

        async def send(attempt: Attempt) -> Answer:
            return await self._servers.send(message, origin, attempt, purpose="push", inside=inside, read=False)

        return await self._over("push", origin, seconds, send)

    async def close(self) -> None:
        """Close the long-lived clients."""
        self._places.close()
        await self._servers.close()
        await self._resources.close()
        if self._inside is not None:
            await self._inside.aclose()

    def _judged(self, message: HttpMessage, origin: Origin, *, named: bool = True) -> bool:
        """Return whether the configuration names the origin; raise NotSent where it may not be called at all."""
        scheme, host, port = origin
        if origin == self._own or (is_loopback(host) and port == self._door):
            raise NotSent("the broker is not a resource server")
        inside = named and origin in self._named()
        if is_loopback(host) and not inside:
            raise NotSent("a loopback address that no connector names")
        if scheme != "https" and not is_loopback(host):
            raise NotSent("only https may leave this computer")
        if not inside and not is_open_port(port):
            raise NotSent("a port that another protocol owns")
        self._places.judged_literal(host, port, inside=inside)
        check_sendable(message)
        return inside

    async def _over(
        self, line: str, origin: Origin, seconds: float, send: Callable[[Attempt], Awaitable[Answer]]
    ) -> Answer:
        attempt = Attempt()
        async with self._lines[line].to(origin, attempt, seconds):
            return await send(attempt)

    async def _in_process(self, message: HttpMessage, seconds: float) -> Answer:
        client = self._our_own()
        try:
            async with (
                asyncio.timeout(seconds),
                client.stream(
                    message.method, message.target_uri, headers=list(message.headers), content=message.body
                ) as response,
            ):
                return await answer_of(response.status_code, response.headers.raw, response.aiter_raw())
        except (httpx2.HTTPError, TimeoutError) as why:
            raise NoAnswer(f"no answer: {type(why).__name__}") from None

    def _our_own(self) -> httpx2.AsyncClient:
        if self._app is None:
            raise NotSent("the broker is not ready")
        if self._inside is None:
            none = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
            transport = httpx2.ASGITransport(app=self._app)
            self._inside = httpx2.AsyncClient(
                transport=transport, follow_redirects=False, trust_env=False, cookies=none
            )
        return self._inside
