"""A strict reading of public JWKs (RFC 7517): every key has one spelling, so one thumbprint.

What is read here is well-formed and may be loaded; whether its numbers are a key is `algorithms.public_key`'s to say.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping
from typing import Final, Literal

from broker.gnap.errors import ErrorCode, GnapError

Algorithm = Literal["EdDSA", "ES256", "ES384", "RS256", "PS256", "PS512"]
Members = tuple[tuple[str, str], ...]
"""The members of a public JWK that we know, in the order of their names."""

MAX_KID: Final = 256

_KID: Final = re.compile(rf"[\x20-\x7e]{{1,{MAX_KID}}}")
_SECRET_MEMBERS: Final = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
_REQUIRED: Final[Mapping[str, tuple[str, ...]]] = {
    "EC": ("crv", "kty", "x", "y"),
    "OKP": ("crv", "kty", "x"),
    "RSA": ("e", "kty", "n"),
    "oct": ("k", "kty"),
}
_KINDS: Final[Mapping[tuple[str, str, str], Algorithm]] = {
    ("OKP", "Ed25519", "EdDSA"): "EdDSA",
    ("OKP", "Ed25519", "Ed25519"): "EdDSA",
    ("EC", "P-256", "ES256"): "ES256",
    ("EC", "P-384", "ES384"): "ES384",
    ("RSA", "", "RS256"): "RS256",
    ("RSA", "", "PS256"): "PS256",
    ("RSA", "", "PS512"): "PS512",
}


def read_jwk(value: object) -> tuple[str, Algorithm, Members]:
    """The kid, algorithm and members of a public JWK. Raises GnapError (invalid_client).

    Demands `kid` and `alg` (RFC 9635 §7.1) and a combination of kty, crv and alg that we verify. Refuses a key with a
    private or symmetric member: it is not secret any more. Members that RFC 7517 lets a reader ignore are dropped, but
    `use` and `key_ops` must allow verifying.
    """
    if not isinstance(value, Mapping):
        raise refused("a JWK is a JSON object")
    if not _SECRET_MEMBERS.isdisjoint(value):
        raise refused("the JWK holds private or symmetric key material")
    kid, kty, alg = (_text(value, name) for name in ("kid", "kty", "alg"))
    if _KID.fullmatch(kid) is None:
        raise refused(f"the JWK's kid is not 1 to {MAX_KID} printable ASCII characters")
    kind = (kty, "" if kty == "RSA" else _text(value, "crv"), alg)
    if kind not in _KINDS:
        raise refused("the JWK's kty, crv and alg are not those of an algorithm that we verify")
    if value.get("use", "sig") != "sig" or "verify" not in _operations(value):
        raise refused("the JWK is not meant for verifying signatures")
    members = tuple((name, _text(value, name)) for name in sorted({*_REQUIRED[kty], "alg", "kid"}))
    return kid, _KINDS[kind], members


def thumbprint(jwk: Mapping[str, object]) -> str:
    """The RFC 7638 thumbprint by SHA-256, base64url. Raises GnapError (invalid_client) when a member is missing."""
    kty = jwk.get("kty")
    if not isinstance(kty, str) or kty not in _REQUIRED:
        raise refused("the JWK's kty is unknown")
    required = {name: _text(jwk, name) for name in _REQUIRED[kty]}
    canonical = json.dumps(required, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
    return b64url(hashlib.sha256(canonical.encode("utf-8")).digest())


def b64url(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def b64url_decode(text: str) -> bytes:
    """The bytes of unpadded base64url. Raises GnapError (invalid_client) for any other spelling of them."""
    try:
        decoded = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise refused("a value is not base64url") from None
    # one spelling per value: no padding, no other alphabet, no bits beyond the last byte
    if b64url(decoded) != text:
        raise refused("a value is not canonical base64url")
    return decoded


def refused(description: str) -> GnapError:
    """The error of every key that is not accepted as one (RFC 9635 §3.6)."""
    return GnapError(ErrorCode.INVALID_CLIENT, description)


def _text(jwk: Mapping[str, object], name: str) -> str:
    value = jwk.get(name)
    if not isinstance(value, str) or not value.isascii():
        raise refused(f"the JWK has no {name}, or not one of ASCII text")
    return value


def _operations(jwk: Mapping[str, object]) -> list[object]:
    operations = jwk.get("key_ops", ["verify"])
    return operations if isinstance(operations, list) else []
