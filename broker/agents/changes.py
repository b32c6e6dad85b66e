"""Telling one agent, and no other, that its tools have changed, or that a task of its own has moved on.

Modern clients hold a `subscriptions/listen` stream open; clients of the handshake era have a session with a stream of
its own. Both are kept by agent. A wakeup for `agent:{name}`, or for a grant, reaches the streams in every process of
the broker. A stream ends with what its caller came in with: at once where that was revoked, soon where it expired.
"""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final

import anyio
import structlog
from anyio import CancelScope
from anyio.abc import TaskGroup, TaskStatus
from mcp.server import ServerRequestContext
from mcp.server.session import ServerSession
from mcp.shared.exceptions import MCPError
from mcp.types import INTERNAL_ERROR, SubscriptionsListenRequestParams, SubscriptionsListenResult

from broker.agents.credentials import Caller
from broker.agents.listening import TASK_IDS, Stream
from broker.store import StoreUnavailable
from broker.wakeups import Wakeups

log = structlog.get_logger(__name__)

Context = ServerRequestContext[Any, Any]

STREAMS_PER_AGENT: Final = 32
TASKS_PER_STREAM: Final = 64
LOOK_AGAIN: Final = 10.0  # seconds between two looks at a task that nothing rang for: a hint may be lost
ENDED_WITHIN: Final = 30.0  # seconds from when a credential expires, which rings nothing, to the end of its streams
WRITE_WITHIN: Final = 2.0  # seconds for one client to take a notification; one that reads nothing holds up nobody


Look = Callable[[str], Awaitable[dict[str, Any] | None]]  # how a task of the listener's own stands; None: it has none


class Streams:
    """The open streams of one agent. Being kept apart is what keeps other agents from hearing."""

    def __init__(self) -> None:
        self.modern: set[Stream] = set()
        self.sessions: dict[str, tuple[Caller, ServerSession]] = {}
        self.kept: dict[CancelScope, Caller] = {}


class Changes:
    """All agents' streams.

    `lasts` tells whether what a caller came in with is in force; `live` whether a session of the handshake era exists.
    """

    def __init__(
        self, wakeups: Wakeups, *, lasts: Callable[[Caller], Awaitable[bool]], live: Callable[[str], bool]
    ) -> None:
        self._wakeups = wakeups
        self._lasts = lasts
        self._live = live
        self._streams: dict[str, Streams] = {}
        self._tasks: TaskGroup | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Listen for wakeups, for as long as the context is open, on behalf of the agents that have streams."""
        async with anyio.create_task_group() as self._tasks:
            yield
            self._tasks.cancel_scope.cancel()
        self._tasks = None

    async def listen(
        self, caller: Caller, ctx: Context, params: SubscriptionsListenRequestParams, look: Look
    ) -> SubscriptionsListenResult:
        """Serve one modern stream until its client leaves: changes of the tool list, and of tasks of the agent's own.

        An unknown task and another's are left out of what is acknowledged, alike. Raises MCPError above the limit.
        """
        streams = await self._of(caller.agent)
        if len(streams.modern) >= STREAMS_PER_AGENT:
            raise MCPError(INTERNAL_ERROR, f"This agent has {STREAMS_PER_AGENT} open streams; close one first")
        wanted = params.notifications
        stream = Stream(ctx, tools=wanted.tools_list_changed is True, lasts=lambda: self._lasts(caller))
        streams.modern.add(stream)  # before anything is waited for: of many that come at once no more get in
        try:
            stream.tasks = tuple([task for task in _named(wanted.model_extra or {}) if await look(task) is not None])
            await self._serve(stream, look)
        finally:
            streams.modern.discard(stream)
        return SubscriptionsListenResult(_meta=stream.meta)

    async def _serve(self, stream: Stream, look: Look) -> None:
        await stream.acknowledge()
        async with anyio.create_task_group() as watching:
            for task in stream.tasks:
                watching.start_soon(self._watch, stream, task, look)
            await stream.tell()
            watching.cancel_scope.cancel()

    async def _watch(self, stream: Stream, task: str, look: Look) -> None:
        """Tell how a task stands, at first and whenever that changed, until it has ended."""
        told = None
        async with self._wakeups.listen(f"grant:{task}") as ring:
            while told is None or told["status"] == "working":
                with contextlib.suppress(StoreUnavailable):
                    if (state := await look(task)) is None:
                        return
                    if state != told:
                        stream.task_changed(told := state)
                        continue
                await ring.wait(LOOK_AGAIN)

    @asynccontextmanager
    async def kept(self, caller: Caller) -> AsyncIterator[None]:
        """Let what is done in this context go on for as long as what `caller` came in with is in force."""
        streams = await self._of(caller.agent)
        with CancelScope() as scope:
            streams.kept[scope] = caller
            try:
                yield
            finally:
                del streams.kept[scope]

    async def remember(self, caller: Caller, session_id: str, session: ServerSession) -> None:
        """Keep a session of the handshake era for telling it later, and forget those that have ended.

        Where an agent has its fill, the one that listed its tools longest ago makes room: most such were left behind.
        """
        streams = await self._of(caller.agent)
        self._forget_ended(streams)
        streams.sessions.pop(session_id, None)
        if len(streams.sessions) >= STREAMS_PER_AGENT:
            del streams.sessions[next(iter(streams.sessions))]
        streams.sessions[session_id] = (caller, session)

    async def tell(self, agent: str) -> None:
        """Tell every stream of `agent` here that its tools changed, and end those that may hear no more."""
        streams = self._streams.get(agent)
        if streams is None:
            return
        for stream in streams.modern:
            stream.tools_changed()
        await self._end_kept(streams)
        await self._forget_unwelcome(streams)
        for _, session in list(streams.sessions.values()):
            await _notify(session)

    async def _look(self, agent: str) -> None:
        """End the streams of `agent` here that may hear no more; all of them where this process is about to end."""
        streams = self._streams[agent]
        for stream in streams.modern:
            stream.close() if self._wakeups.stopping else stream.look()
        await self._end_kept(streams)
        await self._forget_unwelcome(streams)

    async def _end_kept(self, streams: Streams) -> None:
        for scope, caller in list(streams.kept.items()):
            if self._wakeups.stopping or not await self._lasts(caller):
                scope.cancel()

    async def _forget_unwelcome(self, streams: Streams) -> None:
        self._forget_ended(streams)
        for known, (caller, _) in list(streams.sessions.items()):
            if self._wakeups.stopping or not await self._lasts(caller):
                streams.sessions.pop(known, None)

    async def _of(self, agent: str) -> Streams:
        """Return the agent's streams; the first one starts the listening for its wakeups."""
        if agent not in self._streams:
            self._streams[agent] = Streams()
            if self._tasks is None:
                raise RuntimeError("the door is used outside its lifespan")
            with anyio.CancelScope(shield=True):  # its first caller may hang up; the relay is for all of them
                await self._tasks.start(self._relay, agent)
        return self._streams[agent]

    def _forget_ended(self, streams: Streams) -> None:
        streams.sessions = {known: session for known, session in streams.sessions.items() if self._live(known)}

    async def _relay(self, agent: str, *, task_status: TaskStatus[None] = anyio.TASK_STATUS_IGNORED) -> None:
        async with self._wakeups.listen(f"agent:{agent}") as ring:
            task_status.started()
            while True:
                rung = await ring.wait(ENDED_WITHIN)
                await self._safely(self.tell if rung and not self._wakeups.stopping else self._look, agent)

    async def _safely(self, done: Callable[[str], Awaitable[None]], agent: str) -> None:
        try:
            await done(agent)
        except Exception as error:  # noqa: BLE001 -- a store that is away for a moment must not end the relay
            log.warning("tools/list_changed not told", agent=agent, error=type(error).__name__)


def _named(more: Mapping[str, Any]) -> list[str]:
    """Return the tasks that a client names, each once and at most so many."""
    ids = more.get(TASK_IDS)
    named = dict.fromkeys(one for one in ids if isinstance(one, str)) if isinstance(ids, list) else {}
    return list(named)[:TASKS_PER_STREAM]


async def _notify(session: ServerSession) -> None:
    try:
        with anyio.move_on_after(WRITE_WITHIN):
            await session.send_tool_list_changed()
    except (anyio.ClosedResourceError, anyio.BrokenResourceError):
        log.debug("session ended before it could be told")
