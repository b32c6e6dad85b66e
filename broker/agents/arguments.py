"""What an agent's arguments must be before anything is asked of anybody: small, plain JSON, of the names we know.

Every problem is said in words that tell what would be right, so that a model corrects itself; none repeats the value.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal

from broker.agents.tools import REASON_LIMIT
from broker.gnap.message import holds_nul

ARGUMENTS_LIMIT: Final = 64 * 1024  # bytes of JSON
DEPTH_LIMIT: Final = 16
GRANT_ID_LIMIT: Final = 128


class ArgumentsError(Exception):
    """The arguments are not what the tool takes; `problems` say what would be right, one by one."""

    def __init__(self, *problems: str) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def check_plain(arguments: Mapping[str, Any]) -> None:
    """Raise ArgumentsError for what is too large, too deep, or no JSON to everybody (NaN, half a character)."""
    if not _within_depth(arguments, DEPTH_LIMIT):
        raise ArgumentsError(f"arguments: nested more than {DEPTH_LIMIT} levels deep")
    try:
        size = len(json.dumps(arguments, ensure_ascii=False, allow_nan=False).encode())
    except UnicodeEncodeError:
        raise ArgumentsError("arguments: text with half of a surrogate pair; send whole characters") from None
    except ValueError:
        raise ArgumentsError("arguments: a number that is not finite, or far too long; JSON has none such") from None
    if holds_nul(arguments):  # PostgreSQL has no such text
        raise ArgumentsError("arguments: a NUL character (U+0000) in a text; leave it out")
    if size > ARGUMENTS_LIMIT:
        raise ArgumentsError(f"arguments: {size} bytes of JSON; at most {ARGUMENTS_LIMIT} are taken")


def check_names(arguments: Mapping[str, Any], *, known: Iterable[str], required: Iterable[str]) -> None:
    """Raise ArgumentsError for names that the tool does not have and for required ones that are missing."""
    known = list(known)
    takes = f"this tool takes {', '.join(known)}" if known else "this tool takes no arguments"
    problems = [f"{name[:64]}: unknown; {takes}" for name in arguments if name not in known]
    problems += [f"{name}: missing" for name in required if name not in arguments]
    if problems:
        raise ArgumentsError(*problems)


def take_words(arguments: Mapping[str, Any], name: Literal["reason", "purpose"]) -> tuple[str | None, dict[str, Any]]:
    """Return the agent's words of that name, on one line, and the other arguments.

    Raises ArgumentsError unless they are short.
    """
    rest = dict(arguments)
    words = rest.pop(name, None)
    if words is None:
        return None, rest
    if not isinstance(words, str) or len(words) > REASON_LIMIT:
        raise ArgumentsError(f"{name}: a string of at most {REASON_LIMIT} characters")
    return " ".join(words.split()) or None, rest


def hold_of(arguments: Mapping[str, Any]) -> Literal["bearer"] | None:
    """Return whether the agent wants the token itself. Raises ArgumentsError for any other `hold`."""
    hold = arguments.get("hold")
    if hold is not None and hold != "bearer":
        raise ArgumentsError('hold: "bearer", or leave it out')
    return None if hold is None else "bearer"


def grant_id_of(arguments: Mapping[str, Any]) -> str:
    """Return the `grant_id` of a tool that takes just that. Raises ArgumentsError."""
    check_names(arguments, known=["grant_id"], required=["grant_id"])
    grant_id = arguments["grant_id"]
    if not isinstance(grant_id, str) or not 0 < len(grant_id) <= GRANT_ID_LIMIT:
        raise ArgumentsError("grant_id: the grant_id of one of your results, a string")
    return grant_id


def one_call_of(arguments: Mapping[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """Return the operation and arguments that `what_may_i_do` is asked about, None for all. Raises ArgumentsError."""
    check_names(arguments, known=["operation", "arguments"], required=[])
    if not arguments:
        return None
    operation, given = arguments.get("operation"), arguments.get("arguments", {})
    if not isinstance(operation, str):
        raise ArgumentsError("operation: the name of one of your tools, a string; leave both out to see all")
    if not isinstance(given, dict):
        raise ArgumentsError("arguments: an object, as you would call the operation with")
    return operation, given


def _within_depth(value: Any, levels: int) -> bool:
    if levels < 0:
        return False
    if isinstance(value, Mapping):
        return all(_within_depth(item, levels - 1) for item in value.values())
    return not isinstance(value, list) or all(_within_depth(item, levels - 1) for item in value)
