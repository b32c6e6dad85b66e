"""The jws proof (RFC 9635 §7.3.4): content inside the JWS, media type, and the published vectors."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from broker.gnap.errors import GnapError
from broker.gnap.http_message import HttpMessage
from broker.gnap.proofs import jose, proving
from tests.gnap.jose_made import accepted, compact_of, expected, forged, good, header, published_key, refused, signer
from tests.gnap.jose_mutations import COMPACTS, HEADERS, MESSAGES, RAW_HEADERS
from tests.gnap.signed import CREATED, plain, vectors

OURS = expected(signer(), "jws")


@pytest.mark.requirement("C-7.3.4-2")
def test_the_body_is_the_jws_and_its_payload_the_content_byte_for_byte() -> None:
    for body in (b'{"interact_ref":"4IFW"}', b' {"a" : 1}\n', b"[]", '{"name":"é"}'.encode()):
        message = good("jws", body=body)
        assert message.header("content-type") == "application/jose"
        assert message.lines("detached-jws") == ()
        assert jose.read((message.body or b"").decode()).payload == body
        assert accepted(message, "jws").content == proving.content_of(message) == body != message.body


def test_headers_about_the_content_before_it_was_wrapped_are_gone() -> None:
    message = proving.sign(
        plain().with_headers(("content-length", "23"), ("detached-jws", "old")),
        signer(),
        "jws",
        created=CREATED,
        nonce="n",
    )
    assert sorted(name for name, _ in message.headers) == ["authorization", "content-type"]


@pytest.mark.requirement("C-7.3.4-3")
def test_a_message_without_content_keeps_the_type_of_the_method() -> None:
    message = good("jws", body=None)
    assert jose.read(message.lines("detached-jws")[0]).header["typ"] == "gnap-binding-jws"
    assert accepted(message, "jws").content is proving.content_of(message) is None


MEDIA_TYPES = ["APPLICATION/JOSE", "Application/jose"]
NOT_MEDIA_TYPES = {
    "json": "application/json",
    "jose-json": "application/jose+json",
    "parameter": "application/jose; charset=utf-8",
    "two-in-one": "application/jose, application/json",
    "empty": "",
    "text": "text/plain",
}


def declared(message: HttpMessage, *lines: str) -> HttpMessage:
    return message.without_header("content-type").with_headers(*(("content-type", line) for line in lines))


@pytest.mark.requirement("C-7.3.4-2")
@pytest.mark.parametrize("line", NOT_MEDIA_TYPES.values(), ids=NOT_MEDIA_TYPES.keys())
def test_a_jws_that_is_declared_as_something_else_is_refused(line: str) -> None:
    for control in MEDIA_TYPES:
        accepted(declared(good("jws"), control), "jws")
    refused(declared(good("jws"), line), OURS, "not declared as application/jose")
    refused(declared(good("jws")), OURS, "not declared as application/jose")
    for two in (("application/jose", line), (line, "application/jose"), ("application/jose", "application/jose")):
        refused(declared(good("jws"), *two), OURS, "not declared as application/jose")


BODIES: dict[str, tuple[Callable[[HttpMessage], HttpMessage], str]] = {
    "dropped": (lambda m: replace(m, body=None), "no Detached-JWS"),
    "emptied": (lambda m: replace(m, body=b""), "no Detached-JWS"),
    "unwrapped": (lambda m: replace(m, body=plain().body), "no JWS in compact form"),
    "unwrapped-and-declared": (lambda m: declared(replace(m, body=plain().body), "application/json"), "not declared"),
    "moved-to-the-header": (
        lambda m: replace(m, body=None).with_headers(("detached-jws", compact_of(m))),
        "no content, but its JWS has a payload",
    ),
    "proof-in-the-header-for-content-beside-it": (
        lambda m: replace(good("jws", body=None), body=plain().body),
        "not declared as application/jose",
    ),
    "a-second-proof-in-the-header": (
        lambda m: m.with_headers(("detached-jws", compact_of(good("jws", body=None)))),
        "Detached-JWS beside",
    ),
}


@pytest.mark.requirement("C-7.3-3", "C-7.3-4", "C-7.3.4-2", "C-7.3.4-3")
@pytest.mark.parametrize(("change", "reason"), BODIES.values(), ids=BODIES.keys())
def test_content_changed_after_it_was_signed_is_refused(
    change: Callable[[HttpMessage], HttpMessage], reason: str
) -> None:
    accepted(good("jws"), "jws")
    accepted(good("jws", body=None), "jws")
    refused(change(good("jws")), OURS, reason)


PAYLOADS: dict[str, bytes] = {
    "nothing": b"",
    "text": b"interact_ref=4IFW",
    "json-and-more": b"{} {}",
    "not-utf-8": b'{"a":"\xff"}',
    "utf-16": '{"a":1}'.encode("utf-16"),
    "nested-deeply": b"[" * 100_000,
    "another-jws": compact_of(good("jws")).encode(),
}


@pytest.mark.requirement("C-7.3.4-2")
@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_a_genuine_signature_over_content_that_is_not_json_is_refused(payload: bytes) -> None:
    accepted(forged("jws", header("jws")), "jws")
    refused(forged("jws", header("jws"), payload=payload), OURS, "not JSON")


def test_at_least_25_causes_are_refused() -> None:
    tables = (HEADERS, RAW_HEADERS, COMPACTS, MESSAGES, BODIES, PAYLOADS, NOT_MEDIA_TYPES)
    assert sum(len(table) for table in tables) >= 125


def test_content_that_is_not_json_is_not_signed() -> None:
    with pytest.raises(ValueError, match="JSON"):
        proving.sign(plain(b"interact_ref=4IFW"), signer(), "jws", created=CREATED, nonce="n")


# --- published vectors ----------------------------------------------------------------------------------------------

ROWS = [row for row in vectors("gnap_jose.json") if row["method"] == "jws"]
(PRINTED,) = (row for row in vectors("gnap_jose.json", "printed") if row["method"] == "jws")


@pytest.mark.requirement("C-7.3.4-2")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_consistent_vector_is_written_and_verified(row: dict[str, Any]) -> None:
    message = HttpMessage(row["htm"], row["target_uri"], (), row["body"].encode())
    signed = proving.sign(message, published_key(), "jws", created=row["created"], nonce="n")
    assert signed.body == row["compact"].encode()
    now = datetime.fromtimestamp(row["created"] + 60, UTC)
    assert proving.verify(signed, expected(published_key(), "jws"), now=now).content == message.body


def printed_message(compact: str) -> HttpMessage:
    lines = (("content-type", "application/jose"),)
    return HttpMessage("POST", "https://server.example.com/gnap", lines, compact.encode())


def test_the_printed_jws_verifies_and_its_message_is_refused_for_the_type_of_a_draft() -> None:
    jws = jose.read(PRINTED["compact"])
    assert published_key().public.verify(jws.signature, jws.signed)
    assert jws.header["typ"] == PRINTED["typ"] == "gnap-binding+jwsd"
    refused(printed_message(PRINTED["compact"]), expected(published_key(), "jws"), "not of the type gnap-binding-jws")


def test_the_printed_payload_is_not_json_and_the_printed_length_is_another() -> None:
    content = proving.content_of(printed_message(PRINTED["compact"])) or b""
    with pytest.raises(ValueError, match="delimiter"):
        json.loads(content)
    assert len(PRINTED["compact"]) == 1916 != PRINTED["printed_content_length"]


def test_a_body_that_is_declared_as_jose_and_is_none_has_no_content() -> None:
    assert proving.content_of(plain()) == plain().body
    for body in (b"{}", b"a.b", b"\xff.\xff.\xff", b"A..A"):
        with pytest.raises(GnapError, match="JWS"):
            proving.content_of(declared(plain(body), "application/jose"))
