"""What a passkey signs, and our own check of it. Every refusal stands beside the same assertion without the change."""

import hashlib
from base64 import urlsafe_b64decode
from datetime import datetime, timedelta, timezone
from typing import Any

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.approval.decision import AssertionRefused, challenge, verify_assertion
from broker.demo.passkey import SoftwarePasskey
from tests.approval.signing import ALGORITHMS, NOBODY, PRESENT_ONLY, Signer, b64
from tests.stand_ins import NOW

ORIGIN = "http://localhost:8765"
FIELDS: dict[str, Any] = {
    "nonce": b"n" * 32,
    "grant": "grant-1",
    "owner": "alice",
    "verb": "approve",
    "digest": "ab" * 32,
    "not_after": NOW,
}
OTHER: dict[str, Any] = {
    "nonce": b"m" * 32,
    "grant": "grant-2",
    "owner": "bob",
    "verb": "refuse",
    "digest": "ac" * 32,
    "not_after": NOW + timedelta(microseconds=1),
}
SIGNED = challenge(**FIELDS)


def check(assertion: dict[str, Any], signer: Signer | None = None, **expected: Any) -> None:
    verify_assertion(
        public_key=expected.pop("public_key", (signer or Signer()).cose),
        assertion=assertion,
        expected_challenge=expected.pop("expected_challenge", SIGNED),
        rp_id=expected.pop("rp_id", "localhost"),
        origin=expected.pop("origin", ORIGIN),
    )


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_is_inside_the_challenge(name: str) -> None:
    assert challenge(**FIELDS) == SIGNED
    assert challenge(**FIELDS | {name: OTHER[name]}) != SIGNED


@given(st.text("ab", max_size=3), st.text("ab", max_size=3), st.text("ab", max_size=3), st.text("ab", max_size=3))
def test_moving_a_character_between_grant_and_owner_changes_the_challenge(
    grant: str, owner: str, other_grant: str, other_owner: str
) -> None:
    same = challenge(**FIELDS | {"grant": grant, "owner": owner}) == challenge(
        **FIELDS | {"grant": other_grant, "owner": other_owner}
    )
    assert same == ((grant, owner) == (other_grant, other_owner))


def test_the_challenge_is_sha_256_over_length_prefixed_fields() -> None:
    parts = [b"countersign-decision-v1", b"n" * 32, b"grant-1", b"alice", b"approve", bytes.fromhex("ab" * 32)]
    parts.append(b"2026-11-25T12:00:00.000000+00:00")
    assert hashlib.sha256(b"".join(len(part).to_bytes(4, "big") + part for part in parts)).digest() == SIGNED


def test_the_same_instant_in_another_zone_is_the_same_challenge() -> None:
    elsewhere = NOW.astimezone(timezone(timedelta(hours=5)))
    assert challenge(**FIELDS | {"not_after": elsewhere}) == SIGNED


@pytest.mark.parametrize(
    "change",
    [{"verb": "Approve"}, {"verb": ""}, {"digest": "ab"}, {"digest": "zz" * 32}, {"not_after": datetime(2026, 1, 1)}],  # noqa: DTZ001
    ids=repr,
)
def test_a_challenge_is_made_of_sound_fields_only(change: dict[str, Any]) -> None:
    challenge(**FIELDS)
    with pytest.raises(ValueError):
        challenge(**FIELDS | change)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_an_assertion_of_each_algorithm_verifies(algorithm: str) -> None:
    signer = Signer(3, algorithm)
    check(signer.assertion(SIGNED, origin=ORIGIN), signer)


def test_the_demo_s_passkey_verifies() -> None:
    device = SoftwarePasskey()
    made = device.create(
        {
            "rp": {"id": "localhost"},
            "user": {"id": b64(b"u")},
            "challenge": b64(b"c"),
            "pubKeyCredParams": [{"alg": -7, "type": "public-key"}],
        },
        ORIGIN,
    )
    data: bytes = cbor2.loads(urlsafe_b64decode(made["response"]["attestationObject"] + "=="))["authData"]
    cose = data[55 + int.from_bytes(data[53:55], "big") :]
    check(device.get({"rpId": "localhost", "challenge": b64(SIGNED)}, ORIGIN), public_key=cose)


def assertion(**changes: Any) -> dict[str, Any]:
    return Signer().assertion(SIGNED, **{"origin": ORIGIN} | changes)


GOOD = assertion()  # signed once: an ECDSA signature is another one each time
REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "another port": (assertion(origin="http://localhost:8766"), "origin"),
    "no port": (assertion(origin="http://localhost"), "origin"),
    "another host": (assertion(origin="http://localhost.evil.example:8765"), "origin"),
    "https instead of http": (assertion(origin="https://localhost:8765"), "origin"),
    "a trailing slash": (assertion(origin="http://localhost:8765/"), "origin"),
    "an enrolment's client data": (assertion(type="webauthn.create"), "not that of an assertion"),
    "another challenge": (assertion(challenge=b64(b"x" * 32)), "challenge"),
    "a challenge that is a number": (assertion(challenge=7), "challenge"),
    "a padded challenge": (assertion(challenge=b64(SIGNED) + "="), "challenge"),
    "inside another site's frame": (assertion(crossOrigin=True), "frame"),
    "another host's passkey": (assertion(rp_id="evil.example"), "another host"),
    "nobody present": (assertion(flags=NOBODY), "present"),
    "no user verification": (assertion(flags=PRESENT_ONLY), "verified"),
    "another passkey": (Signer(2).assertion(SIGNED, origin=ORIGIN), "signature"),
    "no response": ({"id": "x"}, "no response"),
    "a response that is a list": ({"response": []}, "no response"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_assertion_that_shows_less_than_it_should_is_refused(name: str) -> None:
    check(assertion())
    changed, words = REFUSED[name]
    with pytest.raises(AssertionRefused, match=words):
        check(changed)


@pytest.mark.parametrize("member", ["clientDataJSON", "authenticatorData", "signature"])
@given(data=st.data())
def test_a_changed_missing_or_retyped_member_is_refused(member: str, data: st.DataObject) -> None:
    good = GOOD
    check(good)
    text = good["response"][member]
    position = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from("ABCDEFabcdef0123-_=+/ \n"))
    for value in (text[:position] + letter + text[position + 1 :], None, 7, ["x"], ""):
        if value == text:
            continue
        with pytest.raises(AssertionRefused):
            check(good | {"response": good["response"] | {member: value}})


def test_a_passkey_row_that_is_damaged_is_refused_not_raised_as_something_else() -> None:
    with pytest.raises(AssertionRefused, match="cannot be read"):
        check(assertion(), public_key=b"\xa0")
