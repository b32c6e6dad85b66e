"""What narrows, asked for on the command line: free, done at once, and audited with the user id of whoever asked."""

from datetime import timedelta

from pydantic import Field

from broker.approval.decision import REFUSE
from broker.client.revoking import UNDER_WAY
from broker.notify.channels import remove as forget_channel
from broker.phone import approve, overview
from broker.phone.answering import Answer, Reasoned
from broker.phone.asked import Asked, LocalRefusal
from broker.phone.door import Body
from broker.phone.meant import found, the_agent, the_grant, the_owner, the_proposal
from broker.phone.overview import Json
from broker.phone.widening import Which
from broker.ratchet import proposals
from broker.ratchet.cooling import mute
from broker.ratchet.reset import reset_owner
from broker.store.query import Session
from broker.store.tables import Approval, Channel, Proposal


class Whose(Body):
    """One owner; None where there is only one."""

    owner: str | None = Field(default=None, max_length=100)


class Silence(Body):
    """An agent that is not heard for so many seconds."""

    agent: str = Field(max_length=100)
    seconds: int = Field(ge=60, le=30 * 86_400)


class Reset(Body):
    """All devices of an owner are lost, and the recovery code too: everything of the owner ends."""

    owner: str = Field(max_length=100)


async def revoke_agent(asked: Asked) -> Json:
    """DELETE /agents/{name}: free. Its credential opens nothing from now on, and what it was granted ends."""
    name = asked.named("name")

    def work(session: Session) -> Json:
        row = the_agent(session, name)
        asked.deps.acts.revoke(session, name, asked.now, row.owner)
        asked.note(session, "local.agent-revoked", name, agent=name, owner=row.owner)
        return {"agent": name, "revoked": True}

    return await asked.write(work)


async def withdraw(asked: Asked) -> Json:
    """DELETE /proposals/{id}: free. Answers where it stands then: a signature may have been faster."""
    proposal_id = asked.named("id")

    def work(session: Session) -> Json:
        row = the_proposal(session, proposal_id)
        if proposals.withdraw(session, row.id, asked.now, "withdrawn on the command line"):
            asked.note(session, "local.withdrawn", row.id, agent=row.agent, owner=row.owner)
        return overview.proposal(the_proposal(session, proposal_id), asked.now)

    return await asked.write(work)


async def refuse(asked: Asked) -> Json:
    """POST /inbox/{id}/refuse: narrowing is free, for a request and for a proposal."""
    given, item = await asked.body(Reasoned), asked.named("id")

    def work(session: Session) -> Json:
        row = session.get(Proposal, item) or session.get(Approval, item)
        row = found(row, "request", item, _waiting_ids(session, asked))
        if isinstance(row, Proposal):
            done = proposals.decide(session, {}, row, verb=REFUSE, reason=given.reason, evidence=None, now=asked.now)
        else:
            answer = Answer(REFUSE, given.reason, None)
            done = approve.answers.record(asked.deps.phone, session, item, answer, asked.now) is None
        if not done:
            raise LocalRefusal(f"{item} does not wait any more: it was decided, withdrawn, or ran out of time")
        asked.note(session, "local.refused", item, agent=row.agent, owner=row.owner)
        return {"refused": item, "reason": given.reason}

    return await asked.write(work)


async def revoke_grant(asked: Asked) -> Json:
    """DELETE /grants/{id}: free. Withdraws what is asked, revokes what was granted; tells how it stands then."""
    grant_id = asked.named("id")

    def work(session: Session) -> str:
        row = the_grant(session, grant_id)
        asked.note(session, "local.grant-revoked", row.id, agent=row.agent, owner=row.owner)
        return row.agent

    await asked.deps.give_back(await asked.write(work), grant_id)

    def look(session: Session) -> Json:
        told = overview.grant(the_grant(session, grant_id))
        return {name: told[name] for name in _HOW_A_GRANT_STANDS}

    return await asked.read(look)


async def freeze(asked: Asked) -> Json:
    """POST /freeze: free. Once this is answered, no effect of that agent, or of any, begins on any replica."""
    given = await asked.body(Which)

    def work(session: Session) -> Json:
        owner = the_agent(session, given.agent).owner if given.agent is not None else None
        asked.deps.acts.freeze(session, given.agent, asked.now, owner)
        asked.note(session, "local.frozen", given.agent or "everything", agent=given.agent, owner=owner)
        return {"frozen": given.agent or "everything"}

    return await asked.write(work)


async def silence(asked: Asked) -> Json:
    """POST /mute: free. Nobody is asked for this agent for so many seconds; what policy allows unasked goes on."""
    given = await asked.body(Silence)

    def work(session: Session) -> Json:
        row, until = the_agent(session, given.agent), asked.now + timedelta(seconds=given.seconds)
        mute(session, row.name, until, asked.now, row.owner)
        asked.note(session, "local.muted", row.name, agent=row.name, owner=row.owner)
        return {"muted": row.name, "until": (row.muted_until or until).isoformat()}

    return await asked.write(work)


async def clear_email(asked: Asked) -> Json:
    """POST /owners/email/clear: free. From now on no client is told an address of the owner."""
    given = await asked.body(Whose)

    def work(session: Session) -> Json:
        owner = the_owner(session, given.owner)
        asked.note(session, "local.email", owner, owner=owner)
        asked.deps.acts.clear_email(session, owner, asked.now)
        return {"owner": owner}

    return await asked.write(work)


async def remove_channel(asked: Asked) -> Json:
    """DELETE /channels/{id}: free. Nothing more is told there, and its address is forgotten."""
    channel = asked.named("id")

    def work(session: Session) -> Json:
        row = session.get(Channel, channel, populate_existing=True, with_for_update=True)
        if row is None or row.signed_at is None or row.dropped_at is not None:
            raise LocalRefusal("there is no such channel in use", 404)
        forget_channel(session, row, asked.now)
        asked.note(session, "local.channel-removed", row.id, owner=row.owner)
        return {"channel": row.id, "removed": True}

    return await asked.write(work)


async def remove_secret(asked: Asked) -> Json:
    """DELETE /connectors/{name}/secret: free. No call of the connector is made any more, and nothing of it is kept."""
    name = asked.named("name")

    def work(session: Session) -> Json:
        if not asked.deps.acts.forget_secret(session, name, asked.now):
            raise LocalRefusal(f'no secret is kept for a connector "{name}"', 404)
        asked.note(session, "local.secret-removed", name)
        return {"connector": name, "removed": True}

    gone = await asked.write(work)
    told = await asked.until(f"connector:{name}", lambda session: _given_back(asked, session, name))
    return gone | {"revocation": told}


def _given_back(asked: Asked, session: Session, name: str) -> tuple[str | None, bool]:
    """Return how the secret's end was told to its server, and whether that is over."""
    words = asked.deps.acts.revocation(session, name)
    return words, words != UNDER_WAY


async def reset(asked: Asked) -> Json:
    """POST /owners/reset: everything that the owner allowed ends, and then their devices go.

    The recovery code is not taken here: it counts on the new device only, where it lets that device in (decisions T2).
    """
    given = await asked.body(Reset)

    def work(session: Session) -> Json:
        owner = the_owner(session, given.owner)
        asked.note(session, "local.reset", owner, owner=owner)
        reset_owner(session, owner, asked.now, revoke=asked.deps.acts.revoke)
        return {"owner": owner}

    return await asked.write(work)


def _waiting_ids(session: Session, asked: Asked) -> list[str]:
    found = overview.inbox(session, asked.now, in_full=False)
    return [one["approval"] for one in found["approvals"]] + [one["proposal"] for one in found["proposals"]]


_HOW_A_GRANT_STANDS = ("grant", "agent", "status", "state", "ending", "detail", "ends_by", "token_expires_at")
