"""The page on which something that widens is signed or refused."""

from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from broker.approval.document import DocumentError
from broker.approval.proposal import ProposalDocument, parse, unshowable
from broker.approval.standing import Terms
from broker.phone import sessions
from broker.phone.answering import REASON_LIMIT, Answer, Answering, Question, bad_terms, closed, intact, nothing_here
from broker.phone.catalogue import phrase
from broker.phone.deps import PhoneDeps
from broker.phone.door import Refusal, answerable
from broker.phone.items import counted, in_words, lines
from broker.phone.pages import page
from broker.ratchet import proposals
from broker.ratchet.isolation import Isolation, isolation_of
from broker.ratchet.proposals import outcome
from broker.store.query import Session, col, or_, select
from broker.store.tables import Agent, PhoneSession, Proposal

_RECENT = 10


@dataclass(frozen=True)
class Waiting:
    """One row of the inbox; `titles` are empty when the stored text cannot be read."""

    id: str
    code: str
    titles: tuple[str, ...]
    outcome: str
    at: datetime
    seconds_left: float


async def proposal_page(deps: PhoneDeps, request: Request) -> Response:
    """GET /proposals/{id}: every item in words and in full, and the two answers while it waits for one."""
    signed = await sessions.signed_in(deps, request)
    if signed is None:
        return RedirectResponse(sessions.sign_in_path(request.url.path), status_code=303)
    now, proposal_id = deps.now(), request.path_params["id"]

    def look(session: Session) -> tuple[Proposal, Isolation | None, str | None]:
        return *_shown(session, proposal_id, signed.owner, now), _after(deps, session, proposal_id, signed)

    row, isolation, onward = await deps.store.read(look)
    document = _intact(row)
    shown = page(
        "proposal.html",
        row=row,
        document=document,
        items=[(one, in_words(one), lines(one)) for one in document.items],
        outcome=outcome(row, now),
        isolation=isolation,
        onward=onward,
        unshowable=unshowable(document),
        seconds_left=(row.valid_until - now).total_seconds(),
        reason_limit=REASON_LIMIT,
    )
    return answerable(shown)


def of_owner(session: Session, owner: str, now: datetime) -> tuple[list[Waiting], list[Waiting]]:
    """Return the owner's proposals: those that wait, the newest first, and what became of the latest others."""
    mine = select(Proposal).where(col(Proposal.owner) == owner)
    newest = col(Proposal.created_at).desc()
    undecided = (col(Proposal.decision).is_(None), col(Proposal.withdrawn_at).is_(None))
    waiting = mine.where(*undecided, col(Proposal.valid_until) > now).order_by(newest)
    over = or_(
        col(Proposal.decision).is_not(None), col(Proposal.withdrawn_at).is_not(None), col(Proposal.valid_until) <= now
    )
    recent = mine.where(over).order_by(newest).limit(_RECENT)
    return [_waiting(row, now) for row in session.scalars(waiting)], [
        _waiting(row, now) for row in session.scalars(recent)
    ]


def _waiting(row: Proposal, now: datetime) -> Waiting:
    try:
        titles = counted(parse(row.document))
    except DocumentError:
        titles = ()
    left = (row.valid_until - now).total_seconds()
    return Waiting(row.id, row.code, titles, outcome(row, now), row.decided_at or row.created_at, left)


def _shown(session: Session, proposal_id: str, owner: str, now: datetime) -> tuple[Proposal, Isolation | None]:
    row = _owned(session, proposal_id, owner, now)
    # an agent whose call found a connector changed is not what is signed for
    known = row.agent is not None and row.kind != "connector" and session.get(Agent, row.agent) is not None
    return row, isolation_of(session, row.agent, now) if row.agent and known else None


def _owned(session: Session, proposal_id: str, owner: str, now: datetime) -> Proposal:
    row = session.get(Proposal, proposal_id, populate_existing=True)
    if row is None or row.owner != owner or outcome(row, now) == "expired":
        raise nothing_here()
    return row


def _question(session: Session, proposal_id: str, owner: str, now: datetime, terms: Terms | None) -> Question:
    row = _owned(session, proposal_id, owner, now)
    if outcome(row, now) != "waiting":
        raise closed(row.decision, outcome(row, now))
    if terms is not None:
        raise bad_terms(phrase("a proposal is signed as it is, or refused"))
    document = _intact(row)
    return Question(row.id, "propose", row.id, row.owner, document.digest, unshowable(document))


def _record(deps: PhoneDeps, session: Session, proposal_id: str, answer: Answer, now: datetime) -> Refusal | None:
    row = session.get_one(Proposal, proposal_id)
    first = proposals.decide(
        session, deps.perform, row, verb=answer.verb, reason=answer.reason, evidence=answer.evidence, now=now
    )
    decided = session.get_one(Proposal, proposal_id, populate_existing=True)
    return None if first else closed(decided.decision, outcome(decided, now))


def _intact(row: Proposal) -> ProposalDocument:
    return intact(row, parse, phrase("Let it be proposed again"))


def _after(deps: PhoneDeps, session: Session, proposal_id: str, signed: PhoneSession) -> str | None:
    row = session.get_one(Proposal, proposal_id, populate_existing=True)
    back = deps.hosts.way_back(session, row, signed, deps.now()) if row.kind == "host" else None
    return back and f"/oauth/done/{proposal_id}"


answers = Answering("/proposals", "proposal", _question, _record, _after)
