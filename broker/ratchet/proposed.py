"""Changed files as an owner is shown them: the difference, how much a page holds, what waits and what was refused."""

import difflib
import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final, Literal

from broker.approval.proposal import SHOWN, FileItem, parse
from broker.files import Sealed, digest_of
from broker.ratchet.proposals import outcome
from broker.store.query import ColumnElement, Session, and_, col, select
from broker.store.tables import Proposal

FILE_VALID: Final = timedelta(days=7)
ROOM: Final = SHOWN - 4_096  # bytes of files that one proposal shows
_REMEMBERED: Final = 200  # refused proposals whose files are not proposed again unchanged
BY_A_CALL: Final = and_(col(Proposal.kind) == "connector", col(Proposal.agent).is_not(None))
"""What the broker proposed by itself, since a call of that agent found a tool changed; else a file was changed."""


def item_of(
    kind: Literal["policy", "connector"], subject: str, path: str, text: str, before: Sealed | None
) -> FileItem:
    """Return the item that shows what a text changes in that which is in force."""
    old = "" if before is None else before.text
    lines = difflib.unified_diff(old.splitlines(), text.splitlines(), "in force", "proposed", lineterm="", n=2)
    return FileItem(
        kind=kind,
        name=subject,
        path=path,
        digest=digest_of(text),
        before=None if before is None else before.digest,
        text=text,
        # a new file is all new: its text says it once
        difference=[] if before is None else list(lines)[2:],
    )


def size_of(item: FileItem) -> int:
    """Return how much of a page's room an item takes, in bytes of JSON."""
    return len(item.model_dump_json())


def filled(items: Iterable[FileItem]) -> list[list[FileItem]]:
    """Return the items in as few groups as a page can show each."""
    groups: list[list[FileItem]] = []
    room = 0
    for item in items:
        size = size_of(item)
        if not groups or size > room:
            groups.append([])
            room = ROOM
        groups[-1].append(item)
        room -= size
    return groups


def key_of(owner: str, items: Iterable[FileItem]) -> str:
    """Return the open key under which these changes wait for an owner once."""
    spelled = "\n".join(sorted(f"{name_of(one)} {one.before} {one.digest}" for one in items))
    return "files:" + hashlib.sha256(f"{owner}\n{spelled}".encode()).hexdigest()


def name_of(item: FileItem) -> str:
    """Return what a file is known by: `policy:scout`."""
    return f"{item.kind}:{item.name}"


def waiting(session: Session, now: datetime) -> Iterator[tuple[Proposal, set[str]]]:
    """Yield the proposals of changed files that wait, each with the names of its files."""
    kinds = (col(Proposal.kind).in_(["policy", "connector"]), col(Proposal.open_key).is_not(None))
    for row in list(session.exec(select(Proposal).where(*kinds))):
        if outcome(row, now) == "waiting":
            yield row, {name_of(one) for one in files_of(row)}


def refused(session: Session, *which: ColumnElement[bool]) -> set[tuple[str, str]]:
    """Return the names and digests of files whose change was refused of late."""
    said_no = (col(Proposal.decision) == "refuse", col(Proposal.kind).in_(["policy", "connector"]), *which)
    rows = session.exec(select(Proposal).where(*said_no).order_by(col(Proposal.created_at).desc()).limit(_REMEMBERED))
    return {(name_of(one), one.digest) for row in rows for one in files_of(row)}


def files_of(row: Proposal) -> list[FileItem]:
    """Return the files of a proposal."""
    return [one for one in parse(row.document).items if isinstance(one, FileItem)]
