"""How others' clients reach the door as an agent: the official one over HTTP or stdio in both eras, and Inspector."""

import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Literal

import httpx2
from mcp import Client
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.types import Implementation

from broker.demo.agent import ScriptedAgent, Told
from tests.actors import Era
from tests.connect.desk import desk
from tests.connect.programs import inspect, relay

Way = Literal["http", "stdio"]


@contextlib.asynccontextmanager
async def official(url: str, credential: str, user: Path, way: Way, era: Era) -> AsyncIterator[Client]:
    """Connect the official client over HTTP, or over stdio through `countersign mcp` of that user."""
    async with contextlib.AsyncExitStack() as stack:
        if way == "http":
            headers, timeout = {"Authorization": f"Bearer {credential}"}, httpx2.Timeout(30, read=300)
            http = await stack.enter_async_context(
                httpx2.AsyncClient(headers=headers, timeout=timeout, trust_env=False)
            )
            transport: Any = streamable_http_client(f"{url}/mcp", http_client=http)
        else:
            transport = stdio_client(relay(url, credential, user))
        us, mode = Implementation(name="some-agent", version="1"), "auto" if era == "modern" else "legacy"
        client = await stack.enter_async_context(Client(transport, mode=mode, client_info=us))
        assert (client.protocol_version == "2026-07-28") is (era == "modern")
        yield client


class Inspector(ScriptedAgent):
    """MCP Inspector's command line as the scripted agent's hands: each call is a process of its own."""

    def __init__(self, user: Path, url: str, credential: str, way: Way, era: Era) -> None:
        entry = _entry(url, credential, user, way) | {"protocolEra": era}
        config = user / "mcp.json"
        config.touch(0o600)
        config.write_text(json.dumps({"mcpServers": {"countersign": entry}}))
        self._user = user
        self._server = ["--config", str(config), "--server", "countersign", "--method"]

    async def tools(self) -> list[str]:
        """Return the names of the tools that `tools/list` shows."""
        return [tool["name"] for tool in (await self._run("tools/list"))["tools"]]

    async def call(self, tool: str, arguments: dict[str, Any]) -> Told:
        """Call one tool by `tools/call`."""
        pairs = [f"{name}={json.dumps(value)}" for name, value in arguments.items()]  # bare, 25.00 would be a number
        given = ["--tool-arg", *pairs] if pairs else []
        result = await self._run("tools/call", "--tool-name", tool, *given)
        return Told(result["structuredContent"], bool(result.get("isError")))

    async def _run(self, method: str, *words: str) -> dict[str, Any]:
        answer = await inspect(self._user, *self._server, method, *words)
        found: dict[str, Any] = answer.get("result", answer)
        return found


def _entry(url: str, credential: str, user: Path, way: Way) -> dict[str, Any]:
    if way == "http":
        target = desk(user).target("inspector")
        assert target.client.http is not None
        return target.client.http(f"{url}/mcp", credential)
    server = relay(url, credential, user)
    return {"type": "stdio", "command": server.command, "args": server.args, "env": server.env}
