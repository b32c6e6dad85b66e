"""Two smaller worlds: a person's attention (invariant 11), and our yes before a foreign server is asked (R3)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from broker.client import deciding, steps
from broker.policy import attention
from broker.store.tables import Approval, ClientGrant
from tests.model.abroad import ABROAD_INVARIANTS, Abroad, Asking
from tests.model.attention import ATTENTION_INVARIANTS, Attention
from tests.model.explorer import explore
from tests.model.mutants import Mutant, applied

pytestmark = pytest.mark.promise("R3", "P10")


def _no(*_: object) -> bool:
    return False


def _nobody(*_: object) -> None:
    return None


def _whatever_it_was(row: ClientGrant, approval: Approval, now: datetime) -> object:
    approval.decision = "approve"
    return _DECIDED(row, approval, now)


_DECIDED = deciding._decided
INVARIANTS: tuple[Callable[[Any], bool], ...] = (*ATTENTION_INVARIANTS, *ABROAD_INVARIANTS)
BY_NAME = {one.__name__: one for one in INVARIANTS}

MUTANTS = {
    "attention": (
        Mutant("11", "there is no cap", ((attention, "BUZZES", 100),), BY_NAME["no_hour_has_more_buzzes_than_the_cap"]),
        Mutant("11", "nobody is told", ((attention, "buzz_at", _nobody),), BY_NAME["somebody_is_told_of_the_first"]),
    ),
    "abroad": (
        Mutant("R3", "it leaves at once", ((steps, "waits_for_owner", _no),), BY_NAME["nothing_leaves_before_the_yes"]),
        Mutant("R9", "a no is a yes", ((deciding, "_decided", _whatever_it_was),), BY_NAME["a_no_is_told_at_once"]),
        Mutant(
            "R9",
            "what was given back leaves all the same",
            ((steps, "nothing_left", _no),),
            BY_NAME["nothing_leaves_after_a_no_or_an_end"],
        ),
    ),
}


def test_no_crowd_of_agents_buzzes_more_than_the_cap_in_any_hour() -> None:
    found = explore(Attention())
    assert found.broken is None, str(found)
    assert found.states > 1_000


def test_nothing_leaves_for_a_foreign_server_before_the_yes_or_after_a_no() -> None:
    found = explore(Asking())
    assert found.broken is None, str(found)
    assert found.states > 8


@pytest.mark.parametrize("mutant", MUTANTS["attention"], ids=str)
def test_without_the_cap_the_hour_is_full(mutant: Mutant) -> None:
    with applied(mutant):
        found = explore(Attention((mutant.breaks,)))
    assert found.broken == mutant.breaks.__name__


@pytest.mark.parametrize("mutant", MUTANTS["abroad"], ids=str)
def test_without_a_rule_something_leaves_that_must_not(mutant: Mutant) -> None:
    with applied(mutant):
        found = explore(Asking((mutant.breaks,)))
    assert found.broken == mutant.breaks.__name__


def test_a_request_does_leave_after_a_yes() -> None:
    assert any(state.left for state in _reached()), "or the invariants would speak of nothing"


def _reached() -> set[Abroad]:
    world, seen, new = Asking(), set[Abroad](), set(Asking().initial())
    while new:
        seen |= new
        new = {edge.state for one in new for edge in world.successors(one)} - seen
    return seen
