"""Agents and their children: who is of one line, and which policy a child stands under now (`broker.policy.chain`).

The chain is the child's name, and each of its agents is a row. Whatever stops one of them stops those below it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from broker.policy.chain import JOINT, beneath, is_child, line_of, root_of
from broker.policy.load import load
from broker.policy.model import Policy
from broker.store.query import ColumnElement, Session, col, or_, select
from broker.store.tables import Agent

Policies = Callable[[str], Policy | None]


def policy_of(session: Session, policies: Policies, agent: str) -> Policy | None:
    """Return the policy in force for an agent, for a child under those of its whole line.

    None where there is none, and where the policy at the head of the line has no room for such a child (any more).
    """
    policy, below = policies(root_of(agent)), line_of(agent)[1:]
    if below and (policy is None or policy.children is None or len(below) > policy.children.deep):
        return None
    for name in below:
        row = session.get(Agent, name)
        if policy is None or row is None or row.narrowing is None:
            return None
        policy = beneath(policy, replace(_own(row.narrowing["policy"]), agent=name, owner=policy.owner))
        policy = replace(policy, operations=frozenset(row.narrowing["operations"]))
    return policy


def lives(rows: Sequence[Agent | None], now: datetime) -> bool:
    """Decide whether all of these agents, which are a whole line, are there, not revoked and not over."""
    return all(row is not None and row.revoked_at is None and not _over(row, now) for row in rows)


def line_lives(session: Session, agent: str, now: datetime) -> bool:
    """Decide whether every agent above and including this child may still be; True for one that is no child."""
    if not is_child(agent):
        return True
    return lives([session.get(Agent, name, populate_existing=True) for name in line_of(agent)], now)


def of_line(column: Any, agent: str) -> ColumnElement[bool]:
    """Return the condition that a row is of this agent's whole line: of its head, or of any child below that."""
    return of_root(column, root_of(agent))


def of_root(column: Any, root: Any) -> ColumnElement[bool]:
    """Return the condition that a row is of the line below this agent (a name, or a bound parameter), or its own."""
    return or_(col(column) == root, col(column).in_(select(Agent.name).where(col(Agent.root) == root)))


def below(session: Session, agent: str) -> list[str]:
    """Return the children of an agent, theirs too, that have not been ended; who minted stands before who was."""
    of_root = (col(Agent.root) == root_of(agent), col(Agent.revoked_at).is_(None))
    names = session.exec(select(Agent.name).where(*of_root).order_by(col(Agent.name)))
    return [name for name in names if name.startswith(agent + JOINT)]


def minted_by(child: Agent) -> str | None:
    """Return with what its parent came in when it minted this child: a credential's digest, or a sign-in."""
    return None if child.narrowing is None else child.narrowing.get("minted_by")


def _over(row: Agent, now: datetime) -> bool:
    return row.credential_expires_at is not None and row.credential_expires_at <= now


@lru_cache(maxsize=256)
def _own(text: str) -> Policy:
    return load(text, "what it was minted with")
