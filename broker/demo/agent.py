"""The scripted agent: an MCP client like any other (the official SDK, streamable HTTP, a bearer credential).

It calls tools and reads results. It prints nothing, sees no page, and knows no token: all it gets is what `Told` holds.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

WAITING = frozenset({"pending", "running"})  # statuses of a result that is still to come
_TIMEOUT = httpx2.Timeout(30, read=300)


@dataclass(frozen=True)
class Told:
    """A tool's result as the agent received it; `progress` are the messages that came meanwhile."""

    content: dict[str, Any]
    is_error: bool
    progress: tuple[str, ...] = ()

    @property
    def status(self) -> str:
        """Return how the call stands, in the broker's word."""
        return str(self.content.get("status"))

    @property
    def grant(self) -> str | None:
        """Return the grant that the call became, if it became one."""
        grant = self.content.get("grant_id")
        return grant if isinstance(grant, str) else None

    @property
    def answer(self) -> Any:
        """Return the body that the API answered with, or None."""
        return (self.content.get("answer") or {}).get("body")


class ScriptedAgent:
    """An agent that reads an account and pays somebody."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def tools(self) -> list[str]:
        """Return the names of the tools that the broker offers to this agent."""
        return [tool.name for tool in (await self._client.list_tools()).tools]

    async def read_account(self, account: str) -> Told:
        """Read an account's balance, to the end."""
        return await self.settled(await self.call("bank_read_account", {"account": account}))

    async def ask_to_pay(self, amount: str, payee: str, reason: str) -> Told:
        """Ask to pay `amount` EUR; return the first answer, which may be `pending`."""
        order = {"amount": amount, "currency": "EUR", "payee": payee, "account": "main"}
        return await self.call("bank_pay", {**order, "reason": reason})

    async def settled(self, told: Told) -> Told:
        """Wait as the results themselves say, until there is one that is final; return it."""
        while told.status in WAITING and told.grant:
            told = await self.call("wait_for_grant", {"grant_id": told.grant})
        return told

    async def call(self, tool: str, arguments: dict[str, Any]) -> Told:
        """Call one tool; return what was told."""
        heard: list[str] = []

        async def note(progress: float, total: float | None, message: str | None) -> None:  # noqa: ARG001 - the SDK's
            heard.append(message or "")

        result = await self._client.call_tool(tool, arguments, progress_callback=note)
        return Told(result.structured_content or {}, bool(result.is_error), tuple(heard))


@asynccontextmanager
async def connected(base_url: str, credential: str) -> AsyncIterator[ScriptedAgent]:
    """Connect to the broker at `base_url` as the agent whose credential this is."""
    headers = {"Authorization": f"Bearer {credential}"}
    async with (
        httpx2.AsyncClient(headers=headers, timeout=_TIMEOUT, trust_env=False) as http,
        Client(streamable_http_client(f"{base_url}/mcp", http_client=http)) as client,
    ):
        yield ScriptedAgent(client)
