"""Handing a token to the agent itself, once, where a rule says `hold: bearer` and its owner approved that (§2.4.7).

It is an effect like a call: the same rules decide, in the transaction that takes it out of our hands. The value is in
what is returned and nowhere else afterwards; what revokes it stays here.
"""

from dataclasses import dataclass
from datetime import datetime

from broker.client.context import Context
from broker.client.ending import no_longer, take_back
from broker.client.exchange import change
from broker.client.using import call_of, decided_now, why_not
from broker.client.view import Refused
from broker.connectors.model import Call
from broker.gnap.grant import State
from broker.store.query import Session
from broker.store.tables import ClientGrant
from broker.store.verbs import Change, advance
from broker.vault import Secret

NO_SUCH_GRANT = "none of your grants has this id; list_grants shows them"
ONCE = "handed over already: a token is handed over once. give_back ends it, and request_access asks for another"


@dataclass(frozen=True)
class HandedOver:
    """A token in the agent's hands: its value, what it allows, where, and when it ends (UTC)."""

    token: Secret
    access: list[object]
    resource_server: str
    ends_at: datetime


def hand_over(session: Session, context: Context, agent: str, grant: str, now: datetime) -> HandedOver | Refused:
    """Return the token and throw it away here, in this transaction; or why it is not handed over."""
    row = session.get(ClientGrant, grant)
    if row is None or row.agent != agent:
        return Refused(NO_SUCH_GRANT, "", "arguments")
    given: list[HandedOver | Refused] = []

    def work(row: ClientGrant) -> Change[ClientGrant] | None:
        given.append(_given(session, context, row, now))
        made = given[-1]
        if isinstance(made, HandedOver):
            # the row's version makes it once: whoever comes second reads that it was handed over
            row.status, row.handed_at, row.join_key, row.detail = "done", now, None, None
            no_longer(row, "token")
            return change(row, now, "client.token_handed_over", {"approval": row.approval, "until": _until(row)})
        if made.kind == "policy" and row.state == State.APPROVED and row.status == "pending":
            ending = take_back(row, now)
            row.status, row.detail = "failed", f"No token was handed over: {made.reason}. {ending}"
            row.join_key = None  # its agent is told here and now
            return change(row, now, "client.use_refused", {"why": made.reason})
        return None

    advance(session, ClientGrant, grant, work)
    return given[-1]


def _given(session: Session, context: Context, row: ClientGrant, now: datetime) -> HandedOver | Refused:
    if row.handed_at is not None:
        return Refused(ONCE, row.rule, "arguments")
    if row.hold is None or row.status != "pending" or row.state != State.APPROVED:
        return Refused(_not_now(row), row.rule, "arguments")
    call = call_of(context, row)
    why = call if isinstance(call, str) else _refused(session, context, row, call, now)
    if why is not None or isinstance(call, str) or row.token_expires_at is None:
        return Refused(str(why), row.rule, "policy")
    token = Secret(context.opened(row, "token"))
    return HandedOver(token, list(row.token_access or ()), call.resource_server, row.token_expires_at)


def _refused(session: Session, context: Context, row: ClientGrant, call: Call, now: datetime) -> str | None:
    connector = context.connector(row.connector)
    if connector is None or not connector.bearer:
        return "the connector does not say any more that this API takes bearer tokens"
    decision = decided_now(session, context, row, call)
    if not isinstance(decision, str) and not decision.bearer:
        return "the policy in force now leaves no token to the agent"
    return why_not(session, context, row, call, now)


def _not_now(row: ClientGrant) -> str:
    if row.hold is None:
        return 'the token of this grant stays with the broker: ask with request_access and hold "bearer"'
    if row.status == "pending":
        return "it is not granted yet: call wait_for_grant with this grant_id"
    return f"it is {row.status}, and has no token to hand over"


def _until(row: ClientGrant) -> str | None:
    return row.token_expires_at.isoformat() if row.token_expires_at else None
