"""What this owner was asked and how it ended, newest first: filtered by agent and outcome, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from broker.approval.decision import APPROVE, NARROW, REFUSE
from broker.phone import sessions
from broker.phone.deps import PhoneDeps
from broker.phone.inbox import Item, item, may_have_run, still_working
from broker.phone.pages import page
from broker.policy.chain import JOINT
from broker.ratchet.votes import answerable_by, may_answer
from broker.store.query import ColumnElement, Session, and_, col, or_, select
from broker.store.tables import Agent, Approval

PORTION = 50

_TAKEN_BACK = and_(
    col(Approval.withdrawn_at).is_not(None),
    or_(col(Approval.decision).is_(None), and_(col(Approval.decision) == APPROVE, col(Approval.spent_at).is_(None))),
)
_OUTCOMES: Final[dict[str, ColumnElement[bool]]] = {
    "approved": and_(col(Approval.decision) == APPROVE, ~_TAKEN_BACK),
    "narrowed": col(Approval.decision) == NARROW,
    "refused": col(Approval.decision) == REFUSE,
    "withdrawn": _TAKEN_BACK,
}


@dataclass(frozen=True)
class Wanted:
    """The filters of the address: anything that is not one of ours stands for no filter."""

    agent: str | None
    outcome: str | None
    before: str | None

    def older(self, last: str) -> str:
        """Return the address of the next portion, which begins after this approval."""
        kept = {"agent": self.agent, "outcome": self.outcome, "before": last}
        return "/history?" + urlencode({name: value for name, value in kept.items() if value})


@dataclass(frozen=True)
class Past:
    """One portion of the history, the agents to choose from, and where the next portion is, if there is one."""

    items: list[Item]
    works: frozenset[str]
    agents: list[str]
    older: str | None


async def history_page(deps: PhoneDeps, request: Request) -> Response:
    """GET /history?agent=&outcome=&before=: what was asked of this owner, and what became of it."""
    signed = await sessions.signed_in(deps, request)
    if signed is None:
        return RedirectResponse(sessions.sign_in_path("/history"), status_code=303)
    wanted, now = _wanted(request), deps.now()
    past = await deps.store.read(lambda session: _past(session, signed.owner, wanted, now))
    return page("history.html", past=past, wanted=wanted, outcomes=[*_OUTCOMES, "expired"], owner=signed.owner)


def _wanted(request: Request) -> Wanted:
    query = request.query_params
    outcome = query.get("outcome")
    known = outcome if outcome in _OUTCOMES or outcome == "expired" else None
    return Wanted(query.get("agent") or None, known, query.get("before") or None)


def _past(session: Session, owner: str, wanted: Wanted, now: datetime) -> Past:
    found = select(Approval).where(answerable_by(owner, now), *_filters(session, owner, wanted, now))
    order = (col(Approval.created_at).desc(), col(Approval.id).desc())
    rows = list(session.scalars(found.order_by(*order).limit(PORTION + 1)))
    shown, unknown = rows[:PORTION], may_have_run(session, rows[:PORTION])
    agents = select(Agent.name).where(col(Agent.owner) == owner, _to_choose()).order_by(col(Agent.name))
    return Past(
        items=[item(row, now, unknown=row.id in unknown) for row in shown],
        works=still_working(session, shown, now),
        agents=list(session.scalars(agents)),
        older=wanted.older(shown[-1].id) if len(rows) > PORTION else None,
    )


def _to_choose() -> ColumnElement[bool]:
    """Return the condition of the agents that are named: not children that ended, which would soon be very many."""
    return or_(col(Agent.parent).is_(None), col(Agent.revoked_at).is_(None))


def _filters(session: Session, owner: str, wanted: Wanted, now: datetime) -> list[ColumnElement[bool]]:
    closed = or_(*_OUTCOMES.values(), col(Approval.valid_until) <= now)
    filters: list[Any] = [closed]
    if wanted.agent:  # with its children
        beneath = col(Approval.agent).startswith(wanted.agent + JOINT, autoescape=True)
        filters.append(or_(col(Approval.agent) == wanted.agent, beneath))
    if wanted.outcome == "expired":
        undecided = (col(Approval.decision).is_(None), col(Approval.withdrawn_at).is_(None))
        filters += [*undecided, col(Approval.valid_until) <= now]
    elif wanted.outcome:
        filters.append(_OUTCOMES[wanted.outcome])
    last = session.get(Approval, wanted.before) if wanted.before else None
    # somebody else's row tells nothing: it is as good as none
    if last is not None and may_answer(session, last, owner, now):
        same = and_(col(Approval.created_at) == last.created_at, col(Approval.id) < last.id)
        filters.append(or_(col(Approval.created_at) < last.created_at, same))
    return filters
