"""The world that is explored: up to two agents' asks, the rules that all share, and how much may still go wrong.

The moves of one ask depend on the shared rules and on that ask alone, so they are worked out once for each such pair
and remembered; the explorer walks their product. Two agents are alike, so their asks are kept in one order (symmetry).
And because asks share nothing else, what two of them can reach together is what each can reach alone: `test_model.py`
checks that at small bounds, and the bounds of decisions §4 are explored an ask at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from tests.model import moves, shipped
from tests.model.explorer import Edge
from tests.model.facts import Facts
from tests.model.invariants import INVARIANTS, Invariant, Step, broken, every_policy_in_force_is_sealed_or_narrower
from tests.model.network import Made
from tests.model.things import LAST_AGE, Lane, Row, Rules
from tests.model.tidy import tidy

FAULTS = ("lost", "late", "twin", "bait", "policy", "freeze", *(f"crash of the {party}" for party in moves.PARTIES))


class State(NamedTuple):
    """Indices into the world's tables: rules, what may still go wrong, and one lane an agent, sorted."""

    rules: int
    left: int
    lanes: tuple[int, ...]


@dataclass(frozen=True)
class Bounds:
    """How many agents ask, for which calls, how often each fault may happen, and how many faults in all."""

    agents: int = 2
    calls: tuple[str, ...] = moves.CALLS_ASKED
    each: int = 1
    faults: int = len(FAULTS)


TOGETHER = Bounds(agents=2, faults=1)  # two asks, and any one thing goes wrong
ALONE = Bounds(agents=1, faults=2)  # one ask, and any two things go wrong
SMALL = {"two asks, one fault": TOGETHER, "one ask, two faults": ALONE}
FULL = Bounds(agents=1)  # one ask, and everything goes wrong once


class Asks:
    """The world within some bounds."""

    def __init__(self, bounds: Bounds, watched: tuple[Invariant, ...] = INVARIANTS) -> None:
        self.bounds, self._watched = bounds, watched
        self._rules: dict[Rules, int] = {}
        self._left: dict[tuple[int, ...], int] = {}
        self._lanes: dict[Lane, int] = {}
        self._all: tuple[list[Rules], list[tuple[int, ...]], list[Lane]] = ([], [], [])
        self._of_lane: dict[tuple[int, int], tuple[tuple[int, int, str | None, str], ...]] = {}
        self._of_all: dict[int, tuple[tuple[int, int, str, str, str | None], ...]] = {}
        self._outcomes: dict[tuple[int, int, str], tuple[tuple[int, str | None], ...]] = {}
        self._seen: dict[tuple[int, tuple[int, ...]], list[int]] = {}
        self._more: dict[tuple[int, int], bool] = {}
        self._paid: dict[tuple[int, int], int | None] = {}

    def initial(self) -> Iterator[State]:
        """Yield the beginnings: nobody has asked yet, under each policy that the owner may have sealed."""
        left = self._number(1, (*(self.bounds.each for _ in FAULTS), self.bounds.faults))
        nothing = self._number(2, Lane())
        for policy in ("ask", "allow"):
            yield State(self._number(0, Rules(policy, policy)), left, (nothing,) * self.bounds.agents)

    def successors(self, state: State) -> Iterator[Edge[State]]:
        """Yield every move from a state."""
        for after, bad, *_ in self._moves(state):
            yield Edge(_in_order(after), bad)

    def fresh(self, state: State) -> bool:
        """Tell whether no state was seen with the same rules and asks in which at least as much may still go wrong."""
        seen = self._seen.setdefault((state.rules, state.lanes), [])
        if any(self._at_least(one, state.left) for one in seen):
            return False
        seen.append(state.left)
        return True

    def _at_least(self, one: int, other: int) -> bool:
        if (one, other) not in self._more:
            have, want = self._all[1][one], self._all[1][other]
            self._more[one, other] = all(left >= right for left, right in zip(have, want, strict=True))
        return self._more[one, other]

    def fair(self, state: State) -> Iterator[State]:
        """Yield where the moves lead that cost nothing: a network that works, an owner who lives."""
        for after, _, _, cost, _ in self._moves(state):
            if cost < 0:
                yield _in_order(after)

    def ended(self, state: State) -> bool:
        """Tell whether every ask has ended and its agent can know how."""
        rows = [self.lane(one).row for one in state.lanes]
        return all(row is None or row.status not in ("pending", "running") for row in rows)

    def closed(self, state: State) -> bool:
        """Tell whether nothing is left to do for any ask: its grant has ended, or only time ends its token."""
        rows = [self.lane(one).row for one in state.lanes]
        return all(row is None or row.state == "finalized" or _only_time(row) for row in rows)

    def situations(self) -> set[tuple[Rules, Lane]]:
        """Return every ask under every rules that was looked at."""
        return {(self._all[0][rules], self.lane(lane)) for rules, lane in self._of_lane}

    def lane(self, number: int) -> Lane:
        """Return a lane by its number."""
        return self._all[2][number]

    def words(self, path: list[State]) -> list[str]:
        """Return one line for each move of a path; the agents keep their names though the asks are sorted."""
        names = ["scout", "rover"][: self.bounds.agents]
        lines = [f"the policy in force is {self._all[0][path[0].rules].policy!r}"]
        for before, after in pairwise(path):
            made, _, words, _, who = self._between(before, after)
            lines.append(f"{names[who]}: {words}" if who >= 0 else words)
            names = [names[place] for place in sorted(range(len(names)), key=lambda place: made.lanes[place])]
        return lines

    def _between(self, before: State, after: State) -> tuple[State, str | None, str, int, int]:
        found = [one for one in self._moves(before) if _in_order(one[0]) == after]
        return next((one for one in found if one[1] is not None), found[0])

    def _moves(self, state: State) -> Iterator[tuple[State, str | None, str, int, int]]:
        """Yield (state unsorted, broken, words, cost, whose) for every move."""
        rules, left, lanes = state
        over = not any(self._all[1][left])
        for who, lane in enumerate(lanes):
            known = self._of_lane.get((rules, lane)) or self._lane_moves(rules, lane)
            for after, cost, bad, words in known:
                if cost >= 0 and over:
                    continue
                paid = left if cost < 0 else self._pay(left, cost)
                if paid is not None:
                    yield State(rules, paid, (*lanes[:who], after, *lanes[who + 1 :])), bad, words, cost, who
        for new, cost, what, words, unsealed in self._shared_moves(rules):
            paid = left if cost < 0 else None if over else self._pay(left, cost)
            if paid is None:
                continue
            for became, bad in self._product(new, lanes, what):
                if (new, became) != (rules, lanes):
                    yield State(new, paid, became), unsealed or bad, words, cost, -1

    def _product(self, new: int, lanes: tuple[int, ...], what: str) -> list[tuple[tuple[int, ...], str | None]]:
        ways: list[tuple[tuple[int, ...], str | None]] = [((), None)]
        for lane in lanes:
            each = self._lane_outcomes(new, lane, what)
            ways = [((*done, number), bad or worse) for done, bad in ways for number, worse in each]
        return ways

    def _lane_moves(self, rules: int, lane: int) -> tuple[tuple[int, int, str | None, str], ...]:
        at, before = self._all[0][rules], self.lane(lane)
        known = tuple(self._judged(at, before, one) for one in moves.of_lane(at, before, self.bounds.calls))
        self._of_lane[rules, lane] = known
        return known

    def _judged(self, rules: Rules, before: Lane, made: Made) -> tuple[int, int, str | None, str]:
        bad = self._broken(rules, before, made.facts, made.lane)
        cost = -1 if made.cost is None else FAULTS.index(made.cost)
        return self._number(2, tidy(made.lane, rules.age)), cost, bad, made.words

    def _broken(self, rules: Rules, before: Lane, facts: Facts, after: Lane) -> str | None:
        return broken(Step(rules, before, facts, after, shipped.says, _rule_digest), self._watched)

    def _shared_moves(self, rules: int) -> tuple[tuple[int, int, str, str, str | None], ...]:
        if rules not in self._of_all:
            self._of_all[rules] = tuple(
                (self._number(0, new), -1 if cost is None else FAULTS.index(cost), what, words, self._unsealed(new))
                for words, cost, new, what in moves.of_all(self._all[0][rules])
            )
        return self._of_all[rules]

    def _unsealed(self, rules: Rules) -> str | None:
        invariant = every_policy_in_force_is_sealed_or_narrower
        holds = invariant not in self._watched or invariant(Step(rules, Lane(), (), Lane(), shipped.says, _rule_digest))
        return None if holds else invariant.__name__

    def _lane_outcomes(self, new: int, lane: int, what: str) -> tuple[tuple[int, str | None], ...]:
        known = self._outcomes.get((new, lane, what))
        if known is None:
            at, before = self._all[0][new], self.lane(lane)
            known = tuple(
                (self._number(2, tidy(one, at.age)), self._broken(at, before, (), one))
                for one in moves.outcomes(at, before, what)
            )
            self._outcomes[new, lane, what] = known
        return known

    def _pay(self, left: int, cost: int) -> int | None:
        if (left, cost) not in self._paid:
            have = list(self._all[1][left])
            affordable = have[cost] > 0 and have[-1] > 0
            have[cost], have[-1] = have[cost] - 1, have[-1] - 1
            rest = tuple(have) if have[-1] else (0,) * len(have)
            self._paid[left, cost] = self._number(1, rest) if affordable else None
        return self._paid[left, cost]

    def _number(self, kind: int, value: object) -> int:
        numbers: dict[object, int] = (self._rules, self._left, self._lanes)[kind]  # type: ignore[assignment]
        number = numbers.get(value)
        if number is None:
            number = numbers[value] = len(numbers)
            self._all[kind].append(value)  # type: ignore[arg-type]
        return number


def _only_time(row: Row) -> bool:
    # a token that came in the last age of the model would expire in the next
    return row.state == "approved" and row.minted == LAST_AGE and row.status not in ("pending", "running")


def _in_order(state: State) -> State:
    rules, left, lanes = state
    return state if len(lanes) < 2 or lanes[0] <= lanes[1] else State(rules, left, (lanes[1], lanes[0]))


def _rule_digest(policy: str, call: str) -> str:
    return str(shipped.decided(policy, call).rule_digest)
