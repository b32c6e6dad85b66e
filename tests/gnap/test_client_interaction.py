"""What is offered to a person, and what is said of one: taken as asked for, or not at all."""

import pytest

from broker.gnap.client_request import InteractAsk, SubjectAsk, TokenAsk, Wanted
from broker.gnap.client_role import Asked, Identified, Pending, Unusable
from broker.gnap.errors import PeerError
from broker.gnap.interacting import Interaction
from tests.gnap.answers import AS, ASKED, Json, going_on, read, token

VISITED = Asked.of(
    AS, Wanted((TokenAsk(ASKED.access),), interact=InteractAsk(("redirect", "user_code_uri", "user_code")))
)


def _interaction(offered: Json, asked: Asked = VISITED) -> Interaction | None:
    answer = read({"continue": going_on(), "interact": offered}, asked)
    assert isinstance(answer, Pending)
    return answer.interaction


@pytest.mark.requirement("C-3.3.1-3", "C-3.3.2-2", "C-2.5.1-3")
def test_an_interaction_uri_is_kept_as_it_came_whatever_its_host() -> None:
    uri = "https://Elsewhere.example:8443/%7eowner?a=b&c=%2F"
    found = _interaction({"redirect": uri})
    assert found is not None
    assert (found.uri, found.host) == (uri, "Elsewhere.example:8443")


@pytest.mark.requirement("C-3.3.3-4", "C-3.3.4-4", "C-3.3.3-6")
def test_a_code_comes_with_its_address_where_the_server_named_one() -> None:
    both = _interaction({"user_code": "AAAA", "user_code_uri": {"code": "BBBB", "uri": "https://s.example/d"}})
    assert both is not None
    assert (both.code, both.uri) == ("BBBB", "https://s.example/d")
    alone = _interaction({"user_code": "AAAA"})
    assert alone is not None
    assert (alone.code, alone.uri, alone.host) == ("AAAA", None, None)


@pytest.mark.requirement("C-4.1.3-3", "C-3.3.4-4")
@pytest.mark.parametrize("uri", ["https://S.example/%7ed", "https://s.example/d?", "https://s.example/d/?b=1&a=%2F"])
def test_the_address_for_a_code_is_kept_byte_for_byte(uri: str) -> None:
    found = _interaction({"user_code_uri": {"code": "BBBB", "uri": uri}})
    assert found is not None
    assert (found.code, found.uri) == ("BBBB", uri)


@pytest.mark.requirement("C-3.3-3")
def test_what_was_offered_unasked_is_not_there() -> None:
    everything = {
        "redirect": "https://as.example/i",
        "app": "app://x",
        "user_code": "AAAA",
        "user_code_uri": {"code": "B", "uri": "https://s.example/"},
        "finish": "nonce",
    }
    answer = read({"continue": going_on(), "interact": everything}, Asked(AS, ASKED.access, finish=False))
    assert isinstance(answer, Pending)
    assert (answer.interaction, answer.finish) == (None, None)


NOT_TO_BE_OPENED = [
    "javascript:alert(1)",
    "data:text/html,x",
    "http://as.example/i",
    "http://localhost/i",
    "https://user@as.example/",
    "https://as.example/a b",
    "https://as.example/\nb",
    "https://as.example\\@evil.example/",
    "https:///path",
    "https://as.example:0/",
    "https://as.example:99999/",
    "https://\u0430s.example/",
    "//as.example/",
    "",
    "intent://x",
]


@pytest.mark.promise("P5", "R6")
@pytest.mark.parametrize("uri", NOT_TO_BE_OPENED)
def test_an_address_that_no_person_should_open_ends_the_grant(uri: str) -> None:
    answer = read({"continue": going_on(), "interact": {"redirect": uri}}, VISITED)
    assert isinstance(answer, Unusable)
    assert (answer.token, answer.ends_by) == (None, "continue")
    assert _interaction({"redirect": "https://as.example/i"}) is not None


def test_a_server_of_this_computer_may_send_its_owner_to_this_computer() -> None:
    local = Asked("http://localhost:9/gnap", ASKED.access, start=frozenset({"redirect"}))
    continued = going_on(uri="http://localhost:9/c")
    answer = read({"continue": continued, "interact": {"redirect": "http://localhost:9/i"}}, local)
    assert isinstance(answer, Pending)


SUBJECT = SubjectAsk(sub_id_formats=("opaque", "email"), assertion_formats=("id_token",))
KNOWS = Asked.of(AS, Wanted(subject=SUBJECT))


@pytest.mark.requirement("C-3.4-7", "C-3.4-4")
def test_subject_information_is_kept_together_with_who_said_it() -> None:
    told = {
        "sub_ids": [{"format": "email", "email": "a@b.example"}],
        "assertions": [{"format": "id_token", "value": "ey"}],
    }
    here = read({"subject": told, "instance_id": "i"}, KNOWS)
    there = read({"subject": told}, Asked.of("https://other.example/gnap", Wanted(subject=SUBJECT)))
    assert isinstance(here, Identified)
    assert isinstance(there, Identified)
    assert here.subject.accounts != there.subject.accounts, "the same address of two servers is two accounts"
    assert (here.subject.assertions, here.instance_id) == ((("id_token", "ey"),), "i")


BEYOND: dict[str, Json] = {
    "a format that nobody asked for": {"sub_ids": [{"format": "phone_number", "phone_number": "+1"}]},
    "an assertion that nobody asked for": {"assertions": [{"format": "saml2", "value": "x"}]},
}


@pytest.mark.promise("P7", "P8")
@pytest.mark.parametrize("row", BEYOND)
def test_more_subject_information_than_was_asked_for_is_unusable(row: str) -> None:
    answer = read({"subject": BEYOND[row], "continue": going_on()}, KNOWS)
    assert isinstance(answer, Unusable)
    assert "nobody asked for" in answer.why


@pytest.mark.parametrize(
    "subject",
    [
        {"sub_ids": "a"},
        {"sub_ids": [1]},
        {"sub_ids": [{}]},
        {"sub_ids": [{"format": 1}]},
        {"assertions": [{"format": "a"}]},
    ],
)
def test_malformed_subject_information_is_not_used(subject: Json) -> None:
    with pytest.raises(PeerError):
        read({"subject": subject}, KNOWS)


def test_a_token_that_came_for_a_question_about_the_subject_is_unusable() -> None:
    answer = read({"access_token": token(), "subject": {"sub_ids": [{"format": "opaque", "id": "a"}]}}, KNOWS)
    assert isinstance(answer, Unusable)
