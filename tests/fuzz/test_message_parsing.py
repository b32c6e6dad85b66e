"""Any bytes where a GNAP message is expected: a value or a protocol error, never anything else."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from broker.authserver import finish
from broker.gnap import keys
from broker.gnap.as_role import read_grant_request, read_modification, read_new_key
from broker.gnap.client_role import Failed, Granted, Identified, Pending, read_answer
from broker.gnap.discovered import read_discovery
from broker.gnap.rights import parse_access
from broker.gnap.rs_role import Active, parse_introspection
from tests.fuzz import messages
from tests.fuzz.messages import TARGETS
from tests.gnap.answers import AS, RIGHT
from tests.rounds import tried

SHORT = 50
LONG = 2_000


@pytest.mark.parametrize("examples", [SHORT, pytest.param(LONG, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", TARGETS)
def test_any_message_gives_a_value_or_a_protocol_error(name: str, examples: int) -> None:
    check, drawn = TARGETS[name]
    settings(max_examples=tried(examples), deadline=None)(given(*drawn)(check))()


def test_the_genuine_messages_that_are_edited_are_read_as_they_are() -> None:
    for key in messages.KEYS:
        assert keys.parse_key(key).to_json() == key
        assert read_new_key(json.dumps({"key": key}).encode()) == keys.parse_key(key)
    for request in messages.REQUESTS:
        assert read_grant_request(json.dumps(request).encode()).tokens
    for change in messages.CHANGES:
        assert read_modification(json.dumps(change).encode()).tokens
    assert parse_access([RIGHT, "photos"])
    assert read_discovery(json.dumps(messages.DISCOVERY).encode(), AS).key_rotation
    assert isinstance(parse_introspection(json.dumps(messages.INTROSPECTED).encode(), issuer=AS), Active)
    assert finish.allowed(f"{messages.PREFIX}/1?a=b", messages.PREFIX)


def test_the_genuine_answers_reach_every_meaning() -> None:
    read = [
        type(read_answer(json.dumps(answer).encode(), messages.MEASURES[at]))
        for answer, at in zip(messages.ANSWERS, (0, 1, 0, 0, 0, 3, 2), strict=True)
    ]
    assert read == [Granted, Granted, Pending, Failed, Failed, Granted, Identified]
