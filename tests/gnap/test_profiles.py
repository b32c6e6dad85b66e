"""A profile is named, never guessed: it changes how a server is spoken to and nothing of what is checked."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import fields, replace

import pytest

from broker.gnap.errors import PeerError
from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import interaction_hash
from broker.gnap.profile_signing import sign
from broker.gnap.profiles import OPEN_PAYMENTS, PROFILES, RFC9635, SWITCHES, Profile, managed, profile_of, proves_finish
from broker.gnap.proofs import httpsig
from broker.gnap.proofs.base import signature_base
from broker.gnap.proofs.structured import InnerList, Item, parse_dictionary
from tests.stand_ins import NOW, key_named

KEY = key_named("k1", 1)
AS = "https://as.example/gnap"
PARTS = ("VJLO6A4CATR0KRO", "MBDOFXG4Y5CVJCX821LH", "4IFWWIKYB2PQ6U56NL1", AS)
CREATED = int(NOW.timestamp())
BODY = HttpMessage("POST", AS, (("content-type", "application/json"), ("authorization", "GNAP t")), b'{"a":"b"}')
BARE = HttpMessage("POST", AS, (("authorization", "GNAP t"),))

HASHES: dict[str, Callable[[bytes], str]] = {
    "base64url": lambda raw: base64.urlsafe_b64encode(raw).rstrip(b"=").decode(),
    "base64url with padding": lambda raw: base64.urlsafe_b64encode(raw).decode(),
    "base64": lambda raw: base64.b64encode(raw).decode(),
    "base64 without padding": lambda raw: base64.b64encode(raw).rstrip(b"=").decode(),
    "base64 with a line break": lambda raw: base64.b64encode(raw).decode() + "\n",
    "hex": lambda raw: raw.hex(),
}


@pytest.mark.parametrize("method", ["sha-256", "sha-384", "sha-512", "sha3-512"])
@pytest.mark.parametrize("spelling", HASHES)
@pytest.mark.parametrize("name", ["rfc9635", "open-payments"])
def test_a_hash_counts_in_the_spelling_of_the_profile_only(name: str, spelling: str, method: str) -> None:
    profile = replace(PROFILES[name], hash_method=method)
    raw = hashlib.new(method.replace("sha-", "sha").replace("sha3-", "sha3_"), "\n".join(PARTS).encode()).digest()
    received = HASHES[spelling](raw)
    alike = {HASHES["base64url"](raw)} if name == "rfc9635" else {HASHES["base64"](raw)}
    assert proves_finish(profile, received, *PARTS) is (received in alike)


@pytest.mark.parametrize("profile", PROFILES.values())
def test_a_hash_of_anything_else_counts_in_no_profile(profile: Profile) -> None:
    for place in range(4):
        other = tuple("other" if place == at else part for at, part in enumerate(PARTS))
        for padded in ("", "="):
            assert not proves_finish(profile, interaction_hash(*other) + padded, *PARTS)


def test_the_rfcs_profile_signs_to_the_byte_as_httpsig_does() -> None:
    for message in (BODY, BARE):
        ours = sign(message, KEY, RFC9635, created=CREATED, nonce="n")
        assert ours == httpsig.sign(message, KEY, created=CREATED, nonce="n")


def _claim(message: HttpMessage, label: str) -> InnerList:
    claim = parse_dictionary(message.header("signature-input") or "")[label]
    assert isinstance(claim, InnerList)
    return claim


def _verifies(message: HttpMessage, label: str = "sig1") -> bool:
    made = parse_dictionary(message.header("signature") or "")[label]
    assert isinstance(made, Item)
    assert isinstance(made.value, bytes)
    return KEY.public.verify(made.value, signature_base(message, _claim(message, label)))


def test_open_payments_is_signed_without_a_tag_over_length_type_and_a_sha_512_digest() -> None:
    message = sign(BODY, KEY, OPEN_PAYMENTS, created=CREATED, nonce="n")
    claim = _claim(message, "sig1")
    covered = {"@method", "@target-uri", "authorization", "content-digest", "content-length", "content-type"}
    assert {item.value for item in claim.items} == covered
    assert "tag" not in claim.parameters
    assert (message.header("content-digest") or "").startswith("sha-512=:")
    assert message.header("content-length") == str(len(BODY.body or b""))
    assert _verifies(message)


@pytest.mark.parametrize(
    "profile",
    [
        OPEN_PAYMENTS,
        Profile(tag=None),
        Profile(label="other"),
        Profile(content_digest="sha-512"),
        Profile(covers_content=True),
    ],
)
def test_no_profile_covers_less_than_the_rfc(profile: Profile) -> None:
    for message in (BODY, BARE):
        signed = sign(message, KEY, profile, created=CREATED, nonce="n")
        covered = {item.value for item in _claim(signed, profile.label).items}
        wanted = {"@method", "@target-uri", "authorization"} | ({"content-digest"} if message.body else set())
        assert wanted <= covered
        assert _verifies(signed, profile.label)
        assert not _verifies(replace(signed, target_uri="https://evil.example/gnap"), profile.label)


def test_a_bare_string_is_read_as_management_by_the_token_itself() -> None:
    token = {"value": "v", "manage": "https://as.example/t"}
    expected = {"uri": "https://as.example/t", "access_token": {"value": "v"}}
    assert managed(OPEN_PAYMENTS, token)["manage"] == expected
    assert managed(RFC9635, token) is token
    with pytest.raises(PeerError):
        managed(OPEN_PAYMENTS, {"value": "v", "manage": expected})


def test_single_switches_stand_on_top_of_the_named_profile() -> None:
    made = profile_of("open-payments", {"tag": "gnap", "denial": "rfc"})
    assert (made.tag, made.denial, made.manage) == ("gnap", "rfc", "string")
    assert profile_of("rfc9635", {"tag": "none"}).tag is None
    with pytest.raises(KeyError):
        profile_of("oauth", {})


def test_every_switch_is_a_member_and_every_word_of_it_can_be_set() -> None:
    assert set(SWITCHES) <= {field.name for field in fields(Profile)}
    for name, words in SWITCHES.items():
        for word in words:
            assert getattr(profile_of("rfc9635", {name: word}), name) in (word, None)
