"""Bytes to JSON objects and back, strictly: one reading or none.

Python's own loader takes duplicate keys, NaN, infinities, lone surrogates and numbers that no double holds; two readers
of such a message could see two different requests (RFC 8259 §4, §6; RFC 7493), so all of them are refused here, with a
cap on size and depth. The size counts bytes: a byte order mark is refused as well, as no JSON begins with one.
"""

import json
import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from broker.gnap.errors import ErrorCode, GnapError

LONGEST = 64 * 1024  # bytes
DEEPEST = 16  # levels
LARGEST_INTEGER = 2**53 - 1  # the last one that is the same in every reader (RFC 7493 §2.2)


def read_object(body: bytes | None) -> dict[str, Any]:
    """Return the JSON object that `body` is; raise GnapError(invalid_request) for anything else."""
    try:
        value = _loads(body or b"")
    except (ValueError, RecursionError) as why:
        raise GnapError(ErrorCode.INVALID_REQUEST, f"the body is not one plain JSON object: {_words(why)}") from None
    if not isinstance(value, dict):
        raise GnapError(ErrorCode.INVALID_REQUEST, "the body is not a JSON object")
    return value


def read_request(body: bytes | None) -> dict[str, Any]:
    """Return the JSON object that a request to us is; raise GnapError(invalid_request) for anything else.

    Nor may there be a NUL in it: what it names is looked up, and PostgreSQL has no such text.
    """
    content = read_object(body)
    if holds_nul(content):
        raise GnapError(ErrorCode.INVALID_REQUEST, "the body has a text with a NUL in it")
    return content


def write_object(value: dict[str, Any]) -> bytes:
    """Return the message as UTF-8 JSON bytes; these very bytes are signed and sent."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def holds_nul(value: object) -> bool:
    """Return whether any text in this JSON value, names of members included, has a NUL in it."""
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, Mapping):
        return any(map(holds_nul, value)) or any(map(holds_nul, value.values()))
    return isinstance(value, list) and any(map(holds_nul, value))


def _loads(body: bytes) -> object:
    if len(body) > LONGEST:
        raise ValueError(f"more than {LONGEST} bytes")
    text = body.decode("utf-8")
    value = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse, parse_int=_integer, parse_float=_finite)
    _check(value, DEEPEST)
    return value


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member stands there twice")
    return members


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is not JSON")


def _integer(digits: str) -> int:
    # the length first: reading 60,000 digits takes its time
    if len(digits) > 17 or abs(int(digits)) > LARGEST_INTEGER:
        raise ValueError("an integer has too many digits")
    return int(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError("a number is too large")
    try:
        # 1e-400 is nothing, and 0.1000000000000000055 is 0.1, to some readers and not to others
        exact = Decimal(digits) == Decimal(repr(number))
    except ArithmeticError:  # an exponent of twenty digits, which is no ValueError
        exact = False
    if not exact:
        raise ValueError("a number has too many digits")
    return number


def _check(value: object, depth: int) -> None:
    if depth < 0:
        raise ValueError("nested too deeply")
    if isinstance(value, str):
        value.encode("utf-8")  # a lone surrogate is refused
    elif isinstance(value, dict):
        for name, member in value.items():
            _check(name, depth)
            _check(member, depth - 1)
    elif isinstance(value, list):
        for item in value:
            _check(item, depth - 1)


def _words(why: BaseException) -> str:
    if isinstance(why, json.JSONDecodeError):
        return f"{why.msg} at byte {why.pos}"
    if isinstance(why, UnicodeError):
        return "not UTF-8"
    return str(why) if isinstance(why, ValueError) else "nested too deeply"
