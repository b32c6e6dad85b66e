"""What is tidied up for all grants at once: results that nobody collected, and the leases of a process that died."""

from datetime import datetime, timedelta

from broker.client.steps import OPEN
from broker.store.query import Session, col, update
from broker.store.tables import ClientGrant

KEPT = timedelta(hours=24)  # how long a result waits for its agent


def let_go(session: Session, now: datetime) -> int:
    """Stop keeping results that nobody collected in a day for retries; return how many."""
    stale = (
        update(ClientGrant)
        .where(
            col(ClientGrant.join_key).is_not(None),
            # An unknown outcome is joined until its agent gives it back: no equal call runs by mere lapse of time.
            col(ClientGrant.status).not_in([*OPEN, "unknown"]),
            col(ClientGrant.updated_at) < now - KEPT,
        )
        .values(join_key=None)
    )
    return session.connection().execute(stale).rowcount


def free_leases(session: Session, now: datetime) -> None:
    """Give back every lease; a call that was cut off is due at once."""
    held = update(ClientGrant).where(col(ClientGrant.lease).is_not(None))
    running = update(ClientGrant).where(col(ClientGrant.status) == "running")
    session.connection().execute(held.values(lease=None, lease_until=None))
    session.connection().execute(running.values(due_at=now))
