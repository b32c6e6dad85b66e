"""Telling the client instance that the owner decided: the push finish, from the outbox (RFC 9635 §4.2.2, decisions P4).

The decision, its interaction reference and the outbox row are written in one transaction; the sender repeats the call
until it is accepted, refused as unknown, or too late.
"""

import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from broker.authserver.context import Context
from broker.gnap.errors import ErrorCode
from broker.gnap.grant import State
from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import interaction_hash
from broker.gnap.message import write_object
from broker.gnap.tokens import new_token, token_digest
from broker.http import Answer, NoAnswer, NotSent
from broker.store.query import Session, col, select
from broker.store.tables import Approval, Outbox, ServerGrant
from broker.store.verbs import enqueue, wake

KIND = "finish"
LEASE_SECONDS = 60
SLOWEST = timedelta(minutes=5)


def decided(session: Session, context: Context, approval: Approval, now: datetime) -> None:
    """Record an owner's decision on the grant, which stays pending, and queue the finish call (decisions P2)."""
    grant = session.exec(select(ServerGrant).where(col(ServerGrant.id) == approval.grant).with_for_update()).one()
    if grant.state == State.PENDING:
        record_decision(session, context, grant, now)


def record_decision(session: Session, context: Context, grant: ServerGrant, now: datetime) -> None:
    """Give the grant a fresh interaction reference and, where the client asked for a finish call, queue it."""
    reference = new_token(context.mint)
    grant.interact_ref_digest = token_digest(reference)
    grant.interact_ref_sealed = context.vault.seal(
        reference.encode(), table="server_grant", row=grant.id, column="interact_ref"
    )
    grant.version += 1
    grant.updated_at = now
    session.add(grant)
    forget(session, grant, now)
    if grant.finish_uri is not None:
        enqueue(session, _row(context, grant, now))
        wake(session, "due")


def _row(context: Context, grant: ServerGrant, now: datetime) -> Outbox:
    return Outbox(
        id="o_" + new_token(context.mint)[:24],
        kind=KIND,
        subject=grant.id,
        due_at=now,
        expires_at=grant.expires_at,
        created_at=now,
    )


def forget(session: Session, grant: ServerGrant, now: datetime) -> None:
    """Drop finish calls of this grant that were not made yet."""
    statement = select(Outbox).where(
        col(Outbox.subject) == grant.id, col(Outbox.kind) == KIND, col(Outbox.done_at).is_(None)
    )
    for row in session.exec(statement):
        close(session, row, "superseded", now)


def close(session: Session, row: Outbox, outcome: str, now: datetime) -> None:
    """Mark an outbox row as done with."""
    row.done_at, row.due_at, row.outcome, row.lease, row.lease_until = now, None, outcome, None, None
    session.add(row)


def finish_call(session: Session, context: Context, grant_id: str) -> HttpMessage | None:
    """Return the finish call of a grant, or None where there is none to make any more (RFC 9635 §4.2)."""
    grant = session.get(ServerGrant, grant_id)
    if grant is None or grant.state != State.PENDING or grant.interact_ref_sealed is None:
        return None
    if grant.finish_uri is None or grant.finish_nonce is None or grant.as_nonce is None:
        return None
    reference = context.vault.open(
        grant.interact_ref_sealed, table="server_grant", row=grant.id, column="interact_ref"
    ).decode()
    proof = interaction_hash(
        grant.finish_nonce, grant.as_nonce, reference, context.grant_endpoint, grant.finish_hash_method or "sha-256"
    )
    body = write_object({"hash": proof, "interact_ref": reference})
    return HttpMessage("POST", grant.finish_uri, (("content-type", "application/json"),), body)


def judged(answer: Answer) -> str | None:
    """Return how a finish call ended, or None where it must be repeated."""
    if 200 <= answer.status < 300:
        return "accepted"
    return "unknown_interaction" if _says_unknown(answer) else None


def _says_unknown(answer: Answer) -> bool:
    # RFC 9635 §4.2.2: the client instance says that this interaction is none of its own.
    try:
        content = json.loads(answer.body)
    except ValueError:
        return False
    error = content.get("error") if isinstance(content, dict) else None
    code = error.get("code") if isinstance(error, dict) else error
    return bool(code == ErrorCode.UNKNOWN_INTERACTION)


def later(attempts: int, now: datetime) -> datetime:
    """Return when to try again: 1, 2, 4 … seconds, at most five minutes apart."""
    return now + min(timedelta(seconds=2 ** min(attempts, 12)), SLOWEST)


async def deliver(send: Callable[[HttpMessage], Awaitable[Answer]], call: HttpMessage) -> str | None:
    """Make one finish call; return how it ended, or None where it must be repeated."""
    try:
        return judged(await send(call))
    except (NotSent, NoAnswer):
        return None
