"""A grant at a foreign server behind a rule that asks (R3): the shipped schedule and decision, in every order of moves.

Driven are `steps.next_step`, `deciding._decided` and `exchange.ended`; the owner may say yes, no, or take the yes back,
the agent may give it back, a driver may come at any time, and time may end.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

from broker.client import deciding, exchange, steps
from broker.gnap.grant import Move
from broker.store.tables import Approval, ClientGrant
from tests.model.explorer import Edge
from tests.stand_ins import NOW
from tests.store.rows import client_grant


class Abroad(NamedTuple):
    """The row's state, status and intent; what the owner said; whether the request left, and whether time is over."""

    state: str = "processing"
    status: str = "pending"
    intent: str | None = None
    said: str | None = None  # approve | refuse
    left: bool = False
    over: bool = False


class Step(NamedTuple):
    """One move."""

    before: Abroad
    did: str
    after: Abroad


def nothing_leaves_before_the_yes(step: Step) -> bool:
    """R3: our approval first, then the request."""
    return step.did != "the request leaves" or step.before.said == "approve"


def nothing_leaves_after_a_no_or_an_end(step: Step) -> bool:
    """R9: refused, given back and run out are final."""
    return step.did != "the request leaves" or (step.before.status, step.before.state) == ("pending", "processing")


def a_no_is_told_at_once(step: Step) -> bool:
    """A refusal ends a grant of which nothing left."""
    return step.did != "refuse" or step.before.status != "pending" or step.after.status == "denied"


Rule = Callable[[Step], bool]
ABROAD_INVARIANTS: tuple[Rule, ...] = (
    nothing_leaves_before_the_yes,
    nothing_leaves_after_a_no_or_an_end,
    a_no_is_told_at_once,
)


class Asking:
    """The world: one ask, from the moment in which its owner was asked to the moment in which its request left."""

    def __init__(self, watched: tuple[Rule, ...] = ABROAD_INVARIANTS) -> None:
        self._watched = watched

    def initial(self) -> Iterator[Abroad]:
        """Yield the one beginning."""
        yield Abroad()

    def successors(self, state: Abroad) -> Iterator[Edge[Abroad]]:
        """Yield every move from a state."""
        for step in _moves(state):
            yield Edge(step.after, next((one.__name__ for one in self._watched if not one(step)), None))

    def fresh(self, state: Abroad) -> bool:
        """Tell that every state is looked at."""
        return True

    def words(self, path: list[Abroad]) -> list[str]:
        """Return one line for each move."""
        return [next(step.did for step in _moves(one) if step.after == after) for one, after in pairwise(path)]


def _moves(state: Abroad) -> Iterator[Step]:
    if state.said is None and not state.over:
        for verb in ("approve", "refuse"):
            yield Step(state, verb, _decided(state, verb))
    if state.status == "pending" and state.state == "processing" and not state.left:
        yield Step(state, "given back", state._replace(status="cancelled"))
    if not state.over:
        yield Step(state, "time is over", state._replace(over=True))
    due = _due(state)
    if due == steps.Step.REQUEST and not state.left:
        yield Step(state, "the request leaves", state._replace(left=True))
    elif due == steps.Step.EXPIRE:
        yield Step(state, "closed", _read(exchange.ended(_row(state), Move.EXPIRE, NOW).row, state))


def _decided(state: Abroad, verb: str) -> Abroad:
    said = state._replace(said=verb)
    row = _row(state)
    approval = Approval(id="a_1", grant=row.id, agent="scout", owner="alice", document="", digest="", decision=verb)
    changed = deciding._decided(row, approval, NOW)
    return _read(changed.row, said) if changed is not None else said


def _due(state: Abroad) -> steps.Step | None:
    step, at = steps.next_step(_row(state))
    return step if at is not None and at <= NOW else None


def _row(state: Abroad) -> ClientGrant:
    return client_grant(
        "g_1",
        approval="a_1",
        state=state.state,
        status=state.status,
        intent=state.intent,
        created_at=NOW,
        updated_at=NOW,
        deadline=NOW if state.over else NOW + timedelta(hours=24),
    )


def _read(row: ClientGrant, state: Abroad) -> Abroad:
    return state._replace(state=row.state, status=row.status, intent=row.intent)
