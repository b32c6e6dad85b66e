"""Changing an ongoing request (RFC 9635 §5.3): it is judged anew as a whole, and its owner is asked anew.

Nothing that was issued before is touched. The prompt before ends, also one that was answered already: what was decided
was about something else.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from broker.approval.canonical import digest
from broker.authserver.asked_access import Wanted, judge_wanted
from broker.authserver.clients import check_finish, check_interaction, finish_of, known_client, start_modes
from broker.authserver.context import Context
from broker.authserver.grants import (
    expired,
    go_on,
    kept,
    locked,
    repeated,
    too_soon,
    unchanged,
)
from broker.authserver.issuing import terms_of
from broker.authserver.judge import Judgement, policy_of
from broker.authserver.pending import ask_owner, check_limits, interact, set_finish, set_terms, withdraw
from broker.authserver.users import check_user
from broker.gnap.as_role import FinishCall, Json, Modification, RequestedToken, error_answer
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.grant import Move, State
from broker.gnap.tokens import same_digest
from broker.store.moves import moved
from broker.store.query import Session
from broker.store.tables import Approval, RegisteredClient, ServerGrant


@dataclass(frozen=True)
class _Changed:
    """A request as it stands after the modification."""

    wanted: Wanted
    several: bool
    start: tuple[str, ...]
    finish: FinishCall | None


def modify_grant(
    session: Session,
    context: Context,
    grant_id: str,
    token: str,
    change: Modification,
    content: str,
    now: datetime,
) -> Json:
    """Return the answer to a modification; `content` is its message, by which a repeated one is known."""
    grant = locked(session, grant_id)
    question = digest(["modify", content])
    if not same_digest(token, grant.continue_digest):
        return repeated(session, context, grant, token, question, with_reference=False, now=now)
    if early := too_soon(session, context, grant, token, now):
        return early
    if grant.state == State.PENDING and (over := expired(session, grant, now)):
        return over
    client = known_client(session, grant.thumbprint, now)
    try:
        changed = _changed(session, context, client, grant, change)
        judgement = judge_wanted(session, context, client, changed.wanted, now)
        check_limits(session, policy_of(session, context, client.agent, client.owner), client.agent, now)
    except GnapError as why:
        # RFC 9635 §3.6: what may not be changed leaves the request as it was, and it goes on
        return error_answer(why.code, why.description, unchanged(context, grant, token))
    offered = _ask_anew(session, context, client, grant, change, changed, judgement, now)
    answer = {"continue": go_on(session, context, grant, now)} | offered
    return kept(session, context, grant, token, question, answer, now)


def _changed(
    session: Session, context: Context, client: RegisteredClient, grant: ServerGrant, change: Modification
) -> _Changed:
    if client.builtin:
        raise GnapError(ErrorCode.REQUEST_DENIED, "this client asks anew instead of changing a request")
    check_user(session, context, client, change.user)
    start = start_modes(client, change.start) if change.interacts else tuple(grant.start or ())
    call = finish_of(client, change.finish, start)
    check_finish(context, client, call)
    tokens = change.tokens if change.tokens is not None else _tokens_of(grant)
    check_interaction(session, client, start, alone=not tokens)
    subject = change.subject if change.subject is not None else grant.subject
    class_id, display = _said(session, grant)
    wanted = Wanted(tokens, subject if start else None, class_id, display)
    several = change.several if change.tokens is not None else grant.several
    return _Changed(wanted, several, start, call)


def _said(session: Session, grant: ServerGrant) -> tuple[str | None, Json | None]:
    """Return what the client said of itself when it first asked, which its owner has seen and sees again."""
    approval = session.get(Approval, grant.approval)
    said = json.loads(approval.document)["client"] if approval else {}
    shown = {name: said[name] for name in ("name", "uri") if said.get(name) is not None}
    return said.get("class_id"), shown


def _tokens_of(grant: ServerGrant) -> tuple[RequestedToken, ...]:
    return tuple(RequestedToken(one.label, one.access, one.flags) for one in terms_of(grant))


def _ask_anew(
    session: Session,
    context: Context,
    client: RegisteredClient,
    grant: ServerGrant,
    change: Modification,
    changed: _Changed,
    judgement: Judgement,
    now: datetime,
) -> Json:
    finished = grant.state == State.APPROVED or grant.interact_ref_digest is not None
    if grant.state == State.PENDING:
        withdraw(session, grant, now)
    moved(grant, Move.MODIFY, now)
    set_terms(grant, client, judgement.tokens, several=changed.several)
    grant.rule, grant.subject = judgement.rule, changed.wanted.subject
    grant.visited_by = grant.visited_at = None
    grant.interact_ref_digest = grant.interact_ref_sealed = None
    grant.expires_at = now + judgement.answer_within
    if change.user is not None:
        grant.user = {"reference": change.user} if isinstance(change.user, str) else change.user
    ask_owner(session, context, grant, judgement, None, now)
    if not change.interacts:
        if finished:
            # the way back was used up by the answer before, and no other is promised: the client polls (P4)
            set_finish(session, context, grant, None, now)
        return {}
    grant.locales = list(change.locales) or None
    set_finish(session, context, grant, changed.finish, now)
    return interact(session, context, grant, changed.start, now)
