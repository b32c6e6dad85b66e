"""May it be tried again, how, and when: said beside every result in `retry`, for a program as for a model. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

Json = dict[str, Any]
How = Literal["wait", "call", "anew", "changed", "human", "unneeded", "never"]
Situation = Literal[
    "pending",
    "running",
    "granted",
    "done",
    "done, the request was at fault",
    "done, the tool failed",
    "done, the server was busy",
    "done, the server failed",
    "denied",
    "denied, less was approved",
    "expired",
    "cancelled",
    "unknown",
    "failed",
    "refused: policy",
    "refused: limit",
    "refused: arguments",
    "refused: owner",
    "refused: credential",
    "refused: frozen",
    "invalid",
]

NOT_RUN: Final = frozenset({-32700, -32600, -32601, -32602})  # JSON-RPC 2.0 §5.1: the request itself is wrong
NOT_MODIFIED: Final = 304  # no redirect: what was asked for is as it was

MEANINGS: Final[Mapping[How, str]] = {
    "wait": "call wait_for_grant; a call again gains nothing",
    "call": "make the call in `next`",
    "anew": "the same call again is a new ask",
    "changed": "only as another call: other arguments, or another tool",
    "human": "only once your human has done or told you what is said here",
    "unneeded": "it has run; again would be once more",
    "never": "neither again nor in other words",
}


@dataclass(frozen=True)
class Again:
    """Whether the same call may be made again by the agent alone, how it goes on, and after how many seconds."""

    may: bool
    how: How
    after_seconds: int | None = None


AGAIN: Final[Mapping[Situation, Again]] = {
    "pending": Again(True, "wait"),  # it would join the same grant
    "running": Again(False, "wait"),
    "granted": Again(True, "call"),
    "done": Again(False, "unneeded"),
    "done, the request was at fault": Again(False, "changed"),
    "done, the tool failed": Again(False, "changed"),
    "done, the server was busy": Again(True, "anew"),
    "done, the server failed": Again(False, "human"),  # what had begun there may have run
    "denied": Again(False, "never"),
    "denied, less was approved": Again(True, "call"),
    "expired": Again(True, "anew"),
    "cancelled": Again(True, "anew"),
    "unknown": Again(False, "human"),
    "failed": Again(False, "human"),
    "refused: policy": Again(False, "changed"),
    "refused: limit": Again(True, "anew"),
    "refused: arguments": Again(False, "changed"),
    "refused: owner": Again(True, "anew"),
    "refused: credential": Again(False, "human"),
    "refused: frozen": Again(False, "human"),
    "invalid": Again(False, "changed"),
}

SCHEMA: Final[Json] = {
    "type": "object",
    "properties": {
        "may": {"type": "boolean", "description": "Whether the same call may be made again by you alone."},
        "how": {
            "type": "string",
            "enum": list(get_args(How)),
            "description": "; ".join(f"{how}: {meaning}" for how, meaning in MEANINGS.items()),
        },
        "after_seconds": {"type": "integer", "minimum": 0, "description": "Not before so many seconds have passed."},
    },
    "required": ["may", "how"],
    "additionalProperties": False,
    "description": "Whether trying again helps, how and when.",
}


def retry(situation: Situation, after_seconds: int | None = None) -> Json:
    """Return the member `retry`; `after_seconds` where the moment knows better than the table."""
    again = AGAIN[situation]
    after = again.after_seconds if after_seconds is None else after_seconds
    return {"may": again.may, "how": again.how} | ({} if after is None else {"after_seconds": after})


def after_answer(result: Mapping[str, Any]) -> Situation:
    """Return which situation a call is in that was answered.

    `result` has the `status` of HTTP, the `code` of a JSON-RPC error, whether the tool says that it `failed`, and
    `again_after` where the server turned the call away.
    """
    status, code = result.get("status"), result.get("code")
    if code is not None:
        return "done, the request was at fault" if code in NOT_RUN else "done, the server failed"
    if "again_after" in result:
        return "done, the server was busy"
    if isinstance(status, int) and status >= 300 and status != NOT_MODIFIED:
        return "done, the request was at fault" if status < 500 else "done, the server failed"
    return "done, the tool failed" if result.get("failed") else "done"
