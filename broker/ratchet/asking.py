"""Putting a document before its owner: the approval, who else may answer it, and the pushes, in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from broker.approval.document import ApprovalDocument
from broker.approval.rights_document import RightsDocument
from broker.notify.outbox import announce
from broker.ratchet.proposals import has_device
from broker.ratchet.votes import name_deciders
from broker.store.query import Session
from broker.store.tables import Approval
from broker.store.verbs import wake


class NobodyToAsk(Exception):
    """Somebody whom the policy names can never answer; the message says who, and why."""


@dataclass(frozen=True)
class Question:
    """What is asked: the document, for which grant, in the agent's words, and the number that it shows, if any.

    `match` says why that number must be chosen, None where the passkey is enough.
    """

    id: str
    grant: str
    document: ApprovalDocument | RightsDocument
    reason: str | None = None
    number: str | None = None
    match: str | None = None
    purpose: str | None = None


def put(session: Session, question: Question, now: datetime, mint: Callable[[int], bytes]) -> None:
    """Store the approval that waits, and tell everybody who may answer it. Raises NobodyToAsk."""
    document = question.document
    deciders = _deciders(session, document, now)
    session.add(
        Approval(
            id=question.id,
            grant=question.grant,
            agent=document.agent,
            owner=document.owner,
            document=document.canonical().decode(),
            digest=document.digest,
            agent_reason=question.reason,
            agent_purpose=question.purpose,
            number=question.number,
            match=question.match,
            created_at=now,
            valid_until=document.valid_until_time(),
        )
    )
    session.flush()
    name_deciders(session, question.id, deciders)
    for person, at in {document.owner: now, **deciders}.items():
        announce(session, person, question.id, "approval", at, mint)
        wake(session, f"owner:{person}")


def _deciders(session: Session, document: ApprovalDocument | RightsDocument, now: datetime) -> dict[str, datetime]:
    """Return who may answer besides the owner, and from when."""
    if isinstance(document, RightsDocument):
        return {}
    named = dict.fromkeys(document.quorum.of, now) if document.quorum else {}
    if document.stand_in:
        named[document.stand_in.who] = now + timedelta(seconds=document.stand_in.seconds)
    for person in named:
        if not has_device(session, person):
            raise NobodyToAsk(f"the policy names {person}, who is no owner with a phone here")
    return {person: at for person, at in named.items() if person != document.owner}
