"""Which row a command means: by its name or id, with the near one named where there is none."""

import difflib
from collections.abc import Sequence
from typing import Any

from broker.phone import overview
from broker.phone.asked import Asked, LocalRefusal
from broker.phone.overview import Json
from broker.store.query import Session, col, select
from broker.store.tables import Agent, ClientGrant, Owner, Proposal


def waiting(asked: Asked, row: Proposal) -> Json:
    """Return what a command needs to wait for a signature."""
    return {**overview.proposal(row, asked.now), "inbox": f"{asked.deps.settings.public_url}/inbox"}


def the_owner(session: Session, name: str | None) -> str:
    """Return the owner who is meant; LocalRefusal for an unknown one, and where several could be meant."""
    known = list(session.exec(select(Owner.name).order_by(col(Owner.name))))
    if not known:
        raise LocalRefusal("no owner yet: run countersign init first")
    names = [name] if name is not None else known
    if len(names) != 1:
        raise LocalRefusal(f"say which owner with --owner: {', '.join(known)}")
    return str(found(names[0] if names[0] in known else None, "owner", names[0], known))


def the_agent(session: Session, name: str) -> Agent:
    """Return the agent of that name; LocalRefusal where there is none."""
    known = list(session.exec(select(Agent.name)))
    row: Agent = found(session.get(Agent, name) if name in known else None, "agent", name, known)
    return row


def the_proposal(session: Session, proposal_id: str) -> Proposal:
    """Return the proposal as it is now; LocalRefusal where there is none."""
    row: Proposal = found(session.get(Proposal, proposal_id, populate_existing=True), "proposal", proposal_id)
    return row


def the_grant(session: Session, grant_id: str) -> ClientGrant:
    """Return the grant as it is now; LocalRefusal where there is none."""
    row: ClientGrant = found(session.get(ClientGrant, grant_id, populate_existing=True), "grant", grant_id)
    return row


def found(row: Any, word: str, name: str, known: Sequence[str] = ()) -> Any:
    """Return the row if there is one; LocalRefusal (404) with a known one that is near, or where they are listed."""
    if row is None:
        near = difflib.get_close_matches(name, known, n=1)
        listed = f"; {_LISTED[word]} shows what there is" if word in _LISTED else ""
        raise LocalRefusal(f'there is no {word} "{name}"' + (f'; did you mean "{near[0]}"?' if near else listed), 404)
    return row


_LISTED = {
    "agent": "countersign agent list",
    "owner": "countersign owner list",
    "grant": "countersign grants list",
    "request": "countersign inbox",
}
