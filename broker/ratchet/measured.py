"""What is measured of an installation and kept in its database, as JSON for `/status` and `countersign doctor`."""

from datetime import datetime
from typing import Any

from broker.ratchet.isolation import Isolation, isolations_of
from broker.store.instances import present
from broker.store.query import Session, col, func, select
from broker.store.tables import Agent

Json = dict[str, Any]


def measured(session: Session, now: datetime) -> Json:
    """Return `agents_seen` (each with its isolation), `instances` alive now, and `database_clock` (None on SQLite)."""
    rows = session.exec(select(Agent).order_by(col(Agent.name))).all()
    apart = isolations_of(session, [row.name for row in rows], now)
    return {
        "agents_seen": [_agent(row, apart[row.name]) for row in rows],
        "instances": [
            {"id": one.id, "host": one.host, "pid": one.pid, "uid": one.uid, "seen_at": one.seen_at.isoformat()}
            for one in present(session, now)
        ],
        "database_clock": _clock(session),
    }


def _agent(row: Agent, apart: Isolation) -> Json:
    revoked = row.revoked_at.isoformat() if row.revoked_at else None
    return {"agent": row.name, "revoked_at": revoked, "isolation": apart.to_json()}


def _clock(session: Session) -> str | None:
    """Return the clock of a database server; a file has none of its own."""
    if session.get_bind().dialect.name == "sqlite":
        return None
    told: datetime = session.exec(select(func.clock_timestamp())).one()
    return told.isoformat()
