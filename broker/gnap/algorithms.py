"""The six signature algorithms over keys of `cryptography`: what a key must be, how it verifies, how it signs.

| JWK `alg` | key | signature |
|---|---|---|
| EdDSA | Ed25519 | 64 bytes (RFC 8032) |
| ES256, ES384 | P-256, P-384 | r and s side by side (RFC 7518 §3.4), SHA-256, SHA-384 |
| RS256 | RSA of 2048 to 8192 bits | PKCS #1 v1.5, SHA-256 |
| PS256, PS512 | RSA of 2048 to 8192 bits | PSS with a salt as long as the hash (RFC 7518 §3.5), SHA-256, SHA-512 |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from math import gcd, prod
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.padding import AsymmetricPadding
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from broker.gnap.curve25519 import is_safe_public_key
from broker.gnap.jwk import Algorithm, Members, b64url, b64url_decode, refused

RawPublicKey = ed25519.Ed25519PublicKey | ec.EllipticCurvePublicKey | rsa.RSAPublicKey
RawPrivateKey = ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
Check = Callable[[bytes, bytes], None]
"""Of a signature and the data under it: raises InvalidSignature unless they belong together."""

COORDINATE: Final = 32
"""Bytes in an Ed25519 key and in a coordinate of P-256."""
MIN_RSA_BITS: Final = 2048
MAX_RSA_BITS: Final = 8192
"""More costs the verifier time and buys nothing."""
MIN_EXPONENT: Final = 65537
MAX_EXPONENT: Final = 2**64
"""OpenSSL verifies with no larger exponent (a large one is a way to keep the verifier busy)."""
RSA_DEFAULT: Final[Algorithm] = "PS256"
"""What an RSA key signs with when nothing but its certificate is known."""

_CURVES: Final[Mapping[Algorithm, tuple[ec.EllipticCurve, int, hashes.HashAlgorithm]]] = {
    "ES256": (ec.SECP256R1(), COORDINATE, hashes.SHA256()),
    "ES384": (ec.SECP384R1(), 48, hashes.SHA384()),
}
_RSA: Final[Mapping[Algorithm, tuple[AsymmetricPadding, hashes.HashAlgorithm]]] = {
    "RS256": (padding.PKCS1v15(), hashes.SHA256()),
    "PS256": (padding.PSS(padding.MGF1(hashes.SHA256()), hashes.SHA256.digest_size), hashes.SHA256()),
    "PS512": (padding.PSS(padding.MGF1(hashes.SHA512()), hashes.SHA512.digest_size), hashes.SHA512()),
}
_SMALL_FACTORS_BELOW: Final = 752  # NIST SP 800-89 §5.3.3
_SMALL_PRIMES: Final = [n for n in range(2, _SMALL_FACTORS_BELOW) if all(n % d for d in range(2, int(n**0.5) + 1))]
_SMALL_PRODUCT: Final = prod(_SMALL_PRIMES)


def algorithm_of(key: object, rsa_alg: Algorithm = RSA_DEFAULT) -> Algorithm:
    """The algorithm that a key of `cryptography` signs with; an RSA key does not say, so `rsa_alg` does.

    Raises GnapError (invalid_client) for a key of another kind.
    """
    if isinstance(key, ed25519.Ed25519PublicKey | ed25519.Ed25519PrivateKey):
        return "EdDSA"
    if isinstance(key, rsa.RSAPublicKey | rsa.RSAPrivateKey):
        return rsa_alg
    if isinstance(key, ec.EllipticCurvePublicKey | ec.EllipticCurvePrivateKey):
        for alg, (curve, _, _) in _CURVES.items():
            if key.curve.name == curve.name:
                return alg
    raise refused("the key is not of a kind that we verify")


def public_members(key: RawPublicKey) -> dict[str, str]:
    """The required members of the key's JWK (RFC 7638 §3.2), without kid and alg."""
    if isinstance(key, ed25519.Ed25519PublicKey):
        return {"kty": "OKP", "crv": "Ed25519", "x": b64url(key.public_bytes_raw())}
    numbers = key.public_numbers()
    if isinstance(numbers, rsa.RSAPublicNumbers):
        return {"kty": "RSA", "e": _integer_text(numbers.e), "n": _integer_text(numbers.n)}
    size = (key.key_size + 7) // 8
    x, y = (b64url(number.to_bytes(size, "big")) for number in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": f"P-{key.key_size}", "x": x, "y": y}


@lru_cache(maxsize=4096)  # a key is read with every message by it, and loading costs as much as verifying
def verifier(alg: Algorithm, members: Members) -> Check:
    """How signatures by this key are checked. Raises GnapError (invalid_client) for numbers that are no safe key."""
    jwk = dict(members)
    if alg == "EdDSA":
        return _sized(2 * COORDINATE, _ed25519(jwk).verify)
    if alg in _CURVES:
        return _ecdsa(alg, _point(alg, jwk))
    return _rsa(alg, _rsa_key(jwk))


def signer(alg: Algorithm, key: RawPrivateKey) -> Callable[[bytes], bytes]:
    """How this key signs."""
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return key.sign
    if isinstance(key, rsa.RSAPrivateKey):
        scheme, digest = _RSA[alg]
        return lambda data: key.sign(data, scheme, digest)
    return _ecdsa_signer(alg, key)


def _ecdsa_signer(alg: Algorithm, key: ec.EllipticCurvePrivateKey) -> Callable[[bytes], bytes]:
    _, size, digest = _CURVES[alg]

    def sign(data: bytes) -> bytes:
        r, s = decode_dss_signature(key.sign(data, ec.ECDSA(digest)))
        return r.to_bytes(size, "big") + s.to_bytes(size, "big")

    return sign


def _sized(size: int, check: Check) -> Check:
    def sized(signature: bytes, data: bytes) -> None:
        if len(signature) != size:
            raise InvalidSignature
        check(signature, data)

    return sized


def _ecdsa(alg: Algorithm, key: ec.EllipticCurvePublicKey) -> Check:
    _, size, digest = _CURVES[alg]

    def check(signature: bytes, data: bytes) -> None:
        r, s = (int.from_bytes(half, "big") for half in (signature[:size], signature[size:]))
        key.verify(encode_dss_signature(r, s), data, ec.ECDSA(digest))

    return _sized(2 * size, check)


def _rsa(alg: Algorithm, key: rsa.RSAPublicKey) -> Check:
    scheme, digest = _RSA[alg]
    return _sized((key.key_size + 7) // 8, lambda signature, data: key.verify(signature, data, scheme, digest))


def _ed25519(jwk: Mapping[str, str]) -> ed25519.Ed25519PublicKey:
    (encoded,) = _coordinates(jwk, COORDINATE)
    if not is_safe_public_key(encoded):
        raise refused("the key is not a point on Ed25519, or one for which anybody can sign")
    return ed25519.Ed25519PublicKey.from_public_bytes(encoded)


def _point(alg: Algorithm, jwk: Mapping[str, str]) -> ec.EllipticCurvePublicKey:
    curve, size, _ = _CURVES[alg]
    x, y = _coordinates(jwk, size)
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(curve, b"\x04" + x + y)
    except ValueError:
        raise refused(f"the key is not a point on {jwk['crv']}") from None


def _coordinates(jwk: Mapping[str, str], size: int) -> list[bytes]:
    coordinates = [b64url_decode(jwk[name]) for name in ("x", "y") if name in jwk]
    if any(len(coordinate) != size for coordinate in coordinates):
        raise refused("a coordinate of the key has the wrong length")
    return coordinates


def _rsa_key(jwk: Mapping[str, str]) -> rsa.RSAPublicKey:
    n, e = _integer(jwk["n"]), _integer(jwk["e"])
    if n.bit_length() < MIN_RSA_BITS:
        raise refused(f"the RSA key does not have {MIN_RSA_BITS} to {MAX_RSA_BITS} bits")
    if not MIN_EXPONENT <= e < MAX_EXPONENT or e % 2 == 0:
        raise refused(f"the RSA key's exponent is not an odd number from {MIN_EXPONENT} up to 64 bits")
    # a modulus that anybody can divide is a key for which anybody can sign
    if gcd(n, _SMALL_PRODUCT) != 1:
        raise refused("the RSA key's modulus has a small factor")
    return rsa.RSAPublicNumbers(e, n).public_key()


def _integer(text: str) -> int:
    octets = b64url_decode(text)
    # RFC 7518 §2: as few octets as hold it, so that a key has one spelling
    if not octets or octets[0] == 0:
        raise refused("a number of the RSA key is empty or has leading zeros")
    # before a large number is made of it
    if len(octets) > MAX_RSA_BITS // 8:
        raise refused(f"the RSA key does not have {MIN_RSA_BITS} to {MAX_RSA_BITS} bits")
    return int.from_bytes(octets, "big")


def _integer_text(number: int) -> str:
    return b64url(number.to_bytes((number.bit_length() + 7) // 8, "big"))
