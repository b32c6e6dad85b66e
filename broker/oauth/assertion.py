"""A headless agent proves who it is: a JWT that it signed for us, lately and once (RFC 7523 §3, private_key_jwt).

Read strictly like every JWS here: one spelling, no extension, no key of its own. The algorithm is the key's.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from broker.gnap.errors import GnapError
from broker.gnap.jwk import Algorithm, b64url
from broker.gnap.key_pair import PublicKey, generate, parse_jwk
from broker.gnap.message import read_object
from broker.gnap.proofs.jose import Jws, read
from broker.oauth.token_request import TokenError

LIFETIME: Final = timedelta(minutes=10)  # an assertion that lives longer is refused
SKEW: Final = timedelta(seconds=60)
_CLIENT: Final = re.compile(r"[!-~]{1,100}")
_LONGEST_ID: Final = 256  # characters of a jti
_HEADER: Final = frozenset({"alg", "typ", "kid"})
_SMALL: Final[tuple[Algorithm, ...]] = ("EdDSA", "ES256", "ES384")
_NOBODY: Final = "nobody"
_MODULUS: Final = b64url((2**2048 - 29).to_bytes(256, "big"))  # without small factors; nothing is accepted for it
_DECOYS: Final[Mapping[str, Mapping[str, str]]] = {
    alg: {"kty": "RSA", "n": _MODULUS, "e": "AQAB", "alg": alg, "kid": _NOBODY} for alg in ("RS256", "PS256", "PS512")
} | {alg: generate(alg, _NOBODY, lambda size: b"\x01" * size).public.jwk for alg in _SMALL}


@dataclass(frozen=True)
class Assertion:
    """An assertion as received: claims, not proof, until it was checked."""

    jws: Jws
    claims: Mapping[str, Any]
    client_id: str
    jti: str


def read_assertion(compact: str) -> Assertion:
    """Return what an assertion claims; raise TokenError (invalid_client)."""
    try:
        jws = read(compact)
        claims = read_object(jws.payload)
    except GnapError:
        raise _refused("client_assertion is no JWT") from None
    subject, jti = claims.get("sub"), claims.get("jti")
    if not isinstance(subject, str) or not isinstance(jti, str) or not 0 < len(jti) <= _LONGEST_ID:
        raise _refused("client_assertion needs sub and jti")
    if _CLIENT.fullmatch(subject) is None:  # it goes into a query next, and PostgreSQL takes no NUL
        raise _refused("sub of client_assertion is no client_id")
    return Assertion(jws, claims, subject, jti)


def signer(assertion: Assertion, jwk: Mapping[str, Any] | None) -> PublicKey:
    """Return the key of this JWK, which made the assertion; raise TokenError.

    Where there is no key, words and work are those for a wrong one: nobody learns which names sign in by a key.
    """
    header = assertion.jws.header
    decoy = parse_jwk(_decoy(header.get("alg")))
    key = decoy if jwk is None else parse_jwk(jwk)
    fits = set(header) <= _HEADER and header.get("alg") == key.alg and header.get("kid", key.kid) == key.kid
    verified = (key if fits else decoy).verify(assertion.jws.signature, assertion.jws.signed)
    if jwk is None or not fits or not verified:
        raise _refused("no agent of this name signs in by the key, and with the header, of this client_assertion")
    return key


def check_assertion(assertion: Assertion, *, client_id: str | None, issuer: str, now: datetime) -> datetime:
    """Return until when the assertion could be used again; raise TokenError unless it is for `issuer`, and made lately.

    It is checked for whoever signed it. `client_id` is the request's own word for who asks, where it has one.
    """
    claims = assertion.claims
    if claims.get("iss") != assertion.client_id or client_id not in (None, assertion.client_id):
        raise _refused("iss, sub and client_id of client_assertion are not one")
    if claims.get("aud") not in (issuer, [issuer]):
        raise _refused(f"aud of client_assertion is not {issuer}")
    return _until(claims, now)


def _decoy(alg: object) -> Mapping[str, str]:
    return _DECOYS.get(alg if isinstance(alg, str) else "", _DECOYS["EdDSA"])


def _until(claims: Mapping[str, Any], now: datetime) -> datetime:
    expires = _time(claims, "exp")
    if expires is None or not now < expires <= now + LIFETIME + SKEW:
        raise _refused(f"exp of client_assertion is past, or later than in {int(LIFETIME.total_seconds())} seconds")
    for name in ("iat", "nbf"):
        begins = _time(claims, name)
        if begins is not None and begins > now + SKEW:
            raise _refused(f"{name} of client_assertion lies in the future")
    return expires


def _time(claims: Mapping[str, Any], name: str) -> datetime | None:
    value = claims.get(name)
    if value is None:
        return None
    if type(value) is not int or not 0 <= value < 2**33:
        raise _refused(f"{name} of client_assertion is not a time in whole seconds")
    return datetime.fromtimestamp(value, UTC)


def _refused(why: str) -> TokenError:
    return TokenError("invalid_client", why)
