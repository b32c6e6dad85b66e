"""Counting for number matching: what an agent asked and was refused of late (`broker.policy.matching` judges)."""

from datetime import datetime

from broker.approval.decision import REFUSE
from broker.policy.matching import HOUR, WARY, Lately
from broker.ratchet.lineage import of_line
from broker.store.query import Session, col, func, select
from broker.store.tables import Approval


def lately(session: Session, agent: str, now: datetime) -> Lately:
    """Return what this agent's line asked within the hour, and whether it was refused within a day."""
    mine = of_line(Approval.agent, agent)
    asks = select(func.count()).select_from(Approval).where(mine, col(Approval.created_at) > now - HOUR)
    refused = select(Approval.id).where(mine, col(Approval.decision) == REFUSE, col(Approval.decided_at) > now - WARY)
    return Lately(session.exec(asks).one(), session.exec(refused).first() is not None)
