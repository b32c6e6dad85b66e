"""One grant at the embedded authorization server, from request to token: each function is one transaction's work.

A decision is recorded while the grant stays pending; the continuation that carries the right interaction reference
moves it (decisions P2). Every answer to a continuation is kept for a while, sealed, so that the same question with the
same token gets the same answer if the first one was lost (RFC 9635 §11.33).
"""

import json
from datetime import datetime

from broker.approval.canonical import digest
from broker.authserver import issuing
from broker.authserver.asked_access import Wanted, judge_wanted
from broker.authserver.clients import (
    check_finish,
    check_interaction,
    check_proof,
    finish_of,
    known_client,
    start_modes,
)
from broker.authserver.concluding import conclude
from broker.authserver.context import IDEMPOTENCE, WAIT, Context
from broker.authserver.judge import BEARER, Judgement, judge, policy_of
from broker.authserver.pending import (
    ask_owner,
    check_limits,
    end_pending,
    interact,
    joined,
    new_grant,
    set_finish,
    touch,
)
from broker.authserver.remembered import standing_for
from broker.authserver.users import check_user
from broker.gnap.as_role import FinishCall, Json, Requested, approved_answer, continuation, error_answer
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.grant import Move, State
from broker.gnap.keys import Key
from broker.gnap.tokens import new_token, same_digest, token_digest
from broker.store.moves import moved
from broker.store.query import Session, col, select
from broker.store.tables import Approval, RegisteredClient, ServerGrant
from broker.store.verbs import audit

MOST_ANSWERS = 20_000  # to the continuations of one grant: a day of polling every five seconds, and some more


def open_grant(session: Session, context: Context, key: Key, requested: Requested, now: datetime) -> Json:
    """Return the answer to a new grant request (RFC 9635 §2); raise GnapError where it is refused."""
    client = known_client(session, key.identity, now)
    check_proof(client, key)
    start = start_modes(client, requested.start)
    call = finish_of(client, requested.finish, start)
    check_finish(context, client, call)
    if client.builtin:
        return _own(session, context, client, requested, call, now)
    return _foreign(session, context, client, requested, start, call, now)


def _own(
    session: Session,
    context: Context,
    client: RegisteredClient,
    requested: Requested,
    call: FinishCall | None,
    now: datetime,
) -> Json:
    judgement = judge(session, context, client, requested, now)
    held = any(BEARER in one.flags for one in requested.tokens)
    # what covers calls that the broker makes covers no token that leaves it
    stands = None if held else standing_for(session, context, client, judgement, now)
    if judgement.document is None or stands:
        return _issue_at_once(session, context, client, requested, judgement, stands, now)
    grant = joined(session, context, client, requested, judgement, now)
    return _pending(session, context, grant, (), call, now)


def _foreign(
    session: Session,
    context: Context,
    client: RegisteredClient,
    requested: Requested,
    start: tuple[str, ...],
    call: FinishCall | None,
    now: datetime,
) -> Json:
    check_user(session, context, client, requested.user)
    check_interaction(session, client, start, alone=not requested.tokens)
    # P8: whoever only answers from the inbox proves nothing about who sits at the client
    subject = requested.subject if start else None
    wanted = Wanted(requested.tokens, subject, requested.class_id, requested.display)
    judgement = judge_wanted(session, context, client, wanted, now)
    check_limits(session, policy_of(session, context, client.agent, client.owner), client.agent, now)
    if start:
        # two people at one client may want the same, so each request that somebody visits is a grant of its own
        grant = new_grant(context, client, requested, judgement, now)
        grant.subject = subject
        ask_owner(session, context, grant, judgement, requested, now)
    else:
        grant = joined(session, context, client, requested, judgement, now)
    answer = _pending(session, context, grant, start, call, now)
    return answer | ({"instance_id": client.instance_id} if client.instance_id else {})


def _issue_at_once(
    session: Session,
    context: Context,
    client: RegisteredClient,
    requested: Requested,
    judgement: Judgement,
    stands: str | None,
    now: datetime,
) -> Json:
    grant = new_grant(context, client, requested, judgement, now)
    grant.approval = stands
    session.add(moved(grant, Move.APPROVE, now))
    session.flush()
    audit(
        session,
        kind="server.issued",
        subject=grant.id,
        at=now,
        agent=grant.agent,
        owner=grant.owner,
        data={"rule": grant.rule, "access": grant.access, "approval": stands},
    )
    return approved_answer(issuing.issue(session, context, grant, now), several=False, approval=stands)


def _pending(
    session: Session,
    context: Context,
    grant: ServerGrant,
    start: tuple[str, ...],
    call: FinishCall | None,
    now: datetime,
) -> Json:
    set_finish(session, context, grant, call, now)
    offered = interact(session, context, grant, start, now)
    # whoever asks again has lost the earlier answer: its token ends here
    grant.previous_continue_digest = grant.answer_sealed = None
    return {"continue": go_on(session, context, grant, now)} | offered


def go_on(session: Session, context: Context, grant: ServerGrant, now: datetime) -> Json:
    """Return the member `continue` with a new token (RFC 9635 §3.1); the token before it ends."""
    value = new_token(context.mint)
    grant.continue_digest = token_digest(value)
    grant.wait_until = now + WAIT
    touch(session, grant, now)
    return continuation(context.continue_uri(grant.id), value, int(WAIT.total_seconds()))


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
    question = digest(["continue", interact_ref])
    if not same_digest(token, grant.continue_digest):
        return repeated(session, context, grant, token, question, interact_ref is not None, now)
    if early := too_soon(session, context, grant, token, now):
        return early
    if grant.state == State.PENDING:
        return _continue_pending(session, context, grant, token, interact_ref, question, now)
    if interact_ref is not None:
        return _too_many(session, grant, now)
    if now >= grant.expires_at:
        raise GnapError(ErrorCode.INVALID_CONTINUATION, "nothing can be continued here any more")
    # decisions P14: what was granted was issued with the decision, and a poll issues nothing more
    return kept(session, context, grant, token, question, {"continue": go_on(session, context, grant, now)}, now)


def too_soon(session: Session, context: Context, grant: ServerGrant, token: str, now: datetime) -> Json | None:
    """Return the refusal of a continuation before its time, after which the same token is still good (RFC 9635 §5)."""
    known_client(session, grant.thumbprint, now)
    if grant.wait_until is None or now >= grant.wait_until:
        return None
    words = "wait as long as the last answer said"
    return error_answer(ErrorCode.TOO_FAST, words, unchanged(context, grant, token))


def unchanged(context: Context, grant: ServerGrant, token: str) -> Json:
    """Return the member `continue` of an answer that changed nothing: the same token goes on."""
    return continuation(context.continue_uri(grant.id), token, int(WAIT.total_seconds()))


def expired(session: Session, grant: ServerGrant, now: datetime) -> Json | None:
    """End a pending grant whose time ran out and return the answer that says so; None where there is time left."""
    if now < grant.expires_at:
        return None
    end_pending(session, grant, Move.EXPIRE, now)
    return error_answer(ErrorCode.REQUEST_DENIED, "the owner did not answer in time")


def _continue_pending(
    session: Session,
    context: Context,
    grant: ServerGrant,
    token: str,
    interact_ref: str | None,
    question: str,
    now: datetime,
) -> Json:
    if over := expired(session, grant, now):
        return over
    if grant.version >= MOST_ANSWERS:
        end_pending(session, grant, Move.CANCEL, now)
        return error_answer(ErrorCode.TOO_MANY_ATTEMPTS, "asked too often: this request has ended")
    if interact_ref is not None and not same_digest(interact_ref, grant.interact_ref_digest):
        return _wrong_reference(session, context, grant, token, now)
    if interact_ref is None and (grant.as_nonce is not None or not _decided(session, grant)):
        return kept(session, context, grant, token, question, {"continue": go_on(session, context, grant, now)}, now)
    return concluded(session, context, grant, token, question, now)


def _wrong_reference(session: Session, context: Context, grant: ServerGrant, token: str, now: datetime) -> Json:
    # the answer says `wait`, so references are tried no faster than polls are made, and count like them
    grant.wait_until = now + WAIT
    touch(session, grant, now)
    words = "this interaction reference is not the one"
    return error_answer(ErrorCode.INVALID_INTERACTION, words, unchanged(context, grant, token))


def _decided(session: Session, grant: ServerGrant) -> bool:
    approval = session.get(Approval, grant.approval)
    return approval is not None and approval.decision is not None


def concluded(session: Session, context: Context, grant: ServerGrant, token: str, question: str, now: datetime) -> Json:
    """Move a decided grant on and return the answer; it goes on only where nothing bounds it (decisions P14)."""
    answer = conclude(session, context, grant, now)
    grant.continue_digest = None
    if isinstance(answer, GnapError):
        answer = error_answer(answer.code, answer.description)
    elif grant.tokens is not None and grant.token_uses is None:
        answer = answer | {"continue": go_on(session, context, grant, now)}
    return kept(session, context, grant, token, question, answer, now)


def kept(
    session: Session, context: Context, grant: ServerGrant, token: str, question: str, answer: Json, now: datetime
) -> Json:
    """Return the answer, once it is kept for whoever puts this question with this token again (RFC 9635 §11.33)."""
    grant.previous_continue_digest = token_digest(token)
    sealed = json.dumps({"question": question, "answer": answer}).encode()
    grant.answer_sealed = context.vault.seal(sealed, table="server_grant", row=grant.id, column="answer")
    grant.answer_until = now + IDEMPOTENCE
    touch(session, grant, now)
    return answer


def repeated(
    session: Session,
    context: Context,
    grant: ServerGrant,
    token: str,
    question: str,
    with_reference: bool,
    now: datetime,
) -> Json:
    """Return the kept answer to a question that was put before; raise GnapError(invalid_continuation) for any other.

    A token that came later and was used ends this window: then its predecessor is nobody's any more.
    """
    if not same_digest(token, grant.previous_continue_digest):
        raise GnapError(ErrorCode.INVALID_CONTINUATION, "unknown continuation token")
    # decisions P12: whoever was frozen or struck off meanwhile is told nothing, and a kept answer may hold a token
    known_client(session, grant.thumbprint, now)
    if grant.answer_sealed is not None and grant.answer_until is not None and now < grant.answer_until:
        opened = context.vault.open(grant.answer_sealed, table="server_grant", row=grant.id, column="answer")
        told = json.loads(opened)
        if told.get("question") == question:
            answer: Json = told["answer"]
            return answer
    if with_reference and grant.state != State.PENDING:
        return _too_many(session, grant, now)
    raise GnapError(ErrorCode.INVALID_CONTINUATION, "unknown continuation token")


def _too_many(session: Session, grant: ServerGrant, now: datetime) -> Json:
    # RFC 9635 §5.1, decisions P2: a reference out of its time is somebody who tries, so the grant ends
    if grant.state == State.APPROVED:
        end_approved(session, grant, now)
    return error_answer(ErrorCode.TOO_MANY_ATTEMPTS, "an interaction reference has no place here any more")


def end_approved(session: Session, grant: ServerGrant, now: datetime) -> None:
    """Finalize an approved grant and end all that it issued (RFC 9635 §5.4)."""
    moved(grant, Move.REVOKE, now)
    grant.continue_digest = grant.answer_sealed = None
    touch(session, grant, now)
    issuing.revoke_all(session, grant, now)


def cancel_grant(session: Session, grant_id: str, token: str, now: datetime) -> None:
    """End a grant that its client gives up (RFC 9635 §5.4); raise GnapError(invalid_continuation) where it cannot."""
    grant = locked(session, grant_id)
    if not same_digest(token, grant.continue_digest):
        raise GnapError(ErrorCode.INVALID_CONTINUATION, "nothing to cancel here")
    if grant.state == State.PENDING:
        end_pending(session, grant, Move.CANCEL, now)
    else:
        end_approved(session, grant, now)
