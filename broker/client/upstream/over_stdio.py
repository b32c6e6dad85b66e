"""A conversation with an MCP server that is a program of this computer: started on need, one for all agents, kept.

The handshake (up to 2025-11-25) comes first, as every server but the newest knows it; who refuses it is spoken to as of
2026-07-28. A program that ends is started again for a later call, each time after a longer wait; a call that was under
way is not made twice.
"""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from broker.client.upstream import messages
from broker.client.upstream.child import Child, started
from broker.client.upstream.listing import all_tools
from broker.client.upstream.messages import Json, Refusal
from broker.connectors.model import Program
from broker.http import NoAnswer, NotSent

Variables = Sequence[tuple[str, str]]

CALL_SECONDS: Final = 30.0
ANSWER_SECONDS: Final = 10.0  # for all that comes before a call
LONGEST_WAIT: Final = 60.0  # seconds between two starts of a program that ends without an answer to a call


@dataclass
class StdioLine:
    """One line to a program. `authorising` are environment variables that only it gets, beside those of the file."""

    program: Program
    monotonic: Callable[[], float] = time.monotonic
    call_seconds: float = CALL_SECONDS
    answer_seconds: float = ANSWER_SECONDS
    _child: Child | None = None
    _secrets: tuple[tuple[str, str], ...] = ()
    _modern: bool = False
    _starts: int = 0  # without an answer to a call
    _not_before: float = 0.0
    _opening: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def tools(self, authorising: Variables) -> list[Json]:
        """Return the definitions of the program's tools as they are now. Raises NotSent, NoAnswer, Refusal."""
        async with self._opening:
            child = await self._running(tuple(authorising))
            try:
                return await all_tools(lambda params: self._ask(child, "tools/list", params))
            except NoAnswer:
                await self._put_away()
                raise

    async def call(self, params: Mapping[str, Any], authorising: Variables) -> Json:
        """Call a tool, once, after `tools`. Raises NotSent, NoAnswer, and Refusal where the program ran nothing."""
        child = self._child
        if child is None or tuple(authorising) != self._secrets:
            raise NotSent("the program was ended meanwhile")
        result = await child.ask("tools/call", params, self.call_seconds, modern=self._modern)
        self._starts = 0
        return result

    async def close(self, authorising: Variables) -> None:  # noqa: ARG002 -- a line of another kind says goodbye with it
        """End the program."""
        async with self._opening:
            await self._put_away()

    async def _running(self, secrets: tuple[tuple[str, str], ...]) -> Child:
        child, same = self._child, secrets == self._secrets
        if child is not None and child.alive and same:
            return child
        await self._put_away()
        if same:
            self._wait_a_while()
        self._not_before = self.monotonic() + min(2.0**self._starts, LONGEST_WAIT)
        self._starts += 1
        self._child = child = await started(self.program.command, {**self.program.environment, **dict(secrets)})
        self._secrets = secrets
        try:
            await self._introduce(child)
        except (NoAnswer, asyncio.CancelledError):
            await self._put_away()
            raise
        return child

    def _wait_a_while(self) -> None:
        left = self._not_before - self.monotonic()
        if left > 0:
            raise NotSent(f"its program has ended, and is started again in {left:.0f} seconds")

    async def _introduce(self, child: Child) -> None:
        self._modern = False
        try:
            await self._ask(child, "initialize", messages.introduction())
            child.tell(messages.introduced())
        except Refusal:
            self._modern = True

    async def _ask(self, child: Child, method: str, params: Mapping[str, Any]) -> Json:
        return await child.ask(method, params, self.answer_seconds, modern=self._modern)

    async def _put_away(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            await asyncio.shield(child.end())
