"""The scripted agent against a server of the official SDK, in process."""

import asyncio
from collections.abc import Callable
from typing import Any

from mcp import Client
from mcp.server import Server
from mcp.types import CallToolRequestParams, CallToolResult, ListToolsResult, TextContent, Tool

from broker.demo.agent import ScriptedAgent, Told

Json = dict[str, Any]


class Broker:
    """Answers tool calls from a script and keeps what was called."""

    def __init__(self, *answers: Json) -> None:
        self._answers = iter(answers)
        self.called: list[tuple[str, Json]] = []

    def server(self) -> "Server[Any]":
        async def tools(_ctx: Any, _params: Any) -> ListToolsResult:
            return ListToolsResult(tools=[Tool(name="bank_pay", input_schema={"type": "object"})])

        async def call(ctx: Any, params: CallToolRequestParams) -> CallToolResult:
            self.called.append((params.name, params.arguments or {}))
            await ctx.session.report_progress(1, None, "alice was asked")
            answer = next(self._answers)
            error = answer["status"] not in {"pending", "running", "done"}
            text = [TextContent(type="text", text=answer["status"])]
            return CallToolResult(content=text, structured_content=answer, is_error=error)

        return Server("stand-in", on_list_tools=tools, on_call_tool=call)


def talk(broker: Broker, work: Callable[[ScriptedAgent], Any]) -> Any:
    async def go() -> Any:
        async with Client(broker.server()) as client:
            return await work(ScriptedAgent(client))

    return asyncio.run(go())


PENDING = {"status": "pending", "grant_id": "g1"}
DONE = {"status": "done", "grant_id": "g1", "answer": {"status": 201, "body": {"payment": {"amount": "25.00"}}}}


def test_it_waits_for_its_grant_until_the_result_is_final() -> None:
    broker = Broker(PENDING, PENDING, {**PENDING, "status": "running"}, DONE)

    async def pay(agent: ScriptedAgent) -> Told:
        return await agent.settled(await agent.ask_to_pay("25.00", "bakery", "bread"))

    told = talk(broker, pay)
    assert (told.status, told.grant, told.answer) == ("done", "g1", {"payment": {"amount": "25.00"}})
    order = {"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main", "reason": "bread"}
    assert broker.called == [("bank_pay", order)] + [("wait_for_grant", {"grant_id": "g1"})] * 3


def test_it_hears_progress_and_tells_pending_from_refused() -> None:
    pending = talk(Broker(PENDING), lambda agent: agent.ask_to_pay("25.00", "bakery", "bread"))
    assert (pending.status, pending.is_error, pending.progress) == ("pending", False, ("alice was asked",))
    refused = {"status": "refused", "by": "policy", "rule": "", "reason": "no rule covers it"}
    told = talk(Broker(refused), lambda agent: agent.ask_to_pay("250.00", "bakery", "bread"))
    assert (told.status, told.is_error, told.grant, told.answer) == ("refused", True, None, None)


def test_it_lists_tools_and_reads_an_account() -> None:
    broker = Broker({"status": "done", "answer": {"status": 200, "body": {"balance": "1000.00"}}})
    assert talk(broker, lambda agent: agent.tools()) == ["bank_pay"]
    assert talk(broker, lambda agent: agent.read_account("main")).answer == {"balance": "1000.00"}
    assert broker.called == [("bank_read_account", {"account": "main"})]
