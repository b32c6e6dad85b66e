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
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col

from broker.approval.canonical import canonical
from broker.store.errors import StoreError
from broker.store.tables import Audit, AuditHead

GENESIS = "0" * 64
HEAD = 1  # the one row of audit_head

_HEADS = SQLModel.metadata.tables[AuditHead.__tablename__]
_READ_HEAD = select(_HEADS.c.seq, _HEADS.c.digest).where(_HEADS.c.id == HEAD)
_LOCK_HEAD = _READ_HEAD.with_for_update()
_INSERT = insert(SQLModel.metadata.tables[Audit.__tablename__])
_MOVE_HEAD = update(_HEADS).where(_HEADS.c.id == HEAD).values(seq=bindparam("new_seq"), digest=bindparam("new_digest"))


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


class Link(NamedTuple):
    """One record as it is written: the columns of `audit`."""

    seq: int
    at: datetime
    kind: str
    subject: str
    agent: str | None
    owner: str | None
    data: str
    previous: str
    digest: str = ""


def append(session: Session, entries: Sequence[Entry]) -> None:
    """Link the entries to the end of the chain. Holds the head until the transaction ends."""
    if not entries:
        return
    seq, digest = _head(session, lock=True)
    links: list[Link] = []
    for entry in entries:
        link = _link(entry, seq + 1, digest)
        seq, digest = link.seq, _digest(link)
        links.append(link._replace(digest=digest))
    # statements of tables, not of mapped rows: every decision pays for them
    connection = session.connection()
    connection.execute(_INSERT, [link._asdict() for link in links])
    connection.execute(_MOVE_HEAD, {"new_seq": seq, "new_digest": digest})


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
    found = session.connection().execute(_LOCK_HEAD if lock else _READ_HEAD).one_or_none()
    if found is None:
        raise StoreError("the head of the audit record is missing; restore the database from a backup")
    return found[0], found[1]


def _link(entry: Entry, seq: int, previous: str) -> Link:
    data = canonical(dict(entry.data)).decode()
    return Link(seq, entry.at, entry.kind, entry.subject, entry.agent, entry.owner, data, previous)


def _digest(link: Link | Audit) -> str:
    at = link.at.astimezone(UTC).isoformat(timespec="microseconds")
    said = canonical([link.seq, at, link.kind, link.subject, link.agent, link.owner, link.data])
    parts = (link.previous.encode(), said)
    return hashlib.sha256(b"".join(len(part).to_bytes(8, "big") + part for part in parts)).hexdigest()
