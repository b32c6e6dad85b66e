"""Is a changed policy provably no wider than the one before? Only then may it take effect without a signature.

The proof is by form, not by meaning (decisions T3): `allow` rules gone, `deny` rules new, numbers lower. Everything
else is "not proven", also where a person would see that it narrows: a rule that asks or denies removed, anything
inside a `where`.
"""

from collections.abc import Iterable
from dataclasses import replace

from broker.policy.model import ApprovalTerms, Children, Decide, GrantTerms, Limits, Policy, Rule


def narrower(old: Policy, new: Policy) -> bool:
    """Decide whether `new` permits nothing that `old` did not. Comments and the order of rules mean nothing."""
    if (old.agent, old.owner) != (new.agent, new.owner) or not _limits_lower(old.limits, new.limits):
        return False
    if not _fewer_children(old.children, new.children):
        return False
    before, after = _by_id(old), _by_id(new)
    gone = [rule for name, rule in before.items() if name not in after]
    kept = [(before[name], rule) for name, rule in after.items() if name in before]
    fresh = [rule for name, rule in after.items() if name not in before]
    return (
        all(rule.decide is Decide.DENY for rule in fresh)
        and all(_may_go(rule, (rule for _, rule in kept)) for rule in gone)
        and all(_rule_lower(was, now) for was, now in kept)
    )


def _by_id(policy: Policy) -> dict[str, Rule]:
    return {rule.id: rule for rule in policy.rules}


def _may_go(gone: Rule, left: Iterable[Rule]) -> bool:
    # A request takes the smallest terms of all rules that it meets: a rule that held another one down must stay.
    return gone.decide is Decide.ALLOW and all(
        _grant_lower(gone.grant, one.grant) and one.approval.answer_within <= gone.approval.answer_within
        for one in left
        if one.decide is not Decide.DENY and one.access.type == gone.access.type
    )


def _rule_lower(old: Rule, new: Rule) -> bool:
    same = replace(new, approval=old.approval, grant=old.grant).digest == old.digest
    return same and _approval_lower(old.approval, new.approval) and _grant_lower(old.grant, new.grant)


def _approval_lower(old: ApprovalTerms, new: ApprovalTerms) -> bool:
    remembers_less = new.remember is None or new.remember == old.remember
    matched = new.match or not old.match
    # who else decides is never provably narrower: another person's yes is not the owner's
    same_people = (new.quorum, new.stand_in) == (old.quorum, old.stand_in)
    same_way = same_people and new.assurance == old.assurance
    return remembers_less and matched and same_way and new.answer_within <= old.answer_within


def _grant_lower(old: GrantTerms, new: GrantTerms) -> bool:
    return new.uses <= old.uses and new.expires_in <= old.expires_in and (old.bearer or not new.bearer)


def _limits_lower(old: Limits, new: Limits) -> bool:
    return (
        new.pending <= old.pending
        and new.asks_per_hour <= old.asks_per_hour
        and new.calls_per_minute <= old.calls_per_minute
    )


def _fewer_children(old: Children | None, new: Children | None) -> bool:
    if new is None or old is None:
        return new is None
    return new.at_once <= old.at_once and new.expires_in <= old.expires_in and new.deep <= old.deep
