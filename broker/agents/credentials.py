"""Who is calling: an agent's bearer credential, made once, kept as a digest, and the caller that it stands for.

The credential is the agent's for this door only; it is never forwarded anywhere. A lookup reads by the SHA-256 digest,
so no comparison of secrets takes place and the database holds nothing that opens the door.
"""

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from starlette.datastructures import Headers

from broker.ratchet.lineage import line_lives
from broker.store import Store
from broker.store.query import ColumnElement, Session, and_, col, or_, select, update
from broker.store.tables import Agent
from broker.vault import Secret

TOUCH_AT_MOST_EVERY = timedelta(minutes=1)

_SECRET_BYTES = 32
_PREFIX = "csa_"
_SHAPE = re.compile(r"cs[ao]_[A-Za-z0-9_-]{43}")  # a credential, or the access token of a host that signed in


@dataclass(frozen=True)
class Caller:
    """An agent that has shown its credential. `digest` is the credential's, so a new credential is a new caller.

    `until`: when what it showed ends, although its sign-in goes on (UTC); None where there is no such end.
    """

    agent: str
    digest: str
    until: datetime | None = None


@dataclass(frozen=True)
class Shown:
    """What a request shows. `bound`: under the scheme DPoP, so that only `proofs` make it good (RFC 9449 §7.1)."""

    credential: str = field(repr=False)
    bound: bool = False
    proofs: tuple[str, ...] = field(default=(), repr=False)
    method: str = "POST"


def new_credential(mint: Callable[[int], bytes]) -> tuple[Secret, str]:
    """Return a fresh credential, to be shown once, and the hex digest to keep."""
    text = _PREFIX + base64.urlsafe_b64encode(mint(_SECRET_BYTES)).rstrip(b"=").decode()
    return Secret(text), digest_of(text)


def digest_of(credential: str) -> str:
    """Return what the store keeps of a credential: hex SHA-256."""
    return hashlib.sha256(credential.encode()).hexdigest()


def digest_of_nobodys(mint: Callable[[int], bytes]) -> str:
    """Return the digest of a credential that nobody has, for an agent that is to come in another way, or none."""
    return hashlib.sha256(mint(_SECRET_BYTES)).hexdigest()


def shown(headers: Headers, method: str) -> Shown | None:
    """Return what a request shows in its `Authorization`; None unless it is one thing, well formed."""
    authorization = headers.getlist("authorization")
    if len(authorization) != 1:
        return None
    scheme, _, credential = authorization[0].partition(" ")
    credential = credential.strip()
    if scheme.lower() not in ("bearer", "dpop") or _SHAPE.fullmatch(credential) is None:
        return None
    return Shown(credential, scheme.lower() == "dpop", tuple(headers.getlist("dpop")), method)


async def recognise(store: Store, credential: str, now: datetime) -> Caller | None:
    """Return who holds `credential`; None for an unknown, ended or revoked one. Notes a use, once a minute at most."""
    digest = digest_of(credential)
    agent = await store.read(lambda session: _living(session, digest, now))
    if agent is None:
        return None
    name, used_at = agent
    if used_at is None or now - used_at >= TOUCH_AT_MOST_EVERY:
        await store.write(lambda session: touch(session, name, now))
    return Caller(name, digest)


def welcome(session: Session, caller: Caller, now: datetime) -> bool:
    """Decide whether the credential with which `caller` came in is in force now."""
    return _living(session, caller.digest, now) is not None


def touch(session: Session, agent: str, now: datetime) -> None:
    """Note that the agent was here."""
    session.execute(update(Agent).where(col(Agent.name) == agent).values(last_used_at=now))


def _living(session: Session, digest: str, now: datetime) -> tuple[str, datetime | None] | None:
    """Return the holder of a credential, for a child only while each agent above it is there too."""
    found = _holder(session, digest, now)
    return found if found is not None and line_lives(session, found[0], now) else None


def _holder(session: Session, digest: str, now: datetime) -> tuple[str, datetime | None] | None:
    endless = col(Agent.credential_expires_at).is_(None)
    current = and_(col(Agent.credential_digest) == digest, or_(endless, col(Agent.credential_expires_at) > now))
    before = and_(col(Agent.previous_digest) == digest, col(Agent.previous_until) > now)
    return _first(session, or_(current, before))


def _first(session: Session, which: ColumnElement[bool]) -> tuple[str, datetime | None] | None:
    in_force = col(Agent.revoked_at).is_(None)
    return session.exec(select(Agent.name, Agent.last_used_at).where(which, in_force)).first()
