"""The rules that live in shells with SQL, written once more for the model: each says which shell it mirrors.

    client   ask          client/asking.py        _new_ask, _refused, _row
             reserve      client/using.py         reserve, call_of, _why_not, _uncovered
             recover      client/performing.py    _recover
             finish       client/finishing.py     pushed, _proves
             give_back    client/instance.py      give_back
             no_answer    client/performing.py    _unanswered, _told; using.unanswered itself
             stop         client/stopping.py      stop
    server   request      authserver/grants.py    open_grant, _pending_grant, _ask_owner, _set_finish, _issue_at_once
             go_on        authserver/grants.py    continue_grant, _repeated_or_refused, _conclude, _why_not
             cancel       authserver/grants.py    cancel_grant, end_pending
             issue        authserver/issuing.py   issue
             revoke       authserver/issuing.py   revoke
             withdraw     authserver/stopping.py  stop
    phone    answer       phone/approve.py        _record, and _verified of phone/answering.py: the passkey is enrolled
             record       authserver/finish.py    decided, record_decision

`step`, `decide`, `within`, `covers`, `read_answer`, `exchange.take` and the others of `shipped` are called, not copied.
"""

from typing import NamedTuple

from tests.model import shipped
from tests.model.shipped import ALLOW, ASK, DENY
from tests.model.things import (
    ENDPOINT,
    ENROLLED,
    HONEST,
    SERVER_OF,
    STOLEN,
    Approval,
    Grant,
    Lane,
    Message,
    Reply,
    Row,
    Rules,
)


class Called(NamedTuple):
    """A signed call left for the resource server."""

    call: str
    asked: str
    token: str
    approval: Approval | None
    decide: str
    again: bool


class Minted(NamedTuple):
    """The embedded server issued a token of grant `grant`, which is as it was before."""

    grant: Grant
    call: str


class Left(NamedTuple):
    """Something left the client for an authorization server, as the row was then."""

    kind: str
    row: Row
    server: str


class Prompted(NamedTuple):
    """The owner was notified of a new document."""


class Answered(NamedTuple):
    """The embedded server answered a continuation about a grant, as it was before and is after."""

    before: Grant
    after: Grant
    asked: Message
    reply: Reply


class Kept(NamedTuple):
    """The client kept the reference of a finish call whose hash was made for this endpoint and nonce ("": a guess)."""

    endpoint: str
    nonce: int | None


GOING_ON = ("pending", "too fast", "another reference")  # answers that carry a continuation token
Fact = Called | Minted | Left | Prompted | Answered | Kept
Facts = tuple[Fact, ...]


# ---------------------------------------------------------------------------------------------------- the client


def ask(rules: Rules, call: str) -> Row | None:
    """Return the row of a new ask; None where the policy, or this version, refuses it."""
    said = shipped.says(rules.policy, call)
    foreign = SERVER_OF[call] != HONEST
    if rules.frozen or said == DENY or (said == ASK and foreign):
        return None
    return Row(call, call, said)


def reserve(rules: Rules, lane: Lane) -> tuple[Lane, Facts]:
    """Reserve the use, so that it may be sent; where it is refused, the token is to be revoked and nothing leaves."""
    row = lane.row
    if row is None or row.status != "pending" or row.state != "approved":
        return lane, ()
    approval = approval_of(lane, row.approval)
    if not same_call(row) or why_not(rules, row, approval) is not None:
        return lane._replace(row=row._replace(status="failed", intent="revoke")), ()
    return spent(lane, row), (Called(row.call, row.asked, row.token or "", approval, row.decide, again=False),)


def same_call(row: Row) -> bool:
    """R7: the stored call is canonicalised again and must be the one that was asked for."""
    return row.call == row.asked


def why_not(rules: Rules, row: Row, approval: Approval | None) -> str | None:
    """Return why a use is refused now, or None."""
    if not may_start(rules):
        return "frozen"
    if not shipped.token_lives(row.minted, rules.age):
        return "lapsed: the token"
    if not shipped.within(row.asked, row.token, row.asked):
        return "the granted access does not cover this call"
    if shipped.says(rules.policy, row.call) == DENY:
        return "denied now"
    return uncovered(rules, row, approval)


def may_start(rules: Rules) -> bool:
    """The brake is read in the transaction that reserves."""
    return not rules.frozen


def uncovered(rules: Rules, row: Row, approval: Approval | None) -> str | None:
    """R1, R2: no approval is needed only where nobody said ask; one that exists is checked all the same."""
    if row.approval is None:
        return "ask again" if ASK in (shipped.says(rules.policy, row.call), row.decide) else None
    if approval is None:
        return "the approval does not exist"
    refused: str | None = shipped.covers(approval, row.call, rules.age > approval.born, rules.policy)
    return refused if refused is not None else unusable(approval)


def unusable(approval: Approval) -> str | None:
    """R8, R9: the conditions of the one UPDATE that spends an approval."""
    unspent = not approval.spent and not approval.withdrawn and approval.decision == "approve"
    return None if unspent else "already used"


def spent(lane: Lane, row: Row) -> Lane:
    """R8: before anything leaves, the row runs and its approval is spent."""
    running = lane._replace(row=row._replace(status="running", intent="call"))
    return _with_approval(running, row.approval, spent=True)


def recover(rules: Rules, lane: Lane) -> tuple[Lane, Facts]:
    """Go on after a call that was cut off: again where that is safe and still permitted, else it is unknown."""
    row = lane.row
    if row is None:
        return lane, ()
    in_time = shipped.token_lives(row.minted, rules.age)
    if (
        in_time
        and may_start(rules)
        and same_call(row)
        and permitted(rules, row)
        and shipped.may_repeat(row.call, row.once)
    ):
        approval = approval_of(lane, row.approval)
        return lane, (Called(row.call, row.asked, row.token or "", approval, row.decide, again=True),)
    return lane._replace(row=shipped.unanswered(row, rules.age, over=True)), ()


def permitted(rules: Rules, row: Row) -> bool:
    """A repetition is a start too, as the first one may never have arrived: it needs what every start needs (R1).

    Its approval was spent for this very call, so it is not asked whether it is unspent.
    """
    said = shipped.says(rules.policy, row.call)
    return said == ALLOW or (said == ASK and row.approval is not None)


def finish(lane: Lane, proof: str, ref: int) -> tuple[Lane, bool]:
    """Take a finish call: whether it was accepted. The hash comes before all else."""
    row = lane.row
    if row is None or row.as_nonce is None or not shipped.proves(proof, row.as_nonce, ref, ENDPOINT[lane.server]):
        return lane, False
    if row.ref or row.state != "pending":
        return lane, True
    return lane._replace(row=row._replace(ref=ref)), True


def give_back(row: Row) -> Row:
    """The agent gives its ask back."""
    if row.state == "finalized" or row.status == "running" or row.intent in ("cancel", "revoke"):
        return row
    status = "cancelled" if row.status == "pending" else row.status
    intent = row.intent if row.state == "processing" else "revoke" if row.state == "approved" else "cancel"
    return row._replace(status=status, intent=intent)


def stop(row: Row) -> Row:
    """A freeze ends every ask whose call has not started."""
    if row.status != "pending":
        return row
    intent = {"approved": "revoke", "pending": "cancel"}.get(row.state, row.intent)
    return row._replace(status="cancelled", intent=intent)


def no_answer(rules: Rules, lane: Lane) -> Lane:
    """Return the lane after an exchange without an answer; the intent stays open where it may be tried again."""
    row = lane.row
    if row is None:
        return lane
    free = row._replace(busy=None)
    age = rules.age
    if row.busy == "call":
        return lane._replace(row=shipped.unanswered(free, age, over=False))
    if row.busy in ("cancel", "revoke"):
        in_time = shipped.token_lives(row.minted, age) if row.state == "approved" else age == 0
        return lane._replace(row=shipped.later(free, age) if in_time else given_up(free, row.busy, age))
    # P15: each POST to a foreign server may be a new prompt, so a lost answer is not repeated
    orphan = row.state == "processing" and lane.server != HONEST
    return lane._replace(row=shipped.ended(free, "expire", age) if age or orphan else shipped.later(free, age))


def given_up(row: Row, busy: str, age: int) -> Row:
    """Return the row once its grant or its token was given up at the server."""
    cancelled = "cancel" if row.intent == "cancel" else "expire"
    ended: Row = shipped.ended(row, "revoke" if busy == "revoke" else cancelled, age)
    return ended


# ------------------------------------------------------------------------------- the embedded authorization server


def request(rules: Rules, lane: Lane) -> tuple[Lane, Reply, Facts]:
    """A new grant request: judged by the server's own policy; one prompt for what is pending already (P15)."""
    call = lane.row.asked if lane.row else ""
    said = shipped.says(rules.policy, call)
    if rules.frozen:
        return lane, Reply("invalid client"), ()
    if said == DENY:
        return lane, Reply("refused"), ()
    index = len(lane.grants)
    if said == ALLOW:
        made = shipped.step(Grant("processing", rules.age), "approve")
        return _issued(lane._replace(grants=(*lane.grants, made)), index, None)
    lane, index, facts = _prompted(rules, lane, call)
    grant = lane.grants[index]
    grant = grant._replace(nonce=(grant.nonce or 0) + 1)
    if grant.approval is not None and grant.approval.decision is not None:
        # decided before the client lost the answer: the decision stands, and it is told once more
        grant = record(grant)
    lane, reply = _pending(_with_grant(lane, index, grant), index)
    return lane, reply, facts


def _prompted(rules: Rules, lane: Lane, call: str) -> tuple[Lane, int, Facts]:
    index = joined(lane)
    if index is not None:
        grant = lane.grants[index]
        approval = grant.approval
        if (
            approval is not None
            and rules.age == grant.born
            and _shown(approval.policy, call) == _shown(rules.policy, call)
        ):
            return lane, index, ()
        # its time is over, or the files changed while it waited: the old prompt ends
        lane = _with_grant(lane, index, end_pending(grant, "expire" if rules.age > grant.born else "cancel"))
    made = shipped.step(Grant("processing", rules.age, approval=Approval(call, rules.policy, rules.age)), "await")
    return lane._replace(grants=(*lane.grants, made)), len(lane.grants), (Prompted(),)


def joined(lane: Lane) -> int | None:
    """Return the pending grant for the same key, rights and call."""
    return next((index for index, one in enumerate(lane.grants) if one.state == "pending"), None)


def _shown(policy: str, call: str) -> object:
    decision = shipped.decided(policy, call)
    return policy, decision.rule_digest


def _pending(lane: Lane, index: int) -> tuple[Lane, Reply]:
    lane = rotated(lane, index)
    grant = lane.grants[index]
    lane = _with_grant(lane, index, grant._replace(prev=grant.cur, cur=True, waited=False, answer=None))
    return lane, Reply("pending", index, 0, grant.nonce)


def go_on(rules: Rules, lane: Lane, message: Message) -> tuple[Lane, Reply, Facts]:
    """A continuation, with a reference or as a poll."""
    before = lane.grants[message.grant]
    lane, reply, facts = _go_on(rules, lane, message, before)
    return lane, reply, (*facts, Answered(before, lane.grants[message.grant], message, reply))


def _go_on(rules: Rules, lane: Lane, message: Message, grant: Grant) -> tuple[Lane, Reply, Facts]:
    if not (message.token == 0 and grant.cur):
        return repeated_or_refused(rules, lane, message, grant)
    if grant.state != "pending":
        return lane, Reply("too many attempts"), ()
    if rules.frozen:
        return lane, Reply("invalid client"), ()
    if not grant.waited:
        return lane, Reply("too fast", message.grant), ()
    if message.ref and message.ref != grant.ref:
        return lane, Reply("another reference", message.grant), ()
    if rules.age > grant.born:
        return _with_grant(lane, message.grant, end_pending(grant, "expire")), Reply("refused"), ()
    undecided = grant.approval is None or grant.approval.decision is None
    if not message.ref and (grant.nonce is not None or undecided):
        return (*_pending(lane, message.grant), ())
    return conclude(rules, lane, message.grant)


def repeated_or_refused(rules: Rules, lane: Lane, message: Message, grant: Grant) -> tuple[Lane, Reply, Facts]:
    """RFC 9635 §11.33: the same question gets the same answer for a while; everything else is refused."""
    if not (message.token <= 1 and grant.prev):
        return lane, Reply("unknown continuation"), ()
    same = not message.ref or message.ref == grant.ref
    if grant.answer is not None and shipped.token_lives(grant.answered, rules.age) and same:
        return lane, grant.answer, ()
    spent_reference = message.ref and grant.state != "pending"
    return lane, Reply("too many attempts" if spent_reference else "unknown continuation"), ()


def conclude(rules: Rules, lane: Lane, index: int) -> tuple[Lane, Reply, Facts]:
    """P2: pending, processing, then approved or finalized, in one transaction that looks at everything once more."""
    grant = lane.grants[index]
    moved = shipped.step(grant, "resume")
    why = refused_now(rules, grant)
    if why is None:
        lane, reply, facts = _issued(_with_grant(lane, index, shipped.step(moved, "approve")), index, grant.approval)
    else:
        lane, reply, facts = _with_grant(lane, index, shipped.step(moved, "deny")), Reply(why), ()
    lane = rotated(lane, index)
    done = lane.grants[index]._replace(cur=False, prev=True, answer=reply, answered=rules.age)
    return _with_grant(lane, index, done), reply, facts


def refused_now(rules: Rules, grant: Grant) -> str | None:
    """Return why a decided grant is refused, or None: withdrawal, the decision, its time, the policy in force."""
    approval = grant.approval
    if approval is None or approval.withdrawn:
        return "refused"
    if approval.decision != "approve":
        return "denied by the owner"
    if rules.age > approval.born:
        return "refused"
    now, shown = shipped.decided(rules.policy, approval.call), shipped.decided(approval.policy, approval.call)
    changed = str(now.decide) == ASK and now.rule_digest != shown.rule_digest
    return "refused" if changed or str(now.decide) == DENY else None


def _issued(lane: Lane, index: int, approval: Approval | None) -> tuple[Lane, Reply, Facts]:
    grant = lane.grants[index]
    if not may_issue(grant):
        return lane, Reply("too many attempts"), ()
    name = None if approval is None else str(index)
    call = lane.row.asked if lane.row else ""
    lane = _with_grant(lane, index, grant._replace(tokens=grant.tokens + 1))
    return lane, Reply("exact", approval=name), (Minted(grant, call),)


def may_issue(grant: Grant) -> bool:
    """P14: only an approved grant issues, and only once."""
    return grant.state == "approved" and not grant.tokens


def cancel(lane: Lane, message: Message) -> Lane:
    """The client gives a pending grant up."""
    grant = lane.grants[message.grant]
    if grant.state != "pending" or not (message.token == 0 and grant.cur):
        return lane
    return _with_grant(lane, message.grant, end_pending(grant, "cancel"))


def end_pending(grant: Grant, move: str) -> Grant:
    """Finalize a pending grant, withdraw its prompt, drop its finish call."""
    ended: Grant = shipped.step(grant, move)
    approval = grant.approval._replace(withdrawn=True) if grant.approval else None
    return ended._replace(cur=False, push=False, approval=approval)


def revoke(lane: Lane) -> Lane:
    """The client revokes its token, and with it the grant ends."""
    for index, grant in enumerate(lane.grants):
        if grant.tokens and not grant.revoked:
            ended = shipped.step(grant, "revoke") if grant.state == "approved" else grant
            return _with_grant(lane, index, ended._replace(revoked=True))
    return lane


def withdraw(lane: Lane) -> Lane:
    """A freeze ends what is pending and withdraws every approval that was not used yet (R9)."""
    for index, grant in enumerate(lane.grants):
        ended = end_pending(grant, "cancel") if grant.state == "pending" else grant
        if ended.approval is not None and not ended.approval.spent:
            ended = ended._replace(approval=ended.approval._replace(withdrawn=True))
        lane = _with_grant(lane, index, ended)
    return lane


# ------------------------------------------------------------------------------------------------- the owner's phone


def answer(rules: Rules, grant: Grant, verb: str, device: int) -> Grant:
    """One device answers: the first answer is final, in one conditional UPDATE (R9)."""
    approval = grant.approval
    if approval is None or not enrolled(device) or not undecided(approval) or rules.age > approval.born:
        return grant
    decided = grant._replace(approval=approval._replace(decision=verb, device=device))
    return record(decided) if decided.state == "pending" else decided


def enrolled(device: int) -> bool:
    """Only a passkey of the owner's devices answers."""
    return device in ENROLLED


def undecided(approval: Approval) -> bool:
    """The condition of the one UPDATE by which an answer becomes final."""
    return approval.decision is None and not approval.withdrawn


def record(grant: Grant) -> Grant:
    """P2: the grant stays pending; it gets a fresh reference and, where a finish was asked for, a call to make."""
    return grant._replace(ref=grant.ref + 1, push=grant.nonce is not None)


# ------------------------------------------------------------------------------------------------------- small parts


def approval_of(lane: Lane, name: str | None) -> Approval | None:
    """Return the approval of that id, wherever an authorization server has the id from."""
    if name == "stolen":
        return STOLEN
    index = int(name) if name is not None else len(lane.grants)
    return lane.grants[index].approval if index < len(lane.grants) else None


def replayed(message: Message) -> bool:
    """A signed message is taken once: its nonce is remembered (authserver/server.py _signed, resource/protect.py)."""
    return message.twin


def wired(lane: Lane, messages: tuple[Message, ...]) -> Lane:
    """Return the lane with these messages in flight, in one order whatever the order in which they were sent."""
    return lane._replace(wire=tuple(sorted(messages, key=repr)))


def rotated(lane: Lane, index: int) -> Lane:
    """A continuation token of that grant was replaced: whoever holds one holds an older one now."""

    def older(held: int) -> int:
        return min(held + 1, 2)

    def in_flight(one: Message) -> Message:
        if one.reply is not None:
            if one.reply.kind not in GOING_ON or one.reply.grant != index:
                return one
            return one._replace(reply=one.reply._replace(token=older(one.reply.token)))
        return one._replace(token=older(one.token)) if one.grant == index else one

    row = lane.row
    if row is not None and row.cont is not None and row.cont[0] == index:
        row = row._replace(cont=(index, older(row.cont[1])))
    return wired(lane._replace(row=row), tuple(in_flight(one) for one in lane.wire))


def _with_grant(lane: Lane, index: int, grant: Grant) -> Lane:
    return lane._replace(grants=(*lane.grants[:index], grant, *lane.grants[index + 1 :]))


def _with_approval(lane: Lane, name: str | None, *, spent: bool) -> Lane:
    index = int(name) if name is not None and name != "stolen" else len(lane.grants)
    if index >= len(lane.grants):
        return lane
    grant = lane.grants[index]
    approval = grant.approval._replace(spent=spent) if grant.approval else None
    return _with_grant(lane, index, grant._replace(approval=approval))
