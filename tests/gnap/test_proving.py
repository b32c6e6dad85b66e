"""The dispatcher: the key says the method, content read before is content proved, and keys rotate by two proofs."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from broker.gnap import keys
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.http_message import HttpMessage
from broker.gnap.proofs import httpsig, jose, jws, jwsd, proving
from broker.gnap.proofs.structured import UNPROVEN
from tests.gnap.certified import by_certificate, by_digest, der, ed25519_key, shown
from tests.gnap.jose_made import (
    METHODS,
    ROTATION_TYPES,
    SIX,
    Method,
    carrying,
    compact_of,
    expected,
    header,
    refused,
    signer,
)
from tests.gnap.signed import CREATED, NOW, OTHER_BODY, plain

SIGNING: tuple[keys.ProofMethod, ...] = ("httpsig", "jwsd", "jws")


def proved(method: keys.ProofMethod, body: bytes | None = plain().body) -> HttpMessage:
    return proving.sign(plain(body), signer(), method, created=CREATED, nonce="n-0S6_WzA2Mj")


# --- one door -------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("C-7.3-1", "C-7.1-4")
@pytest.mark.parametrize("method", SIGNING)
@pytest.mark.parametrize("other", SIGNING)
def test_the_key_says_the_method_and_the_message_does_not(method: keys.ProofMethod, other: keys.ProofMethod) -> None:
    if method == other:
        assert proving.verify(proved(method), expected(signer(), other), now=NOW).content == plain().body
        return
    with pytest.raises(GnapError) as caught:
        proving.verify(proved(method), expected(signer(), other), now=NOW)
    assert (caught.value.code, caught.value.description) == (ErrorCode.INVALID_CLIENT, UNPROVEN)


@pytest.mark.parametrize("method", SIGNING)
@pytest.mark.parametrize("body", [None, b"", b"{}", b'{"interact_ref":"4IFW"}'])
def test_what_is_read_before_the_proof_is_what_was_proved(method: keys.ProofMethod, body: bytes | None) -> None:
    message = proved(method, body)
    assert proving.verify(message, expected(signer(), method), now=NOW).content == proving.content_of(message)
    assert proving.content_of(message) == (body or None)


@pytest.mark.parametrize("method", ["httpsig", "jwsd", "mtls"])
def test_a_jws_in_the_body_is_no_content_for_another_method(method: keys.ProofMethod) -> None:
    inner = jws.sign(plain(), signer(seed="theirs"), created=CREATED)
    if method == "mtls":
        made, key = shown(der(ed25519_key()), inner), by_certificate(der(ed25519_key()))
        proving.verify(shown(der(ed25519_key())), key, now=NOW)
    else:
        key = expected(signer(), method)
        made = proving.sign(inner, signer(), method, created=CREATED, nonce="n1")
        proving.verify(proved(method), key, now=NOW)
    # with jwsd there are two JWS: even what it says is not to be read
    if method != "jwsd":
        assert proving.content_of(made) == plain().body
    refused(made, key, "wrapped in a JWS")


@pytest.mark.parametrize("method", SIGNING)
def test_a_message_looks_like_the_method_that_it_is_proved_by(method: keys.ProofMethod) -> None:
    raw = der(ed25519_key())
    for body in (None, plain().body):
        # a proxy's signature and certificate beside it change nothing
        beside = (("signature-input", 'proxy=("client-cert");created=1;keyid="p"'), ("signature", "proxy=:AAAA:"))
        for message in (
            proved(method, body),
            shown(raw, proved(method, body)),
            proved(method, body).with_headers(*beside),
        ):
            assert proving.method_of(message) == method
    assert proving.method_of(plain()) is None
    assert proving.method_of(plain().with_headers(*beside)) is None
    assert proving.method_of(shown(raw)) == "mtls"


def test_a_proof_that_cannot_be_read_has_a_method_and_is_refused_by_it() -> None:
    for lines in ((("detached-jws", "?"),), (("detached-jws", "e30..AAAA"), ("detached-jws", "e30..AAAA"))):
        assert proving.method_of(plain().with_headers(*lines)) == "jwsd"
        refused(plain().with_headers(*lines), expected(signer(), "jwsd"), "JWS")
    assert proving.method_of(plain().with_headers(("signature-input", "sig1=("))) is None


def test_a_refusal_says_the_same_outside_whatever_was_wrong_and_each_its_own_inside() -> None:
    reasons = set()
    for method in SIGNING:
        message = proved(method)
        for broken in (
            replace(message, body=b"{}"),
            replace(message, method="PUT"),
            message.without_header("authorization"),
            replace(message, target_uri="https://as.example/gnap"),
        ):
            with pytest.raises(GnapError) as caught:
                proving.verify(broken, expected(signer(), method), now=NOW)
            assert (caught.value.code, caught.value.description) == (ErrorCode.INVALID_CLIENT, UNPROVEN)
            assert UNPROVEN not in str(caught.value)
            reasons.add(caught.value.reason)
    assert len(reasons) >= 7


def test_an_error_without_a_reason_of_its_own_gives_its_description() -> None:
    plain_error = GnapError(ErrorCode.TOO_FAST, "wait 5 seconds")
    assert plain_error.reason == plain_error.description == "wait 5 seconds"
    assert str(plain_error) == "too_fast: wait 5 seconds"


@pytest.mark.parametrize("digest", ["sha-256", "sha-512"])
def test_the_object_form_of_httpsig_says_which_digest_counts(digest: keys.DigestAlgorithm) -> None:
    proof = {"method": "httpsig", "alg": "ed25519", "content-digest-alg": digest}
    key = keys.parse_key({"proof": proof, "jwk": signer().public.jwk})
    other: keys.DigestAlgorithm = "sha-256" if digest == "sha-512" else "sha-512"
    signed = {
        name: proving.sign(plain(), signer(), "httpsig", created=CREATED, nonce="n1", digest=name)
        for name in (digest, other)
    }
    proving.verify(signed[digest], key, now=NOW)
    refused(signed[other], key, f"no {digest} digest")


def test_a_message_without_a_nonce_is_accepted_only_where_that_is_allowed() -> None:
    bare = httpsig.sign(plain(), signer(), created=CREATED, nonce=None)
    told = proving.verify(bare, expected(signer(), "httpsig"), now=NOW, allow_missing_nonce=True)
    assert told.nonce is None
    assert told.replay_key
    refused(bare, expected(signer(), "httpsig"), "no nonce")


@pytest.mark.parametrize("method", SIGNING)
def test_a_certificates_thumbprint_alone_verifies_no_signature(method: keys.ProofMethod) -> None:
    raw = der(ed25519_key())
    known = by_digest(raw)
    made_by = keys.PrivateKey(known.cert_s256 or "", ed25519_key())
    message = shown(raw, proving.sign(plain(), made_by, method, created=CREATED, nonce="n1"))
    proving.verify(message, by_certificate(raw, method), now=NOW)
    proving.verify(message, replace(known, proof=method).with_certificate(raw), now=NOW)
    refused(message, replace(known, proof=method), "only a thumbprint")


@pytest.mark.parametrize("method", METHODS)
def test_a_certificates_key_is_named_by_its_thumbprint_or_not_at_all(method: Method) -> None:
    raw = der(ed25519_key())
    key = by_certificate(raw, method)
    made_by = keys.PrivateKey(key.cert_s256 or "", ed25519_key())
    for changed, accepted in (({}, True), ({"kid": ...}, True), ({"kid": "client-1"}, False)):
        message = carrying(
            proving.sign(plain(), made_by, method, created=CREATED, nonce="n"),
            jose.write(header(method, made_by, **changed), _payload(method), made_by),
        )
        if accepted:
            proving.verify(message, key, now=NOW)
        else:
            refused(message, key, "kid is not the expected key's")


def _payload(method: Method) -> bytes:
    made = proving.sign(plain(), signer(), method, created=CREATED, nonce="n")
    return jose.read(compact_of(made)).payload


# --- rotation -------------------------------------------------------------------------------------------------------

OLD, NEW, STRANGER = signer(kid="old", seed="old"), signer(kid="new", seed="new"), signer(kid="x", seed="x")


def rotating(method: keys.ProofMethod, new: keys.PrivateKey = NEW) -> HttpMessage:
    """The message that names the new key, not yet proved."""
    return plain(json.dumps({"key": {"proof": method, "jwk": new.public.jwk}}).encode())


def rotated(method: keys.ProofMethod, old: keys.PrivateKey = OLD, new: keys.PrivateKey = NEW) -> HttpMessage:
    return proving.rotation_sign(rotating(method, new), old, new, method, created=CREATED, nonce="n1")


def both_verify(
    message: HttpMessage, method: keys.ProofMethod, old: keys.PrivateKey = OLD, new: keys.PrivateKey = NEW
) -> proving.Verified:
    return proving.rotation_verify(message, expected(old, method), expected(new, method), now=NOW)


def rotation_refused(message: HttpMessage, method: keys.ProofMethod, reason: str) -> None:
    with pytest.raises(GnapError) as caught:
        both_verify(message, method)
    assert caught.value.code is ErrorCode.INVALID_ROTATION
    assert caught.value.description == httpsig.ROTATION_UNPROVEN
    assert reason in caught.value.reason


@pytest.mark.requirement("C-6.1.1-3", "C-7.3.1.1-1", "C-7.3.3.1-1", "C-7.3.4.1-1")
@pytest.mark.parametrize("alg", SIX)
@pytest.mark.parametrize("method", SIGNING)
def test_a_rotation_is_proved_by_both_keys_of_any_algorithm(method: keys.ProofMethod, alg: keys.Algorithm) -> None:
    for old, new in ((OLD, signer(alg, "new", "ours")), (signer(alg, "old", "ours"), NEW)):
        message = rotated(method, old, new)
        told = both_verify(message, method, old, new)
        assert told.content == proving.content_of(message) == rotating(method, new).body
        named = keys.parse_key(json.loads(told.content or b"")["key"])
        assert named.identity == new.public.thumbprint
        for key in (old, new):
            with pytest.raises(GnapError):
                proving.rotation_verify(message, expected(key, method), expected(key, method), now=NOW)


@pytest.mark.parametrize("method", METHODS)
def test_the_old_keys_jws_is_the_payload_of_the_new_keys(method: Method) -> None:
    outer = jose.read(compact_of(rotated(method)))
    inner = jose.read(outer.payload.decode())
    assert (outer.header["kid"], outer.header["typ"]) == ("new", f"gnap-binding-{method}")
    assert (inner.header["kid"], inner.header["typ"]) == ("old", f"gnap-binding-rotation-{method}")
    assert inner.header["ath"] == outer.header["ath"]


@pytest.mark.parametrize("method", SIGNING)
def test_a_rotation_is_no_ordinary_proof_and_an_ordinary_proof_no_rotation(method: keys.ProofMethod) -> None:
    both_verify(rotated(method), method)
    with pytest.raises(GnapError):
        proving.verify(rotated(method), expected(NEW, method), now=NOW)
    for key in (OLD, NEW):
        ordinary = proving.sign(rotating(method), key, method, created=CREATED, nonce="n1")
        proving.verify(ordinary, expected(key, method), now=NOW)
        rotation_refused(ordinary, method, "")


def nested(
    method: Method,
    *,
    inner: dict[str, Any] | None = None,
    outer: dict[str, Any] | None = None,
    old: keys.PrivateKey = OLD,
    new: keys.PrivateKey = NEW,
    payload: bytes | None = None,
    carried: bytes | None = None,
) -> HttpMessage:
    """A rotation with headers, keys, the inner payload or the outer one otherwise than they must be."""
    message = rotated(method)
    was = jose.read(jose.read(compact_of(message)).payload.decode())
    inside = jose.write(
        header(method, old, **{"typ": ROTATION_TYPES[method], **(inner or {})}),
        was.payload if payload is None else payload,
        old,
    )
    outside = jose.write(header(method, new, **(outer or {})), inside.encode() if carried is None else carried, new)
    return carrying(message, outside)


ROTATIONS: dict[str, tuple[Callable[[Method], HttpMessage], str]] = {
    "inner-by-a-stranger": (lambda m: nested(m, old=STRANGER), "kid is not"),
    "inner-by-a-stranger-in-the-old-keys-name": (
        lambda m: nested(m, old=STRANGER, inner={"kid": "old"}),
        "does not verify",
    ),
    "inner-by-the-new-key": (lambda m: nested(m, old=NEW), "kid is not"),
    "outer-by-a-stranger": (lambda m: nested(m, new=STRANGER), "kid is not"),
    "outer-by-a-stranger-in-the-new-keys-name": (
        lambda m: nested(m, new=STRANGER, outer={"kid": "new"}),
        "does not verify",
    ),
    "outer-by-the-old-key": (lambda m: nested(m, new=OLD), "kid is not"),
    "the-other-way-round": (lambda m: nested(m, old=NEW, new=OLD), "kid is not"),
    "inner-of-the-ordinary-type": (lambda m: nested(m, inner={"typ": f"gnap-binding-{m}"}), "not of the type"),
    "outer-of-the-rotation-type": (lambda m: nested(m, outer={"typ": ROTATION_TYPES[m]}), "not of the type"),
    "inner-of-the-other-methods-type": (
        lambda m: nested(m, inner={"typ": ROTATION_TYPES["jws" if m == "jwsd" else "jwsd"]}),
        "not of the type",
    ),
    "inner-for-another-target": (lambda m: nested(m, inner={"uri": "https://as.example/token/8"}), "uri is not"),
    "outer-for-another-target": (lambda m: nested(m, outer={"uri": "https://as.example/token/8"}), "uri is not"),
    "inner-for-another-method": (lambda m: nested(m, inner={"htm": "DELETE"}), "htm is not"),
    "outer-for-another-method": (lambda m: nested(m, outer={"htm": "DELETE"}), "htm is not"),
    "inner-without-the-token": (lambda m: nested(m, inner={"ath": ...}), "no ath"),
    "outer-without-the-token": (lambda m: nested(m, outer={"ath": ...}), "no ath"),
    "inner-too-old": (lambda m: nested(m, inner={"created": CREATED - 300}), "too old"),
    "outer-too-old": (lambda m: nested(m, outer={"created": CREATED - 300}), "too old"),
    "inner-unsigned": (lambda m: nested(m, inner={"alg": "none"}), "alg is not"),
    "inner-over-other-content": (
        lambda m: nested(m, payload=b"not json" if m == "jws" else b"\0" * 32),
        "payload",
    ),
    "inner-over-nothing": (lambda m: nested(m, payload=b""), "payload"),
    "outer-over-the-content": (lambda m: nested(m, carried=plain().body), "no JWS in compact form"),
    "outer-over-nothing": (lambda m: nested(m, carried=b""), "no JWS in compact form"),
    "outer-over-bytes": (lambda m: nested(m, carried=b"\xff\x00"), "no JWS in compact form"),
    "inner-signature-cut": (
        lambda m: nested(m, carried=jose.read(compact_of(nested(m))).payload.rpartition(b".")[0] + b".AAAA"),
        "does not verify",
    ),
    "nested-once-more": (
        lambda m: nested(m, carried=compact_of(nested(m)).encode()),
        "not of the type",
    ),
    "inner-alone": (
        lambda m: carrying(rotated(m), jose.read(compact_of(rotated(m))).payload.decode()),
        "not of the type",
    ),
    "for-another-method-of-the-message": (lambda m: replace(rotated(m), method="PUT"), "htm is not"),
    "for-another-target-of-the-message": (
        lambda m: replace(rotated(m), target_uri="https://as.example/token/8"),
        "uri is not",
    ),
    "without-content": (lambda m: replace(rotated(m), body=None), "in its content"),
    "token-dropped": (lambda m: rotated(m).without_header("authorization"), "does not present"),
}


@pytest.mark.requirement("C-6.1.1-3", "C-6.1.1-4", "C-7.3.3.1-1", "C-7.3.4.1-1")
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("made", "reason"), ROTATIONS.values(), ids=ROTATIONS.keys())
def test_a_rotation_that_both_keys_do_not_prove_is_refused(
    method: Method, made: Callable[[Method], HttpMessage], reason: str
) -> None:
    both_verify(nested(method), method)
    rotation_refused(made(method), method, reason)


@pytest.mark.requirement("C-6.1.1-4")
def test_content_changed_after_both_signed_is_refused() -> None:
    for method in ("httpsig", "jwsd"):
        both_verify(rotated(method), method)
        rotation_refused(replace(rotated(method), body=OTHER_BODY), method, "content")


@pytest.mark.requirement("C-6.1.1-2", "C-6.1.1-5")
@pytest.mark.parametrize("method", SIGNING)
def test_a_rotation_to_another_method_or_other_parameters_is_refused(method: keys.ProofMethod) -> None:
    message = rotated(method)
    both_verify(message, method)
    for other in {*SIGNING, "mtls"} - {method}:
        with pytest.raises(GnapError, match="proved as the old one is") as caught:
            proving.rotation_verify(message, expected(OLD, method), expected(NEW, other), now=NOW)
        assert caught.value.code is ErrorCode.INVALID_ROTATION
    if method == "httpsig":
        proof = {"method": "httpsig", "alg": "ed25519", "content-digest-alg": "sha-256"}
        object_form = keys.parse_key({"proof": proof, "jwk": NEW.public.jwk})
        with pytest.raises(GnapError, match="proved as the old one is"):
            proving.rotation_verify(message, expected(OLD, method), object_form, now=NOW)


@pytest.mark.requirement("C-7.3.2-3", "C-6.1.1-6")
def test_keys_proved_by_mtls_are_not_rotated() -> None:
    old, new = by_certificate(der(ed25519_key(b"o"))), by_certificate(der(ed25519_key(b"n")))
    for refusing in (
        lambda: proving.rotation_verify(shown(old.certificate), old, new, now=NOW),
        lambda: proving.rotation_sign(rotating("mtls"), OLD, NEW, "mtls", created=CREATED, nonce="n1"),
    ):
        with pytest.raises(GnapError) as caught:
            refusing()
        assert caught.value.code is ErrorCode.KEY_ROTATION_NOT_SUPPORTED


@pytest.mark.parametrize("method", SIGNING)
def test_a_rotation_that_names_no_key_is_not_signed(method: keys.ProofMethod) -> None:
    with pytest.raises(ValueError, match="names the new key"):
        proving.rotation_sign(plain(None), OLD, NEW, method, created=CREATED, nonce="n1")


@pytest.mark.parametrize("method", SIGNING)
def test_a_rotation_has_one_replay_key_and_an_age(method: keys.ProofMethod) -> None:
    first, again = (both_verify(rotated(method), method) for _ in range(2))
    assert first.replay_key == again.replay_key
    assert first.acceptable_until == NOW + timedelta(minutes=5)
    late = NOW + timedelta(minutes=5)
    with pytest.raises(GnapError, match="too old"):
        proving.rotation_verify(rotated(method), expected(OLD, method), expected(NEW, method), now=late)


def test_each_method_can_be_used_alone() -> None:
    assert jwsd.verify(proved("jwsd"), expected(signer(), "jwsd"), now=NOW).content == plain().body
    assert jws.verify(proved("jws"), expected(signer(), "jws"), now=NOW).content == plain().body
