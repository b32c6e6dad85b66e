"""The embedded server's and the phone's rules that live in shells with SQL; each mirrors the shell named here.

    request      authserver/grants.py      open_grant, _own, _issue_at_once, _pending; pending.py joined, set_finish
    go_on        authserver/grants.py      continue_grant, too_soon, _continue_pending; kept, repeated, _too_many
    conclude     authserver/concluding.py  conclude; refused_now: why_not, _changed
    may_issue    authserver/issuing.py     issue
    cancel       authserver/grants.py      cancel_grant; pending.py end_pending
    revoke       authserver/issuing.py     revoke
    derive       authserver/downstream.py  derive, _check_budget; introspecting.py in_force
    withdraw     authserver/stopping.py    stop
    replayed     authserver/server.py      the nonces that are remembered; resource/protect.py likewise
    calls_back   authserver/finish.py      _told, judged; record: decided, record_decision
    answer       phone/approve.py          _record; enrolled: phone/answering.py _verified

`step`, `decide` and the words of `as_role` are called, not copied.
"""

from tests.model import shipped
from tests.model.facts import Answered, Derived, Facts, Minted, Prompted
from tests.model.shipped import ALLOW, ASK, DENY
from tests.model.things import ENROLLED, STOLEN, Approval, Grant, Lane, Message, Reply, Rules

GOING_ON = ("pending", "too fast", "another reference")  # answers that carry a continuation token


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
        return _issued(rules, lane._replace(grants=(*lane.grants, made)), index, None)
    lane, index, facts = _prompted(rules, lane, call)
    grant = lane.grants[index]
    grant = grant._replace(nonce=(grant.nonce or 0) + 1)
    if grant.approval is not None and grant.approval.decision is not None:
        # decided before the client lost the answer: the decision stands, and it is told once more
        grant = record(grant)
    lane, reply = _pending(with_grant(lane, index, grant), index)
    return lane, reply, facts


def _prompted(rules: Rules, lane: Lane, call: str) -> tuple[Lane, int, Facts]:
    index = joined(lane)
    if index is not None:
        grant = lane.grants[index]
        approval = grant.approval
        # the document names the policy by its digest, so it is the same document only under the same policy
        if approval is not None and rules.age == grant.born and approval.policy == rules.policy:
            return lane, index, ()
        # its time is over, or the files changed while it waited: the old prompt ends
        lane = with_grant(lane, index, end_pending(grant, "expire" if rules.age > grant.born else "cancel"))
    made = shipped.step(Grant("processing", rules.age, approval=Approval(call, rules.policy, rules.age)), "await")
    return lane._replace(grants=(*lane.grants, made)), len(lane.grants), (Prompted(),)


def joined(lane: Lane) -> int | None:
    """Return the pending grant for the same key, rights and call."""
    return next((index for index, one in enumerate(lane.grants) if one.state == "pending"), None)


def _pending(lane: Lane, index: int) -> tuple[Lane, Reply]:
    # whoever asks again has lost the earlier answer: its token ends here
    lane = rotated(lane, index)
    grant = lane.grants[index]._replace(prev=False, cur=True, waited=False, answer=None)
    return with_grant(lane, index, grant), Reply("pending", index, 0, grant.nonce)


def go_on(rules: Rules, lane: Lane, message: Message) -> tuple[Lane, Reply, Facts]:
    """A continuation, with a reference or as a poll."""
    before = lane.grants[message.grant]
    lane, reply, facts = _go_on(rules, lane, message, before)
    return lane, reply, (*facts, Answered(before, lane.grants[message.grant], message, reply))


def _go_on(rules: Rules, lane: Lane, message: Message, grant: Grant) -> tuple[Lane, Reply, Facts]:
    if not (message.token == 0 and grant.cur):
        return repeated(rules, lane, message, grant)
    if rules.frozen:
        return lane, Reply("invalid client"), ()
    if not grant.waited:
        return lane, Reply("too fast", message.grant), ()
    if not takes_references(grant):
        return _too_many(lane, message, grant)
    if message.ref and message.ref != grant.ref:
        return lane, Reply("another reference", message.grant), ()
    if rules.age > grant.born:
        return with_grant(lane, message.grant, end_pending(grant, "expire")), Reply("refused"), ()
    undecided = grant.approval is None or grant.approval.decision is None
    if not message.ref and (grant.nonce is not None or undecided):
        return _polled(rules, lane, message)
    return conclude(rules, lane, message)


def takes_references(grant: Grant) -> bool:
    """P2: only a grant that is pending is moved on by a continuation."""
    return grant.state == "pending"


def _polled(rules: Rules, lane: Lane, message: Message) -> tuple[Lane, Reply, Facts]:
    lane = rotated(lane, message.grant)
    grant = lane.grants[message.grant]
    reply = Reply("pending", message.grant)
    lane = with_grant(lane, message.grant, grant._replace(cur=True, waited=False))
    return kept(rules, lane, message, reply), reply, ()


def kept(rules: Rules, lane: Lane, message: Message, reply: Reply) -> Lane:
    """The answer is kept for whoever puts this question with this token again."""
    grant = lane.grants[message.grant]
    told = grant._replace(prev=True, answer=reply, answered=rules.age, answered_ref=message.ref)
    return with_grant(lane, message.grant, told)


def repeated(rules: Rules, lane: Lane, message: Message, grant: Grant) -> tuple[Lane, Reply, Facts]:
    """RFC 9635 §11.33: the same question gets the same answer for a while; everything else is refused."""
    if not (message.token == 1 and grant.prev):
        return lane, Reply("unknown continuation"), ()
    in_time = shipped.token_lives(grant.answered, rules.age)
    if grant.answer is not None and in_time and message.ref == grant.answered_ref:
        return lane, grant.answer, ()
    if message.ref and grant.state != "pending":
        return _too_many(lane, message, grant)
    return lane, Reply("unknown continuation"), ()


def _too_many(lane: Lane, message: Message, grant: Grant) -> tuple[Lane, Reply, Facts]:
    # a reference out of its time is somebody who tries, so the grant ends
    if grant.state == "approved":
        lane = with_grant(lane, message.grant, shipped.step(grant, "revoke")._replace(cur=False, revoked=True))
    return lane, Reply("too many attempts"), ()


def conclude(rules: Rules, lane: Lane, message: Message) -> tuple[Lane, Reply, Facts]:
    """P2: pending, processing, then approved or finalized, in one transaction that looks at everything once more."""
    index = message.grant
    grant = lane.grants[index]
    moved = shipped.step(grant, "resume")
    why = refused_now(rules, grant)
    if why is None:
        approved = with_grant(lane, index, shipped.step(moved, "approve"))
        lane, reply, facts = _issued(rules, approved, index, grant.approval)
    else:
        lane, reply, facts = with_grant(lane, index, shipped.step(moved, "deny")), Reply(why), ()
    lane = rotated(lane, index)
    lane = with_grant(lane, index, lane.grants[index]._replace(cur=False))
    return kept(rules, lane, message, reply), reply, facts


def refused_now(rules: Rules, grant: Grant) -> str | None:
    """Return why a decided grant is refused, or None: withdrawal, the decision, its time, the policy in force."""
    approval = grant.approval
    if approval is None or approval.withdrawn or approval.spent:
        return "refused"
    if approval.decision != "approve":
        return "denied by the owner"
    if rules.age > approval.born:
        return "refused"
    now, shown = shipped.decided(rules.policy, approval.call), shipped.decided(approval.policy, approval.call)
    changed = str(now.decide) == ASK and now.rule_digest != shown.rule_digest
    return "refused" if changed or str(now.decide) == DENY else None


def _issued(rules: Rules, lane: Lane, index: int, approval: Approval | None) -> tuple[Lane, Reply, Facts]:
    grant = lane.grants[index]
    if not may_issue(grant):
        return lane, Reply("too many attempts"), ()
    call = lane.row.asked if lane.row else ""
    lane = with_grant(lane, index, grant._replace(tokens=grant.tokens + 1, minted=rules.age))
    return lane, Reply("exact", approval=None if approval is None else str(index)), (Minted(grant, call),)


def may_issue(grant: Grant) -> bool:
    """P14: only an approved grant issues, and only once."""
    return grant.state == "approved" and not grant.tokens


def derive(rules: Rules, lane: Lane, index: int) -> tuple[Lane, Facts]:
    """The resource server that was called asks for a token for a call of its own, further down."""
    grant = lane.grants[index]
    if not in_force(rules, grant) or not within_budget(grant):
        return lane, ()
    return with_grant(lane, index, grant._replace(derived=grant.derived + 1)), (Derived(grant),)


def within_budget(grant: Grant) -> bool:
    """P17: a derived token spends the uses of the one that it is derived from, here one."""
    return grant.derived < 1


def in_force(rules: Rules, grant: Grant) -> bool:
    """Tell whether the token of a grant, and with it what was derived from it, may be used now."""
    active = bool(grant.tokens) and not grant.revoked and grant.state != "finalized"
    return active and not rules.frozen and shipped.token_lives(grant.minted, rules.age)


def cancel(lane: Lane, message: Message) -> Lane:
    """The client gives a pending grant up."""
    grant = lane.grants[message.grant]
    if grant.state != "pending" or not (message.token == 0 and grant.cur):
        return lane
    return with_grant(lane, message.grant, end_pending(grant, "cancel"))


def end_pending(grant: Grant, move: str) -> Grant:
    """Finalize a pending grant, withdraw its prompt, drop its finish call."""
    ended: Grant = shipped.step(grant, move)
    approval = grant.approval._replace(withdrawn=True) if grant.approval else None
    return ended._replace(cur=False, push=False, ref=0, approval=approval)


def revoke(lane: Lane) -> Lane:
    """The client revokes its token, and with it the grant ends."""
    for index, grant in enumerate(lane.grants):
        if grant.tokens and not grant.revoked:
            ended = shipped.step(grant, "revoke") if grant.state == "approved" else grant
            return with_grant(lane, index, ended._replace(revoked=True))
    return lane


def withdraw(lane: Lane) -> Lane:
    """A freeze ends what is pending and withdraws every approval that was not used yet (R9)."""
    for index, grant in enumerate(lane.grants):
        ended = end_pending(grant, "cancel") if grant.state == "pending" else grant
        if ended.approval is not None and not ended.approval.spent:
            ended = ended._replace(approval=ended.approval._replace(withdrawn=True))
        lane = with_grant(lane, index, ended)
    return lane


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


def calls_back(grant: Grant) -> bool:
    """The finish call is made, and made again, for as long as the decided grant is pending."""
    return grant.push and grant.state == "pending"


def replayed(message: Message) -> bool:
    """A signed message is taken once: its nonce is remembered (authserver/server.py _signed, resource/protect.py)."""
    return message.twin


def approval_of(lane: Lane, name: str | None) -> Approval | None:
    """Return the approval of that id, wherever an authorization server has the id from."""
    if name == "stolen":
        return STOLEN
    index = int(name) if name is not None else len(lane.grants)
    return lane.grants[index].approval if index < len(lane.grants) else None


def with_approval(lane: Lane, name: str | None, *, spent: bool) -> Lane:
    """Return the lane with the approval of that id spent, or not."""
    index = int(name) if name is not None and name != "stolen" else len(lane.grants)
    if index >= len(lane.grants):
        return lane
    grant = lane.grants[index]
    approval = grant.approval._replace(spent=spent) if grant.approval else None
    return with_grant(lane, index, grant._replace(approval=approval))


def with_grant(lane: Lane, index: int, grant: Grant) -> Lane:
    """Return the lane with another version of one grant."""
    return lane._replace(grants=(*lane.grants[:index], grant, *lane.grants[index + 1 :]))


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


def wired(lane: Lane, messages: tuple[Message, ...]) -> Lane:
    """Return the lane with these messages in flight, in one order whatever the order in which they were sent."""
    return lane._replace(wire=tuple(sorted(messages, key=repr)))
