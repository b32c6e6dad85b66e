"""WebAuthn challenges: given out once, found again by digest, used once, gone after two minutes."""

import hashlib
from datetime import datetime, timedelta

from broker.phone.door import Refusal
from broker.store.query import Session, col, delete
from broker.store.tables import Challenge
from broker.store.verbs import use_once

VALID = timedelta(minutes=2)


def expiry(now: datetime) -> datetime:
    """Return until when a challenge made at `now` may be answered, in whole seconds."""
    return now.replace(microsecond=0) + VALID


def issue(
    session: Session,
    challenge: bytes,
    *,
    purpose: str,
    now: datetime,
    nonce: bytes,
    owner: str | None = None,
    approval: str | None = None,
    verb: str | None = None,
    digest: str | None = None,
) -> None:
    """Store a challenge under its own digest, and forget those that nobody can answer any more."""
    session.execute(delete(Challenge).where(col(Challenge.expires_at) < now - VALID))
    session.add(
        Challenge(
            id=_key(challenge),
            purpose=purpose,
            owner=owner,
            approval=approval,
            verb=verb,
            digest=digest,
            nonce=nonce,
            expires_at=expiry(now),
        )
    )


def take(session: Session, challenge: bytes, *, purpose: str, now: datetime) -> Challenge:
    """Return the challenge and use it up, in this transaction. Raises a Refusal: unknown, already used, or too old."""
    row = session.get(Challenge, _key(challenge), populate_existing=True)
    if row is None or row.purpose != purpose:
        raise _refusal(403, "challenge_unknown", "It was not asked for by this page.")
    unused = (col(Challenge.id) == row.id, col(Challenge.used_at).is_(None))
    if not use_once(session, Challenge, *unused, values={"used_at": now}):
        raise _refusal(409, "challenge_used", "It was used already, and counts only once.")
    if now >= row.expires_at:
        raise _refusal(403, "challenge_expired", "It came later than two minutes after the page asked.")
    return row


def _key(challenge: bytes) -> str:
    return hashlib.sha256(challenge).hexdigest()


def _refusal(status: int, code: str, why: str) -> Refusal:
    return Refusal(status, code, "This confirmation does not count", why, "Press the button again to confirm afresh.")
