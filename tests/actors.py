"""The people of the stories: so far an agent, which is the official MCP client with a credential, over real HTTP."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from types import TracebackType
from typing import Any, Literal, Self

import anyio
import httpx2
import uvicorn
from mcp import Client
from mcp.client import ClaimContext, ClientExtension, ResultClaim
from mcp.client.session import IncomingMessage
from mcp.client.streamable_http import streamable_http_client
from mcp.client.subscriptions import Subscription
from mcp.types import (
    CallToolResult,
    ElicitRequestParams,
    ElicitRequestURLParams,
    ElicitResult,
    Implementation,
    RequestParams,
    Result,
    TextContent,
    Tool,
    ToolListChangedNotification,
)
from mcp.types import Request as MCPRequest
from starlette.types import ASGIApp

Era = Literal["modern", "legacy"]

Opens = Callable[[], Awaitable[Literal["accept", "decline", "cancel"]]]  # what the human says to an address

PATIENCE = 20.0  # seconds after which a test that waits for an event has failed


class _Quiet(uvicorn.Server):
    """uvicorn that leaves the test runner's signal handlers alone."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def served(app: ASGIApp, port: int = 0, http: type[asyncio.Protocol] | None = None) -> AsyncIterator[str]:
    """Serve `app` on a loopback port of this event loop, a free one unless it is named; give its base URL.

    `http` is the protocol that reads requests: uvicorn's fastest unless one is given.
    """
    config = uvicorn.Config(
        app, host="127.0.0.1", port=port, log_level="critical", lifespan="off", ws="none", proxy_headers=False,
        http=http or "auto",
    )  # fmt: skip
    server = _Quiet(config)
    with contextlib.closing(config.bind_socket()) as socket:  # a test that is cancelled leaves none open
        host, port = socket.getsockname()[:2]
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(server.serve, [socket])
            while not server.started:  # noqa: ASYNC110 -- uvicorn has no event for it
                await asyncio.sleep(0)
            try:
                yield f"http://{host}:{port}"
            finally:
                server.should_exit = server.force_exit = True


class TaskHandle(Result):
    """The answer to a call that became a task."""

    result_type: Literal["task"] = "task"
    task_id: str
    status: str
    poll_interval_ms: int | None = None


class TaskState(Result, extra="allow"):
    """How a task stands."""

    task_id: str
    status: str
    status_message: str | None = None
    result: dict[str, Any] | None = None


class TaskNamed(RequestParams):
    """Which task is meant."""

    task_id: str


class GetTask(MCPRequest[TaskNamed, Literal["tasks/get"]]):
    """`tasks/get`; its task rides the Mcp-Name header too."""

    method: Literal["tasks/get"] = "tasks/get"
    name_param = "taskId"
    params: TaskNamed


class Tasks(ClientExtension):
    """The client's half of tasks (SEP-2663), which the SDK does not ship: asks again until the task has ended."""

    identifier = "io.modelcontextprotocol/tasks"

    def __init__(self) -> None:
        self.made: list[TaskHandle] = []
        self.first = anyio.Event()

    def claims(self) -> Sequence[ResultClaim[Any]]:
        """Take the answers that are tasks."""
        return [ResultClaim(result_type="task", model=TaskHandle, resolve=self._followed)]

    async def _followed(self, handle: TaskHandle, ctx: ClaimContext) -> CallToolResult:
        self.made.append(handle)
        self.first.set()
        while True:
            state = await ctx.session.send_request(GetTask(params=TaskNamed(task_id=handle.task_id)), TaskState)
            if state.status == "completed":
                return CallToolResult.model_validate(state.result)
            if state.status != "working":
                return CallToolResult(content=[TextContent(type="text", text=state.status)], is_error=True)
            await anyio.sleep(0.01)  # a test does not wait as long as a task asks for


class Agent:
    """An agent at the door: lists, calls, and keeps what it was told meanwhile."""

    def __init__(
        self, base_url: str, credential: str, *, era: Era = "modern", name: str = "some-agent", tasks: bool = False,
        opens: Opens | None = None,
    ) -> None:
        self.notes: list[str] = []
        self.first_note = anyio.Event()
        self.told = anyio.Event()
        self.tasks = Tasks()
        self.asked: list[ElicitRequestURLParams] = []
        self._opens = opens
        self._http = httpx2.AsyncClient(
            headers={"Authorization": f"Bearer {credential}"}, timeout=httpx2.Timeout(30, read=300), trust_env=False
        )
        self._client = Client(
            streamable_http_client(f"{base_url}/mcp", http_client=self._http),
            mode="auto" if era == "modern" else "legacy",
            client_info=Implementation(name=name, version="1"),
            message_handler=self._hear,
            extensions=[self.tasks] if tasks else [],
            elicitation_callback=None if opens is None else self._asked_to_open,
        )

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.__aexit__(kind, error, trace)
        await self._http.aclose()

    @property
    def protocol_version(self) -> str:
        """The revision that was agreed on."""
        return self._client.protocol_version

    @property
    def instructions(self) -> str:
        """What the server told the model about itself."""
        return self._client.instructions or ""

    @property
    def promises_changes(self) -> bool:
        """Whether the server said that it tells of changes of the tool list."""
        tools = self._client.server_capabilities.tools
        return tools is not None and bool(tools.list_changed)

    async def tools(self) -> dict[str, Tool]:
        """List the tools, by name, in the order in which they came."""
        return {tool.name: tool for tool in (await self._client.list_tools()).tools}

    async def call(
        self, name: str, arguments: dict[str, Any] | None = None, *, listening: bool = True
    ) -> CallToolResult:
        """Call a tool; progress goes to `notes`, unless this client is not `listening` for any."""
        return await self._client.call_tool(name, arguments, progress_callback=self._note if listening else None)

    async def outcome(self, name: str, arguments: dict[str, Any] | None = None) -> dict[str, Any]:
        """Call a tool and give its structured content."""
        content: dict[str, Any] = (await self.call(name, arguments)).structured_content or {}
        return content

    def changes(self) -> contextlib.AbstractAsyncContextManager[Subscription]:
        """Open a stream of changes of the tool list (modern era)."""
        return self._client.listen(tools_list_changed=True)

    async def _asked_to_open(self, context: Any, params: ElicitRequestParams) -> ElicitResult:
        assert isinstance(params, ElicitRequestURLParams), "nothing but an address is ever asked to be opened"
        assert self._opens is not None
        self.asked.append(params)
        return ElicitResult(action=await self._opens())

    async def _note(self, progress: float, total: float | None, message: str | None) -> None:
        self.notes.append(message or "")
        self.first_note.set()

    async def _hear(self, message: IncomingMessage) -> None:
        if isinstance(message, ToolListChangedNotification):
            self.told.set()
