"""Exchanges with authorization servers, client instances and push services, through httpcore2 (what httpx2 stands on).

httpcore2 itself, because nothing may be added to a signed message, unpacked from an answer or kept as a cookie, and
because its network backend is where a connection is pinned to the address that was judged.
"""

import ssl
from collections.abc import Iterable
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, Final

import httpcore2

from broker.gnap.http_message import HttpMessage
from broker.http.addresses import Origin
from broker.http.certificate import ClientCertificate, Tls, showing
from broker.http.framing import lines_of, target_of
from broker.http.outcome import Answer, Attempt, answer_of
from broker.http.resolving import Places

CONNECT_SECONDS: Final = 10.0  # for all addresses of a host together
IDLE_SECONDS: Final = 5.0  # that a connection is kept for the next exchange
IDLE_MOST: Final = 20  # connections

FAILURES: Final = (
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    OSError,  # a TLS record that cannot be read comes as it is
)


class Pinned(httpcore2.AsyncNetworkBackend):
    """Connects to the judged addresses of a host, one after the other, and to no other. TLS is for the host's name."""

    def __init__(self, places: Places, *, inside: bool) -> None:
        self._places = places
        self._inside = inside
        self._network = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002, ASYNC109 -- the library's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Return a connection; raise NotSent, or ConnectError or ConnectTimeout of the last address."""
        addresses = await self._places.of(host, port, inside=self._inside)
        seconds = CONNECT_SECONDS / len(addresses)
        for address in addresses[:-1]:
            try:
                return await self._connected(address, port, seconds, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return await self._connected(addresses[-1], port, seconds, local_address, socket_options)

    async def _connected(self, *where: Any) -> httpcore2.AsyncNetworkStream:
        return _Ended(await self._network.connect_tcp(*where))


class _Ended(httpcore2.AsyncNetworkStream):
    """A connection that is closed when the deadline comes in its TLS handshake; httpcore2 would leave it open."""

    def __init__(self, stream: httpcore2.AsyncNetworkStream) -> None:
        self._stream = stream
        self.read = stream.read  # type: ignore[method-assign]
        self.write = stream.write  # type: ignore[method-assign]
        self.aclose = stream.aclose  # type: ignore[method-assign]
        self.get_extra_info = stream.get_extra_info  # type: ignore[method-assign]

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 -- the library's signature
    ) -> httpcore2.AsyncNetworkStream:
        try:
            return await self._stream.start_tls(ssl_context, server_hostname, timeout)
        except BaseException:
            await self._stream.aclose()
            raise


@dataclass
class Servers:
    """Long-lived connections, in pools that do not mix: by whom they were made for, and by what they may reach."""

    places: Places
    tls: Tls
    _pools: dict[tuple[str, bool], httpcore2.AsyncConnectionPool] = field(default_factory=dict)

    async def send(
        self,
        message: HttpMessage,
        origin: Origin,
        attempt: Attempt,
        *,
        purpose: str,
        inside: bool,
        read: bool = True,
        certificate: ClientCertificate | None = None,
    ) -> Answer:
        """Return the answer; raise NotSent or NoAnswer. The deadline is the caller's."""
        if certificate is None:
            return await self._through(self._pool(purpose, inside=inside), message, origin, attempt, read=read)
        # a connection that showed a certificate is nobody else's, so it ends with its exchange
        async with self._new(showing(certificate, self.tls()), inside=inside) as pool:
            return await self._through(pool, message, origin, attempt, read=read)

    async def close(self) -> None:
        """Close the connections."""
        pools = list(self._pools.values())
        self._pools.clear()
        for pool in pools:
            await pool.aclose()

    async def _through(
        self,
        pool: httpcore2.AsyncConnectionPool,
        message: HttpMessage,
        origin: Origin,
        attempt: Attempt,
        *,
        read: bool,
    ) -> Answer:
        async def notice(event: str, _: dict[str, Any]) -> None:
            if event == "http11.send_request_headers.started":
                attempt.sent = True

        scheme, host, port = origin
        url = httpcore2.URL(scheme=scheme, host=host, port=port, target=target_of(message.target_uri))
        lines = lines_of(message, origin)
        try:
            async with (
                pool.stream(
                    message.method, url, headers=lines, content=message.body or None, extensions={"trace": notice}
                ) as response,
                aclosing(response.aiter_stream()) as chunks,
            ):
                answer = await answer_of(response.status, response.headers, chunks, read=read)
                await _end_if_more_came(pool, response.extensions["network_stream"])
                return answer
        except FAILURES as why:
            raise attempt.failed(why) from None

    def _pool(self, purpose: str, *, inside: bool) -> httpcore2.AsyncConnectionPool:
        key = (purpose, inside)
        if key not in self._pools:
            self._pools[key] = self._new(self.tls(), inside=inside)
        return self._pools[key]

    def _new(self, tls: ssl.SSLContext, *, inside: bool) -> httpcore2.AsyncConnectionPool:
        return httpcore2.AsyncConnectionPool(
            ssl_context=tls,
            max_connections=None,  # the budget is by origin
            max_keepalive_connections=IDLE_MOST,
            keepalive_expiry=IDLE_SECONDS,
            network_backend=Pinned(self.places, inside=inside),
        )


async def _end_if_more_came(pool: httpcore2.AsyncConnectionPool, stream: httpcore2.AsyncNetworkStream) -> None:
    # What came behind an answer stays in the parser, and httpcore2 would give it out as the answer to the next request.
    # It has no public name for that, so a test tells when these change.
    for connection in pool.connections:
        http11: Any = getattr(connection, "_connection", None)
        if http11 is not None and http11._network_stream is stream and http11._h11_state.trailing_data[0]:
            await stream.aclose()
