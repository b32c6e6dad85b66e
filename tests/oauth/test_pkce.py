"""PKCE, by the example of RFC 7636 appendix B."""

import pytest

from broker.oauth.pkce import is_challenge, proves

VERIFIER, CHALLENGE = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_the_example_of_the_rfc_proves_its_challenge_and_no_other() -> None:
    assert proves(VERIFIER, CHALLENGE)
    assert not proves(VERIFIER[:-1] + "j", CHALLENGE)
    assert not proves(VERIFIER, CHALLENGE[:-1] + "N")
    assert not proves(CHALLENGE, CHALLENGE)


@pytest.mark.parametrize("verifier", ["", "a" * 42, "a" * 129, "a" * 42 + "/", "a" * 42 + "\n", "ä" * 43])
def test_what_is_no_verifier_proves_nothing(verifier: str) -> None:
    assert not proves(verifier, CHALLENGE)


@pytest.mark.parametrize("challenge", ["", CHALLENGE[1:], CHALLENGE + "=", CHALLENGE + "\n", CHALLENGE[:-1] + "+"])
def test_a_challenge_is_a_sha_256_in_base64url(challenge: str) -> None:
    assert not is_challenge(challenge)
    assert is_challenge(CHALLENGE)
