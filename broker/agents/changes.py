"""Telling one agent, and no other, that its tools have changed.

Modern clients hold a `subscriptions/listen` stream open; clients of the handshake era have a session with a stream of
its own. Both are kept by agent. A wakeup for `agent:{name}` reaches the streams in every process of the broker.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Final

import anyio
import structlog
from anyio.abc import TaskGroup, TaskStatus
from mcp.server import ServerRequestContext
from mcp.server.session import ServerSession
from mcp.server.subscriptions import InMemorySubscriptionBus, ListenHandler, ToolsListChanged
from mcp.types import SubscriptionFilter, SubscriptionsListenRequestParams, SubscriptionsListenResult

from broker.wakeups import Wakeups

log = structlog.get_logger(__name__)

Context = ServerRequestContext[Any, Any]

STREAMS_PER_AGENT: Final = 32
WAIT_AGAIN_AFTER: Final = 3600.0  # seconds; a wait ends some time, and begins anew
WRITE_WITHIN: Final = 2.0  # seconds for one client to take a notification; one that reads nothing holds up nobody


class Streams:
    """The open streams of one agent. A bus of its own is what keeps other agents from hearing."""

    def __init__(self) -> None:
        self.bus = InMemorySubscriptionBus()
        self.modern = ListenHandler(self.bus, max_subscriptions=STREAMS_PER_AGENT)
        self.sessions: dict[str, ServerSession] = {}


class Changes:
    """All agents' streams.

    `welcome` tells whether an agent is known and not revoked; `live` whether a session of the handshake era exists.
    """

    def __init__(
        self, wakeups: Wakeups, *, welcome: Callable[[str], Awaitable[bool]], live: Callable[[str], bool]
    ) -> None:
        self._wakeups = wakeups
        self._welcome = welcome
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
        self, agent: str, ctx: Context, params: SubscriptionsListenRequestParams
    ) -> SubscriptionsListenResult:
        """Serve one modern stream until its client leaves. Only changes of the tool list are ever told on it."""
        streams = await self._of(agent)
        wanted = SubscriptionFilter(tools_list_changed=params.notifications.tools_list_changed)
        return await streams.modern(ctx, params.model_copy(update={"notifications": wanted}))

    async def remember(self, agent: str, session_id: str, session: ServerSession) -> None:
        """Keep a session of the handshake era for telling it later, and forget those that have ended."""
        streams = await self._of(agent)
        self._forget_ended(streams)
        if len(streams.sessions) < STREAMS_PER_AGENT or session_id in streams.sessions:
            streams.sessions[session_id] = session

    async def tell(self, agent: str) -> None:
        """Tell every stream of `agent` here that its tools changed; end them if it is welcome no longer, or we stop."""
        streams = self._streams.get(agent)
        if streams is None:
            return
        if self._wakeups.stopping or not await self._welcome(agent):
            streams.sessions.clear()
            streams.modern.close()
            return
        await streams.bus.publish(ToolsListChanged())
        self._forget_ended(streams)
        for session in list(streams.sessions.values()):
            await _notify(session)

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
                if await ring.wait(WAIT_AGAIN_AFTER):
                    await self._tell_safely(agent)

    async def _tell_safely(self, agent: str) -> None:
        try:
            await self.tell(agent)
        except Exception as error:  # noqa: BLE001 -- a store that is away for a moment must not end the relay
            log.warning("tools/list_changed not told", agent=agent, error=type(error).__name__)


async def _notify(session: ServerSession) -> None:
    try:
        with anyio.move_on_after(WRITE_WITHIN):
            await session.send_tool_list_changed()
    except (anyio.ClosedResourceError, anyio.BrokenResourceError):
        log.debug("session ended before it could be told")
