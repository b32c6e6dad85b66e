"""What becomes of a decided grant: pending, processing, then approved or finalized, in one transaction (decisions P2).

Only here are the decision, its validity, freeze and the policy looked at once more, and only here is anything issued or
released.
"""

import json
from datetime import datetime

from broker.approval.decision import APPROVE, NARROW
from broker.approval.rights_document import is_rights
from broker.authserver import issuing, subject, visits
from broker.authserver.asked_access import still_permitted
from broker.authserver.context import Context
from broker.authserver.evidence import signed_rights
from broker.authserver.judge import permitted, policy_of
from broker.authserver.remembered import less, remembered
from broker.gnap.as_role import Json, approved_answer
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.grant import Move
from broker.gnap.rights import parse_access
from broker.policy.matching import WRONG_WORDS, Why
from broker.policy.model import Decide
from broker.store.moves import moved
from broker.store.query import Session
from broker.store.tables import Approval, RegisteredClient, ServerGrant
from broker.store.verbs import audit


def conclude(session: Session, context: Context, grant: ServerGrant, now: datetime) -> Json | GnapError:
    """Move a decided grant on and return what it answers, or why it is denied: then it is finalized."""
    moved(grant, Move.RESUME, now)
    grant.pending_key = None
    why = why_not(session, context, grant, now)
    answer = why or _granted(session, context, grant, now)
    if isinstance(answer, GnapError):
        deny(session, grant, answer, now)
        return answer
    _audit(session, grant, "server.issued", None, now)
    return answer


def deny(session: Session, grant: ServerGrant, why: GnapError, now: datetime) -> None:
    """Finalize a grant in processing as denied, and end what it issued before it was modified."""
    moved(grant, Move.DENY, now)
    grant.continue_digest = None
    issuing.revoke_all(session, grant, now)
    _audit(session, grant, "server.refused", str(why), now)


def _granted(session: Session, context: Context, grant: ServerGrant, now: datetime) -> Json | GnapError:
    if grant.tokens == [] and grant.visited_by != grant.owner:
        return GnapError(ErrorCode.REQUEST_DENIED, "nobody came by a start mode of this request: nothing is released")
    moved(grant, Move.APPROVE, now)
    tokens = issuing.issue(session, context, grant, now)
    client = session.get_one(RegisteredClient, grant.thumbprint)
    if client.builtin:
        named = remembered(session, context, grant, now) or grant.approval
        return approved_answer(tokens, several=False, approval=named)
    _spend(session, grant, now)
    released = visits.subject_of(session, context, grant)
    return approved_answer(tokens, several=grant.several, subject=released)


def _spend(session: Session, grant: ServerGrant, now: datetime) -> None:
    # our own client spends an approval when it acts on it; for a foreign one the tokens are what it is good for
    approval = session.get(Approval, grant.approval)
    if approval is not None:
        approval.spent_at = now
        session.add(approval)


def why_not(session: Session, context: Context, grant: ServerGrant, now: datetime) -> GnapError | None:
    """Return why a decided grant is not to be granted now, or None."""
    approval = session.get(Approval, grant.approval)
    if approval is None or approval.withdrawn_at is not None or approval.spent_at is not None:
        return GnapError(ErrorCode.REQUEST_DENIED, "the request was withdrawn")
    if approval.decision == NARROW:
        return GnapError(ErrorCode.REQUEST_DENIED, less(session, approval) or "the owner approved less than was asked")
    if approval.match == Why.WRONG:
        return GnapError(ErrorCode.REQUEST_DENIED, WRONG_WORDS)
    if approval.decision != APPROVE:
        return GnapError(ErrorCode.USER_DENIED, approval.decision_reason or "")
    if now >= approval.valid_until:
        return GnapError(ErrorCode.REQUEST_DENIED, "the approval is no longer valid")
    try:
        changed = _changed(session, context, grant, approval)
    except GnapError as refusal:
        return refusal
    return GnapError(ErrorCode.REQUEST_DENIED, changed) if changed else None


def _changed(session: Session, context: Context, grant: ServerGrant, approval: Approval) -> str | None:
    # R4: an approval lapses if the rule that asked changed to something else
    if is_rights(approval.document):
        return _rights_changed(session, context, grant, approval)
    decision = permitted(policy_of(session, context, grant.agent, grant.owner), parse_access(grant.access))
    shown = json.loads(approval.document)
    # a policy that allows the call by now demands less than was given
    if decision.decide == Decide.ASK and decision.rule_digest != shown["rule_digest"]:
        return "the policy rule changed after the owner was asked: ask again"
    return None


def _rights_changed(session: Session, context: Context, grant: ServerGrant, approval: Approval) -> str | None:
    document = signed_rights(session, context, grant, approval)
    client = session.get_one(RegisteredClient, grant.thumbprint)
    kept = [terms.access for terms in issuing.terms_of(grant)]
    shown = document.subject.email if document.subject else None
    return still_permitted(session, context, client, document, kept) or subject.told_otherwise(session, grant, shown)


def _audit(session: Session, grant: ServerGrant, kind: str, why: str | None, now: datetime) -> None:
    session.flush()
    audit(
        session,
        kind=kind,
        subject=grant.id,
        at=now,
        agent=grant.agent,
        owner=grant.owner,
        data={"rule": grant.rule, "approval": grant.approval, "why": why},
    )
