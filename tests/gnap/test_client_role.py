"""What a client instance asks, and how it judges answers: the honest are taken, the dishonest refused by name."""

import contextlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.gnap.client_role import (
    Asked,
    Failed,
    Granted,
    Pending,
    Unusable,
    continue_request,
    grant_request,
    read_answer,
    same_origin,
)
from broker.gnap.errors import PeerError
from broker.gnap.models import Ask
from broker.gnap.rights import parse_access
from tests.stand_ins import key_named

AS = "https://as.example/gnap"
RIGHT = {
    "type": "bank-payment",
    "actions": ["create"],
    "locations": ["https://bank.example/payments"],
    "amount": "25.00",
}
ASKED = Asked(AS, parse_access([RIGHT]))
KEY = key_named("k1", 1).public

Json = dict[str, Any]


def _continue(**changes: Any) -> Json:
    return {"access_token": {"value": "80UPRY5NM33OMUKMKSKU"}, "uri": f"{AS}/continue/1", "wait": 5, **changes}


def _token(**changes: Any) -> Json:
    return {
        "value": "OS9M2PMHKUR64TB8N6BW7OZB8CDFONP219RP1LT0",
        "access": [RIGHT],
        "expires_in": 600,
        "manage": {"uri": f"{AS}/token/1", "access_token": {"value": "B8CDFONP21-4TB8N6.BW7ONM"}},
        **changes,
    }


def _read(answer: Json) -> Pending | Granted | Unusable | Failed:
    return read_answer(json.dumps(answer).encode(), ASKED)


@pytest.mark.requirement("C-2-1", "C-2-2", "C-2-4", "C-2.1.1-1", "C-2.3-2", "C-2.5-1", "C-2.5-2", "C-2.5.2-1")
def test_a_request_asks_for_one_bound_token_with_a_push_finish_and_no_start_mode() -> None:
    body = json.loads(grant_request(KEY, ASKED.access, None, "https://us.example/callback/x", "nonce"))
    assert body == {
        "access_token": {"access": [RIGHT]},
        "client": {"key": {"proof": "httpsig", "jwk": KEY.jwk}},
        "interact": {
            "start": [],
            "finish": {"method": "push", "uri": "https://us.example/callback/x", "nonce": "nonce"},
        },
    }


@pytest.mark.requirement("C-2-5")
def test_a_client_that_cannot_be_called_back_declares_no_interaction() -> None:
    assert "interact" not in json.loads(grant_request(KEY, ASKED.access, None, None, "nonce"))


def test_the_extension_names_the_call_and_carries_the_agents_reason() -> None:
    ask = Ask(operation="bank_pay", connector="bank", connector_digest="a" * 64, call_digest="b" * 64, reason="bread")
    body = json.loads(grant_request(KEY, ASKED.access, ask, None, "nonce"))
    assert body["countersign_ask"] == ask.model_dump()


@pytest.mark.requirement("C-5.1-1", "C-2.3-3", "C-5-13")
def test_a_continuation_carries_the_reference_and_nothing_else() -> None:
    assert json.loads(continue_request("4IFWWIKYB2PQ6U56NL1")) == {"interact_ref": "4IFWWIKYB2PQ6U56NL1"}


@pytest.mark.requirement("C-3.1-2", "C-3.3.5-2")
def test_a_pending_answer_is_taken_with_its_continuation_as_it_is() -> None:
    answer = _read({"continue": _continue(uri=f"{AS}/Continue/1?a=%7e"), "interact": {"finish": "MBDOFXG4"}})
    assert isinstance(answer, Pending)
    assert (answer.continuation.uri, answer.finish) == (f"{AS}/Continue/1?a=%7e", "MBDOFXG4")


@pytest.mark.requirement("C-3.1-5")
def test_an_absent_wait_means_five_seconds() -> None:
    going_on = _continue()
    del going_on["wait"]
    answer = _read({"continue": going_on})
    assert isinstance(answer, Pending)
    assert answer.continuation.wait == 5


@pytest.mark.requirement("C-3.2.1-5")
def test_a_token_inside_what_was_asked_is_granted_with_the_access_that_was_granted() -> None:
    asked = Asked(AS, parse_access([{**RIGHT, "actions": ["create", "read"]}]))
    answer = read_answer(json.dumps({"access_token": _token(), "countersign_approval": "a_1"}).encode(), asked)
    assert isinstance(answer, Granted)
    assert answer.access == parse_access([RIGHT])
    assert answer.approval == "a_1"


UNUSABLE: dict[str, tuple[Json, str]] = {
    "bearer though nobody asked": ({"flags": ["bearer"]}, "flags that nobody asked for"),
    "durable though nobody asked": ({"flags": ["durable"]}, "flags that nobody asked for"),
    "an unknown flag": ({"flags": ["sparkling"]}, "flags that nobody asked for"),
    "bearer together with a key": ({"flags": ["bearer"], "key": "k"}, "flags"),
    "a key that is not ours": ({"key": {"proof": "httpsig", "jwk": KEY.jwk}}, "a key that is not ours"),
    "a key by reference": ({"key": "some-key"}, "a key that is not ours"),
    "a higher amount": ({"access": [{**RIGHT, "amount": "26.00"}]}, "not inside what was asked"),
    "one action more": ({"access": [{**RIGHT, "actions": ["create", "read"]}]}, "not inside what was asked"),
    "no actions, which means all": ({"access": [{k: v for k, v in RIGHT.items() if k != "actions"}]}, "not inside"),
    "another type": ({"access": [{**RIGHT, "type": "bank-account"}]}, "not inside"),
    "another location": ({"access": [{**RIGHT, "locations": ["https://evil.example/"]}]}, "not inside"),
    "a second right": ({"access": [RIGHT, {"type": "bank-account"}]}, "not inside"),
    "a reference": ({"access": ["everything"]}, "not inside"),
}


@pytest.mark.requirement("C-3.2.1-8", "C-3.2.1-15", "C-3.2.1-16")
@pytest.mark.promise("R5")
@pytest.mark.parametrize("row", UNUSABLE)
def test_a_token_that_was_granted_otherwise_than_asked_is_unusable(row: str) -> None:
    changes, words = UNUSABLE[row]
    answer = _read({"access_token": _token(**changes)})
    assert isinstance(answer, Unusable)
    assert words in answer.why
    assert isinstance(_read({"access_token": _token()}), Granted)


def test_subject_information_that_nobody_asked_for_makes_the_token_unusable() -> None:
    answer = _read({"access_token": _token(), "subject": {"sub_ids": []}})
    assert isinstance(answer, Unusable)
    assert "subject" in answer.why


BROKEN: dict[str, Json] = {
    "nothing at all": {},
    "a token for no right at all": {"access_token": _token(access=[])},
    "a list of tokens for one": {"access_token": [_token()]},
    "a token with a space": {"access_token": _token(value="a b")},
    "a token with a line break": {"access_token": _token(value="a\r\nX: y")},
    "an endless token": {"access_token": _token(value="a" * 5000)},
    "no access": {"access_token": {k: v for k, v in _token().items() if k != "access"}},
    "access that is no list": {"access_token": _token(access="all")},
    "a right without a type": {"access_token": _token(access=[{"actions": ["read"]}])},
    "expired on arrival": {"access_token": _token(expires_in=0)},
    "a negative life": {"access_token": _token(expires_in=-1)},
    "a life in words": {"access_token": _token(expires_in="600")},
    "a boolean life": {"access_token": _token(expires_in=True)},
    "management of a relative URI": {"access_token": _token(manage={"uri": "/t", "access_token": {"value": "x"}})},
    "a bearer management token": {
        "access_token": _token(manage={"uri": f"{AS}/t", "access_token": {"value": "x", "flags": ["bearer"]}})
    },
    "a continuation elsewhere": {"continue": _continue(uri="https://evil.example/gnap/continue/1")},
    "a continuation on another port": {"continue": _continue(uri="https://as.example:8443/gnap/continue/1")},
    "a continuation in clear": {"continue": _continue(uri="http://as.example/gnap/continue/1")},
    "a relative continuation": {"continue": _continue(uri="/gnap/continue/1")},
    "a continuation with a fragment": {"continue": _continue(uri=f"{AS}/continue/1#x")},
    "a bearer continuation": {"continue": _continue(access_token={"value": "x", "flags": ["bearer"]})},
    "a continuation bound to a key of theirs": {"continue": _continue(access_token={"value": "x", "key": "k"})},
    "a continuation that can be managed": {"continue": _continue(access_token={"value": "x", "manage": {}})},
    "a negative wait": {"continue": _continue(wait=-1)},
    "a wait of a thousand years": {"continue": _continue(wait=10**12)},
    "a wait in words": {"continue": _continue(wait="5")},
    "an error and a token": {"error": "user_denied", "access_token": _token()},
    "an error and an interaction": {"error": "user_denied", "interact": {"finish": "n"}},
    "a finish nonce with a line break": {"continue": _continue(), "interact": {"finish": "a\nb"}},
}


@pytest.mark.requirement("C-3.1-7", "C-3.2.1-18", "C-3.2.1-2")
@pytest.mark.promise("P5")
@pytest.mark.parametrize("row", BROKEN)
def test_an_answer_that_breaks_the_protocol_is_not_used(row: str) -> None:
    with pytest.raises(PeerError):
        _read(BROKEN[row])
    assert isinstance(_read({"access_token": _token()}), Granted)
    assert isinstance(_read({"continue": _continue()}), Pending)


@pytest.mark.requirement("C-3.6-2", "C-3.6-4")
@pytest.mark.parametrize("error", ["user_denied", {"code": "user_denied", "description": "No."}])
def test_both_forms_of_an_error_mean_the_same(error: str | Json) -> None:
    answer = _read({"error": error})
    assert isinstance(answer, Failed)
    assert (answer.code, answer.continuation) == ("user_denied", None)


def test_an_error_with_a_continuation_leaves_the_grant_alive() -> None:
    answer = _read({"error": "too_fast", "continue": _continue()})
    assert isinstance(answer, Failed)
    assert answer.continuation is not None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://as.example/a", "https://as.example:443/b", True),
        ("http://as.example/a", "http://as.example:80/b", True),
        ("https://AS.example/a", "https://as.example/b", True),
        ("https://as.example/a", "http://as.example/a", False),
        ("https://as.example.evil/a", "https://as.example/a", False),
        ("https://user@as.example/a", "https://as.example/a", True),
        ("https://as.example:444/a", "https://as.example/a", False),
    ],
)
def test_an_origin_is_scheme_host_and_port(one: str, other: str, same: bool) -> None:
    assert same_origin(one, other) is same


def _fuzzed(read: Callable[[bytes], object], body: bytes) -> None:
    with contextlib.suppress(PeerError):
        read(body)


@given(st.binary(max_size=300))
def test_any_bytes_are_an_answer_or_a_peer_error(body: bytes) -> None:
    _fuzzed(lambda raw: read_answer(raw, ASKED), body)


_MEMBERS = st.sampled_from(
    ["continue", "access_token", "interact", "error", "subject", "value", "uri", "access", "key"]
)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.sampled_from([f"{AS}/x", "user_denied"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_MEMBERS, inner, max_size=4),
    max_leaves=10,
)


@given(st.dictionaries(_MEMBERS, _VALUES, max_size=5))
def test_any_object_is_an_answer_or_a_peer_error(value: Json) -> None:
    _fuzzed(lambda raw: read_answer(raw, ASKED), json.dumps(value).encode())
