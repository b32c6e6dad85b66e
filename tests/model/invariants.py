"""The invariants of decisions §4 that exist by now, each a function of one step: True where it holds.

They are written from the law and not from the code: none of them calls `covers` or a rule of `shells`. Invariant 14
(agents do not touch each other) needs no function: a lane's moves are given nothing of another lane, and what could
join two lanes in the shells, the join key and the pending key, is tested in `test_model.py`. R3, R6, standing approvals
and the caps of 11 are worlds of their own: `abroad.py`, `led_away.py` and `led_here.py`, `standing.py`, `attention.py`.
"""

from collections.abc import Callable
from typing import NamedTuple

from broker.gnap import rights
from tests.model.facts import Answered, Called, Derived, Facts, Kept, Left, Minted, Prompted, UsedBelow
from tests.model.shipped import ALLOW, ASK, DENY
from tests.model.things import (
    CALLS,
    ENDPOINT,
    ENROLLED,
    KEY,
    LAST_AGE,
    SERVER_OF,
    Approval,
    Grant,
    Lane,
    Rules,
    granted,
)


class Step(NamedTuple):
    """One move: the rules in force when it is made, the lane before and after, and what happened."""

    rules: Rules
    before: Lane
    facts: Facts
    after: Lane
    says: Callable[[str, str], str]
    rule_digest: Callable[[str, str], str]


def every_effect_is_allowed_now_or_approved(step: Step) -> bool:
    """1 (R1, R4, R8): a call or a released token."""
    return all(
        _permitted(step, one.call, one.approval, again=one.again)
        if isinstance(one, Called)
        else _permitted(step, one.call, one.grant.approval, again=False)
        for one in step.facts
        if isinstance(one, Called | Minted)
    )


def _permitted(step: Step, call: str, approval: Approval | None, *, again: bool) -> bool:
    now = step.says(step.rules.policy, call)
    if now == ALLOW:
        return True
    good = approval is not None and _approves(approval, call) and (again or not approval.spent)
    return now == ASK and good and (again or _in_time(step, approval, call))


def _approves(approval: Approval, call: str) -> bool:
    return (approval.decision, approval.call, approval.agent) == ("approve", call, "scout") and not approval.withdrawn


def _in_time(step: Step, approval: Approval | None, call: str) -> bool:
    if approval is None or step.rules.age > approval.born:
        return False
    return step.rule_digest(step.rules.policy, call) == step.rule_digest(approval.policy, call)


def no_more_effects_than_uses(step: Step) -> bool:
    """2 (R8, P14): one run for one ask, one token for one grant."""
    return step.after.ran <= 1 and all(one.tokens <= 1 for one in step.after.grants)


def every_effect_lies_in_what_was_granted_approved_and_is_permitted(step: Step) -> bool:
    """3 (R2, R5, R7): the call is in the token, the token in what was asked, and both in what was approved."""
    return all(_inside(step, one) for one in step.facts if isinstance(one, Called))


def _inside(step: Step, called: Called) -> bool:
    token, asked = granted(called.asked, called.token), CALLS[called.asked].access
    as_asked = rights.within(token, asked) and called.token not in ("bearer", "keyed", "subject")
    if not as_asked or not rights.within(CALLS[called.call].access, token):
        return False
    asking = ASK in (called.decide, step.says(step.rules.policy, called.call))
    approved = called.approval is not None and _approves(called.approval, called.call)
    return (approved or not asking) and step.says(step.rules.policy, called.call) != DENY


def what_was_refused_or_ended_has_no_effect(step: Step) -> bool:
    """4 (R9): refused, withdrawn or given back before the first use; and one final decision."""
    row = step.before.row
    for one in step.facts:
        ended = row is None or row.status != "pending"
        if isinstance(one, Called) and not one.again and (ended or _closed(one.approval)):
            return False
        if isinstance(one, Minted) and _closed(one.grant.approval):
            return False
    grants = zip(step.before.grants, step.after.grants, strict=False)
    return all(_decision(was) in (None, _decision(now)) for was, now in grants)


def _decision(grant: Grant) -> str | None:
    return grant.approval.decision if grant.approval else None


def _closed(approval: Approval | None) -> bool:
    return approval is not None and (approval.withdrawn or approval.decision == "refuse")


def every_decision_is_signed_by_an_enrolled_device(step: Step) -> bool:
    """5."""
    made = [one.approval for one in step.after.grants if one.approval and one.approval.decision]
    return all(one.device in ENROLLED for one in made)


def every_policy_in_force_is_sealed_or_narrower(step: Step) -> bool:
    """6: by meaning, over every call of the model. It looks at the rules only."""
    order, rules = (DENY, ASK, ALLOW), step.rules
    return all(order.index(step.says(rules.policy, one)) <= order.index(step.says(rules.sealed, one)) for one in CALLS)


def a_reference_is_kept_after_its_hash_only_and_sent_to_its_server(step: Step) -> bool:
    """7: kept, and so sent on, is one reference a grant, proven by its own server for the nonce of this interaction."""
    row, kept = step.before.row, [one for one in step.facts if isinstance(one, Kept)]
    mine = row is not None and not row.ref and all(one.nonce == row.as_nonce for one in kept)
    sent = [one for one in step.facts if isinstance(one, Left) and one.kind == "continue"]
    own = all(one.row.ref and one.server == step.before.server for one in sent)
    return own and (not kept or (mine and all(one.endpoint == ENDPOINT[step.before.server] for one in kept)))


def a_token_is_used_where_its_server_is_trusted(step: Step) -> bool:
    """8: at the resource server that is pinned to the token's server, with the key for that server."""
    keys = {step.before.server: KEY.get(step.before.server)}
    used = [one for one in step.facts if isinstance(one, Called)]
    return all(SERVER_OF[one.call.split(",")[0]] in keys for one in used) and len(set(KEY.values())) == len(KEY)


def the_server_gives_no_token_early_and_takes_no_reference_late(step: Step) -> bool:
    """9 (P2): no token in pending, finalized absorbs, a reference outside pending or an old token moves nothing."""
    for was, now in zip(step.before.grants, step.after.grants, strict=False):
        if was.state == "finalized" and (now.state, now.ending, now.tokens) != (was.state, was.ending, was.tokens):
            return False
    pending = all(not one.tokens for one in step.after.grants if one.state == "pending")
    return pending and all(_rightly(one) for one in step.facts if isinstance(one, Answered))


# what a continuation of a grant that is not pending may be told, besides the answer that it was given before
OUT_OF_PLACE = ("too many attempts", "unknown continuation", "too fast", "invalid client")


def _rightly(told: Answered) -> bool:
    if told.before.state == "pending":
        return True
    nothing_given = told.after.tokens == told.before.tokens
    known = told.reply == told.before.answer or told.reply.kind in OUT_OF_PLACE
    return nothing_given and known and (told.reply.kind == "too many attempts" or told.before == told.after)


def nothing_is_sent_before_wait_nor_polled_where_a_finish_was_promised(step: Step) -> bool:
    """10 (P3, P4)."""
    going_on = [one for one in step.facts if isinstance(one, Left) and one.kind in ("continue", "poll")]
    return all(one.row.waited and (one.kind == "continue" or one.row.as_nonce is None) for one in going_on)


def one_notification_until_an_ask_ends(step: Step) -> bool:
    """11, without the caps."""
    prompts = [one for one in step.facts if isinstance(one, Prompted)]
    open_now = [one for one in step.after.grants if one.state == "pending"]
    return len(prompts) <= 1 and len(open_now) <= 1


def what_is_unknown_stays_unknown(step: Step) -> bool:
    """12: no call after it; a server that may have asked its owner by itself is asked once more at most (P15)."""
    was = step.before.row
    effect = was is not None and was.status == "unknown" and any(isinstance(one, Called) for one in step.facts)
    return not effect and step.after.requests <= 2


def a_freeze_that_is_acknowledged_stops_every_start(step: Step) -> bool:
    """13."""
    starts = (Called, Minted, Derived, UsedBelow)
    return not step.rules.frozen or not any(isinstance(one, starts) for one in step.facts)


def a_derived_token_ends_with_its_parent_and_spends_its_budget(step: Step) -> bool:
    """15 (P17): the parent has one use."""
    used = [one.grant for one in step.facts if isinstance(one, Derived | UsedBelow)]
    in_time = all(step.rules.age < LAST_AGE or one.minted == LAST_AGE for one in used)
    living = all(one.tokens and not one.revoked for one in used)
    return in_time and living and all(one.derived <= 1 for one in step.after.grants)


Invariant = Callable[[Step], bool]
INVARIANTS: tuple[Invariant, ...] = (
    every_effect_is_allowed_now_or_approved,
    no_more_effects_than_uses,
    every_effect_lies_in_what_was_granted_approved_and_is_permitted,
    what_was_refused_or_ended_has_no_effect,
    every_decision_is_signed_by_an_enrolled_device,
    every_policy_in_force_is_sealed_or_narrower,
    a_reference_is_kept_after_its_hash_only_and_sent_to_its_server,
    a_token_is_used_where_its_server_is_trusted,
    the_server_gives_no_token_early_and_takes_no_reference_late,
    nothing_is_sent_before_wait_nor_polled_where_a_finish_was_promised,
    one_notification_until_an_ask_ends,
    what_is_unknown_stays_unknown,
    a_freeze_that_is_acknowledged_stops_every_start,
    a_derived_token_ends_with_its_parent_and_spends_its_budget,
)


def broken(step: Step, watched: tuple[Invariant, ...]) -> str | None:
    """Return the name of the first watched invariant that a step of one ask breaks, or None.

    Nothing can be broken where nothing happened that an invariant looks at: what held before still holds.
    """
    if not step.facts and _looked_at(step.before) == _looked_at(step.after):
        return None
    return next((one.__name__ for one in watched if not one(step)), None)


def _looked_at(lane: Lane) -> tuple[object, ...]:
    return lane.grants, lane.ran, lane.requests
