"""What a policy file says, as values: rules, their tests and terms, and the limits of one agent."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from functools import cached_property
from typing import Final

from broker.policy.where import Test

MAX_REMEMBERED: Final = 1000
"""The most calls that one standing approval may cover."""
MAX_PEOPLE: Final = 9
"""The most owners of one quorum."""
MAX_CHILDREN: Final = 20
"""The most children at once of one agent's line."""
MAX_DEEP: Final = 3
"""The most generations of children."""


class Decide(StrEnum):
    """What a rule says, and what is decided. Strictness is the order of `STRICTNESS`, never that of the lines."""

    ALLOW = "allow"
    ASK = "ask"
    DENY = "deny"


@dataclass(frozen=True)
class AccessPattern:
    """The rights a rule speaks of. A member that is None stands for everything; locations may end in `/*`."""

    type: str
    actions: tuple[str, ...] | None = None
    locations: tuple[str, ...] | None = None
    datatypes: tuple[str, ...] | None = None
    identifier: str | None = None
    privileges: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Remember:
    """What one standing approval under this rule may cover at most: so many calls, for so long.

    With `field`, that amount may differ from call to call: up to `each` in one, up to `total` in all (decimal strings).
    """

    uses: int
    lasts: timedelta
    field: str | None = None
    each: str | None = None
    total: str | None = None

    @property
    def meaning(self) -> list[object]:
        """Return what of it belongs into a rule's digest."""
        return [self.uses, _seconds(self.lasts), self.field, self.each, self.total]


@dataclass(frozen=True)
class Quorum:
    """So many of these owners must approve; one of them, or the agent's owner, refuses."""

    need: int
    of: tuple[str, ...]


@dataclass(frozen=True)
class StandIn:
    """Who may decide in the owner's stead, once a request has waited so long."""

    who: str
    after: timedelta


@dataclass(frozen=True)
class ApprovalTerms:
    """How the owner confirms (only `passkey` exists), how long a request waits for it, and what may be remembered.

    `match`: each time the owner chooses the number that the agent shows, and not only when it looks wise.
    """

    assurance: str = "passkey"
    answer_within: timedelta = timedelta(hours=24)
    remember: Remember | None = None
    match: bool = False
    quorum: Quorum | None = None
    stand_in: StandIn | None = None

    @property
    def meaning(self) -> list[object]:
        """Return what of it belongs into a rule's digest: what a rule does not say leaves no trace there."""
        said: list[object] = [*([self.remember.meaning] if self.remember else ()), *(["match"] if self.match else ())]
        if self.quorum:
            said.append(["quorum", self.quorum.need, sorted(self.quorum.of)])
        if self.stand_in:
            said.append(["stand-in", self.stand_in.who, _seconds(self.stand_in.after)])
        return [self.assurance, _seconds(self.answer_within), *said]


@dataclass(frozen=True)
class GrantTerms:
    """What bounds the token of one grant: how often it works, for how long, and whether the agent may hold it."""

    uses: int = 1
    expires_in: timedelta = timedelta(minutes=10)
    bearer: bool = False


@dataclass(frozen=True)
class Limits:
    """How much one agent may have open, ask and call: `limits.exceeded` enforces these three.

    `held_for` bounds how long its calls are held open while a human decides; None: as long as its client bears.
    """

    pending: int = 5
    asks_per_hour: int = 6
    calls_per_minute: int = 60
    held_for: timedelta | None = None


@dataclass(frozen=True)
class Children:
    """The children that one agent's whole line may have: so many at once, for so long each, so deep below it."""

    at_once: int
    expires_in: timedelta
    deep: int = 1


@dataclass(frozen=True)
class Rule:
    """One rule. Nothing in it depends on where it stands in the file."""

    id: str
    decide: Decide
    access: AccessPattern
    where: tuple[Test, ...] = ()
    approval: ApprovalTerms = ApprovalTerms()
    grant: GrantTerms = GrantTerms()

    @cached_property
    def digest(self) -> str:
        """Return the SHA-256, in hex, of what the rule means: the same for another order of lines or list items."""
        lists = ("actions", "locations", "datatypes", "privileges")
        meaning = {
            "id": self.id,
            "decide": self.decide,
            "access": [self.access.type, self.access.identifier]
            + [sorted(given) if (given := getattr(self.access, name)) is not None else None for name in lists],
            "where": sorted([test.field, test.operator, test.canonical] for test in self.where),
            "approval": self.approval.meaning,
            "grant": [self.grant.uses, _seconds(self.grant.expires_in), *(["bearer"] if self.grant.bearer else [])],
        }
        return hashlib.sha256(json.dumps(meaning, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


@dataclass(frozen=True)
class Policy:
    """One agent's policy. `digest` is the SHA-256, in hex, of the file's UTF-8 bytes.

    Without `children` it mints none. `under` is, for a child, the policy of the agent that minted it, and `operations`
    what it may call of what it could.
    """

    agent: str
    owner: str
    rules: tuple[Rule, ...]
    limits: Limits = field(default_factory=Limits)
    digest: str = ""
    children: Children | None = None
    under: "Policy | None" = None
    operations: frozenset[str] | None = None

    @property
    def links(self) -> tuple["Policy", ...]:
        """The policies of the chain, from its head down to this one."""
        return (*(self.under.links if self.under else ()), self)

    def offers(self, operation: str) -> bool:
        """Decide whether every policy of the chain leaves this operation to the agent, whatever its rules say."""
        return all(link.operations is None or operation in link.operations for link in self.links)


def _seconds(duration: timedelta) -> int:
    return int(duration.total_seconds())


def of_owner(policy: Policy | None, owner: str) -> Policy | None:
    """Return the policy if it names `owner`. Somebody else's decides nothing, so everything is denied (None)."""
    return policy if policy is not None and policy.owner == owner else None
