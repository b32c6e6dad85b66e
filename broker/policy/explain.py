"""`countersign policy explain`: why a request is decided as it is, atom by atom and rule by rule."""

from collections.abc import Iterator
from datetime import timedelta

from broker.gnap.rights import DIMENSIONS, MAX_ATOMS, Access, AccessRight, atom_count
from broker.policy.decide import Decision, Verdict, bites, decide, judge, nearest_rules
from broker.policy.match import contains, describe, mismatches
from broker.policy.model import Decide, Policy, Rule
from broker.policy.where import shown

MAX_LINES = 400


def explain(policy: Policy, access: Access) -> list[str]:
    """Return lines: first what is decided and why, then each atom with every rule of its type, last what would do."""
    decision = decide(policy, access)
    by = f" by rule {decision.rule}" if decision.rule else ""
    lines = [f"{decision.decide}{by}: {decision.reason}"]
    if decision.decide is not Decide.DENY:
        answer = f", answered within {_duration(decision.answer_within)}" if decision.decide is Decide.ASK else ""
        lines.append(f"token: {decision.uses} use(s), {_duration(decision.expires_in)}{answer}")
        lines += _confirmed(decision)
    for verdict in judge(policy, access) if atom_count(access) <= MAX_ATOMS else ():
        lines += _about(policy, verdict)
    lines += _children(policy)
    return lines if len(lines) <= MAX_LINES else [*lines[:MAX_LINES], "..."]


def instead_of(policy: Policy, access: Access) -> list[str]:
    """Return what the policy knows nearest to a request that it denies, in words; nothing where it knows nothing.

    For a child it is what the policy at the head of its chain knows.
    """
    rights = [right for right in access if not isinstance(right, str)]
    near = [found[0][0] for right in rights if (found := nearest_rules(policy.links[0], right))]
    return [f"{rule.id} would {rule.decide}: {describe(rule)}" for rule in near[:1]]


def _confirmed(decision: Decision) -> Iterator[str]:
    if decision.bearer:
        yield "risk: the agent may hold the token itself, and use it outside of Countersign"
    if decision.quorum:
        yield f"approved by {decision.quorum.need} of {', '.join(sorted(decision.quorum.of))}"
    if decision.stand_in:
        yield f"{decision.stand_in.who} may decide instead after {_duration(decision.stand_in.after)}"
    if decision.match:
        yield "the owner chooses the number that the agent shows"


def _children(policy: Policy) -> Iterator[str]:
    if terms := policy.children:
        yield (
            f"children: up to {terms.at_once} at once, {_duration(terms.expires_in)} at most each, {terms.deep} deep; "
            "what is denied or asked here is so for them too"
        )


def _about(policy: Policy, verdict: Verdict) -> Iterator[str]:
    if isinstance(verdict.atom, str):
        yield f"reference {shown(verdict.atom)}: {verdict.decide}"
        return
    yield f"{_atom(verdict.atom)}: {verdict.decide}"
    of_type = [rule for rule in policy.rules if rule.access.type == verdict.atom.type]
    for rule in sorted(of_type, key=lambda rule: rule.id):
        yield f"  {_rule(rule, verdict.atom)}"
    if verdict.decide is Decide.DENY and not verdict.rules:
        for near, _ in nearest_rules(policy, verdict.atom)[:1]:
            yield f"  instead, {near.id} would {near.decide}: {describe(near)}"


def _rule(rule: Rule, atom: AccessRight) -> str:
    if contains(rule, atom):
        return f"{rule.decide} {rule.id}: contains it"
    between = ", and ".join(mismatches(rule, atom))
    if bites(rule, atom):
        return f"{rule.decide} {rule.id}: overlaps it without containing it ({between})"
    return f"{rule.decide} {rule.id}: says nothing about it ({between})"


def _atom(atom: AccessRight) -> str:
    named = [f"{name} {shown(getattr(atom, name)[0])}" for name in DIMENSIONS if getattr(atom, name) is not None]
    fields = [f"identifier {shown(atom.identifier)}"] if atom.identifier is not None else []
    fields += [f"{shown(name)[1:-1]} {shown(value)}" for name, value in atom.extra.items()]
    return f"{shown(atom.type)}: {', '.join([*named, *fields]) or 'everything'}"


def _duration(duration: timedelta) -> str:
    seconds = int(duration.total_seconds())
    for unit, size in (("d", 86_400), ("h", 3600), ("m", 60)):
        if seconds and seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"
