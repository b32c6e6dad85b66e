"""Certificates for the tests: any key, names, dates and serial number, signed by itself or by another."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa, x25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from broker.gnap import keys
from broker.gnap.http_message import HttpMessage
from tests.gnap.jose_made import published_rsa
from tests.gnap.signed import plain

FROM = datetime(2026, 1, 1, tzinfo=UTC)


def ed25519_key(seed: bytes = b"o") -> ed25519.Ed25519PrivateKey:
    return ed25519.Ed25519PrivateKey.from_private_bytes(seed * 32)


def certificate(
    subject: Any,
    *,
    name: str = "client-1",
    serial: int = 7,
    days: int = 30,
    issuer: Any = None,
    signs: bool | None = None,
) -> x509.Certificate:
    """A certificate of the private key `subject`; `signs` is what its key usage says about signatures, if anything."""
    by = issuer or subject
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name("ca" if issuer else name))
        .public_key(subject.public_key())
        .serial_number(serial)
        .not_valid_before(FROM)
        .not_valid_after(FROM + timedelta(days=days))
    )
    if signs is not None:
        usage = x509.KeyUsage(signs, False, not signs, False, False, False, False, False, False)
        builder = builder.add_extension(usage, critical=True)
    signed_plainly = isinstance(by, ed25519.Ed25519PrivateKey | ed448.Ed448PrivateKey)
    return builder.sign(by, None if signed_plainly else hashes.SHA256())


def der(subject: Any, **how: Any) -> bytes:
    return certificate(subject, **how).public_bytes(Encoding.DER)


def shown(certificate_der: bytes | None, message: HttpMessage | None = None) -> HttpMessage:
    """The message as it arrives on a connection that showed this certificate."""
    return replace(message or plain(), client_certificate=certificate_der)


def by_certificate(certificate_der: bytes, proof: str = "mtls") -> keys.Key:
    return keys.parse_key({"proof": proof, "cert": base64.b64encode(certificate_der).decode()})


def by_digest(certificate_der: bytes) -> keys.Key:
    return keys.parse_key({"proof": "mtls", "cert#S256": by_certificate(certificate_der).cert_s256})


def by_jwk(subject: Any, alg: keys.Algorithm | None = None) -> keys.Key:
    return keys.parse_key({"proof": "mtls", "jwk": keys.PrivateKey("client-1", subject, alg).public.jwk})


def public_key_alone(subject: Any) -> bytes:
    key: bytes = subject.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return key


@cache
def strange_keys() -> dict[str, Any]:
    """Private keys of kinds or sizes that we do not verify with."""
    return {
        "rsa-1024": rsa.generate_private_key(65537, 1024),
        "rsa-exponent-3": rsa.generate_private_key(3, 2048),
        "p-521": ec.derive_private_key(7, ec.SECP521R1()),
        "secp256k1": ec.derive_private_key(7, ec.SECP256K1()),
        "ed448": ed448.Ed448PrivateKey.from_private_bytes(b"o" * 57),
        "x25519": x25519.X25519PrivateKey.from_private_bytes(b"o" * 32),
    }


def sound_keys() -> dict[keys.Algorithm, Any]:
    return {
        "EdDSA": ed25519_key(),
        "ES256": ec.derive_private_key(7, ec.SECP256R1()),
        "ES384": ec.derive_private_key(7, ec.SECP384R1()),
        "RS256": published_rsa(),
    }


def unreadable_certificates() -> dict[str, bytes]:
    """Certificates that only look like ones: what is wrong with each is found by its library late, each in its own way.

    Made by bytes of a genuine one put otherwise; a signature is looked at by nobody.
    """
    usage = x509.KeyUsage(True, False, False, False, False, False, False, False, False)
    names = x509.SubjectAlternativeName([x509.DNSName("client.example")])
    bare = x509.CertificateBuilder().subject_name(_name("c")).issuer_name(_name("c")).serial_number(7)
    dated = (
        bare.not_valid_before(FROM).not_valid_after(FROM + timedelta(days=30)).public_key(ed25519_key().public_key())
    )
    made = dated.add_extension(usage, True).add_extension(names, False).sign(ed25519_key(), None)
    whole = made.public_bytes(Encoding.DER)
    return {
        "of a version that there is not": _put(whole, "a003020102", "a003020106"),
        "with one extension twice": _put(whole, "0603551d11", "0603551d0f"),
        "for a name of a kind that is not read": _put(whole, "820e", "a30e"),
        "for a name that is no text": _put(whole, "820e63", "820eff"),
    }


def _put(whole: bytes, old: str, new: str) -> bytes:
    before, after = bytes.fromhex(old), bytes.fromhex(new)
    assert whole.count(before) == 1
    return whole.replace(before, after)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])
