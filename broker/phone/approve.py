"""The page on which a call or a client's rights are approved, and the one transaction that makes the answer final."""

import hmac
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from broker.approval.decision import APPROVE, REFUSE, REMEMBER
from broker.approval.document import ApprovalDocument, DocumentError, not_inspectable
from broker.approval.rights_document import RightsDocument
from broker.approval.standing import StandingDocument, Terms, lowerable, standing_for
from broker.notify.outbox import code_of
from broker.phone import documents, interact_foreign, sessions
from broker.phone.answering import (
    REASON_LIMIT,
    Answer,
    Answering,
    Question,
    bad_terms,
    closed,
    intact,
    nothing_here,
)
from broker.phone.catalogue import phrase, prefer
from broker.phone.deps import Met, PhoneDeps
from broker.phone.door import Refusal, answerable
from broker.phone.inbox import may_have_run, outcome, still_working
from broker.phone.pages import clipped, hides, mixed_words, page
from broker.phone.visiting import after_answer
from broker.policy.chain import shown
from broker.policy.cooling import COOL_DOWN, MUTED
from broker.policy.matching import Why, choices
from broker.ratchet.cooling import mute
from broker.ratchet.isolation import Isolation, isolation_of
from broker.ratchet.lineage import of_line
from broker.ratchet.standing import revoke_made_of, stand
from broker.ratchet.votes import may_answer, votes_of
from broker.store.query import Session, col, select
from broker.store.tables import Agent, Approval, ApprovalVote, ClientGrant, PhoneSession
from broker.store.verbs import audit, use_once, wake

_WORDS_LIMIT = 280  # characters: the facts above must stay what is seen first


async def approve_page(deps: PhoneDeps, request: Request) -> Response:
    """GET /approve/{id}: the document in full, and the two answers while it waits for one."""
    signed = await sessions.signed_in(deps, request)
    if signed is None:
        return RedirectResponse(sessions.sign_in_path(request.url.path), status_code=303)
    now, approval_id = deps.now(), request.path_params["id"]
    found = await deps.store.read(lambda session: _shown(deps, session, approval_id, signed, now))
    row, document = found.row, _intact(found.row)
    if found.met is not None:
        prefer(found.met.locales)
    usual: dict[str, Any] = {
        "row": row,
        "outcome": outcome(row, now),
        "isolation": found.isolation,
        "code": code_of(row),
        "unshowable": documents.unshowable(document),
        "works": found.works,
        "choices": choices(row.number or "", row.id) if row.match and signed.owner == row.owner else [],
        "votes": found.votes,
        "known": found.known,
        "before": found.before,
        "me": signed.owner,
        "abroad": found.abroad if signed.owner == row.owner else None,
        "seconds_left": (row.valid_until - now).total_seconds(),
        "reason_limit": REASON_LIMIT,
    }
    if isinstance(document, RightsDocument):
        return answerable(_rights_page(document, met=found.met, **usual))
    return answerable(_call_page(document, unknown=found.unknown, **usual))


async def take_back(deps: PhoneDeps, request: Request) -> Response:
    """POST /approve/{id}/withdraw: an approval is taken back until its use is reserved, then revoked (R9).

    The session is enough: both narrow.
    """
    signed = await sessions.demanded(deps, request)
    now, approval_id = deps.now(), request.path_params["id"]

    def work(session: Session) -> None:
        row = owned(session, approval_id, signed.owner, now)
        # one UPDATE here and one where the use is reserved, each excluding the other: exactly one comes first
        unused = (col(Approval.withdrawn_at).is_(None), col(Approval.spent_at).is_(None))
        approved = (col(Approval.id) == row.id, col(Approval.decision) == APPROVE)
        if use_once(session, Approval, *approved, *unused, values={"withdrawn_at": now}):
            kind = "approval.withdrawn"
        elif still_working(session, [row], now) and deps.revoke_tokens(session, row.grant, now):
            kind = "approval.revoked"
        else:
            raise _too_late()
        revoke_made_of(session, row.id, row.owner, now)
        audit(session, kind=kind, subject=row.id, at=now, agent=row.agent, owner=row.owner)
        wake(session, f"owner:{row.owner}")

    await deps.store.write(work)
    return JSONResponse({"withdrawn": approval_id, "next": f"/approve/{approval_id}"})


def _too_late() -> Refusal:
    return Refusal(
        409,
        "too_late",
        "This cannot be taken back any more",
        "The call has begun, or there is no approval that could be taken back.",
        "Look at the request and into the inbox; what runs again is stopped by freezing the agent.",
    )


def owned(session: Session, approval_id: str, owner: str, now: datetime) -> Approval:
    """Return the approval that this person may answer.

    Raises the same 404 Refusal for an unknown one, one that is not theirs, and an expired one.
    """
    row = session.get(Approval, approval_id, populate_existing=True)
    if row is None or not may_answer(session, row, owner, now) or outcome(row, now) == "expired":
        raise nothing_here()
    return row


def undecided(session: Session, approval_id: str, owner: str, now: datetime) -> Approval:
    """Return the owner's approval if it still waits for an answer. Raises a Refusal: 404, or 409 when it is closed."""
    row = owned(session, approval_id, owner, now)
    if outcome(row, now) != "waiting":
        raise closed(row.decision, outcome(row, now))
    return row


@dataclass(frozen=True)
class _Shown:
    """What the page needs of the database; `met` is how this browser came to the request, if by its client."""

    row: Approval
    unknown: bool
    isolation: Isolation
    met: Met | None
    works: bool
    votes: list[ApprovalVote]
    abroad: interact_foreign.Abroad | None
    known: Agent | None
    before: ClientGrant | None


def _shown(deps: PhoneDeps, session: Session, approval_id: str, signed: PhoneSession, now: datetime) -> _Shown:
    row = owned(session, approval_id, signed.owner, now)
    return _Shown(
        row,
        bool(may_have_run(session, [row])),
        isolation_of(session, row.agent, now),
        deps.visits.mine(session, row.grant, signed, now),
        bool(still_working(session, [row], now)),
        votes_of(session, row.id),
        interact_foreign.abroad(deps, session, row.grant, now),
        session.get(Agent, row.agent),
        _before(session, row),
    )


def _before(session: Session, row: Approval) -> ClientGrant | None:
    """Return the last equal call of this agent's line that ran, or may have run, before this was asked."""
    try:
        document = documents.read(row.document)
    except DocumentError:
        return None
    if isinstance(document, RightsDocument):
        return None
    equal = (of_line(ClientGrant.agent, row.agent), col(ClientGrant.call_digest) == document.call_digest)
    ran = (col(ClientGrant.status).in_(["done", "unknown"]), col(ClientGrant.created_at) < row.created_at)
    newest = select(ClientGrant).where(*equal, *ran).order_by(col(ClientGrant.created_at).desc()).limit(1)
    return session.scalars(newest).first()


def _call_page(document: ApprovalDocument, *, row: Approval, unknown: bool, **usual: Any) -> Response:
    return page(
        "approve.html",
        row=row,
        document=document,
        rights=[documents.lines(right) for right in document.access],
        lowerable=lowerable(document),
        unknown=unknown,
        opaque=not_inspectable(document),
        words=_said(row, row.agent_reason),
        purpose=_said(row, row.agent_purpose),
        host=document.resource_server.partition("://")[2] or document.resource_server,
        authority=document.authorization_server.partition("://")[2].partition("/")[0] or document.authorization_server,
        **usual,
    )


@dataclass(frozen=True)
class _Words:
    """What the agent wrote, as far as it is shown, and what there is to be said of it."""

    text: str
    left_out: int
    hidden: bool
    mixed: list[str]


def _said(row: Approval, words: str | None) -> _Words | None:
    if not words:
        return None
    # the number must be seen where the agent is, not read off this page
    told = re.sub(rf"(?<!\d){row.number}(?!\d)", "••", words) if row.match else words
    text, left_out = clipped(told, _WORDS_LIMIT)
    return _Words(text, left_out, hides(text), mixed_words(text))


def _rights_page(document: RightsDocument, **usual: Any) -> Response:
    return page(
        "rights.html",
        document=document,
        title=documents.title(document),
        tokens=[(token, [list(documents.rows(right)) for right in token.access]) for token in document.tokens],
        everything=documents.lines(document.model_dump()),
        **usual,
    )


def _question(session: Session, approval_id: str, owner: str, now: datetime, terms: Terms | None) -> Question:
    row = undecided(session, approval_id, owner, now)
    document = _intact(row)
    signs = document if terms is None else effective(document, terms, now)
    return Question(row.id, "decide", row.grant, owner, signs.digest, documents.unshowable(document))


def effective(document: documents.Document, terms: Terms, now: datetime) -> StandingDocument:
    """Return what is signed instead of the document. Raises a 422 Refusal where these are no terms for it."""
    if isinstance(document, RightsDocument):
        raise bad_terms(phrase("rights for another client are approved as they are, or refused"))
    if document.people.several or document.elsewhere:
        raise bad_terms(phrase("what others decide too is approved as it is, or refused"))
    try:
        return standing_for(document, terms, now)
    except ValueError as why:  # DocumentError, or a day that no calendar has
        raise bad_terms(str(why)) from None


def _record(deps: PhoneDeps, session: Session, approval_id: str, answer: Answer, now: datetime) -> Refusal | None:
    row = session.get_one(Approval, approval_id)
    if (unmatched := _unmatched(deps, session, row, answer, now)) is not None:
        return unmatched
    if answer.verb != REFUSE and (waits := _vote(session, row, answer, now)) is not None:
        return waits.refusal
    signs = effective(_intact(row), answer.terms, now) if answer.terms else None
    won = _decide(session, row, answer, signs, now)
    decided = session.get_one(Approval, row.id, populate_existing=True)
    if not won:
        return closed(decided.decision, outcome(decided, now))
    if signs is not None and answer.evidence is not None:
        stand(session, decided, signs, answer.evidence, "s_" + deps.mint(12).hex())
    if answer.mute and answer.person == row.owner:
        mute(session, row.agent, now + MUTED, now, row.owner)
    _note(session, decided, answer, now)
    # first who came by a start mode, then what follows from the decision: the finish looks at both
    deps.visits.complete(session, decided, answer.session, now)
    deps.decided(session, decided)
    return None


def _unmatched(deps: PhoneDeps, session: Session, row: Approval, answer: Answer, now: datetime) -> Refusal | None:
    # whoever decides besides the agent's owner does not sit before it, and sees no number
    if not row.match or answer.verb == REFUSE or answer.person != row.owner:
        return None
    if answer.number is None:
        return _no_number(row)
    if not _same(answer.number, row.number):
        return _wrong_number(deps, session, row, answer, now)
    return None


def _decide(session: Session, row: Approval, answer: Answer, signs: StandingDocument | None, now: datetime) -> bool:
    """Write the decision down where none is; True iff this answer was the first."""
    values: dict[str, Any] = {
        "decision": APPROVE if answer.verb == REMEMBER else answer.verb,
        "decided_at": now,
        "decision_reason": answer.reason,
        "cool_until": now + COOL_DOWN if answer.verb == REFUSE else None,
        "effective_document": signs.canonical().decode() if signs else None,
        "effective_digest": signs.digest if signs else row.digest,
    }
    values |= vars(answer.evidence) if answer.evidence else {}
    if answer.mismatched:  # the person slipped, or saw through it: no verdict on what was asked
        values |= {"match": Why.WRONG, "cool_until": None}
    # one UPDATE decides who was first; whoever comes second is told what the first one said
    undecided_row = (col(Approval.id) == row.id, col(Approval.decision).is_(None), col(Approval.withdrawn_at).is_(None))
    return use_once(session, Approval, *undecided_row, col(Approval.valid_until) > now, values=values)


def _note(session: Session, decided: Approval, answer: Answer, now: datetime) -> None:
    audit(
        session,
        kind=f"approval.{outcome(decided, now)}",
        subject=decided.id,
        at=now,
        agent=decided.agent,
        owner=decided.owner,
        data={
            "grant": decided.grant,
            "digest": decided.digest,
            "effective": decided.effective_digest,
            "verb": answer.verb,
            "passkey": answer.evidence.passkey if answer.evidence else None,
            "reason": answer.reason,
        },
    )
    wake(session, f"owner:{decided.owner}")


@dataclass(frozen=True)
class _Waits:
    """The approval is not decided by this answer: it waits for others, or the answer did not count (`refusal`)."""

    refusal: Refusal | None


def _vote(session: Session, row: Approval, answer: Answer, now: datetime) -> _Waits | None:
    """Count one person's yes where others may decide too; None where the approval is decided now."""
    document = _intact(row)
    if isinstance(document, RightsDocument) or not document.people.several:
        return None
    # locked, so that of two at once one sees the other's
    session.get_one(Approval, row.id, with_for_update=True, populate_existing=True)
    before = [vote.owner for vote in votes_of(session, row.id)]
    if row.decision is not None or answer.evidence is None:
        return _Waits(closed(row.decision, outcome(row, now)))
    if answer.person in before:
        return _Waits(closed(row.decision, phrase("approved by you")))
    if answer.person not in document.people.named():
        return _Waits(_not_yours(row))
    short = document.people.missing([*before, answer.person])
    session.add(ApprovalVote(approval=row.id, owner=answer.person, at=now, **vars(answer.evidence)))
    session.flush()
    data = {"grant": row.grant, "digest": row.digest, "passkey": answer.evidence.passkey, "waits": short}
    audit(session, kind="approval.vote", subject=row.id, at=now, agent=row.agent, owner=answer.person, data=data)
    for person in {row.owner, *document.people.named()}:
        wake(session, f"owner:{person}")
    return None if short is None else _Waits(None)


def _not_yours(row: Approval) -> Refusal:
    return Refusal(
        403,
        "not_yours",
        "Others approve this",
        phrase("The policy of %(agent)s names other people to approve it. You may refuse it.", agent=shown(row.agent)),
        "Leave it to them, or refuse.",
    )


def _same(chosen: str | None, shown: str | None) -> bool:
    return chosen is not None and shown is not None and hmac.compare_digest(chosen.encode(), shown.encode())


def _no_number(row: Approval) -> Refusal:
    return Refusal(
        409,
        "number_missing",
        "Choose the number first",
        phrase(
            "%(agent)s shows a number with this request, which has to be chosen here. Nothing was changed.",
            agent=shown(row.agent),
        ),
        "Look where you talk to it, choose the number, and approve again. Without one, refuse.",
    )


def _wrong_number(deps: PhoneDeps, session: Session, row: Approval, answer: Answer, now: datetime) -> Refusal:
    """Refuse for good what its owner did not start: the next guess would be right half of the time."""
    instead = Answer(REFUSE, None, None, answer.session, person=answer.person, mismatched=True)
    if (lost := _record(deps, session, row.id, instead, now)) is not None:
        return lost
    audit(session, kind="approval.mismatched", subject=row.id, at=now, agent=row.agent, owner=row.owner)
    return Refusal(
        409,
        "wrong_number",
        "That was another number",
        phrase(
            "%(agent)s shows another one, so this may not be what you started. Nothing was approved: it is refused.",
            agent=shown(row.agent),
        ),
        "If you want it, let the agent ask again, and look at its number first.",
        {"decision": REFUSE, "outcome": "refused"},
    )


def _intact(row: Approval) -> documents.Document:
    return intact(row, documents.read, phrase("Let the agent ask again"))


answers = Answering("/approve", "approval", _question, _record, after_answer)
