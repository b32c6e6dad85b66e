"""The `jws` proof of RFC 9635 §7.3.4: the body is a compact JWS that carries the JSON content.

A message without content has its JWS, over an empty payload, in `Detached-JWS`. What the JWS carried is the content:
`Verified.content`, never the body.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Final

from broker.gnap.errors import GnapError
from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import Key, PrivateKey
from broker.gnap.proofs import jose
from broker.gnap.proofs.structured import refusal
from broker.gnap.proofs.verified import Verified

TYP: Final = "gnap-binding-jws"
ROTATION_TYP: Final = "gnap-binding-rotation-jws"
"""The type of the old key's JWS, inside the new key's (RFC 9635 §7.3.4.1)."""
MEDIA_TYPE: Final = "application/jose"


def sign(message: HttpMessage, key: PrivateKey, *, created: int) -> HttpMessage:
    """The message with its content wrapped in a JWS by `key`; `created` in seconds since 1970.

    Raises ValueError for content that is not JSON, GnapError for a message that a JWS cannot speak about.
    """
    content = message.body or b""
    if content and not _is_json(content):
        raise ValueError("the jws proof carries JSON content only")
    return _with_proof(message, jose.write(jose.header_for(message, key, TYP, created), content, key))


def verify(message: HttpMessage, key: Key, *, now: datetime) -> Verified:
    """What the message's JWS says, when `key` made it for this message. Raises GnapError and nothing else."""
    jws = jose.read(_compact(message))
    jose.check(jws, message, key, TYP, now=now)
    return jose.verified(jws, _checked_content(message, jws))


def rotation_sign(message: HttpMessage, old: PrivateKey, new: PrivateKey, *, created: int) -> HttpMessage:
    """The message, which names the new key, with the old key's JWS as the payload of the new key's (§7.3.4.1)."""
    content = message.body or b""
    if not _is_json(content):
        raise ValueError("the jws proof carries JSON content only")
    inner = jose.write(jose.header_for(message, old, ROTATION_TYP, created), content, old)
    return _with_proof(message, jose.write(jose.header_for(message, new, TYP, created), inner.encode("ascii"), new))


def rotation_verify(message: HttpMessage, old: Key, new: Key, *, now: datetime) -> Verified:
    """What both keys say about this message: the old one its content, the new one the old one's JWS.

    Raises GnapError (invalid_client); what it is called outside is the dispatcher's affair (`proving.rotation_verify`).
    """
    # the content is where the new key is named: without it the old key has signed no rotation
    if not message.has_content:
        raise refusal("a rotation names the new key in its content")
    outer = jose.read(_compact(message))
    jose.check(outer, message, new, TYP, now=now)
    inner = jose.read(outer.payload.decode("latin-1"))
    jose.check(inner, message, old, ROTATION_TYP, now=now)
    return jose.verified(outer, _checked_content(message, inner))


def is_attached(message: HttpMessage) -> bool:
    """Whether the message says that its body is a JWS."""
    return message.has_content and any(_media_type(line) == MEDIA_TYPE for line in message.lines("content-type"))


def is_detached(message: HttpMessage) -> bool:
    """Whether the message's Detached-JWS says that it is of this method, and not of jwsd."""
    try:
        return jose.read(jose.detached(message)).header.get("typ") == TYP
    except GnapError:
        return False


def content(message: HttpMessage) -> bytes:
    """What the JWS in the body carries, unproved; of two nested ones the inner. Raises GnapError (invalid_client)."""
    payload = jose.read(_compact(message)).payload
    return jose.read(payload.decode("ascii")).payload if jose.is_compact(payload) else payload


def _with_proof(message: HttpMessage, compact: str) -> HttpMessage:
    bare = message.without_header(jose.DETACHED)
    if not message.has_content:
        return bare.with_headers((jose.DETACHED, compact))
    wrapped = bare.without_header("content-type").without_header("content-length")
    return replace(wrapped, body=compact.encode("ascii")).with_headers(("content-type", MEDIA_TYPE))


def _compact(message: HttpMessage) -> str:
    if not message.body:
        return jose.detached(message)
    if [_media_type(line) for line in message.lines("content-type")] != [MEDIA_TYPE]:
        raise refusal("the content is not declared as application/jose, once")
    # which of two proofs is meant would be the sender's choice after the fact
    if message.lines(jose.DETACHED):
        raise refusal("the message has a Detached-JWS beside the JWS in its body")
    return message.body.decode("latin-1")


def _checked_content(message: HttpMessage, jws: jose.Jws) -> bytes | None:
    if not message.has_content:
        if jws.payload:
            raise refusal("the message has no content, but its JWS has a payload")
        return None
    # this also keeps the proof of a rotation, whose payload is a JWS, from passing as an ordinary one
    if not _is_json(jws.payload):
        raise refusal("the payload of the JWS is not JSON")
    return jws.payload


def _media_type(line: str) -> str:
    return line.strip().lower()


def _is_json(payload: bytes) -> bool:
    """Whether there is a JSON text; how strictly it is read is its reader's affair."""
    try:
        json.loads(payload.decode("utf-8"))
    except (ValueError, RecursionError):
        return False
    return True
