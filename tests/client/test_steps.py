"""The whole schedule is one pure function of the row: what is next, and when, for every state and situation."""

from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest

from broker.client.steps import Step, begun, next_step, postponed, scheduled
from broker.store.tables import ClientGrant
from tests.stand_ins import NOW

CREATED = NOW - timedelta(minutes=9)
UPDATED = NOW - timedelta(minutes=3)
SENT = NOW - timedelta(minutes=2)
WAITS = NOW + timedelta(seconds=5)
EXPIRES = NOW + timedelta(minutes=10)
DEADLINE = NOW + timedelta(hours=24)
STATES = ("processing", "pending", "approved", "finalized")


def _row(**values: Any) -> ClientGrant:
    given: dict[str, Any] = {
        "id": "g_1",
        "agent": "scout",
        "state": "pending",
        "created_at": CREATED,
        "updated_at": UPDATED,
        "deadline": DEADLINE,
        "wait_until": WAITS,
        "token_expires_at": EXPIRES,
        "intent_at": SENT,
    }
    return ClientGrant(**given | values)


FINISH = {"as_nonce": "LKLTI25DK82FX4T4QFZC"}
REFERENCE = {"interact_ref_sealed": b"sealed"}

STEPS: dict[str, tuple[dict[str, Any], Step, datetime | None]] = {
    "new": ({"state": "processing"}, Step.REQUEST, CREATED),
    "requested, no answer yet": ({"state": "processing", "intent": "request"}, Step.REQUEST, CREATED),
    "pending without a finish call": ({}, Step.POLL, WAITS),
    "pending with a finish call promised": (FINISH, Step.CANCEL, DEADLINE),
    "pending and finished": (FINISH | REFERENCE, Step.CONTINUE, WAITS),
    "continued, no answer yet": (FINISH | REFERENCE | {"intent": "continue"}, Step.CONTINUE, WAITS),
    "told to wait beyond the deadline": ({"wait_until": DEADLINE + timedelta(hours=1)}, Step.POLL, DEADLINE),
    "finished, and told to wait beyond the deadline": (
        FINISH | REFERENCE | {"wait_until": DEADLINE + timedelta(hours=1)},
        Step.CONTINUE,
        DEADLINE,
    ),
    "pending and given back": (FINISH | {"intent": "cancel", "status": "cancelled"}, Step.CANCEL, UPDATED),
    "finished and given back": (
        FINISH | REFERENCE | {"intent": "cancel", "status": "cancelled"},
        Step.CANCEL,
        UPDATED,
    ),
    "approved and to run": ({"state": "approved"}, Step.USE, UPDATED),
    "approved beforehand": ({"state": "approved", "run": False}, Step.EXPIRE, EXPIRES),
    "running": ({"state": "approved", "status": "running", "intent": "call"}, Step.RECOVER, SENT),
    "done": ({"state": "approved", "status": "done"}, Step.EXPIRE, EXPIRES),
    "unknown": ({"state": "approved", "status": "unknown"}, Step.EXPIRE, EXPIRES),
    "approved and refused at its use": (
        {"state": "approved", "status": "failed", "intent": "revoke", "manage_token_sealed": b"sealed"},
        Step.REVOKE,
        UPDATED,
    ),
    "approved, refused at its use, and only its grant can be ended": (
        {"state": "approved", "status": "failed", "intent": "revoke", "continue_token_sealed": b"sealed"},
        Step.REVOKE,
        UPDATED,
    ),
    "approved, refused at its use, and ended by time alone": (
        {"state": "approved", "status": "failed", "intent": "revoke"},
        Step.EXPIRE,
        EXPIRES,
    ),
    "over": ({"state": "finalized", "status": "done"}, Step.REST, None),
    "over with something left open": ({"state": "finalized", "intent": "revoke"}, Step.REST, None),
}


@pytest.mark.parametrize("situation", STEPS)
def test_each_situation_has_one_next_step_and_its_time(situation: str) -> None:
    values, step, at = STEPS[situation]
    assert next_step(_row(**values)) == (step, at)


def _every_row() -> list[ClientGrant]:
    statuses = ("pending", "running", "done", "denied", "expired", "cancelled", "unknown", "failed")
    intents = (None, "request", "continue", "call", "cancel", "revoke")
    return [
        _row(state=state, status=status, intent=intent, run=run, **(finish | reference))
        for state, status, intent, run, finish, reference in product(
            STATES, statuses, intents, (True, False), ({}, FINISH), ({}, REFERENCE)
        )
    ]


@pytest.mark.promise("R8")
def test_only_an_approved_pending_grant_that_is_to_run_is_ever_used() -> None:
    used = [row for row in _every_row() if next_step(row)[0] is Step.USE]
    assert used
    assert {(row.state, row.status, row.run) for row in used} == {("approved", "pending", True)}


@pytest.mark.requirement("C-3.3.5-2")
def test_where_a_finish_call_was_promised_nothing_is_ever_polled() -> None:
    polled = [row for row in _every_row() if next_step(row)[0] is Step.POLL]
    assert polled
    assert {row.as_nonce for row in polled} == {None}


@pytest.mark.requirement("C-3.1-3")
def test_no_continuation_is_ever_due_before_wait_has_passed() -> None:
    going_on = [found for row in _every_row() if (found := next_step(row))[0] in (Step.POLL, Step.CONTINUE)]
    assert going_on
    assert {at for _, at in going_on} == {WAITS}


def test_a_grant_that_is_over_is_never_due_again() -> None:
    over = [row for row in _every_row() if row.state == "finalized"]
    assert {next_step(row) for row in over} == {(Step.REST, None)}


def test_a_state_that_nobody_knows_is_not_guessed() -> None:
    with pytest.raises(ValueError, match="approving"):
        next_step(_row(state="approving"))


def test_a_scheduled_row_is_due_at_its_next_step_and_free() -> None:
    row = scheduled(_row(lease="a", lease_until=DEADLINE), NOW)
    assert (row.due_at, row.updated_at, row.lease, row.lease_until) == (WAITS, NOW, None, None)


@pytest.mark.parametrize(
    ("open_since", "pause"),
    [(0, 1), (1, 1), (10, 5), (60, 30), (120, 60), (86_400, 60)],
)
def test_the_longer_an_answer_is_missing_the_longer_the_pause_up_to_a_minute(open_since: int, pause: int) -> None:
    row = postponed(_row(lease="a", lease_until=DEADLINE, intent_at=NOW - timedelta(seconds=open_since)), NOW)
    assert (row.due_at, row.lease, row.lease_until) == (NOW + timedelta(seconds=pause), None, None)


BEGUN: dict[str, tuple[dict[str, Any], str | None, datetime | None]] = {
    "finished": (FINISH | REFERENCE, "continue", NOW),
    "polls": ({}, "continue", NOW),
    "finished, no answer yet": (FINISH | REFERENCE | {"intent": "continue"}, "continue", SENT),
    "finished, beyond the deadline": (FINISH | REFERENCE | {"deadline": NOW}, None, SENT),
    "finished and given back": (FINISH | REFERENCE | {"intent": "cancel", "status": "cancelled"}, "cancel", SENT),
    "approved and to run": ({"state": "approved"}, None, SENT),
    "requested": ({"state": "processing", "intent": "request"}, "request", SENT),
}


@pytest.mark.parametrize("situation", BEGUN)
def test_what_is_taken_to_be_continued_says_so_and_since_when(situation: str) -> None:
    given, intent, since = BEGUN[situation]
    row = begun(_row(**given), NOW)
    assert (row.intent, row.intent_at) == (intent, since)
