"""The brake: a flag beside the state machine, on one agent or on everything (decisions P12).

Freezing is free and at once; unfreezing is a proposal. The flag is read under a lock in the transaction that reserves a
use, so once a freeze is acknowledged no effect starts, on any replica.
"""

from datetime import datetime

from broker.policy.chain import line_of
from broker.ratchet.lineage import below, lives
from broker.ratchet.sealing import changed
from broker.store.query import Session, col, select
from broker.store.tables import Agent, Installation
from broker.store.verbs import audit, latest, wake


class NoSuchAgent(Exception):
    """There is no agent of that name; the message says which there are."""


def welcome(session: Session, name: str, now: datetime, *, lock: bool = False) -> Agent | None:
    """Return the agent if it may act: known, not revoked, not frozen, and not everything is. None otherwise.

    A child may only while each agent above it may, and its time and theirs is not over. With `lock`, a freeze that is
    acknowledged is seen here, or waits for this transaction.
    """
    everything = latest(session, Installation, 1, shared=lock)
    line = [latest(session, Agent, one, shared=lock) for one in line_of(name)]
    frozen = any(row is not None and row.frozen_at is not None for row in (everything, *line))
    usable = all(row is not None and row.revoked_at is None for row in line)
    return line[-1] if usable and not frozen and (len(line) == 1 or lives(line, now)) else None


def set_frozen(session: Session, name: str | None, at: datetime | None, *, now: datetime, owner: str | None) -> None:
    """Freeze (`at`) or unfreeze (None) one agent, or everything; idempotent. Raises NoSuchAgent."""
    for row in [_everything(session)] if name is None else [_agent(session, name)]:
        row.frozen_at = (row.frozen_at or at) if at else None
        session.add(row)
    session.flush()
    kind = "frozen" if at else "unfrozen"
    audit(session, kind=kind, subject=name or "everything", at=now, agent=name, owner=owner)
    for agent in [name, *below(session, name)] if name else session.exec(select(Agent.name)):
        wake(session, f"agent:{agent}")
    changed(session)


def frozen_since(session: Session, name: str | None = None) -> datetime | None:
    """Return since when one agent, or everything (None), is frozen (UTC)."""
    if name is not None:
        agent = session.get(Agent, name)
        if agent is not None and agent.frozen_at is not None:
            return agent.frozen_at
    row = session.get(Installation, 1)
    return None if row is None else row.frozen_at


def _agent(session: Session, name: str) -> Agent:
    row = session.get(Agent, name, populate_existing=True, with_for_update=True)
    if row is None:
        known = ", ".join(session.exec(select(Agent.name).order_by(col(Agent.name)))) or "none yet"
        raise NoSuchAgent(f'there is no agent "{name}"; known: {known}')
    return row


def _everything(session: Session) -> Installation:
    row = session.get(Installation, 1, populate_existing=True, with_for_update=True)
    if row is None:
        row = Installation(id=1)
        session.add(row)
    return row
