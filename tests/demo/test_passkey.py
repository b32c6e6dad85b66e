"""The software passkey against the library that the broker verifies with."""

import json
from typing import Any

import pytest
import webauthn
from webauthn.helpers import options_to_json, structs
from webauthn.helpers.exceptions import InvalidAuthenticationResponse, InvalidRegistrationResponse

from broker.demo.passkey import PasskeyRefused, SoftwarePasskey

ORIGIN = "http://localhost:8765"
REQUIRED = structs.UserVerificationRequirement.REQUIRED


def creation_options(challenge: bytes = b"c" * 32, **changes: Any) -> dict[str, Any]:
    options = webauthn.generate_registration_options(
        rp_id="localhost", rp_name="Countersign", user_name="alice", user_id=b"alice", challenge=challenge
    )
    return {**json.loads(options_to_json(options)), **changes}


def request_options(challenge: bytes = b"d" * 32, *, allow: list[str] | None = None) -> dict[str, Any]:
    options = webauthn.generate_authentication_options(
        rp_id="localhost", challenge=challenge, user_verification=REQUIRED
    )
    allowed = [{"id": name, "type": "public-key"} for name in allow or []]
    return {**json.loads(options_to_json(options)), "allowCredentials": allowed}


def registered(passkey: SoftwarePasskey) -> Any:
    return webauthn.verify_registration_response(
        credential=passkey.create(creation_options(), ORIGIN),
        expected_challenge=b"c" * 32,
        expected_rp_id="localhost",
        expected_origin=ORIGIN,
        require_user_verification=True,
    )


def signed_in(credential: dict[str, Any], enrolled: Any, *, challenge: bytes = b"d" * 32, count: int = 0) -> Any:
    return webauthn.verify_authentication_response(
        credential=credential,
        expected_challenge=challenge,
        expected_rp_id="localhost",
        expected_origin=ORIGIN,
        credential_public_key=enrolled.credential_public_key,
        credential_current_sign_count=count,
        require_user_verification=True,
    )


def test_a_registration_and_two_assertions_verify_and_the_sign_count_grows() -> None:
    passkey = SoftwarePasskey()
    enrolled = registered(passkey)
    first = signed_in(passkey.get(request_options(), ORIGIN), enrolled)
    second = signed_in(passkey.get(request_options(), ORIGIN), enrolled, count=first.new_sign_count)
    assert (enrolled.sign_count, first.new_sign_count, second.new_sign_count) == (0, 1, 2)
    assert enrolled.fmt == "none"


def test_without_user_verification_a_server_that_asks_for_it_refuses() -> None:
    passkey = SoftwarePasskey()
    enrolled = registered(passkey)
    passkey.user_verified = False
    with pytest.raises(InvalidAuthenticationResponse, match="verification"):
        signed_in(passkey.get(request_options(), ORIGIN), enrolled)
    with pytest.raises(InvalidRegistrationResponse, match="verification"):
        registered(SoftwarePasskey(user_verified=False))


@pytest.mark.parametrize("origin", ["http://localhost:8766", "https://localhost:8765", "http://localhost"])
def test_the_origin_is_signed_as_the_page_has_it(origin: str) -> None:
    passkey = SoftwarePasskey()
    enrolled = registered(passkey)
    with pytest.raises(InvalidAuthenticationResponse, match="origin"):
        signed_in(passkey.get(request_options(), origin), enrolled)


def test_an_answer_to_one_challenge_is_none_to_another() -> None:
    passkey = SoftwarePasskey()
    enrolled = registered(passkey)
    with pytest.raises(InvalidAuthenticationResponse, match="challenge"):
        signed_in(passkey.get(request_options(b"e" * 32), ORIGIN), enrolled)


def test_a_page_of_another_host_gets_nothing() -> None:
    passkey = SoftwarePasskey()
    registered(passkey)
    with pytest.raises(PasskeyRefused, match=r"evil\.example"):
        passkey.get(request_options(), "http://evil.example")
    with pytest.raises(PasskeyRefused, match=r"evil\.example"):
        passkey.create(creation_options(), "http://evil.example")


def test_only_an_allowed_credential_answers() -> None:
    passkey = SoftwarePasskey()
    enrolled = registered(passkey)
    mine = passkey.get(request_options(), ORIGIN)["id"]
    signed_in(passkey.get(request_options(allow=[mine]), ORIGIN), enrolled, count=1)
    with pytest.raises(PasskeyRefused, match="no passkey"):
        passkey.get(request_options(allow=["AAAA"]), ORIGIN)


def test_a_device_is_registered_once() -> None:
    passkey = SoftwarePasskey()
    mine = passkey.create(creation_options(), ORIGIN)["id"]
    with pytest.raises(PasskeyRefused, match="already"):
        passkey.create(creation_options(excludeCredentials=[{"id": mine, "type": "public-key"}]), ORIGIN)
    with pytest.raises(PasskeyRefused, match="ES256"):
        passkey.create(creation_options(pubKeyCredParams=[{"type": "public-key", "alg": -257}]), ORIGIN)
