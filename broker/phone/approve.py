"""Deciding: the page that shows the approval document, and the one transaction in which an answer becomes final.

Refusing narrows and needs the signed-in session only. Approving needs the passkey's signature over verb and document,
fresh for this one decision.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from pydantic import Field, field_validator
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from broker.approval.decision import APPROVE, REFUSE, AssertionRefused, challenge, verify_assertion
from broker.approval.document import ApprovalDocument, DocumentError, parse, unshowable
from broker.phone import challenges, sessions
from broker.phone.deps import PhoneDeps
from broker.phone.door import Body, Refusal, body
from broker.phone.inbox import may_have_run, outcome
from broker.phone.pages import clipped, page
from broker.phone.passkeys import Assertion, asserted, claimed_challenge, refused_passkey, request_options
from broker.phone.signin import enrolled_passkey, touch
from broker.store.query import Session, col, select
from broker.store.tables import Approval, Challenge, Passkey
from broker.store.verbs import audit, use_once

REASON_LIMIT = 280
_WORDS_LIMIT = 600

Verb = Literal["approve", "refuse"]


class Ask(Body):
    """Which decision the passkey is to sign."""

    verb: Verb


class Reasoned(Body):
    """Words for the agent, carried verbatim."""

    reason: str | None = Field(default=None, max_length=REASON_LIMIT)

    @field_validator("reason")
    @classmethod
    def _text(cls, reason: str | None) -> str | None:
        if reason and any(ord(char) < 32 and char not in "\n\t" for char in reason):
            raise ValueError("a reason is text, without control characters")
        return reason or None


class Decide(Reasoned):
    """A decision with its signature."""

    verb: Verb
    assertion: Assertion


@dataclass(frozen=True)
class Signed:
    """What is stored with a decision that a passkey signed."""

    passkey: str
    assertion: dict[str, Any]
    nonce: bytes
    not_after: datetime


async def approve_page(deps: PhoneDeps, request: Request) -> Response:
    """GET /approve/{id}: the document in full, and the two answers while it waits for one."""
    signed = await sessions.signed_in(deps, request)
    if signed is None:
        return RedirectResponse(sessions.sign_in_path(request.url.path), status_code=303)
    now, approval_id = deps.now(), request.path_params["id"]
    row, unknown = await deps.store.read(lambda session: _shown(session, approval_id, signed.owner, now))
    document = _intact(row)
    words, left_out = clipped(row.agent_reason or "", _WORDS_LIMIT)
    return page(
        "approve.html",
        row=row,
        document=document,
        rights=[rights_lines(right) for right in document.access],
        outcome=outcome(row, now),
        unknown=unknown,
        unshowable=unshowable(document),
        words=words,
        left_out=left_out,
        seconds_left=(row.valid_until - now).total_seconds(),
        host=document.resource_server.partition("://")[2] or document.resource_server,
        reason_limit=REASON_LIMIT,
    )


async def approve_options(deps: PhoneDeps, request: Request) -> Response:
    """POST /approve/{id}/options: request options whose challenge binds verb, document, grant, owner and deadline."""
    signed = await sessions.demanded(deps, request)
    verb = (await body(request, Ask)).verb
    now, nonce, approval_id = deps.now(), deps.mint(32), request.path_params["id"]

    def work(session: Session) -> tuple[bytes, list[str]]:
        row = undecided(session, approval_id, signed.owner, now)
        document = _intact(row)
        _refuse_unshowable(document, verb)
        made = challenge(
            nonce=nonce,
            grant=row.grant,
            owner=row.owner,
            verb=verb,
            digest=document.digest,
            not_after=challenges.expiry(now),
        )
        challenges.issue(
            session,
            made,
            purpose="decide",
            now=now,
            nonce=nonce,
            owner=row.owner,
            approval=row.id,
            verb=verb,
            digest=document.digest,
        )
        mine = (col(Passkey.owner) == row.owner, col(Passkey.removed_at).is_(None))
        return made, list(session.scalars(select(Passkey.id).where(*mine)))

    made, passkeys = await deps.store.write(work)
    return JSONResponse(request_options(deps, made, passkeys))


async def decide(deps: PhoneDeps, request: Request) -> Response:
    """POST /approve/{id}/decide: a decision signed by the passkey."""
    signed = await sessions.demanded(deps, request)
    asked = await body(request, Decide)
    now, approval_id = deps.now(), request.path_params["id"]

    def work(session: Session) -> Refusal | None:
        row = undecided(session, approval_id, signed.owner, now)
        answered = claimed_challenge(asked.assertion.response.clientDataJSON)
        given = challenges.take(session, answered, purpose="decide", now=now)
        # from here on the challenge is used up, whatever becomes of the decision: the transaction is kept
        try:
            evidence = _verified(deps, session, row, given, asked, now)
        except Refusal as refusal:
            return refusal
        return _record(deps, session, row, asked.verb, asked.reason, evidence, now)

    refusal = await deps.store.write(work)
    if refusal:
        raise refusal
    return _decided(approval_id, asked.verb)


async def refuse(deps: PhoneDeps, request: Request) -> Response:
    """POST /approve/{id}/refuse: narrowing is free, so the session is enough."""
    signed = await sessions.demanded(deps, request)
    asked = await body(request, Reasoned)
    now, approval_id = deps.now(), request.path_params["id"]

    def work(session: Session) -> Refusal | None:
        row = undecided(session, approval_id, signed.owner, now)
        return _record(deps, session, row, REFUSE, asked.reason, None, now)

    refusal = await deps.store.write(work)
    if refusal:
        raise refusal
    return _decided(approval_id, REFUSE)


def owned(session: Session, approval_id: str, owner: str, now: datetime) -> Approval:
    """Return the owner's approval. Raises the same 404 Refusal for an unknown, a foreign and an expired one."""
    row = session.get(Approval, approval_id, populate_existing=True)
    if row is None or row.owner != owner or outcome(row, now) == "expired":
        raise Refusal(
            404,
            "not_found",
            "Nothing to see here",
            "There is no such request for you: it may have expired, or the address is not complete.",
            "Look into your inbox. An agent that still needs it will ask again.",
        )
    return row


def _shown(session: Session, approval_id: str, owner: str, now: datetime) -> tuple[Approval, bool]:
    row = owned(session, approval_id, owner, now)
    return row, bool(may_have_run(session, [row]))


def undecided(session: Session, approval_id: str, owner: str, now: datetime) -> Approval:
    """Return the owner's approval if it still waits for an answer. Raises a Refusal: 404, or 409 when it is closed."""
    row = owned(session, approval_id, owner, now)
    if outcome(row, now) != "waiting":
        raise _closed(row, now)
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


def _verified(
    deps: PhoneDeps, session: Session, row: Approval, given: Challenge, asked: Decide, now: datetime
) -> Signed:
    document = _intact(row)
    _refuse_unshowable(document, asked.verb)
    if given.approval != row.id or given.owner != row.owner or given.verb != asked.verb:
        raise refused_passkey("it confirms something else")
    if given.digest != document.digest:
        raise refused_passkey("what it confirms has changed since it was shown")
    passkey = enrolled_passkey(session, asked.assertion)
    if passkey.owner != row.owner:
        raise refused_passkey("this passkey belongs to somebody else")
    expected = challenge(
        nonce=given.nonce,
        grant=row.grant,
        owner=row.owner,
        verb=asked.verb,
        digest=document.digest,
        not_after=given.expires_at,
    )
    sign_count = asserted(deps, passkey, asked.assertion, expected)
    # the check that will be made again before the call leaves must hold now
    try:
        verify_assertion(
            public_key=passkey.public_key,
            assertion=asked.assertion.as_json(),
            expected_challenge=expected,
            rp_id=deps.rp_id,
            origin=deps.origin,
        )
    except AssertionRefused as problem:
        raise refused_passkey(problem.reason) from None
    touch(session, passkey, sign_count, now)
    return Signed(passkey.id, asked.assertion.as_json(), given.nonce, given.expires_at)


def _record(
    deps: PhoneDeps,
    session: Session,
    row: Approval,
    verb: str,
    reason: str | None,
    evidence: Signed | None,
    now: datetime,
) -> Refusal | None:
    # one UPDATE decides who was first; whoever comes second is told what the first one said
    undecided_row = (col(Approval.id) == row.id, col(Approval.decision).is_(None), col(Approval.withdrawn_at).is_(None))
    in_time = col(Approval.valid_until) > now
    values: dict[str, Any] = {
        "decision": verb,
        "decided_at": now,
        "decision_reason": reason,
        "effective_digest": row.digest,
    }
    if evidence:
        values |= vars(evidence)
    won = use_once(session, Approval, *undecided_row, in_time, values=values)
    decided = session.get_one(Approval, row.id, populate_existing=True)
    if not won:
        return _closed(decided, now)
    audit(
        session,
        kind=f"approval.{outcome(decided, now)}",
        subject=row.id,
        at=now,
        agent=row.agent,
        owner=row.owner,
        data={"grant": row.grant, "digest": row.digest, "passkey": evidence and evidence.passkey, "reason": reason},
    )
    deps.decided(session, decided)
    return None


def _intact(row: Approval) -> ApprovalDocument:
    """Return the stored document, or raise a Refusal if its text and its digest do not belong together."""
    try:
        document = parse(row.document)
    except DocumentError:
        document = None
    if document is None or document.digest != row.digest or document.owner != row.owner:
        raise Refusal(
            409,
            "damaged",
            "This request cannot be shown",
            "Its stored text is not what it was when the agent asked, so it cannot be approved.",
            "Let the agent ask again, and look at `countersign audit verify`.",
        )
    return document


def _refuse_unshowable(document: ApprovalDocument, verb: str) -> None:
    why = unshowable(document)
    if why and verb == APPROVE:
        raise Refusal(
            409,
            "unshowable",
            "This cannot be approved",
            f"What cannot be shown in full cannot be approved: {why}.",
            "Refuse it, and let the agent ask for something that can be shown.",
        )


def _closed(row: Approval, now: datetime) -> Refusal:
    state = outcome(row, now)
    return Refusal(
        409,
        "already_decided",
        f"Already {state}",
        f"This request was {state} before your answer arrived; the first answer is final.",
        "Nothing more to do here. Your inbox shows what still waits.",
        {"decision": row.decision, "outcome": state},
    )


def _decided(approval_id: str, verb: str) -> Response:
    return JSONResponse({"decision": verb, "approval": approval_id, "next": f"/approve/{approval_id}"})
