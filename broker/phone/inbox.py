"""The inbox: what waits for this owner, newest first, and what was answered lately."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from broker.approval.document import ApprovalDocument, DocumentError, parse
from broker.phone import sessions
from broker.phone.deps import PhoneDeps
from broker.phone.pages import page
from broker.store.query import Session, col, or_, select
from broker.store.tables import Approval, ClientGrant

_RECENT = 20


@dataclass(frozen=True)
class Item:
    """One row of the inbox. `document` is None when the stored text cannot be read; then only its age is shown.

    `unknown`: the approved call was sent and no answer came back, so it may have run.
    """

    id: str
    agent: str
    document: ApprovalDocument | None
    outcome: str
    at: datetime
    seconds_left: float
    unknown: bool = False


async def inbox_page(deps: PhoneDeps, request: Request) -> Response:
    """GET /inbox."""
    signed = await sessions.signed_in(deps, request)
    if signed is None:
        return RedirectResponse(sessions.sign_in_path("/inbox"), status_code=303)
    now, owner = deps.now(), signed.owner
    waiting, recent, unknown = await deps.store.read(lambda session: _rows(session, owner, now))
    return page(
        "inbox.html",
        owner=owner,
        waiting=[item(row, now) for row in waiting],
        recent=[item(row, now, unknown=row.id in unknown) for row in recent],
    )


def item(row: Approval, now: datetime, *, unknown: bool = False) -> Item:
    """Return the row as a person sees it in a list."""
    try:
        document = parse(row.document)
    except DocumentError:
        document = None
    left = (row.valid_until - now).total_seconds()
    return Item(row.id, row.agent, document, outcome(row, now), row.decided_at or row.created_at, left, unknown)


def outcome(row: Approval, now: datetime) -> str:
    """Return where an approval stands: waiting, approved, refused, withdrawn or expired."""
    if row.decision is not None:
        return {"approve": "approved", "refuse": "refused"}[row.decision]
    if row.withdrawn_at is not None:
        return "withdrawn"
    return "waiting" if now < row.valid_until else "expired"


def may_have_run(session: Session, rows: Sequence[Approval]) -> frozenset[str]:
    """Return the ids of those approvals whose call was sent and never answered: the owner must look for themselves."""
    calls = [row.client_grant for row in rows if row.client_grant is not None]
    unknown = (col(ClientGrant.id).in_(calls), col(ClientGrant.status) == "unknown")
    found = set(session.scalars(select(ClientGrant.id).where(*unknown)))
    return frozenset(row.id for row in rows if row.client_grant in found)


def _rows(session: Session, owner: str, now: datetime) -> tuple[list[Approval], list[Approval], frozenset[str]]:
    mine = select(Approval).where(col(Approval.owner) == owner)
    undecided = (col(Approval.decision).is_(None), col(Approval.withdrawn_at).is_(None))
    waiting = mine.where(*undecided, col(Approval.valid_until) > now).order_by(col(Approval.created_at).desc())
    closed = or_(
        col(Approval.decision).is_not(None), col(Approval.withdrawn_at).is_not(None), col(Approval.valid_until) <= now
    )
    recent = mine.where(closed).order_by(col(Approval.created_at).desc()).limit(_RECENT)
    answered = list(session.scalars(recent))
    return list(session.scalars(waiting)), answered, may_have_run(session, answered)
