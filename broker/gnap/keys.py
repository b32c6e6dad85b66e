"""The GNAP key object (RFC 9635 §7.1): one public key in exactly one format, and how its holder proves it.

The names of the package's other key modules are kept here too, so that a reader of keys needs this one only.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, get_args

from broker.gnap.algorithms import COORDINATE
from broker.gnap.certificates import certified_key, der_of, digest_of, pem_body
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.jwk import MAX_KID, Algorithm, b64url, b64url_decode, refused, thumbprint
from broker.gnap.key_pair import Mint, PrivateKey, PublicKey, generate, parse_jwk

__all__ = [
    "COORDINATE",
    "MAX_KID",
    "Algorithm",
    "DigestAlgorithm",
    "Key",
    "KeyFormat",
    "Mint",
    "PrivateKey",
    "ProofMethod",
    "PublicKey",
    "b64url",
    "b64url_decode",
    "generate",
    "key_object",
    "parse_jwk",
    "parse_key",
    "parse_key_object",
    "thumbprint",
]

ProofMethod = Literal["httpsig", "jwsd", "jws", "mtls"]
KeyFormat = Literal["jwk", "cert", "cert#S256"]
DigestAlgorithm = Literal["sha-256", "sha-512"]

_METHODS: Final[Mapping[str, ProofMethod]] = {name: name for name in get_args(ProofMethod)}
_FORMATS: Final[Mapping[str, KeyFormat]] = {name: name for name in get_args(KeyFormat)}
_DIGESTS: Final[Mapping[str, DigestAlgorithm]] = {name: name for name in get_args(DigestAlgorithm)}
# The HTTP Signature Algorithms registry (RFC 9421 §6.2.2) has no PS256, and its hmac-sha256 is symmetric.
_REGISTERED: Final[Mapping[str, Algorithm]] = {
    "ed25519": "EdDSA",
    "ecdsa-p256-sha256": "ES256",
    "ecdsa-p384-sha384": "ES384",
    "rsa-v1_5-sha256": "RS256",
    "rsa-pss-sha512": "PS512",
}
_OBJECT_FORM: Final = frozenset({"method", "alg", "content-digest-alg"})
_SHA256_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Key:
    """A key by value, as a GNAP message carries it. Made by `parse_key`."""

    proof: ProofMethod
    format: KeyFormat
    public: PublicKey | None
    """None for `cert#S256` until its certificate is seen."""
    certificate: bytes | None
    """The DER bytes of the format `cert`, or of a certificate seen."""
    cert_s256: str | None
    """The certificate's digest, for both formats of certificates."""
    content_digest: DigestAlgorithm | None
    """From the object form of the proof `httpsig`; the string form means sha-256 (RFC 9635 §7.3.1)."""

    @property
    def identity(self) -> str:
        """What a registration is looked up by: the RFC 7638 thumbprint, or "x5t#S256:" and the certificate's digest."""
        if self.cert_s256 is not None:
            return f"x5t#S256:{self.cert_s256}"
        assert self.public is not None  # noqa: S101  # a jwk has one
        return self.public.thumbprint

    def to_json(self) -> dict[str, Any]:
        """The key object, a new dictionary each time."""
        return {"proof": self._proof_json(), self.format: self._value_json()}

    def with_certificate(self, der: bytes) -> Key:
        """The key with the certificate that was seen for its digest. Raises GnapError (invalid_client) for another."""
        if self.cert_s256 is None or not hmac.compare_digest(digest_of(der), self.cert_s256):
            raise refused("the certificate is not the one that was expected")
        if self.public is not None:
            return self
        return replace(self, public=certified_key(der), certificate=der)

    def _proof_json(self) -> str | dict[str, str]:
        if self.content_digest is None or self.public is None:
            return self.proof
        alg = next(name for name, alg in _REGISTERED.items() if alg == self.public.alg)
        return {"method": self.proof, "alg": alg, "content-digest-alg": self.content_digest}

    def _value_json(self) -> str | dict[str, str]:
        if self.format == "cert" and self.certificate is not None:
            return pem_body(self.certificate)
        if self.format == "jwk" and self.public is not None:
            return self.public.jwk
        return self.cert_s256 or ""


def parse_key(value: object) -> Key:
    """The key of a GNAP key object.

    Raises GnapError: invalid_request when it is no object with a proof that we know and exactly one key format,
    invalid_client when the key itself is refused: private, symmetric, too small, too large, not on its curve, meant for
    another algorithm.
    """
    if not isinstance(value, Mapping):
        raise _malformed("a key is given by value, as a JSON object")
    method, alg, digest = _proof(value.get("proof"))
    # a format that is present but null is present: another reader might take that one
    formats = [_FORMATS[name] for name in _FORMATS if name in value]
    if len(formats) != 1:
        raise _malformed("a key is given in exactly one of the formats jwk, cert and cert#S256")
    key = _READERS[formats[0]](method, value[formats[0]], alg)
    if alg is not None and (key.public is None or key.public.alg != alg):
        raise refused("the key is not one for the algorithm that its proof names")
    return replace(key, content_digest=digest)


def key_object(public: PublicKey) -> dict[str, Any]:
    """The key as a GNAP message carries it (RFC 9635 §7.1), proved by HTTP message signatures."""
    return {"proof": "httpsig", "jwk": public.jwk}


def parse_key_object(value: object) -> PublicKey:
    """The public key of a GNAP key object in the format jwk, with the proof "httpsig" as a string.

    Raises GnapError as `parse_key` does, and invalid_request for another format or proof.
    """
    if isinstance(value, Mapping):
        if value.get("proof") != "httpsig":
            raise _malformed('the key\'s proof is not the string "httpsig"')
        if _FORMATS.keys() & value.keys() != {"jwk"}:
            raise _malformed("a key is given in exactly one format, and here that is jwk")
    key = parse_key(value)
    assert key.public is not None  # noqa: S101  # a jwk has one
    return key.public


def _proof(value: object) -> tuple[ProofMethod, Algorithm | None, DigestAlgorithm | None]:
    """Method, algorithm and digest of the proof; the last two only in the object form, which httpsig alone has."""
    if isinstance(value, str) and value in _METHODS:
        return _METHODS[value], None, None
    if not isinstance(value, Mapping) or value.get("method") != "httpsig" or set(value) != _OBJECT_FORM:
        raise _malformed("the key's proof is not one of " + ", ".join(_METHODS) + ", nor httpsig with its parameters")
    alg, digest = value["alg"], value["content-digest-alg"]
    if not isinstance(alg, str) or alg not in _REGISTERED:
        raise _malformed("the proof's alg is not one of " + ", ".join(_REGISTERED))
    if not isinstance(digest, str) or digest not in _DIGESTS:
        raise _malformed("the proof's content-digest-alg is not one of " + ", ".join(_DIGESTS))
    return "httpsig", _REGISTERED[alg], _DIGESTS[digest]


def _jwk(method: ProofMethod, value: object, _alg: Algorithm | None) -> Key:
    public = parse_jwk(value)
    chain = value.get("x5c") if isinstance(value, Mapping) else None
    if chain is not None:
        _check_chain(public, chain)
    return Key(method, "jwk", public, None, None, None)


def _check_chain(public: PublicKey, chain: object) -> None:
    # RFC 7517 §4.7: the first certificate is of this very key; the others say who vouches for it, which we do not ask
    if not isinstance(chain, list) or not chain or not isinstance(chain[0], str):
        raise refused("the JWK's x5c is not a list of certificates")
    if certified_key(der_of(chain[0])).thumbprint != public.thumbprint:
        raise refused("the JWK's x5c is the certificate of another key")


def _certificate(method: ProofMethod, value: object, alg: Algorithm | None) -> Key:
    if not isinstance(value, str):
        raise refused("a certificate is given as text")
    der = der_of(value)
    public = certified_key(der, alg)
    return Key(method, "cert", public, der, public.kid, None)


def _certificate_digest(method: ProofMethod, value: object, _alg: Algorithm | None) -> Key:
    if not isinstance(value, str) or len(b64url_decode(value)) != _SHA256_BYTES:
        raise refused("a certificate's digest is not 32 bytes in base64url")
    return Key(method, "cert#S256", None, None, value, None)


def _malformed(description: str) -> GnapError:
    return GnapError(ErrorCode.INVALID_REQUEST, description)


_READERS: Final = {"jwk": _jwk, "cert": _certificate, "cert#S256": _certificate_digest}
