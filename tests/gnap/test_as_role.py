"""What an authorization server makes of a request: the good one is read whole, each faulty one has its own code."""

import contextlib
import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.gnap.as_role import (
    Issue,
    Offer,
    RequestedToken,
    approved_answer,
    continuation,
    discovery,
    error_answer,
    interaction,
    issued_token,
    read_grant_request,
    read_interact_ref,
    read_modification,
    read_new_key,
)
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.keys import parse_key
from broker.gnap.rights import parse_access
from tests.stand_ins import key_named

Json = dict[str, Any]
AS = "https://as.example/gnap"
RIGHT = {"type": "bank-payment", "actions": ["create"], "amount": "25.00"}
KEY = key_named("k1", 1).public
ASK = {"operation": "bank_pay", "connector": "bank", "connector_digest": "a" * 64, "call_digest": "b" * 64}
GOOD: Json = {
    "access_token": {"access": [RIGHT], "label": "one"},
    "client": {"key": {"proof": "httpsig", "jwk": KEY.jwk}, "display": {"name": "An agent"}},
    "interact": {
        "start": ["redirect", {"mode": "x"}],
        "finish": {"method": "push", "uri": "https://us.example/callback/1", "nonce": "LKLTI25DK82FX4T4QFZC"},
    },
    "countersign_ask": ASK,
    "extension_of_somebody": {"kept": True},
}


def _without(*path: str) -> Callable[[Json], None]:
    def change(message: Json) -> None:
        for name in path[:-1]:
            message = message[name]
        del message[path[-1]]

    return change


def _with(value: object, *path: str) -> Callable[[Json], None]:
    def change(message: Json) -> None:
        for name in path[:-1]:
            message = message[name]
        message[path[-1]] = value

    return change


def _read(message: Json) -> Any:
    return read_grant_request(json.dumps(message).encode())


@pytest.mark.requirement("C-2.5.1-2", "C-2.5.2-8", "C-10-2")
def test_a_good_request_is_read_whole_and_unknown_members_do_no_harm() -> None:
    requested = _read(GOOD)
    assert requested.client == parse_key({"proof": "httpsig", "jwk": KEY.jwk})
    assert requested.tokens == (RequestedToken("one", parse_access([RIGHT])),)
    assert (requested.several, requested.start, requested.display) == (False, ("redirect", "x"), {"name": "An agent"})
    assert (requested.finish.uri, requested.finish.hash_method) == ("https://us.example/callback/1", "sha-256")
    assert requested.ask.operation == "bank_pay"


FAULTS: dict[str, tuple[Callable[[Json], None], ErrorCode]] = {
    "no client": (_without("client"), ErrorCode.INVALID_REQUEST),
    "a client without a key": (_without("client", "key"), ErrorCode.INVALID_REQUEST),
    "an empty instance identifier": (_with("", "client"), ErrorCode.INVALID_REQUEST),
    "a key by reference": (_with("some-key", "client", "key"), ErrorCode.INVALID_REQUEST),
    "a key without proof": (_without("client", "key", "proof"), ErrorCode.INVALID_REQUEST),
    "a proof that nobody knows": (_with("handshake", "client", "key", "proof"), ErrorCode.INVALID_REQUEST),
    "a symmetric key": (
        _with({"kty": "oct", "k": "c2VjcmV0", "kid": "k", "alg": "HS256"}, "client", "key", "jwk"),
        ErrorCode.INVALID_CLIENT,
    ),
    "a private key": (_with({**KEY.jwk, "d": "AAAA"}, "client", "key", "jwk"), ErrorCode.INVALID_CLIENT),
    "two key formats": (_with("MII", "client", "key", "cert"), ErrorCode.INVALID_REQUEST),
    "neither a token nor a subject wanted": (_without("access_token"), ErrorCode.INVALID_REQUEST),
    "a subject of no format": (_with({}, "subject"), ErrorCode.INVALID_REQUEST),
    "subject formats that are a string": (_with({"sub_id_formats": "opaque"}, "subject"), ErrorCode.INVALID_REQUEST),
    "a subject identifier without a format": (
        _with({"sub_id_formats": ["opaque"], "sub_ids": [{"id": "x"}]}, "subject"),
        ErrorCode.INVALID_REQUEST,
    ),
    "a user that is a number": (_with(1, "user"), ErrorCode.INVALID_REQUEST),
    "an assertion without a value": (
        _with({"assertions": [{"format": "id_token"}]}, "user"),
        ErrorCode.INVALID_REQUEST,
    ),
    "a display name that is a number": (_with({"name": 1}, "client", "display"), ErrorCode.INVALID_REQUEST),
    "a display URI that is relative": (_with({"uri": "/us"}, "client", "display"), ErrorCode.INVALID_REQUEST),
    "a class that is a number": (_with(1, "client", "class_id"), ErrorCode.INVALID_REQUEST),
    "a token that is a string": (_with("token", "access_token"), ErrorCode.INVALID_REQUEST),
    "a token that is a number": (_with(1, "access_token"), ErrorCode.INVALID_REQUEST),
    "no token in an array": (_with([], "access_token"), ErrorCode.INVALID_REQUEST),
    "too many tokens": (
        _with([{"access": [RIGHT], "label": str(number)} for number in range(17)], "access_token"),
        ErrorCode.INVALID_REQUEST,
    ),
    "several tokens, one without a label": (
        _with([{"access": [RIGHT], "label": "a"}, {"access": [RIGHT]}], "access_token"),
        ErrorCode.INVALID_REQUEST,
    ),
    "an array of one token without a label": (_with([{"access": [RIGHT]}], "access_token"), ErrorCode.INVALID_REQUEST),
    "several tokens of one label": (
        _with([{"access": [RIGHT], "label": "a"}, {"access": [RIGHT], "label": "a"}], "access_token"),
        ErrorCode.INVALID_REQUEST,
    ),
    "a flag of responses on one of several tokens": (
        _with(
            [{"access": [RIGHT], "label": "a"}, {"access": [RIGHT], "label": "b", "flags": ["split"]}], "access_token"
        ),
        ErrorCode.INVALID_FLAG,
    ),
    "no access": (_without("access_token", "access"), ErrorCode.INVALID_REQUEST),
    "empty access": (_with([], "access_token", "access"), ErrorCode.INVALID_REQUEST),
    "access that is an object": (_with(RIGHT, "access_token", "access"), ErrorCode.INVALID_REQUEST),
    "a right without a type": (_with([{"actions": ["x"]}], "access_token", "access"), ErrorCode.INVALID_REQUEST),
    "a right that is a number": (_with([1], "access_token", "access"), ErrorCode.INVALID_REQUEST),
    "a repeated flag": (_with(["bearer", "bearer"], "access_token", "flags"), ErrorCode.INVALID_FLAG),
    "a flag of responses": (_with(["durable"], "access_token", "flags"), ErrorCode.INVALID_FLAG),
    "an unknown flag": (_with(["sparkling"], "access_token", "flags"), ErrorCode.INVALID_FLAG),
    "no start": (_without("interact", "start"), ErrorCode.INVALID_REQUEST),
    "a start that is a string": (_with("redirect", "interact", "start"), ErrorCode.INVALID_REQUEST),
    "a start mode without its name": (_with([{"name": "redirect"}], "interact", "start"), ErrorCode.INVALID_REQUEST),
    "a finish without a method": (_without("interact", "finish", "method"), ErrorCode.INVALID_REQUEST),
    "a finish without a URI": (_without("interact", "finish", "uri"), ErrorCode.INVALID_REQUEST),
    "a finish without a nonce": (_without("interact", "finish", "nonce"), ErrorCode.INVALID_REQUEST),
    "a relative finish URI": (_with("/callback", "interact", "finish", "uri"), ErrorCode.INVALID_REQUEST),
    "a finish URI with a fragment": (
        _with("https://us.example/#x", "interact", "finish", "uri"),
        ErrorCode.INVALID_REQUEST,
    ),
    "a nonce that is not ASCII": (_with("nönce", "interact", "finish", "nonce"), ErrorCode.INVALID_REQUEST),
    "a nonce with a line break": (_with("a\nb", "interact", "finish", "nonce"), ErrorCode.INVALID_REQUEST),
    "an unknown hash method": (_with("md5", "interact", "finish", "hash_method"), ErrorCode.INVALID_REQUEST),
    "an extension with a member too many": (
        _with({**ASK, "approved": True}, "countersign_ask"),
        ErrorCode.INVALID_REQUEST,
    ),
    "an extension with an endless reason": (
        _with({**ASK, "reason": "x" * 1001}, "countersign_ask"),
        ErrorCode.INVALID_REQUEST,
    ),
}


@pytest.mark.requirement("C-2.5.1-1")
@pytest.mark.requirement(
    "C-2-4", "C-2.1-1", "C-2.1.2-3", "C-2.1.1-1", "C-2.1.1-5", "C-2.1.1-6", "C-2.3-2", "C-2.3-7", "C-2.5-2",
    "C-2.5.2-1", "C-2.5.2-3", "C-2.5.2-4", "C-2.5.2-8", "C-7.1-1", "C-7.1-2", "C-7.1-3",
)  # fmt: skip
@pytest.mark.promise("P7")
@pytest.mark.parametrize("row", FAULTS)
def test_a_faulty_request_is_refused_with_its_code(row: str) -> None:
    change, code = FAULTS[row]
    message = copy.deepcopy(GOOD)
    change(message)
    with pytest.raises(GnapError) as refusal:
        _read(message)
    assert refusal.value.code == code, refusal.value
    assert _read(GOOD).client.public == KEY


LOCALES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "in their order": ({"ui_locales": ["fr", "de-AT", "en"]}, ("fr", "de-AT", "en")),
    "beside hints that nobody knows": ({"ui_locales": ["de"], "mood": {"of": "the day"}}, ("de",)),
    "no hints": (None, ()),
    "none": ({"ui_locales": []}, ()),
    "not an array": ({"ui_locales": "de"}, ()),
    "what is no language is left out": (
        {"ui_locales": [7, None, ["en"], "../de", "de_AT", "", "a" * 9, "de"]},
        ("de",),
    ),
    "no more than sixteen": ({"ui_locales": ["fr"] * 16 + ["de"]}, ("fr",) * 16),
}


@pytest.mark.requirement("C-2.5.3-1")
@pytest.mark.parametrize("row", LOCALES)
def test_the_languages_of_a_hint_are_read_and_what_else_stands_there_does_no_harm(row: str) -> None:
    hints, expected = LOCALES[row]
    message = copy.deepcopy(GOOD)
    if hints is not None:
        message["interact"]["hints"] = hints
    assert _read(message).locales == expected
    change = {"interact": message["interact"]}
    assert read_modification(json.dumps(change).encode()).locales == expected


def test_several_tokens_keep_their_labels_and_their_order() -> None:
    message = copy.deepcopy(GOOD)
    message["access_token"] = [{"access": [RIGHT, "a reference"], "label": "b"}, {"access": [RIGHT], "label": "a"}]
    requested = _read(message)
    assert [token.label for token in requested.tokens] == ["b", "a"]
    assert requested.tokens[0].access == parse_access([RIGHT, "a reference"])
    assert requested.several
    message["access_token"] = message["access_token"][:1]
    assert _read(message).several, "an array of one is an array"


def test_a_request_for_the_subject_alone_an_instance_identifier_and_a_user_reference_are_read() -> None:
    asked = {"sub_id_formats": ["opaque", "email"], "assertion_formats": ["id_token"]}
    requested = _read({"subject": asked, "client": "7C7C4AZ9KHRS6X63AJAO", "user": "XUT2MFM1XBIKJKSDU8QM"})
    assert (requested.client, requested.tokens) == ("7C7C4AZ9KHRS6X63AJAO", ())
    assert (requested.subject, requested.user) == (asked, "XUT2MFM1XBIKJKSDU8QM")
    assert (requested.class_id, requested.display, requested.start, requested.finish) == (None, None, (), None)


def test_a_modification_changes_what_it_names_and_leaves_the_rest() -> None:
    change = read_modification(json.dumps({"access_token": {"access": [RIGHT]}}).encode())
    assert change.tokens == (RequestedToken(None, parse_access([RIGHT])),)
    assert (change.several, change.subject, change.user, change.interacts) == (False, None, None, False)
    finish = GOOD["interact"]["finish"]
    change = read_modification(json.dumps({"interact": {"start": ["app"], "finish": finish}, "user": "X"}).encode())
    assert (change.tokens, change.user, change.interacts, change.start) == (None, "X", True, ("app",))
    assert change.finish is not None
    assert change.finish.nonce == finish["nonce"]


NO_MODIFICATIONS: dict[str, tuple[bytes, ErrorCode]] = {
    "nothing": (b"", ErrorCode.INVALID_REQUEST),
    "an empty object": (b"{}", ErrorCode.INVALID_REQUEST),
    "an array": (b"[]", ErrorCode.INVALID_REQUEST),
    "only what is unknown": (b'{"x":1}', ErrorCode.INVALID_REQUEST),
    "another client": (b'{"client":"a","user":"b"}', ErrorCode.INVALID_REQUEST),
    "an interaction reference": (b'{"interact_ref":"a","user":"b"}', ErrorCode.INVALID_REQUEST),
    "a repeated flag": (
        json.dumps({"access_token": {"access": [RIGHT], "flags": ["bearer"] * 2}}).encode(),
        ErrorCode.INVALID_FLAG,
    ),
    "several tokens without labels": (
        json.dumps({"access_token": [{"access": [RIGHT]}] * 2}).encode(),
        ErrorCode.INVALID_REQUEST,
    ),
}


@pytest.mark.requirement("C-5.3-4", "C-5.3-5")
@pytest.mark.parametrize("row", NO_MODIFICATIONS)
def test_a_modification_that_may_not_be_is_refused_with_its_code(row: str) -> None:
    body, code = NO_MODIFICATIONS[row]
    with pytest.raises(GnapError) as refusal:
        read_modification(body)
    assert refusal.value.code == code
    assert read_modification(b'{"user":"b"}').user == "b"


def test_a_rotation_has_no_content_or_one_new_key() -> None:
    key = {"proof": "httpsig", "jwk": KEY.jwk}
    assert read_new_key(None) is None
    assert read_new_key(json.dumps({"key": key}).encode()) == parse_key(key)
    for body in (b"{}", b"[]", b'{"key":1}', b'{"key":"by-reference"}', json.dumps({"key": {"jwk": KEY.jwk}}).encode()):
        with pytest.raises(GnapError) as refusal:
            read_new_key(body)
        assert refusal.value.code == ErrorCode.INVALID_REQUEST


@pytest.mark.requirement("C-3.3.5-1", "C-2.5.2-9")
@pytest.mark.parametrize("method", ["sparkle", "PUSH", ""])
def test_a_finish_method_that_is_not_offered_is_left_out_and_the_client_polls(method: str) -> None:
    message = copy.deepcopy(GOOD)
    message["interact"]["finish"]["method"] = method
    assert _read(message).finish is None
    for offered in ("push", "redirect"):
        message["interact"]["finish"]["method"] = offered
        assert _read(message).finish.method == offered


def test_a_poll_has_no_reference_and_a_continuation_has_one() -> None:
    assert read_interact_ref(None) is None
    assert read_interact_ref(b"") is None
    assert read_interact_ref(b'{"interact_ref":"4IFWWIKYB2PQ6U56NL1"}') == "4IFWWIKYB2PQ6U56NL1"


@pytest.mark.requirement("C-2.3-3", "C-5.3-4")
@pytest.mark.parametrize(
    "body", [b"{}", b"[]", b'{"interact_ref":1}', b'{"interact_ref":""}', b'{"interact_ref":"a","client":"b"}']
)
def test_a_continuation_of_another_shape_is_refused(body: bytes) -> None:
    with pytest.raises(GnapError) as refusal:
        read_interact_ref(body)
    assert refusal.value.code == ErrorCode.INVALID_REQUEST


@pytest.mark.requirement("C-3.1-1", "C-3.1-6", "C-3.1-4", "C-3.3-1")
def test_a_pending_answer_continues_and_offers_what_there_is() -> None:
    assert continuation(f"{AS}/continue/1", "value", 5) == {
        "access_token": {"value": "value"},
        "uri": f"{AS}/continue/1",
        "wait": 5,
    }
    assert interaction({"redirect": f"{AS}/i"}, "MBDOFXG4", 60) == {
        "interact": {"redirect": f"{AS}/i", "finish": "MBDOFXG4", "expires_in": 60}
    }
    assert interaction({}, "MBDOFXG4", 60) == {"interact": {"finish": "MBDOFXG4", "expires_in": 60}}
    assert interaction({}, None, 60) == {}


ISSUED = Issue("v", f"{AS}/token/1", "m", parse_access([RIGHT]), 600, "one")
TOKEN = {
    "value": "v",
    "label": "one",
    "manage": {"uri": f"{AS}/token/1", "access_token": {"value": "m"}},
    "access": [RIGHT],
    "expires_in": 600,
}


@pytest.mark.requirement("C-3.2.1-3", "C-3.2.1-4", "C-3.2.1-10", "C-3.2.1-12", "C-3.2.1-17", "C-2.1.1-2", "C-5.1-4")
def test_an_approved_answer_carries_one_token_its_rights_and_its_management_and_no_continuation() -> None:
    answer = approved_answer([ISSUED], several=False, approval="a_1")
    assert answer == {"access_token": TOKEN, "countersign_approval": "a_1"}
    released = approved_answer([], several=False, subject={"sub_ids": []})
    assert released == {"subject": {"sub_ids": []}}


@pytest.mark.requirement("C-3.2.2-2")
def test_an_array_is_answered_by_an_array_however_few_tokens_are_granted() -> None:
    assert approved_answer([ISSUED], several=True) == {"access_token": [TOKEN]}


@pytest.mark.requirement("C-3.2.1-14", "C-3.2.1-7")
def test_a_token_names_its_key_unless_it_is_a_bearers() -> None:
    key = {"proof": "httpsig", "jwk": KEY.jwk}
    with_key = Issue("v", f"{AS}/token/1", "m", parse_access([RIGHT]), 600, key=key)
    assert issued_token(with_key)["key"] == key
    bearer = Issue("v", f"{AS}/token/1", "m", parse_access([RIGHT]), 600, flags=("bearer",), key=key)
    assert issued_token(bearer)["flags"] == ["bearer"]
    assert "key" not in issued_token(bearer)


@pytest.mark.requirement("C-3.6-1", "C-3.6-3")
def test_an_error_has_a_code_words_where_there_are_some_and_at_most_a_continuation() -> None:
    assert error_answer(ErrorCode.USER_DENIED, "") == {"error": {"code": "user_denied"}}
    going_on = continuation(f"{AS}/continue/1", "v", 5)
    assert error_answer(ErrorCode.TOO_FAST, "wait", going_on) == {
        "error": {"code": "too_fast", "description": "wait"},
        "continue": going_on,
    }


@pytest.mark.requirement("C-9-4")
def test_discovery_names_what_is_offered_and_nothing_else() -> None:
    offer = Offer(["redirect"], ["push"], ["httpsig"], ["opaque"], ["id_token"], key_rotation=True)
    assert discovery(AS, offer) == {
        "grant_request_endpoint": AS,
        "interaction_start_modes_supported": ["redirect"],
        "interaction_finish_methods_supported": ["push"],
        "key_proofs_supported": ["httpsig"],
        "sub_id_formats_supported": ["opaque"],
        "assertion_formats_supported": ["id_token"],
        "key_rotation_supported": True,
    }


@given(st.binary(max_size=300))
def test_any_bytes_are_a_request_or_a_gnap_error(body: bytes) -> None:
    for read in (read_grant_request, read_interact_ref, read_modification, read_new_key):
        with contextlib.suppress(GnapError):
            read(body)


_PATHS = st.sampled_from(
    [("access_token",), ("access_token", "access"), ("client",), ("client", "key"), ("client", "key", "jwk"),
     ("subject",), ("user",), ("client", "display"), ("interact",),
     ("interact", "start"), ("interact", "finish"), ("interact", "finish", "uri"), ("countersign_ask",)]
)  # fmt: skip
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@given(_PATHS, _VALUES)
def test_any_value_in_any_place_is_read_or_a_gnap_error(path: tuple[str, ...], value: object) -> None:
    message = copy.deepcopy(GOOD)
    _with(value, *path)(message)
    with contextlib.suppress(GnapError):
        _read(message)
