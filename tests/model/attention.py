"""A person's attention as a world: agents ask, ask again and wait; the shipped `attention.buzz_at` says who is told.

Invariant 11 of the decisions: an ask that waits is told of once, and no crowd of agents tells more than the cap.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

from broker.policy import attention
from tests.model.explorer import Edge
from tests.stand_ins import NOW

MOST = 6  # buzzes in any hour: what the decisions promise, whatever the code says
ASKS = 9  # of all agents together
TICKS = 9  # of ten minutes each: an hour and a half
TICK = timedelta(minutes=10)
HOUR = timedelta(hours=1)


class Heard(NamedTuple):
    """How many asks and ticks are left, and how long ago each buzz was or will be (negative: it is still to come)."""

    asks: int = ASKS
    ticks: int = TICKS
    ago: tuple[timedelta, ...] = ()


class Told(NamedTuple):
    """One move."""

    before: Heard
    did: str
    after: Heard


def no_hour_has_more_buzzes_than_the_cap(step: Told) -> bool:
    """Invariant 11: whichever hour is looked at."""
    ago = step.after.ago
    return all(sum(first - HOUR < other <= first for other in ago) <= MOST for first in ago)


def somebody_is_told_of_the_first(step: Told) -> bool:
    """The cap silences a crowd, never the first who asks."""
    return step.did != "ask" or bool(step.before.ago) or bool(step.after.ago)


Rule = Callable[[Told], bool]
ATTENTION_INVARIANTS: tuple[Rule, ...] = (no_hour_has_more_buzzes_than_the_cap, somebody_is_told_of_the_first)


class Attention:
    """The world: in every order, new agents ask and time passes."""

    def __init__(self, watched: tuple[Rule, ...] = ATTENTION_INVARIANTS) -> None:
        self._watched = watched

    def initial(self) -> Iterator[Heard]:
        """Yield the one beginning: nobody has asked yet."""
        yield Heard()

    def successors(self, state: Heard) -> Iterator[Edge[Heard]]:
        """Yield every move from a state."""
        for step in _moves(state):
            yield Edge(step.after, next((one.__name__ for one in self._watched if not one(step)), None))

    def fresh(self, state: Heard) -> bool:
        """Tell that every state is looked at."""
        return True

    def words(self, path: list[Heard]) -> list[str]:
        """Return one line for each move."""
        return [next(step.did for step in _moves(one) if step.after == after) for one, after in pairwise(path)]


def _moves(state: Heard) -> Iterator[Told]:
    if state.asks:
        at = attention.buzz_at(NOW, [NOW - ago for ago in state.ago], attention.Standing(None, last_approved=False))
        ago = state.ago if at is None else tuple(sorted((*state.ago, NOW - at)))
        yield Told(state, "ask", state._replace(asks=state.asks - 1, ago=ago))
    if state.ticks:
        ago = tuple(one + TICK for one in state.ago if one < 2 * HOUR)
        yield Told(state, "ten minutes pass", state._replace(ticks=state.ticks - 1, ago=ago))
