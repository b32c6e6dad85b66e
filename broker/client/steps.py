"""What a client grant needs next, and when: one pure function of the row, so that a restart changes nothing.

`next_step` is the whole schedule. What it returns is stored as `due_at`; a driver that finds the row due performs it.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from broker.client.ending import can_be_ended
from broker.gnap.grant import State
from broker.store.tables import ClientGrant

OPEN = frozenset({"pending", "running"})
SLOWEST = timedelta(minutes=1)
QUICKEST = timedelta(seconds=1)


class Step(StrEnum):
    """What is done with a grant when it is due."""

    REQUEST = "request"  # POST to the grant endpoint (RFC 9635 §2)
    CONTINUE = "continue"  # POST the interaction reference (§5.1)
    POLL = "poll"  # POST without content (§5.2)
    CANCEL = "cancel"  # DELETE the continuation (§5.4)
    REVOKE = "revoke"  # DELETE the token (§6.2)
    USE = "use"  # reserve the use, then call the resource server
    RECOVER = "recover"  # a call was cut off: repeat it only where that is safe
    EXPIRE = "expire"  # time ran out: close the books
    REST = "rest"  # nothing to do


def next_step(row: ClientGrant) -> tuple[Step, datetime | None]:
    """Return the next step and when it is due (aware UTC); (REST, None) for a row that never needs one again."""
    if row.state == State.FINALIZED:
        return Step.REST, None
    if row.status == "running":
        return Step.RECOVER, row.intent_at
    if row.intent == "cancel":
        return Step.CANCEL, row.updated_at
    if row.intent == "revoke":
        # decisions P13: a token without management and continuation is ended by time alone
        return (Step.REVOKE, row.updated_at) if can_be_ended(row) else (Step.EXPIRE, row.token_expires_at)
    return {
        State.PROCESSING: _processing,
        State.PENDING: _pending,
        State.APPROVED: _approved,
    }[State(row.state)](row)


def _processing(row: ClientGrant) -> tuple[Step, datetime | None]:
    if nothing_left(row) and row.status != "pending":
        return Step.EXPIRE, row.updated_at  # given back or stopped before its server heard of it
    if waits_for_owner(row):
        return Step.EXPIRE, row.deadline
    return Step.REQUEST, row.created_at


def nothing_left(row: ClientGrant) -> bool:
    """Tell whether it is certain that no request left: our owner was asked first, and none is counted since."""
    return row.approval is not None and row.intent in (None, "request")


def waits_for_owner(row: ClientGrant) -> bool:
    """Tell whether nothing left yet, because our own owner has not said yes (decisions R3)."""
    return row.state == State.PROCESSING and row.approval is not None and row.intent is None


def _pending(row: ClientGrant) -> tuple[Step, datetime | None]:
    # RFC 9635 §5: nothing is sent before `wait` has passed, a continuation with a reference included (decisions P3).
    if row.interact_ref_sealed is not None:
        return Step.CONTINUE, _in_time(row)
    # RFC 9635 §3.3.5: where a finish call was promised, there is no polling (decisions P4).
    if row.as_nonce is not None:
        return Step.CANCEL, row.deadline
    return Step.POLL, _in_time(row)


def begun(row: ClientGrant, now: datetime) -> ClientGrant:
    """Return a row that is taken at `now`, with the intent of a continuation written in it before anything leaves."""
    if next_step(row)[0] in (Step.CONTINUE, Step.POLL) and now < row.deadline and row.intent != "continue":
        row.intent, row.intent_at = "continue", now
    return row


def _in_time(row: ClientGrant) -> datetime | None:
    # decisions P4: whatever a server wants us to wait, at the deadline the grant is ended
    return row.wait_until and min(row.wait_until, row.deadline)


def _approved(row: ClientGrant) -> tuple[Step, datetime | None]:
    if row.status == "pending" and row.run:
        return Step.USE, row.updated_at
    return Step.EXPIRE, row.token_expires_at


def scheduled(row: ClientGrant, now: datetime) -> ClientGrant:
    """Return the row with its next due time set, its lease given back and `updated_at` at `now`."""
    row.updated_at = now
    row.due_at = next_step(row)[1]
    row.lease = row.lease_until = None
    return row


def postponed(row: ClientGrant, now: datetime) -> ClientGrant:
    """Return the row due again later: the longer its intent is open, the longer the pause, up to a minute."""
    since = now - (row.intent_at or now)
    row.due_at = now + max(QUICKEST, min(since / 2, SLOWEST))
    row.lease = row.lease_until = None
    return row
