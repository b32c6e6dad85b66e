"""Ending an agent's grants at the embedded authorization server: when it is frozen or revoked (decisions P11, P12)."""

from collections.abc import Sequence
from datetime import datetime

from broker.authserver import issuing, pending
from broker.gnap.grant import Move, State
from broker.store.query import ColumnElement, Session, col, select, update
from broker.store.tables import Approval, RegisteredClient, ServerGrant, ServerToken


def stop(session: Session, agent: str | None, now: datetime) -> None:
    """Withdraw every prompt of one agent, or of all (None), and every approval that was not used yet (R9)."""
    mine = [] if agent is None else [col(ServerGrant.agent) == agent]
    _withdraw(session, mine, now)
    # decisions P12: what is in the agent's own hands cannot wait until it is welcome again
    _take_back(session, mine, now)
    unused = (col(Approval.spent_at).is_(None), col(Approval.withdrawn_at).is_(None))
    theirs = [] if agent is None else [col(Approval.agent) == agent]
    session.execute(update(Approval).where(*unused, *theirs).values(withdrawn_at=now))


def stop_held(session: Session, agent: str, now: datetime) -> None:
    """Revoke every token in one agent's own hands, and withdraw every prompt for one."""
    mine = [col(ServerGrant.agent) == agent]
    _withdraw(session, [*mine, col(ServerGrant.hold).is_not(None)], now)
    _take_back(session, mine, now)


def _withdraw(session: Session, which: Sequence[ColumnElement[bool]], now: datetime) -> None:
    waiting = select(ServerGrant).where(col(ServerGrant.state) == State.PENDING, *which).with_for_update()
    for grant in list(session.exec(waiting)):
        pending.end_pending(session, grant, Move.CANCEL, now)


def _take_back(session: Session, which: Sequence[ColumnElement[bool]], now: datetime) -> None:
    held = select(ServerGrant.id).where(col(ServerGrant.hold).is_not(None), *which)
    for one in list(session.exec(held)):
        revoke_grant(session, one, now)


def revoke_grant(session: Session, grant: str, now: datetime) -> int:
    """Revoke every token of one grant that still works; return how many did."""
    works = (col(ServerToken.revoked_at).is_(None), col(ServerToken.expires_at) > now)
    tokens = list(session.exec(select(ServerToken).where(col(ServerToken.grant) == grant, *works)))
    for token in tokens:
        issuing.revoke(session, token, now)
    return len(tokens)


def revoke_agent(session: Session, agent: str, now: datetime) -> None:
    """Withdraw, revoke and unregister everything of one agent: its key opens nothing here any more."""
    stop(session, agent, now)
    of_agent = select(ServerToken).join(ServerGrant, col(ServerGrant.id) == col(ServerToken.grant))
    for token in list(session.exec(of_agent.where(col(ServerGrant.agent) == agent))):
        issuing.revoke(session, token, now)
    known = (col(RegisteredClient.agent) == agent, col(RegisteredClient.revoked_at).is_(None))
    session.execute(update(RegisteredClient).where(*known).values(revoked_at=now))
