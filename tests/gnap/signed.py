"""Signed messages for the tests: keys from fixed bytes, a fixed clock, and signatures with any parameters at all."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from hashlib import shake_256
from pathlib import Path
from typing import Any, get_args

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from broker.gnap import keys
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.http_message import HttpMessage
from broker.gnap.proofs import content_digest, httpsig
from broker.gnap.proofs.base import signature_base
from broker.gnap.proofs.structured import UNPROVEN, Bare, InnerList, Item, serialise

VECTORS = Path(__file__).parent.parent / "vectors"
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
CREATED = int(NOW.timestamp())
URI = "https://as.example/gnap/continue/7?wait=1"
ALGORITHMS: tuple[keys.Algorithm, ...] = get_args(keys.Algorithm)
COVERED = ("@method", "@target-uri", "content-digest", "authorization")
ITEMS = tuple(Item(name) for name in COVERED)
OTHER_BODY = b'{"interact_ref":"4IFX"}'


# RSA keys are not made from seeds: these are published, for tests only as their RFCs say
RSA_KEYS = {"ours": ("gnap_keys.json", "gnap-rsa"), "theirs": ("rfc9421_keys.json", "test-key-rsa-pss")}


def vectors(name: str, part: str = "vectors") -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((VECTORS / name).read_text(encoding="utf-8"))[part]
    return rows


def published(name: str) -> Any:
    """A file of the vectors as they were collected from the RFCs."""
    return json.loads((VECTORS / "published" / name).read_text(encoding="utf-8"))


@cache
def key(alg: keys.Algorithm = "EdDSA", kid: str = "client-1", seed: str = "ours") -> keys.PrivateKey:
    if alg in ("EdDSA", "ES256", "ES384"):
        return keys.generate(alg, kid, lambda size: shake_256(seed.encode()).digest(size))
    name, published_kid = RSA_KEYS[seed]
    found = published(name)
    return private_key(found.get("jwk", found)[published_kid], alg, kid)


def private_key(jwk: Mapping[str, str], alg: keys.Algorithm, kid: str) -> keys.PrivateKey:
    """A private key from a JWK, for tests only: the product never reads one."""
    number = {
        name: int.from_bytes(keys.b64url_decode(jwk[name])) for name in jwk.keys() & set("d p q dp dq qi e n".split())
    }
    if jwk["kty"] == "RSA":
        public = rsa.RSAPublicNumbers(number["e"], number["n"])
        p, q, d, dp, dq, qi = (number[name] for name in ("p", "q", "d", "dp", "dq", "qi"))
        return keys.PrivateKey(kid, rsa.RSAPrivateNumbers(p, q, d, dp, dq, qi, public).private_key(), alg)
    if jwk["kty"] == "EC":
        return keys.PrivateKey(kid, ec.derive_private_key(number["d"], ec.SECP256R1()))
    return keys.PrivateKey(kid, ed25519.Ed25519PrivateKey.from_private_bytes(keys.b64url_decode(jwk["d"])))


def raw(private: keys.PrivateKey) -> Any:
    """The key of `cryptography` inside: for signatures that our own key would not make."""
    return private._key


def plain(body: bytes | None = b'{"interact_ref":"4IFW"}') -> HttpMessage:
    headers = (("Authorization", "GNAP 80UPRY5NM33OMUKMKSKU"), ("Content-Type", "application/json"))
    return HttpMessage("POST", URI, headers, body)


def parameters(kid: str = "client-1", /, **changed: Bare | None) -> dict[str, Bare]:
    """The parameters of a good signature with some changed, or left out by None."""
    good: dict[str, Bare | None] = {"created": CREATED, "keyid": kid, "nonce": "n-0S6_WzA2Mj", "tag": "gnap"}
    return {name: value for name, value in {**good, **changed}.items() if value is not None}


def signed_as(
    message: HttpMessage,
    signer: keys.PrivateKey,
    components: tuple[Item, ...],
    claimed: Mapping[str, Bare],
    label: str = "sig1",
) -> HttpMessage:
    """The message with a genuine signature over exactly these components and parameters, demanded or not."""
    claim = InnerList(components, claimed)
    return with_signature(message, claim, signer.sign(signature_base(message, claim)), label)


def with_signature(message: HttpMessage, claim: InnerList, signature: bytes, label: str = "sig1") -> HttpMessage:
    return message.with_headers(
        ("signature-input", f"{label}={serialise(claim)}"), ("signature", f"{label}={serialise(Item(signature))}")
    )


def replaced(message: HttpMessage, name: str, value: str) -> HttpMessage:
    """The message with another value in this one header line, at its old place."""
    lines = tuple((line, value if line == name else old) for line, old in message.headers)
    return HttpMessage(message.method, message.target_uri, lines, message.body)


def good(alg: keys.Algorithm = "EdDSA") -> HttpMessage:
    return httpsig.sign(plain(), key(alg), created=CREATED, nonce="n-0S6_WzA2Mj")


def digested() -> HttpMessage:
    return plain().with_headers(("content-digest", content_digest(plain().body or b"")))


def accepted(message: HttpMessage, public: keys.PublicKey | None = None) -> httpsig.Verified:
    return httpsig.verify(message, public or key().public, now=NOW)


def refused(message: HttpMessage, reason: str, public: keys.PublicKey | None = None) -> None:
    """Refused for this reason in our log, and with the one answer outside that every refused proof gets."""
    with pytest.raises(GnapError) as caught:
        accepted(message, public)
    assert re.search(reason, caught.value.reason)
    assert (caught.value.code, caught.value.description) == (ErrorCode.INVALID_CLIENT, UNPROVEN)
