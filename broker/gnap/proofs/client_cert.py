"""`Client-Cert` (RFC 9440): the client's certificate as a TLS-terminating proxy hands it on, read and written.

Whether to believe the header is not decided here. It is worth something only when it was set by a proxy that deletes
the one a client sent, and only the shell knows what its next hop is: it reads the header there, by configuration, puts
the certificate into `HttpMessage.client_certificate`, and leaves it alone everywhere else. `Client-Cert-Chain` is not
read: a key is compared, no chain is validated (RFC 9635 §7.3.2).
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from typing import Final

from cryptography import x509

from broker.gnap.certificates import UNREADABLE
from broker.gnap.proofs.structured import refusal

HEADER: Final = "client-cert"
LONGEST: Final = 16_384
"""Characters of the header's value; a certificate with an RSA key of 8192 bits needs a third."""

_BYTE_SEQUENCE: Final = re.compile(r":([A-Za-z0-9+/]+={0,2}):")


def read(lines: Sequence[str]) -> bytes:
    """The certificate (DER) in the lines of a `Client-Cert` header (`HttpMessage.lines`).

    Raises GnapError (invalid_client) for none or several, and for anything but one canonical structured byte sequence
    that is one X.509 certificate.
    """
    if len(lines) != 1:
        raise refusal("there is no Client-Cert header, or several")
    match = _BYTE_SEQUENCE.fullmatch(lines[0]) if len(lines[0]) <= LONGEST else None
    if match is None:
        raise refusal("Client-Cert is not one byte sequence, or too long")
    return check_certificate(_decoded(match[1]))


def write(certificate: bytes) -> str:
    """The header's value for a certificate (DER), as a proxy writes it."""
    return f":{base64.b64encode(certificate).decode('ascii')}:"


def check_certificate(der: bytes) -> bytes:
    """The same bytes, when they are one X.509 certificate in DER. Raises GnapError (invalid_client)."""
    try:
        x509.load_der_x509_certificate(der)
    except UNREADABLE:
        raise refusal("Client-Cert holds no X.509 certificate") from None
    return der


def _decoded(text: str) -> bytes:
    try:
        decoded = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise refusal("Client-Cert is not base64") from None
    # one spelling per certificate
    if base64.b64encode(decoded).decode("ascii") != text:
        raise refusal("Client-Cert is not canonical base64")
    return decoded
