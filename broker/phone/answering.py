"""What approvals and proposals have in common: a document is shown, and one person answers it once.

Refusing narrows and needs the signed-in session only. Approving needs the passkey's signature over verb and document,
fresh for this one decision.
"""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeVar

from pydantic import Field, field_validator
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from broker.approval.decision import APPROVE, REFUSE, AssertionRefused, challenge, verify_assertion
from broker.approval.document import ApprovalDocument, DocumentError
from broker.approval.proposal import ProposalDocument
from broker.approval.rights_document import RightsDocument
from broker.approval.standing import Terms
from broker.phone import challenges, sessions
from broker.phone.catalogue import Phrase, phrase
from broker.phone.deps import PhoneDeps
from broker.phone.door import Body, Refusal, body, is_form
from broker.phone.passkeys import Assertion, asserted, claimed_challenge, refused_passkey, request_options
from broker.phone.signin import enrolled_passkey, touch
from broker.ratchet.proposals import CannotPerform, Evidence
from broker.store.query import Session, col, select
from broker.store.tables import Approval, Challenge, Passkey, PhoneSession, Proposal

REASON_LIMIT = 280
AGAIN = phrase("Go back to the request, and choose again.")

Verb = Literal["approve", "refuse", "narrow", "remember"]
Document = TypeVar("Document", bound=ApprovalDocument | ProposalDocument | RightsDocument)


class Ask(Body):
    """Which decision the passkey is to sign; `terms` where it is not the plain one."""

    verb: Verb
    terms: Terms | None = None


class Reasoned(Body):
    """Words that are carried verbatim to whoever asked."""

    reason: str | None = Field(default=None, max_length=REASON_LIMIT)

    @field_validator("reason")
    @classmethod
    def _text(cls, reason: str | None) -> str | None:
        if reason and any(ord(char) < 32 and char not in "\n\t" for char in reason):
            raise ValueError("a reason is text, without control characters")
        return reason or None


class Refuse(Reasoned):
    """A refusal, and whether whoever asked is not heard again for a while."""

    mute: bool = False


class Decide(Reasoned):
    """A decision with its signature."""

    verb: Verb
    terms: Terms | None = None
    number: str | None = Field(default=None, max_length=2)  # chosen on the page, where it offers a choice
    assertion: Assertion


@dataclass(frozen=True)
class Question:
    """A document that waits for its owner's answer. `signed_for` is what the signature names besides the digest.

    `purpose` keeps challenges for approvals and for proposals apart; `unshowable` says why it cannot be approved.
    """

    id: str
    purpose: str
    signed_for: str
    owner: str
    digest: str
    unshowable: str | None


@dataclass(frozen=True)
class Answer:
    """What a person said; `evidence` is the passkey's signature, without which only refusing is possible.

    `session` is the digest of the browser session in which it was said, None on the command line.
    """

    verb: str
    reason: str | None
    evidence: Evidence | None
    session: str | None = None
    terms: Terms | None = None
    mute: bool = False
    number: str | None = None
    person: str = ""  # who answers; "" on the command line, which refuses only
    mismatched: bool = False  # it was a yes, with another number than the agent's


@dataclass(frozen=True)
class Answering:
    """The three POST routes below `path`/{id}; `noun` names the thing in the answers.

    `after` returns where this browser session goes once it answered, None where it stays.

    `question` returns what waits, or raises a Refusal: 404 not this owner's, 409 closed or damaged. `record` makes the
    answer final in one conditional UPDATE and returns the Refusal for whoever came second.
    """

    path: str
    noun: str
    question: Callable[[Session, str, str, datetime, Terms | None], Question]
    record: Callable[[PhoneDeps, Session, str, Answer, datetime], Refusal | None]
    after: Callable[[PhoneDeps, Session, str, PhoneSession], str | None] = lambda *_: None

    async def options(self, deps: PhoneDeps, request: Request) -> Response:
        """POST …/options: request options whose challenge binds verb, document, owner and deadline."""
        signed = await sessions.demanded(deps, request)
        asked = await body(request, Ask)
        verb = asked.verb
        now, nonce, asked_id = deps.now(), deps.mint(32), request.path_params["id"]

        def work(session: Session) -> tuple[bytes, list[str]]:
            question = self.question(session, asked_id, signed.owner, now, _terms_of(asked))
            refuse_unshowable(question, verb)
            mine = (col(Passkey.owner) == question.owner, col(Passkey.removed_at).is_(None))
            return _challenged(session, question, verb, nonce, now), list(
                session.scalars(select(Passkey.id).where(*mine))
            )

        made, passkeys = await deps.store.write(work)
        return JSONResponse(request_options(deps, made, passkeys))

    async def decide(self, deps: PhoneDeps, request: Request) -> Response:
        """POST …/decide: an answer signed by the passkey."""
        signed = await sessions.demanded(deps, request)
        asked = await body(request, Decide)
        now, asked_id = deps.now(), request.path_params["id"]

        def work(session: Session) -> Refusal | None:
            question = self.question(session, asked_id, signed.owner, now, _terms_of(asked))
            answered = claimed_challenge(asked.assertion.response.clientDataJSON)
            given = challenges.take(session, answered, purpose=question.purpose, now=now)
            # from here on the challenge is used up, whatever becomes of the decision: the transaction is kept
            try:
                evidence = _verified(deps, session, question, given, asked, now)
            except Refusal as refusal:
                return refusal
            try:
                with session.begin_nested():
                    answer = Answer(
                        asked.verb,
                        asked.reason,
                        evidence,
                        signed.digest,
                        asked.terms,
                        number=asked.number,
                        person=signed.owner,
                    )
                    return self.record(deps, session, asked_id, answer, now)
            except CannotPerform as why:
                return _cannot(why)

        return await self._answered(deps, work, asked_id, asked.verb, signed)

    async def refuse(self, deps: PhoneDeps, request: Request) -> Response:
        """POST …/refuse: narrowing is free, so the session is enough."""
        signed = await sessions.demanded(deps, request)
        asked = await body(request, Refuse, form=True)
        now, asked_id = deps.now(), request.path_params["id"]
        answer = Answer(REFUSE, asked.reason, None, signed.digest, mute=asked.mute, person=signed.owner)

        def work(session: Session) -> Refusal | None:
            self.question(session, asked_id, signed.owner, now, None)
            return self.record(deps, session, asked_id, answer, now)

        told = await self._answered(deps, work, asked_id, REFUSE, signed)
        return RedirectResponse(f"{self.path}/{asked_id}", status_code=303) if is_form(request) else told

    async def _answered(
        self,
        deps: PhoneDeps,
        work: Callable[[Session], Refusal | None],
        asked_id: str,
        verb: str,
        signed: PhoneSession,
    ) -> Response:
        refusal = await deps.store.write(work)
        if refusal:
            raise refusal
        onward = await deps.store.read(lambda session: self.after(deps, session, asked_id, signed))
        return JSONResponse({"decision": verb, self.noun: asked_id, "next": onward or f"{self.path}/{asked_id}"})


def _terms_of(asked: Ask | Decide) -> Terms | None:
    """Return the terms that belong to the verb. Raises a 422 Refusal where one comes without the other."""
    plain = asked.verb in (APPROVE, REFUSE)
    if plain != (asked.terms is None) or (asked.terms is not None and asked.terms.verb != asked.verb):
        raise Refusal(422, "terms", "This cannot be decided", "The answer and its terms do not belong together.", AGAIN)
    return asked.terms


def bad_terms(why: str) -> Refusal:
    """Return the refusal of terms that would cover more than they may, or that mean nothing."""
    return Refusal(422, "terms", "This cannot be approved so", unchanged(why), AGAIN)


def unchanged(why: str) -> Phrase:
    """Return the sentence that nothing was changed, and why not."""
    return phrase("Nothing was changed: %(why)s.", why=phrase(why))


def _cannot(why: CannotPerform) -> Refusal:
    return Refusal(
        409,
        "cannot_perform",
        "This cannot be done any more",
        unchanged(str(why)),
        "Refuse it, and start again where it came from.",
    )


def refuse_unshowable(question: Question, verb: str) -> None:
    """Return if `verb` may be said to what the page shows. Raises a 409 Refusal: what is not shown is not approved."""
    if question.unshowable and verb != REFUSE:
        raise Refusal(
            409,
            "unshowable",
            "This cannot be approved",
            phrase("What cannot be shown in full cannot be approved: %(why)s.", why=phrase(question.unshowable)),
            "Refuse it, and let something be asked that can be shown.",
        )


def intact(row: Approval | Proposal, parse: Callable[[str], Document], again: str) -> Document:
    """Return the stored document; raise a 409 Refusal if its text and its digest do not belong together.

    `again` says what to do then.
    """
    with contextlib.suppress(DocumentError):
        document = parse(row.document)
        if (document.digest, document.owner) == (row.digest, row.owner):
            return document
    raise Refusal(
        409,
        "damaged",
        "This request cannot be shown",
        "Its stored text is not what it was when it was made, so it cannot be approved.",
        phrase("%(again)s, and look at `countersign audit verify`.", again=phrase(again)),
    )


def closed(decision: str | None, state: str) -> Refusal:
    """Return the refusal for whoever answers something that was answered, taken back or has expired."""
    return Refusal(
        409,
        "already_decided",
        phrase("Already %(state)s", state=phrase(state)),
        phrase(
            "This request was %(state)s before your answer arrived; the first answer is final.", state=phrase(state)
        ),
        "Nothing more to do here. Your inbox shows what still waits.",
        {"decision": decision, "outcome": state},
    )


def nothing_here() -> Refusal:
    """Return the one refusal for what is unknown, somebody else's or expired."""
    return Refusal(
        404,
        "not_found",
        "Nothing to see here",
        "There is no such request for you: it may have expired, or the address is not complete.",
        "Look into your inbox. An agent that still needs it will ask again.",
    )


def _challenged(session: Session, question: Question, verb: str, nonce: bytes, now: datetime) -> bytes:
    made = _challenge(question, verb, nonce, challenges.expiry(now))
    challenges.issue(
        session,
        made,
        purpose=question.purpose,
        now=now,
        nonce=nonce,
        owner=question.owner,
        approval=question.id,
        verb=verb,
        digest=question.digest,
    )
    return made


def _challenge(question: Question, verb: str, nonce: bytes, not_after: datetime) -> bytes:
    return challenge(
        nonce=nonce,
        grant=question.signed_for,
        owner=question.owner,
        verb=verb,
        digest=question.digest,
        not_after=not_after,
    )


def _verified(
    deps: PhoneDeps, session: Session, question: Question, given: Challenge, asked: Decide, now: datetime
) -> Evidence:
    refuse_unshowable(question, asked.verb)
    if given.approval != question.id or given.owner != question.owner or given.verb != asked.verb:
        raise refused_passkey("it confirms something else")
    if given.digest != question.digest:
        raise refused_passkey("what it confirms has changed since it was shown")
    passkey = enrolled_passkey(session, asked.assertion)
    if passkey.owner != question.owner:
        raise refused_passkey("this passkey belongs to somebody else")
    expected = _challenge(question, asked.verb, given.nonce, given.expires_at)
    sign_count = asserted(deps, passkey, asked.assertion, expected)
    evidence: dict[str, Any] = asked.assertion.as_json()
    # the check that will be made again whenever the decision is used must hold now
    try:
        verify_assertion(
            public_key=passkey.public_key,
            assertion=evidence,
            expected_challenge=expected,
            rp_id=deps.rp_id,
            origin=deps.origin,
        )
    except AssertionRefused as problem:
        raise refused_passkey(problem.reason) from None
    touch(session, passkey, sign_count, now)
    return Evidence(passkey.id, evidence, given.nonce, given.expires_at)
