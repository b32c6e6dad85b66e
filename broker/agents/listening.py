"""One `subscriptions/listen` stream (2026-07-28): what its client wants to hear of, and what there is to tell.

Everything told is a level, not an edge: "look again". So each thing waits at most once to be told, however often it
changed meanwhile, and a client that reads nothing costs no more than that.
"""

from collections.abc import AsyncIterator, Iterable
from typing import Any, Final, Literal

import anyio
from mcp.server import ServerRequestContext
from mcp.shared.subscriptions import SUBSCRIPTION_ID_META_KEY
from mcp.types import (
    Notification,
    NotificationParams,
    ServerNotification,
    SubscriptionFilter,
    ToolListChangedNotification,
)
from mcp.types import SubscriptionsAcknowledgedNotification as Acknowledged
from mcp.types import SubscriptionsAcknowledgedNotificationParams as AcknowledgedParams

Json = dict[str, Any]
Context = ServerRequestContext[Any, Any]

TASK_IDS: Final = "taskIds"
TOOLS: Final = ""  # the key of the tool list, beside the ids of tasks


class TaskParams(NotificationParams, extra="allow"):
    """A task as it stands, flat."""


class TaskNotification(Notification[TaskParams, Literal["notifications/tasks"]]):
    """A task moved on (SEP-2663)."""

    method: Literal["notifications/tasks"] = "notifications/tasks"
    params: TaskParams


class Stream:
    """The open stream of one request, and what is still to be told on it."""

    def __init__(self, ctx: Context, *, tools: bool, tasks: Iterable[str]) -> None:
        self._ctx = ctx
        self._tools = tools
        self.tasks = tuple(tasks)
        self._news: dict[str, Json] = {}
        self._rung = anyio.Event()
        self._closed = False

    @property
    def meta(self) -> Json:
        """What marks every message of this stream."""
        return {SUBSCRIPTION_ID_META_KEY: self._ctx.request_id}

    def tools_changed(self) -> None:
        """Tell that the tools changed, if that was asked for."""
        if self._tools:
            self._put(TOOLS, {})

    def task_changed(self, state: Json) -> None:
        """Tell how one of the tasks stands."""
        self._put(state["taskId"], state)

    def close(self) -> None:
        """End the stream once everything was told."""
        self._closed = True
        self._rung.set()

    async def acknowledge(self) -> None:
        """Say first what of the wishes is heard."""
        wishes = {"toolsListChanged": self._tools or None, TASK_IDS: list(self.tasks) or None}
        heard = SubscriptionFilter.model_validate({name: one for name, one in wishes.items() if one is not None})
        await self._send(Acknowledged(params=AcknowledgedParams(notifications=heard, _meta=self.meta)))

    async def tell(self) -> None:
        """Tell what there is to tell until the stream is closed."""
        async for key, state in self._to_tell():
            if key == TOOLS:
                await self._send(ToolListChangedNotification(params=NotificationParams(_meta=self.meta)))
            else:
                await self._send(TaskNotification(params=TaskParams(**state, _meta=self.meta)))

    def _put(self, key: str, state: Json) -> None:
        self._news[key] = state
        self._rung.set()

    async def _to_tell(self) -> AsyncIterator[tuple[str, Json]]:
        while self._news or not self._closed:
            if not self._news:
                await self._rung.wait()
                self._rung = anyio.Event()
            news, self._news = self._news, {}
            for one in news.items():
                yield one

    async def _send(self, notification: Any) -> None:
        sent: ServerNotification = notification  # the SDK knows no extensions' notifications, and sends any model
        await self._ctx.session.send_notification(sent, related_request_id=self._ctx.request_id)
