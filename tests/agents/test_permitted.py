"""`what_may_i_do`: an agent learns from its own policy what would become of a call, and nobody is asked."""

from pathlib import Path
from typing import Any

import pytest

from tests.actors import Era
from tests.agents.house import PAYMENT, open_house

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("era", ["modern", "legacy"])]


async def test_it_names_the_rules_of_each_tool_and_the_limits(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path) as house, house.agent("scout", era=era) as scout:
        told = await scout.outcome("what_may_i_do")
        assert told["owner"] == "alice"
        assert [(one["operation"], [rule["decide"] for rule in one["rules"]]) for one in told["operations"]] == [
            ("bank_pay", ["ask"]),
            ("bank_read_account", ["allow"]),
        ]
        assert told["operations"][0]["rules"][0]["covers"].startswith("bank-payment: actions create;")
        assert told["limits"] == {"open_at_once": 5, "asks_per_hour": 6, "calls_per_minute": 60}
        assert house.client.asked == []


FORESEEN: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "it waits": ("bank_pay", PAYMENT, {"decide": "ask", "rule": "small-payments", "asks": ["alice"]}),
    "it runs": ("bank_read_account", {"account": "main"}, {"decide": "allow", "rule": "read-accounts"}),
    "it is too much": ("bank_pay", PAYMENT | {"amount": "250.00"}, {"decide": "deny"}),
}


@pytest.mark.parametrize("row", FORESEEN)
async def test_of_one_call_it_tells_what_would_become_of_it_as_the_policy_decides(
    tmp_path: Path, era: Era, row: str
) -> None:
    operation, arguments, expected = FORESEEN[row]
    async with open_house(tmp_path) as house, house.agent("scout", era=era) as scout:
        told = await scout.outcome("what_may_i_do", {"operation": operation, "arguments": arguments})
        assert {name: told[name] for name in expected} == expected
        assert told["what"].endswith("a freeze or a limit can still come between.")
        assert house.client.asked == []


async def test_of_what_is_denied_it_tells_why_and_what_is_nearest(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path) as house, house.agent("scout", era=era) as scout:
        wish = {"operation": "bank_pay", "arguments": PAYMENT | {"amount": "250.00"}}
        told = await scout.outcome("what_may_i_do", wish)
        assert "amount 250.00 is above the maximum 100.00" in told["reason"]
        assert told["instead"][0].startswith("small-payments would ask: bank-payment:")


async def test_how_long_the_owner_has_is_told_in_seconds(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path) as house, house.agent("scout", era=era) as scout:
        told = await scout.outcome("what_may_i_do", {"operation": "bank_pay", "arguments": PAYMENT})
        assert told["answer_within_seconds"] == 86_400


async def test_anothers_tool_and_one_that_nobody_has_are_unknown_alike(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path) as house, house.agent("reader", era=era) as reader:
        told = [
            await reader.outcome("what_may_i_do", {"operation": name, "arguments": {}})
            for name in ("bank_pay", "bank_close_account", "no_such_tool")
        ]
        assert told == [told[0]] * 3
        assert (told[0]["status"], told[0]["problems"]) == (
            "invalid",
            ["operation: none of your tools; yours are: bank_read_account"],
        )


async def test_without_a_policy_it_says_so(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path) as house, house.agent("scout", era=era) as scout:
        del house.policies["scout"]
        told = await scout.outcome("what_may_i_do", {"operation": "bank_pay", "arguments": PAYMENT})
        assert (told["operations"], told["what"].startswith("You have no policy")) == ([], True)


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no operation": ({"arguments": {}}, "operation: the name of one of your tools, a string"),
    "no text": ({"operation": 7}, "operation: the name of one of your tools, a string"),
    "no object": (
        {"operation": "bank_pay", "arguments": "all"},
        "arguments: an object, as you would call the operation with",
    ),
    "another name": ({"tool": "bank_pay"}, "tool: unknown; this tool takes operation, arguments"),
    "too little": ({"operation": "bank_read_account", "arguments": {}}, "account is missing: text"),
}


@pytest.mark.parametrize("row", WRONG)
async def test_what_it_cannot_be_asked_is_told_with_what_would_be_right(tmp_path: Path, era: Era, row: str) -> None:
    arguments, problem = WRONG[row]
    async with open_house(tmp_path) as house, house.agent("scout", era=era) as scout:
        told = await scout.outcome("what_may_i_do", arguments)
        assert told["status"] == "invalid"
        assert any(one.startswith(problem) for one in told["problems"]), told["problems"]
