"""A sick server hurts nobody else: how many calls at once to one origin, and when it is left alone for a while.

Time is `now`, in seconds of a monotonic clock.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from broker.http.addresses import Origin
from broker.http.outcome import Attempt, NoAnswer, NotSent, Unreachable

AT_ONCE: Final = 32  # exchanges with one origin
FAILURES: Final = 5  # in a row, after which an origin is left alone
REST: Final = 30.0  # seconds
_REMEMBERED: Final = 1024  # origins that failed lately


@dataclass
class Circuit:
    """Open after FAILURES failures in a row; after REST seconds one call tries, and its outcome decides."""

    failures: int = 0
    rests_until: float = 0.0
    probing: bool = False

    def admit(self, now: float) -> bool:
        """Decide whether a call may go: return whether it is the one that tries; raise NotSent if it may not."""
        if self.failures < FAILURES:
            return False
        if self.probing or now < self.rests_until:
            raise NotSent(f"this server failed {self.failures} times in a row and is left alone for a while")
        self.probing = True
        return True

    def failed(self, now: float) -> None:
        """Count a failure."""
        self.failures += 1
        if self.failures >= FAILURES:
            self.rests_until = now + REST

    def answered(self) -> None:
        """Forget what was: any answer at all is one."""
        self.failures, self.rests_until = 0, 0.0


@dataclass
class _Line:
    circuit: Circuit = field(default_factory=Circuit)
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    users: int = 0


class Lines:
    """The lines to many origins. With `breaks` they have circuits; a budget they always have."""

    def __init__(self, monotonic: Callable[[], float], *, breaks: bool) -> None:
        self._monotonic = monotonic
        self._breaks = breaks
        self._lines: dict[Origin, _Line] = {}

    @asynccontextmanager
    async def to(self, origin: Origin, attempt: Attempt, seconds: float) -> AsyncIterator[None]:
        """Hold a line for one exchange of at most `seconds`, waiting for a turn included.

        Raises NotSent without a turn, and for the deadline what the attempt says.
        """
        line = self._lines.pop(origin, None) or _Line()
        self._lines[origin] = line  # the latest stand last
        line.users += 1
        try:
            async with self._judged(line):
                try:
                    async with asyncio.timeout(seconds), line.turns, self._admitted(line):
                        attempt.admitted = True
                        yield
                except TimeoutError as why:
                    raise attempt.failed(why) from None
        finally:
            line.users -= 1
            self._forget(origin, line)

    @asynccontextmanager
    async def _judged(self, line: _Line) -> AsyncIterator[None]:
        try:
            yield
        except (Unreachable, NoAnswer):
            line.circuit.failed(self._monotonic())
            raise
        line.circuit.answered()

    @asynccontextmanager
    async def _admitted(self, line: _Line) -> AsyncIterator[None]:
        tries = self._breaks and line.circuit.admit(self._monotonic())
        try:
            yield
        finally:
            if tries:
                line.circuit.probing = False

    def _forget(self, origin: Origin, line: _Line) -> None:
        if not line.users and not (self._breaks and line.circuit.failures):
            del self._lines[origin]
        elif len(self._lines) > _REMEMBERED:
            idle = next((one for one, other in self._lines.items() if not other.users), None)
            if idle is not None:
                del self._lines[idle]
