"""The jwsd proof (RFC 9635 §7.3.3): the hash of the raw content, rotation, and the published vectors."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from broker.gnap.http_message import HttpMessage
from broker.gnap.proofs import jose, proving
from tests.gnap.jose_made import accepted, compact_of, expected, forged, good, header, published_key, refused, signer
from tests.gnap.jose_mutations import COMPACTS, HEADERS, MESSAGES, RAW_HEADERS
from tests.gnap.signed import OTHER_BODY, plain, vectors

OURS = expected(signer(), "jwsd")


@pytest.mark.requirement("C-7.3.3-3")
def test_the_payload_is_the_digest_of_the_raw_content_whatever_it_is() -> None:
    for body in (b'{"interact_ref":"4IFW"}', b"not json", b"\xff\x00", b" "):
        message = good("jwsd", body=body)
        assert jose.read(compact_of(message)).payload == hashlib.sha256(body).digest()
        assert message.header("content-type") == "application/json"
        assert accepted(message, "jwsd").content == message.body == body


BODIES: dict[str, tuple[Callable[[HttpMessage], HttpMessage], str]] = {
    "swapped": (lambda m: replace(m, body=OTHER_BODY), "hash of the content"),
    "space-added": (lambda m: replace(m, body=(m.body or b"") + b" "), "hash of the content"),
    "dropped": (lambda m: replace(m, body=None), "hash of the content"),
    "emptied": (lambda m: replace(m, body=b""), "hash of the content"),
    "respelt": (lambda m: replace(m, body=json.dumps(json.loads(m.body or b"")).encode()), "hash of the content"),
    "proof-dropped": (lambda m: m.without_header("detached-jws"), "no Detached-JWS"),
    "proof-in-the-body": (lambda m: replace(m, body=compact_of(m).encode()), "hash of the content"),
    "declared-as-jose": (
        lambda m: m.without_header("content-type").with_headers(("content-type", "application/jose")),
        "wrapped in a JWS",
    ),
}


@pytest.mark.requirement("C-7.3-3", "C-7.3-4", "C-7.3.3-3", "C-7.3.3-4")
@pytest.mark.parametrize(("change", "reason"), BODIES.values(), ids=BODIES.keys())
def test_content_changed_after_it_was_signed_is_refused(
    change: Callable[[HttpMessage], HttpMessage], reason: str
) -> None:
    accepted(good("jwsd"), "jwsd")
    refused(change(good("jwsd")), OURS, reason)


def test_content_added_to_a_message_signed_without_is_refused() -> None:
    accepted(good("jwsd", body=None), "jwsd")
    refused(replace(good("jwsd", body=None), body=b"{}"), OURS, "hash of the content")


BODY = plain().body or b""
PAYLOADS: dict[str, bytes] = {
    "the-content-itself": BODY,
    "the-digest-in-hex": hashlib.sha256(BODY).hexdigest().encode(),
    "the-digest-encoded-twice": base64.urlsafe_b64encode(hashlib.sha256(BODY).digest()).rstrip(b"="),
    "the-digest-by-sha-512": hashlib.sha512(BODY).digest(),
    "nothing": b"",
    "zeros": b"\0" * 32,
}


@pytest.mark.requirement("C-7.3.3-3")
@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_a_genuine_signature_over_another_payload_is_refused(payload: bytes) -> None:
    accepted(forged("jwsd", header("jwsd")), "jwsd")
    refused(forged("jwsd", header("jwsd"), payload=payload), OURS, "hash of the content")


def test_at_least_25_causes_are_refused() -> None:
    tables = (HEADERS, RAW_HEADERS, COMPACTS, MESSAGES, BODIES, PAYLOADS)
    assert sum(len(table) for table in tables) >= 120


# --- published vectors ----------------------------------------------------------------------------------------------

ROWS = [row for row in vectors("gnap_jose.json") if row["method"] == "jwsd"]
(PRINTED,) = (row for row in vectors("gnap_jose.json", "printed") if row["method"] == "jwsd")


def as_message(row: dict[str, Any]) -> HttpMessage:
    lines = (("authorization", f"GNAP {row['token']}"),) if row["token"] else ()
    return HttpMessage(row["htm"], row["target_uri"], lines, row["body"] and row["body"].encode())


@pytest.mark.requirement("C-7.3.3-2", "C-7.3.3-3")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_consistent_vector_is_written_and_verified(row: dict[str, Any]) -> None:
    message = as_message(row)
    signed = proving.sign(message, published_key(), "jwsd", created=row["created"], nonce="n")
    assert signed.lines("detached-jws") == (row["compact"],)
    now = datetime.fromtimestamp(row["created"] + 60, UTC)
    assert proving.verify(signed, expected(published_key(), "jwsd"), now=now).content == message.body


def test_the_printed_jws_verifies_over_the_reconstructed_content() -> None:
    jws = jose.read(PRINTED["compact"])
    assert published_key().public.verify(jws.signature, jws.signed)
    assert jws.payload == hashlib.sha256(PRINTED["body_reconstructed"].encode()).digest()


def test_the_printed_message_is_refused_for_the_type_of_a_draft() -> None:
    assert jose.read(PRINTED["compact"]).header["typ"] == PRINTED["typ"] == "gnap-binding+jwsd"
    message = HttpMessage(
        "POST",
        "https://server.example.com/gnap",
        (("detached-jws", PRINTED["compact"]),),
        PRINTED["body_reconstructed"].encode(),
    )
    refused(message, expected(published_key(), "jwsd"), "not of the type gnap-binding-jwsd")


def test_the_content_as_printed_is_not_the_content_that_was_signed() -> None:
    payload = jose.read(PRINTED["compact"]).payload
    assert payload != hashlib.sha256(PRINTED["body_printed"].encode()).digest()
