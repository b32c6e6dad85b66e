"""The page on which a call is approved, and the one transaction in which the answer becomes final."""

from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from broker.approval.document import ApprovalDocument, parse, unshowable
from broker.notify.outbox import code_of
from broker.phone import sessions
from broker.phone.answering import REASON_LIMIT, Answer, Answering, Question, closed, intact, nothing_here
from broker.phone.deps import PhoneDeps
from broker.phone.door import Refusal
from broker.phone.inbox import may_have_run, outcome
from broker.phone.pages import clipped, page
from broker.ratchet.isolation import Isolation, isolation_of
from broker.store.query import Session, col
from broker.store.tables import Approval
from broker.store.verbs import audit, use_once

_WORDS_LIMIT = 600


async def approve_page(deps: PhoneDeps, request: Request) -> Response:
    """GET /approve/{id}: the document in full, and the two answers while it waits for one."""
    signed = await sessions.signed_in(deps, request)
    if signed is None:
        return RedirectResponse(sessions.sign_in_path(request.url.path), status_code=303)
    now, approval_id = deps.now(), request.path_params["id"]
    row, unknown, isolation = await deps.store.read(lambda session: _shown(session, approval_id, signed.owner, now))
    document = _intact(row)
    words, left_out = clipped(row.agent_reason or "", _WORDS_LIMIT)
    return page(
        "approve.html",
        row=row,
        document=document,
        rights=[rights_lines(right) for right in document.access],
        outcome=outcome(row, now),
        unknown=unknown,
        isolation=isolation,
        code=code_of(row),
        unshowable=unshowable(document),
        words=words,
        left_out=left_out,
        seconds_left=(row.valid_until - now).total_seconds(),
        host=document.resource_server.partition("://")[2] or document.resource_server,
        reason_limit=REASON_LIMIT,
    )


def owned(session: Session, approval_id: str, owner: str, now: datetime) -> Approval:
    """Return the owner's approval. Raises the same 404 Refusal for an unknown, a foreign and an expired one."""
    row = session.get(Approval, approval_id, populate_existing=True)
    if row is None or row.owner != owner or outcome(row, now) == "expired":
        raise nothing_here()
    return row


def undecided(session: Session, approval_id: str, owner: str, now: datetime) -> Approval:
    """Return the owner's approval if it still waits for an answer. Raises a Refusal: 404, or 409 when it is closed."""
    row = owned(session, approval_id, owner, now)
    if outcome(row, now) != "waiting":
        raise closed(row.decision, outcome(row, now))
    return row


def rights_lines(right: Any, prefix: str = "") -> list[tuple[str, Any]]:
    """Return an access right as (path, value) lines: `actions.0`, `create`. A reference is one line without a path."""
    if isinstance(right, dict):
        members = right.items()
    elif isinstance(right, list):
        members = {str(index): value for index, value in enumerate(right)}.items()
    else:
        return [(prefix, right)]
    lines = [line for name, value in members for line in rights_lines(value, f"{prefix}.{name}" if prefix else name)]
    return lines or [(prefix, "empty")]


def _shown(session: Session, approval_id: str, owner: str, now: datetime) -> tuple[Approval, bool, Isolation]:
    row = owned(session, approval_id, owner, now)
    return row, bool(may_have_run(session, [row])), isolation_of(session, row.agent, now)


def _question(session: Session, approval_id: str, owner: str, now: datetime) -> Question:
    row = undecided(session, approval_id, owner, now)
    document = _intact(row)
    return Question(row.id, "decide", row.grant, row.owner, document.digest, unshowable(document))


def _record(deps: PhoneDeps, session: Session, approval_id: str, answer: Answer, now: datetime) -> Refusal | None:
    row = session.get_one(Approval, approval_id)
    # one UPDATE decides who was first; whoever comes second is told what the first one said
    undecided_row = (col(Approval.id) == row.id, col(Approval.decision).is_(None), col(Approval.withdrawn_at).is_(None))
    values: dict[str, Any] = {
        "decision": answer.verb,
        "decided_at": now,
        "decision_reason": answer.reason,
        "effective_digest": row.digest,
    }
    values |= vars(answer.evidence) if answer.evidence else {}
    won = use_once(session, Approval, *undecided_row, col(Approval.valid_until) > now, values=values)
    decided = session.get_one(Approval, row.id, populate_existing=True)
    if not won:
        return closed(decided.decision, outcome(decided, now))
    passkey = answer.evidence.passkey if answer.evidence else None
    audit(
        session,
        kind=f"approval.{outcome(decided, now)}",
        subject=row.id,
        at=now,
        agent=row.agent,
        owner=row.owner,
        data={"grant": row.grant, "digest": row.digest, "passkey": passkey, "reason": answer.reason},
    )
    deps.decided(session, decided)
    return None


def _intact(row: Approval) -> ApprovalDocument:
    return intact(row, parse, "Let the agent ask again")


answers = Answering("/approve", "approval", _question, _record)
