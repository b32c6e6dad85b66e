"""The broker processes on one database: each says now and then that it is here; who fell silent is forgotten."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select

from broker.store.tables import Instance

BEAT = timedelta(seconds=15)  # between two signs of life
SILENT = timedelta(seconds=60)  # after so long without one, a process is taken for dead


def here(session: Session, id: str, *, host: str, pid: int, uid: int, now: datetime) -> None:  # noqa: A002
    """Say that this process is here, every BEAT; forget those that have been silent."""
    silent = (col(Instance.seen_at) < now - SILENT, col(Instance.id) != id)
    session.execute(delete(Instance).where(*silent))
    row = session.get(Instance, id)
    if row is None:
        session.add(Instance(id=id, host=host, pid=pid, uid=uid, started_at=now, seen_at=now))
    else:
        row.seen_at = now


def gone(session: Session, id: str) -> None:  # noqa: A002
    """Say that this process ends."""
    session.execute(delete(Instance).where(col(Instance.id) == id))


def present(session: Session, now: datetime) -> list[Instance]:
    """Return the processes that gave a sign of life lately, the oldest first."""
    alive = select(Instance).where(col(Instance.seen_at) >= now - SILENT)
    return list(session.scalars(alive.order_by(col(Instance.started_at), col(Instance.id))))
