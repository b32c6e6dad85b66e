"""Tokens of the embedded authorization server: issued once, bound to the client's key, revoked, introspected."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from broker.authserver.context import Context
from broker.connectors.model import Connector
from broker.gnap.as_role import Issue, approved_answer
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.grant import Move, State
from broker.gnap.keys import PublicKey, parse_key_object, thumbprint
from broker.gnap.message import read_object
from broker.gnap.rights import Access, AccessRight, parse_access, within
from broker.gnap.tokens import new_token, same_digest, token_digest
from broker.ratchet.freezing import welcome
from broker.store.moves import moved
from broker.store.query import Session, col, select
from broker.store.tables import RegisteredClient, ServerGrant, ServerToken
from broker.store.verbs import audit

Json = dict[str, Any]
INACTIVE: Json = {"active": False}


def issue(session: Session, context: Context, grant: ServerGrant, now: datetime) -> Json:
    """Store a new token of an approved grant and return the answer that carries it (RFC 9635 §3.2.1)."""
    # RFC 9635 §1.5, decisions P14: only an approved grant issues, and only once.
    if grant.state != State.APPROVED or _tokens(session, grant.id):
        raise GnapError(ErrorCode.TOO_MANY_ATTEMPTS, "this grant issues no further token")
    client = session.get_one(RegisteredClient, grant.thumbprint)
    token_id, value, manage = "t_" + new_token(context.mint)[:24], new_token(context.mint), new_token(context.mint)
    session.add(
        ServerToken(
            id=token_id,
            grant=grant.id,
            digest=token_digest(value),
            manage_digest=token_digest(manage),
            access=grant.access,
            thumbprint=grant.thumbprint,
            public_jwk=client.public_jwk,
            uses=grant.token_uses,
            issued_at=now,
            expires_at=now + timedelta(seconds=grant.token_seconds),
        )
    )
    session.flush()
    return approved_answer(
        Issue(
            value=value,
            manage_uri=context.manage_uri(token_id),
            manage_value=manage,
            access=parse_access(grant.access),
            seconds=grant.token_seconds,
            label=grant.label,
            approval=grant.approval,
        )
    )


def _tokens(session: Session, grant: str) -> list[ServerToken]:
    return list(session.exec(select(ServerToken).where(col(ServerToken.grant) == grant)))


def managed(session: Session, token_id: str, manage_value: str) -> ServerToken:
    """Return the token that a management token manages; raise GnapError(invalid_rotation) for any other (§6)."""
    token = session.exec(select(ServerToken).where(col(ServerToken.id) == token_id).with_for_update()).one_or_none()
    if token is None or not same_digest(manage_value, token.manage_digest):
        raise GnapError(ErrorCode.INVALID_ROTATION, "no token is managed here")
    return token


def revoke(session: Session, token: ServerToken, now: datetime) -> None:
    """End a token and, with it, its grant; revoking twice is no error (RFC 9635 §6.2)."""
    if token.revoked_at is not None:
        return
    token.revoked_at = now
    session.add(token)
    grant = session.get_one(ServerGrant, token.grant)
    if grant.state == State.APPROVED:
        session.add(moved(grant, Move.REVOKE, now))
    session.flush()
    audit(
        session,
        kind="server.revoked",
        subject=grant.id,
        at=now,
        agent=grant.agent,
        owner=grant.owner,
        data={"token": token.id},
    )


class Question:
    """An introspection request as read (RFC 9767 §3.3): about which token, from which resource server's key."""

    def __init__(self, body: bytes | None) -> None:
        content = read_object(body)
        self.token = _text(content, "access_token")
        self.proof = content.get("proof")
        self.key = _resource_server_key(content.get("resource_server"))
        self.access: Access | None = parse_access(content["access"]) if "access" in content else None


def _text(content: Json, name: str) -> str:
    value = content.get(name)
    if not isinstance(value, str):
        raise GnapError(ErrorCode.INVALID_REQUEST, f"{name} must be a string")
    return value


def _resource_server_key(value: object) -> PublicKey:
    if not isinstance(value, dict):
        raise GnapError(ErrorCode.INVALID_RESOURCE_SERVER, "resource_server must show its key")
    try:
        return parse_key_object(value.get("key"))
    except GnapError as why:
        raise GnapError(ErrorCode.INVALID_RESOURCE_SERVER, why.description) from None


def asking(connectors: Iterable[Connector], key: PublicKey) -> tuple[Connector, ...]:
    """Return the connectors of the resource server with this key; raise GnapError(invalid_resource_server) if none."""
    print_ = thumbprint(key.jwk)
    found = tuple(
        one for one in connectors if one.resource_server_key and thumbprint(one.resource_server_key) == print_
    )
    if not found:
        raise GnapError(ErrorCode.INVALID_RESOURCE_SERVER, "no connector names this resource server's key")
    return found


def introspect(
    session: Session, context: Context, question: Question, servers: tuple[Connector, ...], now: datetime
) -> Json:
    """Return what the resource server may know of a token (RFC 9767 §3.3); any doubt is `{"active": false}`."""
    statement = select(ServerToken).where(col(ServerToken.digest) == token_digest(question.token))
    token = session.exec(statement).one_or_none()
    if token is None or not _in_force(session, token, now):
        return INACTIVE
    access = parse_access(token.access)
    if question.proof not in (None, "httpsig") or not _for_server(access, servers):
        return INACTIVE
    if question.access is not None and not within(question.access, access):
        return INACTIVE
    return {
        "active": True,
        "iss": context.grant_endpoint,
        "access": token.access,
        "key": {"proof": "httpsig", "jwk": token.public_jwk},
        "iat": int(token.issued_at.timestamp()),
        "exp": int(token.expires_at.timestamp()),
        "jti": token.id,
        "uses": token.uses,
    }


def _in_force(session: Session, token: ServerToken, now: datetime) -> bool:
    grant = session.get_one(ServerGrant, token.grant)
    client = session.get(RegisteredClient, token.thumbprint)
    return (
        token.revoked_at is None
        and now < token.expires_at
        and grant.state == State.APPROVED
        and client is not None
        and client.revoked_at is None
        and welcome(session, grant.agent) is not None
    )


def _for_server(access: Access, servers: tuple[Connector, ...]) -> bool:
    bases = [one.resource_server.rstrip("/") for one in servers]
    return all(isinstance(right, AccessRight) and _located(right, bases) for right in access)


def _located(right: AccessRight, bases: list[str]) -> bool:
    locations = right.locations or ()
    return bool(locations) and all(
        any(place == base or place.startswith(base + "/") for base in bases) for place in locations
    )
