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
    approved_answer,
    continuation,
    discovery,
    error_answer,
    pending_answer,
    read_grant_request,
    read_interact_ref,
)
from broker.gnap.errors import ErrorCode, GnapError
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
    assert requested.key == KEY
    assert requested.access == parse_access([RIGHT])
    assert requested.label == "one"
    assert (requested.finish.uri, requested.finish.hash_method) == ("https://us.example/callback/1", "sha-256")
    assert requested.ask.operation == "bank_pay"


FAULTS: dict[str, tuple[Callable[[Json], None], ErrorCode]] = {
    "no client": (_without("client"), ErrorCode.INVALID_REQUEST),
    "a client without a key": (_without("client", "key"), ErrorCode.INVALID_REQUEST),
    "an instance identifier that nobody handed out": (
        _with("7C7C4AZ9KHRS6X63AJAO", "client"),
        ErrorCode.INVALID_CLIENT,
    ),
    "a key by reference": (_with("some-key", "client", "key"), ErrorCode.INVALID_REQUEST),
    "a key without proof": (_without("client", "key", "proof"), ErrorCode.INVALID_REQUEST),
    "a proof that is not offered": (_with("mtls", "client", "key", "proof"), ErrorCode.INVALID_REQUEST),
    "a symmetric key": (
        _with({"kty": "oct", "k": "c2VjcmV0", "kid": "k", "alg": "HS256"}, "client", "key", "jwk"),
        ErrorCode.INVALID_CLIENT,
    ),
    "a private key": (_with({**KEY.jwk, "d": "AAAA"}, "client", "key", "jwk"), ErrorCode.INVALID_CLIENT),
    "two key formats": (_with("MII", "client", "key", "cert"), ErrorCode.INVALID_REQUEST),
    "no token wanted": (_without("access_token"), ErrorCode.INVALID_REQUEST),
    "a token that is a string": (_with("token", "access_token"), ErrorCode.INVALID_REQUEST),
    "a token that is a number": (_with(1, "access_token"), ErrorCode.INVALID_REQUEST),
    "several tokens": (_with([{"access": [RIGHT], "label": "a"}], "access_token"), ErrorCode.INVALID_REQUEST),
    "no access": (_without("access_token", "access"), ErrorCode.INVALID_REQUEST),
    "empty access": (_with([], "access_token", "access"), ErrorCode.INVALID_REQUEST),
    "access that is an object": (_with(RIGHT, "access_token", "access"), ErrorCode.INVALID_REQUEST),
    "a right without a type": (_with([{"actions": ["x"]}], "access_token", "access"), ErrorCode.INVALID_REQUEST),
    "a right that is a number": (_with([1], "access_token", "access"), ErrorCode.INVALID_REQUEST),
    "a repeated flag": (_with(["bearer", "bearer"], "access_token", "flags"), ErrorCode.INVALID_FLAG),
    "a flag of responses": (_with(["durable"], "access_token", "flags"), ErrorCode.INVALID_FLAG),
    "an unknown flag": (_with(["sparkling"], "access_token", "flags"), ErrorCode.INVALID_FLAG),
    "a bearer token": (_with(["bearer"], "access_token", "flags"), ErrorCode.REQUEST_DENIED),
    "no start": (_without("interact", "start"), ErrorCode.INVALID_REQUEST),
    "a start that is a string": (_with("redirect", "interact", "start"), ErrorCode.INVALID_REQUEST),
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


@pytest.mark.requirement(
    "C-2-4", "C-2.1-1", "C-2.1.1-1", "C-2.1.1-5", "C-2.1.1-6", "C-2.3-2", "C-2.3-7", "C-2.3.1-2", "C-2.5-2",
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
    assert _read(GOOD).key == KEY


@pytest.mark.requirement("C-3.3.5-1", "C-2.5.2-9")
@pytest.mark.parametrize("method", ["redirect", "sparkle"])
def test_a_finish_method_that_is_not_offered_is_left_out_and_the_client_polls(method: str) -> None:
    message = copy.deepcopy(GOOD)
    message["interact"]["finish"]["method"] = method
    assert _read(message).finish is None
    assert _read(GOOD).finish is not None


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


@pytest.mark.requirement("C-3.1-1", "C-3.1-6", "C-3.1-4", "C-3.3-2", "C-3.3-5")
def test_a_pending_answer_continues_and_offers_no_start_mode() -> None:
    answer = pending_answer(continuation(f"{AS}/continue/1", "value", 5), "MBDOFXG4", 3600)
    assert answer == {
        "continue": {"access_token": {"value": "value"}, "uri": f"{AS}/continue/1", "wait": 5},
        "interact": {"finish": "MBDOFXG4", "expires_in": 3600},
    }
    assert "interact" not in pending_answer(continuation(f"{AS}/continue/1", "value", 5), None, 3600)


@pytest.mark.requirement("C-3.2.1-3", "C-3.2.1-4", "C-3.2.1-10", "C-3.2.1-12", "C-3.2.1-17", "C-2.1.1-2", "C-5.1-4")
def test_an_approved_answer_carries_one_token_its_rights_and_its_management_and_no_continuation() -> None:
    answer = approved_answer(Issue("v", f"{AS}/token/1", "m", parse_access([RIGHT]), 600, "one", "a_1"))
    assert answer == {
        "access_token": {
            "value": "v",
            "label": "one",
            "manage": {"uri": f"{AS}/token/1", "access_token": {"value": "m"}},
            "access": [RIGHT],
            "expires_in": 600,
        },
        "countersign_approval": "a_1",
    }


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
    assert discovery(AS) == {
        "grant_request_endpoint": AS,
        "interaction_start_modes_supported": [],
        "interaction_finish_methods_supported": ["push"],
        "key_proofs_supported": ["httpsig"],
        "key_rotation_supported": False,
    }


@given(st.binary(max_size=300))
def test_any_bytes_are_a_request_or_a_gnap_error(body: bytes) -> None:
    for read in (read_grant_request, read_interact_ref):
        with contextlib.suppress(GnapError):
            read(body)


_PATHS = st.sampled_from(
    [("access_token",), ("access_token", "access"), ("client",), ("client", "key"), ("client", "key", "jwk"),
     ("interact",), ("interact", "start"), ("interact", "finish"), ("interact", "finish", "uri"), ("countersign_ask",)]
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
