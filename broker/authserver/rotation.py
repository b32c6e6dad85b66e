"""Managing an issued token (RFC 9635 §6): a new value, a new key, or its end.

A rotated token stays the same token: the same rights, uses and id, and the end that its owner was shown (decisions P14:
bounds count per grant, so a new value gains no time). Its answer is kept for a while, sealed, with the key of before,
so that a lost answer can be fetched by whoever asked for it (§11.33).
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from broker.approval.canonical import digest
from broker.authserver import issuing
from broker.authserver.clients import key_of_token, known_client
from broker.authserver.context import IDEMPOTENCE, Context
from broker.gnap.as_role import issued_token, seconds_until
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.grant import State
from broker.gnap.keys import Key, parse_key
from broker.gnap.tokens import same_digest, token_digest
from broker.store.query import Session, col, select
from broker.store.tables import ServerGrant, ServerToken
from broker.store.verbs import audit

Json = dict[str, Any]


@dataclass(frozen=True)
class Managed:
    """Which key proves a management call, of which client (its key's identity); a bearer token has none of its own."""

    key: Key
    client: str
    bearer: bool


def management_key(session: Session, context: Context, token_id: str, manage_value: str, now: datetime) -> Managed:
    """Return what a management call is proved with; raise GnapError(invalid_rotation) where nothing is managed."""
    token = session.get(ServerToken, token_id)
    if token is None:
        raise _nothing()
    kept = _kept(context, token, manage_value, now)
    key = parse_key(kept["key"]) if kept is not None else key_of_token(token)
    return Managed(key, token.thumbprint, "bearer" in (token.flags or []))


def rotate(
    session: Session, context: Context, token_id: str, manage_value: str, new_key: Key | None, now: datetime
) -> Json:
    """Return the token with a new value, bound to `new_key` where one is given (RFC 9635 §6.1, §6.1.1).

    Raises GnapError(invalid_rotation) for another management token, and for a token that has ended.
    """
    token = _locked(session, token_id)
    question = digest(["rotate", new_key.to_json() if new_key else None])
    kept = _kept(context, token, manage_value, now)
    if kept is not None and kept["question"] == question and token.revoked_at is None:
        answer: Json = kept["answer"]
        return answer
    if not same_digest(manage_value, token.manage_digest):
        raise _nothing()
    _check_living(session, token, now)
    if new_key is not None and token.parent is not None:
        # decisions P17: a derived token stays with the resource server that asked for it
        raise GnapError(ErrorCode.INVALID_ROTATION, "a derived token keeps its key: ask for another one")
    return _rotated(session, context, token, manage_value, new_key, question, now)


def _rotated(
    session: Session,
    context: Context,
    token: ServerToken,
    manage_value: str,
    new_key: Key | None,
    question: str,
    now: datetime,
) -> Json:
    before = key_of_token(token)
    if new_key is not None:
        token.key = new_key.to_json()
    token.previous_manage_digest = token_digest(manage_value)
    issue = issuing.fresh_values(session, context, token, seconds_until(token.expires_at, now))
    answer: Json = {"access_token": issued_token(issue)}
    if new_key is not None:
        answer["access_token"]["key"] = new_key.to_json()
    kept = {"question": question, "answer": answer, "key": before.to_json()}
    token.answer_sealed = context.vault.seal(
        json.dumps(kept).encode(), table="server_token", row=token.id, column="answer"
    )
    token.answer_until = now + IDEMPOTENCE
    session.add(token)
    session.flush()
    _audit(session, token, new_key, now)
    return answer


def revoke_managed(session: Session, context: Context, token_id: str, manage_value: str, now: datetime) -> None:
    """End a token by its management token (RFC 9635 §6.2), or by the one before while its rotation may be lost."""
    token = _locked(session, token_id)
    lost = _kept(context, token, manage_value, now) is not None
    if not lost and not same_digest(manage_value, token.manage_digest):
        raise _nothing()
    issuing.revoke(session, token, now)


def _locked(session: Session, token_id: str) -> ServerToken:
    token = session.exec(select(ServerToken).where(col(ServerToken.id) == token_id).with_for_update()).one_or_none()
    if token is None:
        raise _nothing()
    return token


def _kept(context: Context, token: ServerToken, manage_value: str, now: datetime) -> Json | None:
    """Return the last rotation's answer, its question and the key of before, for the management token that it used."""
    in_time = token.answer_until is not None and now < token.answer_until
    if token.answer_sealed is None or not in_time or not same_digest(manage_value, token.previous_manage_digest):
        return None
    opened = context.vault.open(token.answer_sealed, table="server_token", row=token.id, column="answer")
    kept: Json = json.loads(opened)
    return kept


def _check_living(session: Session, token: ServerToken, now: datetime) -> None:
    grant = session.get_one(ServerGrant, token.grant)
    known_client(session, grant.thumbprint, now)
    if token.revoked_at is not None or now >= token.expires_at or grant.state == State.FINALIZED:
        raise GnapError(ErrorCode.INVALID_ROTATION, "this token has ended: ask for a new grant")


def _nothing() -> GnapError:
    return GnapError(ErrorCode.INVALID_ROTATION, "no token is managed here")


def _audit(session: Session, token: ServerToken, new_key: Key | None, now: datetime) -> None:
    grant = session.get_one(ServerGrant, token.grant)
    data = {"token": token.id, "key": new_key.identity if new_key else None}
    audit(session, kind="server.rotated", subject=grant.id, at=now, agent=grant.agent, owner=grant.owner, data=data)
