"""The digest by which a tool of an MCP server is pinned: of its definition, whole, in one spelling (RFC 8785).

A server may change what a tool says or does between two calls. What its owner signed is this digest: any other
definition is another tool, whatever it is called.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

_DEPTH: Final = 64
_NO_FORM: Final = "its definition has no canonical form (RFC 8785), so it cannot be pinned"
_EXACT: Final = 2**53
_LARGE: Final = 21  # digits from which on, and
_SMALL: Final = -6  # powers of ten below which, a number is written with an exponent (ECMA-262, Number::toString)


class NoDefinition(Exception):
    """A tool's definition that has no digest, or a list of tools that leaves open which one is meant; in words."""


def digest_of(definition: Mapping[str, Any]) -> str:
    """Return the SHA-256, in hex, of the canonical form of a tool's definition as its server lists it.

    Everything in it counts (name, title, description, schemas, annotations, `_meta`): whatever is added later is a
    change too. Raises NoDefinition for what has no canonical form.
    """
    try:
        return hashlib.sha256(canonical(definition).encode()).hexdigest()
    except UnicodeEncodeError:  # half of a surrogate pair
        raise NoDefinition(_NO_FORM) from None


def canonical(value: object) -> str:
    """Return a value of JSON in the one spelling of RFC 8785. Raises NoDefinition for what has none."""
    try:
        return _text(value, _DEPTH)
    except (ValueError, OverflowError):
        raise NoDefinition(_NO_FORM) from None


def definition_of(tools: Iterable[Mapping[str, Any]], name: str) -> Mapping[str, Any] | None:
    """Return the definition of this tool, None where the server has none. Raises NoDefinition where it has two."""
    found = [one for one in tools if one.get("name") == name]
    if len(found) > 1:
        raise NoDefinition("its server lists two tools of that name")
    return found[0] if found else None


def _text(value: object, depth: int) -> str:
    if depth < 0:
        raise ValueError("nested too deeply")
    if value is None or isinstance(value, bool | str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, list):
        return "[" + ",".join(_text(item, depth - 1) for item in value) + "]"
    if isinstance(value, Mapping):
        # RFC 8785 §3.2.3: by UTF-16 code units
        names = sorted(value, key=lambda name: str(name).encode("utf-16-be"))
        return "{" + ",".join(f"{_text(name, 0)}:{_text(value[name], depth - 1)}" for name in names) + "}"
    raise ValueError(f"a {type(value).__name__}")


def _number(value: float) -> str:
    """Return a number as ECMAScript writes it (RFC 8785 §3.2.2.3)."""
    if isinstance(value, int) and abs(value) < _EXACT:
        return str(value)
    number = float(value)
    if number == 0:
        return "0"
    found = re.fullmatch(r"(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?", repr(number))
    if found is None:  # infinite, or no number
        raise ValueError("no number of JSON")
    sign, whole, part = found[1], found[2], found[3] or ""
    digits = (whole + part).lstrip("0")
    # value = 0.digits * 10 ** point
    point = int(found[4] or 0) + len(whole) - (len(whole + part) - len(digits))
    return sign + _written(digits.rstrip("0"), point)


def _written(digits: str, point: int) -> str:
    if len(digits) <= point <= _LARGE:
        return digits.ljust(point, "0")
    if 0 < point <= _LARGE:
        return f"{digits[:point]}.{digits[point:]}"
    if _SMALL < point <= 0:
        return f"0.{'0' * -point}{digits}"
    mantissa = digits if len(digits) == 1 else f"{digits[0]}.{digits[1:]}"
    return f"{mantissa}e{point - 1:+d}"
