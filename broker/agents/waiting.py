"""Holding a call while a human decides: bounded, with progress, and free to be let go of at any moment.

Nothing here changes a grant. A hold that ends, is cancelled or never starts leaves the row as it is, and the next call
that asks about it is held in the same way.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import anyio
from mcp.server import ServerRequestContext

from broker.agents.results import in_short, is_open
from broker.client.view import GrantView
from broker.store import StoreUnavailable
from broker.wakeups import Wakeups

GOLDEN = 0.6180339887  # its multiples, of which only the fraction counts, lie apart evenly however many there are
Look = Callable[[], Awaitable[GrantView | None]]
Context = ServerRequestContext[Any, Any]


@dataclass(frozen=True)
class HoldTimes:
    """How long a request is held, in seconds, by what its client is known to bear; how many of an agent's at once.

    Most clients give up after 60 s and do not reset that clock on progress; the patient ones wait 300 s.
    """

    without_progress: float = 45.0
    with_progress: float = 50.0
    patient: float = 240.0
    patient_clients: tuple[str, ...] = ("claude-code", "codex")
    brief: float = 5.0  # of a client that knows tasks, for a call that its policy allows
    note_every: float = 10.0
    look_every: int = 3  # notes to a look that nothing rang for: a hint that was lost is made up for
    unheard: float = 0.5  # between two looks while hints from other brokers are lost: a freeze is told within a second
    at_once: int = 64

    def bound(self, *, progress: bool, client: str) -> float:
        """Return how long to hold a request of `client` (as it calls itself), which may have asked for progress."""
        if client.lower().startswith(self.patient_clients):
            return self.patient
        return self.with_progress if progress else self.without_progress


class Waiting:
    """The held requests of all agents."""

    def __init__(self, wakeups: Wakeups, times: HoldTimes) -> None:
        self._wakeups = wakeups
        self._times = times
        self._held: Counter[str] = Counter()
        self._turns = 0

    async def hold(
        self, ctx: Context, view: GrantView, look: Look, *, briefly: bool = False, at_most: timedelta | None = None
    ) -> GrantView | None:
        """Return the grant as it is when it has ended, or when the bound is reached; None if it is gone.

        Tells progress at once and then at intervals to a client that asked for it. An agent that already has its fill
        of held requests is answered without waiting. `briefly`: as long as a call takes that nobody is asked about;
        `at_most` is the bound of this agent, whatever its client bears.
        """
        if not is_open(view):
            return view
        with self._place(view.agent) as free:
            bounds = [self._seconds(ctx), *([self._times.brief] if briefly else [])]
            bounds += [at_most.total_seconds()] if at_most is not None else []
            return await self._wait(ctx, view, look, min(bounds) if free else 0.0)

    async def _wait(self, ctx: Context, view: GrantView, look: Look, seconds: float) -> GrantView | None:
        until = anyio.current_time() + seconds
        async with self._wakeups.listen(f"grant:{view.id}") as ring:
            # Looked at again only now that the ring is heard: a decision made in between is not missed.
            seen, missed = await _look_again(look, view)
            notes, pauses = 0, self._pauses()
            while seen is not None and is_open(seen):
                notes += 1
                await ctx.session.report_progress(notes, None, in_short(seen))
                left = until - anyio.current_time()
                if left <= 0 or self._wakeups.stopping:
                    break
                heard, pause = self._wakeups.hears_others(), next(pauses)
                rang = await ring.wait(min(left, pause if heard else self._times.unheard))
                if rang or missed or not heard or left <= pause or self._makes_up(notes):
                    seen, missed = await _look_again(look, seen)
            return seen

    def _makes_up(self, notes: int) -> bool:
        """Tell whether to look for a hint that may have been lost: a thousand held calls would else read as often."""
        return not self._wakeups.certain and notes % self._times.look_every == 0

    def _pauses(self) -> Iterator[float]:
        """Yield the seconds between notes, the first cut to another length for each hold: not all at one moment."""
        self._turns += 1
        yield self._times.note_every * (1 - self._turns * GOLDEN % 1 / 2)
        while True:
            yield self._times.note_every

    def _seconds(self, ctx: Context) -> float:
        params = ctx.session.client_params
        client = "" if params is None else params.client_info.name
        return self._times.bound(progress=_wants_progress(ctx), client=client)

    @contextmanager
    def _place(self, agent: str) -> Iterator[bool]:
        free = self._held[agent] < self._times.at_once
        self._held[agent] += 1
        try:
            yield free
        finally:
            self._held[agent] -= 1
            if not self._held[agent]:
                del self._held[agent]


async def _look_again(look: Look, last: GrantView) -> tuple[GrantView | None, bool]:
    """Return the grant, and whether the look was missed: while the database is away it stands as it was seen last."""
    try:
        return await look(), False
    except StoreUnavailable:
        return last, True


def _wants_progress(ctx: Context) -> bool:
    return ctx.meta is not None and ctx.meta.get("progress_token") is not None
