"""A program: the agents' door as the product builds it, with what the conformance suite needs of a server on top.

It is a test's program and no mode of the broker: `python -m tests.conformance.server FOLDER`, which writes its address.
The suite has no way to send a header, so a proxy in front of the gate, in the same process, adds the credential.
"""

import argparse
import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

import anyio
from mcp.server import Server, ServerRequestContext
from mcp.server.request_state import RequestStateBoundary, RequestStateSecurity
from mcp.types import (
    CallToolRequestParams,
    CallToolResult,
    DiscoverResult,
    InputRequiredResult,
    ListToolsResult,
    PaginatedRequestParams,
    PromptsCapability,
    RequestParams,
    ResourcesCapability,
    TextContent,
    Tool,
)
from mcp_types.version import MODERN_PROTOCOL_VERSIONS
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from broker.agents import AgentsDeps, Door, new_credential, tasks
from broker.receiving import Deadline, Patience
from broker.store import Store
from broker.store.tables import Agent as AgentRow
from broker.store.tables import Owner
from broker.wakeups import LocalWakeups
from tests.actors import served
from tests.agents.house import BRIEF
from tests.conformance import plain
from tests.conformance.jobs import AGENT, Jobs, connector, policy
from tests.fresh_database import laid
from tests.services import free_port
from tests.stand_ins import NOW, counting_mint

Context = ServerRequestContext[Any, Any]
Answer = CallToolResult | InputRequiredResult | dict[str, Any]

ONLY_AS_TASK: Final = {"failing_job"}
_ROUND: Final = plain.Round({"user_name": plain.NAME})


class FixtureDoor(Door):
    """The product's door; the suite's tools stand beside the product's own, its jobs are operations of a connector."""

    def __init__(self, deps: AgentsDeps, jobs: Jobs) -> None:
        self._jobs = jobs
        super().__init__(deps)

    def _server(self) -> "Server[Any]":
        server = super()._server()
        tasks.Tasks(
            mine=self._task, told=self._handed_over, withdrawn=self._given_back,
            state=self._jobs.state_of, answered=self._jobs.answered,
        ).served_by(server)  # fmt: skip
        plain.served_by(server)
        server.add_request_handler("tools/list", PaginatedRequestParams, self._list)
        server.add_request_handler("tools/call", CallToolRequestParams, self._call)
        server.add_request_handler("server/discover", RequestParams, lambda ctx, params: _discovered(server, ctx))
        server.middleware.append(RequestStateBoundary(RequestStateSecurity.ephemeral(), default_audience="fixture"))
        schemas = {tool.name: tool.input_schema for tool in plain.listed()}
        server.get_tool_input_schema = schemas.get
        return server

    async def _list(self, ctx: Context, params: PaginatedRequestParams) -> ListToolsResult:
        ours = await self._list_tools(ctx, params)
        return ours.model_copy(update={"tools": [*ours.tools, *plain.listed(), *_OWN]})

    async def _call(self, ctx: Context, params: CallToolRequestParams) -> Answer:
        if params.name in ONLY_AS_TASK:
            tasks.require(ctx)
        if params.name == "test_trigger_tool_change":
            await self.tools_changed(AGENT)
            return plain.answer(TextContent(type="text", text="told"))
        if params.name == "test_tool_with_task":
            name = plain.named(params.input_responses, "user_name")
            if name is None:
                return _ROUND.asked()
            params = CallToolRequestParams(name=params.name, arguments={"user_name": name})
        tool = plain.TOOLS.get(params.name)
        return await self._call_tool(ctx, params) if tool is None else await tool.run(ctx, params)


_OWN: Final = [Tool(name="test_trigger_tool_change", description="For the suite", input_schema=plain.NOTHING)]


async def _discovered(server: "Server[Any]", ctx: Context) -> DiscoverResult:
    """Return what the SDK says of the server, without news of prompts and resources: ours tells of tools and tasks."""
    capabilities = server.get_capabilities(protocol_version=ctx.protocol_version)
    without = {"prompts": PromptsCapability(list_changed=False), "resources": ResourcesCapability(subscribe=False)}
    return DiscoverResult(
        supported_versions=list(MODERN_PROTOCOL_VERSIONS),
        capabilities=capabilities.model_copy(update=without),
        instructions=server.instructions,
    )


class WithCredential:
    """An app behind a proxy that sends one credential with every request, in place of any other."""

    def __init__(self, app: ASGIApp, credential: str) -> None:
        self._app = app
        self._header = (b"authorization", f"Bearer {credential}".encode())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        others = [(name, value) for name, value in scope["headers"] if name != b"authorization"]
        await self._app({**scope, "headers": [*others, self._header]}, receive, send)


@contextlib.asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[str]:
    """Open the door on loopback; give the address of its endpoint."""
    wakeups, port = LocalWakeups(), free_port()
    store = Store.open(laid(f"sqlite:///{folder}/agents.db"), wakeups=wakeups)
    secret, digest = new_credential(counting_mint())

    def enrol(session: Any) -> None:
        session.add(Owner(name="alice", created_at=NOW))
        session.flush()
        session.add(AgentRow(name=AGENT, owner="alice", credential_digest=digest, created_at=NOW))

    await store.write(enrol)
    policies, connectors = {AGENT: policy()}, [connector()]
    jobs = Jobs(policies, wakeups)
    deps = AgentsDeps(
        store=store, client=jobs, wakeups=wakeups, policies=policies.get, connectors=lambda: connectors,
        public_url=f"http://127.0.0.1:{port}", now=lambda: NOW, hold=BRIEF, version="0",
    )  # fmt: skip
    door = FixtureDoor(deps, jobs)
    app = Starlette(routes=[Route("/mcp", endpoint=WithCredential(door.app, secret.reveal()))])
    try:
        async with anyio.create_task_group() as jobs.moving:
            async with door.lifespan(), served(Deadline(app), port, Patience) as url:
                yield f"{url}/mcp"
            jobs.moving.cancel_scope.cancel()
    finally:
        await store.close()


async def main() -> None:
    """Serve until the standard input ends, so that no server outlives the test that started it."""
    words = argparse.ArgumentParser()
    words.add_argument("folder", type=Path)
    words.add_argument("--without-check", action="store_true", help="leave out what is checked of tasks/*: a control")
    chosen = words.parse_args()
    if chosen.without_check:
        tasks._check = lambda ctx, task: None
    async with opened(chosen.folder) as url:
        print(url, flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
