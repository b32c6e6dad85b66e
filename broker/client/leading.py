"""Which page of ours an owner without a paired device is led to from their agent's own client, once for each ask.

It is a page of the phone's door and not an interaction URI (decisions R6): it shows and decides nothing to somebody who
is not signed in, and its address opens nothing.
"""

from datetime import datetime

from broker.approval.document import DocumentError, parse
from broker.client.declaring import paired
from broker.policy.model import Decide
from broker.store.query import Session, col, select
from broker.store.tables import Approval, ClientGrant
from broker.store.verbs import use_once


def unled(session: Session, grant: str, agent: str) -> bool:
    """Decide whether this ask of this agent waits for an owner who has no device, and led nobody anywhere yet."""
    row = _out_of_reach(session, grant, agent)
    return row is not None and row.elicited_at is None


def page_to_open(session: Session, grant: str, agent: str, now: datetime) -> str | None:
    """Return the path of the page, for the first who asks; None from then on, and where nobody is to be led."""
    row = _out_of_reach(session, grant, agent)
    first = (col(ClientGrant.id) == grant, col(ClientGrant.elicited_at).is_(None))
    if row is None or not use_once(session, ClientGrant, *first, values={"elicited_at": now}):
        return None
    return _page(session, row, now)


def _out_of_reach(session: Session, grant: str, agent: str) -> ClientGrant | None:
    """Return this agent's ask if it waits for an owner who has no device that could show it."""
    row = session.get(ClientGrant, grant)
    if row is None or row.agent != agent or row.status != "pending" or row.decide != Decide.ASK:
        return None
    return None if paired(session, row.owner) else row


def _page(session: Session, row: ClientGrant, now: datetime) -> str:
    """Return where this ask is decided; the inbox shows it as soon as its server has put it to the owner."""
    waits = (col(Approval.decision).is_(None), col(Approval.withdrawn_at).is_(None), col(Approval.valid_until) > now)
    mine = (col(Approval.agent) == row.agent, col(Approval.owner) == row.owner)
    for approval in session.exec(select(Approval).where(*mine, *waits).order_by(col(Approval.created_at).desc())):
        if approval.id == row.approval or _call_of(approval) == row.call_digest:
            return f"/approve/{approval.id}"
    return "/inbox"


def _call_of(approval: Approval) -> str | None:
    try:
        return parse(approval.document).call_digest
    except DocumentError:  # somebody's rights: no call is meant
        return None
