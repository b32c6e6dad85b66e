"""A rotated token is the old one under another value; whatever else comes is not used, a refusal changes nothing."""

import json
from typing import Any

import pytest

from broker.gnap.client_role import Asked, Unusable
from broker.gnap.client_rotation import Rotated, Unchanged, read_rotation
from broker.gnap.errors import PeerError
from broker.gnap.models import IssuedToken
from broker.gnap.rights import parse_access

AS = "https://as.example/gnap"
RIGHT = {"type": "bank-account", "actions": ["read"]}
ASKED = Asked(AS, parse_access([RIGHT]))


def _token(**changes: Any) -> dict[str, Any]:
    manage = {"uri": f"{AS}/token/2", "access_token": {"value": "manage-2"}}
    return {"value": "value-2", "access": [RIGHT], "expires_in": 60, "manage": manage, **changes}


OLD = IssuedToken.model_validate(_token(value="value-1", flags=["durable"]))


def _read(answer: dict[str, Any], old: IssuedToken = OLD) -> Rotated | Unchanged | Unusable:
    return read_rotation(json.dumps(answer).encode(), old, ASKED)


@pytest.mark.requirement("C-6.1-5", "C-3.2.1-16")
def test_a_rotated_token_comes_with_the_management_that_counts_from_now_on() -> None:
    rotated = _read({"access_token": _token(flags=["durable"])})
    assert isinstance(rotated, Rotated)
    assert rotated.token.manage is not None
    assert (rotated.token.value, rotated.token.manage.uri) == ("value-2", f"{AS}/token/2")


@pytest.mark.requirement("C-6.1-7")
@pytest.mark.parametrize("error", ["invalid_rotation", {"code": "key_rotation_not_supported", "description": "no"}])
def test_a_refused_rotation_leaves_the_token_as_it_was(error: Any) -> None:
    assert isinstance(_read({"error": error}), Unchanged)


CHANGED: dict[str, dict[str, Any]] = {
    "the old value": {"value": "value-1"},
    "no management": {"manage": None},
    "one action more": {"access": [{**RIGHT, "actions": ["read", "write"]}]},
    "one right less wide": {"access": [{**RIGHT, "identifier": "main"}]},
    "as bearer": {"flags": ["durable", "bearer"]},
    "not durable any more": {"flags": []},
    "for another key": {"key": "theirs"},
    "managed elsewhere": {"manage": {"uri": "https://evil.example/t", "access_token": {"value": "m"}}},
}


@pytest.mark.parametrize("row", CHANGED)
def test_a_rotated_token_that_is_another_one_is_unusable(row: str) -> None:
    assert isinstance(_read({"access_token": {**_token(flags=["durable"]), **CHANGED[row]}}), Unusable)


@pytest.mark.parametrize(
    "answer", [{}, {"access_token": [_token()]}, {"error": "invalid_rotation", "access_token": _token()}]
)
def test_what_is_no_rotation_breaks_the_protocol(answer: dict[str, Any]) -> None:
    with pytest.raises(PeerError):
        _read(answer)
