"""One `subscriptions/listen` stream (2026-07-28): what its client wants to hear of, and what there is to tell.

Everything told is a level, not an edge: "look again". So each thing waits at most once to be told, however often it
changed meanwhile, and a client that reads nothing costs no more than that.
"""

import contextlib
from collections.abc import Awaitable, Callable
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

from broker.store import StoreUnavailable

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
    """The open stream of one request, and what is still to be told on it. `lasts`: whether its caller may hear more."""

    def __init__(self, ctx: Context, *, tools: bool, lasts: Callable[[], Awaitable[bool]]) -> None:
        self._ctx = ctx
        self._tools = tools
        self._lasts = lasts
        self.tasks: tuple[str, ...] = ()
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
            self._news[TOOLS] = {}
        self.look()

    def task_changed(self, state: Json) -> None:
        """Tell how one of the tasks stands."""
        self._news[state["taskId"]] = state
        self.look()

    def look(self) -> None:
        """Let the stream see whether it may go on."""
        self._rung.set()

    def close(self) -> None:
        """End the stream once everything was told."""
        self._closed = True
        self.look()

    async def acknowledge(self) -> None:
        """Say first what of the wishes is heard."""
        wishes = {"toolsListChanged": self._tools or None, TASK_IDS: list(self.tasks) or None}
        heard = SubscriptionFilter.model_validate({name: one for name, one in wishes.items() if one is not None})
        await self._send(Acknowledged(params=AcknowledgedParams(notifications=heard, _meta=self.meta)))

    async def tell(self) -> None:
        """Tell what there is to tell until the stream is closed, or its caller may hear no more.

        While the database is away nobody knows that, and what there is to tell waits.
        """
        while not self._closed or self._news:
            await self._rung.wait()
            self._rung = anyio.Event()
            with contextlib.suppress(StoreUnavailable):
                if not await self._lasts():
                    return
                await self._tell_news()

    async def _tell_news(self) -> None:
        news, self._news = self._news, {}
        for key, state in news.items():
            if key == TOOLS:
                await self._send(ToolListChangedNotification(params=NotificationParams(_meta=self.meta)))
            else:
                await self._send(TaskNotification(params=TaskParams(**state, _meta=self.meta)))

    async def _send(self, notification: Any) -> None:
        sent: ServerNotification = notification  # the SDK knows no extensions' notifications, and sends any model
        await self._ctx.session.send_notification(sent, related_request_id=self._ctx.request_id)
