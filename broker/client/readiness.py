"""Is this broker fit to be asked? For a load balancer, a supervisor and `doctor`: numbers and words, no names."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog

from broker.ratchet.isolation import isolations_of
from broker.store import Store, StoreError
from broker.store.instances import SILENT, present
from broker.store.query import Session, col, func, or_, select
from broker.store.tables import Agent, ClientGrant, Installation, Instance, Outbox

Json = dict[str, Any]

log = structlog.get_logger("countersign.readiness")

ANSWERS_WITHIN = 5.0  # seconds
LATE = timedelta(minutes=2)  # what was due so long ago and nobody took: nobody is at work


@dataclass(frozen=True)
class Process:
    """What this process knows of itself: its row, whether hints from others arrive, how many files are in force."""

    instance: str
    version: str
    hears_others: bool
    policies: int
    connectors: int
    problems: int


async def answer(store: Store, process: Process, now: datetime) -> tuple[int, Json]:
    """Return status and body of `/readyz`: 200, or 503 where the database does not answer, or `why` says what else."""
    try:
        async with asyncio.timeout(ANSWERS_WITHIN):
            found = await store.read(lambda session: readiness(session, process, now))
    except StoreError as error:
        log.warning("not_ready", why=str(error))  # which may name a host, a port and a database: nobody's business here
        return 503, _unready("the database does not do what it is asked to: the broker's log says more")
    except TimeoutError:
        return 503, _unready(f"the database did not answer within {ANSWERS_WITHIN:g} seconds")
    return (200 if found["ready"] else 503), found


def readiness(session: Session, process: Process, now: datetime) -> Json:
    """Return whether the broker is ready, and what an operator wants to see; `why` lists what keeps it from it.

    Losing hints from others costs latency, and broken files cost their own agents only: neither makes it unready.
    """
    why = [*_no_sign_of_life(session, process, now), *_late(session, now)]
    return {
        "ready": not why,
        "why": why,
        "version": process.version,
        "hints": "arrive" if process.hears_others else "late: other brokers are noticed at the next reading",
        "files": {"policies": process.policies, "connectors": process.connectors, "problems": process.problems},
        "isolation": _isolation(session, now),
        "instances": len(present(session, now)),
        "frozen": session.get_one(Installation, 1).frozen_at is not None,
    }


def _unready(why: str) -> Json:
    return {"ready": False, "why": [why]}


def _no_sign_of_life(session: Session, process: Process, now: datetime) -> list[str]:
    """This process's loop writes its row every few seconds: a stale one means that it cannot write, or stands still."""
    row = session.get(Instance, process.instance)
    if row is None or now - row.seen_at > SILENT:
        return ["the broker has not been able to write to its database lately: see its log, and the space on the disk"]
    return []


def _late(session: Session, now: datetime) -> list[str]:
    waits = [since for table in (ClientGrant, Outbox) if (since := _longest_due(session, table, now))]
    if waits and now - min(waits) > LATE:
        return [f"work has been waiting for {int((now - min(waits)).total_seconds())} seconds: no broker takes it up"]
    return []


def _longest_due(session: Session, table: type[ClientGrant] | type[Outbox], now: datetime) -> datetime | None:
    untaken = or_(col(table.lease_until).is_(None), col(table.lease_until) <= now)
    found: datetime | None = session.exec(select(func.min(col(table.due_at))).where(untaken)).one()
    return found


def _isolation(session: Session, now: datetime) -> dict[str, int]:
    """Return how many agents in use are how far from the broker (decisions T1)."""
    agents = session.exec(select(Agent.name).where(col(Agent.revoked_at).is_(None)))
    return dict(Counter(one.level for one in isolations_of(session, agents, now).values()))
