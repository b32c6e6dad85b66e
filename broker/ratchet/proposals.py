"""Proposals: something widens only when an owner's passkey has signed it (decisions T2).

A proposal is a row: made by the command line, a page or a changed file, decided on a page, performed in the very
transaction that records the decision.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from broker.approval.decision import APPROVE
from broker.approval.document import rfc3339
from broker.approval.proposal import Item, ProposalDocument, parse
from broker.notify.outbox import announce
from broker.store.query import ColumnElement, Session, col, select
from broker.store.tables import Owner, Passkey, Proposal
from broker.store.verbs import audit, insert_first, use_once, wake

VALID = timedelta(minutes=15)
_CODE_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # none that is read as another one

Mint = Callable[[int], bytes]
Perform = Mapping[str, Callable[[Session, Any, Proposal, datetime], None]]
"""By item kind: what an approval does, in the transaction of the decision. It raises CannotPerform where it cannot."""


class CannotPerform(Exception):
    """What was proposed cannot be done any more; the message says why. Nothing was changed."""


@dataclass(frozen=True)
class Evidence:
    """What a passkey left behind when it signed: stored with the decision and verified again whenever it is used."""

    passkey: str
    assertion: dict[str, Any]
    nonce: bytes
    not_after: datetime


def propose(
    session: Session,
    *,
    owner: str,
    items: Sequence[Item],
    now: datetime,
    mint: Mint,
    open_key: str | None = None,
    agent: str | None = None,
    peer_uid: int | None = None,
    valid: timedelta = VALID,
) -> Proposal:
    """Return the proposal that now waits for `owner`; with an `open_key` that waits already, that one.

    `agent` is the agent it is about, `peer_uid` who asked over the unix socket, `valid` how long it waits.
    """
    if open_key is not None and (waiting := _open(session, open_key, now)) is not None:
        return waiting
    until = now + valid
    document = ProposalDocument(owner=owner, items=list(items), valid_until=rfc3339(until))
    row = Proposal(
        id=_id(mint),
        kind=items[0].kind,
        owner=owner,
        agent=agent,
        code=_code(mint),
        document=document.canonical().decode(),
        digest=document.digest,
        open_key=open_key,
        peer_uid=peer_uid,
        created_at=now,
        valid_until=datetime.fromisoformat(document.valid_until),
    )
    insert_first(session, row)  # two replicas may notice the same changed file at once
    data = {"kinds": [one.kind for one in items], "digest": row.digest, "uid": peer_uid}
    audit(session, kind="proposal.made", subject=row.id, at=now, agent=agent, owner=owner, data=data)
    if row.kind != "channel":  # the browser that asks for it signs it at once
        announce(session, owner, row.id, "proposal", now, mint)
    wake(session, f"owner:{owner}")
    return row


def outcome(row: Proposal, now: datetime) -> str:
    """Return where a proposal stands: waiting, approved, refused, withdrawn or expired."""
    if row.decision is not None:
        return {"approve": "approved", "refuse": "refused"}[row.decision]
    if row.withdrawn_at is not None:
        return "withdrawn"
    return "waiting" if now < row.valid_until else "expired"


def withdraw(session: Session, proposal_id: str, now: datetime, why: str) -> bool:
    """Take a proposal back: free. False when it does not wait any more."""
    values = {"withdrawn_at": now, "decision_reason": why, "open_key": None}
    if not use_once(session, Proposal, *_undecided(proposal_id), values=values):
        return False
    row = session.get_one(Proposal, proposal_id, populate_existing=True)
    _tell(session, row, "withdrawn", now, {"why": why})
    return True


def decide(
    session: Session,
    perform: Perform,
    row: Proposal,
    *,
    verb: str,
    reason: str | None,
    evidence: Evidence | None,
    now: datetime,
) -> bool:
    """Record the decision and, on approve, perform every item in this transaction. False: somebody was first.

    The caller has verified the evidence; approving without any is a programming error (ValueError). Raises
    CannotPerform, with nothing recorded once the caller's transaction is undone.
    """
    if verb == APPROVE and evidence is None:
        raise ValueError("nothing widens without a signature")
    values: dict[str, Any] = {"decision": verb, "decided_at": now, "decision_reason": reason, "open_key": None}
    values |= vars(evidence) if evidence else {}
    if not use_once(session, Proposal, *_undecided(row.id), col(Proposal.valid_until) > now, values=values):
        return False
    decided = session.get_one(Proposal, row.id, populate_existing=True)
    if verb == APPROVE:
        for one in parse(decided.document).items:
            perform[one.kind](session, one, decided, now)
    data = {"digest": decided.digest, "passkey": evidence and evidence.passkey, "reason": reason}
    _tell(session, decided, outcome(decided, now), now, data)
    return True


def steward(session: Session) -> str | None:
    """Return the first owner: who signs what concerns the whole installation. None before there is any."""
    return session.scalars(select(Owner.name).order_by(col(Owner.created_at), col(Owner.name)).limit(1)).first()


def has_device(session: Session, owner: str) -> bool:
    """Decide whether the owner has a passkey with which something can be signed."""
    mine = (col(Passkey.owner) == owner, col(Passkey.removed_at).is_(None))
    return session.scalars(select(Passkey.id).where(*mine).limit(1)).first() is not None


def _undecided(proposal_id: str) -> tuple[ColumnElement[bool], ...]:
    return (col(Proposal.id) == proposal_id, col(Proposal.decision).is_(None), col(Proposal.withdrawn_at).is_(None))


def _open(session: Session, open_key: str, now: datetime) -> Proposal | None:
    row = session.scalars(select(Proposal).where(col(Proposal.open_key) == open_key)).first()
    if row is not None and outcome(row, now) == "expired":
        row.open_key = None  # it waited in vain; the same thing may be proposed again
        session.flush()
        return None
    return row


def _tell(session: Session, row: Proposal, what: str, now: datetime, data: dict[str, Any]) -> None:
    audit(session, kind=f"proposal.{what}", subject=row.id, at=now, agent=row.agent, owner=row.owner, data=data)
    wake(session, f"proposal:{row.id}")
    wake(session, f"owner:{row.owner}")


def _id(mint: Mint) -> str:
    return "w_" + mint(16).hex()  # typed after a command: never a leading dash


def _code(mint: Mint) -> str:
    return "".join(_CODE_LETTERS[byte % len(_CODE_LETTERS)] for byte in mint(4))
