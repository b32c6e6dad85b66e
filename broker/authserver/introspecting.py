"""What a resource server is told of a token (RFC 9767 §3.3): everything decides together, any doubt is "not active"."""

from datetime import datetime
from typing import Any

from broker.authserver.context import Context
from broker.authserver.judge import BEARER, permitted, policy_of
from broker.authserver.resource_servers import all_for, shown_server
from broker.authserver.resources import expanded
from broker.connectors.model import Connector
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.grant import State
from broker.gnap.message import read_request
from broker.gnap.rights import Access, access_json, parse_access, within
from broker.gnap.tokens import token_digest
from broker.ratchet.freezing import welcome
from broker.store.query import Session, col, select
from broker.store.tables import RegisteredClient, ServerGrant, ServerToken

Json = dict[str, Any]
INACTIVE: Json = {"active": False}


class Question:
    """An introspection request as read: about which token, from which resource server, for which access."""

    def __init__(self, body: bytes | None) -> None:
        content = read_request(body)
        self.token = _text(content, "access_token")
        self.proof = content.get("proof")
        self.server = shown_server(content)
        self.access: Access | None = parse_access(content["access"]) if "access" in content else None


def _text(content: Json, name: str) -> str:
    value = content.get(name)
    if not isinstance(value, str):
        raise GnapError(ErrorCode.INVALID_REQUEST, f"{name} must be a string")
    return value


def introspect(
    session: Session, context: Context, question: Question, servers: tuple[Connector, ...], now: datetime
) -> Json:
    """Return what the resource server may know of a token; never its value, and no other member where not active.

    Continuation and management tokens are looked up nowhere here, so they are never active (RFC 9767 §2.1.14).
    """
    token = of_value(session, question.token)
    if token is None or not in_force(session, token, now):
        return INACTIVE
    access = expanded(session, parse_access(token.access))
    if question.proof not in (None, (bound_key(token) or {}).get("proof")) or not all_for(access, servers):
        return INACTIVE
    if question.access is not None and not within(expanded(session, question.access), access):
        return INACTIVE
    if BEARER in (token.flags or []) and not _may_hold(session, context, token, access):
        return INACTIVE
    return _told(session, context, token, access)


def of_value(session: Session, value: str) -> ServerToken | None:
    """Return the access token of a value, whatever its state; None for every other kind of token."""
    return session.exec(select(ServerToken).where(col(ServerToken.digest) == token_digest(value))).one_or_none()


def bound_key(token: ServerToken) -> Json | None:
    """Return the key object that a token is bound to; None for a bearer token (RFC 9635 §3.2.1)."""
    if BEARER in (token.flags or []):
        return None
    return token.key or {"proof": "httpsig", "jwk": token.public_jwk}


def in_force(session: Session, token: ServerToken, now: datetime) -> bool:
    """Tell whether a token may be used now: it, its grant, its client, its agent, and what it was derived from."""
    grant = session.get_one(ServerGrant, token.grant)
    client = session.get(RegisteredClient, token.thumbprint)
    parent = session.get(ServerToken, token.parent) if token.parent else None
    return (
        token.revoked_at is None
        and now < token.expires_at
        and grant.state != State.FINALIZED  # a modified grant waits again, and what it issued stays (RFC 9635 §5.3)
        and (token.parent is not None or (client is not None and client.revoked_at is None))
        and welcome(session, grant.agent, now) is not None
        and (token.parent is None or (parent is not None and in_force(session, parent, now)))
    )


def _may_hold(session: Session, context: Context, token: ServerToken, access: Access) -> bool:
    """Tell whether the policy in force lets the agent hold this: a deny stops at once (decisions §2.1).

    Of a token that the broker keeps, the broker asks so before each call; of one that was handed over, only we can.
    """
    grant = session.get_one(ServerGrant, token.grant)
    try:
        return permitted(policy_of(session, context, grant.agent, grant.owner), access).bearer
    except GnapError:
        return False


def _told(session: Session, context: Context, token: ServerToken, access: Access) -> Json:
    client = session.get(RegisteredClient, token.thumbprint)
    told: Json = {
        "active": True,
        "iss": context.grant_endpoint,
        "access": access_json(access),
        "iat": int(token.issued_at.timestamp()),
        "exp": int(token.expires_at.timestamp()),
        "jti": token.id,
        "uses": token.uses,
    }
    if client is not None and client.instance_id is not None:
        told["instance_id"] = client.instance_id
    key = bound_key(token)
    if key is not None:
        told["key"] = key
    if token.flags:
        told["flags"] = token.flags
    return told
