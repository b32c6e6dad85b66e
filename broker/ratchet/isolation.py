"""How far each agent was from the broker when it was seen: rows, and the level that counts (decisions T1).

The worst level of the last seven days counts: an agent that was once seen beside the broker does not become safe by
calling from elsewhere. An agent that was never measured counts as `none`. A child is no further from the broker than
whoever stands above it: they chose its credential's keeper, and may be it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from broker.isolation import LEVELS, Level, lowered
from broker.policy.chain import line_of, shown
from broker.store.query import Session, col, select
from broker.store.tables import AgentSeen

REMEMBERED = timedelta(days=7)
NOTED_AT_MOST_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Isolation:
    """The level that counts for an agent, what was measured in words, and when; `seen_at` is None if it never was."""

    level: Literal["none", "user", "host", "unmeasured"]
    why: str
    seen_at: datetime | None = None

    @property
    def is_none(self) -> bool:
        """Whether the agent must be taken to be able to do what the broker can."""
        return self.level in {"none", "unmeasured"}

    def to_json(self) -> dict[str, str | None]:
        """Return level, why and when (RFC 3339, UTC)."""
        seen_at = self.seen_at.isoformat() if self.seen_at else None
        return {"level": self.level, "why": self.why, "seen_at": seen_at}


NEVER = Isolation("unmeasured", "this agent has not connected yet, or not for seven days")


def seen(session: Session, agent: str, level: Level, why: str, now: datetime) -> bool:
    """Note that an agent was measured at a level, at most once a minute for each; return whether it was noted."""
    row = session.get(AgentSeen, (agent, level))
    if row is None:
        session.add(AgentSeen(agent=agent, level=level, seen_at=now, why=why))
        return True
    if now - row.seen_at < NOTED_AT_MOST_EVERY:
        return False
    row.seen_at, row.why = now, why
    session.add(row)
    return True


def reported(session: Session, agent: str, findings: Iterable[tuple[str, bool]], now: datetime) -> bool:
    """Take an agent's own report of (check, ok). It can lower its level, never raise it; return whether it did."""
    why = lowered(findings)
    return why is not None and seen(session, agent, "none", why, now)


def isolation_of(session: Session, agent: str, now: datetime) -> Isolation:
    """Return the worst level at which an agent, or one above it, was seen within the last seven days."""
    return isolations_of(session, [agent], now)[agent]


def isolations_of(session: Session, agents: Iterable[str], now: datetime) -> dict[str, Isolation]:
    """Return the worst level of each of the agents and of those above it, in one query."""
    lines = {name: line_of(name) for name in agents}
    above = sorted({one for line in lines.values() for one in line})
    recent = select(AgentSeen).where(col(AgentSeen.agent).in_(above), col(AgentSeen.seen_at) > now - REMEMBERED)
    rows = sorted(session.exec(recent), key=lambda row: LEVELS.index(_level(row)), reverse=True)
    worst = {row.agent: row for row in rows}
    return {name: _along(line, worst) for name, line in lines.items()}


def _along(line: list[str], worst: Mapping[str, AgentSeen]) -> Isolation:
    """Return what counts for the last agent of a line; of equal levels its own, and then the nearest above it."""
    rows = [worst[name] for name in reversed(line) if name in worst]
    if not rows:
        return NEVER
    row = min(rows, key=lambda row: LEVELS.index(_level(row)))
    return _standing(row) if row.agent == line[-1] else _inherited(row)


def _inherited(row: AgentSeen) -> Isolation:
    return Isolation(_level(row), f"measured of {shown(row.agent)}, above it: {row.why}", row.seen_at)


def _level(row: AgentSeen) -> Level:
    return next(level for level in LEVELS if level == row.level)


def _standing(row: AgentSeen) -> Isolation:
    return Isolation(_level(row), row.why, row.seen_at)
