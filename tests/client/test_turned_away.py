"""A server that turns a call away: whether, and when, the agent may make the same call again by itself."""

from pathlib import Path
from typing import Any

import pytest

from broker.agents import results
from broker.http import Answer
from tests.client.plain_api import RULES, plain_api

pytestmark = pytest.mark.anyio

MAY_OPEN = RULES.replace("open-issues, decide: ask", "open-issues, decide: allow")
READ: tuple[str, dict[str, str]] = ("tracker_read", {"issue": "7"})
OPEN: tuple[str, dict[str, str]] = ("tracker_open", {"title": "it broke"})

# the call, the answer's status and headers, and what is said of trying again
ROWS: dict[str, tuple[tuple[str, dict[str, str]], int, dict[str, str], dict[str, Any]]] = {
    "too many, for an hour": (OPEN, 429, {"retry-after": "3600"}, {"may": True, "how": "anew", "after_seconds": 3600}),
    "too many, until a date": (
        READ,
        429,
        {"retry-after": "Wed, 25 Nov 2026 12:10:00 GMT"},
        {"may": True, "how": "anew", "after_seconds": 600},
    ),
    "too many, for ever": (
        READ,
        429,
        {"retry-after": "999999999"},
        {"may": True, "how": "anew", "after_seconds": 86400},
    ),
    "too many, for no time": (READ, 429, {"retry-after": "0"}, {"may": True, "how": "anew", "after_seconds": 1}),
    "too many, nobody knows how long": (READ, 429, {}, {"may": True, "how": "anew", "after_seconds": 60}),
    "unavailable, to a question": (READ, 503, {}, {"may": True, "how": "anew", "after_seconds": 60}),
    # a proxy says so too, once its server may have begun
    "unavailable, to a change": (OPEN, 503, {"retry-after": "5"}, {"may": False, "how": "human"}),
    "broken": (READ, 500, {"retry-after": "5"}, {"may": False, "how": "human"}),
    "well": (OPEN, 201, {"retry-after": "5"}, {"may": False, "how": "unneeded"}),
}


@pytest.mark.parametrize("row", ROWS)
async def test_the_agent_hears_whether_and_when_the_same_call_helps(tmp_path: Path, row: str) -> None:
    (operation, arguments), status, headers, retry = ROWS[row]
    async with plain_api(tmp_path) as api:
        api.here.edit("policies/scout.yaml", RULES, MAY_OPEN)
        await api.put_in()
        api.answer = lambda _: Answer(status, headers, b"{}")
        told = results.of(await api.done(operation, **arguments)).structured_content or {}
        assert (told["status"], told["retry"]) == ("done", retry)
