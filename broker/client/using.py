"""Using what was granted: the one place where an effect begins (decisions R1 to R9).

`reserve` is one transaction: the policy in force now, the approval that covers exactly this call, the single use. Only
after it is committed does anything leave. What is unknown afterwards is spent.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from broker.approval.covers import SignedApproval, Vote, covers
from broker.approval.document import call_digest
from broker.client import secret
from broker.client.context import Context
from broker.client.exchange import change, goes_on
from broker.client.scrubbing import scrubbed
from broker.client.steps import postponed
from broker.connectors.call import BadArguments, call_for
from broker.connectors.model import Call
from broker.gnap.challenge import follow, read_challenge
from broker.gnap.errors import PeerError
from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import nonce
from broker.gnap.keys import PrivateKey, thumbprint
from broker.gnap.profile_signing import sign
from broker.gnap.rights import access_json, parse_access, within
from broker.http import Answer
from broker.http.retry_after import retry_after
from broker.policy.decide import Decision, decide_call
from broker.policy.model import Decide, of_owner
from broker.ratchet import standing
from broker.ratchet.freezing import welcome
from broker.ratchet.lineage import policy_of
from broker.ratchet.votes import voted
from broker.store.query import Session, col
from broker.store.tables import Approval, ClientGrant, ClientKey, Passkey
from broker.store.verbs import Change, advance, use_once
from broker.vault import Secret

DIFFERS = "differs from approval"
MAY_HAVE_RUN = "unknown, may have run: the call was sent and no answer came back. It is not repeated."
SAFE_METHODS = frozenset({"GET", "HEAD"})
CALL_LEASE = timedelta(seconds=90)  # longer than any exchange may take
NOT_SENT_PAUSE = timedelta(seconds=5)
_TOO_MANY, _UNAVAILABLE = 429, 503
_PAUSE, _LONGEST_PAUSE = timedelta(minutes=1), timedelta(days=1)  # of a busy server: unsaid, at most
LONGEST_TEXT = 256 * 1024  # characters of a resource server's answer that are kept


@dataclass(frozen=True)
class Reserved:
    """A use that is reserved and may now be sent, once."""

    row: ClientGrant
    call: Call
    secret: Secret | None = None  # what the call carries where the API knows no GNAP


def call_of(context: Context, row: ClientGrant) -> Call | str:
    """Return the call of a row, canonicalised again (R7); or words why it is not the one that was asked for."""
    connector = context.connector(row.connector)
    if connector is None:
        return f"lapsed: connector {row.connector} is not in force any more"
    try:
        call = call_for(connector, row.operation, row.arguments)
    except (BadArguments, LookupError) as why:
        return f"{DIFFERS}: {why}"
    if connector.digest != row.connector_digest:
        return "lapsed: the connector file changed after this was asked"
    if call_digest(call) != row.call_digest or access_json(call.access) != row.access:
        return f"{DIFFERS}: the call is not the one that was asked for"
    return call


def reserve(session: Session, context: Context, grant_id: str, now: datetime) -> Reserved | None:
    """Reserve the one use of a grant in this transaction and return what may be sent; None where nothing may.

    Where it is refused the row says why, and nothing is sent.
    """
    sent: list[Call] = []

    def decide_now(row: ClientGrant) -> Change[ClientGrant] | None:
        if row.status != "pending" or row.state != "approved" or not row.run:
            return None
        call = call_of(context, row)
        refused = call if isinstance(call, str) else why_not(session, context, row, call, now)
        if refused is None and not isinstance(call, str) and _waits(session, context, call):
            return None
        if refused is not None or isinstance(call, str):
            return _refused(row, str(refused), now)
        sent.append(call)
        lease = row.lease
        row.status, row.intent, row.intent_at = "running", "call", now
        reserved = change(row, now, "client.use_reserved", {"call": row.call_digest, "approval": row.approval})
        # The driver that reserved goes on to send: another may only come when this one's lease has lapsed.
        row.lease, row.lease_until, row.due_at = lease, now + CALL_LEASE, now + CALL_LEASE
        return goes_on(reserved)

    row = advance(session, ClientGrant, grant_id, decide_now)
    return Reserved(row, sent[-1], secret_of(session, context, sent[-1])) if sent else None


def _refused(row: ClientGrant, why: str, now: datetime) -> Change[ClientGrant]:
    row.status, row.detail = "failed", f"Nothing ran: {why}"
    row.intent, row.intent_at = "revoke", now
    return change(row, now, "client.use_refused", {"why": why})


def _waits(session: Session, context: Context, call: Call) -> bool:
    # its access token ended in this very moment: the row is taken again once its lease has lapsed
    return call.credential is not None and secret_of(session, context, call) is None


def secret_of(session: Session, context: Context, call: Call) -> Secret | None:
    """Return what the call carries in the place of a GNAP proof, where its connector says so and it is there."""
    connector = context.connector(call.connector)
    return secret.opened(session, context, connector) if connector is not None else None


def why_not(session: Session, context: Context, row: ClientGrant, call: Call, now: datetime) -> str | None:
    """Return why what was granted may not take effect now (R1 to R9), or spend its approval and return None."""
    if not may_start(session, row.agent, now):
        return "the agent is revoked or frozen"
    if row.token_expires_at is None or now >= row.token_expires_at:
        return "lapsed: the token has expired"
    # R5: effective is inside granted and inside what the policy says now.
    if not within(parse_access(row.access), parse_access(row.token_access)):
        return "the granted access does not cover this call"
    decision = decided_now(session, context, row, call)
    if isinstance(decision, str):
        return decision
    connector = context.connector(call.connector)
    if connector is not None and (without := secret.missing(session, context, connector)):
        return without
    return _uncovered(session, context, row, call, decision, now)


def permits(session: Session, context: Context, row: ClientGrant, call: Call) -> bool:
    """Tell whether a call that was cut off may begin again under the policy in force now (R1).

    Its approval was spent for this very call, so it need not be unspent.
    """
    decision = decided_now(session, context, row, call)
    return isinstance(decision, Decision) and (decision.decide == Decide.ALLOW or row.approval is not None)


def decided_now(session: Session, context: Context, row: ClientGrant, call: Call) -> Decision | str:
    """Return what the policy in force now says of this call, or why it may not begin, or begin again (R1)."""
    policy = of_owner(policy_of(session, context.policies, row.agent), row.owner)
    decision = decide_call(policy, call.operation, call.access) if policy else None
    if decision is None or decision.decide == Decide.DENY:
        return f"the policy in force now denies it ({decision.reason if decision else 'no policy is in force'})"
    return decision


def _uncovered(
    session: Session, context: Context, row: ClientGrant, call: Call, decision: Decision, now: datetime
) -> str | None:
    # R1, R2: allow needs no approval only where nobody said ask; an approval that exists is checked all the same.
    if row.approval is not None and row.approval.startswith(standing.PREFIX):
        return standing.reserve(session, row.approval, row.id, _asked(session, context, row, call, decision), now)
    if row.approval is None:
        asked = Decide.ASK in (decision.decide, row.decide)
        return "the policy asks for an approval now and there is none: ask again" if asked else None
    approval = session.get(Approval, row.approval, populate_existing=True)
    if approval is None:
        return "the approval does not exist"
    key = session.get_one(ClientKey, row.key)
    refused = covers(
        _signed(session, context, approval),
        call,
        now=now,
        agent=row.agent,
        owner=row.owner,
        client_key=thumbprint(key.public_jwk),
        authorization_server=row.authorization_server,
        decision_now=decision,
        bearer=row.hold is not None,
    )
    if refused is not None:
        return refused
    # R8, R9: one conditional UPDATE is the single use, and a withdrawal that came first wins.
    spent = use_once(
        session,
        Approval,
        col(Approval.id) == approval.id,
        col(Approval.spent_at).is_(None),
        col(Approval.withdrawn_at).is_(None),
        col(Approval.decision) == "approve",
        values={"spent_at": now, "client_grant": row.id},
    )
    return None if spent else "already used: an approval covers one call"


def _asked(session: Session, context: Context, row: ClientGrant, call: Call, decision: Decision) -> standing.Asked:
    return standing.Asked(
        agent=row.agent,
        owner=row.owner,
        client_key=thumbprint(session.get_one(ClientKey, row.key).public_jwk),
        authorization_server=row.authorization_server,
        call=call,
        decision=decision,
        rp_id=context.rp_id,
        origin=context.origin,
    )


def _signed(session: Session, context: Context, approval: Approval) -> SignedApproval:
    passkey = session.get(Passkey, approval.passkey) if approval.passkey else None
    return SignedApproval(
        document=approval.document,
        digest=approval.digest,
        decision=approval.decision,
        effective_digest=approval.effective_digest,
        nonce=approval.nonce,
        not_after=approval.not_after,
        grant=approval.grant,
        owner=approval.owner,
        assertion=approval.assertion,
        public_key=passkey.public_key if passkey and passkey.owner == approval.owner else None,
        rp_id=context.rp_id,
        origin=context.origin,
        spent=approval.spent_at is not None,
        withdrawn=approval.withdrawn_at is not None,
        votes=tuple(Vote(**vars(one)) for one in voted(session, approval.id)),
    )


def call_message(context: Context, reserved: Reserved, key: PrivateKey, now: datetime) -> HttpMessage:
    """Return the call to the resource server: the very bytes that will be sent.

    It is signed (RFC 9635 §7.2, §7.3.1), or carries its connector's secret; never both, as an API that knows no GNAP
    has no use for our token. Raises LookupError for a call without its secret.
    """
    row, call = reserved.row, reserved.call
    headers = [("accept", "application/json"), *_proof(context, reserved)]
    if call.body is not None:
        headers.append(("content-type", "application/json"))
    if call.idempotency_header is not None:
        headers.append((call.idempotency_header.lower(), f"countersign-{row.id}"))
    message = HttpMessage(call.method, call.url, tuple(headers), call.body)
    if call.credential is not None:
        return message
    # a resource server that belongs to a server with a profile reads signatures as that one does
    return sign(message, key, context.profile(row), created=int(now.timestamp()), nonce=nonce(context.mint))


def _proof(context: Context, reserved: Reserved) -> list[tuple[str, str]]:
    if reserved.call.credential is None:
        return [("authorization", f"GNAP {context.opened(reserved.row, 'token')}")]
    # some plain APIs answer nobody who does not say what program calls
    return [*authorising(reserved), ("user-agent", "countersign")]


def authorising(reserved: Reserved) -> list[tuple[str, str]]:
    """Return the header with the connector's secret, none where it has no credential.

    Raises LookupError for a call without its secret.
    """
    if reserved.call.credential is None:
        return []
    if reserved.secret is None:
        raise LookupError(f"{reserved.row.id} has no secret to be called with")
    return [secret.carried(reserved.call.credential, reserved.secret)]


def may_start(session: Session, agent: str, now: datetime) -> bool:
    """Tell whether a call of this agent may be sent now; a freeze that is acknowledged is seen here, or waits."""
    return welcome(session, agent, now, lock=True) is not None


def may_repeat(call: Call) -> bool:
    """Tell whether a call without an answer may be made again: where the resource server can see it is the same."""
    return call.idempotency_header is not None or call.method in SAFE_METHODS


def answered(
    context: Context,
    reserved: Reserved,
    answer: Answer,
    now: datetime,
    *,
    failed: bool = False,
    code: int | None = None,
) -> Callable[[ClientGrant], Change[ClientGrant] | None]:
    """Return what the resource server's answer does to the row. Its text is data, and never carries what we sent.

    `failed`: it says of itself that what was called failed, whatever the status of HTTP is; `code` is the number of its
    JSON-RPC error. All that takes time with a long answer is done before this returns, as what is returned runs inside
    the one transaction that writes.
    """
    besides: dict[str, Any] = {"failed": True} if failed else {}
    besides |= {"code": code} if code is not None else {}
    besides |= _turned_away(reserved.call, answer, now)
    ours = {"token": context.opened(reserved.row, "token"), **_carried(reserved)}
    result = {"status": answer.status, "body": _content(answer, ours)} | besides
    told = {"status": answer.status, **_challenged(context, reserved.row, answer)}

    def work(row: ClientGrant) -> Change[ClientGrant] | None:
        if row.status != "running":
            return None
        row.result, row.status, row.intent, row.intent_at = result, "done", None, None
        return change(row, now, "client.call_answered", told)

    return work


def _turned_away(call: Call, answer: Answer, now: datetime) -> dict[str, int]:
    """Return after how many seconds an equal call may be made, where the server did not begin with this one.

    A 429 says so (RFC 6585 §4). A 503 may come from a proxy whose server has begun, so it counts for safe methods only.
    """
    if answer.status != _TOO_MANY and not (answer.status == _UNAVAILABLE and call.method in SAFE_METHODS):
        return {}
    said = retry_after(answer.headers, now)
    wait = _PAUSE if said is None else max(timedelta(seconds=1), min(said, _LONGEST_PAUSE))
    return {"again_after": int(wait.total_seconds())}


def echoes(reserved: Reserved, text: str) -> bool:
    """Tell whether a text holds the secret that a call carries, in whatever spelling."""
    return scrubbed(text, _carried(reserved)) != text


def _carried(reserved: Reserved) -> dict[str, str]:
    credential, value = reserved.call.credential, reserved.secret
    return secret.meant(credential, value) if credential is not None and value is not None else {}


def _challenged(context: Context, row: ClientGrant, answer: Answer) -> dict[str, str]:
    """Return what the record says of a challenge (RFC 9635 §9.1): why it is not followed.

    A connector spells its rights out, so no reference stands for one that its policy and its owner could judge (P16).
    """
    field = answer.headers.get("www-authenticate", "")
    connector = context.connector(row.connector)
    if answer.status != 401 or connector is None or connector.credential is not None:
        return {}
    try:
        challenge = read_challenge(field)
        if challenge is None:
            return {}
        server = row.authorization_server
        follow(challenge, resource_server=connector.resource_server, authorization_server=server, references={})
    except PeerError as why:
        return {"challenge": str(why)}
    return {}


def _content(answer: Answer, ours: Mapping[str, str]) -> Any:
    text = scrubbed(answer.body.decode("utf-8", errors="replace"), ours)
    if len(text) > LONGEST_TEXT:
        return text[:LONGEST_TEXT] + " [cut]"
    try:
        # Once more after the escapes of JSON are read.
        plain = json.dumps(json.loads(text), ensure_ascii=False)
        return json.loads(scrubbed(plain, ours))
    except (ValueError, RecursionError):
        return text


def release(session: Session, grant_id: str, now: datetime, *, why: str | None = None) -> None:
    """Take a reserved use back, on proof that nothing was sent (R8): it is tried again while the token lives.

    With `why` it is not, because nothing that the broker does changes it: the grant failed, and nothing ran.
    """

    def not_sent(row: ClientGrant) -> Change[ClientGrant] | None:
        if row.status != "running":
            return None
        if why is not None:
            return _refused(row, why, now)
        row.status, row.intent, row.intent_at = "pending", None, None
        released = change(row, now, "client.use_released", {})
        row.due_at = now + NOT_SENT_PAUSE
        return released

    row = advance(session, ClientGrant, grant_id, not_sent)
    if row.status not in ("pending", "failed"):
        return
    standing.release(session, row.id, now)
    if row.approval is not None:
        mine = (col(Approval.id) == row.approval, col(Approval.client_grant) == row.id)
        use_once(session, Approval, *mine, values={"spent_at": None, "client_grant": None})


def unanswered(call: Call | None, now: datetime) -> Callable[[ClientGrant], Change[ClientGrant] | None]:
    """Return what becomes of a call that was sent and not answered: repeated where that is safe and in time."""

    def work(row: ClientGrant) -> Change[ClientGrant] | None:
        if row.status != "running":
            return None
        in_time = row.token_expires_at is not None and now < row.token_expires_at
        if call is not None and in_time and may_repeat(call):
            return Change(postponed(row, now))
        row.status, row.detail = "unknown", MAY_HAVE_RUN
        row.intent, row.intent_at = None, None
        return change(row, now, "client.call_unknown", {})

    return work
