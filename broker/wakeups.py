"""Telling a waiter, in this process or another, that a row changed. A wakeup is a hint; the row is the truth.

A waiter listens first, then reads the row, then waits, so nothing published in between is missed; where hints can be
lost it also times out and reads again, so losing every wakeup costs latency and nothing else. `LocalWakeups` serves one
process. `NotifyWakeups` is fed by the store from PostgreSQL's NOTIFY, `RedisWakeups` by a Redis channel; both go
through the local one.
"""

import asyncio
import contextlib
import threading
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Protocol, Self

import structlog

log = structlog.get_logger(__name__)

CHANNEL = "countersign:wakeups"
RECONNECT_SECONDS = (0.1, 0.5, 2.0, 5.0)  # then every five seconds
BACKLOG = 10_000  # hints waiting for a Redis that does not answer; further ones are dropped


class Ring:
    """One waiter's bell for one key."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake the waiter. Safe from any thread; a waiter whose loop has ended is beyond telling."""
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._rung.set)

    async def wait(self, seconds: float) -> bool:
        """Return True as soon as the key was published since `listen` or since the last wait, False after `seconds`."""
        try:
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        except TimeoutError:
            return False
        self._rung.clear()
        return True


class Wakeups(Protocol):
    """Listening and publishing, whatever carries it. Entered and left as an async context by the one who made it."""

    def listen(self, key: str) -> AbstractAsyncContextManager[Ring]:
        """Return a context in which everything published for `key` rings its bell."""

    async def wait(self, key: str, timeout: float) -> bool:  # noqa: ASYNC109 -- part of the contract; returns, never raises
        """Return True when `key` was published within `timeout` seconds."""

    def publish(self, key: str) -> None:
        """Wake every listener of `key`. Never blocks, never raises; safe from any thread."""

    def hears_others(self) -> bool:
        """Tell whether hints from other processes arrive now; True where there are no others."""

    @property
    def certain(self) -> bool:
        """Whether no hint can be lost, because none leaves this process: then nobody need look without one."""

    @property
    def stopping(self) -> bool:
        """Whether this process is about to end: whoever waits on behalf of somebody else answers now."""

    def stop(self) -> None:
        """Wake everybody of this process for the last time, `stopping` being true from now on."""

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class LocalWakeups:
    """Wakeups within this process."""

    def __init__(self) -> None:
        self._rings: defaultdict[str, set[Ring]] = defaultdict(set)
        self._lock = threading.Lock()
        self._stopping = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    @contextlib.asynccontextmanager
    async def listen(self, key: str) -> AsyncIterator[Ring]:
        """Give a bell that rings for everything published for `key` from now on."""
        ring = Ring(asyncio.get_running_loop())
        with self._lock:
            self._rings[key].add(ring)
        try:
            yield ring
        finally:
            with self._lock:
                self._rings[key].discard(ring)
                if not self._rings[key]:
                    del self._rings[key]

    async def wait(self, key: str, timeout: float) -> bool:  # noqa: ASYNC109 -- part of the contract; returns, never raises
        """Return True when `key` was published within `timeout` seconds."""
        async with self.listen(key) as ring:
            return await ring.wait(timeout)

    def publish(self, key: str) -> None:
        """Wake this process's listeners of `key`."""
        self.ring(key)

    def hears_others(self) -> bool:
        """Return True: there are no others."""
        return True

    @property
    def certain(self) -> bool:
        """Return True: the writer rings by itself, after COMMIT."""
        return True

    def ring(self, key: str) -> None:
        """Ring the bells of this process only: for a hint that came from outside."""
        with self._lock:
            rings = tuple(self._rings.get(key, ()))
        for ring in rings:
            ring.ring()

    @property
    def stopping(self) -> bool:
        """Whether `stop` was called."""
        return self._stopping

    def stop(self) -> None:
        """Let everybody who waits look up, and see that this process is about to end."""
        self._stopping = True
        self.ring_all()

    def ring_all(self) -> None:
        """Wake everybody: hints may have been lost while a connection was down, so each reads its row again."""
        with self._lock:
            rings = [ring for rings in self._rings.values() for ring in rings]
        for ring in rings:
            ring.ring()


class NotifyWakeups(LocalWakeups):
    """Wakeups between processes on one PostgreSQL: the store sends NOTIFY in the transaction and rings what arrives."""

    def __init__(self) -> None:
        super().__init__()
        self.heard = threading.Event()  # set by the store's listener while it listens

    def hears_others(self) -> bool:
        """Tell whether the store listens for notifications now."""
        return self.heard.is_set()

    @property
    def certain(self) -> bool:
        """Return False: a connection may break between two notifications."""
        return False


class RedisWakeups(LocalWakeups):
    """Wakeups between processes through one Redis channel. Works, within this process, while Redis is away."""

    def __init__(self, url: str) -> None:
        # here: the driver is slow to load, and most brokers have no use for it
        from redis.asyncio import Redis
        from redis.exceptions import RedisError

        super().__init__()
        self._away = (RedisError, OSError, TimeoutError)
        self._redis: Redis = Redis.from_url(url, socket_connect_timeout=2, socket_timeout=5, health_check_interval=15)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._outgoing: asyncio.Queue[str] = asyncio.Queue(BACKLOG)
        self._tasks: tuple[asyncio.Task[None], ...] = ()
        self._subscribed = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        self._tasks = (asyncio.create_task(self._receive_for_ever()), asyncio.create_task(self._send_for_ever()))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._loop = None
        await self._redis.aclose()

    async def connected(self, seconds: float) -> bool:
        """Return whether the channel is subscribed, waiting for it at most so long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._subscribed.wait()
        return self._subscribed.is_set()

    def hears_others(self) -> bool:
        """Tell whether the channel is subscribed now."""
        return self._subscribed.is_set()

    @property
    def certain(self) -> bool:
        """Return False: Redis keeps nothing for whoever is not there."""
        return False

    def publish(self, key: str) -> None:
        """Wake this process's listeners at once and the others through Redis, soon."""
        self.ring(key)
        with contextlib.suppress(RuntimeError):  # the loop has ended: only latency is lost
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._put, key)

    def _put(self, key: str) -> None:
        try:
            self._outgoing.put_nowait(key)
        except asyncio.QueueFull:
            log.warning("wakeup dropped: Redis does not answer", key=key)

    async def _send_for_ever(self) -> None:
        while True:
            key = await self._outgoing.get()
            try:
                await self._redis.publish(CHANNEL, key)
            except self._away as error:
                log.warning("wakeup not sent: other processes notice at their next reading", error=type(error).__name__)
            _end_if_told_to()

    async def _receive_for_ever(self) -> None:
        failures = 0
        while True:
            try:
                async with self._redis.pubsub() as channel:
                    await channel.subscribe(CHANNEL)
                    async for message in channel.listen():
                        _end_if_told_to()
                        failures = 0
                        self._received(message)
            except self._away as error:
                log.warning("Redis is away: wakeups between processes are late", error=type(error).__name__)
            _end_if_told_to()
            self._lost()
            await asyncio.sleep(RECONNECT_SECONDS[min(failures, len(RECONNECT_SECONDS) - 1)])
            failures += 1

    def _lost(self) -> None:
        if self._subscribed.is_set():
            self._subscribed.clear()
            self.ring_all()  # who counted on hints looks, and from now on by itself

    def _received(self, message: dict[str, object]) -> None:
        if message["type"] == "subscribe":
            self._subscribed.set()
            self.ring_all()  # what was published before we listened is unknown
        elif message["type"] == "message" and isinstance(data := message["data"], bytes):
            self.ring(data.decode("utf-8", "replace"))


def _end_if_told_to() -> None:
    """Raise CancelledError where this task was cancelled: redis 8.1 may swallow that, and answer or fail instead."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
