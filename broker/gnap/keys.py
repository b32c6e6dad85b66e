"""Keys of client instances and resource servers: a strict reading of public JWKs, and private keys that sign.

Two algorithms: Ed25519 (JWK `alg` "EdDSA", or "Ed25519" as RFC 9864 calls it) and ES256 with signatures as r and s side
by side. A key says its algorithm itself; a message never does (RFC 9635 §7.3.1).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from broker.gnap.curve25519 import is_safe_public_key
from broker.gnap.errors import ErrorCode, GnapError

Algorithm = Literal["EdDSA", "ES256"]
Mint = Callable[[int], bytes]
"""Chance, as an argument: returns as many unguessable bytes as it is asked for."""

COORDINATE: Final = 32
"""Bytes in a coordinate, an Ed25519 key and half a signature, for both algorithms."""
MAX_KID: Final = 256

_P256: Final = ec.SECP256R1()
_P256_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
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
}
_KEY_FORMATS: Final = frozenset({"jwk", "cert", "cert#S256"})


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that may be expected of somebody. Made by `parse_jwk`, so its point is known to be on its curve."""

    kid: str
    alg: Algorithm
    members: tuple[tuple[str, str], ...]
    """The JWK's members that we know, in the order of their names."""

    @property
    def jwk(self) -> dict[str, str]:
        """The public JWK, a new dictionary each time."""
        return dict(self.members)

    @property
    def thumbprint(self) -> str:
        """The RFC 7638 thumbprint: two keys are the same exactly if these are."""
        return thumbprint(self.jwk)

    def verify(self, signature: bytes, data: bytes) -> bool:
        """Whether `signature` is this key's over `data`. Never raises, whatever the bytes."""
        if len(signature) != 2 * COORDINATE:
            return False
        jwk = self.jwk
        try:
            if self.alg == "EdDSA":
                ed25519.Ed25519PublicKey.from_public_bytes(b64url_decode(jwk["x"])).verify(signature, data)
            else:
                r, s = (int.from_bytes(half, "big") for half in (signature[:COORDINATE], signature[COORDINATE:]))
                _p256_key(jwk).verify(encode_dss_signature(r, s), data, ec.ECDSA(hashes.SHA256()))
        except InvalidSignature:
            return False
        return True


class PrivateKey:
    """A key that signs. Its repr shows the kid only; `to_bytes` is for the vault and for nothing else."""

    __slots__ = ("_key", "alg", "kid", "public")

    kid: str
    alg: Algorithm
    public: PublicKey

    def __init__(self, kid: str, key: ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> None:
        self._key = key
        self.kid = kid
        self.public = parse_jwk(_public_jwk(kid, key))
        self.alg = self.public.alg

    def __repr__(self) -> str:
        return f"PrivateKey(kid={self.kid!r}, alg={self.alg!r})"

    def __reduce__(self) -> str:
        raise TypeError("a private key is written out by to_bytes only")

    def sign(self, data: bytes) -> bytes:
        """The signature over `data`: 64 bytes, for ES256 r and s side by side (RFC 7518 §3.4)."""
        if isinstance(self._key, ed25519.Ed25519PrivateKey):
            return self._key.sign(data)
        r, s = decode_dss_signature(self._key.sign(data, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(COORDINATE, "big") + s.to_bytes(COORDINATE, "big")

    def to_bytes(self) -> bytes:
        """The private key itself, PKCS #8 in DER, not encrypted: seal it. The kid is not in it."""
        return self._key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    @classmethod
    def from_bytes(cls, data: bytes, kid: str) -> PrivateKey:
        """The key that `to_bytes` wrote. Raises ValueError for anything else, without quoting it."""
        try:
            key = serialization.load_der_private_key(data, password=None)
        except (ValueError, TypeError):
            raise ValueError("not a PKCS #8 private key") from None
        if isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, ec.SECP256R1):
            return cls(kid, key)
        if isinstance(key, ed25519.Ed25519PrivateKey):
            return cls(kid, key)
        raise ValueError("a private key of a kind that we do not sign with")


def generate(alg: Algorithm, kid: str, mint: Mint) -> PrivateKey:
    """A new key from the bytes of `mint`; the same bytes give the same key. "EdDSA" is what to choose."""
    if alg == "EdDSA":
        return PrivateKey(kid, ed25519.Ed25519PrivateKey.from_private_bytes(mint(COORDINATE)))
    # 128 bits more than the order has, so that the remainder is even over all keys (FIPS 186-5 A.2.1)
    scalar = int.from_bytes(mint(COORDINATE + 16), "big") % (_P256_ORDER - 1) + 1
    return PrivateKey(kid, ec.derive_private_key(scalar, _P256))


def parse_jwk(value: object) -> PublicKey:
    """The public key of a JWK. Raises GnapError (invalid_client).

    Demands `kid` and `alg` (RFC 9635 §7.1), a combination of kty, crv and alg that we verify, and a point on the curve.
    Refuses a key with a private or symmetric member: it is not secret any more. Members that RFC 7517 lets a reader
    ignore are dropped, but `use` and `key_ops` must allow verifying.
    """
    if not isinstance(value, Mapping):
        raise _refused("a JWK is a JSON object")
    if not _SECRET_MEMBERS.isdisjoint(value):
        raise _refused("the JWK holds private or symmetric key material")
    kid, kty, crv, alg = (_text(value, name) for name in ("kid", "kty", "crv", "alg"))
    if _KID.fullmatch(kid) is None:
        raise _refused(f"the JWK's kid is not 1 to {MAX_KID} printable ASCII characters")
    if (kty, crv, alg) not in _KINDS:
        raise _refused("the JWK's kty, crv and alg are not Ed25519 with EdDSA or Ed25519, nor P-256 with ES256")
    if value.get("use", "sig") != "sig" or "verify" not in _operations(value):
        raise _refused("the JWK is not meant for verifying signatures")
    members = tuple((name, _text(value, name)) for name in sorted({*_REQUIRED[kty], "alg", "kid"}))
    _check_point(dict(members))
    return PublicKey(kid, _KINDS[kty, crv, alg], members)


def thumbprint(jwk: Mapping[str, object]) -> str:
    """The RFC 7638 thumbprint by SHA-256, base64url. Raises GnapError (invalid_client) when a member is missing."""
    kty = jwk.get("kty")
    if not isinstance(kty, str) or kty not in _REQUIRED:
        raise _refused("the JWK's kty is unknown")
    required = {name: _text(jwk, name) for name in _REQUIRED[kty]}
    canonical = json.dumps(required, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
    return b64url(hashlib.sha256(canonical.encode("utf-8")).digest())


def key_object(public: PublicKey) -> dict[str, Any]:
    """The key as a GNAP message carries it (RFC 9635 §7.1), proved by HTTP message signatures."""
    return {"proof": "httpsig", "jwk": public.jwk}


def parse_key_object(value: object) -> PublicKey:
    """The public key of a GNAP key object.

    Raises GnapError: invalid_request when it is no object with the proof "httpsig" and exactly one key format,
    invalid_client when the key itself is refused.
    """
    if not isinstance(value, Mapping):
        raise GnapError(ErrorCode.INVALID_REQUEST, "a key is given by value, as a JSON object")
    if value.get("proof") != "httpsig":
        raise GnapError(ErrorCode.INVALID_REQUEST, 'the key\'s proof is not the string "httpsig"')
    if _KEY_FORMATS.intersection(value) != {"jwk"}:
        raise GnapError(ErrorCode.INVALID_REQUEST, "a key is given in exactly one format, and here that is jwk")
    return parse_jwk(value["jwk"])


def b64url(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def b64url_decode(text: str) -> bytes:
    """The bytes of unpadded base64url. Raises GnapError (invalid_client) for any other spelling of them."""
    try:
        decoded = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise _refused("a value is not base64url") from None
    # one spelling per value: no padding, no other alphabet, no bits beyond the last byte
    if b64url(decoded) != text:
        raise _refused("a value is not canonical base64url")
    return decoded


def _refused(description: str) -> GnapError:
    return GnapError(ErrorCode.INVALID_CLIENT, description)


def _text(jwk: Mapping[str, object], name: str) -> str:
    value = jwk.get(name)
    if not isinstance(value, str) or not value.isascii():
        raise _refused(f"the JWK has no {name}, or not one of ASCII text")
    return value


def _operations(jwk: Mapping[str, object]) -> list[object]:
    operations = jwk.get("key_ops", ["verify"])
    return operations if isinstance(operations, list) else []


def _check_point(jwk: Mapping[str, str]) -> None:
    coordinates = [b64url_decode(jwk[name]) for name in ("x", "y") if name in jwk]
    if any(len(coordinate) != COORDINATE for coordinate in coordinates):
        raise _refused("a coordinate of the key has the wrong length")
    if jwk["kty"] == "EC":
        try:
            _p256_key(jwk)
        except ValueError:
            raise _refused("the key is not a point on P-256") from None
    elif not is_safe_public_key(coordinates[0]):
        raise _refused("the key is not a point on Ed25519, or one for which anybody can sign")


def _p256_key(jwk: Mapping[str, str]) -> ec.EllipticCurvePublicKey:
    point = b"\x04" + b64url_decode(jwk["x"]) + b64url_decode(jwk["y"])
    return ec.EllipticCurvePublicKey.from_encoded_point(_P256, point)


def _public_jwk(kid: str, key: ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> dict[str, str]:
    if isinstance(key, ed25519.Ed25519PrivateKey):
        x = key.public_key().public_bytes_raw()
        return {"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "kid": kid, "x": b64url(x)}
    point = key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    x, y = point[1 : 1 + COORDINATE], point[1 + COORDINATE :]
    return {"kty": "EC", "crv": "P-256", "alg": "ES256", "kid": kid, "x": b64url(x), "y": b64url(y)}
