"""Tasks (SEP-2663): a waiting call as a handle, told apart by agent, and ended by what ends the grant."""

import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest

from broker.agents import HoldTimes
from broker.agents.tasks import EXTENSION
from tests.actors import PATIENCE
from tests.agents.house import LONG, PAYMENT, House, open_house

pytestmark = pytest.mark.anyio

MODERN = "2026-07-28"
KNOWING: dict[str, Any] = {"extensions": {EXTENSION: {}}}


async def _post(
    house: House,
    method: str,
    params: dict[str, Any],
    *,
    agent: str = "scout",
    named: str | None = None,
    knowing: dict[str, Any] = KNOWING,
) -> tuple[int, dict[str, Any]]:
    """Send one request of the modern era as its bytes; return the HTTP status and the JSON-RPC answer."""
    meta = {
        "io.modelcontextprotocol/protocolVersion": MODERN,
        "io.modelcontextprotocol/clientCapabilities": knowing,
        "io.modelcontextprotocol/clientInfo": {"name": "raw", "version": "1"},
    }
    headers = {
        "authorization": f"Bearer {house.credentials[agent]}",
        "accept": "application/json, text/event-stream",
        "mcp-protocol-version": MODERN,
        "mcp-method": method,
        **({"mcp-name": named} if named is not None else {}),
    }
    sent = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params | {"_meta": meta}}
    async with httpx2.AsyncClient(timeout=PATIENCE, trust_env=False) as client:
        answer = await client.post(f"{house.url}/mcp", json=sent, headers=headers)
    body = answer.text
    if answer.headers["content-type"].startswith("text/event-stream"):
        body = body.rpartition("data: ")[2]
    said: dict[str, Any] = json.loads(body)
    return answer.status_code, said


async def _ask(house: House, knowing: dict[str, Any] = KNOWING) -> dict[str, Any]:
    _, said = await _post(
        house, "tools/call", {"name": "bank_pay", "arguments": PAYMENT}, named="bank_pay", knowing=knowing
    )
    result: dict[str, Any] = said["result"]
    return result


async def _get(house: House, task: str, **how: Any) -> tuple[int, dict[str, Any]]:
    return await _post(house, "tasks/get", {"taskId": task}, **{"named": task, **how})


async def test_a_call_that_waits_for_a_human_is_a_task_for_a_client_that_knows_them(tmp_path: Path) -> None:
    hold = replace(LONG, brief=LONG.patient)  # a call that was held first would not be answered in time
    async with open_house(tmp_path, hold=hold) as house:
        with anyio.fail_after(PATIENCE):
            task = await _ask(house)
        assert (task["resultType"], task["taskId"], task["status"]) == ("task", "g1", "working")
        assert task["statusMessage"].startswith("waiting for alice to approve bank_pay on their phone; nothing has run")
        assert (task["createdAt"], task["lastUpdatedAt"]) == ("2026-11-25T12:00:01.000Z", "2026-11-25T12:00:01.000Z")
        assert (task["ttlMs"], task["pollIntervalMs"]) == (86_399_000, 2_000)
        _, still = await _get(house, "g1")
        assert still["result"] == task | {"resultType": "complete"}


async def test_waiting_for_its_grant_is_the_same_task(tmp_path: Path) -> None:
    async with open_house(tmp_path, hold=replace(LONG, brief=LONG.patient)) as house:
        wait = {"name": "wait_for_grant", "arguments": {"grant_id": "g1"}}
        with anyio.fail_after(PATIENCE):
            task = await _ask(house)
            _, said = await _post(house, "tools/call", wait, named="wait_for_grant")
        assert said["result"] == task
        _, others = await _post(house, "tools/call", wait, named="wait_for_grant", agent="reader")
        assert others["result"]["structuredContent"]["status"] == "invalid", "the control"


async def test_the_official_client_follows_a_task_to_its_result_and_the_call_is_collected_once(tmp_path: Path) -> None:
    async with open_house(tmp_path, hold=LONG) as house, house.agent("scout", tasks=True) as scout:
        with anyio.fail_after(PATIENCE):
            async with anyio.create_task_group() as together:
                together.start_soon(_pay_once_it_is_a_task, house, scout.tasks.first)
                told = await scout.outcome("bank_pay", PAYMENT)
        assert (told["status"], told["answer"]) == ("done", {"status": 201, "body": {"payment": "p-1"}})
        assert house.client.collected == ["g1"]
        assert [task.task_id for task in scout.tasks.made] == ["g1"]


async def _pay_once_it_is_a_task(house: House, made: anyio.Event) -> None:
    await made.wait()
    house.client.pay()


@pytest.mark.parametrize("era", ["modern", "legacy"])
async def test_a_client_that_did_not_declare_tasks_gets_the_pending_result(tmp_path: Path, era: Any) -> None:
    async with open_house(tmp_path) as house, house.agent("scout", era=era) as scout:
        assert (await scout.outcome("bank_pay", PAYMENT))["status"] == "pending"


async def test_an_allowed_call_is_answered_and_one_that_takes_its_time_becomes_a_task(tmp_path: Path) -> None:
    hold = HoldTimes(brief=0.0)
    async with open_house(tmp_path, hold=hold) as house:
        read = {"name": "bank_read_account", "arguments": {"account": "main"}}
        _, said = await _post(house, "tools/call", read, named="bank_read_account")
        assert said["result"]["structuredContent"]["status"] == "done"
        house.client.joins['scout bank_read_account {"account": "main"}'] = "g1"
        house.client.become("g1", status="running", state="approved")
        _, said = await _post(house, "tools/call", read, named="bank_read_account")
        assert (said["result"]["resultType"], said["result"]["status"]) == ("task", "working")


_RAN = {"status": "done", "state": "finalized"}
ENDS: dict[str, tuple[dict[str, Any], str, bool | None]] = {
    "done": (_RAN | {"result": {"status": 201, "body": {}}}, "completed", False),
    "the API refused": (_RAN | {"result": {"status": 422, "body": {}}}, "completed", True),
    "denied": ({"status": "denied", "state": "finalized", "detail": "no", "owner_words": True}, "completed", True),
    "expired": ({"status": "expired", "state": "finalized"}, "completed", True),
    "failed": ({"status": "failed", "state": "finalized", "detail": "it broke"}, "completed", True),
    "unknown": ({"status": "unknown", "state": "approved"}, "completed", True),
    "granted": ({"state": "approved", "run": False}, "completed", False),
    "cancelled": ({"status": "cancelled", "state": "finalized"}, "cancelled", None),
    "running": ({"status": "running", "state": "approved"}, "working", None),
}


@pytest.mark.parametrize("end", ENDS)
async def test_a_task_ends_as_its_grant_does_with_the_result_of_the_tool(tmp_path: Path, end: str) -> None:
    changes, status, is_error = ENDS[end]
    async with open_house(tmp_path) as house:
        await _ask(house)
        house.client.become("g1", **changes)
        _, said = await _get(house, "g1")
        state = said["result"]
        assert state["status"] == status
        assert state.get("result", {}).get("isError") == is_error
        settled = end in ("done", "the API refused", "denied", "expired", "failed", "cancelled")
        assert house.client.collected == (["g1"] if settled else [])
        assert state["statusMessage"]


async def test_cancelling_withdraws_what_waits_and_is_only_acknowledged_afterwards(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        await _ask(house)
        for _ in range(2):
            assert (await _post(house, "tasks/cancel", {"taskId": "g1"}, named="g1"))[0] == 200
        _, said = await _get(house, "g1")
        assert said["result"]["status"] == "cancelled"
        assert house.client.grants["g1"].status == "cancelled"


@pytest.mark.parametrize("way", ["tasks/cancel", "give_back"])
@pytest.mark.parametrize("end", ["done", "unknown", "cancelled"])
async def test_what_came_of_a_call_while_it_was_cancelled_stays_until_it_is_told(
    tmp_path: Path, way: str, end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_house(tmp_path, hold=LONG) as house:
        await _ask(house)

        async def late(agent: str, grant: str) -> Any:
            house.client.become(grant, **ENDS[end][0])  # the owner was faster, or this ask was
            return await house.client.view(agent, grant)

        monkeypatch.setattr(house.client, "give_back", late)
        params = {"name": way, "arguments": {"grant_id": "g1"}} if way == "give_back" else {"taskId": "g1"}
        method, named = ("tools/call", way) if way == "give_back" else (way, "g1")
        assert (await _post(house, method, params, named=named))[0] == 200
        assert house.client.collected == (["g1"] if end == "cancelled" else [])


@pytest.mark.parametrize("status", ["running", "done", "unknown"])
async def test_cancelling_changes_nothing_about_what_was_sent(tmp_path: Path, status: str) -> None:
    async with open_house(tmp_path) as house:
        await _ask(house)
        house.client.become("g1", status=status, state="approved", result={"status": 200, "body": {}})
        assert (await _post(house, "tasks/cancel", {"taskId": "g1"}, named="g1"))[0] == 200
        assert (house.client.grants["g1"].status, house.client.collected) == (status, [])


async def test_an_update_is_acknowledged_and_changes_nothing(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        await _ask(house)
        answers = {"taskId": "g1", "inputResponses": {"approve": {"action": "accept"}}}
        assert (await _post(house, "tasks/update", answers, named="g1"))[0] == 200
        assert house.client.grants["g1"].status == "pending"


METHODS: dict[str, dict[str, Any]] = {
    "tasks/get": {},
    "tasks/update": {"inputResponses": {}},
    "tasks/cancel": {},
}


@pytest.mark.parametrize("method", METHODS)
async def test_anothers_task_and_one_that_never_was_are_unknown_alike(tmp_path: Path, method: str) -> None:
    async with open_house(tmp_path) as house:
        await _ask(house)
        answers = [
            await _post(house, method, {"taskId": task, **METHODS[method]}, named=task, agent=agent)
            for agent, task in (("reader", "g1"), ("reader", "g9"), ("scout", "g9"))
        ]
        assert answers == [(400, {"jsonrpc": "2.0", "id": 1, "error": {"code": -32602, "message": "Unknown task"}})] * 3
        assert (await _post(house, method, {"taskId": "g1", **METHODS[method]}, named="g1"))[0] == 200, "the control"


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("named", [None, "g2", "G1", ""], ids=["none", "another", "another case", "empty"])
async def test_the_header_names_the_task_that_is_meant(tmp_path: Path, method: str, named: str | None) -> None:
    async with open_house(tmp_path) as house:
        await _ask(house)
        status, said = await _post(house, method, {"taskId": "g1", **METHODS[method]}, named=named)
        assert (status, said["error"]["code"]) == (400, -32020)
        assert house.client.grants["g1"].status == "pending"


@pytest.mark.parametrize("method", METHODS)
async def test_a_client_that_did_not_declare_tasks_is_told_to(tmp_path: Path, method: str) -> None:
    async with open_house(tmp_path) as house:
        await _ask(house)
        status, said = await _post(house, method, {"taskId": "g1", **METHODS[method]}, named="g1", knowing={})
        assert (status, said["error"]["code"]) == (400, -32021)
        assert said["error"]["data"] == {"requiredCapabilities": {"extensions": {EXTENSION: {}}}}


@pytest.mark.parametrize("method", ["tasks/list", "tasks/result"])
async def test_the_methods_of_the_older_tasks_are_not_there(tmp_path: Path, method: str) -> None:
    async with open_house(tmp_path) as house:
        await _ask(house)
        status, said = await _post(house, method, {"taskId": "g1"}, named="g1")
        assert (status, said["error"]["code"]) == (404, -32601)


@contextlib.asynccontextmanager
async def _listening(house: House, tasks: list[str], agent: str = "scout") -> AsyncIterator[AsyncIterator[Any]]:
    """Open a stream of these tasks; give its messages as they come."""
    meta = {
        "io.modelcontextprotocol/protocolVersion": MODERN,
        "io.modelcontextprotocol/clientCapabilities": KNOWING,
        "io.modelcontextprotocol/clientInfo": {"name": "raw", "version": "1"},
    }
    headers = {
        "authorization": f"Bearer {house.credentials[agent]}",
        "accept": "application/json, text/event-stream",
        "mcp-protocol-version": MODERN,
        "mcp-method": "subscriptions/listen",
    }
    params = {"notifications": {"taskIds": tasks}, "_meta": meta}
    sent = {"jsonrpc": "2.0", "id": 7, "method": "subscriptions/listen", "params": params}
    async with (
        httpx2.AsyncClient(timeout=PATIENCE, trust_env=False) as client,
        client.stream("POST", f"{house.url}/mcp", json=sent, headers=headers) as answer,
    ):
        yield _messages(answer)


async def _messages(answer: httpx2.Response) -> AsyncIterator[Any]:
    async for line in answer.aiter_lines():
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))


async def test_whoever_listens_is_told_when_a_task_of_theirs_moves_on(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        await _ask(house)
        with anyio.fail_after(PATIENCE):
            async with _listening(house, ["g1", "g9", "g1"]) as told:
                first = await anext(told)
                assert first["method"] == "notifications/subscriptions/acknowledged"
                assert first["params"]["notifications"] == {"taskIds": ["g1"]}, "what is theirs, once"
                stands = (await anext(told))["params"]
                assert (stands["taskId"], stands["status"]) == ("g1", "working")
                house.client.pay()
                ended = await anext(told)
        assert ended["method"] == "notifications/tasks"
        assert ended["params"]["_meta"] == {"io.modelcontextprotocol/subscriptionId": 7}
        assert (ended["params"]["status"], ended["params"]["result"]["isError"]) == ("completed", False)
        assert house.client.collected == [], "a notification hands nothing over: it may be lost"


async def test_nobody_hears_of_anothers_task(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        await _ask(house)
        with anyio.fail_after(PATIENCE):
            async with _listening(house, ["g1"], agent="reader") as told:
                assert (await anext(told))["params"]["notifications"] == {}
                house.client.pay()
                with anyio.move_on_after(0.05) as quiet:
                    await anext(told)
        assert quiet.cancelled_caught
