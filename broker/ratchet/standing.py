"""Standing approvals as rows: made with a signature, found for a call, spent use by use (decisions §2.3, R8).

Both roles look here, each for itself, and neither believes the stored row: the document, the verb and the passkey's
signature are computed again. A use is reserved before its call leaves, and comes back only where it never left.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from broker.approval.decision import AssertionRefused, challenge, verify_assertion
from broker.approval.document import DocumentError
from broker.approval.document import parse as read
from broker.approval.standing import Spent, StandingDocument, amount_of, covers_similar, parse
from broker.connectors.model import Call
from broker.policy.decide import Decision
from broker.ratchet.proposals import Evidence
from broker.store.query import ColumnElement, Session, col, delete, select
from broker.store.tables import Approval, Passkey, StandingApproval, StandingUse
from broker.store.verbs import audit, use_once, wake

PREFIX = "s_"  # of the ids, which grants name as their approval


@dataclass(frozen=True)
class Asked:
    """One use that is wanted: by whom, under which key at which server, for which call, judged by the policy now."""

    agent: str
    owner: str
    client_key: str
    authorization_server: str
    call: Call
    decision: Decision
    rp_id: str
    origin: str


def stand(
    session: Session, row: Approval, document: StandingDocument, evidence: Evidence, new_id: str
) -> StandingApproval:
    """Store a standing approval that was just signed, in the transaction of the decision on the ask it came from."""
    standing = StandingApproval(
        id=new_id,
        approval=row.id,
        grant=row.grant,
        agent=row.agent,
        owner=row.owner,
        verb=document.verb,
        operation=document.operation,
        asked_call=read(row.document).call_digest,
        document=document.canonical().decode(),
        digest=document.digest,
        passkey=evidence.passkey,
        assertion=dict(evidence.assertion),
        nonce=evidence.nonce,
        not_after=evidence.not_after,
        created_at=row.decided_at or evidence.not_after,
        valid_until=document.valid_until_time(),
    )
    session.add(standing)
    session.flush()
    return standing


def covering(session: Session, asked: Asked, now: datetime) -> StandingApproval | None:
    """Return the standing approval that covers exactly this call now and ends first, with a use left; or None."""
    mine = (
        col(StandingApproval.agent) == asked.agent,
        col(StandingApproval.owner) == asked.owner,
        col(StandingApproval.operation) == asked.call.operation,
        *_live(now),
    )
    rows = session.scalars(select(StandingApproval).where(*mine).order_by(col(StandingApproval.valid_until)))
    return next((row for row in rows if why_not(session, row, asked, now) is None), None)


def why_not(session: Session, row: StandingApproval, asked: Asked, now: datetime) -> str | None:
    """Return why this row does not cover one more use for this call now, in words; None where it does."""
    if row.revoked_at is not None:
        return "withdrawn: the standing approval was taken back"
    try:
        document = signed(session, row, rp_id=asked.rp_id, origin=asked.origin)
    except (AssertionRefused, DocumentError) as why:
        return f"signature does not verify: {why}"
    named = (document.agent, document.owner, document.client_key, document.authorization_server)
    if named != (asked.agent, asked.owner, asked.client_key, asked.authorization_server):
        return "differs from approval: it was given to another agent, or for another server"
    spent = Spent(row.used, Decimal(row.amount))
    return covers_similar(document, asked.call, now=now, decision_now=asked.decision, spent=spent)


def signed(session: Session, row: StandingApproval, *, rp_id: str, origin: str) -> StandingDocument:
    """Return the document that the owner's passkey signed. Raises DocumentError or AssertionRefused otherwise."""
    document = parse(row.document)
    if (document.digest, document.owner, document.verb) != (row.digest, row.owner, row.verb):
        raise DocumentError("the document is not the one that was signed")
    passkey = session.get(Passkey, row.passkey)
    if passkey is None or passkey.owner != row.owner:
        raise AssertionRefused("there is no passkey of the owner that signed it")
    # it may last for weeks: whoever lost a phone and removed it ends what that phone signed ahead
    if passkey.removed_at is not None:
        raise AssertionRefused("the passkey that signed it was removed")
    expected = challenge(
        nonce=row.nonce,
        grant=row.grant,
        owner=row.owner,
        verb=document.verb,
        digest=document.digest,
        not_after=row.not_after,
    )
    verify_assertion(
        public_key=passkey.public_key,
        assertion=row.assertion,
        expected_challenge=expected,
        rp_id=rp_id,
        origin=origin,
    )
    return document


def reserve(session: Session, standing: str, grant: str, asked: Asked, now: datetime) -> str | None:
    """Reserve one use for the call of this client grant; return why it is refused, None where it is reserved (R8)."""
    row = session.get(StandingApproval, standing, populate_existing=True, with_for_update=True)
    if row is None:
        return "the standing approval does not exist"
    if refused := why_not(session, row, asked, now):
        return refused
    adds = amount_of(parse(row.document), asked.call)
    if not _counted(session, row, 1, adds):
        return "used up: another call was faster"
    session.add(StandingUse(client_grant=grant, standing=row.id, amount=str(adds), reserved_at=now))
    session.flush()
    data = {"standing": row.id, "use": row.used + 1, "of": parse(row.document).uses, "amount": str(adds)}
    audit(session, kind="standing.used", subject=grant, at=now, agent=row.agent, owner=row.owner, data=data)
    return None


def release(session: Session, grant: str, now: datetime) -> None:
    """Give back the use that this client grant reserved: on proof that its call never left (R8)."""
    use = session.get(StandingUse, grant, populate_existing=True, with_for_update=True)
    if use is None:
        return
    row = session.get_one(StandingApproval, use.standing, populate_existing=True, with_for_update=True)
    if _counted(session, row, -1, -Decimal(use.amount)):
        session.execute(delete(StandingUse).where(col(StandingUse.client_grant) == grant))
        data = {"standing": row.id}
        audit(session, kind="standing.released", subject=grant, at=now, agent=row.agent, owner=row.owner, data=data)


def revoke(session: Session, standing: str, owner: str, now: datetime) -> bool:
    """Take a standing approval of this owner back, for ever; tell whether there was one to take back."""
    mine = (col(StandingApproval.id) == standing, col(StandingApproval.owner) == owner, *_live(now))
    values = {"revoked_at": now, "version": col(StandingApproval.version) + 1}
    if not use_once(session, StandingApproval, *mine, values=values):
        return False
    row = session.get_one(StandingApproval, standing, populate_existing=True)
    data = {"used": row.used, "amount": row.amount}
    audit(session, kind="standing.revoked", subject=standing, at=now, agent=row.agent, owner=owner, data=data)
    wake(session, f"owner:{owner}")
    return True


def revoke_made_of(session: Session, approval: str, owner: str, now: datetime) -> None:
    """Take back whatever stands because of this approval."""
    made = select(StandingApproval.id).where(col(StandingApproval.approval) == approval)
    for standing in session.scalars(made).all():
        revoke(session, standing, owner, now)


def live(session: Session, owner: str, now: datetime) -> list[tuple[StandingApproval, StandingDocument]]:
    """Return the owner's standing approvals that may still be used, newest first; a damaged one covers nothing."""
    mine = (col(StandingApproval.owner) == owner, *_live(now))
    rows = select(StandingApproval).where(*mine).order_by(col(StandingApproval.created_at).desc())
    readable = [(row, document) for row in session.scalars(rows) if (document := _read(row)) is not None]
    return [(row, document) for row, document in readable if row.used < document.uses]


def _read(row: StandingApproval) -> StandingDocument | None:
    try:
        return parse(row.document)
    except DocumentError:
        return None


def instead_of(session: Session, agent: str, asked_call: str, since: datetime) -> dict[str, Any] | None:
    """Return the right that was approved instead of this call asked since then, where its owner chose less."""
    narrowed = (
        col(StandingApproval.agent) == agent,
        col(StandingApproval.asked_call) == asked_call,
        col(StandingApproval.verb) == "narrow",
        col(StandingApproval.created_at) >= since,
    )
    row = session.scalars(select(StandingApproval).where(*narrowed)).first()
    document = _read(row) if row else None
    return document.access[0] if document else None


def _counted(session: Session, row: StandingApproval, uses: int, amount: Decimal) -> bool:
    # one conditional UPDATE: whoever read an older count loses, whatever the database
    as_read = (col(StandingApproval.id) == row.id, col(StandingApproval.version) == row.version)
    sums = {"used": row.used + uses, "amount": format(Decimal(row.amount) + amount, "f"), "version": row.version + 1}
    return use_once(session, StandingApproval, *as_read, values=sums)


def _live(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return col(StandingApproval.revoked_at).is_(None), col(StandingApproval.valid_until) > now
