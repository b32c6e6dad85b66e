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

BUSY: Final = frozenset({429, 503})  # RFC 6585 §4, RFC 9110 §15.6.4: the request was turned away
BUSY_PAUSE: Final = 60  # seconds

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
    "done, the server was busy": Again(True, "anew", BUSY_PAUSE),
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


def after_answer(http_status: object) -> Situation:
    """Return which situation a call is in that a resource server answered with this HTTP status."""
    if not isinstance(http_status, int) or http_status < 400:
        return "done"
    if http_status in BUSY:
        return "done, the server was busy"
    return "done, the request was at fault" if http_status < 500 else "done, the server failed"
