"""One byte string for one JSON value (RFC 8785), so that a digest means what was displayed and nothing else.

Stricter than the RFC where it leaves room: no floating point at all (money is a decimal string here), integers only
where every JSON reader agrees on them, no lone surrogates, a bounded depth.
"""

import hashlib
from collections.abc import Mapping
from json.encoder import encode_basestring

_EXACT = 2**53 - 1  # beyond this a JSON number is no longer the same number for everybody
_DEPTH = 32


def canonical(value: object) -> bytes:
    """Return the canonical UTF-8 bytes of `value` (RFC 8785 §3.2).

    Raises ValueError for what has no single spelling: floats, integers beyond 2**53 - 1, keys that are not strings,
    lone surrogates, other types, nesting deeper than 32.
    """
    return _text(value, _DEPTH).encode("utf-8")


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical bytes in hex."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _text(value: object, depth: int) -> str:
    if depth < 0:
        raise ValueError("nested too deeply to have a canonical form")
    # bool before int: True is an int to Python and a word to JSON
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, int):
        return _integer(value)
    if isinstance(value, list | tuple):
        return "[" + ",".join(_text(item, depth - 1) for item in value) + "]"
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{_string(key)}:{_text(value[key], depth - 1)}" for key in _ordered(value)) + "}"
    raise ValueError(f"a {type(value).__name__} has no canonical form")


def _string(value: str) -> str:
    value.encode("utf-8")  # a lone surrogate is a UnicodeEncodeError, which is a ValueError
    return encode_basestring(value)  # escapes exactly what RFC 8785 §3.2.2.2 escapes


def _integer(value: int) -> str:
    if abs(value) > _EXACT:
        raise ValueError("an integer beyond 2**53 - 1 is not the same number for every reader")
    return str(int(value))


def _ordered(value: Mapping[object, object]) -> list[str]:
    keys = [key for key in value if isinstance(key, str)]
    if len(keys) != len(value):
        raise ValueError("every key must be a string")
    # RFC 8785 §3.2.3 orders by UTF-16 code units, which is not the order of code points
    return sorted(keys, key=lambda key: key.encode("utf-16-be"))
