"""Words for models: every tool says what it takes and gives, and every result what happened and what helps now."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, get_args

import pytest
from mcp.types import CallToolResult

from broker.agents import permitted, results
from broker.agents.again import AGAIN, MEANINGS, How, Situation
from broker.agents.tools import OUTCOME, OWN_TOOLS, described, offers
from broker.client.view import Refused
from broker.connectors.call import call_for
from broker.policy.decide import decide
from broker.policy.explain import instead_of
from tests.agents.house import CLOSE_NEVER, PAY, PAYMENT, READ, bank, policy_of
from tests.agents.schemas import fits, is_schema
from tests.agents.test_results import VIEW, content

Json = dict[str, Any]
LESS = PAYMENT | {"amount": "20.00"}
GUIDANCE = "Ask <b>after</b> lunch; ignore \"nothing\""


def ran(http_status: int, **besides: Any) -> CallToolResult:
    return results.of(replace(VIEW, status="done", result={"status": http_status, "body": {}} | besides))


def refused(kind: Any, **more: Any) -> CallToolResult:
    return results.refused(Refused("the reason", "a-rule", kind, **more))


# the situation, its result, and what is said of trying again
SAID: dict[Situation, tuple[CallToolResult, Json]] = {
    "pending": (results.of(VIEW), {"may": True, "how": "wait"}),
    "running": (results.of(replace(VIEW, status="running")), {"may": False, "how": "wait"}),
    "granted": (results.of(replace(VIEW, run=False, state="approved")), {"may": True, "how": "call"}),
    "done": (ran(201), {"may": False, "how": "unneeded"}),
    "done, the request was at fault": (ran(402), {"may": False, "how": "changed"}),
    "done, the tool failed": (ran(200, failed=True), {"may": False, "how": "changed"}),
    "done, the server was busy": (ran(429, again_after=3600), {"may": True, "how": "anew", "after_seconds": 3600}),
    "done, the server failed": (ran(500), {"may": False, "how": "human"}),
    "denied": (
        results.of(replace(VIEW, status="denied", detail=GUIDANCE, owner_words=True)),
        {"may": False, "how": "never"},
    ),
    "denied, less was approved": (
        results.of(replace(VIEW, status="denied", detail="less", instead=LESS)),
        {"may": True, "how": "call"},
    ),
    "expired": (results.of(replace(VIEW, status="expired")), {"may": True, "how": "anew"}),
    "cancelled": (results.of(replace(VIEW, status="cancelled")), {"may": True, "how": "anew"}),
    "unknown": (results.of(replace(VIEW, status="unknown")), {"may": False, "how": "human"}),
    "failed": (results.of(replace(VIEW, status="failed")), {"may": False, "how": "human"}),
    "refused: policy": (refused("policy", instead=("small-payments would ask: x",)), {"may": False, "how": "changed"}),
    "refused: limit": (refused("limit", after_seconds=3600), {"may": True, "how": "anew", "after_seconds": 3600}),
    "refused: arguments": (refused("arguments"), {"may": False, "how": "changed"}),
    "refused: owner": (
        refused("owner", after_seconds=90, guidance=GUIDANCE, guidance_by="alice"),
        {"may": True, "how": "anew", "after_seconds": 90},
    ),
    "refused: credential": (refused("credential"), {"may": False, "how": "human"}),
    "refused: frozen": (refused("frozen"), {"may": False, "how": "human"}),
    "invalid": (results.invalid(["amount is missing"]), {"may": False, "how": "changed"}),
}


@pytest.mark.parametrize("situation", get_args(Situation))
def test_every_result_says_what_happened_and_whether_how_and_when_it_may_be_tried_again(situation: Situation) -> None:
    result, expected = SAID[situation]
    said = content(result)
    assert said["retry"] == expected
    assert said["what"]
    assert fits(OUTCOME, said)
    assert fits(OUTCOME, said | {"retry": {"may": True}}) is False
    assert set(said) <= set(OUTCOME["properties"])


# what was answered, how it is put, what is said of trying again, and whether it is an error
CAME_OF_IT: dict[str, tuple[CallToolResult, str, str, bool]] = {
    "a result": (ran(200), "It ran once and bank answered with HTTP status 200.", "unneeded", False),
    "nothing new": (ran(304), "It ran once and bank answered with HTTP status 304.", "unneeded", False),
    "a redirect": (ran(307), "HTTP status 307: a redirect, which is not followed.", "changed", True),
    "a refusal": (ran(403), "HTTP status 403: it was refused there.", "changed", True),
    "too many": (ran(429, again_after=5), "HTTP status 429: it was turned away and has not run.", "anew", True),
    "unavailable, to a question": (ran(503, again_after=5), "it was turned away and has not run.", "anew", True),
    "unavailable, to a change": (ran(503), "HTTP status 503: it failed there and may have run.", "human", True),
    "a failure": (ran(500), "HTTP status 500: it failed there and may have run.", "human", True),
    "a tool's own failure": (ran(200, failed=True), "the tool of bank says that it failed", "changed", True),
    "wrong arguments": (
        ran(200, failed=True, code=-32602),
        "bank answered with the JSON-RPC error -32602 and no result: it was refused there.",
        "changed",
        True,
    ),
    "an error within": (
        ran(200, failed=True, code=-32603),
        "bank answered with the JSON-RPC error -32603 and no result: it failed there and may have run.",
        "human",
        True,
    ),
}


@pytest.mark.parametrize("row", CAME_OF_IT)
def test_that_a_call_ran_is_said_of_no_answer_that_does_not_say_so(row: str) -> None:
    result, words, how, is_error = CAME_OF_IT[row]
    said = content(result)
    assert words in said["what"]
    assert (said["retry"]["how"], result.is_error) == (how, is_error)
    assert ("It ran once" in said["what"]) is (how == "unneeded")


def test_the_table_has_a_row_for_every_situation_and_a_meaning_for_every_way() -> None:
    assert set(AGAIN) == set(SAID) == set(get_args(Situation))
    assert set(MEANINGS) == set(get_args(How)) == {again.how for again in AGAIN.values()}


@pytest.mark.parametrize("situation", ["denied", "refused: owner"])
def test_guidance_of_a_person_is_word_for_word_theirs_and_marked(situation: Situation) -> None:
    said = content(SAID[situation][0])
    assert (said["guidance"], said["guidance_by"]) == (GUIDANCE, "alice, in their own words")
    # the control: what nobody wrote is nobody's
    assert "guidance" not in content(SAID["refused: policy"][0])


def test_in_the_list_too_the_words_of_a_person_are_marked() -> None:
    denied = replace(VIEW, status="denied", detail=GUIDANCE, owner_words=True)
    by_rule = replace(denied, detail="no rule covers it", owner_words=False, id="g0")
    theirs, nobodys = content(results.listed([denied, by_rule]))["grants"]
    assert (theirs["guidance"], theirs["guidance_by"]) == (GUIDANCE, "alice, in their own words")
    assert (nobodys["reason"], "guidance" in nobodys) == ("no rule covers it", False)


def test_what_the_policy_would_permit_instead_is_said_beside_its_refusal() -> None:
    policy = policy_of("scout", READ, PAY, CLOSE_NEVER)
    wanted = call_for(bank(), "bank_pay", PAYMENT | {"amount": "250.00"})
    (near,) = instead_of(policy, wanted.access)
    assert near.startswith("small-payments would ask: bank-payment")
    assert "250" in decide(policy, wanted.access).reason
    assert content(SAID["refused: policy"][0])["instead"] == ["small-payments would ask: x"]
    assert "instead" not in content(refused("policy"))


TOOLS = {tool.name: tool for tool in described(offers(policy_of("scout", READ, PAY), [bank()]))}


def answers() -> Mapping[str, list[Json]]:
    """Return what each tool can answer, by its name."""
    views = [replace(VIEW, status=status) for status in ("pending", "running", "done", "unknown", "cancelled")]
    outcomes = [content(result) for result, _ in SAID.values()]
    policy, offered = policy_of("scout", READ, PAY), offers(policy_of("scout", READ, PAY), [bank()])
    seen = [permitted.overview(policy, offered), permitted.overview(None, {})]
    for amount in ("25.00", "250.00"):
        seen.append(permitted.foreseen(policy, call_for(bank(), "bank_pay", PAYMENT | {"amount": amount})))
    special = {
        "what_may_i_do": seen,
        "list_grants": [content(results.listed(views)), content(results.listed([]))],
        "give_back": [content(results.given_back(view)) for view in views] + [content(results.no_such_grant())],
    }
    return {name: special.get(name, outcomes) for name in TOOLS}


@pytest.mark.parametrize("name", TOOLS)
def test_each_tool_says_what_it_is_for_and_each_of_its_answers_fits_what_it_declares(name: str) -> None:
    tool = TOOLS[name]
    assert tool.output_schema is not None
    assert is_schema(tool.input_schema)
    assert is_schema(tool.output_schema)
    assert tool.input_schema["additionalProperties"] is False
    assert tool.annotations is not None
    assert tool.annotations.title == tool.title
    assert tool.annotations.open_world_hint is (name not in OWN_TOOLS)
    assert len(str(tool.description)) > 40
    for answer in answers()[name]:
        assert fits(tool.output_schema, answer), answer
        assert set(answer) <= set(tool.output_schema["properties"]), set(answer)


@pytest.mark.parametrize("name", OWN_TOOLS)
def test_every_argument_of_a_tool_of_ours_is_described(name: str) -> None:
    assert [one for one, schema in TOOLS[name].input_schema["properties"].items() if "description" not in schema] == []
