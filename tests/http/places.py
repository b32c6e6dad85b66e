"""Servers on loopback ports that do with a connection what they are told, certificates, and names without DNS."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from broker.gnap.http_message import HttpMessage
from broker.http import Answer, Http, Origin, origin_of

OWN = "http://localhost:8765"
EARLY, LATE = datetime(2001, 1, 1, tzinfo=UTC), datetime(2101, 1, 1, tzinfo=UTC)

Behaviour = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Way = Callable[[Http], Callable[..., Awaitable[Answer]]]

WAYS: Mapping[str, Way] = {
    "to an authorization server": lambda http: http.to_server,
    "to a resource server": lambda http: http.to_resource,
}


def get(uri: str) -> HttpMessage:
    return HttpMessage("GET", uri)


@dataclass
class Rude:
    """A server: reads the head of each request, keeps it, and then behaves as it was made to."""

    behaviour: Behaviour
    port: int = 0
    heads: list[bytes] = field(default_factory=list)
    connections: int = 0
    names: list[str] = field(default_factory=list)  # asked for in TLS
    came: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                self.heads.append(await reader.readuntil(b"\r\n\r\n"))
                self.came.set()
                await self.behaviour(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            pass
        finally:
            # what was written before a server closes still arrives; a test that is over waits for nothing
            writer.close() if writer.is_closing() else writer.transport.abort()
            with contextlib.suppress(ConnectionError, ssl.SSLError):
                await writer.wait_closed()


@contextlib.asynccontextmanager
async def rude(behaviour: Behaviour, tls: ssl.SSLContext | None = None) -> AsyncIterator[Rude]:
    """Serve on a free loopback port until the block ends, whatever is still going on then."""
    made = Rude(behaviour)
    tasks: set[asyncio.Task[None]] = set()

    def taken(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(made.serve(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    if tls is not None:
        tls.sni_callback = lambda _, name, __: made.names.append(name)
    server = await asyncio.start_server(taken, "127.0.0.1", 0, ssl=tls, limit=2**20)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def says(*parts: bytes, close: bool = False) -> Behaviour:
    """Return a server that writes this for every request."""

    async def behave(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()
        if close:
            writer.close()
            raise ConnectionResetError

    return behave


def answers(body: bytes = b"ok", *lines: bytes) -> Behaviour:
    head = [b"HTTP/1.1 200 OK", b"Content-Length: %d" % len(body), *lines]
    return says(b"\r\n".join(head) + b"\r\n\r\n" + body)


async def silent(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
    """Take the request and say nothing, for ever."""
    await asyncio.Event().wait()


@dataclass
class Names:
    """A resolver: each name's answers, one after the other; the last one stays. `asked` are the questions."""

    answers: Mapping[str, Sequence[Sequence[str]]]
    asked: list[str] = field(default_factory=list)

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        turn = self.asked.count(host)
        self.asked.append(host)
        known = self.answers.get(host)
        if known is None:
            raise OSError("no such name")
        return known[min(turn, len(known) - 1)]


def http_for(*uris: str, **world: Any) -> Http:
    """Return a way out whose configuration names these URIs."""
    named: frozenset[Origin] = frozenset(map(origin_of, uris))
    return Http(OWN, lambda: named, **world)


@dataclass(frozen=True)
class Issued:
    """A certificate and its key, PEM."""

    chain: bytes
    key: bytes


@cache
def _authority() -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "the tests' authority")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(EARLY)
        .not_valid_after(LATE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    return key, made


def issued(name: str, *, begins: datetime = EARLY, ends: datetime = LATE, by_itself: bool = False) -> Issued:
    """Return a certificate for the DNS name, by the tests' authority unless it is to stand for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    signer, authority = _authority()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if by_itself else authority.subject)
        .public_key(key.public_key())
        .serial_number(2)
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key if by_itself else signer, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return Issued(made.public_bytes(serialization.Encoding.PEM), private)


def serving(certificate: Issued, *, asks: bool = False) -> ssl.SSLContext:
    """Return the TLS side of a server; it `asks` for a client certificate of the tests' authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with TemporaryDirectory() as folder:
        chain, key = Path(folder, "chain"), Path(folder, "key")
        chain.write_bytes(certificate.chain)
        key.write_bytes(certificate.key)
        context.load_cert_chain(chain, key)
    if asks:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(cadata=_authority()[1].public_bytes(serialization.Encoding.PEM).decode())
    return context


def believing() -> ssl.SSLContext:
    """Return the TLS side of a client that believes the tests' authority and no other."""
    context = ssl.create_default_context(cadata=_authority()[1].public_bytes(serialization.Encoding.PEM).decode())
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
