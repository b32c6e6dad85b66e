"""A request of an agent's own making: judged, shown in full, approved, sent once; or refused with the reason."""

import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.actors import Agent, served
from tests.client.plain_api import API, CONNECTOR, SECRET, PlainApi, plain_api
from tests.home import WAIT
from tests.phone.test_pages import Fields

pytestmark = pytest.mark.anyio

OWN = CONNECTOR.replace("operations:", "call_resource: [GET, POST]\noperations:")
RULES = f"""
  - {{id: own-reads, decide: allow, access: {{type: http-request, actions: [GET], locations: ["{API}/notes/*"]}}}}
  - {{id: own-notes, decide: ask, access: {{type: http-request, actions: [POST], locations: ["{API}/notes"]}}}}
"""
NOTE = {"connector": "tracker", "method": "POST", "path": "/notes", "query": "draft=1", "body": '{"text":"Grüße"}'}
READ = {"connector": "tracker", "method": "GET", "path": "/notes/7"}


@contextlib.asynccontextmanager
async def _open(folder: Path, rules: str = RULES, connector: str = OWN) -> AsyncIterator[tuple[PlainApi, Agent]]:
    async with plain_api(folder, connector) as api:
        await api.put_in()
        api.here.edit("policies/scout.yaml", "rules:\n", f"rules:{rules}")
        async with served(api.here.broker.app) as url, Agent(url, api.here.credential) as scout:
            yield api, scout


async def test_the_whole_request_is_on_the_page_and_what_is_approved_is_sent_once(tmp_path: Path) -> None:
    async with _open(tmp_path) as (api, scout):
        asked = await scout.outcome("call_resource", NOTE | {"reason": "To greet."})
        assert asked["status"] == "pending", asked
        assert (await scout.outcome("call_resource", NOTE))["grant_id"] == asked["grant_id"], "a retry joins it"
        approval = await api.here.phone.next_approval()
        shown = Fields((await api.here.phone._browser.get(f"/approve/{approval}")).text).found
        assert shown["request"] == f"POST {API}/notes?draft=1"
        assert {name: shown[f"parameters.{name}"] for name in ("method", "path", "query", "body")} == {
            name: NOTE[name] for name in ("method", "path", "query", "body")
        }
        assert (shown["words"], api.calls) == ("To greet.", [])
        await api.here.phone.decide(approval, "approve")
        await api.here.later(WAIT)
        await api.here.later(WAIT)
        done = await scout.outcome("wait_for_grant", {"grant_id": asked["grant_id"]})
        assert (done["status"], done["answer"]["body"]) == ("done", {"number": 7})
        [sent] = api.calls
        assert (sent.method, sent.target_uri) == ("POST", f"{API}/notes?draft=1")
        assert sent.body == NOTE["body"].encode()
        assert api.header("authorization") == f"Bearer {SECRET}"
        assert SECRET not in json.dumps([asked, done])


async def test_what_a_rule_allows_runs_and_all_else_is_denied(tmp_path: Path) -> None:
    async with _open(tmp_path) as (api, scout):
        assert (await scout.outcome("call_resource", READ))["status"] == "done"
        for other in ({"path": "/people/7"}, {"method": "POST", "path": "/notes/7"}, {"path": "/notes"}):
            refused = await scout.outcome("call_resource", READ | other)
            assert (refused["status"], refused["by"]) == ("refused", "policy"), other
        assert [one.target_uri for one in api.calls] == [f"{API}/notes/7"]


async def test_what_may_i_do_tells_where_requests_may_go_and_what_would_become_of_one(tmp_path: Path) -> None:
    async with _open(tmp_path) as (api, scout):
        told = await scout.outcome("what_may_i_do", {})
        [own] = told["requests"]
        assert (own["tool"], own["connector"], own["methods"]) == ("call_resource", "tracker", ["GET", "POST"])
        assert [(one["decide"], one["rule"]) for one in own["rules"]] == [("allow", "own-reads"), ("ask", "own-notes")]
        for given, decide in ((READ, "allow"), (NOTE, "ask"), (READ | {"path": "/people/7"}, "deny")):
            foreseen = await scout.outcome("what_may_i_do", {"operation": "call_resource", "arguments": given})
            assert (foreseen["decide"], foreseen["operation"]) == (decide, "call_resource"), given
        wrong = {"operation": "call_resource", "arguments": READ | {"connector": "bank"}}
        assert (await scout.outcome("what_may_i_do", wrong))["problems"] == ["connector: one of tracker"]
        assert (api.calls, await api.here.phone.waiting()) == ([], ())


async def test_where_the_policy_permits_no_request_what_may_i_do_knows_none(tmp_path: Path) -> None:
    async with _open(tmp_path, rules="") as (_, scout):
        assert "requests" not in await scout.outcome("what_may_i_do", {})
        asked = await scout.outcome("what_may_i_do", {"operation": "call_resource", "arguments": READ})
        assert asked["problems"][0].startswith("operation: none of your tools")


async def test_a_test_of_a_field_that_no_connector_reads_out_of_a_body_denies(tmp_path: Path) -> None:
    tested = RULES.replace('/notes"]}', '/notes"]}, where: {text: {is: Hello}}')
    async with _open(tmp_path, tested) as (api, scout):
        refused = await scout.outcome("call_resource", NOTE | {"body": '{"text":"Hello"}'})
        assert (refused["status"], refused["by"], api.calls) == ("refused", "policy", [])
        assert await api.here.phone.waiting() == ()


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "another host": ({"path": "//evil.example/notes"}, "path"),
    "an address": ({"path": "https://evil.example/notes"}, "path begins with /"),
    "up and out": ({"path": "/notes/../issues"}, "path"),
    "encoded up": ({"path": "/notes/%2e%2e/issues"}, "path"),
    "a query in the path": ({"path": "/notes?x=1"}, "path"),
    "a user before the host": ({"path": "@evil.example/notes"}, "path begins with /"),
    "an operation": ({"path": "/issues"}, "is the operation tracker_open"),
    "an operation in capitals": ({"path": "/Issues"}, "is the operation tracker_open"),
    "a method that is not let through": ({"method": "DELETE"}, "method is one of GET, POST"),
    "a long path": ({"path": "/" + "n" * 2_000}, "path cannot be shown in full"),
    "a long body": ({"body": json.dumps(["m" * 2_000])}, "cannot be shown in full"),
    "a body that hides": ({"body": '{"text":"\u202e"}'}, "cannot be shown in full"),
    "a body of two lines": ({"body": '{"text":\n1}'}, "cannot be shown in full"),
    "a body that is no JSON": ({"body": "text=1"}, "the text of one JSON object"),
    "a name twice": ({"body": '{"a":1,"a":2}'}, "no name is repeated"),
    "a body to a GET": ({"method": "GET"}, "body has no place"),
    "a query of another form": ({"query": "a b"}, "query is name=value"),
    "headers": ({"headers": {"authorization": "x"}}, "is no parameter"),
    "a connector of nobody": ({"connector": "nobody"}, "connector: one of tracker"),
    "the bank, that lets none through": ({"connector": "bank"}, "connector: one of tracker"),
    "a number": ({"body": 7}, "are text"),
}


async def test_what_is_no_request_of_one_connector_or_could_not_be_shown_asks_nobody(tmp_path: Path) -> None:
    async with _open(tmp_path) as (api, scout):
        for name, (changes, words) in WRONG.items():
            told = await scout.outcome("call_resource", NOTE | changes)
            assert (told["status"], words in str(told["problems"])) == ("invalid", True), (name, told)
        assert (api.calls, await api.here.phone.waiting()) == ([], ())
        assert (await scout.outcome("call_resource", NOTE))["status"] == "pending", "the control"


async def test_without_a_rule_or_without_the_connectors_leave_there_is_no_such_tool(tmp_path: Path) -> None:
    cases = [("\n", OWN, False), (RULES, CONNECTOR, False), (RULES, OWN, True)]
    for number, (rules, connector, there) in enumerate(cases):
        async with _open(tmp_path / str(number), rules, connector) as (_, scout):
            tools = await scout.tools()
            assert ("call_resource" in tools) == there
            if there:
                assert tools["call_resource"].input_schema["properties"]["connector"]["enum"] == ["tracker"]


RAW = f"""\
name: raw
title: The same API
resource_server: {API}
authorization_server: embedded
call_resource: [POST]
operations:
  - {{name: raw_x, title: X, request: GET /x, access: {{type: raw, actions: [read], locations: ["{API}/x"]}}}}
"""
DENIED = """
  - {id: own, decide: allow, access: {type: http-request, actions: [POST]}}
  - {id: never-open, decide: deny, access: {type: issue, actions: [create]}}
"""


async def test_an_operation_is_not_reached_through_another_connector_of_its_api(tmp_path: Path) -> None:
    async with _open(tmp_path, DENIED, CONNECTOR) as (api, scout):
        api.here.write("tools/raw.yaml", RAW)
        for path in ("/issues", "/issues.", "/issues%C2%A0"):
            told = await scout.outcome("call_resource", NOTE | {"connector": "raw", "path": path})
            assert "an operation of another connector" in str(told["problems"]), path
        assert (api.calls, await api.here.phone.waiting()) == ([], ())
        own = await scout.outcome("call_resource", NOTE | {"connector": "raw"})
        assert (own["status"], [one.target_uri for one in api.calls]) == ("done", [f"{API}/notes?draft=1"]), own


async def test_what_became_an_operation_of_another_connector_meanwhile_is_not_sent(tmp_path: Path) -> None:
    asks = DENIED.replace("decide: allow", "decide: ask")
    for number, later in enumerate((None, CONNECTOR)):
        async with _open(tmp_path / str(number), asks, CONNECTOR.replace("/issues", "/other")) as (api, scout):
            api.here.write("tools/raw.yaml", RAW)
            wanted = NOTE | {"connector": "raw", "path": "/issues"}
            asked = await scout.outcome("call_resource", wanted)
            assert asked["status"] == "pending", asked
            approval = await api.here.phone.next_approval()
            if later:
                api.here.write("tools/tracker.yaml", later)
            await api.here.phone.decide(approval, "approve")
            await api.here.later(WAIT)
            await api.here.later(WAIT)
            done = await scout.outcome("wait_for_grant", {"grant_id": asked["grant_id"]})
            assert (done["status"], len(api.calls)) == (("failed", 0) if later else ("done", 1)), done
            assert ("is an operation of another connector" in json.dumps(done)) == (later is not None), done
