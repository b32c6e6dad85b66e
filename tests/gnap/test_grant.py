"""Every state and every move (RFC 9635 §1.5): what the table has moves as it says, and what it has not is refused."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.gnap.errors import InvalidTransition
from broker.gnap.grant import TABLE, Ending, Grant, Move, State, step

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(seconds=1)

# Written out a second time, by hand, from the arrows of the RFC: the table is checked against this, not against itself.
ARROWS = {
    ("processing", "await"): ("pending", None),
    ("processing", "approve"): ("approved", None),
    ("processing", "deny"): ("finalized", "denied"),
    ("processing", "cancel"): ("finalized", "cancelled"),
    ("processing", "expire"): ("finalized", "expired"),
    ("pending", "resume"): ("processing", None),
    ("pending", "modify"): ("processing", None),
    ("pending", "cancel"): ("finalized", "cancelled"),
    ("pending", "expire"): ("finalized", "expired"),
    ("approved", "modify"): ("processing", None),
    ("approved", "revoke"): ("finalized", "revoked"),
    ("approved", "expire"): ("finalized", "expired"),
    ("approved", "complete"): ("finalized", "issued"),
}
PAIRS = [(state, move) for state in State for move in Move]


def _at(state: State) -> Grant:
    return Grant(state, Ending.ISSUED if state is State.FINALIZED else None, NOW)


@pytest.mark.requirement("C-1.5-1", "C-1.5-5", "C-5.4-3")
@pytest.mark.parametrize(("state", "move"), PAIRS, ids=[f"{state}-{move}" for state, move in PAIRS])
def test_every_state_and_move_is_an_arrow_of_the_rfc_or_refused(state: State, move: Move) -> None:
    if (str(state), str(move)) not in ARROWS:
        with pytest.raises(InvalidTransition, match=f"a {state} grant cannot {move}"):
            step(_at(state), move, LATER)
        return
    after = step(_at(state), move, LATER)
    ending = str(after.ending) if after.ending else None
    assert (str(after.state), ending, after.since) == (*ARROWS[str(state), str(move)], LATER)


def test_the_table_has_no_row_beyond_the_arrows() -> None:
    assert {(str(state), str(move)) for state, move in TABLE} == set(ARROWS)


@pytest.mark.requirement("C-1.5-2", "C-3.2-1", "C-3.4-8")
def test_a_pending_grant_never_becomes_approved_without_processing() -> None:
    with pytest.raises(InvalidTransition):
        step(_at(State.PENDING), Move.APPROVE, LATER)
    processing = step(_at(State.PENDING), Move.RESUME, LATER)
    assert step(processing, Move.APPROVE, LATER).state is State.APPROVED


@given(st.lists(st.sampled_from(list(Move)), max_size=20))
def test_whatever_is_tried_a_finalized_grant_stays_as_it_ended(moves: list[Move]) -> None:
    grant = Grant(State.PROCESSING, None, NOW)
    ended: Grant | None = None
    for move in moves:
        try:
            grant = step(grant, move, LATER)
        except InvalidTransition:
            continue
        assert ended is None, "a finalized grant moved"
        if grant.state is State.FINALIZED:
            ended = grant
            assert grant.ending is not None
        else:
            assert grant.ending is None
    assert ended is None or grant == ended


@given(st.lists(st.sampled_from(list(Move)), max_size=20))
def test_the_same_moves_give_the_same_grant(moves: list[Move]) -> None:
    def run() -> Grant:
        grant = Grant(State.PROCESSING, None, NOW)
        for move in moves:
            if (grant.state, move) in TABLE:
                grant = step(grant, move, LATER)
        return grant

    assert run() == run()
