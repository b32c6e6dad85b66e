"""Exchanges that go on side by side: who keeps us waiting holds up nobody else's."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable

Exchange = Coroutine[None, None, None]
MOST_UNDER_WAY = 500


class SideBySide:
    """At most about `most` exchanges at once; `failed` is told of every exception that ends one."""

    def __init__(self, failed: Callable[[BaseException], None], most: int = MOST_UNDER_WAY) -> None:
        self._failed = failed
        self._most = most
        self._under_way: set[asyncio.Task[None]] = set()

    async def go_on(self, exchanges: Iterable[Exchange], within: float | None = None) -> None:
        """Begin them and wait for them, `within` seconds at most: what is still under way goes on by itself.

        Raises what one of them raised in that time. With too many under way it waits until one has ended.
        """
        begun = [asyncio.create_task(one) for one in exchanges]
        self._under_way.update(begun)
        for task in begun:
            task.add_done_callback(self._ended)
        if begun:
            done, _ = await asyncio.wait(begun, timeout=within)
            for task in done:
                task.result()
        if len(self._under_way) >= self._most:
            await asyncio.wait(self._under_way, return_when=asyncio.FIRST_COMPLETED)

    async def close(self) -> None:
        """Cut off what is under way: whoever began it has written down where to go on."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        if not task.cancelled() and (why := task.exception()) is not None:
            self._failed(why)
