"""What jwsd and jws share (RFC 9635 §7.3.3, §7.3.4): a compact JWS read strictly, its header held against the message.

A JWS in one spelling only: canonical base64url, a header without a member twice, no extension (`crit`, `b64`), no key
or address of a key. The header has exactly the members of RFC 9635; RFC 7515 §4 would ignore others, but a member that
only one of two readers understands is the start of two readings. Nothing here raises anything but `GnapError` for what
was received.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from broker.gnap.errors import GnapError
from broker.gnap.http_message import HttpMessage, TargetUri
from broker.gnap.keys import Key, PrivateKey, b64url, b64url_decode
from broker.gnap.message import read_object
from broker.gnap.proofs.httpsig import SKEW, WINDOW
from broker.gnap.proofs.structured import refusal
from broker.gnap.proofs.verified import Verified
from broker.gnap.tokens import is_token68

DETACHED: Final = "detached-jws"
"""The header that carries a JWS beside the content (RFC 9635 §7.3.3)."""
LONGEST_HEADER: Final = 8_192
"""Characters of a JOSE header in base64url, and of nothing else: a payload is as long as a body may be."""

_COMPACT: Final = re.compile(r"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]*)\.([A-Za-z0-9_-]+)")
_DEMANDED: Final = frozenset({"alg", "typ", "htm", "uri", "created"})
_KNOWN: Final = _DEMANDED | {"kid", "ath"}
_FOREIGN_KEYS: Final = frozenset({"jwk", "jku", "x5c", "x5u", "x5t", "x5t#S256"})


@dataclass(frozen=True, slots=True)
class Jws:
    """A compact JWS in its parts. Claims, not proof, until `check` has seen it."""

    header: Mapping[str, Any]
    payload: bytes
    signature: bytes
    signed: bytes
    """The bytes that the signature is over: header and payload as they were spelt."""


def read(compact: str) -> Jws:
    """The parts of a compact JWS (RFC 7515 §7.1). Raises GnapError (invalid_client) for any but the one spelling."""
    match = _COMPACT.fullmatch(compact)
    if match is None or len(match[1]) > LONGEST_HEADER:
        raise refusal("there is no JWS in compact form, or its header is too long")
    header, payload, signature = (_segment(part) for part in match.groups())
    try:
        members = read_object(header)
    except GnapError as why:
        raise refusal(f"the JWS header cannot be read: {why.reason}") from None
    return Jws(members, payload, signature, compact.rpartition(".")[0].encode("ascii"))


def is_compact(payload: bytes) -> bool:
    """Whether the bytes are spelt like a compact JWS. No JSON text is."""
    return payload.isascii() and _COMPACT.fullmatch(payload.decode("ascii")) is not None


def write(header: Mapping[str, Any], payload: bytes, key: PrivateKey) -> str:
    """The compact JWS with these header members, in this order, signed by `key`."""
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=True).encode("ascii")
    signed = f"{b64url(text)}.{b64url(payload)}"
    return f"{signed}.{b64url(key.sign(signed.encode('ascii')))}"


def header_for(message: HttpMessage, key: PrivateKey, typ: str, created: int) -> dict[str, Any]:
    """The header with which `key` binds itself to this message; `created` in seconds since 1970.

    Raises GnapError for a target URI or an Authorization header that a JWS cannot speak about.
    """
    public = key.public.jwk
    header: dict[str, Any] = {"alg": public["alg"], "kid": key.kid, "typ": typ, "htm": message.method}
    header |= {"uri": str(TargetUri.parse(message.target_uri)), "created": created}
    ath = _token_hash(message)
    return header if ath is None else header | {"ath": ath}


def detached(message: HttpMessage) -> str:
    """The one Detached-JWS of a message. Raises GnapError (invalid_client) for none and for two."""
    lines = message.lines(DETACHED)
    if len(lines) != 1:
        raise refusal("the message has no Detached-JWS header, or several")
    return lines[0]


def check(jws: Jws, message: HttpMessage, key: Key, typ: str, *, now: datetime) -> None:
    """Demand that `key` made this JWS, of this type, for this message and lately. The payload is the caller's to check.

    Raises GnapError (invalid_client), and ValueError for a clock without a zone.
    """
    _check_members(jws.header)
    if jws.header["typ"] != typ:
        raise refusal(f"the JWS is not of the type {typ}")
    _check_target(jws.header, message)
    _check_age(jws.header["created"], now)
    _check_signature(jws, key)


def verified(jws: Jws, content: bytes | None) -> Verified:
    """What a JWS that was checked says about `content`."""
    covered = ["@method", "@target-uri", *(["content"] if content else [])]
    if "ath" in jws.header:
        covered.append("authorization")
    # over what was signed and not over the signature: ES256 has two signatures for one
    replay_key = b64url(hashlib.sha256(jws.signed).digest())
    created: int = jws.header["created"]
    return Verified(None, created, tuple(covered), replay_key, datetime.fromtimestamp(created, UTC) + WINDOW, content)


def _segment(text: str) -> bytes:
    try:
        return b64url_decode(text)
    except GnapError:
        raise refusal("a part of the JWS is not canonical base64url") from None


def _check_members(header: Mapping[str, Any]) -> None:
    if "crit" in header:
        raise refusal("the JWS header demands an extension (crit)")
    if "b64" in header:
        raise refusal("the JWS header has b64: its payload would not be what is signed")
    # the expected key is known beforehand; a message that brings one is trying to choose
    if not _FOREIGN_KEYS.isdisjoint(header):
        raise refusal("the JWS header brings a key of its own")
    for name in sorted(_DEMANDED.difference(header)):
        raise refusal(f"the JWS header has no {name}")
    if not _KNOWN.issuperset(header):
        raise refusal("the JWS header has a member that is unknown here")


def _check_target(header: Mapping[str, Any], message: HttpMessage) -> None:
    if header["htm"] != message.method:
        raise refusal("htm is not the method of the message")
    if _uri(header["uri"]) != str(TargetUri.parse(message.target_uri)):
        raise refusal("uri is not the URI that the message was sent to")
    ath = _token_hash(message)
    if ath is None and "ath" in header:
        raise refusal("ath speaks about an access token that the message does not present")
    if ath is not None and "ath" not in header:
        raise refusal("the access token is not covered: the JWS header has no ath")
    if header.get("ath") != ath:
        raise refusal("ath is not the hash of the access token presented")


def _uri(value: object) -> str:
    try:
        return str(TargetUri.parse(value)) if isinstance(value, str) else ""
    except GnapError:
        raise refusal("uri is not an absolute http or https URI without fragment") from None


def _token_hash(message: HttpMessage) -> str | None:
    """The hash of the access token presented (RFC 9635 §7.3.3), or None where there is no Authorization header."""
    lines = message.lines("authorization")
    if not lines:
        return None
    scheme, _, token = lines[0].partition(" ")
    # ath is over the token alone: a second header, another scheme or other characters would go unsigned
    if len(lines) > 1 or scheme.lower() != "gnap" or not is_token68(token):
        raise refusal("Authorization is not one GNAP access token, and a JWS covers nothing else of it")
    return b64url(hashlib.sha256(token.encode("ascii")).digest())


def _check_age(created: object, now: datetime, window: timedelta = WINDOW, skew: timedelta = SKEW) -> None:
    if now.utcoffset() is None:
        raise ValueError("the clock is aware")
    if type(created) is not int:
        raise refusal("created is not a number of whole seconds")
    age = now.timestamp() - created
    if age >= window.total_seconds():
        raise refusal("the JWS is too old")
    if -age > skew.total_seconds():
        raise refusal("the JWS was created in the future")


def _check_signature(jws: Jws, key: Key) -> None:
    if key.public is None:
        raise refusal("only a thumbprint of the key's certificate is known, which verifies no JWS")
    # a JWK's kid must be named; a certificate's thumbprint may be (RFC 9635 §7.3.3)
    if "kid" not in jws.header and key.format == "jwk":
        raise refusal("the JWS header has no kid")
    if jws.header.get("kid", key.public.kid) != key.public.kid:
        raise refusal("kid is not the expected key's")
    if jws.header["alg"] != key.public.jwk.get("alg", key.public.alg):
        raise refusal("alg is not the expected key's own algorithm")
    if not key.public.verify(jws.signature, jws.signed):
        raise refusal("the JWS signature does not verify")
