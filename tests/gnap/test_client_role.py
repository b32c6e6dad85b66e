"""What a client instance asks, and how it judges answers: the honest are taken, the dishonest refused by name."""

import contextlib
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.gnap.client_role import Asked, Failed, Granted, Pending, Unusable, read_answer
from broker.gnap.errors import PeerError
from broker.gnap.interacting import same_origin
from broker.gnap.rights import parse_access
from tests.gnap.answers import AS, ASKED, KEY, RIGHT, Json, going_on, read, token


@pytest.mark.requirement("C-3.1-2", "C-3.3.5-2")
def test_a_pending_answer_is_taken_with_its_continuation_as_it_is() -> None:
    answer = read({"continue": going_on(uri=f"{AS}/Continue/1?a=%7e"), "interact": {"finish": "MBDOFXG4"}})
    assert isinstance(answer, Pending)
    assert (answer.continuation.uri, answer.finish) == (f"{AS}/Continue/1?a=%7e", "MBDOFXG4")


@pytest.mark.requirement("C-3.1-5")
def test_an_absent_wait_means_five_seconds() -> None:
    continued = going_on()
    del continued["wait"]
    answer = read({"continue": continued})
    assert isinstance(answer, Pending)
    assert answer.continuation.wait == 5


@pytest.mark.requirement("C-3.2.1-5")
def test_a_token_inside_what_was_asked_is_granted_with_the_access_that_was_granted() -> None:
    asked = Asked(AS, parse_access([{**RIGHT, "actions": ["create", "read"]}]))
    answer = read_answer(json.dumps({"access_token": token(), "countersign_approval": "a_1"}).encode(), asked)
    assert isinstance(answer, Granted)
    assert answer.access == parse_access([RIGHT])
    assert answer.approval == "a_1"


UNUSABLE: dict[str, tuple[Json, str]] = {
    "no right at all": ({"access": []}, "cannot be read"),
    "a right without a type": ({"access": [{"actions": ["read"]}]}, "cannot be read"),
    "bearer though nobody asked": ({"flags": ["bearer"]}, "flags that nobody asked for"),
    "an unknown flag": ({"flags": ["sparkling"]}, "flags that nobody asked for"),
    "a flag twice": ({"flags": ["durable", "durable"]}, "flags that nobody asked for"),
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


@pytest.mark.requirement("C-3.2.1-8", "C-3.2.1-15", "C-3.2.1-16", "C-7.2-2")
@pytest.mark.promise("R5")
@pytest.mark.parametrize("row", UNUSABLE)
def test_a_token_that_was_granted_otherwise_than_asked_is_unusable(row: str) -> None:
    changes, words = UNUSABLE[row]
    answer = read({"access_token": token(**changes)})
    assert isinstance(answer, Unusable)
    assert words in answer.why
    assert isinstance(read({"access_token": token()}), Granted)


@pytest.mark.requirement("C-3.2.1-18")
@pytest.mark.promise("R5")
@pytest.mark.parametrize("count", [1, 3])
def test_of_a_list_of_tokens_where_one_was_asked_for_all_are_to_be_ended(count: int) -> None:
    given = [token(value=f"t{number}") for number in range(count)]
    answer = read({"access_token": given, "continue": going_on()})
    assert isinstance(answer, Unusable)
    assert answer.token is not None
    assert "a list of tokens" in answer.why
    assert [one.value for one in (answer.token, *answer.further)] == [one["value"] for one in given]
    assert answer.continuation is not None
    assert isinstance(read({"access_token": given[0], "continue": going_on()}), Granted)


def test_subject_information_that_nobody_asked_for_makes_the_token_unusable() -> None:
    answer = read({"access_token": token(), "subject": {"sub_ids": []}})
    assert isinstance(answer, Unusable)
    assert "subject" in answer.why


BROKEN: dict[str, Json] = {
    "nothing at all": {},
    "an empty list of tokens": {"access_token": []},
    "a token with a space": {"access_token": token(value="a b")},
    "a token with a line break": {"access_token": token(value="a\r\nX: y")},
    "an endless token": {"access_token": token(value="a" * 5000)},
    "no access": {"access_token": {k: v for k, v in token().items() if k != "access"}},
    "access that is no list": {"access_token": token(access="all")},
    "expired on arrival": {"access_token": token(expires_in=0)},
    "a negative life": {"access_token": token(expires_in=-1)},
    "a life in words": {"access_token": token(expires_in="600")},
    "a boolean life": {"access_token": token(expires_in=True)},
    "management of a relative URI": {"access_token": token(manage={"uri": "/t", "access_token": {"value": "x"}})},
    "a bearer management token": {
        "access_token": token(manage={"uri": f"{AS}/t", "access_token": {"value": "x", "flags": ["bearer"]}})
    },
    "a continuation elsewhere": {"continue": going_on(uri="https://evil.example/gnap/continue/1")},
    "a continuation on another port": {"continue": going_on(uri="https://as.example:8443/gnap/continue/1")},
    "a continuation in clear": {"continue": going_on(uri="http://as.example/gnap/continue/1")},
    "a relative continuation": {"continue": going_on(uri="/gnap/continue/1")},
    "a continuation with a fragment": {"continue": going_on(uri=f"{AS}/continue/1#x")},
    "a bearer continuation": {"continue": going_on(access_token={"value": "x", "flags": ["bearer"]})},
    "a continuation bound to a key of theirs": {"continue": going_on(access_token={"value": "x", "key": "k"})},
    "a continuation that can be managed": {"continue": going_on(access_token={"value": "x", "manage": {}})},
    "a negative wait": {"continue": going_on(wait=-1)},
    "a wait of a thousand years": {"continue": going_on(wait=10**12)},
    "a wait in words": {"continue": going_on(wait="5")},
    "an error and a token": {"error": "user_denied", "access_token": token()},
    "an error and an interaction": {"error": "user_denied", "interact": {"finish": "n"}},
    "a finish nonce with a line break": {"continue": going_on(), "interact": {"finish": "a\nb"}},
}


@pytest.mark.requirement("C-3.1-7", "C-3.2.1-18", "C-3.2.1-2")
@pytest.mark.promise("P5")
@pytest.mark.parametrize("row", BROKEN)
def test_an_answer_that_breaks_the_protocol_is_not_used(row: str) -> None:
    with pytest.raises(PeerError):
        read(BROKEN[row])
    assert isinstance(read({"access_token": token()}), Granted)
    assert isinstance(read({"continue": going_on()}), Pending)


@pytest.mark.requirement("C-3.6-2", "C-3.6-4")
@pytest.mark.parametrize("error", ["user_denied", {"code": "user_denied", "description": "No."}])
def test_both_forms_of_an_error_mean_the_same(error: str | Json) -> None:
    answer = read({"error": error})
    assert isinstance(answer, Failed)
    assert (answer.code, answer.continuation) == ("user_denied", None)


def test_an_error_with_a_continuation_leaves_the_grant_alive() -> None:
    answer = read({"error": "too_fast", "continue": going_on()})
    assert isinstance(answer, Failed)
    assert answer.continuation is not None


@pytest.mark.requirement("C-3.2.1-16")
def test_a_durable_token_is_taken_as_the_hint_is_no_right() -> None:
    assert isinstance(read({"access_token": token(flags=["durable"])}), Granted)


def test_bearer_is_taken_where_it_was_asked_for_and_never_with_a_key() -> None:
    asked = Asked(AS, ASKED.access, flags=frozenset({"bearer"}))
    assert isinstance(read({"access_token": token(flags=["bearer"])}, asked), Granted)
    both = read({"access_token": token(flags=["bearer"], key={"proof": "httpsig", "jwk": KEY.jwk})}, asked)
    assert isinstance(both, Unusable)
    assert "contradict" in both.why
    # What is bound is narrower than what was asked for
    assert isinstance(read({"access_token": token()}, asked), Granted)


def test_a_label_that_was_sent_comes_back_or_the_token_is_unusable() -> None:
    asked = Asked(AS, ASKED.access, label="mine")
    assert isinstance(read({"access_token": token(label="mine")}, asked), Granted)
    for changed in ({}, {"label": "theirs"}):
        answer = read({"access_token": token(**changed)}, asked)
        assert isinstance(answer, Unusable)
        assert "label" in answer.why


@pytest.mark.requirement("C-3.5-1")
def test_an_instance_identifier_is_handed_on() -> None:
    answer = read({"access_token": token(), "instance_id": "7C7C4AZ9KHRS6X63AJAO"})
    assert isinstance(answer, Granted)
    assert answer.instance_id == "7C7C4AZ9KHRS6X63AJAO"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://as.example/a", "https://as.example:443/b", True),
        ("http://as.example/a", "http://as.example:80/b", True),
        ("https://AS.example/a", "https://as.example/b", True),
        ("https://as.example/a", "http://as.example/a", False),
        ("https://as.example.evil/a", "https://as.example/a", False),
        ("https://user@as.example/a", "https://as.example/a", False),
        ("https://as.example:none/a", "https://as.example/a", False),
        ("https://as.example:99999/a", "https://as.example:99999/a", False),
        ("https://as.example:0/a", "https://as.example/a", False),
        ("https://as.exa\nmple/a", "https://as.example/a", False),
        ("https://as.example\\@evil.example/a", "https://as.example/a", False),
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
