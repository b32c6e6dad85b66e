"""The two halves of a signing key: a public one that may be expected of somebody, and a private one that signs.

A key says its algorithm itself; a message never does (RFC 9635 §7.3.1).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from broker.gnap.algorithms import COORDINATE, RawPrivateKey, RawPublicKey, algorithm_of, public_members
from broker.gnap.algorithms import signer as signer_of
from broker.gnap.algorithms import verifier as verifier_of
from broker.gnap.errors import GnapError
from broker.gnap.jwk import Algorithm, Members, read_jwk, thumbprint

Mint = Callable[[int], bytes]
"""Chance, as an argument: returns as many unguessable bytes as it is asked for."""

RSA_BITS: Final = 3072
"""Of an RSA key that we make."""

_ORDERS: Final[Mapping[Algorithm, tuple[ec.EllipticCurve, int]]] = {
    "ES256": (ec.SECP256R1(), 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551),
    "ES384": (
        ec.SECP384R1(),
        0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
    ),
}
_PRIVATE: Final = (ed25519.Ed25519PrivateKey, ec.EllipticCurvePrivateKey, rsa.RSAPrivateKey)
_RSA_ALGORITHMS: Final[Mapping[bytes, Algorithm]] = {b"RS256": "RS256", b"PS256": "PS256", b"PS512": "PS512"}


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that may be expected of somebody. Made by `parse_jwk` or from a certificate, so its numbers are checked."""

    kid: str
    alg: Algorithm
    members: Members

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
        try:
            verifier_of(self.alg, self.members)(signature, data)
        except InvalidSignature:
            return False
        return True


class PrivateKey:
    """A key that signs. Its repr shows the kid only; `to_bytes` is for the vault and for nothing else."""

    __slots__ = ("_key", "alg", "kid", "public", "sign")

    kid: str
    alg: Algorithm
    public: PublicKey
    sign: Callable[[bytes], bytes]
    """The signature over these bytes, in the form of `broker.gnap.algorithms`."""

    def __init__(self, kid: str, key: RawPrivateKey, alg: Algorithm | None = None) -> None:
        """`alg` must be given for an RSA key, which does not say. Raises GnapError for numbers that are no safe key."""
        self._key = key
        self.kid = kid
        self.public = public_key(kid, key.public_key(), alg)
        self.alg = self.public.alg
        self.sign = signer_of(self.alg, key)

    def __repr__(self) -> str:
        return f"PrivateKey(kid={self.kid!r}, alg={self.alg!r})"

    def __reduce__(self) -> str:
        raise TypeError("a private key is written out by to_bytes only")

    def to_bytes(self) -> bytes:
        """The private key itself, PKCS #8 in DER, not encrypted: seal it. The kid is not in it.

        An RSA key's is preceded by its algorithm and a colon, because PKCS #8 does not tell RS256 from PS256.
        """
        der = self._key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return f"{self.alg}:".encode() + der if isinstance(self._key, rsa.RSAPrivateKey) else der

    @classmethod
    def from_bytes(cls, data: bytes, kid: str) -> PrivateKey:
        """The key that `to_bytes` wrote. Raises ValueError for anything else, without quoting it."""
        alg = _RSA_ALGORITHMS.get(data[:5]) if data[5:6] == b":" else None
        try:
            key = serialization.load_der_private_key(data[6:] if alg else data, password=None)
        except (ValueError, TypeError):
            raise ValueError("not a PKCS #8 private key") from None
        if not isinstance(key, _PRIVATE) or isinstance(key, rsa.RSAPrivateKey) != (alg is not None):
            raise ValueError("a private key of a kind that we do not sign with, or one that does not say its algorithm")
        try:
            return cls(kid, key, alg)
        except GnapError:
            raise ValueError("a private key of a kind that we do not sign with") from None


def generate(alg: Algorithm, kid: str, mint: Mint) -> PrivateKey:
    """A new key from the bytes of `mint`; the same bytes give the same key. "EdDSA" is what to choose.

    Except for RSA: `cryptography` draws its primes itself, as it does the salts of signatures.
    """
    if alg == "EdDSA":
        return PrivateKey(kid, ed25519.Ed25519PrivateKey.from_private_bytes(mint(COORDINATE)))
    if alg not in _ORDERS:
        return PrivateKey(kid, rsa.generate_private_key(65537, RSA_BITS), alg)
    curve, order = _ORDERS[alg]
    # 128 bits more than the order has, so that the remainder is even over all keys (FIPS 186-5 A.2.1)
    scalar = int.from_bytes(mint(curve.key_size // 8 + 16), "big") % (order - 1) + 1
    return PrivateKey(kid, ec.derive_private_key(scalar, curve))


def parse_jwk(value: object) -> PublicKey:
    """The public key of a JWK. Raises GnapError (invalid_client).

    Beyond the members (`read_jwk`) it demands a point on the curve, and an RSA modulus and exponent within our bounds.
    """
    kid, alg, members = read_jwk(value)
    verifier_of(alg, members)
    return PublicKey(kid, alg, members)


def public_key(kid: str, key: RawPublicKey, alg: Algorithm | None = None) -> PublicKey:
    """The same for a key of `cryptography`; `alg` must be given for an RSA key. Raises GnapError (invalid_client)."""
    named = alg if alg is not None and isinstance(key, rsa.RSAPublicKey) else algorithm_of(key)
    return parse_jwk(public_members(key) | {"kid": kid, "alg": named})
