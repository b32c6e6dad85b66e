"""The inbox: what waits for this owner, newest first; their agents and what stands still; what was answered lately."""

import contextlib
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from broker.approval.decision import APPROVE
from broker.approval.document import DocumentError
from broker.approval.standing import StandingDocument
from broker.notify.outbox import code_of, faults
from broker.phone import documents, interact_foreign, sessions
from broker.phone.deps import PhoneDeps
from broker.phone.pages import page
from broker.phone.proposals import Waiting, of_owner
from broker.ratchet.cooling import cooling_of
from broker.ratchet.freezing import frozen_since
from broker.ratchet.habits import Seen, habits_of
from broker.ratchet.isolation import Isolation, isolations_of
from broker.ratchet.standing import live
from broker.ratchet.votes import answerable_by
from broker.store.query import Session, col, or_, select
from broker.store.tables import Agent, Approval, ClientGrant, Passkey, ServerToken, StandingApproval

_RECENT = 20
_NEW_DEVICE = timedelta(days=7)  # for so long every device of the owner is told of it


@dataclass(frozen=True)
class Item:
    """One row of the inbox. `title` is None when the stored text cannot be read; then only its age is shown.

    `gist` holds the few values by which a person knows it. `unknown`: the approved call was sent and no answer came
    back, so it may have run.
    """

    id: str
    code: str
    agent: str
    title: str | None
    gist: list[tuple[str, Any]]
    outcome: str
    at: datetime
    seconds_left: float
    unknown: bool = False


@dataclass(frozen=True)
class AgentLine:
    """One of the owner's agents: how far from the broker, whether it stands still, and until when it may not ask."""

    name: str
    isolation: Isolation
    frozen_at: datetime | None
    cooling_until: datetime | None
    muted: bool
    seen: Seen | None
    child_until: datetime | None  # where it is a child: when it ends


@dataclass(frozen=True)
class StandingLine:
    """A standing approval that may still be used, and how much of it is gone."""

    row: StandingApproval
    document: StandingDocument


@dataclass(frozen=True)
class Inbox:
    """Everything that the page shows."""

    proposals: list[Waiting]
    waiting: list[Item]
    elsewhere: list[interact_foreign.Elsewhere]
    there: list[interact_foreign.Elsewhere]
    recent_proposals: list[Waiting]
    recent: list[Item]
    standing: list[StandingLine]
    agents: list[AgentLine]
    frozen_at: datetime | None
    new_devices: list[Passkey]
    faults: list[str]

    @property
    def state(self) -> str:
        """Return a digest that differs whenever the page shows something else than how much time is left."""
        signed = [(one.id, one.outcome) for one in (*self.proposals, *self.recent_proposals)]
        asked = [(one.id, one.outcome) for one in (*self.waiting, *self.recent)]
        shown = signed + asked + [(one.grant, one.code) for one in (*self.elsewhere, *self.there)]
        used = [(one.row.id, one.row.used) for one in self.standing]
        return hashlib.sha256(repr((shown, used, self.agents, self.frozen_at, self.faults)).encode()).hexdigest()[:16]


async def inbox_page(deps: PhoneDeps, request: Request) -> Response:
    """GET /inbox."""
    signed = await sessions.signed_in(deps, request)
    if signed is None:
        return RedirectResponse(sessions.sign_in_path("/inbox"), status_code=303)
    now, owner = deps.now(), signed.owner
    inbox = await deps.store.read(lambda session: _inbox(deps, session, owner, now))
    return page("inbox.html", owner=owner, inbox=inbox, this_computer_only=not deps.secure, mine=signed.passkey)


def item(row: Approval, now: datetime, *, unknown: bool = False) -> Item:
    """Return the row as a person sees it in a list."""
    title, gist = None, []
    with contextlib.suppress(DocumentError):
        document = documents.read(row.document)
        title, gist = documents.title(document), documents.gist(document)
    left = (row.valid_until - now).total_seconds()
    at = row.decided_at or row.created_at
    return Item(row.id, code_of(row), row.agent, title, gist, outcome(row, now), at, left, unknown)


def outcome(row: Approval, now: datetime) -> str:
    """Return where an approval stands: waiting, approved, refused, withdrawn or expired."""
    if row.decision == APPROVE and row.withdrawn_at is not None and row.spent_at is None:
        return "withdrawn"
    if row.decision is not None:
        return {"approve": "approved", "refuse": "refused", "narrow": "narrowed"}[row.decision]
    if row.withdrawn_at is not None:
        return "withdrawn"
    return "waiting" if now < row.valid_until else "expired"


def may_have_run(session: Session, rows: Sequence[Approval]) -> frozenset[str]:
    """Return the ids of those approvals whose call was sent and never answered: the owner must look for themselves."""
    calls = [row.client_grant for row in rows if row.client_grant is not None]
    unknown = (col(ClientGrant.id).in_(calls), col(ClientGrant.status) == "unknown")
    found = set(session.scalars(select(ClientGrant.id).where(*unknown)))
    return frozenset(row.id for row in rows if row.client_grant in found)


def still_working(session: Session, rows: Sequence[Approval], now: datetime) -> frozenset[str]:
    """Return the ids of those approvals of which some token still works.

    A token for one call works no more once that call is over, even before its time has come.
    """
    live = (col(ServerToken.revoked_at).is_(None), col(ServerToken.expires_at) > now)
    approved = [row for row in rows if row.decision == APPROVE]
    over = _over(session, [row.client_grant for row in approved if row.client_grant is not None])
    mine = col(ServerToken.grant).in_([row.grant for row in approved])
    found = session.exec(select(ServerToken.grant, ServerToken.uses).where(mine, *live)).all()
    works, once = {grant for grant, uses in found if uses != 1}, {grant for grant, uses in found if uses == 1}
    return frozenset(
        row.id for row in approved if row.grant in works or (row.grant in once and row.client_grant not in over)
    )


def _over(session: Session, calls: Sequence[str]) -> frozenset[str]:
    kept = col(ClientGrant.handed_at).is_(None)  # a token in the agent's own hands works until it ends
    ended = col(ClientGrant.status).in_(["done", "failed", "denied", "cancelled"])
    return frozenset(session.scalars(select(ClientGrant.id).where(col(ClientGrant.id).in_(calls), kept, ended)))


def _inbox(deps: PhoneDeps, session: Session, owner: str, now: datetime) -> Inbox:
    asked, decided = of_owner(session, owner, now)
    waiting, recent, unknown = _approvals(session, owner, now)
    return Inbox(
        proposals=asked,
        waiting=[item(row, now) for row in waiting],
        elsewhere=interact_foreign.elsewhere(deps, session, owner, now),
        there=interact_foreign.waiting_there(deps, session, owner, now),
        recent_proposals=decided,
        recent=[item(row, now, unknown=row.id in unknown) for row in recent],
        standing=[StandingLine(*one) for one in live(session, owner, now)],
        agents=_agents(session, owner, now),
        frozen_at=frozen_since(session),
        new_devices=_new_devices(session, owner, now),
        faults=faults(session, owner),
    )


def _approvals(session: Session, owner: str, now: datetime) -> tuple[list[Approval], list[Approval], frozenset[str]]:
    mine = select(Approval).where(answerable_by(owner, now))
    undecided = (col(Approval.decision).is_(None), col(Approval.withdrawn_at).is_(None))
    waiting = mine.where(*undecided, col(Approval.valid_until) > now).order_by(col(Approval.created_at).desc())
    closed = or_(
        col(Approval.decision).is_not(None), col(Approval.withdrawn_at).is_not(None), col(Approval.valid_until) <= now
    )
    recent = mine.where(closed).order_by(col(Approval.created_at).desc()).limit(_RECENT)
    answered = list(session.scalars(recent))
    return list(session.scalars(waiting)), answered, may_have_run(session, answered)


def _agents(session: Session, owner: str, now: datetime) -> list[AgentLine]:
    mine = (col(Agent.owner) == owner, col(Agent.revoked_at).is_(None))
    rows = session.scalars(select(Agent).where(*mine).order_by(col(Agent.name))).all()
    apart = isolations_of(session, [row.name for row in rows], now)
    habits = habits_of(session, owner, now)
    cooling = cooling_of(session, [row.name for row in rows], now)
    return [
        AgentLine(
            row.name,
            apart[row.name],
            row.frozen_at,
            cooling.get(row.name),
            muted=row.muted_until is not None and row.muted_until > now,
            seen=habits.get(row.name),
            child_until=row.credential_expires_at if row.parent else None,
        )
        for row in rows
    ]


def _new_devices(session: Session, owner: str, now: datetime) -> list[Passkey]:
    mine = (col(Passkey.owner) == owner, col(Passkey.removed_at).is_(None))
    rows = list(session.scalars(select(Passkey).where(*mine).order_by(col(Passkey.created_at).desc())))
    # an owner's only device needs no telling of itself
    return [row for row in rows if now - row.created_at < _NEW_DEVICE] if len(rows) > 1 else []
