"""The grant's state machine (RFC 9635 §1.5): one table, and the only function that changes a state.

Two rules. Everything that moves a grant is a row of `TABLE`; a missing row is the error. The table does not know which
role we play: the authorization server's record and the client instance's view are judged alike.

    processing  the authorization server has the next action
    pending     the resource owner has it
    approved    the client instance has it
    finalized   nobody: it never moves again; `ending` says why
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from broker.gnap.errors import InvalidTransition


class State(StrEnum):
    """The four states of RFC 9635 §1.5."""

    PROCESSING = "processing"
    PENDING = "pending"
    APPROVED = "approved"
    FINALIZED = "finalized"


class Move(StrEnum):
    """The arrows between them."""

    AWAIT = "await"  # the owner is needed
    APPROVE = "approve"  # access is granted
    DENY = "deny"  # access is refused
    RESUME = "resume"  # the interaction finished, or the owner decided
    MODIFY = "modify"  # the client instance changed its request (§5.3)
    CANCEL = "cancel"  # the client instance gave it up (§5.4)
    REVOKE = "revoke"  # what was granted is taken back (§5.4, §6.2)
    EXPIRE = "expire"  # time ran out
    COMPLETE = "complete"  # everything granted was issued and nothing is left to do


class Ending(StrEnum):
    """Why a finalized grant ended."""

    ISSUED = "issued"
    DENIED = "denied"
    CANCELLED = "cancelled"
    REVOKED = "revoked"
    EXPIRED = "expired"


TABLE: dict[tuple[State, Move], tuple[State, Ending | None]] = {
    (State.PROCESSING, Move.AWAIT): (State.PENDING, None),
    (State.PROCESSING, Move.APPROVE): (State.APPROVED, None),
    (State.PROCESSING, Move.DENY): (State.FINALIZED, Ending.DENIED),
    (State.PROCESSING, Move.CANCEL): (State.FINALIZED, Ending.CANCELLED),
    (State.PROCESSING, Move.EXPIRE): (State.FINALIZED, Ending.EXPIRED),
    (State.PENDING, Move.RESUME): (State.PROCESSING, None),
    (State.PENDING, Move.MODIFY): (State.PROCESSING, None),
    (State.PENDING, Move.CANCEL): (State.FINALIZED, Ending.CANCELLED),
    (State.PENDING, Move.EXPIRE): (State.FINALIZED, Ending.EXPIRED),
    (State.APPROVED, Move.MODIFY): (State.PROCESSING, None),
    (State.APPROVED, Move.REVOKE): (State.FINALIZED, Ending.REVOKED),
    (State.APPROVED, Move.EXPIRE): (State.FINALIZED, Ending.EXPIRED),
    (State.APPROVED, Move.COMPLETE): (State.FINALIZED, Ending.ISSUED),
}


@dataclass(frozen=True)
class Grant:
    """A grant's place in the machine; `since` is when it got there (aware UTC)."""

    state: State
    ending: Ending | None
    since: datetime


def step(grant: Grant, move: Move, now: datetime) -> Grant:
    """Return the grant after `move` (RFC 9635 §1.5); raise InvalidTransition where the table has no such row."""
    if (grant.state, move) not in TABLE:
        raise InvalidTransition(f"a {grant.state} grant cannot {move}")
    state, ending = TABLE[grant.state, move]
    return Grant(state, ending, now)
