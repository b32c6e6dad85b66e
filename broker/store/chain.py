"""The audit record: a chain of hashes, so that a record cannot be deleted, altered, moved or slipped in unnoticed.

digest(n) = SHA-256( len ‖ digest(n-1) ‖ len ‖ canonical JSON of [seq, at, kind, subject, agent, owner, data] )

Not tamper-proof: who rewrites the whole rest of the chain and its head goes unnoticed unless an earlier digest was kept
elsewhere. `verify_chain` tells the last digest so that it can be kept.
"""

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session
from sqlmodel import col, select, update

from broker.approval.canonical import canonical
from broker.store.errors import StoreError
from broker.store.tables import Audit, AuditHead

GENESIS = "0" * 64
HEAD = 1  # the one row of audit_head


@dataclass(frozen=True)
class Entry:
    """What one audit record says. `data` holds strings, integers, booleans, None, lists and maps; never a secret."""

    kind: str
    subject: str
    at: datetime
    agent: str | None = None
    owner: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """Whether the chain holds: its length and last digest, or the first number that is wrong and why."""

    ok: bool
    length: int
    digest: str
    broken_at: int | None = None
    why: str | None = None


def append(session: Session, entries: Sequence[Entry]) -> None:
    """Link the entries to the end of the chain. Holds the head until the transaction ends."""
    if not entries:
        return
    seq, digest = _head(session, lock=True)
    for entry in entries:
        link = _link(entry, seq + 1, digest)
        session.add(link)
        seq, digest = link.seq, link.digest
    session.execute(update(AuditHead).where(col(AuditHead.id) == HEAD).values(seq=seq, digest=digest))
    session.flush()


def verify_chain(session: Session) -> Verdict:
    """Recompute every link from the first to the head, and return the verdict."""
    length, previous = 0, GENESIS
    # in portions, whatever the length; closed even when the verdict comes early
    query = select(Audit).order_by(col(Audit.seq)).execution_options(yield_per=500, populate_existing=True)
    with closing(session.scalars(query)) as links:
        for link in links:
            why = _fault(link, length + 1, previous)
            if why is not None:
                return Verdict(False, length, previous, broken_at=length + 1, why=why)
            length, previous = link.seq, link.digest
    if _head(session) != (length, previous):
        return Verdict(False, length, previous, broken_at=length + 1, why="the last records are missing")
    return Verdict(True, length, previous)


def _fault(link: Audit, expected: int, previous: str) -> str | None:
    if link.seq != expected:
        return f"record {expected} is missing"
    if link.previous != previous:
        return f"record {expected} does not follow the one before it"
    if link.digest != _digest(link):
        return f"record {expected} was altered"
    return None


def _head(session: Session, *, lock: bool = False) -> tuple[int, str]:
    # columns, not the row: the identity map may hold an older one
    query = select(AuditHead.seq, AuditHead.digest).where(col(AuditHead.id) == HEAD)
    found = session.execute(query.with_for_update() if lock else query).one_or_none()
    if found is None:
        raise StoreError("the head of the audit record is missing; restore the database from a backup")
    return found[0], found[1]


def _link(entry: Entry, seq: int, previous: str) -> Audit:
    link = Audit(
        seq=seq,
        at=entry.at,
        kind=entry.kind,
        subject=entry.subject,
        agent=entry.agent,
        owner=entry.owner,
        data=canonical(dict(entry.data)).decode(),
        previous=previous,
        digest="",
    )
    link.digest = _digest(link)
    return link


def _digest(link: Audit) -> str:
    at = link.at.astimezone(UTC).isoformat(timespec="microseconds")
    said = canonical([link.seq, at, link.kind, link.subject, link.agent, link.owner, link.data])
    parts = (link.previous.encode(), said)
    return hashlib.sha256(b"".join(len(part).to_bytes(8, "big") + part for part in parts)).hexdigest()
