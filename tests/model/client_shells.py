"""The client's rules that live in shells with SQL, written once more for the model; each mirrors the shell named here.

    ask          client/asking.py      _new_ask, _refused
    reserve      client/using.py       reserve; same_call: call_of; why_not: why_not; uncovered, unusable: _uncovered
    recover      client/performing.py  _recover; permitted is what the law adds to it (R1)
    finish       client/finishing.py   _take, _proves
    give_back    client/instance.py    give_back
    no_answer    client/performing.py  _unanswered, _told, _cancel, _revoke
    stop         client/stopping.py    stop

`decide`, `within`, `covers`, `exchange.take`, `next_step` and the others of `shipped` are called, not copied.
"""

from tests.model import shipped
from tests.model.facts import Called, Facts
from tests.model.server_shells import approval_of, with_approval
from tests.model.shipped import ALLOW, ASK, DENY
from tests.model.things import ENDPOINT, Approval, Lane, Row, Rules


def ask(rules: Rules, call: str) -> Row | None:
    """Return the row of a new ask; None where the policy refuses it."""
    said = shipped.says(rules.policy, call)
    return None if rules.frozen or said == DENY else Row(call, call, said)


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
    return with_approval(running, row.approval, spent=True)


def recover(rules: Rules, lane: Lane) -> tuple[Lane, Facts]:
    """Go on after a call that was cut off: again where that is safe and still permitted, else it is unknown."""
    row = lane.row
    if row is None:
        return lane, ()
    in_time = shipped.token_lives(row.minted, rules.age)
    may_begin = in_time and may_start(rules) and same_call(row) and permitted(rules, row)
    if may_begin and shipped.may_repeat(row.call, row.once):
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
    if row.state != "pending" or row.ref:
        return lane, row.state == "pending" and row.ref == ref
    return lane._replace(row=row._replace(ref=ref)), True


def give_back(row: Row, age: int) -> Row:
    """The agent gives its ask back."""
    if row.state == "finalized" or row.status == "running" or row.intent in ("cancel", "revoke"):
        return row
    given = row._replace(status="cancelled") if row.status == "pending" else row
    if row.state == "approved":
        taken: Row = shipped.taken_back(given, age)
        return taken._replace(busy=row.busy)
    return given._replace(intent="cancel") if row.state == "pending" else given


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
    free, age = row._replace(busy=None), rules.age
    if row.busy == "call":
        return lane._replace(row=shipped.unanswered(free, age, over=False))
    if row.busy == "cancel":
        return lane._replace(row=shipped.later(free, age) if age == 0 else gone(free, "cancel", age))
    if row.busy == "revoke":
        tried = shipped.later if shipped.token_lives(row.minted, age) else shipped.not_revoked
        return lane._replace(row=tried(free, age))
    return lane._replace(row=shipped.given_up(free, age) if age else shipped.later(free, age))


def gone(row: Row, busy: str, age: int) -> Row:
    """Return the row once its grant or its token was given up at the server."""
    cancelled = "cancel" if row.intent == "cancel" else "expire"
    ended: Row = shipped.ended(row, "revoke" if busy == "revoke" else cancelled, age)
    return ended
