"""A wakeup is a hint: never missed while somebody listens, and losing Redis costs latency only."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from broker.wakeups import LocalWakeups, RedisWakeups
from tests.home import WAIT, home
from tests.services import RedisServer

pytestmark = pytest.mark.anyio

SOON = 10.0  # seconds within which a wakeup must have come on a busy machine


async def test_a_listener_is_woken_by_its_own_key_only() -> None:
    wakeups = LocalWakeups()
    async with wakeups.listen("grant:1") as mine, wakeups.listen("grant:2") as other:
        wakeups.publish("grant:1")
        assert await mine.wait(SOON)
        assert not await other.wait(0)


async def test_what_is_published_between_listening_and_waiting_is_not_missed() -> None:
    wakeups = LocalWakeups()
    async with wakeups.listen("grant:1") as ring:
        await asyncio.to_thread(wakeups.publish, "grant:1")
        assert await ring.wait(SOON)
        assert not await ring.wait(0), "one hint rings once"


async def test_a_wakeup_before_anybody_listened_is_nobodys() -> None:
    wakeups = LocalWakeups()
    wakeups.publish("grant:1")
    assert not await wakeups.wait("grant:1", 0)


@pytest.mark.redis
async def test_a_waiter_in_another_replica_is_woken_through_redis(redis_server: RedisServer) -> None:
    async with RedisWakeups(redis_server.url) as one, RedisWakeups(redis_server.url) as other:
        assert await one.connected(SOON)
        assert await other.connected(SOON)
        async with other.listen("grant:1") as there, one.listen("grant:1") as here:
            one.publish("grant:1")
            assert await here.wait(SOON)
            while not await there.wait(SOON):
                pytest.fail("the other replica was not woken")


@pytest.mark.redis
async def test_while_redis_is_away_this_process_still_wakes_and_the_others_do_again_afterwards(
    redis_server: RedisServer,
) -> None:
    async with RedisWakeups(redis_server.url) as one, RedisWakeups(redis_server.url) as other:
        assert await one.connected(SOON)
        assert await other.connected(SOON)
        async with one.listen("grant:1") as here:
            redis_server.stop()
            assert await here.wait(SOON), "who counted on hints looks, and sees that none come"
            assert not one.hears_others()
            one.publish("grant:1")
            assert await here.wait(SOON)
        redis_server.start()
        async with other.listen("grant:1") as there:
            assert await there.wait(SOON), "after a gap everybody looks again"


class _Deaf:
    """A driver that takes being cancelled for the end of what it waits for, and answers or fails."""

    def __init__(self, failure: Exception | None) -> None:
        self.began = asyncio.Event()
        self._failure = failure

    async def publish(self, *_: object) -> int:
        try:
            self.began.set()
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            if self._failure is not None:
                raise self._failure from None
        return 0

    async def subscribe(self, *_: object) -> None:
        await self.publish()

    async def listen(self) -> AsyncIterator[dict[str, object]]:
        yield {"type": "message", "data": b"grant:1"}
        await self.publish()
        yield {"type": "message", "data": b"grant:1"}

    @contextlib.asynccontextmanager
    async def pubsub(self) -> AsyncIterator["_Deaf"]:
        yield self

    async def aclose(self) -> None:
        pass


@pytest.mark.parametrize("failure", [None, OSError("gone")], ids=["answers", "fails"])
async def test_leaving_ends_at_once_though_the_driver_swallows_that_it_was_cancelled(failure: Exception | None) -> None:
    wakeups = RedisWakeups("redis://localhost:1/0")
    deaf = _Deaf(failure)
    setattr(wakeups, "_redis", deaf)  # noqa: B010 -- a driver that misbehaves
    async with asyncio.timeout(SOON):
        async with wakeups:
            wakeups.publish("grant:1")
            await deaf.began.wait()
            await asyncio.sleep(0)


@pytest.mark.redis
async def test_losing_redis_changes_no_outcome(
    tmp_path: Path, redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTERSIGN_REDIS_URL", redis_server.url)
    async with home(tmp_path) as here:
        asked = await here.pending()
        redis_server.stop()
        await here.approve()
        await here.later(WAIT)
        assert (await here.view(asked.id)).status == "done"
        assert len(here.payments()) == 1
