"""Asking our owner before a foreign authorization server is asked (decisions R3): the request leaves after the yes.

The embedded server asks for itself. A foreign one knows nothing of our owner, so here the client instance puts the
document; the grant stays in processing, with nothing under way, until it is decided or its time is over.
"""

from datetime import datetime

from broker.approval.decision import APPROVE
from broker.approval.document import ApprovalDocument, DocumentError, document_for, not_inspectable, unshowable
from broker.client import exchange
from broker.client.context import Context
from broker.client.view import Refused
from broker.connectors.model import Call
from broker.gnap.grant import Move, State
from broker.gnap.keys import thumbprint
from broker.gnap.tokens import new_token
from broker.policy.decide import Decision
from broker.policy.matching import WRONG_WORDS, Why, demanded
from broker.policy.model import Decide, Policy
from broker.ratchet.asking import NobodyToAsk, Question, put
from broker.ratchet.matching import lately
from broker.store.moves import moved
from broker.store.query import Session, col
from broker.store.tables import Approval, ClientGrant, ClientKey
from broker.store.verbs import Change, advance, use_once


def ask_first(
    session: Session, context: Context, policy: Policy, decision: Decision, row: ClientGrant, call: Call, now: datetime
) -> Refused | None:
    """Put the document of this new row before its owner, and let the row wait; or return why it cannot be asked."""
    row.approval, row.intent, row.intent_at = "a_" + new_token(context.mint)[:24], None, None
    try:
        document = _document(session, policy, decision, row, call, now)
        readable = not not_inspectable(document)
        match = demanded(lately(session, row.agent, now), by_rule=decision.match, inspectable=readable)
        question = Question(row.approval, row.id, document, row.agent_reason, row.number, match, row.purpose)
        put(session, question, now, context.mint)
    except (DocumentError, NobodyToAsk) as why:
        return Refused(str(why), decision.rule, "policy")
    session.add(row)
    return None


def decided(session: Session, approval: Approval, now: datetime) -> None:
    """Let the grant that waited for this decision go on, or end (decisions R3, R9)."""
    if session.get(ClientGrant, approval.grant) is not None:
        advance(session, ClientGrant, approval.grant, lambda row: _decided(row, approval, now))


def withdraw(session: Session, row: ClientGrant, now: datetime) -> None:
    """Take back what waits for our own owner, where the row does; a decision that came first stays."""
    if row.approval is not None and row.state == State.PROCESSING:
        undecided = (col(Approval.id) == row.approval, col(Approval.decision).is_(None))
        use_once(session, Approval, *undecided, col(Approval.withdrawn_at).is_(None), values={"withdrawn_at": now})


def _document(
    session: Session, policy: Policy, decision: Decision, row: ClientGrant, call: Call, now: datetime
) -> ApprovalDocument:
    document = document_for(
        call,
        decision,
        agent=row.agent,
        owner=row.owner,
        client_key=thumbprint(session.get_one(ClientKey, row.key).public_jwk),
        authorization_server=row.authorization_server,
        policy_digest=policy.digest,
        valid_until=now + decision.answer_within,
        elsewhere=True,
        bearer=row.hold is not None,
    )
    if hidden := unshowable(document):
        raise DocumentError(hidden)
    return document


def _decided(row: ClientGrant, approval: Approval, now: datetime) -> Change[ClientGrant] | None:
    if row.status != "pending" or row.state != State.PROCESSING or row.intent is not None:
        return None
    if approval.decision == APPROVE:
        row.intent, row.intent_at = "request", now
        return exchange.change(row, now, "client.approved", {"approval": approval.id})
    mismatched = WRONG_WORDS if approval.match == Why.WRONG else None
    row.status, row.detail = "denied", mismatched or approval.decision_reason or f"{row.owner} refused it"
    row.owner_words = approval.decision_reason is not None
    moved(row, Move.DENY, now)
    return exchange.change(row, now, "client.denied", {"approval": approval.id})


def must_ask_first(context: Context, row: ClientGrant) -> bool:
    """Tell whether this row's owner is asked by us, before its server is."""
    return row.decide == Decide.ASK and not context.is_embedded(row)
