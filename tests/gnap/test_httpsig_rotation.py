"""Binding a new key to a token (RFC 9635 §7.3.1.1): the old key signs the new one, the new one that signature."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from broker.gnap import keys
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.http_message import HttpMessage
from broker.gnap.proofs import httpsig
from broker.gnap.proofs.base import signature_base
from broker.gnap.proofs.structured import Bare, InnerList, Item, parse_dictionary, serialise
from tests.gnap.signed import (
    ALGORITHMS,
    CREATED,
    ITEMS,
    NOW,
    OTHER_BODY,
    digested,
    key,
    parameters,
    plain,
    refused,
    replaced,
    signed_as,
    with_signature,
)

OLD, NEW = key(), key(kid="client-2", seed="new")
MEMBERS = (Item("signature", {"key": "old-key"}), Item("signature-input", {"key": "old-key"}))


def expected(private: keys.PrivateKey, proof: object = "httpsig") -> keys.Key:
    return keys.parse_key({"proof": proof, "jwk": private.public.jwk})


def asking(new: keys.PrivateKey = NEW) -> HttpMessage:
    return plain(json.dumps({"key": keys.key_object(new.public)}).encode())


def rotating(old: keys.PrivateKey = OLD, new: keys.PrivateKey = NEW) -> HttpMessage:
    return httpsig.rotation_sign(asking(new), old, new, created=CREATED, nonce="n-rotate")


def accepted(message: HttpMessage) -> tuple[httpsig.Verified, httpsig.Verified]:
    return httpsig.rotation_verify(message, expected(OLD), expected(NEW), now=NOW)


def not_rotated(message: HttpMessage, reason: str) -> None:
    with pytest.raises(GnapError) as caught:
        accepted(message)
    assert re.search(reason, caught.value.reason)
    told = (caught.value.code, caught.value.description)
    assert told == (ErrorCode.INVALID_ROTATION, httpsig.ROTATION_UNPROVEN)


@pytest.mark.requirement("C-6.1.1-1", "C-6.1.1-3", "C-7.3.1.1-1", "C-7.3.1.1-2")
@pytest.mark.parametrize(("old_alg", "new_alg"), [*pairwise(ALGORITHMS), (ALGORITHMS[-1], ALGORITHMS[0])])
def test_two_keys_of_any_algorithms_sign_a_rotation(old_alg: keys.Algorithm, new_alg: keys.Algorithm) -> None:
    old, new = key(old_alg), key(new_alg, kid="client-2", seed="theirs")
    message = rotating(old, new)
    first, second = httpsig.rotation_verify(message, expected(old), expected(new), now=NOW)
    assert first.covered == ("@method", "@target-uri", "content-digest", "authorization")
    assert second.covered == (*first.covered, 'signature;key="old-key"', 'signature-input;key="old-key"')
    assert (first.nonce, second.nonce) == ("n-rotate", "n-rotate")
    claims = parse_dictionary(message.header("signature-input") or "")
    assert [claim.parameters["tag"] for claim in claims.values()] == ["gnap", "gnap-rotate"]


def test_an_ordinary_verifier_sees_the_old_keys_signature_only() -> None:
    assert httpsig.verify(rotating(), OLD.public, now=NOW).nonce == "n-rotate"
    assert httpsig.key_ids(rotating()) == ["client-1"]
    assert httpsig.key_ids(rotating(), httpsig.ROTATION_TAG) == ["client-2"]
    refused(rotating(), "no signature tagged gnap names", NEW.public)


def signed_again(
    items: tuple[Item, ...],
    /,
    signer: keys.PrivateKey = NEW,
    by_old: HttpMessage | None = None,
    **changed: Bare | None,
) -> HttpMessage:
    """The old key's signature as it should be, and a genuine one over it with these components and parameters."""
    first = by_old or httpsig.sign(asking(), OLD, created=CREATED, nonce="n-rotate", label="old-key")
    claim = InnerList(items, parameters(signer.kid, **({"tag": "gnap-rotate"} | changed)))
    return with_signature(first, claim, signer.sign(_base(first, claim)), "new-key")


def _base(message: HttpMessage, claim: InnerList) -> bytes:
    try:
        return signature_base(message, claim, "old-key")
    except GnapError:
        return b"what no verifier would build"


def second_line(change: Callable[[str], str]) -> Callable[[HttpMessage], HttpMessage]:
    """A change to both lines of the new key's signature."""

    def apply(message: HttpMessage) -> HttpMessage:
        lines = tuple((n, change(v) if v.startswith("new-key=") else v) for n, v in message.headers)
        return replace(message, headers=lines)

    return apply


def other_old_signature(message: HttpMessage) -> HttpMessage:
    """Another genuine signature of the old key in the place of the one that the new key has signed."""
    again = httpsig.sign(asking(), OLD, created=CREATED, nonce="n-other", label="old-key")
    kept = {
        name: [v for v in message.lines(name) if v.startswith("new-key=")] for name in ("signature", "signature-input")
    }
    return again.with_headers(*((name, value) for name, values in kept.items() for value in values))


BROKEN: dict[str, tuple[Callable[[HttpMessage], HttpMessage], str]] = {
    "method": (lambda m: replace(m, method="PUT"), "does not verify"),
    "target-uri": (lambda m: replace(m, target_uri=m.target_uri + "x"), "does not verify"),
    "another-token": (lambda m: replaced(m, "authorization", "GNAP other"), "does not verify"),
    "another-key-in-the-content": (lambda m: replace(m, body=OTHER_BODY), "not the digest"),
    "no-content": (lambda m: replace(m, body=None), "the new one in its content"),
    "old-signature-stripped": (
        lambda m: replace(m, headers=tuple(line for line in m.headers if not line[1].startswith("old-key="))),
        "no signature is tagged gnap$",
    ),
    "new-signature-stripped": (
        lambda m: replace(m, headers=tuple(line for line in m.headers if not line[1].startswith("new-key="))),
        "no signature is tagged gnap-rotate",
    ),
    "old-signature-of-another-time": (other_old_signature, "does not verify"),
    "old-bytes-dropped": (
        lambda m: replace(m, headers=tuple(x for x in m.headers if not (x[0] == "signature" and "old" in x[1]))),
        "no bytes under the label",
    ),
    "new-bytes-dropped": (
        lambda m: replace(m, headers=tuple(x for x in m.headers if not (x[0] == "signature" and "new" in x[1]))),
        "no bytes under the label",
    ),
    "new-created-edited": (second_line(lambda v: v.replace(str(CREATED), str(CREATED - 1))), "does not verify"),
    "new-nonce-edited": (second_line(lambda v: v.replace("n-rotate", "n-rotatf")), "does not verify"),
    "new-tag-gnap": (second_line(lambda v: v.replace("gnap-rotate", "gnap")), "no signature is tagged gnap-rotate"),
    "new-relabelled-key": (second_line(lambda v: v.replace('key="old-key"', 'key="oid-key"')), "not a plain name"),
    "labels-swapped": (
        lambda m: replace(
            m,
            headers=tuple(
                (n, v.replace("old-key=", "x=").replace("new-key=", "old-key=").replace("x=", "new-key=", 1))
                for n, v in m.headers
            ),
        ),
        "does not verify|not a plain name",
    ),
    "by-the-wrong-new-key": (
        lambda _: signed_again((*ITEMS, *MEMBERS), key(kid="client-2", seed="theirs")),
        "does not verify",
    ),
    "by-a-new-key-of-another-name": (
        lambda _: signed_again((*ITEMS, *MEMBERS), key(kid="client-3", seed="new")),
        "no signature tagged gnap-rotate names",
    ),
    "by-the-wrong-old-key": (
        lambda _: signed_again(
            (*ITEMS, *MEMBERS),
            by_old=httpsig.sign(asking(), key(seed="theirs"), created=CREATED, nonce="n", label="old-key"),
        ),
        "does not verify",
    ),
    "by-the-old-key-twice": (
        lambda _: signed_again((*ITEMS, *MEMBERS), OLD),
        "no signature tagged gnap-rotate names",
    ),
    "signature-not-covered": (lambda _: signed_again((*ITEMS, MEMBERS[1])), 'not cover signature;key="old-key"'),
    "input-not-covered": (lambda _: signed_again((*ITEMS, MEMBERS[0])), 'not cover signature-input;key="old-key"'),
    "neither-covered": (lambda _: signed_again(ITEMS), 'not cover signature;key="old-key"'),
    "whole-headers-covered-instead": (
        lambda _: signed_again((*ITEMS, Item("signature"), Item("signature-input"))),
        'not cover signature;key="old-key"',
    ),
    "names-that-only-look-like-members": (
        lambda _: signed_again((*ITEMS, Item('signature;key="old-key"'), Item('signature-input;key="old-key"'))),
        "unknown",
    ),
    "member-of-another-label": (
        lambda _: signed_again((*ITEMS, MEMBERS[0], Item("signature-input", {"key": "new-key"}))),
        "not a plain name",
    ),
    "member-of-another-header": (
        lambda _: signed_again((*ITEMS, *MEMBERS, Item("content-digest", {"key": "old-key"}))),
        "not a plain name",
    ),
    "member-twice": (lambda _: signed_again((*ITEMS, *MEMBERS, MEMBERS[0])), "covered twice"),
    "member-with-more-parameters": (
        lambda _: signed_again((*ITEMS, Item("signature", {"key": "old-key", "bs": True}), MEMBERS[1])),
        "not a plain name",
    ),
    "method-not-covered": (lambda _: signed_again((*ITEMS[1:], *MEMBERS)), "not cover @method"),
    "content-not-covered": (lambda _: signed_again((*ITEMS[:2], ITEMS[3], *MEMBERS)), "not cover content-digest"),
    "token-not-covered": (lambda _: signed_again((*ITEMS[:3], *MEMBERS)), "not cover authorization"),
    "tag-missing": (lambda _: signed_again((*ITEMS, *MEMBERS), tag=None), "no signature is tagged gnap-rotate"),
    "nonce-missing": (lambda _: signed_again((*ITEMS, *MEMBERS), nonce=None), "no nonce"),
    "created-stale": (lambda _: signed_again((*ITEMS, *MEMBERS), created=CREATED - 300), "too old"),
    "created-in-the-future": (lambda _: signed_again((*ITEMS, *MEMBERS), created=CREATED + 31), "in the future"),
    "alg-named": (lambda _: signed_again((*ITEMS, *MEMBERS), alg="ed25519"), "has an alg parameter"),
    "two-by-the-new-key": (
        lambda m: signed_as(m, NEW, ITEMS, parameters("client-2", tag="gnap-rotate"), "third"),
        "two signatures tagged gnap-rotate",
    ),
    "two-by-the-old-key": (
        lambda m: signed_as(m, OLD, ITEMS, parameters(), "third"),
        "two signatures tagged gnap name",
    ),
}


@pytest.mark.requirement("C-6.1.1-3", "C-6.1.1-4", "C-7.3.1.1-1", "C-7.3.1.1-2", "C-7.3.1.1-3")
@pytest.mark.parametrize(("change", "reason"), BROKEN.values(), ids=BROKEN.keys())
def test_a_rotation_that_is_not_proved_by_both_keys_is_refused(
    change: Callable[[HttpMessage], HttpMessage], reason: str
) -> None:
    accepted(rotating())
    accepted(signed_again((*ITEMS, *MEMBERS)))
    not_rotated(change(rotating()), reason)


def test_a_signature_by_a_stranger_neither_helps_nor_harms_a_rotation() -> None:
    claim = InnerList((), {"keyid": "proxy", "tag": "gnap-rotate"})
    assert accepted(with_signature(rotating(), claim, b"x", "proxy")) == accepted(rotating())


OBJECT = {"method": "httpsig", "alg": "ed25519", "content-digest-alg": "sha-512"}


@pytest.mark.requirement("C-6.1.1-2", "C-6.1.1-5")
def test_the_new_key_is_proved_as_the_old_one_is() -> None:
    message = httpsig.rotation_sign(asking(), OLD, NEW, created=CREATED, nonce="n", digest="sha-512")
    httpsig.rotation_verify(message, expected(OLD, OBJECT), expected(NEW, OBJECT), now=NOW)
    other = key("ES256", kid="client-2")
    rows: list[tuple[keys.Key, keys.Key]] = [
        (expected(OLD, OBJECT), expected(NEW)),
        (expected(OLD), expected(NEW, OBJECT)),
        (expected(OLD, OBJECT), expected(NEW, OBJECT | {"content-digest-alg": "sha-256"})),
        (expected(OLD, OBJECT), expected(other, OBJECT | {"alg": "ecdsa-p256-sha256"})),
        (expected(OLD), expected(NEW, "jwsd")),
        (expected(OLD, "jws"), expected(NEW, "jws")),
        (expected(OLD, "mtls"), expected(NEW)),
    ]
    for old, new in rows:
        with pytest.raises(GnapError) as caught:
            httpsig.rotation_verify(message, old, new, now=NOW)
        assert caught.value.code is ErrorCode.INVALID_ROTATION


@pytest.mark.requirement("C-6.1.1-2", "C-6.1.1-5")
def test_the_algorithm_is_kept_where_it_is_a_parameter_and_free_where_the_key_says_it() -> None:
    other = key("ES256", kid="client-2")
    free = httpsig.rotation_sign(asking(other), OLD, other, created=CREATED, nonce="n")
    httpsig.rotation_verify(free, expected(OLD), expected(other), now=NOW)
    bound = httpsig.rotation_sign(asking(other), OLD, other, created=CREATED, nonce="n", digest="sha-512")
    named = expected(other, OBJECT | {"alg": "ecdsa-p256-sha256"})
    with pytest.raises(GnapError, match="algorithm of the old one") as caught:
        httpsig.rotation_verify(bound, expected(OLD, OBJECT), named, now=NOW)
    assert caught.value.code is ErrorCode.INVALID_ROTATION


def test_the_digest_that_the_proof_names_is_demanded_of_a_rotation() -> None:
    for digest, proof in (("sha-256", "httpsig"), ("sha-512", OBJECT)):
        message = httpsig.rotation_sign(asking(), OLD, NEW, created=CREATED, nonce="n", digest=digest)  # type: ignore[arg-type]
        httpsig.rotation_verify(message, expected(OLD, proof), expected(NEW, proof), now=NOW)
        other = OBJECT if proof == "httpsig" else "httpsig"
        with pytest.raises(GnapError, match="no sha-"):
            httpsig.rotation_verify(message, expected(OLD, other), expected(NEW, other), now=NOW)


def test_a_key_known_by_its_certificates_digest_only_verifies_no_rotation() -> None:
    bare = keys.parse_key({"proof": "httpsig", "cert#S256": keys.b64url(bytes(32))})
    for old, new in ((bare, expected(NEW)), (expected(OLD), bare)):
        with pytest.raises(GnapError, match="by value") as caught:
            httpsig.rotation_verify(rotating(), old, new, now=NOW)
        assert caught.value.code is ErrorCode.INVALID_ROTATION


def test_a_rotation_without_content_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="in its content"):
        httpsig.rotation_sign(plain(None), OLD, NEW, created=CREATED, nonce="n")


@pytest.mark.parametrize("late", [timedelta(minutes=5), timedelta(days=1)])
def test_a_rotation_ages_as_every_signature_does(late: timedelta) -> None:
    httpsig.rotation_verify(rotating(), expected(OLD), expected(NEW), now=NOW + timedelta(minutes=4))
    with pytest.raises(GnapError, match="too old"):
        httpsig.rotation_verify(rotating(), expected(OLD), expected(NEW), now=NOW + late)


def test_members_are_signed_in_their_one_spelling() -> None:
    message = rotating()
    claim = parse_dictionary(message.header("signature-input") or "")["new-key"]
    assert isinstance(claim, InnerList)
    base = signature_base(message, claim, "old-key").decode()
    first = parse_dictionary(message.header("signature-input") or "")["old-key"]
    assert f'\n"signature-input";key="old-key": {serialise(first)}\n' in base
    assert '\n"signature";key="old-key": :' in base
    with pytest.raises(GnapError, match="not in the message"):
        signature_base(digested(), InnerList((*ITEMS, *MEMBERS), parameters()), "old-key")
