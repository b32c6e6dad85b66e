"""A grant that waits for its owner: made with one prompt, told about its interaction, and ended with the prompt.

Each function is part of one transaction. A decision is recorded by `finish` while the grant stays pending; what moves
it on is the client's continuation (decisions P2).
"""

import json
from datetime import datetime, timedelta

from broker.approval.canonical import digest
from broker.approval.document import ApprovalDocument, not_inspectable
from broker.authserver import finish, visits
from broker.authserver.context import Context
from broker.authserver.judge import BEARER, Judgement, Terms
from broker.gnap.as_role import FinishCall, Json, Requested, interaction, seconds_until
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.grant import Move
from broker.gnap.keys import Key
from broker.gnap.rights import Access, access_json
from broker.gnap.tokens import new_token
from broker.policy.limits import Tally, exceeded
from broker.policy.matching import demanded
from broker.policy.model import Decide, Policy
from broker.ratchet.asking import NobodyToAsk, Question, put
from broker.ratchet.cooling import in_words, refused_lately, rights_of
from broker.ratchet.lineage import of_line
from broker.ratchet.matching import lately
from broker.store.moves import moved
from broker.store.query import Session, col, func, select
from broker.store.tables import Approval, RegisteredClient, ServerGrant
from broker.store.verbs import audit, wake

HOUR = timedelta(hours=1)


def new_grant(
    context: Context, client: RegisteredClient, requested: Requested, judgement: Judgement, now: datetime
) -> ServerGrant:
    """Return a grant in processing, not yet stored."""
    grant = ServerGrant(
        id="as_" + new_token(context.mint)[:24],
        thumbprint=client.thumbprint,
        agent=client.agent,
        owner=client.owner,
        access=[],
        ask=requested.ask.model_dump(exclude={"reason", "purpose", "number"}) if requested.ask else None,
        rule=judgement.rule,
        user=_user(requested.user),
        locales=list(requested.locales) or None,
        key=requested.client.to_json() if isinstance(requested.client, Key) and not client.builtin else None,
        created_at=now,
        updated_at=now,
        expires_at=now + judgement.answer_within,
    )
    set_terms(grant, client, judgement.tokens, several=requested.several)
    return grant


def set_terms(grant: ServerGrant, client: RegisteredClient, tokens: tuple[Terms, ...], *, several: bool) -> ServerGrant:
    """Write what may be issued into the grant. Our own client's one token stands in the columns of its own."""
    grant.access = [right for one in tokens for right in access_json(one.access)]
    grant.label = tokens[0].label if len(tokens) == 1 else None
    bounds = [one.uses for one in tokens if one.uses is not None]
    grant.token_uses = min(bounds) if bounds else None
    grant.token_seconds = min((one.seconds for one in tokens), default=600)
    grant.several = several
    grant.hold = BEARER if client.builtin and any(BEARER in one.flags for one in tokens) else None
    grant.tokens = None if client.builtin else [_term_json(one) for one in tokens]
    return grant


def _term_json(one: Terms) -> Json:
    return {
        "label": one.label,
        "access": access_json(one.access),
        "flags": list(one.flags),
        "uses": one.uses,
        "seconds": one.seconds,
    }


def _user(user: Json | str | None) -> Json | None:
    return {"reference": user} if isinstance(user, str) else user


def joined(
    session: Session,
    context: Context,
    client: RegisteredClient,
    requested: Requested,
    judgement: Judgement,
    now: datetime,
) -> ServerGrant:
    """Return the grant of a request that only its owner's phone can answer: a repeat keeps its one prompt (P15).

    The client whose answer was lost knows no continuation, so its first grant would ask on for nobody.
    """
    key = digest([client.thumbprint, _asked(requested), requested.ask.call_digest if requested.ask else ""])
    statement = select(ServerGrant).where(ServerGrant.pending_key == key).with_for_update()
    grant = session.exec(statement).one_or_none()
    if grant is not None and now >= grant.expires_at:
        end_pending(session, grant, Move.EXPIRE, now)
        grant = None
    if grant is None or not _still_asks_the_same(session, grant, judgement, now):
        grant = new_grant(context, client, requested, judgement, now)
        grant.pending_key = key
        ask_owner(session, context, grant, judgement, requested, now)
    return grant


def _asked(requested: Requested) -> list[object]:
    if len(requested.tokens) == 1 and not requested.several:
        return [*access_json(requested.tokens[0].access), *requested.tokens[0].flags]
    return [[one.label, access_json(one.access)] for one in requested.tokens]


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


def ask_owner(
    session: Session,
    context: Context,
    grant: ServerGrant,
    judgement: Judgement,
    requested: Requested | None,
    now: datetime,
) -> None:
    """Let the owner be asked with this judgement's document: the grant in processing becomes pending."""
    document = judgement.document
    if document is None:
        raise GnapError(ErrorCode.REQUEST_DENIED, "nothing to show to the owner")
    if already := refused_lately(session, grant.agent, _asked_rights(grant), now):
        raise GnapError(ErrorCode.REQUEST_DENIED, in_words(already, grant.owner))
    moved(grant, Move.AWAIT, now)
    grant.approval = "a_" + new_token(context.mint)[:24]
    session.add(grant)
    session.flush()
    asked = requested.ask if requested else None
    question = Question(
        grant.approval,
        grant.id,
        document,
        reason=asked.reason if asked else None,
        number=asked.number if asked else None,
        match=_match(session, grant, judgement, requested, now),
        purpose=asked.purpose if asked else None,
    )
    try:
        put(session, question, now, context.mint)
    except NobodyToAsk as why:
        raise GnapError(ErrorCode.REQUEST_DENIED, str(why)) from None
    audit(
        session,
        kind="server.asked",
        subject=grant.id,
        at=now,
        agent=grant.agent,
        owner=grant.owner,
        data={"approval": grant.approval, "digest": document.digest, "rule": grant.rule},
    )


def _match(
    session: Session, grant: ServerGrant, judgement: Judgement, requested: Requested | None, now: datetime
) -> str | None:
    # somebody else's client has no number to show: it leads its owner here by a link or code of its own
    if requested is None or requested.ask is None or requested.ask.number is None:
        return None
    document = judgement.document
    readable = not (isinstance(document, ApprovalDocument) and not_inspectable(document))
    return demanded(lately(session, grant.agent, now), by_rule=judgement.match, inspectable=readable)


def _asked_rights(grant: ServerGrant) -> Access:
    return rights_of(grant.access, subject=grant.subject is not None)


def check_limits(session: Session, policy: Policy, agent: str, now: datetime) -> None:
    """Return if the owner may be asked once more by this agent; raise GnapError(too_many_attempts) otherwise."""
    mine = (of_line(Approval.agent, agent),)
    waiting = (col(Approval.decision).is_(None), col(Approval.withdrawn_at).is_(None), col(Approval.valid_until) > now)
    hour = select(func.count()).select_from(Approval).where(*mine, col(Approval.created_at) > now - HOUR)
    pending = select(func.count()).select_from(Approval).where(*mine, *waiting)
    over = exceeded(policy.limits, Tally(session.exec(pending).one(), session.exec(hour).one(), 0), Decide.ASK)
    if over:
        raise GnapError(ErrorCode.TOO_MANY_ATTEMPTS, over.words)


def set_finish(session: Session, context: Context, grant: ServerGrant, asked: FinishCall | None, now: datetime) -> None:
    """Remember how the client is told (RFC 9635 §2.5.2), under a fresh nonce of ours."""
    grant.finish_method = asked.method if asked else None
    grant.finish_uri = asked.uri if asked else None
    grant.finish_nonce = asked.nonce if asked else None
    grant.finish_hash_method = asked.hash_method if asked else None
    grant.as_nonce = new_token(context.mint) if asked else None
    approval = session.get(Approval, grant.approval)
    if approval is not None and approval.decision is not None:
        # Decided before the client lost the answer: the decision stands, and it is told once more.
        finish.record_decision(session, context, grant, now)


def interact(session: Session, context: Context, grant: ServerGrant, start: tuple[str, ...], now: datetime) -> Json:
    """Return the member `interact` of an answer (RFC 9635 §3.3), given once: these are one-time values."""
    started = visits.offer(session, context, grant, start, now) if start or grant.start else {}
    until = visits.expiry(grant, start, now) if started else grant.expires_at
    return interaction(started, grant.as_nonce, seconds_until(until, now))


def withdraw(session: Session, grant: ServerGrant, now: datetime) -> None:
    """Take the prompt of a pending grant back, and everything that would tell how it was answered (RFC 9635 §4.2)."""
    approval = session.get(Approval, grant.approval)
    if approval is not None and approval.withdrawn_at is None:
        approval.withdrawn_at = now
        session.add(approval)
    grant.pending_key = None
    grant.interact_ref_digest = grant.interact_ref_sealed = None
    finish.forget(session, grant, now)
    wake(session, f"owner:{grant.owner}")


def end_pending(session: Session, grant: ServerGrant, move: Move, now: datetime) -> None:
    """Finalize a pending grant and withdraw its prompt."""
    moved(grant, move, now)
    grant.continue_digest = grant.answer_sealed = None
    withdraw(session, grant, now)
    touch(session, grant, now)
    audit(
        session,
        kind=f"server.{grant.ending}",
        subject=grant.id,
        at=now,
        agent=grant.agent,
        owner=grant.owner,
        data={"approval": grant.approval},
    )


def touch(session: Session, grant: ServerGrant, now: datetime) -> None:
    """Write the grant as a newer version of itself."""
    grant.updated_at = now
    grant.version += 1
    session.add(grant)
    session.flush()
