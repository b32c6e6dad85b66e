"""What the command line may read of the running broker: plain values, times as RFC 3339 in UTC, never a secret."""

from collections import Counter
from datetime import datetime
from typing import Any

from broker.approval.document import ApprovalDocument, DocumentError
from broker.approval.rights_document import RightsDocument
from broker.notify.outbox import faults
from broker.phone import documents
from broker.phone.inbox import outcome as approval_outcome
from broker.ratchet import proposals
from broker.ratchet.freezing import frozen_since
from broker.ratchet.isolation import Isolation, isolation_of, isolations_of
from broker.store.query import Session, col, select
from broker.store.tables import (
    Agent,
    AgentHost,
    Approval,
    Channel,
    ClientGrant,
    Owner,
    Passkey,
    Proposal,
    PushDevice,
)

Json = dict[str, Any]

MOST = 200  # rows of one list


def owners(session: Session) -> list[Json]:
    """Return the owners in the order in which they came: the first one signs for the whole installation."""
    rows = session.exec(select(Owner).order_by(col(Owner.created_at), col(Owner.name)))
    devices_of = Counter(session.exec(select(Passkey.owner).where(col(Passkey.removed_at).is_(None))))
    return [
        {
            "owner": row.name,
            "created_at": row.created_at.isoformat(),
            "devices": devices_of[row.name],
            "recovery_code": row.recovery_digest is not None,
            "email": row.email is not None,  # whether, and not which: any local program may look
        }
        for row in rows
    ]


def agents(session: Session, now: datetime) -> list[Json]:
    """Return the agents by name."""
    rows = session.exec(select(Agent).order_by(col(Agent.name))).all()
    apart = isolations_of(session, [row.name for row in rows], now)
    hosts = {one.agent: one for one in session.exec(select(AgentHost))}
    return [_agent(row, apart[row.name], hosts.get(row.name)) for row in rows]


def agent(session: Session, row: Agent, now: datetime) -> Json:
    """Return one agent: its owner, when it was added and last seen, whether it is revoked or frozen, how isolated.

    `parent` is the agent that minted it, None where an owner signed for it; a child ends when its credential expires.
    `host` is the program that enrolled it: its client_id, and what it calls itself; None where none did.
    """
    return _agent(row, isolation_of(session, row.name, now), session.get(AgentHost, row.name))


def _agent(row: Agent, measured: Isolation, host: AgentHost | None) -> Json:
    enrolled = host is not None and host.client_id != row.name  # one with a key of its own is its own client
    return {
        "agent": row.name,
        "parent": row.parent,
        "owner": row.owner,
        "created_at": row.created_at.isoformat(),
        "last_used_at": _moment(row.last_used_at),
        "credential_expires_at": _moment(row.credential_expires_at),
        "previous_until": _moment(row.previous_until if row.previous_digest else None),
        "revoked_at": _moment(row.revoked_at),
        "frozen_at": _moment(row.frozen_at),
        "host": {"client_id": host.client_id, "client_name": host.client_name} if host and enrolled else None,
        "isolation": {"level": measured.level, "why": measured.why, "seen_at": _moment(measured.seen_at)},
    }


def devices(session: Session) -> list[Json]:
    """Return the paired devices that were not removed, with what stands against telling them."""
    rows = session.exec(select(Passkey).where(col(Passkey.removed_at).is_(None)).order_by(col(Passkey.created_at)))
    told = {one.passkey: one for one in session.exec(select(PushDevice).where(col(PushDevice.dropped_at).is_(None)))}
    return [device(row, told.get(row.id)) for row in rows]


def device(row: Passkey, push: PushDevice | None) -> Json:
    """Return one device; `notifications` names its push service, `fault` what the service last said against it."""
    return {
        "device": row.id,
        "owner": row.owner,
        "label": row.label,
        "same_computer": row.same_computer,
        "created_at": row.created_at.isoformat(),
        "last_used_at": _moment(row.last_used_at),
        "notifications": push.host if push else None,
        "fault": push.failure if push else None,
    }


def channels(session: Session) -> list[Json]:
    """Return the channels outside of browsers that are in use, of all owners; their addresses are nobody's business."""
    live = (col(Channel.signed_at).is_not(None), col(Channel.dropped_at).is_(None))
    rows = session.scalars(select(Channel).where(*live).order_by(col(Channel.created_at), col(Channel.id)))
    return [channel(row) for row in rows]


def channel(row: Channel) -> Json:
    """Return one channel; `after` is seconds without an answer, `fault` what went wrong with its last message."""
    return {
        "channel": row.id,
        "owner": row.owner,
        "service": row.service,
        "place": row.place,
        "after": row.after,
        "shows": row.shows,
        "created_at": row.created_at.isoformat(),
        "delivered_at": _moment(row.delivered_at),
        "fault": row.failure,
    }


def grants(session: Session) -> list[Json]:
    """Return the newest grants, newest first."""
    rows = session.exec(select(ClientGrant).order_by(col(ClientGrant.created_at).desc()).limit(MOST))
    return [grant(row) for row in rows]


def grant(row: ClientGrant) -> Json:
    """Return one grant and how it can be ended: `manage`, `continue`, `expiry` only, or None where it has ended."""
    return {
        "grant": row.id,
        "agent": row.agent,
        "owner": row.owner,
        "connector": row.connector,
        "operation": row.operation,
        "arguments": row.arguments,
        "status": row.status,
        "state": row.state,
        "ending": row.ending,
        "rule": row.rule,
        "decide": row.decide,
        "authorization_server": row.authorization_server,
        "detail": row.detail,
        "created_at": row.created_at.isoformat(),
        "deadline": row.deadline.isoformat(),
        "token_expires_at": _moment(row.token_expires_at),
        "ends_by": _ends_by(row),
    }


def inbox(session: Session, now: datetime, *, in_full: bool) -> Json:
    """Return what waits for any owner. `in_full` adds the parameters of the calls, which are not everybody's."""
    asked = select(Approval).where(col(Approval.decision).is_(None), col(Approval.withdrawn_at).is_(None))
    waiting = session.exec(asked.where(col(Approval.valid_until) > now).order_by(col(Approval.created_at)).limit(MOST))
    return {
        "approvals": [_approval(row, in_full=in_full) for row in waiting if approval_outcome(row, now) == "waiting"],
        "proposals": open_proposals(session, now),
    }


def open_proposals(session: Session, now: datetime) -> list[Json]:
    """Return the proposals that wait for a signature."""
    undecided = select(Proposal).where(col(Proposal.decision).is_(None), col(Proposal.withdrawn_at).is_(None))
    rows = session.exec(undecided.where(col(Proposal.valid_until) > now).order_by(col(Proposal.created_at)).limit(MOST))
    return [proposal(row, now) for row in rows]


def proposal(row: Proposal, now: datetime) -> Json:
    """Return where a proposal stands; `reason` holds the owner's own words, or why it was withdrawn."""
    return {
        "proposal": row.id,
        "kind": row.kind,
        "owner": row.owner,
        "agent": row.agent,
        "code": row.code,
        "outcome": proposals.outcome(row, now),
        "reason": row.decision_reason,
        "valid_until": row.valid_until.isoformat(),
    }


def standing(session: Session, now: datetime) -> Json:
    """Return how the installation stands as its database tells it: owners, devices, what is frozen, what waits."""
    return {
        "owners": owners(session),
        "devices": devices(session),
        "agents": len(session.exec(select(Agent.name).where(col(Agent.revoked_at).is_(None))).all()),
        "frozen": {
            "all": frozen_since(session) is not None,
            "agents": list(session.exec(select(Agent.name).where(col(Agent.frozen_at).is_not(None)))),
        },
        "open_proposals": open_proposals(session, now),
        "push_faults": faults(session),
    }


def _approval(row: Approval, *, in_full: bool) -> Json:
    told: Json = {
        "approval": row.id,
        "agent": row.agent,
        "owner": row.owner,
        "valid_until": row.valid_until.isoformat(),
        "title": None,
        "operation": None,
    }
    try:
        document = documents.read(row.document)
    except DocumentError:
        return told
    if not isinstance(document, ApprovalDocument):
        return told | {"title": documents.title(document)} | ({"rights": _rights(document)} if in_full else {})
    told |= {"title": document.title, "operation": document.operation, "resource_server": document.resource_server}
    return told | ({"parameters": document.parameters} if in_full else {})


def _rights(document: RightsDocument) -> list[Json]:
    return [{"label": token.label, "access": token.access, "uses": token.uses} for token in document.tokens]


def _ends_by(row: ClientGrant) -> str | None:
    if row.state == "finalized":
        return None
    if row.manage_token_sealed is not None:
        return "manage"
    return "continue" if row.continue_token_sealed is not None else "expiry"


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
