"""How an owner answers each of their agents, and the rule that could answer instead, from the stored decisions."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from broker.approval.decision import REFUSE
from broker.approval.document import ApprovalDocument, DocumentError, parse
from broker.approval.rights_document import is_rights
from broker.policy.chain import root_of
from broker.policy.habits import ENOUGH, LOOKED_AT, Answered, Habit, habit, proposed_rule
from broker.store.query import Session, col, select
from broker.store.tables import Approval

SINCE = timedelta(days=30)
_ROWS = 1000  # answers of one owner that are looked at, the newest


@dataclass(frozen=True)
class Seen:
    """An agent's habit, and the rule (YAML) that would stand for it where approving has become blind."""

    habit: Habit
    rule: str | None


def habits_of(session: Session, owner: str, now: datetime) -> dict[str, Seen]:
    """Return by agent how this owner answered it in the last thirty days; what its children asked counts as its own."""
    answered = (col(Approval.owner) == owner, col(Approval.decided_at) > now - SINCE)
    rows = select(Approval).where(*answered).order_by(col(Approval.decided_at).desc()).limit(_ROWS)
    by_agent: defaultdict[str, list[Approval]] = defaultdict(list)
    for row in session.scalars(rows):
        by_agent[root_of(row.agent)].append(row)
    seen = {agent: _seen(agent, mine[:LOOKED_AT]) for agent, mine in by_agent.items()}
    return {agent: one for agent, one in seen.items() if one is not None}


def _seen(agent: str, rows: list[Approval]) -> Seen | None:
    found = habit([Answered(row.decision != REFUSE, _seconds(row)) for row in rows])
    return Seen(found, _rule(agent, rows) if found.blind else None) if found else None


def _seconds(row: Approval) -> float:
    return ((row.decided_at or row.created_at) - row.created_at).total_seconds()


def _rule(agent: str, rows: list[Approval]) -> str | None:
    documents = [document for row in rows if (document := _document(row)) is not None]
    most = Counter(one.operation for one in documents).most_common(1)
    if not most or most[0][1] < ENOUGH:
        return None
    alike = [one for one in documents if one.operation == most[0][0]]
    rights = [right for one in alike for right in one.access if isinstance(right, dict)]
    return proposed_rule(rights, f"{agent}-by-itself"[:40]) if len(rights) == len(alike) else None


def _document(row: Approval) -> ApprovalDocument | None:
    if is_rights(row.document):
        return None
    try:
        return parse(row.document)
    except DocumentError:
        return None
