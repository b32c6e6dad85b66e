"""The `jwsd` proof of RFC 9635 §7.3.3: a compact JWS in `Detached-JWS`, over a hash of the content's raw bytes."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime
from typing import Final

from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import Key, PrivateKey
from broker.gnap.proofs import jose
from broker.gnap.proofs.structured import refusal
from broker.gnap.proofs.verified import Verified

TYP: Final = "gnap-binding-jwsd"
ROTATION_TYP: Final = "gnap-binding-rotation-jwsd"
"""The type of the old key's JWS, inside the new key's (RFC 9635 §7.3.3.1)."""


def sign(message: HttpMessage, key: PrivateKey, *, created: int) -> HttpMessage:
    """The message with a Detached-JWS by `key`, in place of any other; `created` in seconds since 1970.

    Raises GnapError for a message that a JWS cannot speak about.
    """
    header = jose.header_for(message, key, TYP, created)
    return _with_proof(message, jose.write(header, _payload(message), key))


def verify(message: HttpMessage, key: Key, *, now: datetime) -> Verified:
    """What the message's Detached-JWS says, when `key` made it for this message. Raises GnapError and nothing else."""
    jws = jose.read(jose.detached(message))
    jose.check(jws, message, key, TYP, now=now)
    _check_payload(jws, message)
    return jose.verified(jws, message.body or None)


def rotation_sign(message: HttpMessage, old: PrivateKey, new: PrivateKey, *, created: int) -> HttpMessage:
    """The message, which names the new key, with the old key's JWS as the payload of the new key's (§7.3.3.1)."""
    inner = jose.write(jose.header_for(message, old, ROTATION_TYP, created), _payload(message), old)
    return _with_proof(message, jose.write(jose.header_for(message, new, TYP, created), inner.encode("ascii"), new))


def rotation_verify(message: HttpMessage, old: Key, new: Key, *, now: datetime) -> Verified:
    """What both keys say about this message: the old one its content, the new one the old one's JWS.

    Raises GnapError (invalid_client); what it is called outside is the dispatcher's affair (`proving.rotation_verify`).
    """
    # the content is where the new key is named: without it the old key has signed no rotation
    if not message.has_content:
        raise refusal("a rotation names the new key in its content")
    outer = jose.read(jose.detached(message))
    jose.check(outer, message, new, TYP, now=now)
    inner = jose.read(outer.payload.decode("latin-1"))
    jose.check(inner, message, old, ROTATION_TYP, now=now)
    _check_payload(inner, message)
    return jose.verified(outer, message.body or None)


def _with_proof(message: HttpMessage, compact: str) -> HttpMessage:
    return message.without_header(jose.DETACHED).with_headers((jose.DETACHED, compact))


def _payload(message: HttpMessage) -> bytes:
    """The digest of the content as received, nothing where there is none; the JWS's own base64url is the only one."""
    return hashlib.sha256(message.body).digest() if message.body else b""


def _check_payload(jws: jose.Jws, message: HttpMessage) -> None:
    if not hmac.compare_digest(jws.payload, _payload(message)):
        raise refusal("the JWS payload is not the hash of the content received")
