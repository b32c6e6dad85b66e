"""Derived tokens: a resource server asks, for a call that it serves, for a token at another one (RFC 9767 §4).

Nothing is derived that the map of a connector in force does not spell out (decisions P17). A derived token is bound to
the asking server's own key, ends with its parent, and spends the parent's budget: its uses count among the parent's.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from broker.authserver.context import Context
from broker.authserver.introspecting import in_force, of_value
from broker.authserver.resource_servers import all_for, connectors_of
from broker.authserver.resources import expanded
from broker.connectors.call import call_from_access
from broker.connectors.downstream import Downstream, derivable
from broker.connectors.model import Connector
from broker.gnap.as_role import Issue, approved_answer
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.keys import Key, parse_key
from broker.gnap.message import read_request
from broker.gnap.rights import Access, AccessRight, access_json, parse_access
from broker.gnap.tokens import new_token, token_digest
from broker.store.query import Session, col, select
from broker.store.tables import ServerGrant, ServerToken
from broker.store.verbs import audit

Json = dict[str, Any]
MEMBER = "existing_access_token"
USES = 1  # of one derived token: a call that is served may call downstream once


class Derivation:
    """A request for a derived token as read: with which token, in which resource server's name, for which access."""

    def __init__(self, content: Json) -> None:
        self.existing = content.get(MEMBER)
        token, client = content.get("access_token"), content.get("client")
        if not isinstance(self.existing, str) or not isinstance(token, dict) or not isinstance(client, dict):
            words = f"{MEMBER} is a token's value, beside one access_token and the client's key by value"
            raise GnapError(ErrorCode.INVALID_REQUEST, words)
        if "interact" in content or "subject" in content:
            raise GnapError(ErrorCode.INVALID_REQUEST, "a derived token is issued without the owner: leave it out")
        self.key: Key = parse_key(client.get("key"))
        self.access: Access = parse_access(token.get("access"))


def asking_servers(connectors: Iterable[Connector], key: Key) -> tuple[Connector, ...]:
    """Return the connectors of the resource server that asks; raise GnapError(invalid_client) for any other client."""
    try:
        return connectors_of(connectors, key)
    except GnapError as why:
        raise GnapError(ErrorCode.INVALID_CLIENT, why.description) from None


def derivation(body: bytes | None) -> Derivation | None:
    """Return what is to be derived; None for an ordinary grant request. Raises GnapError(invalid_request)."""
    content = read_request(body)
    return Derivation(content) if MEMBER in content else None


def derive(
    session: Session, context: Context, asked: Derivation, servers: tuple[Connector, ...], now: datetime
) -> Json:
    """Return the answer that carries the derived token; raise GnapError where it may not be."""
    parent = _parent(session, str(asked.existing), servers, now)
    held = [(right, _maps(context, servers, right)) for right in expanded(session, parse_access(parent.access))]
    if not all(any(derivable((right,), (one,), maps) for right, maps in held) for one in asked.access):
        raise GnapError(ErrorCode.REQUEST_DENIED, "no map in force makes this right of the one presented")
    _check_budget(session, parent)
    return _issued(session, context, asked, parent, now)


def _maps(context: Context, servers: tuple[Connector, ...], right: AccessRight | str) -> list[Downstream]:
    """Return the lines that the page of a right spoke of, which are all that may be used for it.

    A call's page names what its own connector says, though another one may have the same key; the page of a right that
    fixes no call names what every connector says.
    """
    call = call_from_access(context.connectors(), (right,))
    return [line for one in servers if call is None or one.name == call.connector for line in one.downstream]


def _parent(session: Session, value: str, servers: tuple[Connector, ...], now: datetime) -> ServerToken:
    found = of_value(session, value)
    # RFC 9767 §4: the token must be appropriate for use at the server that asks; whose it is is not told.
    if found is None or not all_for(expanded(session, parse_access(found.access)), servers):
        raise GnapError(ErrorCode.REQUEST_DENIED, "the presented token is not in force here")
    locked = session.exec(select(ServerToken).where(col(ServerToken.id) == found.id).with_for_update()).one()
    if locked.parent is not None or not in_force(session, locked, now):
        raise GnapError(ErrorCode.REQUEST_DENIED, "the presented token is not in force here")
    return locked


def _check_budget(session: Session, parent: ServerToken) -> None:
    derived = session.exec(select(ServerToken).where(col(ServerToken.parent) == parent.id)).all()
    if parent.uses is not None and sum(one.uses or 0 for one in derived) + USES > parent.uses:
        raise GnapError(ErrorCode.REQUEST_DENIED, "the uses of the presented token are spent downstream")


def _issued(session: Session, context: Context, asked: Derivation, parent: ServerToken, now: datetime) -> Json:
    token_id, value, manage = "t_" + new_token(context.mint)[:24], new_token(context.mint), new_token(context.mint)
    public = asked.key.public
    token = ServerToken(
        id=token_id,
        grant=parent.grant,
        digest=token_digest(value),
        manage_digest=token_digest(manage),
        access=access_json(asked.access),
        thumbprint=asked.key.identity,
        public_jwk=public.jwk if public else {},
        key=asked.key.to_json(),
        uses=USES if parent.uses is not None else None,
        parent=parent.id,
        issued_at=now,
        expires_at=parent.expires_at,
    )
    session.add(token)
    session.flush()
    grant = session.get_one(ServerGrant, parent.grant)
    data = {"token": token_id, "parent": parent.id, "key": asked.key.identity, "access": token.access}
    audit(session, kind="server.derived", subject=grant.id, at=now, agent=grant.agent, owner=grant.owner, data=data)
    seconds = max(1, int((token.expires_at - now).total_seconds()))
    issue = Issue(value, context.manage_uri(token_id), manage, asked.access, seconds)
    return approved_answer([issue], several=False)
