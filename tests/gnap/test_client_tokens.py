"""Several tokens by their labels, and how each token can be ended: what is managed elsewhere is never called."""

from typing import Any

import pytest

from broker.gnap.client_request import TokenAsk, Wanted
from broker.gnap.client_role import Asked, Granted, Pending, Unusable
from broker.gnap.errors import PeerError
from broker.gnap.profiles import PROFILES, Profile
from broker.gnap.rights import parse_access
from tests.gnap.answers import AS, ASKED, Json, going_on, read, token

SEVERAL = Asked.of(
    AS, Wanted((TokenAsk(ASKED.access, "one"), TokenAsk(parse_access([{"type": "bank-account"}]), "two")), several=True)
)
ONE = token(label="one", value="value-one", manage=None)
TWO = token(label="two", value="value-two", manage=None, access=[{"type": "bank-account"}])


@pytest.mark.requirement("C-2.1.2-2")
def test_each_of_several_tokens_is_judged_by_its_own_label() -> None:
    answer = read({"access_token": [TWO, ONE]}, SEVERAL)
    assert isinstance(answer, Granted)
    assert [answer.token.label, *(token.label for token, _ in answer.further)] == ["two", "one"]
    assert answer.left_out == frozenset()


def test_of_several_tokens_some_may_be_left_out() -> None:
    answer = read({"access_token": [TWO]}, SEVERAL)
    assert isinstance(answer, Granted)
    assert (answer.further, answer.left_out) == ((), frozenset({"one"}))


MIXED: dict[str, tuple[list[Json], str]] = {
    "an unknown label": ([ONE, {**TWO, "label": "three"}], "label"),
    "no label": ([ONE, {key: value for key, value in TWO.items() if key != "label"}], "label"),
    "one label twice": ([ONE, {**ONE, "value": "value-two"}], "label"),
    "the rights of the other": ([{**ONE, "label": "two"}], "not inside"),
    "one of two as bearer": ([ONE, {**TWO, "flags": ["bearer"]}], "as bearer"),
    "one value twice": ([ONE, {**TWO, "value": "value-one"}], "two things"),
}


@pytest.mark.promise("P7", "R5")
@pytest.mark.parametrize("row", MIXED)
def test_one_wrong_token_of_several_spoils_them_all_and_each_is_named_for_revocation(row: str) -> None:
    tokens, words = MIXED[row]
    answer = read({"access_token": tokens}, SEVERAL)
    assert isinstance(answer, Unusable)
    assert words in answer.why
    assert answer.token is not None
    assert len((answer.token, *answer.further)) == len(tokens)


@pytest.mark.requirement("C-3.2.1-18")
def test_one_token_where_several_were_asked_for_is_unusable_and_to_be_ended() -> None:
    answer = read({"access_token": token(label="one")}, SEVERAL)
    assert isinstance(answer, Unusable)
    assert (answer.token is not None, answer.why) == (True, "one token came for several")
    assert isinstance(read({"access_token": [token(label="one")]}, SEVERAL), Granted)


MISMANAGED: dict[str, tuple[Json, str]] = {
    "managed elsewhere": ({"manage": {"uri": "https://evil.example/t", "access_token": {"value": "m"}}}, "origin"),
    "managed with itself": ({"value": "x1", "manage": {"uri": f"{AS}/t", "access_token": {"value": "x1"}}}, "itself"),
    "written into its address": (
        {"value": "x1", "manage": {"uri": f"{AS}/t/x1", "access_token": {"value": "m"}}},
        "holds the token",
    ),
}


@pytest.mark.promise("P5", "P13")
@pytest.mark.parametrize("row", MISMANAGED)
def test_a_token_that_is_managed_wrongly_is_unusable(row: str) -> None:
    changes, words = MISMANAGED[row]
    answer = read({"access_token": token(**changes)})
    assert isinstance(answer, Unusable)
    assert words in answer.why
    assert answer.ends_by == ("expiry" if "origin" in words else "manage"), "an address elsewhere is never called"


@pytest.mark.promise("P13")
@pytest.mark.parametrize(
    ("changes", "beside", "ends_by"),
    [({}, {}, "manage"), ({"manage": None}, {"continue": going_on()}, "continue"), ({"manage": None}, {}, "expiry")],
)
def test_each_grant_says_how_it_can_be_ended(changes: Json, beside: Json, ends_by: str) -> None:
    answer = read({"access_token": token(**changes), **beside})
    assert isinstance(answer, Granted)
    assert answer.ends_by == ends_by


def test_a_token_beside_a_continuation_elsewhere_is_unusable_and_still_revoked() -> None:
    answer = read({"access_token": token(), "continue": going_on(uri="https://evil.example/c")})
    assert isinstance(answer, Unusable)
    assert (answer.continuation, answer.ends_by) == (None, "manage")


@pytest.mark.requirement("R-2.1.14-2")
def test_a_continuation_with_the_value_of_the_token_is_unusable() -> None:
    answer = read({"access_token": token(value="same"), "continue": going_on(access_token={"value": "same"})})
    assert isinstance(answer, Unusable)


def test_an_interaction_beside_a_token_is_unusable() -> None:
    answer = read({"access_token": token(), "continue": going_on(), "interact": {"redirect": "https://as.example/i"}})
    assert isinstance(answer, Unusable)


@pytest.mark.promise("P5")
def test_a_profile_may_name_another_origin_for_continuation_and_management() -> None:
    asked = Asked(AS, ASKED.access, profile=Profile(continuation_origins=("https://api.example",)))
    there = "https://api.example/c"
    assert isinstance(read({"continue": going_on(uri=there)}, asked), Pending)
    managed = token(manage={"uri": there, "access_token": {"value": "m"}})
    assert isinstance(read({"access_token": managed}, asked), Granted)
    with pytest.raises(PeerError):
        read({"continue": going_on(uri="https://other.example/c")}, asked)


@pytest.mark.parametrize(
    ("profile", "manage", "taken"),
    [
        ("open-payments", f"{AS}/token/1", True),
        ("open-payments", {"uri": f"{AS}/token/1", "access_token": {"value": "m"}}, False),
        ("rfc9635", {"uri": f"{AS}/token/1", "access_token": {"value": "m"}}, True),
        ("rfc9635", f"{AS}/token/1", False),
    ],
)
def test_the_shape_of_management_is_the_profiles_and_never_guessed(profile: str, manage: Any, taken: bool) -> None:
    asked = Asked(AS, ASKED.access, profile=PROFILES[profile])
    if not taken:
        with pytest.raises(PeerError):
            read({"access_token": token(manage=manage)}, asked)
        return
    answer = read({"access_token": token(manage=manage)}, asked)
    assert isinstance(answer, Granted)
    assert answer.token.manage is not None
    assert answer.token.manage.uri == f"{AS}/token/1"
