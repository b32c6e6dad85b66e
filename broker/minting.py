"""An agent mints a child: a credential narrower than its own, for a time, under its policy and everybody's above it.

Nobody is asked, because nothing is widened: the policy at the head of the line says how many, how long and how deep,
and that file was signed. What a child may do is decided anew for each of its calls, along the whole line.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from broker.agents.callers import in_force
from broker.agents.children import Minted
from broker.agents.credentials import Caller, new_credential
from broker.agents.tools import offers
from broker.approval.narrowed import narrowed_to
from broker.approval.proposal import NAME, NAME_WORDS
from broker.client.view import Refused
from broker.connectors.model import Connector
from broker.ownership import Ownership
from broker.policy.chain import cannot_mint, child_of, line_of, root_of
from broker.policy.load import PolicyErrors, load
from broker.policy.model import Policy, of_owner
from broker.ratchet.freezing import welcome
from broker.ratchet.lineage import Policies, policy_of
from broker.store import Store
from broker.store.query import ColumnElement, Session, col, func, select
from broker.store.tables import Agent
from broker.store.verbs import audit

MOST_AN_HOUR = 60  # children of one line, however many of them have ended: each of them is a row and a key
ENDED = "its parent ended this child"


@dataclass(frozen=True)
class Wanted:
    """The child that an agent wants: its own name, for how long, and which of its parent's operations."""

    name: str
    lasts: timedelta
    operations: tuple[str, ...]


class Minting:
    """Mints and ends children, for the agents' door."""

    def __init__(
        self,
        store: Store,
        ownership: Ownership,
        policies: Policies,
        connectors: Callable[[], Sequence[Connector]],
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._ownership = ownership
        self._policies = policies
        self._connectors = connectors
        self._now = now

    async def mint(self, by: Caller, name: str, lasts: timedelta, operations: Sequence[str]) -> Minted | Refused:
        """Return a new child of this caller with its credential, which is nowhere else; or why there is none."""
        wanted = Wanted(name, lasts, tuple(dict.fromkeys(operations)))
        return await self._store.write(lambda session: self._mint(session, by, wanted, self._now()))

    async def end(self, parent: str, name: str) -> bool:
        """End a child of `parent`, and its children, for good; False where it has none of that name. Idempotent."""

        def work(session: Session) -> bool:
            row = session.get(Agent, child_of(parent, name))
            if row is None or row.parent != parent:
                return False
            self._ownership.revoke(session, row.name, self._now(), row.owner, ENDED)
            return True

        return await self._store.write(work)

    async def sweep(self) -> int:
        """End what is left of children whose time is over; return how many they were."""
        now = self._now()
        over = (
            col(Agent.parent).is_not(None),
            col(Agent.revoked_at).is_(None),
            col(Agent.credential_expires_at) <= now,
        )

        def work(session: Session) -> int:
            ended = list(session.exec(select(Agent.name, Agent.owner).where(*over)))
            for name, owner in ended:
                self._ownership.revoke(session, name, now, owner, "its time as a child is over")
            return len(ended)

        return await self._store.write(work)

    def _mint(self, session: Session, by: Caller, wanted: Wanted, now: datetime) -> Minted | Refused:
        parent = by.agent
        # The head of the line is locked: of two that are minted at once, the second sees the first; and what ends the
        # caller's credential takes the same lock, so that it either is seen here or sees the child.
        head = session.get(Agent, root_of(parent), populate_existing=True, with_for_update=True)
        agent = welcome(session, parent, now)
        if head is None or agent is None:
            return Refused("this agent is revoked or frozen: its owner must restore it first", "", "frozen")
        if not in_force(session, by, now):
            return Refused("the credential that you came in with has ended: it mints no child", "", "credential")
        policy = of_owner(policy_of(session, self._policies, parent), agent.owner)
        if policy is None:
            return Refused(f"no policy of {agent.owner} is in force for agent {parent}", "", "policy")
        cannot = self._unfit(session, policy, parent, wanted) or _full(session, policy, parent, wanted, now)
        return cannot or self._made(session, agent, by, wanted, now)

    def _unfit(self, session: Session, policy: Policy, parent: str, wanted: Wanted) -> Refused | None:
        if NAME.fullmatch(wanted.name) is None:
            return Refused(f"name: {NAME_WORDS}", "", "arguments")
        if not timedelta(seconds=1) <= wanted.lasts:
            return Refused("for_seconds: a whole number from 1", "", "arguments")
        offered = offers(policy, self._connectors())
        if not wanted.operations or not set(wanted.operations) <= offered.keys():
            return Refused(f"operations: one or more of yours, which are {', '.join(offered)}", "", "arguments")
        if session.get(Agent, child_of(parent, wanted.name)) is not None:
            return Refused("name: there was a child of this name; each name is used once", "", "arguments")
        return None

    def _made(
        self, session: Session, parent: Agent, by: Caller, wanted: Wanted, now: datetime
    ) -> Minted | Refused:
        credential, digest = new_credential(self._ownership.mint)
        operations = {one.name: one for connector in self._connectors() for one in connector.operations}
        text = narrowed_to(wanted.name, parent.owner, [operations[name] for name in wanted.operations])
        try:
            load(text, "child")
        except PolicyErrors as why:
            return Refused(f"operations: no policy can be made of them: {why.problems[0]}", "", "arguments")
        ends = min([now + wanted.lasts, *_ends_of_line(session, parent, by)])
        if ends <= now:
            return Refused("a credential of yours, or above you, has ended: no child would work", "", "credential")
        row = Agent(
            name=child_of(parent.name, wanted.name),
            owner=parent.owner,
            credential_digest=digest,
            credential_expires_at=ends,
            created_at=now,
            parent=parent.name,
            root=root_of(parent.name),
            narrowing={"operations": sorted(wanted.operations), "policy": text, "minted_by": by.digest},
        )
        self._ownership.register(session, row, now)
        data = {"parent": parent.name, "operations": sorted(wanted.operations), "until": ends.isoformat()}
        audit(session, kind="agent.minted", subject=row.name, at=now, agent=row.name, owner=row.owner, data=data)
        return Minted(row.name, credential, ends, tuple(sorted(wanted.operations)))


def _full(session: Session, policy: Policy, parent: str, wanted: Wanted, now: datetime) -> Refused | None:
    """Return why there is no room in this line for one more child."""
    root, head = root_of(parent), policy.links[0]
    of_line = col(Agent.root) == root
    living = _count(session, of_line, col(Agent.revoked_at).is_(None), col(Agent.credential_expires_at) > now)
    why = cannot_mint(head.children, deep=len(line_of(parent)), at_once=living, lasts=wanted.lasts)
    if why is not None:
        return Refused(why, "", "limit")
    lately = _count(session, of_line, col(Agent.created_at) > now - timedelta(hours=1))
    if lately >= MOST_AN_HOUR:
        return Refused(f"{lately} children were minted within an hour, and no more are", "", "limit")
    return None


def _count(session: Session, *conditions: ColumnElement[bool]) -> int:
    return session.exec(select(func.count()).select_from(Agent).where(*conditions)).one()


def _ends_of_line(session: Session, parent: Agent, by: Caller) -> list[datetime]:
    """Return when the credentials of this line end, as far as they do, and that with which its last one came in."""
    rows = [session.get_one(Agent, name) for name in line_of(parent.name)]
    # a sign-in has no such end: it is refreshed on and on, and its children end with it
    own = parent.previous_until if by.digest == parent.previous_digest else None
    return [one for one in (*(row.credential_expires_at for row in rows), own) if one is not None]
