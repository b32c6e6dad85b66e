"""JWS proofs for the tests: good ones by all six algorithms, and genuine signatures over any header and payload."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from functools import cache
from typing import Any, Literal

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from broker.gnap import keys
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.http_message import HttpMessage
from broker.gnap.proofs import jose, jws, jwsd, proving
from broker.gnap.proofs.structured import UNPROVEN
from broker.gnap.proofs.verified import Verified
from tests.gnap.signed import CREATED, NOW, URI, plain, vectors

Method = Literal["jwsd", "jws"]
METHODS: tuple[Method, ...] = ("jwsd", "jws")
SIX: tuple[keys.Algorithm, ...] = ("EdDSA", "ES256", "ES384", "RS256", "PS256", "PS512")
TOKEN = "80UPRY5NM33OMUKMKSKU"
ATH = "hJC-eDWyh9xx-KnCqg1OcZAv71xdpxXnhQrwyY9ixYE"  # derived_consistent_vectors.json
TYPES = {"jwsd": jwsd.TYP, "jws": jws.TYP}
ROTATION_TYPES = {"jwsd": jwsd.ROTATION_TYP, "jws": jws.ROTATION_TYP}


@cache
def signer(alg: keys.Algorithm = "EdDSA", kid: str = "client-1", seed: str = "ours") -> keys.PrivateKey:
    """A key of any of the six; for RSA the published one of RFC 9635 §7.3, or a fresh one for another seed."""
    if alg in ("EdDSA", "ES256", "ES384"):
        return keys.generate(alg, kid, lambda size: (seed.encode() * size)[:size])
    return keys.PrivateKey(kid, published_rsa() if seed == "ours" else _fresh_rsa(seed), alg)


def published_rsa() -> rsa.RSAPrivateKey:
    """The key `gnap-rsa`, for tests only as its section says."""
    (jwk,) = vectors("gnap_jose.json", "keys")
    p, q, d, dp, dq, qi, e, n = (_number(jwk[name]) for name in ("p", "q", "d", "dp", "dq", "qi", "e", "n"))
    return rsa.RSAPrivateNumbers(p, q, d, dp, dq, qi, rsa.RSAPublicNumbers(e, n)).private_key()


def published_key() -> keys.PrivateKey:
    """The same with the algorithm that its section gives it."""
    return keys.PrivateKey("gnap-rsa", published_rsa(), "RS256")


def expected(made_by: keys.PrivateKey, method: keys.ProofMethod) -> keys.Key:
    """The key that a verifier knows, by value."""
    return keys.parse_key({"proof": method, "jwk": made_by.public.jwk})


def good(method: Method, alg: keys.Algorithm = "EdDSA", body: bytes | None = b'{"interact_ref":"4IFW"}') -> HttpMessage:
    """A message with a token and, unless `body` is None, with content, proved as it must be."""
    return proving.sign(plain(body), signer(alg), method, created=CREATED, nonce="not used")


def header(method: Method, made_by: keys.PrivateKey | None = None, /, **changed: Any) -> dict[str, Any]:
    """The header of a good proof with some members changed, or left out by `...`."""
    key = made_by or signer()
    members: dict[str, Any] = {"alg": key.public.jwk["alg"], "kid": key.kid, "typ": TYPES[method]}
    members |= {"htm": "POST", "uri": URI, "created": CREATED, "ath": ATH} | changed
    return {name: value for name, value in members.items() if value is not ...}


def compact_of(message: HttpMessage) -> str:
    """The compact JWS that a message carries, wherever it carries it."""
    lines = message.lines(jose.DETACHED)
    return lines[0] if lines else (message.body or b"").decode("ascii")


def carrying(message: HttpMessage, compact: str) -> HttpMessage:
    """The message with another JWS in the same place."""
    if not message.lines(jose.DETACHED):
        return replace(message, body=compact.encode())
    return message.without_header(jose.DETACHED).with_headers((jose.DETACHED, compact))


def forged(
    method: Method,
    members: dict[str, Any] | bytes,
    made_by: keys.PrivateKey | None = None,
    payload: bytes | None = None,
) -> HttpMessage:
    """The good message with a genuine signature over another header (or its raw bytes) or another payload."""
    message, key = good(method), made_by or signer()
    payload = jose.read(compact_of(message)).payload if payload is None else payload
    raw = members if isinstance(members, bytes) else json.dumps(members).encode()
    signed = f"{keys.b64url(raw)}.{keys.b64url(payload)}"
    return carrying(message, f"{signed}.{keys.b64url(key.sign(signed.encode()))}")


def accepted(message: HttpMessage, method: keys.ProofMethod, made_by: keys.PrivateKey | None = None) -> Verified:
    return proving.verify(message, expected(made_by or signer(), method), now=NOW)


def refused(message: HttpMessage, key: keys.Key, reason: str) -> None:
    """Demand the one answer outside, and this reason inside."""
    with pytest.raises(GnapError) as caught:
        proving.verify(message, key, now=NOW)
    assert (caught.value.code, caught.value.description) == (ErrorCode.INVALID_CLIENT, UNPROVEN)
    assert reason in caught.value.reason
    assert reason not in UNPROVEN


def _number(text: str) -> int:
    return int.from_bytes(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), "big")


@cache
def _fresh_rsa(seed: str) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)
