"""A headless agent proves who it is: a JWT that it signed for us, lately and once (RFC 7523 §3, private_key_jwt).

Read strictly like every JWS here: one spelling, no extension, no key of its own. The algorithm is the key's.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from broker.gnap.errors import GnapError
from broker.gnap.key_pair import PublicKey
from broker.gnap.message import read_object
from broker.gnap.proofs.jose import Jws, read
from broker.oauth.token_request import TokenError

LIFETIME: Final = timedelta(minutes=10)  # an assertion that lives longer is refused
SKEW: Final = timedelta(seconds=60)
_CLIENT: Final = re.compile(r"[!-~]{1,100}")
_LONGEST_ID: Final = 256  # characters of a jti
_HEADER: Final = frozenset({"alg", "typ", "kid"})


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


def check_assertion(
    assertion: Assertion, key: PublicKey, *, client_id: str | None, issuer: str, now: datetime
) -> datetime:
    """Return until when the assertion could be used again; raise TokenError unless `key` made it, for `issuer`, lately.

    `client_id` is the request's own word for who asks, where it has one.
    """
    claims, header = assertion.claims, assertion.jws.header
    if not set(header) <= _HEADER or header.get("alg") != key.alg or header.get("kid", key.kid) != key.kid:
        raise _refused("the header of client_assertion is not one of this key: alg, and no more than typ and kid")
    if not key.verify(assertion.jws.signature, assertion.jws.signed):
        raise _refused("the signature of client_assertion does not verify")
    if claims.get("iss") != assertion.client_id or client_id not in (None, assertion.client_id):
        raise _refused("iss, sub and client_id of client_assertion are not one")
    if claims.get("aud") not in (issuer, [issuer]):
        raise _refused(f"aud of client_assertion is not {issuer}")
    return _until(claims, now)


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
