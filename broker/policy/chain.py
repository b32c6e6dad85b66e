"""A child acts under a chain of policies: its owner's, then one for each agent that minted it, down to its own.

What it may do is the intersection of all of them: what one link denies is denied, what one link asks is asked, and the
terms are the smallest. The name of a child is its chain, `scout.errand-1`; no agent that an owner names has a dot.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from broker.policy.decision import STRICTNESS, Decision
from broker.policy.model import Children, Decide, Policy

JOINT: Final = "."
"""Stands between the names of a chain."""
SHOWN: Final = " › "
"""Stands there where people read it."""


def is_child(agent: str) -> bool:
    """Decide whether this agent was minted by another one."""
    return JOINT in agent


def root_of(agent: str) -> str:
    """Return the agent at the head of the chain, which an owner signed: the agent itself, where it is no child."""
    return agent.partition(JOINT)[0]


def line_of(agent: str) -> list[str]:
    """Return the agents of the chain, from its head down to this one."""
    parts = agent.split(JOINT)
    return [JOINT.join(parts[: count + 1]) for count in range(len(parts))]


def child_of(parent: str, name: str) -> str:
    """Return what a child of this parent is called."""
    return f"{parent}{JOINT}{name}"


def shown(agent: str) -> str:
    """Return an agent's name as people read it: `scout › errand-1`."""
    return agent.replace(JOINT, SHOWN)


def beneath(parent: Policy, own: Policy) -> Policy:
    """Return the policy of a child of `parent`. Its limits are the parent's, which all its line shares."""
    digest = hashlib.sha256(f"{parent.digest}\n{own.digest}".encode()).hexdigest()
    return replace(own, under=parent, limits=parent.limits, digest=digest)


def unite(decisions: Sequence[Decision]) -> Decision:
    """Return what is decided along a chain, given what each link decides, from its head on.

    The strictest link decides, the first of several. Asks unite their terms; links that name different people deny.
    A standing approval and a token of its own are never for a child: they would outlast what its line may do.
    """
    if len(decisions) == 1:
        return decisions[0]
    strictest = min((one.decide for one in decisions), key=STRICTNESS.index)
    deciding = next(one for one in decisions if one.decide is strictest)
    united = replace(
        deciding,
        rules=tuple(rule for one in decisions for rule in one.rules),
        rule_digest=_digest(decisions),
        remember=None,
        bearer=False,
    )
    if strictest is Decide.DENY:
        return united
    asking = [one for one in decisions if one.decide is Decide.ASK]
    who = {(one.quorum, one.stand_in) for one in asking}
    if len(who) > 1:
        return _denied(united, "The policies along the chain name different people to decide this.")
    return replace(
        united,
        uses=min(one.uses for one in decisions),
        expires_in=min(one.expires_in for one in decisions),
        answer_within=min(one.answer_within for one in asking or decisions),
        match=any(one.match for one in decisions),
    )


def cannot_mint(terms: Children | None, *, deep: int, at_once: int, lasts: timedelta) -> str | None:
    """Return why one more child is refused, in words for the agent, else None.

    `terms` are those of the policy at the chain's head, `deep` is how far below it the child would be, and `at_once`
    counts the children of that whole line which have not ended.
    """
    if terms is None:
        return "The policy has no section `children`, so no agent under it may mint one."
    if deep > terms.deep:
        return f"A child {deep} deep is more than {terms.deep} (deep)."
    if lasts > terms.expires_in:
        return f"That is longer than {int(terms.expires_in.total_seconds())} seconds (expires_in). Ask for less."
    if at_once >= terms.at_once:
        return f"{at_once} children are there, and {terms.at_once} may be (at_once). End one of them with end_child."
    return None


def _denied(decision: Decision, why: str) -> Decision:
    return Decision(Decide.DENY, decision.rule, decision.rules, why, rule_digest=decision.rule_digest)


def _digest(decisions: Sequence[Decision]) -> str:
    return hashlib.sha256("\n".join(one.rule_digest for one in decisions).encode()).hexdigest()
