"""TLS as a client: whom we believe (the system's authorities), and who we are where a server asks (RFC 9635 §7.3.2)."""

import os
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from broker.http.outcome import NotSent

Tls = Callable[[], ssl.SSLContext]  # returns a new context each time

_LARGEST: Final = 16 * 1024  # bytes that a pipe takes at once, on every system


@dataclass(frozen=True)
class ClientCertificate:
    """A certificate with its chain, and the private key, both PEM."""

    chain: bytes
    key: bytes = field(repr=False)


def system_tls() -> ssl.SSLContext:
    """Return how servers are checked: name, chain and dates, TLS 1.2 or newer, the authorities of the system.

    The operator adds an authority of their own as everywhere else: SSL_CERT_FILE or SSL_CERT_DIR.
    """
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def showing(certificate: ClientCertificate, context: ssl.SSLContext) -> ssl.SSLContext:
    """Return `context`, which now shows the certificate; raise NotSent for one that is none."""
    try:
        with _readable(certificate.chain) as chain, _readable(certificate.key) as key:
            context.load_cert_chain(chain, key, password=b"")
    except (ssl.SSLError, OSError):
        raise NotSent("the client certificate and its key cannot be used") from None
    return context


@contextmanager
def _readable(content: bytes) -> Iterator[str]:
    # the ssl module reads files only; a key must not lie in one, so it goes through a pipe
    if len(content) > _LARGEST:
        raise NotSent(f"a client certificate or key is larger than {_LARGEST} bytes")
    reader, writer = os.pipe()
    try:
        with os.fdopen(writer, "wb") as into:
            into.write(content)
        yield f"/dev/fd/{reader}"
    finally:
        os.close(reader)
