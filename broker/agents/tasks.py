"""Tasks (extension `io.modelcontextprotocol/tasks`, SEP-2663): a call that waits, as a handle its client asks about.

A task is a view of a grant under the grant's own id, and nothing more is stored: it outlives the process that answered
with it, and every replica knows it. The handle is no secret; it is looked up for the agent that presents it.
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, Final, Literal

from mcp.server import Server, ServerRequestContext
from mcp.shared.exceptions import MCPError
from mcp.shared.inbound import decode_header_value
from mcp.types import (
    HEADER_MISMATCH,
    INVALID_PARAMS,
    METHOD_NOT_FOUND,
    MISSING_REQUIRED_CLIENT_CAPABILITY,
    RequestParams,
)
from mcp_types.version import MODERN_PROTOCOL_VERSIONS
from pydantic import Field
from starlette.requests import Request

from broker.agents import results
from broker.client.view import GrantView

Json = dict[str, Any]
Context = ServerRequestContext[Any, Any]
Status = Literal["working", "completed", "cancelled"]
Look = Callable[[Context, str], Awaitable[GrantView | None]]
Told = Callable[[Context, GrantView], Awaitable[None]]
Withdrawn = Callable[[GrantView], Awaitable[object]]
Answered = Callable[[GrantView, Json], Awaitable[None]]

EXTENSION: Final = "io.modelcontextprotocol/tasks"
POLL_EVERY: Final = 2_000  # milliseconds between two looks of a client that asks again and again
_NEEDED: Final[Json] = {"requiredCapabilities": {"extensions": {EXTENSION: {}}}}


class TaskParams(RequestParams):
    """What `tasks/get` and `tasks/cancel` name."""

    task_id: str = Field(max_length=128)


class UpdateParams(TaskParams):
    """Answers to what a task asked its client for. Ours ask for nothing: the phone is asked."""

    input_responses: Json


def declared(ctx: Context) -> bool:
    """Tell whether this very request said that its client knows tasks; the handshake era has none of this kind."""
    capabilities = ctx.session.client_capabilities
    modern = ctx.protocol_version in MODERN_PROTOCOL_VERSIONS
    return modern and capabilities is not None and EXTENSION in (capabilities.extensions or {})


def require(ctx: Context) -> None:
    """Raise MCPError unless this very request said that its client knows tasks."""
    if not declared(ctx):
        raise MCPError(MISSING_REQUIRED_CLIENT_CAPABILITY, "This client did not declare tasks", data=_NEEDED)


def created(view: GrantView) -> Json:
    """Return the answer to a call that becomes a task (CreateTaskResult)."""
    return {"resultType": "task", **state_of(view)}


def state_of(view: GrantView) -> Json:
    """Return how a task stands, its result included once it has ended; times in RFC 3339, spans in milliseconds."""
    status = _status(view)
    state: Json = {
        "taskId": view.id,
        "status": status,
        "statusMessage": results.in_short(view),
        "createdAt": _time(view.created_at),
        "lastUpdatedAt": _time(view.updated_at),
        "ttlMs": int((view.deadline - view.created_at).total_seconds() * 1000),
        "pollIntervalMs": POLL_EVERY,
    }
    if status == "completed":
        state["result"] = results.of(view).model_dump(by_alias=True, mode="json", exclude_none=True)
    return state


async def _unheard(_view: GrantView, _answers: Json) -> None:
    """Take no notice of what a client answers: its owner is asked, on the phone, and the client never."""


class Tasks:
    """The three methods on tasks.

    `mine` looks a grant up for the caller, `told` notes that its end was handed over, `withdrawn` takes back an ask.
    `state` says how a task stands; `answered` hears what a client answers to a task that asked it for something.
    """

    def __init__(
        self,
        *,
        mine: Look,
        told: Told,
        withdrawn: Withdrawn,
        state: Callable[[GrantView], Json] = state_of,
        answered: Answered = _unheard,
    ) -> None:
        self._mine = mine
        self._told = told
        self._withdrawn = withdrawn
        self._state = state
        self._answered = answered

    def served_by(self, server: "Server[Any]") -> None:
        """Let a server advertise and serve tasks."""
        server.extensions[EXTENSION] = {}
        server.add_request_handler("tasks/get", TaskParams, self._get)
        server.add_request_handler("tasks/update", UpdateParams, self._update)
        server.add_request_handler("tasks/cancel", TaskParams, self._cancel)

    async def _get(self, ctx: Context, params: TaskParams) -> Json:
        view = await self._task(ctx, params)
        if results.is_final(view):
            await self._told(ctx, view)
        return {"resultType": "complete", **self._state(view)}

    async def _update(self, ctx: Context, params: UpdateParams) -> Json:
        await self._answered(await self._task(ctx, params), params.input_responses)
        return {"resultType": "complete"}

    async def _cancel(self, ctx: Context, params: TaskParams) -> Json:
        view = await self._task(ctx, params)
        if results.phase(view) == "pending":  # what was sent cannot be called back; what has ended has ended
            await self._withdrawn(view)
        return {"resultType": "complete"}

    async def _task(self, ctx: Context, params: TaskParams) -> GrantView:
        _check(ctx, params.task_id)
        view = await self._mine(ctx, params.task_id)
        if view is None:
            raise MCPError(INVALID_PARAMS, "Unknown task")
        return view


def _check(ctx: Context, task: str) -> None:
    """Raise MCPError unless the request is of the era of tasks, says that it knows them, and routes to this one."""
    if ctx.protocol_version not in MODERN_PROTOCOL_VERSIONS:
        raise MCPError(METHOD_NOT_FOUND, "Method not found")
    require(ctx)
    if isinstance(ctx.request, Request) and decode_header_value(ctx.request.headers.get("mcp-name")) != task:
        raise MCPError(HEADER_MISMATCH, "The header Mcp-Name is not the taskId")


def _status(view: GrantView) -> Status:
    if results.is_open(view):
        return "working"
    return "cancelled" if view.status == "cancelled" else "completed"


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
