"""That who shows a token holds its key: a JWT made for one request, lately and once (RFC 9449 §4).

The key comes with the proof and is nobody's by itself: what counts is that it is the one a token was bound to. Nonces
(§8) are not asked for; the time of a proof is short instead, and its `jti` is remembered for as long.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, get_args

from broker.gnap.errors import GnapError
from broker.gnap.http_message import TargetUri
from broker.gnap.jwk import Algorithm, b64url
from broker.gnap.key_pair import PublicKey, parse_jwk
from broker.gnap.message import read_object
from broker.gnap.proofs.jose import Jws, read

ALGORITHMS: Final = get_args(Algorithm)  # asymmetric ones only
WINDOW: Final = timedelta(seconds=60)  # how far the time of a proof may be from ours, either way
TYPE: Final = "dpop+jwt"
_HEADER: Final = frozenset({"alg", "typ", "jwk", "kid"})
_LONGEST: Final = 8 * 1024  # characters of a proof
_LONGEST_ID: Final = 256  # characters of a jti
_KID: Final = "dpop"  # a proof's key needs no name, and a thumbprint has none in it (RFC 7638 §3.2)


class BadProof(Exception):
    """There is no proof that counts for this request; the message says why, in words for whoever reads logs."""


@dataclass(frozen=True)
class Proof:
    """A proof that was checked, and has to be used up: its `jti` is remembered for its key until `until`."""

    thumbprint: str  # RFC 7638, SHA-256: the `jkt` of a token bound to this key
    jti: str
    until: datetime


def check_proof(proofs: Sequence[str], *, method: str, uri: str, token: str | None, now: datetime) -> Proof:
    """Return what the one proof of a request shows; raise BadProof (RFC 9449 §4.3).

    `uri` is what our configuration calls the place that was asked. With a `token` the proof has to speak of it.
    """
    if len(proofs) != 1 or len(proofs[0]) > _LONGEST:
        raise BadProof("send one DPoP header, of modest length")
    try:
        jws = read(proofs[0])
        claims = read_object(jws.payload)
    except GnapError:
        raise BadProof("the proof is no JWT") from None
    key = _key(jws)
    if not key.verify(jws.signature, jws.signed):
        raise BadProof("the signature of the proof is not its own key's")
    if claims.get("htm") != method or not _same_place(claims.get("htu"), uri):
        raise BadProof("htm and htu of the proof are not those of this request")
    if token is not None and not _speaks_of(claims.get("ath"), token):
        raise BadProof("ath of the proof is not this token's")
    return Proof(key.thumbprint, _id(claims), _until(claims, now))


def _key(jws: Jws) -> PublicKey:
    header = jws.header
    jwk, alg = header.get("jwk"), header.get("alg")
    if not set(header) <= _HEADER or header.get("typ") != TYPE:
        raise BadProof(f"the header of the proof is not alg, jwk, and {TYPE} as typ")
    if alg not in ALGORITHMS or not isinstance(jwk, Mapping) or jwk.get("alg", alg) != alg:
        raise BadProof("the proof needs its public key, and one of the algorithms " + ", ".join(ALGORITHMS))
    try:
        return parse_jwk({**jwk, "alg": alg, "kid": _KID})
    except GnapError:
        raise BadProof("jwk of the proof is no public key for its algorithm") from None


def _same_place(htu: object, uri: str) -> bool:
    """Decide whether `htu` names this place, query and fragment apart (RFC 9449 §4.3, RFC 3986 §6.2.3)."""
    if not isinstance(htu, str):
        return False
    try:
        there, here = TargetUri.parse(htu.partition("#")[0]), TargetUri.parse(uri)
    except GnapError:
        return False
    return (there.scheme, there.authority, there.path) == (here.scheme, here.authority, here.path)


def _speaks_of(ath: object, token: str) -> bool:
    digest = b64url(hashlib.sha256(token.encode()).digest())
    return isinstance(ath, str) and hmac.compare_digest(ath.encode(), digest.encode())


def _id(claims: Mapping[str, Any]) -> str:
    jti = claims.get("jti")
    if not isinstance(jti, str) or not 0 < len(jti) <= _LONGEST_ID:
        raise BadProof(f"jti of the proof is not text of 1 to {_LONGEST_ID} characters")
    return jti


def _until(claims: Mapping[str, Any], now: datetime) -> datetime:
    made = claims.get("iat")
    if type(made) is not int or not 0 <= made < 2**33:
        raise BadProof("iat of the proof is not a time in whole seconds")
    at = datetime.fromtimestamp(made, UTC)
    if not now - WINDOW <= at <= now + WINDOW:
        raise BadProof(f"iat of the proof is more than {int(WINDOW.total_seconds())} seconds away")
    return at + WINDOW
