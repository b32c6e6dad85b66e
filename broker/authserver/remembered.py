"""Does the owner's answer to an earlier ask cover this one? The server looks for itself (decisions R2, §2.3).

A standing approval spares the question, never the grant: each call gets a narrow one of its own, which names it.
"""

import json
from datetime import datetime
from urllib.parse import urlsplit

from broker.approval.document import ApprovalDocument
from broker.authserver.context import Context
from broker.authserver.judge import Judgement, permitted, policy_of
from broker.connectors.call import call_from_access
from broker.gnap.rights import Access, parse_access
from broker.ratchet import standing
from broker.store.query import Session, col, select
from broker.store.tables import Approval, RegisteredClient, ServerGrant, StandingApproval


def standing_for(
    session: Session, context: Context, client: RegisteredClient, judgement: Judgement, now: datetime
) -> str | None:
    """Return the id of a standing approval that covers what our own client asks for here, or None."""
    if not isinstance(judgement.document, ApprovalDocument):
        return None
    asked = _asked(session, context, client.agent, client.owner, client.thumbprint, judgement.tokens[0].access)
    found = standing.covering(session, asked, now) if asked else None
    return found.id if found else None


def remembered(session: Session, context: Context, grant: ServerGrant, now: datetime) -> str | None:
    """Return the standing approval that its owner made of this grant's ask and that covers it, or None."""
    made = (col(StandingApproval.approval) == grant.approval, col(StandingApproval.verb) == "remember")
    row = session.scalars(select(StandingApproval).where(*made)).first()
    asked = _asked(session, context, grant.agent, grant.owner, grant.thumbprint, parse_access(grant.access))
    return row.id if row and asked and standing.why_not(session, row, asked, now) is None else None


def less(session: Session, approval: Approval) -> str | None:
    """Return, in words for the agent, what the owner approved instead of this ask; None where it is not less."""
    made = (col(StandingApproval.approval) == approval.id, col(StandingApproval.verb) == "narrow")
    row = session.scalars(select(StandingApproval).where(*made)).first()
    if row is None:
        return None
    right = json.dumps(json.loads(row.document)["access"][0], ensure_ascii=False)
    return f"the owner approved less than was asked: {right}"


def _asked(
    session: Session, context: Context, agent: str, owner: str, key: str, rights: Access
) -> standing.Asked | None:
    call = call_from_access(context.connectors(), rights)
    if call is None:
        return None
    return standing.Asked(
        agent=agent,
        owner=owner,
        client_key=key,
        authorization_server=context.grant_endpoint,
        call=call,
        decision=permitted(policy_of(session, context, agent, owner), rights),
        rp_id=urlsplit(context.public_url).hostname or "",
        origin=context.public_url,
    )
