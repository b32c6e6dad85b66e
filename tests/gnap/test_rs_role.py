"""What a resource server asks and tells, as bytes. How it judges answers is shown in tests/resource/test_protect.py."""

import json
from typing import Any

import pytest

from broker.gnap.errors import PeerError
from broker.gnap.message import write_object
from broker.gnap.rights import AccessRight, parse_access
from broker.gnap.rs_role import (
    derivation_request,
    introspection_request,
    parse_derived,
    parse_registration,
    registration_request,
    www_authenticate,
)
from tests.stand_ins import key_named

BANK = key_named("bank", 3)
PHOTO = parse_access([{"type": "photo", "actions": ["read"]}])


def test_the_question_names_token_proof_resource_server_and_right() -> None:
    needed = AccessRight.model_validate({"type": "photo", "actions": ["read"]})
    assert json.loads(introspection_request("t0ken", needed, BANK.public, "jwsd")) == {
        "access_token": "t0ken",
        "proof": "jwsd",
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


@pytest.mark.requirement("R-3.4-1")
def test_a_registration_names_rights_server_formats_and_whether_it_will_ask() -> None:
    plain = {
        "access": [{"type": "photo", "actions": ["read"]}],
        "resource_server": {"key": {"proof": "httpsig", "jwk": BANK.public.jwk}},
        "token_introspection_required": True,
    }
    assert json.loads(registration_request(PHOTO, BANK.public)) == plain
    signed = registration_request(PHOTO, BANK.public, formats=("jwt-signed",), introspects=False)
    changes = {"token_formats_supported": ["jwt-signed"], "token_introspection_required": False}
    assert json.loads(signed) == plain | changes


@pytest.mark.requirement("R-4-1")
def test_a_derivation_is_a_grant_request_in_the_servers_own_name_with_the_token_that_it_was_shown() -> None:
    assert json.loads(derivation_request("t0ken", PHOTO, BANK.public)) == {
        "access_token": {"access": [{"type": "photo", "actions": ["read"]}]},
        "client": {"key": {"proof": "httpsig", "jwk": BANK.public.jwk}},
        "existing_access_token": "t0ken",
    }


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"[]", id="no object"),
        pytest.param(b'{"resource_reference":"a","resource_reference":"b"}', id="two references"),
        pytest.param(b'{"error":"invalid_access"}', id="an error"),
        pytest.param(b'{"resource_reference":7}', id="a reference that is no text"),
        pytest.param(b'{"resource_reference":"r","instance_id":7}', id="a name that is no text"),
    ],
)
def test_a_registration_answer_without_one_reference_is_none(body: bytes) -> None:
    with pytest.raises(PeerError):
        parse_registration(body)
    found = parse_registration(b'{"resource_reference":"r","instance_id":"rs_1"}')
    assert (found.reference, found.instance_id) == ("r", "rs_1")
    assert parse_registration(b'{"resource_reference":"r"}').instance_id is None


TOKEN: dict[str, Any] = {"value": "derived", "access": [{"type": "photo", "actions": ["read"]}]}


@pytest.mark.requirement("R-4-3")
@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"value": ...}, id="no value"),
        pytest.param({"value": "two words"}, id="a value that fits into no header"),
        pytest.param({"access": ...}, id="no rights"),
        pytest.param({"access": []}, id="an empty list of rights"),
        pytest.param({"access": [{"type": "photo", "actions": ["read", "delete"]}]}, id="wider rights"),
        pytest.param({"access": [{"type": "photo"}]}, id="rights without a bound"),
        pytest.param({"access": ["photo"]}, id="a reference"),
        pytest.param({"key": {"proof": "httpsig", "jwk": {}}}, id="another key"),
        pytest.param({"flags": ["bearer"]}, id="a bearer token"),
        pytest.param({"flags": ["durable"]}, id="a flag that nobody asked for"),
    ],
)
def test_a_derived_token_that_was_not_asked_for_is_not_used(change: dict[str, Any]) -> None:
    token = {name: value for name, value in (TOKEN | change).items() if value is not ...}
    with pytest.raises(PeerError):
        parse_derived(write_object({"access_token": token}), PHOTO)
    found = parse_derived(write_object({"access_token": TOKEN}), PHOTO)
    assert (found.value, found.access) == ("derived", PHOTO)
    assert "derived" not in repr(found).replace("Derived", "")


def test_a_refused_derivation_is_no_token() -> None:
    for body in (b"", b"{}", b'{"error":"request_denied"}', b'{"access_token":[]}', b'{"access_token":"derived"}'):
        with pytest.raises(PeerError):
            parse_derived(body, PHOTO)
