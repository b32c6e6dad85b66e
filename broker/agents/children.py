"""`mint_child` and `end_child`: an agent hands part of what it may do to another program, for a time.

The credential is in one result and nowhere else: not in a log, a row, a page or the result of anything asked later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Protocol

from mcp.types import CallToolResult

from broker.agents import results
from broker.agents.arguments import ArgumentsError, check_names
from broker.agents.credentials import Caller
from broker.client.view import Refused
from broker.policy.chain import line_of
from broker.policy.model import Policy
from broker.vault import Secret

LONGEST: Final = 24 * 3600  # seconds; a policy says less, or the same
MOST_OPERATIONS: Final = 100


@dataclass(frozen=True)
class Minted:
    """A new child: what it is called, the credential that is shown once, when it ends (UTC), and what it may call."""

    agent: str
    credential: Secret
    ends_at: datetime
    operations: tuple[str, ...]


class Minting(Protocol):
    """What the door needs of whoever mints (`broker.minting`)."""

    async def mint(self, by: Caller, name: str, lasts: timedelta, operations: Sequence[str]) -> Minted | Refused:
        """Return a new child of this caller, or why there is none."""

    async def end(self, parent: str, name: str) -> bool:
        """End a child of `parent` for good; False where it has none of that name."""


def may_mint(policy: Policy | None, agent: str) -> bool:
    """Decide whether the policy at the head of this agent's line leaves room for any child below it."""
    terms = policy.links[0].children if policy is not None else None
    return terms is not None and len(line_of(agent)) <= terms.deep


async def mint(minting: Minting, by: Caller, arguments: Mapping[str, Any], address: str) -> CallToolResult:
    """Return the result of `mint_child`. `address` is where the child comes in. Raises ArgumentsError."""
    check_names(arguments, known=["name", "for_seconds", "operations"], required=["name", "for_seconds", "operations"])
    name, seconds, operations = arguments["name"], arguments["for_seconds"], arguments["operations"]
    problems = [] if isinstance(name, str) else ["name: a string"]
    if isinstance(seconds, bool) or not isinstance(seconds, int) or not 1 <= seconds <= LONGEST:
        problems.append(f"for_seconds: a whole number from 1 to {LONGEST}")
    if not _names(operations):
        problems.append(f"operations: a list of 1 to {MOST_OPERATIONS} names of your tools")
    if problems:
        raise ArgumentsError(*problems)
    made = await minting.mint(by, name, timedelta(seconds=seconds), operations)
    return results.refused(made) if isinstance(made, Refused) else _told(made, address)


async def end(minting: Minting, parent: str, arguments: Mapping[str, Any]) -> CallToolResult:
    """Return the result of `end_child`; unknown children and those of others look alike. Raises ArgumentsError."""
    check_names(arguments, known=["name"], required=["name"])
    name = arguments["name"]
    if not isinstance(name, str) or not await minting.end(parent, name):
        raise ArgumentsError("name: you have no child of this name")
    what = "It is ended, and what it minted with it: its credential opens nothing, and nothing of it runs any more."
    return results.plain({"status": "ended", "name": name, "what": what})


def _names(given: Any) -> bool:
    few = isinstance(given, list) and 1 <= len(given) <= MOST_OPERATIONS
    return few and all(isinstance(one, str) and len(one) <= 128 for one in given)


def _told(made: Minted, address: str) -> CallToolResult:
    what = (
        f"Shown this once. Give it to one program only, as its bearer credential at {address}; write it nowhere else. "
        "Its calls count as yours, are decided by the same policy, and your human sees that they are a child's. It "
        "sees none of your grants, nor you its."
    )
    return results.plain(
        {
            "status": "minted",
            "agent": made.agent,
            "credential": made.credential.reveal(),
            "expires_at": made.ends_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "operations": list(made.operations),
            "what": what,
        }
    )
