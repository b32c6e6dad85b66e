"""What jwsd and jws share (RFC 9635 §7.3.3, §7.3.4): each refusal beside the unmutated message that is accepted."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from broker.gnap import keys
from broker.gnap.errors import GnapError
from broker.gnap.http_message import HttpMessage
from broker.gnap.proofs import jose, proving
from tests.gnap.jose_made import (
    ATH,
    METHODS,
    SIX,
    TYPES,
    Method,
    accepted,
    carrying,
    compact_of,
    expected,
    forged,
    good,
    header,
    refused,
    signer,
)
from tests.gnap.jose_mutations import COMPACTS, HEADERS, MESSAGES, RAW_HEADERS
from tests.gnap.signed import CREATED, NOW, URI, plain, vectors

both = pytest.mark.parametrize("method", METHODS)


# --- what a good proof is -------------------------------------------------------------------------------------------


@pytest.mark.requirement("C-7.3-1", "C-7.3.3-1", "C-7.3.3-2", "C-7.3.3-4", "C-7.3.4-1", "C-7.3.4-4")
@pytest.mark.parametrize("alg", SIX)
@both
def test_a_message_signed_by_any_algorithm_verifies_by_its_key_and_by_no_other(
    method: Method, alg: keys.Algorithm
) -> None:
    message = good(method, alg)
    told = accepted(message, method, signer(alg))
    assert told.content == plain().body == proving.content_of(message)
    assert (told.nonce, told.created) == (None, CREATED)
    assert told.covered == ("@method", "@target-uri", "content", "authorization")
    assert told.acceptable_until == NOW + timedelta(minutes=5)
    refused(message, expected(signer(alg, seed="theirs"), method), "does not verify")


@both
def test_the_header_has_exactly_the_members_of_the_method(method: Method) -> None:
    assert jose.read(compact_of(good(method))).header == {
        "alg": "EdDSA",
        "kid": "client-1",
        "typ": TYPES[method],
        "htm": "POST",
        "uri": URI,
        "created": CREATED,
        "ath": ATH,
    }


@pytest.mark.requirement("C-7.3.3-2", "C-7.3.4-4")
@pytest.mark.parametrize("row", vectors("gnap_jose.json", "ath"), ids=lambda row: row["id"])
@both
def test_the_hash_of_a_token_is_that_of_the_vector(method: Method, row: dict[str, Any]) -> None:
    message = plain().without_header("authorization").with_headers(("authorization", f"GNAP {row['access_token']}"))
    signed = proving.sign(message, signer(), method, created=CREATED, nonce="n")
    assert jose.read(compact_of(signed)).header["ath"] == row["expect"]


@pytest.mark.requirement("C-7.3.3-2", "C-7.3.4-4")
@both
def test_a_message_without_a_token_has_no_ath_and_must_have_none(method: Method) -> None:
    bare = plain().without_header("authorization")
    message = proving.sign(bare, signer(), method, created=CREATED, nonce="n")
    assert "ath" not in jose.read(compact_of(message)).header
    assert accepted(message, method).covered == ("@method", "@target-uri", "content")
    refused(message.with_headers(("Authorization", "GNAP stolen")), expected(signer(), method), "no ath")


@both
def test_a_message_without_content_carries_its_jws_over_nothing_in_a_header(method: Method) -> None:
    for body in (None, b""):
        message = good(method, body=body)
        assert message.lines("detached-jws") == (compact_of(message),)
        assert ".." in compact_of(message)
        told = accepted(message, method)
        assert (told.content, told.covered) == (None, ("@method", "@target-uri", "authorization"))


@both
def test_a_second_signing_replaces_the_first(method: Method) -> None:
    for body in (None, plain().body):
        message = good(method, body=body).without_header("content-type")
        again = replace(message, body=proving.content_of(good(method, body=body)))
        twice = proving.sign(again, signer(), method, created=CREATED - 1, nonce="n")
        assert accepted(twice, method).created == CREATED - 1


@both
def test_a_target_without_a_path_is_the_root_however_it_is_written(method: Method) -> None:
    for written in ("https://as.example", "https://as.example/"):
        message = proving.sign(HttpMessage("GET", written), signer(), method, created=CREATED, nonce="n")
        for received in ("https://as.example", "https://as.example/"):
            accepted(replace(message, target_uri=received), method)


@pytest.mark.parametrize("alg", ["ES256", "ES384", "PS256", "PS512"])
@both
def test_two_signatures_over_the_same_have_one_replay_key(method: Method, alg: keys.Algorithm) -> None:
    first, second = good(method, alg), good(method, alg)
    assert compact_of(first) != compact_of(second)
    seen = {accepted(message, method, signer(alg)).replay_key for message in (first, second)}
    assert len(seen) == 1
    later = proving.sign(plain(), signer(alg), method, created=CREATED - 1, nonce="n")
    assert accepted(later, method, signer(alg)).replay_key not in seen


@both
def test_the_age_is_counted_to_the_second_on_both_sides(method: Method) -> None:
    ours = expected(signer(), method)
    for age in (timedelta(minutes=5, seconds=-1), timedelta(0), timedelta(seconds=-30)):
        proving.verify(good(method), ours, now=NOW + age)
    with pytest.raises(ValueError, match="aware"):
        proving.verify(good(method), ours, now=NOW.replace(tzinfo=None))


@both
def test_a_key_called_ed25519_says_so_in_its_header(method: Method) -> None:
    jwk = signer().public.jwk | {"alg": "Ed25519"}
    key = keys.parse_key({"proof": method, "jwk": jwk})
    proving.verify(forged(method, header(method, alg="Ed25519")), key, now=NOW)
    refused(good(method), key, "alg is not the expected key's")


@both
def test_the_order_and_the_spaces_of_a_header_are_the_signers_affair(method: Method) -> None:
    for raw in (json.dumps(header(method), sort_keys=True, indent=2), json.dumps(header(method))):
        accepted(forged(method, raw.encode()), method)


# --- what is refused ------------------------------------------------------------------------------------------------


@pytest.mark.requirement("C-7.3.3-1", "C-7.3.3-2", "C-7.3.3-4", "C-7.3.4-1", "C-7.3.4-4", "C-7.3-4", "C-7.3-5")
@pytest.mark.parametrize(("changed", "reason"), HEADERS.values(), ids=HEADERS.keys())
@both
def test_a_genuine_signature_over_a_wrong_header_is_refused(
    method: Method, changed: dict[str, Any], reason: str
) -> None:
    accepted(forged(method, header(method)), method)
    refused(forged(method, header(method, **changed)), expected(signer(), method), reason)


@pytest.mark.parametrize(("raw", "reason"), RAW_HEADERS.values(), ids=RAW_HEADERS.keys())
@both
def test_a_header_that_is_not_one_plain_object_is_refused(
    method: Method, raw: Callable[[Method], bytes], reason: str
) -> None:
    accepted(forged(method, json.dumps(header(method)).encode()), method)
    refused(forged(method, raw(method)), expected(signer(), method), reason)


@pytest.mark.parametrize(("change", "reason"), COMPACTS.values(), ids=COMPACTS.keys())
@both
def test_a_jws_changed_after_it_was_signed_is_refused(
    method: Method, change: Callable[[str], str], reason: str
) -> None:
    message = good(method)
    accepted(carrying(message, compact_of(message)), method)
    refused(carrying(message, change(compact_of(message))), expected(signer(), method), reason)


@pytest.mark.requirement("C-7.3-3", "C-7.3-4", "C-7.3.3-4")
@pytest.mark.parametrize(("change", "reason"), MESSAGES.values(), ids=MESSAGES.keys())
@both
def test_a_message_changed_around_its_jws_is_refused(
    method: Method, change: Callable[[HttpMessage], HttpMessage], reason: str
) -> None:
    accepted(good(method), method)
    refused(change(good(method)), expected(signer(), method), reason)


@both
def test_a_proof_of_the_one_method_is_none_of_the_other(method: Method) -> None:
    other: Method = "jws" if method == "jwsd" else "jwsd"
    for body in (None, plain().body):
        accepted(good(method, body=body), method)
    refused(good(other, body=None), expected(signer(), method), "not of the type")
    refused(good(other), expected(signer(), method), "wrapped" if method == "jwsd" else "not declared")


@both
def test_a_jws_by_a_public_key_used_as_a_shared_secret_is_refused(method: Method) -> None:
    message, rsa = good(method, "RS256"), signer("RS256")
    accepted(message, method, rsa)
    hmac_signed = forged(method, header(method, rsa, alg="HS256"), rsa)
    refused(hmac_signed, expected(rsa, method), "alg is not the expected key's")
    # another algorithm of the same RSA key is as foreign as another key
    for alg in ("PS256", "PS512"):
        refused(good(method, alg), expected(rsa, method), "alg is not the expected key's")


@both
def test_what_cannot_be_spoken_about_is_not_signed(method: Method) -> None:
    for message in (replace(plain(), target_uri="/gnap"), plain().with_headers(("authorization", "GNAP other"))):
        with pytest.raises(GnapError):
            proving.sign(message, signer(), method, created=CREATED, nonce="n")
