"""What a resource server asks and tells, as bytes. How it judges answers is shown in tests/resource/test_protect.py."""

import json

import pytest

from broker.gnap.rights import AccessRight
from broker.gnap.rs_role import introspection_request, www_authenticate
from tests.stand_ins import key_named

BANK = key_named("bank", 3)


def test_the_question_names_token_proof_resource_server_and_right() -> None:
    needed = AccessRight.model_validate({"type": "photo", "actions": ["read"]})
    assert json.loads(introspection_request("t0ken", needed, BANK.public)) == {
        "access_token": "t0ken",
        "proof": "httpsig",
        "resource_server": {"key": {"proof": "httpsig", "jwk": BANK.public.jwk}},
        "access": [{"type": "photo", "actions": ["read"]}],
    }


@pytest.mark.requirement("C-9.1-2")
def test_a_challenge_has_quoted_parameters_separated_by_commas() -> None:
    plain = www_authenticate("https://as.example/gnap", "https://rs.example")
    assert plain == 'GNAP as_uri="https://as.example/gnap", referrer="https://rs.example"'
    registered = www_authenticate("https://as.example/gnap", "https://rs.example", "FWWIKYBQ")
    assert registered == f'{plain}, access="FWWIKYBQ"'


def test_a_quote_in_a_parameter_cannot_end_it() -> None:
    assert www_authenticate("a", 'b", access="all') == 'GNAP as_uri="a", referrer="b\\", access=\\"all"'
    assert www_authenticate("a", "b\\") == 'GNAP as_uri="a", referrer="b\\\\"'


@pytest.mark.parametrize("value", ["a\r\nSet-Cookie: x", "a\x00", "é", "a\x7f"])
def test_a_parameter_that_fits_into_no_header_is_an_error(value: str) -> None:
    with pytest.raises(ValueError, match="visible ASCII"):
        www_authenticate("https://as.example/gnap", value)
