"""Certificates as carriers of a public key (RFC 9635 §7.1): nothing is asked of their issuer, names or dates.

Which certificate it is, is said by the SHA-256 of its DER bytes (RFC 8705 §3.1), here called its digest.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.utils import CryptographyDeprecationWarning

from broker.gnap.algorithms import algorithm_of
from broker.gnap.jwk import Algorithm, b64url, refused
from broker.gnap.key_pair import PublicKey, public_key

# What the library raises for a certificate that it cannot read; the last three are no ValueError. Where warnings are
# errors, what its next version refuses is refused in this one.
UNREADABLE: Final = (
    ValueError,
    TypeError,
    UnsupportedAlgorithm,
    CryptographyDeprecationWarning,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
)
MAX_TEXT: Final = 16_384
"""Characters of a certificate in PEM."""

_PEM: Final = re.compile(
    r"\s*(?:-----BEGIN CERTIFICATE-----(?P<armored>[^-]*)-----END CERTIFICATE-----|(?P<bare>[^-]*))\s*", re.ASCII
)
_SPACE: Final = re.compile(r"[ \t\n\r\v\f]+")


def der_of(text: str) -> bytes:
    """The DER bytes of one certificate in PEM, with or without its first and last line, whitespace ignored (RFC 7468).

    Raises GnapError (invalid_client) for anything else. Whether the bytes are a certificate is not looked at.
    """
    match = _PEM.fullmatch(text) if len(text) <= MAX_TEXT else None
    if match is None:
        raise refused("the certificate is not one PEM text of a bearable length")
    encoded = _SPACE.sub("", match["armored"] or match["bare"] or "")
    try:
        der = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise refused("the certificate is not base64") from None
    # one spelling per certificate: bits after the last byte must be zero
    if not der or base64.b64encode(der).decode("ascii") != encoded:
        raise refused("the certificate is empty or not canonical base64")
    return der


def pem_body(der: bytes) -> str:
    """The certificate in PEM on one line, without its first and last line."""
    return base64.b64encode(der).decode("ascii")


def digest_of(der: bytes) -> str:
    """The certificate's digest as `cert#S256` carries it: base64url of the SHA-256 of its DER bytes."""
    return b64url(hashlib.sha256(der).digest())


def certified_key(der: bytes, rsa_alg: Algorithm | None = None) -> PublicKey:
    """The certificate's public key; its kid is the certificate's digest, since a certificate has no other.

    The algorithm is that of the key: for RSA `rsa_alg`, or PS256. Raises GnapError (invalid_client) for bytes that are
    no certificate, a key that we do not verify with, and a certificate that is not for signing.
    """
    try:
        certificate = x509.load_der_x509_certificate(der)
        key, usage = certificate.public_key(), _key_usage(certificate)
    except UNREADABLE:
        raise refused("the certificate cannot be read, or holds a key that we do not verify with") from None
    if usage is not None and not usage.digital_signature:
        raise refused("the certificate is not meant for signatures")
    alg = algorithm_of(key, rsa_alg) if rsa_alg else algorithm_of(key)
    return public_key(digest_of(der), key, alg)  # type: ignore[arg-type]  # algorithm_of has refused other kinds


def _key_usage(certificate: x509.Certificate) -> x509.KeyUsage | None:
    try:
        return certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return None
