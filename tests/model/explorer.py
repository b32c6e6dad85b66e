"""A breadth-first explorer of a finite world: every reachable state once, the shortest way to a broken invariant.

It knows nothing of GNAP. A world says where it begins and what may follow; the explorer counts, remembers from where
each state was first reached, and looks afterwards for states from which no end can be reached any more.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from time import process_time
from typing import Generic, NamedTuple, Protocol, TypeVar

S = TypeVar("S", bound=Hashable)


class Edge(NamedTuple, Generic[S]):
    """One move: where it leads, and the name of an invariant that it breaks (None: it breaks none)."""

    state: S
    broken: str | None


class World(Protocol[S]):
    """What can be explored."""

    def initial(self) -> Iterable[S]:
        """Return where a run may begin."""

    def successors(self, state: S) -> Iterable[Edge[S]]:
        """Return every move from a state."""

    def fresh(self, state: S) -> bool:
        """Tell whether a state must be looked at: False where one that can do all the same was looked at before."""

    def words(self, path: list[S]) -> list[str]:
        """Return a path in words: its initial state, then one line for each move."""


@dataclass(frozen=True)
class Found:
    """What an exploration found. `broken` names an invariant and `moves` is a shortest way to break it."""

    states: int
    moves_made: int
    depth: int
    seconds: float
    broken: str | None
    moves: tuple[str, ...]

    def __str__(self) -> str:
        counted = f"{self.states} states, {self.moves_made} moves, depth {self.depth}, {self.seconds:.1f} s"
        if self.broken is None:
            return f"{counted}: every invariant holds"
        told = "\n".join(f"  {number:2}. {move}" for number, move in enumerate(self.moves, 1))
        return f"{counted}: {self.broken} is broken by\n{told}"


def explore(world: World[S], limit: int | None = None) -> Found:
    """Visit every reachable state, nearest first; stop at the first broken invariant, which is then a nearest one.

    Raises OverflowError beyond `limit` states: a bound that was meant to be exhaustive is not.
    """
    began = process_time()
    reached: dict[S, S | None] = dict.fromkeys(world.initial())
    layer, depth, made = list(reached), 0, 0
    while layer:
        following: list[S] = []
        for state in layer:
            for after, broken in world.successors(state):
                made += 1
                if broken is not None:
                    moves = world.words([*_path(reached, state), after])
                    return Found(len(reached), made, depth + 1, process_time() - began, broken, tuple(moves))
                if after not in reached and world.fresh(after):
                    reached[after] = state
                    following.append(after)
        if limit is not None and len(reached) > limit:
            raise OverflowError(f"more than {limit} states")
        layer, depth = following, depth + bool(following)
    return Found(len(reached), made, depth, process_time() - began, None, ())


def reachable(initial: Iterable[S], successors: Callable[[S], Iterable[S]]) -> set[S]:
    """Return every state that can be reached from `initial`, itself included."""
    reached = set(initial)
    waiting = list(reached)
    while waiting:
        for after in successors(waiting.pop()):
            if after not in reached:
                reached.add(after)
                waiting.append(after)
    return reached


def traps(states: set[S], fair: Callable[[S], Iterable[S]], ended: Callable[[S], bool]) -> set[S]:
    """Return the states from which no fair moves lead to an end."""
    before: dict[S, list[S]] = {}
    for state in states:
        for after in fair(state):
            before.setdefault(after, []).append(state)
    good: set[S] = {state for state in states if ended(state)}
    waiting = list(good)
    while waiting:
        for state in before.get(waiting.pop(), ()):
            if state not in good:
                good.add(state)
                waiting.append(state)
    return states - good


def _path(reached: dict[S, S | None], state: S) -> list[S]:
    path = [state]
    while (earlier := reached[path[-1]]) is not None:
        path.append(earlier)
    return path[::-1]
