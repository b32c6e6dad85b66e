"""The httpsig proof: what is refused, each beside the unmutated message that is not, and the published vectors."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from broker.gnap import keys
from broker.gnap.errors import GnapError
from broker.gnap.http_message import HttpMessage
from broker.gnap.proofs import httpsig
from broker.gnap.proofs.base import signature_base
from broker.gnap.proofs.structured import Bare, InnerList, Item, Token, parse_dictionary
from tests.gnap.httpsig_mutations import ALTERED, Change
from tests.gnap.signed import (
    ALGORITHMS,
    COVERED,
    CREATED,
    ITEMS,
    NOW,
    URI,
    accepted,
    digested,
    good,
    key,
    parameters,
    plain,
    refused,
    replaced,
    signed_as,
    with_signature,
)

# --- what a signature speaks about ------------------------------------------------------------------------------------


def test_what_is_not_covered_may_change() -> None:
    accepted(good().with_headers(("host", "evil.example"), ("x-forwarded-host", "evil.example")))
    accepted(replaced(good(), "content-type", "text/plain"))


def test_a_token_or_content_added_to_a_signed_message_is_refused() -> None:
    bare = HttpMessage("GET", URI)
    message = httpsig.sign(bare, key(), created=CREATED, nonce="n1")
    assert accepted(message).covered == ("@method", "@target-uri")
    refused(message.with_headers(("Authorization", "GNAP stolen")), "does not cover authorization")
    refused(message.with_headers(("AUTHORIZATION", "")), "does not cover authorization")
    refused(replace(message, body=b"{}"), "does not cover content-digest")


# --- genuine signatures by the expected key that do not meet the profile --------------------------------------------

COVERAGE: dict[str, tuple[tuple[Item, ...], str]] = {
    "without-method": (ITEMS[1:], "does not cover @method"),
    "without-target-uri": ((ITEMS[0], *ITEMS[2:]), "does not cover @target-uri"),
    "path-and-authority-for-target-uri": (
        (ITEMS[0], Item("@path"), Item("@query"), Item("@authority"), *ITEMS[2:]),
        "does not cover @target-uri",
    ),
    "without-content-digest": ((*ITEMS[:2], ITEMS[3]), "does not cover content-digest"),
    "without-authorization": (ITEMS[:3], "does not cover authorization"),
    "without-anything": ((), "does not cover @method"),
}
UNSIGNABLE: dict[str, tuple[Item, str]] = {
    "twice": (Item("@method"), "covered twice"),
    "token-for-name": (Item(Token("date")), "not a plain name"),
    "number-for-name": (Item(7), "not a plain name"),
    "sf": (Item("content-type", {"sf": True}), "not a plain name"),
    "bs": (Item("content-type", {"bs": True}), "not a plain name"),
    "tr": (Item("content-type", {"tr": True}), "not a plain name"),
    "req": (Item("content-type", {"req": True}), "not a plain name"),
    "key": (Item("content-type", {"key": "a"}), "not a plain name"),
    "method-again-with-parameter": (Item("@method", {"req": True}), "not a plain name"),
    "query-param": (Item("@query-param", {"name": "wait"}), "not a plain name"),
    "status": (Item("@status"), "unknown"),
    "signature-params": (Item("@signature-params"), "unknown"),
    "derived-unknown": (Item("@sender"), "unknown"),
    "upper-case": (Item("Content-Type"), "unknown"),
    "empty": (Item(""), "unknown"),
    "absent-header": (Item("date"), "not in the message"),
}


@pytest.mark.requirement("C-7.3.1-3", "C-7.3.1-4", "C-7.3.1-5", "C-7.3-5")
@pytest.mark.parametrize(("items", "words"), COVERAGE.values(), ids=COVERAGE.keys())
def test_a_signature_that_covers_too_little_is_refused(items: tuple[Item, ...], words: str) -> None:
    accepted(signed_as(digested(), key(), ITEMS, parameters()))
    refused(signed_as(digested(), key(), items, parameters()), words)


def test_a_signature_covers_64_components_at_most_however_they_are_written() -> None:
    for name in ('"x"', '"x";a', '"\\""'):
        assert parse_dictionary(f"sig1=({' '.join([name] * 64)})")
        with pytest.raises(GnapError, match="list is too long"):
            parse_dictionary(f"sig1=({' '.join([name] * 65)})")


@pytest.mark.parametrize(("extra", "words"), UNSIGNABLE.values(), ids=UNSIGNABLE.keys())
def test_a_component_that_cannot_be_resolved_refuses_the_signature(extra: Item, words: str) -> None:
    control = signed_as(digested(), key(), (*ITEMS, Item("content-type")), parameters())
    assert accepted(control).covered == (*COVERED, "content-type")
    refused(with_signature(digested(), InnerList((*ITEMS, extra), parameters()), bytes(64)), words)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("content-type", lambda m: replaced(m, "content-type", "text/plain")),
        ("content-type", lambda m: m.with_headers(("content-type", "text/plain"))),
        ("content-type", lambda m: m.without_header("content-type")),
        ("@authority", lambda m: replace(m, target_uri=URI.replace("as.", "evil."))),
        ("@scheme", lambda m: replace(m, target_uri=URI.replace("https", "http"))),
        ("@path", lambda m: replace(m, target_uri=URI.replace("/7", "/8"))),
        ("@query", lambda m: replace(m, target_uri=URI.replace("=1", "=2"))),
        ("@request-target", lambda m: replace(m, target_uri=URI.replace("=1", "=2"))),
    ],
    ids=["header", "header-repeated", "header-dropped", "authority", "scheme", "path", "query", "request-target"],
)
def test_every_further_component_that_is_covered_is_checked(name: str, change: Change) -> None:
    message = signed_as(digested(), key(), (*ITEMS, Item(name)), parameters())
    assert accepted(message).covered == (*COVERED, name)
    refused(change(message), "does not verify|not in the message")


PARAMETERS: dict[str, tuple[dict[str, Bare | None], str]] = {
    "created-missing": ({"created": None}, "does not say in whole seconds"),
    "created-a-string": ({"created": str(CREATED)}, "does not say in whole seconds"),
    "created-a-boolean": ({"created": True}, "does not say in whole seconds"),
    "created-in-milliseconds": ({"created": CREATED * 1000}, "in the future"),
    "created-stale": ({"created": CREATED - 300}, "too old"),
    "created-zero": ({"created": 0}, "too old"),
    "created-in-the-future": ({"created": CREATED + 31}, "in the future"),
    "expires-past": ({"expires": CREATED - 1}, "has expired"),
    "expires-now": ({"expires": CREATED}, "has expired"),
    "expires-a-string": ({"expires": "never"}, "has expired"),
    "tag-missing": ({"tag": None}, "no signature is tagged gnap"),
    "tag-wrong": ({"tag": "gnap-rotate"}, "no signature is tagged gnap"),
    "tag-case": ({"tag": "GNAP"}, "no signature is tagged gnap"),
    "tag-a-token": ({"tag": Token("gnap")}, "no signature is tagged gnap"),
    "nonce-missing": ({"nonce": None}, "no nonce"),
    "nonce-empty": ({"nonce": ""}, "no nonce"),
    "nonce-a-number": ({"nonce": 12345}, "no nonce"),
    "nonce-too-long": ({"nonce": "n" * 257}, "no nonce"),
    "keyid-missing": ({"keyid": None}, "names the expected key"),
    "keyid-wrong": ({"keyid": "client-2"}, "names the expected key"),
    "keyid-a-token": ({"keyid": Token("client-1")}, "names the expected key"),
    "alg-present": ({"alg": "ed25519"}, "has an alg parameter"),
    "alg-none": ({"alg": "none"}, "has an alg parameter"),
    "unknown-parameter": ({"context": "x"}, "unknown here"),
}


@pytest.mark.requirement("C-7.3.1-6", "C-7.3.1-7", "C-7.3.1-9", "C-7.3.1-10")
@pytest.mark.parametrize(("changed", "words"), PARAMETERS.values(), ids=PARAMETERS.keys())
def test_a_genuine_signature_with_other_parameters_is_refused(changed: dict[str, Bare | None], words: str) -> None:
    accepted(signed_as(digested(), key(), ITEMS, parameters()))
    refused(signed_as(digested(), key(), ITEMS, parameters(**changed)), words)


def test_created_counts_from_just_inside_the_window_to_the_clock_skew() -> None:
    for seconds in (-299, 0, 30):
        message = signed_as(digested(), key(), ITEMS, parameters(created=CREATED + seconds))
        verified = accepted(message)
        assert verified.created == CREATED + seconds
        assert verified.acceptable_until == NOW + timedelta(seconds=seconds) + httpsig.WINDOW
        with pytest.raises(GnapError, match="too old"):
            httpsig.verify(message, key().public, now=verified.acceptable_until)
        httpsig.verify(message, key().public, now=verified.acceptable_until - timedelta(microseconds=1))


def test_window_and_skew_are_the_callers() -> None:
    old = signed_as(digested(), key(), ITEMS, parameters(created=CREATED - 299))
    early = signed_as(digested(), key(), ITEMS, parameters(created=CREATED + 30))
    for message, words in ((old, "too old"), (early, "in the future")):
        accepted(message)
        with pytest.raises(GnapError, match=words):
            httpsig.verify(message, key().public, now=NOW, window=timedelta(minutes=1), skew=timedelta(seconds=5))


def test_a_clock_without_a_time_zone_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="aware"):
        httpsig.verify(good(), key().public, now=NOW.replace(tzinfo=None))


@pytest.mark.requirement("C-7.3.1-8")
def test_the_nonce_is_what_to_remember_and_without_one_a_digest_of_what_was_signed() -> None:
    assert accepted(good()).replay_key == accepted(good()).nonce == "n-0S6_WzA2Mj"
    ours = key("ES256")
    bare = [signed_as(digested(), ours, ITEMS, parameters(nonce=None)) for _ in range(2)]
    refused(bare[0], "no nonce", ours.public)
    first, second = (httpsig.verify(m, ours.public, now=NOW, allow_missing_nonce=True) for m in bare)
    # ECDSA is salted: the two signatures differ, what they say does not
    assert bare[0].header("signature") != bare[1].header("signature")
    assert first.nonce is None
    assert first.replay_key == second.replay_key != ""
    later = signed_as(digested(), ours, ITEMS, parameters(nonce=None, created=CREATED + 1))
    assert httpsig.verify(later, ours.public, now=NOW, allow_missing_nonce=True).replay_key != first.replay_key


def test_a_registration_without_nonces_still_checks_one_that_is_there() -> None:
    for nonce, words in ((7, "no nonce"), ("", "no nonce")):
        message = signed_as(digested(), key(), ITEMS, parameters(nonce=nonce))
        with pytest.raises(GnapError, match=words):
            httpsig.verify(message, key().public, now=NOW, allow_missing_nonce=True)


# --- which key ------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("C-7.3.1-12")
@pytest.mark.parametrize("alg", ALGORITHMS)
def test_another_key_under_the_same_kid_is_refused(alg: keys.Algorithm) -> None:
    accepted(good(alg), key(alg).public)
    for other in (key(alg, seed="theirs"), key("ES256" if alg == "EdDSA" else "EdDSA")):
        refused(good(alg), "does not verify", other.public)


def other_signatures() -> dict[str, tuple[InnerList, bytes]]:
    """Signatures that are not by the expected key, from honest to absurd."""
    theirs = key(kid="proxy", seed="theirs")
    honest = InnerList(ITEMS, parameters("proxy"))
    rows: dict[str, tuple[InnerList, bytes]] = {
        "honest": (honest, theirs.sign(signature_base(digested(), honest))),
        "broken": (honest, bytes(64)),
        "no-bytes": (honest, b""),
        "unknown-algorithm": (InnerList(ITEMS, parameters("proxy", alg="rsa-v2")), b"\1" * 512),
        "unknown-components": (InnerList((Item("@nonsense", {"sf": 1}), Item(Token("x"))), parameters("proxy")), b"x"),
        "no-parameters": (InnerList((), {}), b"x"),
        "our-kid-other-tag": (InnerList((), parameters(tag="other")), b"x"),
        "our-kid-no-tag": (InnerList((), parameters(tag=None)), b"x"),
        "keyid-not-a-string": (InnerList((), parameters(keyid=Token("client-1"))), b"x"),
    }
    return rows


@pytest.mark.requirement("C-7.3.1-11")
@pytest.mark.parametrize("place", ["before", "after"])
@pytest.mark.parametrize("other", other_signatures().values(), ids=other_signatures().keys())
def test_a_signature_by_another_key_neither_helps_nor_harms(other: tuple[InnerList, bytes], place: str) -> None:
    def beside(message: HttpMessage) -> HttpMessage:
        added = with_signature(HttpMessage("POST", URI), *other, label="proxy").headers
        mine = message.headers
        return replace(message, headers=(*added, *mine) if place == "before" else (*mine, *added))

    accepted(good())
    assert accepted(beside(good())) == accepted(good())
    for change, words in ALTERED.values():
        refused(change(good()), words)
        with pytest.raises(GnapError):
            accepted(beside(change(good())))


def test_a_foreign_member_of_either_header_that_is_no_signature_is_not_looked_at() -> None:
    message = good().with_headers(("signature-input", "a, b=?0;x, c=tok"), ("signature", 'd="text", e=(1 2)'))
    assert accepted(message) == accepted(good())


@pytest.mark.parametrize("second", ["genuine", "broken", "same"])
def test_two_signatures_by_the_expected_key_are_refused_as_ambiguous(second: str) -> None:
    message = good()
    accepted(message)
    claim = InnerList(ITEMS, parameters(nonce="another"))
    if second == "broken":
        doubled = with_signature(message, claim, bytes(64), "sig2")
    elif second == "genuine":
        doubled = signed_as(message, key(), ITEMS, parameters(nonce="another"), "sig2")
    else:
        doubled = signed_as(message, key(), ITEMS, parameters(), "sig2")
    refused(doubled, "two signatures tagged gnap")


def test_key_ids_are_those_of_signatures_tagged_gnap_each_once() -> None:
    message = good()
    for label, kid, tag in (("b", "proxy", "gnap"), ("c", "cdn", "other"), ("d", "client-1", "gnap")):
        message = with_signature(message, InnerList((), parameters(kid, tag=tag)), b"x", label)
    message = with_signature(message, InnerList((), parameters(keyid=9)), b"x", "e")
    assert httpsig.key_ids(message) == ["client-1", "proxy"]
    assert httpsig.key_ids(plain()) == []
    with pytest.raises(GnapError, match="malformed"):
        httpsig.key_ids(plain().with_headers(("signature-input", "sig1=(")))
