"""A request of an agent's own is its right and nothing else, and the right is of that one request."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.connectors import own_request
from broker.connectors.call import BadArguments, call_for, call_from_access
from broker.connectors.load import load
from broker.connectors.model import Connector
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


RAW = f"""\
name: raw
title: The same API
resource_server: {API}
authorization_server: embedded
call_resource: [GET, POST]
operations:
  - {{name: raw_x, title: X, request: GET /x, access: {{type: raw, actions: [read], locations: ["{API}/x"]}}}}
"""
TOOLS = f"""\
kind: mcp
name: notes
title: Notes
url: {API}/mcp
prefix: notes
operations:
  - tool: add
    title: Add a note
    pinned: {{sha256: {"a" * 64}, says: Add a note}}
    parameters: {{text: {{type: string}}}}
    access: {{type: note, actions: [add], locations: ["{API}/mcp"], text: $text}}
"""


def _served(*texts: str) -> dict[str, Connector]:
    return {one.name: one for one in own_request.apart([load(text, "tools/one.yaml") for text in texts])}


def _refusal(connector: Connector, method: str, path: str) -> str:
    try:
        call_for(connector, own_request.NAME, {"method": method, "path": path})
    except BadArguments as bad:
        return str(bad)
    return ""


OTHERS = "an operation of another connector, which has its own tool"


@pytest.mark.parametrize(
    ("other", "method", "path"),
    [
        (CONNECTOR, "POST", "/issues"),
        (CONNECTOR, "POST", "/Issues/"),
        (CONNECTOR, "GET", "/issues/7"),
        (CONNECTOR.replace(API, f"{API}/v1"), "POST", "/v1/issues"),
        (TOOLS, "POST", "/mcp"),
    ],
)
def test_the_operation_of_another_connector_at_the_same_origin_is_no_request(
    other: str, method: str, path: str
) -> None:
    raw = _served(RAW, other)["raw"]
    assert _refusal(raw, method, path) == f"{method} {path} is {OTHERS}: call that one"
    right = [RIGHT | {"actions": [method], "locations": [f"{API}{path}"], "body": ""}]
    assert call_from_access([raw], parse_access(right)) is None
    assert _refusal(raw, "POST", "/notes") == ""
    alone = _served(RAW)["raw"]
    assert _refusal(alone, method, path) == "", "the control: nobody's operation"
    assert call_from_access([alone], parse_access(right)) is not None


def test_the_operations_of_another_host_take_no_request_away_here() -> None:
    elsewhere = CONNECTOR.replace(API, "https://issues.example")
    assert _refusal(_served(RAW, elsewhere)["raw"], "POST", "/issues") == ""
    assert _refusal(_served(RAW, CONNECTOR)["raw"], "POST", "/issues") != "", "the control"


ENDS = ["", "/", ".", "..", "...", "%20", "%C2%A0", "%E3%80%80", "%EF%BB%BF", ".%20.", "/%20", "/...", "./"]


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("connector", ["tracker", "raw"])
def test_an_end_that_some_server_drops_makes_no_other_address(connector: str, end: str) -> None:
    served = _served(RAW, CONNECTOR.replace("operations:", "call_resource: [GET, POST]\noperations:"))
    assert f"POST /issues{end} is " in _refusal(served[connector], "POST", f"/issues{end}")
    if "/" not in end:
        assert f"GET /issues{end}/7 is " in _refusal(served[connector], "GET", f"/issues{end}/7")


@pytest.mark.parametrize(
    "path", ["/issue", "/issues.json", "/issues-7", "/.issues", "/notes./issues", "/issues/7", "/issuesx."]
)
def test_another_address_is_still_a_request(path: str) -> None:
    assert _refusal(_served(RAW, CONNECTOR)["raw"], "POST", path) == ""


def test_an_operation_that_ends_in_a_dot_itself_is_found_too() -> None:
    dotted = CONNECTOR.replace("POST /issues\n", "POST /issues.\n")
    for path in ("/issues.", "/issues"):
        assert "is an operation" in _refusal(_served(RAW, dotted)["raw"], "POST", path)
    assert _refusal(_served(RAW, dotted)["raw"], "POST", "/notes.") == ""
