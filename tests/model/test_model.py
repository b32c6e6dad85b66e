"""The model of decisions §4, explored: every invariant holds, every rule is needed, and every ask can end.

`python -m tests.model` prints the counts, and for each mutant a shortest way to the harm. In `make test` there is one
ask and any two faults; `make ci` has two asks too, and lets three things go wrong with one, `make nightly` everything.
"""

import gc
import os
from collections.abc import Callable, Iterator

import pytest

from broker.approval.canonical import digest
from broker.client.asking import Wish, join_key
from tests.model import counted
from tests.model.explorer import explore, reachable, traps
from tests.model.facts import Called, Derived, Minted, UsedBelow
from tests.model.invariants import INVARIANTS, Step
from tests.model.mutants import MUTANTS, STANDING_MUTANTS, Mutant, applied
from tests.model.standing import STANDING_INVARIANTS, TOTAL, Standing
from tests.model.standing import Step as StandingStep
from tests.model.things import CALLS, EVIL, HONEST
from tests.model.world import ALONE, FULL, SMALL, TOGETHER, Asks, Bounds, State

NIGHTLY = os.environ.get("TESTS_ROUNDS") == "long"  # tests/rounds.py
ASK_FAULTS = FULL if NIGHTLY else Bounds(agents=1, faults=3)

Record = Callable[[str, object], None]


@pytest.fixture(autouse=True)
def uncollected() -> Iterator[None]:
    """States hold no cycles: the collector would walk them all, again and again, for a third of the time."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.promise("R1", "R2", "R4", "R5", "R7", "R8", "R9")
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.slow if SMALL[name] is TOGETHER else ()) for name in SMALL]
)
def test_every_invariant_holds_in_every_order_of_moves_within_the_small_bounds(
    name: str, record_property: Record
) -> None:
    found = explore(Asks(SMALL[name]))
    record_property(counted.NAME, f"{name}: {found}")
    assert found.broken is None, str(found)
    assert (found.states > 30_000, found.depth > 15) == (True, True)


@pytest.mark.slow
def test_every_invariant_holds_when_everything_goes_wrong_once_or_in_ci_any_three_things(
    record_property: Record,
) -> None:
    found = explore(Asks(ASK_FAULTS))
    record_property(counted.NAME, f"one ask, {'all' if NIGHTLY else 'three'} faults: {found}")
    assert found.broken is None, str(found)


@pytest.mark.sweep(5)
@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_without_a_rule_its_invariant_is_broken_within_the_small_bounds(mutant: Mutant) -> None:
    with applied(mutant):
        found = explore(Asks(ALONE, (mutant.breaks,)))
    assert found.broken == mutant.breaks.__name__, str(found)
    assert found.moves


def test_a_mutant_leaves_nothing_behind() -> None:
    every = (*MUTANTS, *STANDING_MUTANTS)
    originals = [getattr(module, name) for mutant in every for module, name, _ in mutant.patches]
    for mutant in every:
        with applied(mutant):
            assert all(getattr(module, name) is new for module, name, new in mutant.patches)
    assert originals == [getattr(module, name) for mutant in every for module, name, _ in mutant.patches]


def test_every_rule_that_exists_by_now_has_a_mutant_and_every_invariant_but_one_has_teeth() -> None:
    rules = {mutant.rule for mutant in MUTANTS}
    assert rules >= {"R1", "R2", "R4", "R5", "R7", "R8", "R9", "P2", "P4", "P14"}
    # 8 is a matter of which values there are: a lane holds the tokens of one server, and each server has its own key
    toothless = {one.__name__ for one in INVARIANTS} - {mutant.breaks.__name__ for mutant in MUTANTS}
    assert toothless == {"a_token_is_used_where_its_server_is_trusted"}


WITNESSES: dict[str, Callable[[Step], bool]] = {
    "a call runs under an approval": lambda step: any(
        isinstance(one, Called) and one.approval is not None for one in step.facts
    ),
    "a call runs by the policy alone": lambda step: any(
        isinstance(one, Called) and one.decide == "allow" and one.approval is None for one in step.facts
    ),
    "a call runs with a foreign token": lambda step: step.before.server == EVIL and step.after.ran == 1,
    "a call without an answer is made again": lambda step: any(
        isinstance(one, Called) and one.again for one in step.facts
    ),
    "an outcome is unknown": lambda step: step.after.row is not None and step.after.row.status == "unknown",
    "a refusal is told to its agent": lambda step: step.after.row is not None and step.after.row.status == "denied",
    "a token comes by a continuation with a reference": lambda step: any(
        isinstance(one, Minted) and one.grant.approval is not None for one in step.facts
    ),
    "a derived token is given and used": lambda step: any(isinstance(one, Derived | UsedBelow) for one in step.facts),
    "a second prompt takes the place of an ended one": lambda step: len(step.after.grants) > 1,
    "a grant is revoked by its client": lambda step: any(one.revoked for one in step.after.grants),
}


@pytest.mark.sweep(3)
@pytest.mark.parametrize("words", WITNESSES)
def test_what_the_invariants_speak_of_does_happen(words: str) -> None:
    def never(step: Step) -> bool:
        return not WITNESSES[words](step)

    found = explore(Asks(ALONE, (never,)))
    assert found.broken == "never", f"within the bounds it never happens that {words}"


def _states(bounds: Bounds) -> tuple[Asks, set[State]]:
    world = Asks(bounds)
    return world, reachable(world.initial(), lambda state: (edge.state for edge in world.successors(state)))


def test_every_ask_can_always_end_once_the_network_works_and_the_owner_lives() -> None:
    world, states = _states(Bounds(agents=1, faults=1))
    stuck = traps(states, world.fair, world.ended)
    assert len(states) > 5_000
    assert not stuck, world.lane(next(iter(stuck)).lanes[0])


def test_every_grant_can_always_be_closed_once_the_network_works() -> None:
    world, states = _states(Bounds(agents=1, faults=1))
    stuck = traps(states, world.fair, world.closed)
    assert not stuck, world.lane(next(iter(stuck)).lanes[0])


def test_an_ask_from_which_no_end_is_reached_would_be_noticed() -> None:
    world, states = _states(Bounds(agents=1, faults=0))
    assert traps(states, lambda state: (), world.ended)


def test_two_asks_reach_together_what_each_reaches_alone() -> None:
    together, alone = Asks(Bounds(agents=2, faults=0)), Asks(Bounds(agents=1, faults=0))
    for world in (together, alone):
        assert explore(world).broken is None
    assert together.situations() == alone.situations()
    assert {one.server for _, one in alone.situations()} == {"", HONEST, EVIL}


def test_equal_asks_of_two_agents_meet_neither_at_the_client_nor_at_the_server() -> None:
    call = CALLS["pay"]
    keys = {join_key(Wish(agent, call, None, run=True)) for agent in ("scout", "rover")}
    pending = {digest([thumbprint, "access", "call"]) for thumbprint in ("scout's key", "rover's key")}
    assert (len(keys), len(pending)) == (2, 2)


def test_more_states_than_a_limit_are_an_error_and_no_silent_end() -> None:
    with pytest.raises(OverflowError, match="more than 1000 states"):
        explore(Asks(TOGETHER), limit=1_000)


@pytest.mark.promise("R4", "R8", "R9")
def test_no_order_of_moves_gets_more_out_of_a_standing_approval_than_was_signed(record_property: Record) -> None:
    found = explore(Standing())
    record_property(counted.NAME, f"one standing approval, two faults: {found}")
    assert found.broken is None, str(found)
    assert (found.states > 30_000, found.depth > 15) == (True, True)


@pytest.mark.sweep(3)
@pytest.mark.parametrize("mutant", STANDING_MUTANTS, ids=str)
def test_without_a_rule_of_standing_approvals_its_invariant_is_broken(mutant: Mutant) -> None:
    with applied(mutant):
        found = explore(Standing((mutant.breaks,)), limit=400_000)
    assert found.broken == mutant.breaks.__name__, str(found)
    assert found.moves


def test_every_invariant_of_standing_approvals_has_a_mutant() -> None:
    assert set(STANDING_INVARIANTS) == {mutant.breaks for mutant in STANDING_MUTANTS}


STANDING_WITNESSES: dict[str, Callable[[StandingStep], bool]] = {
    "both uses are made": lambda step: sum(one == ("done", 0) for one in step.after.calls) == 2,
    # of what may go wrong, only a call that never left leaves nothing used
    "a use comes back and another is reserved": lambda step: (
        step.did == "reserve" and step.before.faults == 1 and step.before.used == 0
    ),
    "a call whose outcome is unknown stays counted": lambda step: (
        any(status == "cut" for status, _ in step.after.calls) and step.after.used == 1
    ),
    "whoever read an older row is too late": lambda step: step.did == "too late",
    "it is taken back while a call is on its way": lambda step: (
        step.after.revoked and any(status == "sent" for status, _ in step.after.calls)
    ),
    "all but a little of the sum is used": lambda step: TOTAL - 15 < step.after.amount <= TOTAL,
}


@pytest.mark.parametrize("words", STANDING_WITNESSES)
def test_what_the_invariants_of_standing_approvals_speak_of_does_happen(words: str) -> None:
    def never(step: StandingStep) -> bool:
        return not STANDING_WITNESSES[words](step)

    assert explore(Standing((never,))).broken == "never", f"within the bounds it never happens that {words}"
