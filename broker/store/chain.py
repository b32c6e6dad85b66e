"""The audit record: a chain of hashes, so that a record cannot be deleted, altered, moved or slipped in unnoticed.

digest(n) = SHA-256( len ‖ digest(n-1) ‖ len ‖ canonical JSON of [seq, at, kind, subject, agent, owner, data] )

Not tamper-proof: who rewrites the whole rest of the chain and its head goes unnoticed unless an earlier digest was kept
elsewhere. `verify_chain` tells the last digest so that it can be kept.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col

from broker.approval.canonical import canonical
from broker.store.errors import StoreError
from broker.store.tables import Audit, AuditHead

GENESIS = "0" * 64
HEAD = 1  # the one row of audit_head
PORTION = 500  # records of one answer

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


def unlinked(entry: Entry) -> Link:
    """Return the record of an entry before it has its place in the chain. Raises ValueError for what none can say."""
    data = canonical(dict(entry.data)).decode()
    link = Link(0, entry.at, entry.kind, entry.subject, entry.agent, entry.owner, data, GENESIS)
    # tried here, where it fails its own change and nobody else's
    _digest(link)
    return link


class Tail:
    """The end of the chain in one transaction: the head is read once and moved once, whatever is linked between."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._head: tuple[int, str] | None = None

    def link(self, records: Sequence[Link]) -> None:
        """Link the records to the end, in order: what follows in this transaction reads them. Holds the head."""
        if not records:
            return
        seq, digest = self._head or _head(self._connection, lock=True)
        links: list[Link] = []
        for record in records:
            link = record._replace(seq=seq + 1, previous=digest)
            seq, digest = link.seq, _digest(link)
            links.append(link._replace(digest=digest))
        # statements of tables, not of mapped rows: every decision pays for them
        self._connection.execute(_INSERT, [link._asdict() for link in links])
        self._head = seq, digest

    def end(self) -> None:
        """Move the head to what was linked: the last that is done before COMMIT."""
        if self._head is not None:
            self._connection.execute(_MOVE_HEAD, {"new_seq": self._head[0], "new_digest": self._head[1]})


class Checkpoint(NamedTuple):
    """How long the chain was, and its last digest, as somebody kept it elsewhere."""

    length: int
    digest: str


def verify_chain(session: Session, kept: Checkpoint | None = None) -> Verdict:
    """Recompute every link from the first to the head, and return the verdict.

    With `kept`, the chain must also go through that checkpoint: a rest that was rewritten or cut off is found by it.
    """
    length, previous = 0, GENESIS
    # in portions, whatever the length; closed even when the verdict comes early
    query = select(Audit).order_by(col(Audit.seq)).execution_options(yield_per=500, populate_existing=True)
    with closing(session.scalars(query)) as links:
        for link in links:
            why = _fault(link, length + 1, previous)
            why = why or _departs(link, kept)
            if why is not None:
                return Verdict(False, length, previous, broken_at=length + 1, why=why)
            length, previous = link.seq, link.digest
    if kept is not None and length < kept.length:
        why = f"records up to {kept.length} were exported, and they are missing"
        return Verdict(False, length, previous, broken_at=length + 1, why=why)
    if _head(session.connection()) != (length, previous):
        return Verdict(False, length, previous, broken_at=length + 1, why="the last records are missing")
    return Verdict(True, length, previous)


def records(session: Session, after: int, limit: int) -> list[dict[str, Any]]:
    """Return the records that follow number `after`, at most `limit`, as JSON values: the lines of an export."""
    query = select(Audit).where(col(Audit.seq) > after).order_by(col(Audit.seq)).limit(limit)
    return [_line(link) for link in session.scalars(query)]


def verify_lines(lines: Iterable[str]) -> Verdict:
    """Return the verdict on an export: every record, and the checkpoint in its last line."""
    length, previous, kept = 0, GENESIS, None
    for text in lines:
        value = _value(text)
        if kept is not None or value is None:
            return Verdict(False, length, previous, broken_at=length + 1, why="this is no line of an export")
        if (kept := _checkpoint(value)) is not None:
            continue
        link = _link_of(value)
        why = "it is no record" if link is None else _fault(link, length + 1, previous)
        if link is None or why is not None:
            return Verdict(False, length, previous, broken_at=length + 1, why=why)
        length, previous = link.seq, link.digest
    if kept != (length, previous):
        return Verdict(False, length, previous, broken_at=length + 1, why="the last records are missing")
    return Verdict(True, length, previous)


def _line(link: Audit) -> dict[str, Any]:
    at = link.at.astimezone(UTC).isoformat(timespec="microseconds")
    return {name: getattr(link, name) for name in Link._fields} | {"at": at}


def _value(text: str) -> dict[str, Any] | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _checkpoint(value: dict[str, Any]) -> Checkpoint | None:
    kept = value.get("checkpoint")
    return Checkpoint(kept.get("length", -1), kept.get("digest", "")) if isinstance(kept, dict) else None


def _link_of(value: dict[str, Any]) -> Link | None:
    try:
        link = Link(**value | {"at": datetime.fromisoformat(value["at"])})
    except (TypeError, ValueError, KeyError):
        return None
    texts = (link.kind, link.subject, link.data, link.previous, link.digest)
    fits = type(link.seq) is int and link.at.tzinfo is not None and all(isinstance(text, str) for text in texts)
    # one spelling of the time, so that nothing in a line can be changed unnoticed
    return link if fits and value["at"] == link.at.astimezone(UTC).isoformat(timespec="microseconds") else None


def _departs(link: Audit, kept: Checkpoint | None) -> str | None:
    if kept is None or link.seq != kept.length or link.digest == kept.digest:
        return None
    return f"record {link.seq} is not the one that was exported"


def _fault(link: Audit | Link, expected: int, previous: str) -> str | None:
    if link.seq != expected:
        return f"record {expected} is missing"
    if link.previous != previous:
        return f"record {expected} does not follow the one before it"
    if link.digest != _digest(link):
        return f"record {expected} was altered"
    return None


def _head(connection: Connection, *, lock: bool = False) -> tuple[int, str]:
    # columns, not the row: the identity map may hold an older one
    found = connection.execute(_LOCK_HEAD if lock else _READ_HEAD).one_or_none()
    if found is None:
        raise StoreError("the head of the audit record is missing; restore the database from a backup")
    return found[0], found[1]


def _digest(link: Link | Audit) -> str:
    at = link.at.astimezone(UTC).isoformat(timespec="microseconds")
    said = canonical([link.seq, at, link.kind, link.subject, link.agent, link.owner, link.data])
    parts = (link.previous.encode(), said)
    return hashlib.sha256(b"".join(len(part).to_bytes(8, "big") + part for part in parts)).hexdigest()
