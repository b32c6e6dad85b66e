"""What the rest of the broker may see of a grant: a value, without keys, tokens or digests."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Status = Literal["pending", "running", "done", "denied", "expired", "cancelled", "unknown", "failed"]


@dataclass(frozen=True)
class GrantView:
    """One ask and its outcome, as its agent may know it.

    `status` is the call's: `pending` waits for the owner or the authorization server; `running` was sent; `done` has a
    result; `unknown` was sent and may have run. `state` is the grant's (RFC 9635 §1.5). `result` is
    `{"status": HTTP status, "body": JSON or text}`. `detail` says why it ended, in words; `owner_words` tells whether
    they are the owner's own.
    """

    id: str
    agent: str
    owner: str
    connector: str
    operation: str
    arguments: dict[str, Any]
    status: Status
    state: str
    decide: str
    rule: str
    result: dict[str, Any] | None
    detail: str | None
    created_at: datetime
    deadline: datetime
    updated_at: datetime
    run: bool = True
    held: bool = False  # its token is for the agent itself
    handed_at: datetime | None = None  # when the agent was given it
    token_ends_at: datetime | None = None
    earlier: str | None = None
    owner_words: bool = field(default=False)
    number: str | None = None  # two digits that its owner may have to choose on the phone
    unreached: bool = False  # it waits for an owner whom nothing could tell of it
    instead: dict[str, Any] | None = None  # the arguments that were approved instead of these


@dataclass(frozen=True)
class Refused:
    """The ask was not made: nothing was sent and nobody was asked. `reason` is for the agent.

    `after_seconds`: then the same ask may be made, where that is known. `instead` is what the policy knows nearest.
    `guidance` are the words of `guidance_by`, their owner, word for word.
    """

    reason: str
    rule: str
    kind: Literal["policy", "limit", "arguments", "frozen", "owner", "credential"]
    after_seconds: int | None = None
    instead: tuple[str, ...] = ()
    guidance: str | None = None
    guidance_by: str | None = None
