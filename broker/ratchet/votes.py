"""Decisions of several people on one approval: who may answer besides its owner, and who has said yes so far."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from broker.store.query import ColumnElement, Session, and_, col, or_, select
from broker.store.tables import Approval, ApprovalDecider, ApprovalVote, Passkey


@dataclass(frozen=True)
class Voted:
    """One person's signed yes: what the challenge named, the assertion, and the public key that made it."""

    owner: str
    nonce: bytes
    not_after: datetime
    assertion: dict[str, Any]
    public_key: bytes | None


def answerable_by(owner: str, now: datetime) -> ColumnElement[bool]:
    """Return the condition under which an approval is this person's to look at and answer."""
    named = select(ApprovalDecider.approval).where(
        col(ApprovalDecider.owner) == owner, col(ApprovalDecider.since) <= now
    )
    return or_(col(Approval.owner) == owner, col(Approval.id).in_(named))


def may_answer(session: Session, row: Approval, owner: str, now: datetime) -> bool:
    """Tell whether this person may look at and answer the approval now."""
    mine = and_(col(Approval.id) == row.id, answerable_by(owner, now))
    return session.scalars(select(Approval.id).where(mine)).first() is not None


def name_deciders(session: Session, approval: str, deciders: dict[str, datetime]) -> None:
    """Store who may answer besides the owner, and from when on (UTC)."""
    session.add_all(ApprovalDecider(approval=approval, owner=owner, since=at) for owner, at in deciders.items())


def votes_of(session: Session, approval: str) -> list[ApprovalVote]:
    """Return the signed yeses so far, in the order in which they came."""
    mine = select(ApprovalVote).where(col(ApprovalVote.approval) == approval)
    return list(session.scalars(mine.order_by(col(ApprovalVote.at), col(ApprovalVote.owner))))


def voted(session: Session, approval: str) -> tuple[Voted, ...]:
    """Return the signed yeses with the keys of the passkeys that made them, to be verified."""
    found = []
    for vote in votes_of(session, approval):
        passkey = session.get(Passkey, vote.passkey)
        key = passkey.public_key if passkey is not None and passkey.owner == vote.owner else None
        found.append(Voted(vote.owner, vote.nonce, vote.not_after, vote.assertion, key))
    return tuple(found)
