"""The one way a stored grant changes its state: through the table of `gnap.grant`, whichever role the row plays."""

from datetime import datetime
from typing import TypeVar

from broker.gnap.grant import Ending, Grant, Move, State, step
from broker.store.tables import ClientGrant, ServerGrant

RowT = TypeVar("RowT", ClientGrant, ServerGrant)


def moved(row: RowT, move: Move, now: datetime) -> RowT:
    """Return `row` after `move`; raise InvalidTransition where its state has no such move (RFC 9635 §1.5)."""
    ending = Ending(row.ending) if row.ending else None
    after = step(Grant(State(row.state), ending, row.updated_at), move, now)
    row.state, row.ending, row.updated_at = after.state, after.ending, after.since
    return row
