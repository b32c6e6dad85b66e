"""Ending what an agent asked for and did not yet use: when it is frozen or revoked (decisions P12, R9).

When only its credential ends, that is what it holds itself."""

from collections.abc import Sequence
from datetime import datetime

from broker.client import exchange
from broker.gnap.grant import State
from broker.store.query import ColumnElement, Session, and_, col, or_, select
from broker.store.tables import ClientGrant
from broker.store.verbs import Change, advance


def stop(session: Session, agent: str | None, now: datetime, why: str) -> int:
    """End every ask of one agent, or of all (None), whose call has not started; return how many. Waiters are told.

    `why` is for the agent. A call that was sent already is not called back.
    """
    held = and_(col(ClientGrant.handed_at).is_not(None), col(ClientGrant.state) == State.APPROVED)
    begun = or_(col(ClientGrant.status) == "pending", held)
    return _stop(session, (begun, *([] if agent is None else [col(ClientGrant.agent) == agent])), now, why)


def stop_held(session: Session, agent: str, now: datetime, why: str) -> int:
    """End every token in one agent's own hands, and every ask for one; return how many. `why` is for the agent."""
    handed = and_(col(ClientGrant.handed_at).is_not(None), col(ClientGrant.state) == State.APPROVED)
    mine = (col(ClientGrant.agent) == agent, col(ClientGrant.hold).is_not(None))
    return _stop(session, (*mine, or_(col(ClientGrant.status) == "pending", handed)), now, why)


def _stop(session: Session, which: Sequence[ColumnElement[bool]], now: datetime, why: str) -> int:
    ids = list(session.exec(select(ClientGrant.id).where(*which)))
    for one in ids:
        advance(session, ClientGrant, one, lambda row: _stopped(row, now, why))
    return len(ids)


def _stopped(row: ClientGrant, now: datetime, why: str) -> Change[ClientGrant] | None:
    if row.handed_at is not None and row.state == State.APPROVED and row.intent != "revoke":
        # decisions P12: a token in the agent's own hands cannot wait: it is revoked
        row.intent, row.intent_at = "revoke", now
        return exchange.interrupted(row, now, "client.stopped")
    if row.status != "pending":
        return None
    row.status, row.detail = "cancelled", f"Nothing ran: {why}"
    if row.state in (State.PENDING, State.APPROVED):
        row.intent, row.intent_at = ("revoke" if row.state == State.APPROVED else "cancel"), now
    return exchange.interrupted(row, now, "client.stopped")
