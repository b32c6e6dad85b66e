"""What a code gives: a sign-in, which is a family of tokens for one agent, kept as digests (OAuth 2.1 §4.1.3, §4.3).

Everything is used once, by one conditional UPDATE. A code or a refresh token that comes a second time is somebody's
copy, and nobody can tell whose: what it gave ends as a whole.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from broker.agents.credentials import Caller, digest_of_nobodys
from broker.gnap.tokens import new_token, token_digest
from broker.oauth.assertion import check_assertion, read_assertion, signer
from broker.oauth.dpop import Proof
from broker.oauth.pkce import proves
from broker.oauth.token_request import CodeRequest, KeyRequest, RefreshRequest, TokenError
from broker.store.query import ColumnElement, Session, col, delete, select, update
from broker.store.tables import Agent, AgentHost, HostSignIn, HostToken, HostVisit
from broker.store.verbs import audit, remember_nonce, use_once

ACCESS: Final = timedelta(minutes=15)
REFRESH: Final = timedelta(days=30)  # unused; every use gives another one

ACCESS_PREFIX: Final = "cso_"
_REFRESH_PREFIX: Final = "csr_"
_SUBJECT: Final = "sign-in:"  # before a sign-in's id, in a Caller

Mint = Callable[[int], bytes]
Cut = Callable[[Session, str, datetime], None]  # ends what came of an agent's sign-in: its children, tokens it holds


@dataclass(frozen=True)
class Issued:
    """New tokens, to be shown once."""

    access: str
    refresh: str | None
    bound: bool  # to a key, which has to be proved with each use (RFC 9449)

    def as_json(self) -> dict[str, Any]:
        """Return the body of the answer (RFC 6749 §5.1, RFC 9449 §5)."""
        lifetime = int(ACCESS.total_seconds())
        kind = "DPoP" if self.bound else "Bearer"
        body = {"access_token": self.access, "token_type": kind, "expires_in": lifetime}
        return body if self.refresh is None else body | {"refresh_token": self.refresh}


def redeem(
    session: Session, asked: CodeRequest, proof: Proof | None, now: datetime, mint: Mint, cut: Cut
) -> Issued | TokenError:
    """Return tokens for a code, or why not: a value, because what a replay ends is to be committed.

    With a proof they are bound to its key, the refresh token too, as its client has no other (RFC 9449 §5).
    """
    this = col(HostVisit.code_digest) == token_digest(asked.code)
    _lock(session, session.scalars(select(HostVisit.agent).where(this)).first())
    visit = session.scalars(select(HostVisit).where(this).with_for_update()).one_or_none()
    if visit is None:
        return _refused("this code is unknown")
    if visit.redeemed_at is not None:
        return _replayed(session, visit, now, cut)
    if (visit.client_id, visit.redirect_uri) != (asked.client_id, asked.redirect_uri):
        return _refused("this code was given to another client, or for another redirect_uri")
    if not proves(asked.verifier, visit.challenge):
        return _refused("code_verifier does not prove the code_challenge (RFC 7636)")
    if not _in_force(session, visit.agent):
        return _refused("the owner revoked this agent")
    if unproved := _unproved(session, visit.jkt, proof):
        return unproved
    sign_in = HostSignIn(
        id=mint(16).hex(), agent=visit.agent, client_id=visit.client_id, resource=visit.resource, created_at=now
    )
    once = (col(HostVisit.id) == visit.id, col(HostVisit.redeemed_at).is_(None), col(HostVisit.code_until) > now)
    values = {"redeemed_at": now, "sign_in": sign_in.id, "code_sealed": None}
    if not use_once(session, HostVisit, *once, values=values):
        return _refused("this code is too old")
    # what its owner signed says that whatever was held before ends
    end_all(session, visit.agent, now, "signed-in-anew")
    _end_credential(session, visit.agent, mint)
    cut(session, visit.agent, now)
    session.add(sign_in)
    session.flush()
    audit(session, kind="host.signed-in", subject=visit.agent, at=now, agent=visit.agent, data=_data(sign_in))
    return _issue(session, sign_in, proof, now, mint)


def refresh(
    session: Session, asked: RefreshRequest, proof: Proof | None, now: datetime, mint: Mint, cut: Cut
) -> Issued | TokenError:
    """Return the next tokens for a refresh token, or why not. Without the key it is bound to it is unharmed."""
    digest = token_digest(asked.token)
    token = session.get(HostToken, digest, populate_existing=True, with_for_update=True)
    if token is None or token.kind != "refresh":
        return _refused("this refresh token is unknown")
    sign_in = session.get_one(HostSignIn, token.sign_in, populate_existing=True)
    if sign_in.client_id != asked.client_id:
        return _refused("this refresh token was given to another client")
    if sign_in.ended_at is not None or not _in_force(session, sign_in.agent):
        return _refused("this sign-in has ended: sign in again")
    if unproved := _unproved(session, token.jkt, proof):
        return unproved
    unused = (col(HostToken.digest) == digest, col(HostToken.used_at).is_(None))
    if not use_once(session, HostToken, *unused, values={"used_at": now}):
        _end_one(session, sign_in.id, now, "refresh-replayed", cut)
        return _refused("this refresh token was used before: the sign-in has ended")
    if token.expires_at <= now:
        return _refused("this refresh token is too old: sign in again")
    audit(session, kind="host.refreshed", subject=sign_in.agent, at=now, agent=sign_in.agent, data=_data(sign_in))
    return _issue(session, sign_in, proof, now, mint)


def prove(
    session: Session, asked: KeyRequest, proof: Proof | None, resource: str, issuer: str, now: datetime, mint: Mint
) -> Issued | TokenError:
    """Return an access token for an agent that signs in by its own key, or why not (RFC 6749 §4.4, RFC 7523 §3).

    It stays the same caller from token to token: one sign-in, which has no refresh token (RFC 6749 §4.4.3).
    """
    try:
        agent = _proved(session, asked, issuer, now)
    except TokenError as why:
        return why
    if unproved := _unproved(session, None, proof):
        return unproved
    mine = (col(HostSignIn.agent) == agent, col(HostSignIn.client_id) == agent, col(HostSignIn.ended_at).is_(None))
    known = session.scalars(select(HostSignIn).where(*mine, col(HostSignIn.resource) == resource).limit(1)).first()
    sign_in = known or HostSignIn(id=mint(16).hex(), agent=agent, client_id=agent, resource=resource, created_at=now)
    session.add(sign_in)
    session.flush()
    kind = "host.refreshed" if known else "host.signed-in"
    audit(session, kind=kind, subject=agent, at=now, agent=agent, data=_data(sign_in))
    return _issue(session, sign_in, proof, now, mint, refreshable=False)


def _proved(session: Session, asked: KeyRequest, issuer: str, now: datetime) -> str:
    """Return the agent whose key made the assertion, which is used up then; raise TokenError."""
    assertion = read_assertion(asked.assertion)
    row = session.get(AgentHost, assertion.client_id, populate_existing=True)
    there = _in_force(session, assertion.client_id)
    key = signer(assertion, row.key if row is not None and there else None)
    until = check_assertion(assertion, client_id=asked.client_id, issuer=issuer, now=now)
    if not remember_nonce(session, key.thumbprint, f"assertion {assertion.jti}", until):
        raise TokenError("invalid_client", "this client_assertion was used before")
    return assertion.client_id


def shut(session: Session, agent: str, now: datetime) -> bool:
    """End whatever sign-ins an agent has, its codes, and its signing in by a key: it has a credential from now on.

    Return whether there was a sign-in.
    """
    session.execute(update(AgentHost).where(col(AgentHost.agent) == agent).values(key=None))
    codes = (col(HostVisit.agent) == agent, col(HostVisit.redeemed_at).is_(None), col(HostVisit.code_until) > now)
    session.execute(update(HostVisit).where(*codes).values(code_until=now, code_sealed=None))
    return end_all(session, agent, now, "credential")


def spend(session: Session, proof: Proof | None) -> bool:
    """Use a proof up, in this process and every other; False for one that was used before. None is always good."""
    return proof is None or remember_nonce(session, proof.thumbprint, f"dpop {proof.jti}", proof.until)


def holder(
    session: Session, access: str, resource: str, jkt: str | None, now: datetime
) -> tuple[Caller, datetime | None] | None:
    """Return who holds an access token for `resource`, and when they were last here; None unless it is in force.

    `jkt` is of the key that was proved, None where none was: the token is bound to exactly that.
    """
    found = session.exec(
        select(HostSignIn.id, Agent.name, Agent.last_used_at, HostToken.expires_at)
        .join(HostToken, col(HostToken.sign_in) == col(HostSignIn.id))
        .join(Agent, col(Agent.name) == col(HostSignIn.agent))
        .where(
            col(HostToken.digest) == token_digest(access),
            col(HostToken.kind) == "access",
            col(HostToken.jkt).is_(None) if jkt is None else col(HostToken.jkt) == jkt,
            col(HostToken.expires_at) > now,
            col(HostSignIn.resource) == resource,
            *_live(),
        )
    ).first()
    return None if found is None else (Caller(found[1], _SUBJECT + found[0], found[3]), found[2])


def signed_in(session: Session, caller: Caller) -> bool | None:
    """Decide whether the sign-in with which `caller` came in still holds; None if they came in by a credential."""
    if not caller.digest.startswith(_SUBJECT):
        return None
    mine = col(HostSignIn.id) == caller.digest.removeprefix(_SUBJECT)
    query = select(HostSignIn.id).join(Agent, col(Agent.name) == col(HostSignIn.agent)).where(mine, *_live())
    return session.exec(query).first() is not None


def end_all(session: Session, agent: str, now: datetime, why: str) -> bool:
    """End whatever sign-ins an agent has; return whether there was one. Free, and idempotent."""
    return bool(_end(session, (col(HostSignIn.agent) == agent,), now, why))


def _live() -> tuple[ColumnElement[bool], ...]:
    return (col(HostSignIn.ended_at).is_(None), col(Agent.revoked_at).is_(None))


def _replayed(session: Session, visit: HostVisit, now: datetime, cut: Cut) -> TokenError:
    _end_one(session, visit.sign_in, now, "code-replayed", cut)
    return _refused("this code was used before: what it gave has ended (RFC 6749 §4.1.2)")


def _lock(session: Session, agent: str | None) -> None:
    """Hold an agent before anything of its sign-ins ends: a child that is minted meanwhile is seen, or never made."""
    if agent is not None:
        session.get(Agent, agent, populate_existing=True, with_for_update=True)


def _end_credential(session: Session, agent: str, mint: Mint) -> None:
    """Leave an agent, which the caller has locked, no static credential, and none of the time that one had."""
    row = session.get_one(Agent, agent)
    row.credential_digest, row.credential_expires_at = digest_of_nobodys(mint), None
    row.previous_digest, row.previous_until = None, None
    session.add(row)


def _end_one(session: Session, sign_in: str | None, now: datetime, why: str, cut: Cut) -> None:
    """End a sign-in of which somebody has a copy, and what came of it; nothing where it has ended already."""
    of = session.scalars(select(HostSignIn.agent).where(col(HostSignIn.id) == sign_in)).first()
    _lock(session, of)
    for agent in _end(session, (col(HostSignIn.id) == sign_in,), now, why):
        cut(session, agent, now)


def _end(session: Session, which: tuple[ColumnElement[bool], ...], now: datetime, why: str) -> list[str]:
    """End sign-ins; return whose they were."""
    ended = session.scalars(select(HostSignIn).where(*which, col(HostSignIn.ended_at).is_(None))).all()
    for one in ended:
        session.execute(update(HostSignIn).where(col(HostSignIn.id) == one.id).values(ended_at=now, ending=why))
        data = _data(one) | {"why": why}
        audit(session, kind="host.signed-out", subject=one.agent, at=now, agent=one.agent, data=data)
    return [one.agent for one in ended]


def _unproved(session: Session, jkt: str | None, proof: Proof | None) -> TokenError | None:
    """Return what is wrong unless the key of this thumbprint, or any where it is None, is proved now, and newly."""
    if jkt is not None and (proof is None or proof.thumbprint != jkt):
        return TokenError("invalid_dpop_proof", "this is bound to a key, which has to be proved (RFC 9449)")
    return None if spend(session, proof) else TokenError("invalid_dpop_proof", "the proof was used before")


def _issue(
    session: Session, sign_in: HostSignIn, proof: Proof | None, now: datetime, mint: Mint, *, refreshable: bool = True
) -> Issued:
    # what has expired opens nothing, and a replay of it would be refused as unknown all the same
    session.execute(delete(HostToken).where(col(HostToken.expires_at) <= now))
    following = _REFRESH_PREFIX + new_token(mint) if refreshable else None
    issued = Issued(ACCESS_PREFIX + new_token(mint), following, proof is not None)
    jkt = None if proof is None else proof.thumbprint
    for kind, value, lifetime in (("access", issued.access, ACCESS), ("refresh", issued.refresh, REFRESH)):
        if value is not None:
            until = now + lifetime
            row = HostToken(digest=token_digest(value), sign_in=sign_in.id, kind=kind, jkt=jkt, expires_at=until)
            session.add(row)
    session.flush()
    return issued


def _in_force(session: Session, agent: str) -> bool:
    row = session.get(Agent, agent, populate_existing=True)
    return row is not None and row.revoked_at is None


def _data(sign_in: HostSignIn) -> dict[str, Any]:
    return {"sign_in": sign_in.id, "client": sign_in.client_id}


def _refused(why: str) -> TokenError:
    return TokenError("invalid_grant", why)
