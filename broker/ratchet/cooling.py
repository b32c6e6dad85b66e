"""Refusals that last: both roles look here before anybody is asked, and only an owner's signature ends one early."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from broker.approval.decision import REFUSE
from broker.gnap.errors import GnapError
from broker.gnap.rights import Access, parse_access
from broker.notify.outbox import silence
from broker.policy.chain import line_of
from broker.policy.cooling import Refusal, answered_already
from broker.ratchet.lineage import below, of_line
from broker.store.query import ColumnElement, Session, col, func, select, update
from broker.store.tables import Agent, Approval
from broker.store.verbs import audit, wake

ABOUT_THE_OWNER = "countersign:about-the-owner"


def refused_lately(session: Session, agent: str, asked: Access, now: datetime) -> Refusal | None:
    """Return the refusal that answers an ask of this agent for these rights too; None where its owner may be asked.

    What was refused to one agent of a line is refused to all of it: a child is no second try.
    """
    if (until := muted_until(session, agent, now)) is not None:
        return Refusal((), until, None, muted=True)
    rows = session.scalars(select(Approval).where(*_lasting(agent, now)))
    return answered_already([_refusal(row, now) for row in rows], asked, now)


def muted_until(session: Session, agent: str, now: datetime) -> datetime | None:
    """Return until when nobody is asked for anything by this agent or its line; None where it is not muted."""
    for name in line_of(agent):
        muted = session.get(Agent, name)
        if muted is not None and muted.muted_until is not None and muted.muted_until > now:
            return muted.muted_until
    return None


def rights_of(access: list[Any], *, subject: bool) -> Access:
    """Return what an ask is about: its rights, and one that stands for being told about the owner (RFC 9635 §2.2)."""
    return parse_access([*access, {"type": ABOUT_THE_OWNER}] if subject else access)


def in_words(refusal: Refusal, owner: str) -> str:
    """Return why the owner is not asked, for the agent; the owner's own words come last and word for word."""
    if refusal.muted:
        return f"{owner} muted this agent, and is asked for nothing by it before {_moment(refusal.until)}"
    said = f'. They said: "{refusal.words}"' if refusal.words else ""
    until = _moment(refusal.until)
    return f"{owner} refused this lately, and is not asked for the same or more before {until}{said}"


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def mute(session: Session, agent: str, until: datetime, now: datetime, owner: str | None) -> None:
    """Let nobody be asked for this agent before `until` (UTC), which only moves later. Free, as everything narrower.

    What waits already stays in the inbox, and buzzes nobody any more. What policy allows unasked goes on.
    """
    row = session.get_one(Agent, agent, populate_existing=True, with_for_update=True)
    row.muted_until = max(until, row.muted_until or until)
    session.add(row)
    for one in (agent, *below(session, agent)):
        silence(session, one, now)
    data = {"until": row.muted_until.isoformat()}
    audit(session, kind="agent.muted", subject=agent, at=now, agent=agent, owner=owner or row.owner, data=data)
    wake(session, f"owner:{row.owner}")


def cooling_of(session: Session, agents: Sequence[str], now: datetime) -> dict[str, datetime]:
    """Return by name until when the last refusal of an agent's asks lasts, or its mute, for those that have one."""
    lasting = (col(Approval.agent).in_(agents), *_refused_until_after(now))
    found = select(Approval.agent, func.max(col(Approval.cool_until))).where(*lasting).group_by(col(Approval.agent))
    muted = select(Agent.name, Agent.muted_until).where(col(Agent.name).in_(agents), col(Agent.muted_until) > now)
    until: dict[str, datetime] = {}
    for agent, at in [*session.exec(found), *session.exec(muted)]:
        if at is not None:
            until[agent] = max(at, until.get(agent, at))
    return until


def cooling_until(session: Session, agent: str, now: datetime) -> datetime | None:
    """Return until when some refusal of the asks of this agent's line lasts, None where none does."""
    line = list(session.exec(select(Agent.name).where(of_line(Agent.name, agent))))
    return max(cooling_of(session, line, now).values(), default=None)


def lift(session: Session, agent: str, now: datetime) -> int:
    """End this agent's mute and every lasting refusal of its line's asks; return how many.

    The caller holds the signature.
    """
    rows = list(session.scalars(select(Approval.id).where(*_lasting(agent, now))))
    session.execute(update(Approval).where(col(Approval.id).in_(rows)).values(lifted_at=now))
    row = session.get_one(Agent, agent, populate_existing=True, with_for_update=True)
    owner, row.muted_until = row.owner, None
    session.add(row)
    audit(session, kind="refusals.lifted", subject=agent, at=now, agent=agent, owner=owner, data={"approvals": rows})
    wake(session, f"owner:{owner}")
    return len(rows)


def _lasting(agent: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return of_line(Approval.agent, agent), *_refused_until_after(now)


def _refused_until_after(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Approval.decision) == REFUSE,
        col(Approval.cool_until) > now,
        col(Approval.lifted_at).is_(None),
    )


def _refusal(row: Approval, now: datetime) -> Refusal:
    return Refusal(_access(row.document), row.cool_until or now, row.decision_reason)


def _access(text: str) -> Access:
    """Return the rights of a refused document; nothing, which lies inside every ask, where it cannot be read."""
    try:
        document: dict[str, Any] = json.loads(text)
        rights = document.get("access") or [right for token in document["tokens"] for right in token["access"]]
        return rights_of(rights, subject=document.get("subject") is not None)
    except (ValueError, KeyError, TypeError, GnapError):
        return ()
