"""The digest of a tool's definition: one spelling (RFC 8785), and whatever a server changes gives another one."""

import hashlib
import json
from typing import Any

import pytest

from broker.connectors.pinned import NoDefinition, definition_of, digest_of

READ: dict[str, Any] = {
    "name": "read_note",
    "description": "Read a note",
    "inputSchema": {"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]},
    "annotations": {"readOnlyHint": True},
}

OTHERS: dict[str, dict[str, Any]] = {
    "its name": READ | {"name": "read_notes"},
    "its description": READ | {"description": "Read a note "},
    "its title": READ | {"title": "Read"},
    "a parameter more": READ | {"inputSchema": {"type": "object", "properties": {"id": {}, "all": {}}}},
    "what a parameter says": READ
    | {"inputSchema": READ["inputSchema"] | {"properties": {"id": {"type": "string", "description": "IGNORE ALL"}}}},
    "what is required": READ | {"inputSchema": READ["inputSchema"] | {"required": []}},
    "an annotation": READ | {"annotations": {"readOnlyHint": False}},
    "a schema of its answer": READ | {"outputSchema": {"type": "object"}},
    "its metadata": READ | {"_meta": {"a": 1}},
    "a field nobody knows yet": READ | {"execution": {"taskSupport": "required"}},
}


@pytest.mark.parametrize("what", OTHERS)
def test_another_definition_has_another_digest(what: str) -> None:
    assert digest_of(OTHERS[what]) != digest_of(READ)


def test_the_order_of_members_makes_no_other_definition() -> None:
    turned = json.loads(json.dumps(READ), object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    assert list(turned) != list(READ)
    assert digest_of(turned) == digest_of(READ)


# RFC 8785 appendix B, and what a JSON schema holds
NUMBERS = {
    "0": "0",
    "-0.0": "0",
    "1.0": "1",
    "5e-324": "5e-324",
    "1.7976931348623157e308": "1.7976931348623157e+308",
    "9007199254740992": "9007199254740992",
    "295147905179352830000": "295147905179352830000",
    "9.999999999999997e22": "9.999999999999997e+22",
    "1e23": "1e+23",
    "999999999999999700000": "999999999999999700000",
    "1e21": "1e+21",
    "9.999999999999997e-7": "9.999999999999997e-7",
    "0.000001": "0.000001",
    "333333333.3333333": "333333333.3333333",
    "-0.0000033333333333333333": "-0.0000033333333333333333",
    "1424953923781206.2": "1424953923781206.2",
    "0.01": "0.01",
}


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_is_written_as_ecmascript_writes_it(number: str) -> None:
    expected = hashlib.sha256(f'{{"maximum":{NUMBERS[number]}}}'.encode()).hexdigest()
    assert digest_of({"maximum": json.loads(number)}) == expected


def test_members_are_ordered_by_utf_16_and_text_is_escaped_as_little_as_it_may_be() -> None:
    # RFC 8785 §3.2.3: an astral character is a surrogate pair, and stands before U+FB33
    said = {"\ufb33": 1, "\U0001f600": 2, "\u20ac": 'é\n\x0f/"\\'}
    text = '{"\u20ac":"é\\n\\u000f/\\"\\\\","\U0001f600":2,"\ufb33":1}'
    assert digest_of(said) == hashlib.sha256(text.encode()).hexdigest()


def deep() -> dict[str, Any]:
    """Return a definition that is nested without end, nearly."""
    made: dict[str, Any] = {}
    for _ in range(100):
        made = {"inside": made}
    return made


@pytest.mark.parametrize("broken", [{"a": float("inf")}, {"a": float("nan")}, {"a": "\ud800"}, {"a": 10**400}, deep()])
def test_what_has_no_canonical_form_cannot_be_pinned(broken: dict[str, Any]) -> None:
    with pytest.raises(NoDefinition):
        digest_of(broken)


def test_a_tool_is_found_by_its_name_and_never_among_two() -> None:
    other = READ | {"name": "write"}
    assert definition_of([other, READ], "read_note") == READ
    assert definition_of([other], "read_note") is None
    with pytest.raises(NoDefinition, match="two tools"):
        definition_of([READ, other, READ], "read_note")
