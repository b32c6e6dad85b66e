"""Tokens of the embedded authorization server: issued once a grant, bound to the client's key, and revoked."""

from datetime import datetime, timedelta
from typing import Any

from broker.authserver import subject
from broker.authserver.clients import key_of_token
from broker.authserver.context import Context
from broker.authserver.judge import BEARER, Terms
from broker.authserver.resource_servers import audience_of
from broker.authserver.resources import expanded, format_of
from broker.authserver.token_formats import OPAQUE, SIGNED, latest_end, signed_value
from broker.gnap.as_role import Issue
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.grant import Move, State
from broker.gnap.rights import parse_access
from broker.gnap.tokens import is_token68, new_token, token_digest
from broker.store.moves import moved
from broker.store.query import Session, col, select
from broker.store.tables import RegisteredClient, ServerGrant, ServerToken
from broker.store.verbs import audit

Json = dict[str, Any]


def issue(session: Session, context: Context, grant: ServerGrant, now: datetime) -> tuple[Issue, ...]:
    """Store the tokens of an approved grant and return them in clear (RFC 9635 §3.2), for this one answer."""
    # RFC 9635 §1.5, decisions P14: only an approved grant issues, and only once for each approval.
    if grant.state != State.APPROVED or (grant.tokens is None and tokens_of(session, grant.id)):
        raise GnapError(ErrorCode.TOO_MANY_ATTEMPTS, "this grant issues no further token")
    client = session.get_one(RegisteredClient, grant.thumbprint)
    return tuple(_issued(session, context, grant, client, terms, now) for terms in terms_of(grant))


def terms_of(grant: ServerGrant) -> tuple[Terms, ...]:
    """Return what a grant issues when it is approved."""
    if grant.tokens is None:
        access = parse_access(grant.access)
        flags = () if grant.hold is None else (grant.hold,)
        return (Terms(grant.label, access, flags, grant.token_uses, grant.token_seconds),)
    return tuple(
        Terms(one["label"], parse_access(one["access"]), tuple(one["flags"]), one["uses"], one["seconds"])
        for one in grant.tokens
    )


def _issued(
    session: Session, context: Context, grant: ServerGrant, client: RegisteredClient, terms: Terms, now: datetime
) -> Issue:
    # a token that says all of itself would be checked by nobody else, and this one is bound to nothing
    token_format = OPAQUE if BEARER in terms.flags else format_of(session, terms.access)
    ends = latest_end(token_format, now, now + timedelta(seconds=terms.seconds))
    token = ServerToken(
        id="t_" + new_token(context.mint)[:24],
        grant=grant.id,
        digest="",
        manage_digest="",
        label=terms.label,
        flags=list(terms.flags) or None,
        key=grant.key or client.key,
        access=[],
        thumbprint=grant.thumbprint,
        public_jwk=client.public_jwk,
        uses=terms.uses,
        issued_at=now,
        expires_at=ends,
        format=token_format,
    )
    token.access = [right if isinstance(right, str) else right.to_json() for right in terms.access]
    return fresh_values(session, context, token, int((ends - now).total_seconds()))


def fresh_values(session: Session, context: Context, token: ServerToken, seconds: int) -> Issue:
    """Give a token a new value and a new management token, store their digests only, and return them in clear."""
    value = _new_value(session, context, token)
    manage = value if context.open_payments else new_token(context.mint)
    token.digest, token.manage_digest = token_digest(value), token_digest(manage)
    session.add(token)
    session.flush()
    return Issue(
        value=value,
        manage_uri=context.manage_uri(token.id),
        manage_value=manage,
        access=parse_access(token.access),
        seconds=seconds,
        label=token.label,
        flags=tuple(token.flags or ()),
    )


def _new_value(session: Session, context: Context, token: ServerToken) -> str:
    if token.format != SIGNED:
        return new_token(context.mint)
    # whoever reads it asks nobody what a reference stands for
    access = expanded(session, parse_access(token.access))
    value = signed_value(
        token,
        access,
        issuer=context.grant_endpoint,
        audience=audience_of(context.connectors(), access),
        bound=key_of_token(token),
        signer=subject.token_key(session, context),
        nonce=new_token(context.mint),
    )
    if is_token68(value):
        return value
    # too long for a header field: what such a token says is told to whoever asks
    token.format = OPAQUE
    return new_token(context.mint)


def tokens_of(session: Session, grant: str) -> list[ServerToken]:
    """Return every token of a grant, whatever its state."""
    return list(session.exec(select(ServerToken).where(col(ServerToken.grant) == grant)))


def revoke(session: Session, token: ServerToken, now: datetime) -> None:
    """End a token and, with the last one, a grant that cannot issue more; twice is no error (RFC 9635 §6.2)."""
    if token.revoked_at is not None:
        return
    token.revoked_at = now
    session.add(token)
    session.flush()
    grant = session.get_one(ServerGrant, token.grant)
    own = [one for one in tokens_of(session, grant.id) if one.parent is None]
    over = grant.continue_digest is None and all(one.revoked_at for one in own)
    if grant.state == State.APPROVED and over:
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


def revoke_all(session: Session, grant: ServerGrant, now: datetime) -> None:
    """End every token of a grant (RFC 9635 §5.4)."""
    for token in tokens_of(session, grant.id):
        revoke(session, token, now)
