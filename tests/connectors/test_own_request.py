"""A request of an agent's own is its right and nothing else, and the right is of that one request."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.connectors import own_request
from broker.connectors.call import BadArguments, call_for, call_from_access
from broker.connectors.load import load
from broker.gnap.rights import access_json, parse_access
from tests.client.plain_api import API, CONNECTOR

OWN = load(CONNECTOR.replace("operations:", "call_resource: [GET, POST]\noperations:"), "tools/tracker.yaml")
SHUT = load(CONNECTOR, "tools/tracker.yaml")
NOTE = {"method": "POST", "path": "/notes", "query": "", "body": '{"text":"Hello"}'}
RIGHT = {
    "type": "http-request",
    "actions": ["POST"],
    "locations": [f"{API}/notes"],
    "query": "",
    "body": '{"text":"Hello"}',
}


def test_the_right_holds_the_whole_request_and_leads_back_to_it() -> None:
    call = call_for(OWN, own_request.NAME, NOTE)
    assert access_json(call.access) == [RIGHT]
    assert (call.method, call.url, call.body) == ("POST", f"{API}/notes", b'{"text":"Hello"}')
    assert call_from_access([OWN], call.access) == call
    assert call_from_access([SHUT], call.access) is None, "a connector that lets none through makes none"


@pytest.mark.parametrize(
    "changes",
    [
        {"actions": ["GET", "POST"]},
        {"actions": ["DELETE"]},
        {"locations": [f"{API}/notes", f"{API}/people"]},
        {"locations": ["https://evil.example/notes"]},
        {"locations": [f"{API}.evil.example/notes"]},
        {"locations": [f"{API}/issues"]},
        {"body": {"text": "Hello"}},
        {"body": "m"},
        {"query": 7},
        {"identifier": "7"},
        {"datatypes": ["x"]},
    ],
)
def test_another_right_is_of_no_request(changes: dict[str, object]) -> None:
    assert call_from_access([OWN], parse_access([RIGHT])) is not None, "the control"
    assert call_from_access([OWN], parse_access([RIGHT | changes])) is None


@given(st.text(max_size=60), st.sampled_from(["path", "query", "body"]))
def test_whatever_is_given_stays_at_the_api_or_makes_no_request(text: str, name: str) -> None:
    try:
        call = call_for(OWN, own_request.NAME, NOTE | {name: text})
    except BadArguments:
        return
    assert call.url.startswith(f"{API}/")
    assert call_from_access([OWN], call.access) == call
