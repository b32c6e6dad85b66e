"""Any text where a JWS or a certificate is expected: a value or a protocol error, and one spelling for each value."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broker.gnap import keys
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.http_message import HttpMessage
from broker.gnap.proofs import client_cert, jose, proving
from broker.gnap.proofs.structured import UNPROVEN
from tests.gnap.certified import by_certificate, by_digest, by_jwk, der, ed25519_key, shown, unreadable_certificates
from tests.gnap.jose_made import METHODS, Method, carrying, compact_of, expected, forged, good, header, signer
from tests.gnap.signed import NOW, URI, plain
from tests.rounds import tried

SHORT = 100
LONG = 2_000
CERTIFICATE = der(ed25519_key())
WITH_USAGE = der(ed25519_key(), signs=True)

STRANGERS = '. .. , ; : = == " { } [ ] e30 eyJ AAAA A - _ + / é \n \t \0'.split(" ")
WORDS = [*STRANGERS, " ", "none", '{"alg":"none"}', compact_of(good("jwsd")), client_cert.write(CERTIFICATE)]
grammar = st.lists(st.sampled_from(WORDS), max_size=20).map("".join)
anything = st.text(max_size=60) | grammar | st.binary(max_size=60).map(lambda raw: raw.decode("latin-1"))
segments = st.binary(max_size=40).map(keys.b64url)
compacts = st.lists(segments, min_size=3, max_size=3).map(".".join)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just(URI),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
members = st.dictionaries(
    st.sampled_from("alg kid typ htm uri created ath crit b64 jwk".split()) | st.text(max_size=6),
    json_values,
    max_size=4,
)


def refusal_of(message: HttpMessage, key: keys.Key) -> str | None:
    """The reason why `key` does not prove the message, or None when it does. Outside it must be the one answer."""
    try:
        proving.verify(message, key, now=NOW)
    except GnapError as why:
        refused = why
    else:
        return None
    assert (refused.code, refused.description) == (ErrorCode.INVALID_CLIENT, UNPROVEN)
    assert 0 < len(refused.reason) < 200
    return refused.reason


def check_any_compact(text: str) -> None:
    # Invariant: read raises GnapError only, and what it reads has this one spelling.
    try:
        read = jose.read(text)
    except GnapError:
        return
    assert text == f"{read.signed.decode()}.{keys.b64url(read.signature)}"
    assert read.signed.decode().partition(".")[2] == keys.b64url(read.payload)
    assert jose.is_compact(text.encode())


def check_any_place(text: str, method: Method) -> None:
    # Invariant: whatever stands in a proof's place, verify and content_of raise GnapError only, and method_of nothing.
    for message in (
        carrying(good(method), text),
        carrying(good(method, body=None), text),
        plain().with_headers(("content-type", text), ("detached-jws", text)),
        good(method).without_header("authorization").with_headers(("authorization", text)),
    ):
        refusal_of(message, expected(signer(), method))
        proving.method_of(message)
        with suppress(GnapError):
            proving.content_of(message)


def check_any_edit(data: st.DataObject, method: Method) -> None:
    # Invariant: an edit of a good proof is refused, or it changed nothing.
    value = compact_of(good(method))
    start = data.draw(st.integers(0, len(value)))
    end = data.draw(st.integers(start, min(len(value), start + 8)))
    edited = value[:start] + data.draw(anything.map(_latin)) + value[end:]
    message = carrying(good(method), edited)
    try:
        told = proving.verify(message, expected(signer(), method), now=NOW)
    except GnapError:
        return
    assert compact_of(message) == value
    assert told == proving.verify(good(method), expected(signer(), method), now=NOW)


def check_any_header(changed: dict[str, object], method: Method) -> None:
    # Invariant: a genuine signature over any JSON header is refused, unless the header is the right one.
    right = header(method)
    made = right | changed
    unchanged = made == right and all(type(made[name]) is type(right[name]) for name in right)
    message = forged(method, json.dumps(made).encode())
    assert (refusal_of(message, expected(signer(), method)) is None) == unchanged


def check_any_raw_header(raw: bytes, payload: bytes, method: Method) -> None:
    # Invariant: a genuine signature over any header bytes and payload gives a value or a protocol error.
    message = forged(method, raw or b"{", payload=payload)
    assert refusal_of(message, expected(signer(), method))


def check_any_client_cert(lines: list[str]) -> None:
    # Invariant: read raises GnapError only, and what it reads is written again in the same spelling.
    try:
        read = client_cert.read(lines)
    except GnapError:
        return
    assert [client_cert.write(read)] == lines


def check_any_certificate(raw: bytes) -> None:
    # Invariant: no bytes on a connection but the certificate itself (or, for a jwk, one of its key) prove a key.
    for key in (by_certificate(CERTIFICATE), by_digest(CERTIFICATE), by_jwk(ed25519_key())):
        if refusal_of(shown(raw), key) is None:
            assert raw == CERTIFICATE or key.format == "jwk"


def check_any_rotation(outer: bytes, raw: bytes, payload: bytes, method: Method) -> None:
    # Invariant: whatever a genuine outer JWS carries, a rotation gives a value or invalid_rotation.
    made = [forged(method, header(method), payload=outer)]
    made.append(
        forged(method, header(method), payload=compact_of(forged(method, raw or b"{", payload=payload)).encode())
    )
    for message in made:
        with pytest.raises(GnapError) as caught:
            proving.rotation_verify(message, expected(signer(), method), expected(signer(), method), now=NOW)
        assert caught.value.code is ErrorCode.INVALID_ROTATION
        with suppress(GnapError):
            proving.content_of(message)


def _latin(text: str) -> str:
    return text.encode("latin-1", "replace").decode("latin-1")


places = st.sampled_from(METHODS)
raws = st.binary(max_size=60) | members.map(lambda value: json.dumps(value).encode())
lines = st.lists(anything | segments.map(lambda text: f":{text}:"), max_size=2) | st.binary(max_size=40).map(
    lambda raw: [f":{base64.b64encode(raw).decode()}:"]
)


@st.composite
def edited_certificates(draw: st.DrawFn) -> bytes:
    whole = draw(st.sampled_from([CERTIFICATE, WITH_USAGE]))
    start = draw(st.integers(0, len(whole)))
    end = draw(st.integers(start, min(len(whole), start + 4)))
    return whole[:start] + draw(st.binary(max_size=4)) + whole[end:]


certificates = (
    st.binary(max_size=60) | edited_certificates() | st.sampled_from(sorted(unreadable_certificates().values()))
)

TARGETS: dict[str, tuple[Callable[..., None], tuple[st.SearchStrategy[Any], ...]]] = {
    "compact": (check_any_compact, (anything | compacts,)),
    "place": (check_any_place, (anything | compacts, places)),
    "edit": (check_any_edit, (st.data(), places)),
    "header": (check_any_header, (members, places)),
    "raw-header": (check_any_raw_header, (raws, st.binary(max_size=40), places)),
    "proof-rotation": (check_any_rotation, (st.binary(max_size=60), raws, st.binary(max_size=40), places)),
    "client-cert": (check_any_client_cert, (lines,)),
    "certificate": (check_any_certificate, (certificates,)),
}


@pytest.mark.parametrize("examples", [SHORT, pytest.param(LONG, marks=pytest.mark.slow)])
@pytest.mark.parametrize(("check", "drawn"), TARGETS.values(), ids=TARGETS.keys())
def test_anything_gives_a_value_or_a_protocol_error(
    check: Callable[..., None], drawn: tuple[st.SearchStrategy[Any], ...], examples: int
) -> None:
    settings(max_examples=tried(examples), deadline=None)(given(*drawn)(check))()


def test_each_target_reaches_what_is_accepted() -> None:
    message = good("jwsd")
    check_any_compact(compact_of(message))
    check_any_header({}, "jwsd")
    check_any_header({"created": float(header("jwsd")["created"])}, "jwsd")
    check_any_client_cert([client_cert.write(CERTIFICATE)])
    check_any_certificate(CERTIFICATE)
    check_any_certificate(der(ed25519_key(), serial=8))
    for method in METHODS:
        assert refusal_of(good(method), expected(signer(), method)) is None
    for key in (by_certificate(CERTIFICATE), by_digest(CERTIFICATE), by_jwk(ed25519_key())):
        assert refusal_of(shown(CERTIFICATE), key) is None
