"""One grant at the embedded authorization server, from request to token: each function is one transaction's work.

A decision is recorded while the grant stays pending; the continuation that carries the right interaction reference
moves it, and only there are the decision, its validity, freeze and the policy looked at once more (decisions P2).
"""

import json
from datetime import datetime
from typing import Any

from broker.approval.canonical import digest
from broker.approval.decision import APPROVE
from broker.authserver import finish, issuing
from broker.authserver.context import IDEMPOTENCE, WAIT, Context
from broker.authserver.judge import Judgement, judge, permitted, policy_of
from broker.gnap.as_role import Requested, continuation, error_answer, pending_answer, seconds_until
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.grant import Move, State
from broker.gnap.keys import thumbprint
from broker.gnap.rights import access_json, parse_access
from broker.gnap.tokens import new_token, same_digest, token_digest
from broker.notify.outbox import announce
from broker.policy.model import Decide
from broker.ratchet.freezing import welcome
from broker.store.moves import moved
from broker.store.query import Session, col, select
from broker.store.tables import Approval, RegisteredClient, ServerGrant
from broker.store.verbs import audit, wake

Json = dict[str, Any]


def open_grant(session: Session, context: Context, requested: Requested, now: datetime) -> Json:
    """Return the answer to a new grant request (RFC 9635 §2); raise GnapError where it is refused."""
    client = known_client(session, thumbprint(requested.key.jwk))
    _check_finish(client, requested)
    judgement = judge(context, client, requested, now)
    if judgement.document is None:
        return _issue_at_once(session, context, client, requested, judgement, now)
    grant = _pending_grant(session, context, client, requested, judgement, now)
    return _answer_pending(session, context, grant, now)


def known_client(session: Session, key: str) -> RegisteredClient:
    """Return the registration of a key; raise GnapError(invalid_client) for an unknown, revoked or frozen one."""
    client = session.get(RegisteredClient, key)
    if client is None or client.revoked_at is not None:
        raise GnapError(ErrorCode.INVALID_CLIENT, "this key is not registered: the owner adds agents, nobody else")
    if welcome(session, client.agent) is None:
        raise GnapError(ErrorCode.INVALID_CLIENT, f"agent {client.agent} is revoked or frozen")
    return client


def _check_finish(client: RegisteredClient, requested: Requested) -> None:
    # Decisions P5, RFC 9635 §11.34: a finish call goes only where this client's registration says.
    if requested.finish is not None and not requested.finish.uri.startswith(client.callback_prefix):
        raise GnapError(ErrorCode.INVALID_REQUEST, "interact.finish.uri is not the one registered for this key")


def _issue_at_once(
    session: Session,
    context: Context,
    client: RegisteredClient,
    requested: Requested,
    judgement: Judgement,
    now: datetime,
) -> Json:
    grant = _new_grant(context, client, requested, judgement, now)
    session.add(moved(grant, Move.APPROVE, now))
    session.flush()
    audit(
        session,
        kind="server.issued",
        subject=grant.id,
        at=now,
        agent=grant.agent,
        owner=grant.owner,
        data={"rule": grant.rule, "access": grant.access, "approval": None},
    )
    return issuing.issue(session, context, grant, now)


def _new_grant(
    context: Context, client: RegisteredClient, requested: Requested, judgement: Judgement, now: datetime
) -> ServerGrant:
    decision = judgement.decision
    return ServerGrant(
        id="as_" + new_token(context.mint)[:24],
        thumbprint=client.thumbprint,
        agent=client.agent,
        owner=client.owner,
        access=access_json(requested.access),
        ask=requested.ask.model_dump(exclude={"reason"}) if requested.ask else None,
        rule=decision.rule,
        label=requested.label,
        token_uses=decision.uses,
        token_seconds=int(decision.expires_in.total_seconds()),
        created_at=now,
        updated_at=now,
        expires_at=now + decision.answer_within,
    )


def _pending_grant(
    session: Session,
    context: Context,
    client: RegisteredClient,
    requested: Requested,
    judgement: Judgement,
    now: datetime,
) -> ServerGrant:
    """Return the grant that waits for the owner: a lost answer's repeat keeps its one prompt (decisions P15)."""
    key = digest([client.thumbprint, access_json(requested.access), _call_of(requested)])
    statement = select(ServerGrant).where(ServerGrant.pending_key == key).with_for_update()
    grant = session.exec(statement).one_or_none()
    if grant is not None and now >= grant.expires_at:
        end_pending(session, grant, Move.EXPIRE, now)
        grant = None
    if grant is None or not _still_asks_the_same(session, grant, judgement, now):
        grant = _ask_owner(session, context, client, requested, judgement, key, now)
    _set_finish(session, context, grant, requested, now)
    return grant


def _call_of(requested: Requested) -> str:
    return requested.ask.call_digest if requested.ask else ""


def _still_asks_the_same(session: Session, grant: ServerGrant, judgement: Judgement, now: datetime) -> bool:
    approval = session.get(Approval, grant.approval)
    if approval is None or judgement.document is None:
        raise GnapError(ErrorCode.REQUEST_DENIED, "the pending request has lost its approval document")
    shown = json.loads(approval.document)
    if {**judgement.document.model_dump(), "valid_until": shown["valid_until"]} == shown:
        return True
    # The files changed while it waited: what is shown must be what is asked, so the old prompt ends.
    end_pending(session, grant, Move.CANCEL, now)
    return False


def _ask_owner(
    session: Session,
    context: Context,
    client: RegisteredClient,
    requested: Requested,
    judgement: Judgement,
    key: str,
    now: datetime,
) -> ServerGrant:
    document = judgement.document
    if document is None:
        raise GnapError(ErrorCode.REQUEST_DENIED, "nothing to show to the owner")
    grant = moved(_new_grant(context, client, requested, judgement, now), Move.AWAIT, now)
    grant.pending_key = key
    grant.approval = "a_" + new_token(context.mint)[:24]
    session.add(grant)
    session.add(
        Approval(
            id=grant.approval,
            grant=grant.id,
            agent=grant.agent,
            owner=grant.owner,
            document=document.canonical().decode(),
            digest=document.digest,
            agent_reason=requested.ask.reason if requested.ask else None,
            created_at=now,
            valid_until=document.valid_until_time(),
        )
    )
    session.flush()
    audit(
        session,
        kind="server.asked",
        subject=grant.id,
        at=now,
        agent=grant.agent,
        owner=grant.owner,
        data={"approval": grant.approval, "digest": document.digest, "rule": grant.rule},
    )
    announce(session, grant.owner, grant.approval, "approval", now, context.mint)
    wake(session, f"owner:{grant.owner}")
    return grant


def _set_finish(session: Session, context: Context, grant: ServerGrant, requested: Requested, now: datetime) -> None:
    asked = requested.finish
    grant.finish_uri = asked.uri if asked else None
    grant.finish_nonce = asked.nonce if asked else None
    grant.finish_hash_method = asked.hash_method if asked else None
    grant.as_nonce = new_token(context.mint) if asked else None
    approval = session.get(Approval, grant.approval)
    if approval is not None and approval.decision is not None:
        # Decided before the client lost the answer: the decision stands, and it is told once more.
        finish.record_decision(session, context, grant, now)


def _answer_pending(session: Session, context: Context, grant: ServerGrant, now: datetime) -> Json:
    going_on = _go_on(session, context, grant, now)
    return pending_answer(going_on, grant.as_nonce, seconds_until(grant.expires_at, now))


def _go_on(session: Session, context: Context, grant: ServerGrant, now: datetime) -> Json:
    value = new_token(context.mint)
    grant.previous_continue_digest = grant.continue_digest
    grant.continue_digest = token_digest(value)
    grant.wait_until = now + WAIT
    grant.answer_sealed = None
    _touch(session, grant, now)
    return continuation(context.continue_uri(grant.id), value, int(WAIT.total_seconds()))


def _touch(session: Session, grant: ServerGrant, now: datetime) -> None:
    grant.updated_at = now
    grant.version += 1
    session.add(grant)
    session.flush()


def locked(session: Session, grant_id: str) -> ServerGrant:
    """Return the grant, held for this transaction; raise GnapError(invalid_continuation) where there is none."""
    grant = session.exec(select(ServerGrant).where(col(ServerGrant.id) == grant_id).with_for_update()).one_or_none()
    if grant is None:
        raise GnapError(ErrorCode.INVALID_CONTINUATION, "unknown continuation")
    return grant


def continue_grant(
    session: Session, context: Context, grant_id: str, token: str, interact_ref: str | None, now: datetime
) -> Json:
    """Return the answer to a continuation (RFC 9635 §5.1, §5.2); raise GnapError where it is refused."""
    grant = locked(session, grant_id)
    if not same_digest(token, grant.continue_digest):
        return _repeated_or_refused(context, grant, token, interact_ref, now)
    if grant.state != State.PENDING:
        raise GnapError(ErrorCode.TOO_MANY_ATTEMPTS, "this grant is not pending")
    known_client(session, grant.thumbprint)
    same = continuation(context.continue_uri(grant.id), token, int(WAIT.total_seconds()))
    if grant.wait_until is not None and now < grant.wait_until:
        return error_answer(ErrorCode.TOO_FAST, "wait as long as the last answer said", same)
    if interact_ref is not None and not same_digest(interact_ref, grant.interact_ref_digest):
        return error_answer(ErrorCode.INVALID_INTERACTION, "this interaction reference is not the one", same)
    if now >= grant.expires_at:
        end_pending(session, grant, Move.EXPIRE, now)
        return error_answer(ErrorCode.REQUEST_DENIED, "the owner did not answer in time")
    if interact_ref is None and (grant.as_nonce is not None or not _decided(session, grant)):
        return _answer_pending(session, context, grant, now)
    return _conclude(session, context, grant, token, now)


def _decided(session: Session, grant: ServerGrant) -> bool:
    approval = session.get(Approval, grant.approval)
    return approval is not None and approval.decision is not None


def _repeated_or_refused(
    context: Context, grant: ServerGrant, token: str, interact_ref: str | None, now: datetime
) -> Json:
    # RFC 9635 §11.33: the answer was lost on the way, so the same question gets the same answer for a while.
    if not same_digest(token, grant.previous_continue_digest):
        raise GnapError(ErrorCode.INVALID_CONTINUATION, "unknown continuation token")
    in_time = grant.answer_until is not None and now < grant.answer_until
    same_question = interact_ref is None or same_digest(interact_ref, grant.interact_ref_digest)
    if grant.answer_sealed is not None and in_time and same_question:
        opened = context.vault.open(grant.answer_sealed, table="server_grant", row=grant.id, column="answer")
        answer: Json = json.loads(opened)
        return answer
    if interact_ref is not None and grant.state != State.PENDING:
        raise GnapError(ErrorCode.TOO_MANY_ATTEMPTS, "this interaction reference was used")
    raise GnapError(ErrorCode.INVALID_CONTINUATION, "unknown continuation token")


def _conclude(session: Session, context: Context, grant: ServerGrant, token: str, now: datetime) -> Json:
    """Move a decided grant on: pending, processing, then approved or finalized, in this one transaction."""
    moved(grant, Move.RESUME, now)
    grant.pending_key = None
    why = _why_not(session, context, grant, now)
    if why is None:
        moved(grant, Move.APPROVE, now)
        answer = issuing.issue(session, context, grant, now)
    else:
        moved(grant, Move.DENY, now)
        answer = error_answer(why.code, why.description)
    grant.previous_continue_digest, grant.continue_digest = token_digest(token), None
    grant.answer_sealed = context.vault.seal(
        json.dumps(answer).encode(), table="server_grant", row=grant.id, column="answer"
    )
    grant.answer_until = now + IDEMPOTENCE
    _touch(session, grant, now)
    audit(
        session,
        kind="server.refused" if why else "server.issued",
        subject=grant.id,
        at=now,
        agent=grant.agent,
        owner=grant.owner,
        data={"rule": grant.rule, "approval": grant.approval, "why": str(why) if why else None},
    )
    return answer


def _why_not(session: Session, context: Context, grant: ServerGrant, now: datetime) -> GnapError | None:
    approval = session.get(Approval, grant.approval)
    if approval is None or approval.withdrawn_at is not None:
        return GnapError(ErrorCode.REQUEST_DENIED, "the request was withdrawn")
    if approval.decision != APPROVE:
        return GnapError(ErrorCode.USER_DENIED, approval.decision_reason or "")
    if now >= approval.valid_until:
        return GnapError(ErrorCode.REQUEST_DENIED, "the approval is no longer valid")
    return _policy_changed(context, grant, approval)


def _policy_changed(context: Context, grant: ServerGrant, approval: Approval) -> GnapError | None:
    # R4: an approval lapses if the rule that asked changed to something else; allow needs no approval at all.
    try:
        policy = policy_of(context, grant.agent, grant.owner)
        decision = permitted(policy, parse_access(grant.access))
    except GnapError as refusal:
        return refusal
    shown = json.loads(approval.document)
    if decision.decide == Decide.ASK and decision.rule_digest != shown["rule_digest"]:
        return GnapError(ErrorCode.REQUEST_DENIED, "the policy rule changed after the owner was asked: ask again")
    return None


def cancel_grant(session: Session, grant_id: str, token: str, now: datetime) -> None:
    """End a grant that its client gives up (RFC 9635 §5.4); raise GnapError(invalid_continuation) where it cannot."""
    grant = locked(session, grant_id)
    if grant.state != State.PENDING or not same_digest(token, grant.continue_digest):
        raise GnapError(ErrorCode.INVALID_CONTINUATION, "nothing to cancel here")
    end_pending(session, grant, Move.CANCEL, now)


def end_pending(session: Session, grant: ServerGrant, move: Move, now: datetime) -> None:
    """Finalize a pending grant and withdraw its prompt; the finish call is not made any more (RFC 9635 §4.2)."""
    moved(grant, move, now)
    grant.pending_key = None
    grant.continue_digest = None
    approval = session.get(Approval, grant.approval)
    if approval is not None and approval.withdrawn_at is None:
        approval.withdrawn_at = now
        session.add(approval)
    finish.forget(session, grant, now)
    _touch(session, grant, now)
    audit(
        session,
        kind=f"server.{grant.ending}",
        subject=grant.id,
        at=now,
        agent=grant.agent,
        owner=grant.owner,
        data={"approval": grant.approval},
    )
    wake(session, f"inbox:{grant.owner}")
