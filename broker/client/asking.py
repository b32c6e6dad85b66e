"""Making an ask, or joining the one that is open: one transaction that decides by the agent's own policy.

A retry, a lost stream or another client of the same agent joins the same grant for as long as it is open or its result
uncollected (decisions §2.4.9); afterwards an equal call is a new ask.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Literal

from broker.approval.canonical import digest
from broker.approval.document import call_digest
from broker.client.context import Context
from broker.client.deciding import ask_first, must_ask_first
from broker.client.keys import key_for
from broker.client.secret import missing
from broker.client.steps import scheduled
from broker.client.view import GrantView, Refused
from broker.connectors.model import Call, Connector
from broker.gnap.keys import thumbprint
from broker.gnap.rights import access_json
from broker.gnap.tokens import new_token, token_digest
from broker.notify.outbox import reachable
from broker.policy.chain import root_of
from broker.policy.cooling import Refusal
from broker.policy.decide import Decision, decide_call
from broker.policy.explain import instead_of
from broker.policy.limits import Tally, exceeded
from broker.policy.matching import number_of
from broker.policy.model import Decide, Policy, of_owner
from broker.ratchet import standing
from broker.ratchet.cooling import in_words, refused_lately
from broker.ratchet.freezing import welcome
from broker.ratchet.lineage import of_line, of_root, policy_of
from broker.store.query import ColumnElement, Session, bindparam, col, func, or_, select
from broker.store.tables import Agent, ClientGrant
from broker.store.verbs import audit

_NOT_HELD = "the connector does not say that this API takes bearer tokens: its owner may write bearer_tokens: accepted"
SLACK = timedelta(minutes=1)  # the authorization server's clock starts a moment after ours


@dataclass(frozen=True)
class Wish:
    """What an agent wants: one call, why and what for, and whether to run it as soon as it is granted."""

    agent: str
    call: Call
    reason: str | None
    run: bool
    purpose: str | None = None
    hold: Literal["bearer"] | None = None  # the agent wants the token itself


def open_ask(session: Session, context: Context, wish: Wish, now: datetime) -> ClientGrant | Refused:
    """Return the open grant for this call, joined or new; or why nothing is asked."""
    agent = welcome(session, wish.agent, now)
    if agent is None:
        return Refused("this agent is revoked or frozen: its owner must restore it first", "", "frozen")
    joined = _join(session, wish, now)
    return joined or _new_ask(session, context, agent, wish, now)


_JOINED = select(ClientGrant).where(col(ClientGrant.join_key) == bindparam("key")).with_for_update()


def _join(session: Session, wish: Wish, now: datetime) -> ClientGrant | None:
    row = session.scalars(_JOINED, {"key": join_key(wish)}).one_or_none()
    if row is not None and wish.run and not row.run:
        # Access was requested beforehand; this is the one call that it was requested for.
        row.run = True
        row.version += 1
        session.add(scheduled(row, now))
    return row


def join_key(wish: Wish) -> str:
    """Return the key under which equal asks of one agent meet."""
    held = [] if wish.hold is None else [wish.hold]
    return digest([wish.agent, wish.call.connector, wish.call.operation, call_digest(wish.call), *held])


def _new_ask(session: Session, context: Context, agent: Agent, wish: Wish, now: datetime) -> ClientGrant | Refused:
    policy = of_owner(policy_of(session, context.policies, wish.agent), agent.owner)
    if policy is None:
        words = f"no policy of {agent.owner} is in force for agent {wish.agent}, so everything is denied"
        return Refused(words, "", "policy")
    decision = decide_call(policy, wish.call.operation, wish.call.access)
    refused = _refused(session, context, policy, decision, wish, now)
    if refused is not None:
        _audit(session, "client.refused", wish, agent, decision, now, wish.agent)
        return refused
    row = _row(session, context, policy, decision, agent, wish, now)
    session.add(row)
    if must_ask_first(context, row):
        session.flush()
        # decisions R3: our own approval first, then the request leaves
        if cannot := ask_first(session, context, policy, decision, row, wish.call, now):
            session.delete(row)
            _audit(session, "client.refused", wish, agent, decision, now, wish.agent)
            return cannot
    scheduled(row, now)
    _audit(session, "client.asked", wish, agent, decision, now, row.id)
    return row


def _refused(
    session: Session, context: Context, policy: Policy, decision: Decision, wish: Wish, now: datetime
) -> Refused | None:
    if decision.decide == Decide.DENY:
        near = tuple(instead_of(policy, wish.call.access))
        return Refused(decision.reason, decision.rule, "policy", instead=near)
    connector = context.connector(wish.call.connector)
    if connector is None:
        return Refused("the connector of this operation is not in force any more", decision.rule, "policy")
    if wish.hold is not None and not (decision.bearer and connector.bearer):
        words = _NOT_HELD if decision.bearer else f"rule {decision.rule} leaves no token to the agent"
        return Refused(words, decision.rule, "policy")
    if without := missing(session, context, connector):  # nobody is asked for what could not be done
        return Refused(without, decision.rule, "credential")
    asks = _as_one_that_asks(session, context, connector, decision, wish, now)
    if asks == Decide.ASK and wish.hold is None and _covered(session, context, connector, decision, wish, now):
        asks = Decide.ALLOW  # nobody is asked where a standing approval covers the call
    if asks == Decide.ASK and (already := refused_lately(session, wish.agent, wish.call.access, now)):
        return _cooling(already, policy.owner, decision.rule, now)
    over = exceeded(policy.limits, _tally(session, wish.agent, asks, now), asks)
    return Refused(over.words, decision.rule, "limit", over.seconds) if over else None


def _cooling(already: Refusal, owner: str, rule: str, now: datetime) -> Refused:
    seconds = ceil((already.until - now).total_seconds())
    by = owner if already.words else None
    return Refused(in_words(already, owner), rule, "owner", seconds, guidance=already.words, guidance_by=by)


def _as_one_that_asks(
    session: Session, context: Context, connector: Connector, decision: Decision, wish: Wish, now: datetime
) -> Decide:
    """Return how the limits see this ask: a server that wanted the owner within the hour is one that asks (R3)."""
    server = context.grant_endpoint_of(connector)
    if server == context.grant_endpoint:  # ours asks where the policy does, on our own pages
        return decision.decide
    wanted = (
        of_line(ClientGrant.agent, wish.agent),
        col(ClientGrant.authorization_server) == server,
        col(ClientGrant.interaction_host).is_not(None),
        col(ClientGrant.created_at) > now - timedelta(hours=1),
    )
    return Decide.ASK if _count(session, *wanted) else decision.decide


def _covered(
    session: Session, context: Context, connector: Connector, decision: Decision, wish: Wish, now: datetime
) -> bool:
    server = context.grant_endpoint_of(connector)
    asked = standing.Asked(
        agent=wish.agent,
        owner=session.get_one(Agent, wish.agent).owner,
        client_key=thumbprint(key_for(session, context, wish.agent, server).public_jwk),
        authorization_server=server,
        call=wish.call,
        decision=decision,
        rp_id=context.rp_id,
        origin=context.origin,
    )
    return standing.covering(session, asked, now) is not None


def _tally(session: Session, agent: str, asks: Decide, now: datetime) -> Tally:
    made = col(ClientGrant.created_at)
    line = of_line(ClientGrant.agent, agent)  # what a child asks counts for all of its line
    calls = session.scalars(_CALLS_SINCE, {"root": root_of(agent), "since": now - timedelta(minutes=1)}).one()
    if asks is not Decide.ASK:
        return Tally(pending=0, asks_last_hour=0, calls_last_minute=calls)  # nothing else holds back such a call
    stood_for = col(ClientGrant.approval).startswith(standing.PREFIX)
    mine = (line, or_(col(ClientGrant.approval).is_(None), ~stood_for))
    asked = or_(col(ClientGrant.decide) == Decide.ASK, col(ClientGrant.interaction_host).is_not(None))
    return Tally(
        pending=_count(session, *mine, asked, col(ClientGrant.status) == "pending"),
        asks_last_hour=_count(session, *mine, asked, made > now - timedelta(hours=1)),
        calls_last_minute=calls,
    )


_CALLS_SINCE = (
    select(func.count())
    .select_from(ClientGrant)
    .where(of_root(ClientGrant.agent, bindparam("root")), col(ClientGrant.created_at) > bindparam("since"))
)


def _count(session: Session, *conditions: ColumnElement[bool]) -> int:
    return session.exec(select(func.count()).select_from(ClientGrant).where(*conditions)).one()


def _row(
    session: Session,
    context: Context,
    policy: Policy,
    decision: Decision,
    agent: Agent,
    wish: Wish,
    now: datetime,
) -> ClientGrant:
    call = wish.call
    grant_id = "g_" + new_token(context.mint)[:24]
    server = context.grant_endpoint_of(_in_force(context, call))
    row = ClientGrant(
        id=grant_id,
        agent=agent.name,
        owner=agent.owner,
        authorization_server=server,
        key=key_for(session, context, agent.name, server).id,
        connector=call.connector,
        operation=call.operation,
        arguments=dict(call.arguments),
        access=access_json(call.access),
        call_digest=call_digest(call),
        connector_digest=call.connector_digest,
        policy_digest=policy.digest,
        rule=decision.rule,
        decide=str(decision.decide),
        join_key=join_key(wish),
        agent_reason=wish.reason,
        purpose=wish.purpose,
        number=number_of(context.mint(4)),
        run=wish.run,
        hold=wish.hold,
        intent="request",
        intent_at=now,
        finish_nonce=new_token(context.mint),
        created_at=now,
        updated_at=now,
        deadline=now + decision.answer_within + SLACK,
    )
    secret = new_token(context.mint)
    row.callback_digest = token_digest(secret)
    row.callback_sealed = context.sealed(row, "callback", secret)
    return scheduled(row, now)


def _in_force(context: Context, call: Call) -> Connector:
    connector = context.connector(call.connector)
    if connector is None:
        raise LookupError(call.connector)
    return connector


def _audit(
    session: Session, kind: str, wish: Wish, agent: Agent, decision: Decision, now: datetime, subject: str
) -> None:
    audit(
        session,
        kind=kind,
        subject=subject,
        at=now,
        agent=agent.name,
        owner=agent.owner,
        data={
            "operation": wish.call.operation,
            "call": call_digest(wish.call),
            "decide": str(decision.decide),
            "rule": decision.rule,
        },
    )


_RAN_BEFORE = (
    select(ClientGrant.id, ClientGrant.created_at, ClientGrant.status)
    .where(
        col(ClientGrant.agent) == bindparam("agent"),
        col(ClientGrant.operation) == bindparam("operation"),
        col(ClientGrant.call_digest) == bindparam("call"),
        col(ClientGrant.status).in_(["done", "unknown"]),
        col(ClientGrant.created_at) < bindparam("made"),
    )
    .order_by(col(ClientGrant.created_at).desc())
    .limit(1)
)


def earlier(session: Session, row: ClientGrant) -> str | None:
    """Return words about an equal call that ran before this one, or None."""
    which = {"agent": row.agent, "operation": row.operation, "call": row.call_digest, "made": row.created_at}
    before = session.execute(_RAN_BEFORE, which).first()
    return f"same as {before.id} of {before.created_at:%Y-%m-%d %H:%M} UTC ({before.status})" if before else None


def instead(session: Session, row: ClientGrant) -> dict[str, object] | None:
    """Return the arguments that the owner approved instead of the ones asked for; None where it is not so."""
    if row.status != "denied":
        return None
    right = standing.instead_of(session, row.agent, row.call_digest, row.created_at)
    return right and row.arguments | {name: right[name] for name in row.arguments if name in right}


def unreached(session: Session, row: ClientGrant) -> bool:
    """Tell whether this waits for an owner whom nothing could tell of it: only their inbox shows it."""
    return row.status == "pending" and row.decide == Decide.ASK and not reachable(session, row.owner)


def view_of(
    row: ClientGrant, before: str | None = None, less: dict[str, object] | None = None, *, alone: bool = False
) -> GrantView:
    """Return what may be seen of a grant.

    `less` are the arguments that were approved instead; `alone`: nothing could tell its owner that it waits.
    """
    return GrantView(
        id=row.id,
        agent=row.agent,
        owner=row.owner,
        connector=row.connector,
        operation=row.operation,
        arguments=row.arguments,
        status=row.status,  # type: ignore[arg-type] # the column holds one of the Status words
        state=row.state,
        decide=row.decide,
        rule=row.rule,
        result=row.result,
        detail=row.detail,
        created_at=row.created_at,
        deadline=row.deadline,
        updated_at=row.updated_at,
        run=row.run,
        held=row.hold is not None,
        handed_at=row.handed_at,
        token_ends_at=row.token_expires_at,
        earlier=before,
        owner_words=row.status == "denied" and row.owner_words,
        instead=less,
        number=row.number,
        unreached=alone,
    )
