"""A strict reader and writer for the structured fields that signatures travel in (RFC 8941 dictionaries).

The subset: inner lists with parameters, byte sequences, strings, integers, tokens and booleans. What it does not know,
says twice, or spells other than the writer would is refused whole, because two readers that disagree about a signed
field are an attack. Nothing here raises anything but `GnapError`.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from broker.gnap.errors import ErrorCode, GnapError

UNPROVEN: Final = "the request is not proved by the key that it must be proved by"
"""What everybody is told whose proof is refused, by whichever method."""
MAX_LENGTH: Final = 16_384
"""Characters in one field value."""
MAX_MEMBERS: Final = 16
"""Members of a dictionary: far more signatures than any honest message carries."""
MAX_ITEMS: Final = 64
"""Items of an inner list, and parameters of anything."""

_KEY: Final = r"[a-z*][a-z0-9_.*-]*"
# one group for each kind of bare item, in the order of _KINDS
_VALUE: Final = (
    r'"([\x20\x21\x23-\x5b\x5d-\x7e]*(?:\\["\\][\x20\x21\x23-\x5b\x5d-\x7e]*)*)"'
    r"|:([A-Za-z0-9+/]*={0,2}):"
    r"|\?([01])"
    r"|(0|-?[1-9][0-9]{0,14})"
    r"|([A-Za-z*][!#$%&'*+.^_`|~0-9A-Za-z:/-]*)"
)
KEY: Final = re.compile(_KEY)
_MEMBER: Final = re.compile(rf"({_KEY})(?:(=)(\()?)?")
_BARE: Final = re.compile(_VALUE)
_PARAMETER: Final = re.compile(rf"; *({_KEY})(?:=(?:{_VALUE}))?")
_LIST_ITEM: Final = re.compile(rf"( *)(?:(\))|(?:{_VALUE}))")
# the inner list of nearly every signature: strings without escapes or parameters, between the brackets
_PLAIN_LIST: Final = re.compile(r'((?:"[\x20\x21\x23-\x5b\x5d-\x7e]*"(?: +|(?=\))))*)\)')
_PLAIN_STRING: Final = re.compile(r'"([^"]*)"')
_COMMA: Final = re.compile(r"[ \t]*,[ \t]*")
_ESCAPED: Final = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Token:
    """A bare word. Not a `str`, so that `tag=gnap` is never mistaken for `tag="gnap"`."""

    text: str


Bare = int | str | Token | bytes | bool
"""A bare item. Ask `type(x) is int`: a boolean is an `int` to isinstance."""


NO_PARAMETERS: Final[Mapping[str, Bare]] = MappingProxyType({})


class Item(NamedTuple):
    """A bare item and its parameters."""

    value: Bare
    parameters: Mapping[str, Bare] = NO_PARAMETERS


class InnerList(NamedTuple):
    """Items in brackets, and the list's own parameters."""

    items: tuple[Item, ...]
    parameters: Mapping[str, Bare] = NO_PARAMETERS


Member = Item | InnerList


def refusal(reason: str) -> GnapError:
    """The error of all that a proof can be refused for (RFC 9635 §3.6): one sentence outside, `reason` inside."""
    return GnapError(ErrorCode.INVALID_CLIENT, UNPROVEN, reason)


def parse_dictionary(text: str) -> dict[str, Member]:
    """The members of a dictionary field in their order. Raises GnapError (invalid_client)."""
    if len(text) > MAX_LENGTH:
        raise refusal("a signature field is too long")
    members: dict[str, Member] = {}
    at = 0
    while at != len(text):
        if members:
            at = _expect(_COMMA, text, at, "a comma between members").end()
        match = _expect(_MEMBER, text, at, "a key")
        key = match[1]
        # the RFC lets the last one win: then two readers can see two different signatures
        if key in members or len(members) == MAX_MEMBERS:
            raise refusal("a signature field names a member twice or has too many")
        members[key], at = _MEMBER_READERS[match.lastindex or 1](text, match.end())
    return members


def serialise(member: Member) -> str:
    """The one canonical spelling of a member (RFC 8941 §4.1). Raises ValueError for text that has none."""
    if isinstance(member, InnerList):
        inner = " ".join([_bare(value) + _parameters(own) if own else _bare(value) for value, own in member.items])
        return f"({inner}){_parameters(member.parameters)}"
    return _bare(member.value) + _parameters(member.parameters)


def _parameters(parameters: Mapping[str, Bare]) -> str:
    if not parameters:
        return ""
    return "".join([f";{key}" if value is True else f";{key}={_bare(value)}" for key, value in parameters.items()])


def _bare(value: Bare) -> str:
    # most are strings, and each is written twice with every signature: so no match statement and no second call
    if isinstance(value, str):
        if not (value.isascii() and value.isprintable()):
            raise ValueError("a structured string holds printable ASCII only")
        if '"' in value or "\\" in value:
            value = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{value}"'
    if isinstance(value, bool):
        return f"?{int(value)}"
    if isinstance(value, int):
        return str(value)
    return value.text if isinstance(value, Token) else f":{base64.b64encode(value).decode('ascii')}:"


_LIST_FAULT: Final = "a signature field's list is too long or its items run together"

# The readers: each takes the text and where to begin, and returns what it read and where that ends.


def _expect(pattern: re.Pattern[str], text: str, at: int, what: str) -> re.Match[str]:
    match = pattern.match(text, at)
    if match is None:
        raise refusal(f"a signature field is malformed: expected {what} at character {at + 1}")
    return match


def _read_flag(text: str, at: int) -> tuple[Item, int]:
    parameters, at = _read_parameters(text, at)
    return Item(True, parameters), at


def _read_item(text: str, at: int) -> tuple[Item, int]:
    match = _expect(_BARE, text, at, "a value")
    parameters, at = _read_parameters(text, match.end())
    return Item(_value_of(match, 0), parameters), at


def _read_list(text: str, at: int) -> tuple[InnerList, int]:
    if (plain := _PLAIN_LIST.match(text, at)) is not None:
        parameters, at = _read_parameters(text, plain.end())
        return InnerList(_plain_items(plain[1]), parameters), at
    items: list[Item] = []
    while True:
        match = _expect(_LIST_ITEM, text, at, "an item or a closing bracket")
        at = match.end()
        if match.lastindex == _CLOSED:
            parameters, at = _read_parameters(text, at)
            return InnerList(tuple(items), parameters), at
        if len(items) == MAX_ITEMS or (items and not match[1]):
            raise refusal(_LIST_FAULT)
        parameters, at = _read_parameters(text, at)
        items.append(Item(_value_of(match, _CLOSED), parameters))


@lru_cache(maxsize=256)  # what a client covers is nearly always the same
def _plain_items(text: str) -> tuple[Item, ...]:
    names = _PLAIN_STRING.findall(text)
    if len(names) > MAX_ITEMS:
        raise refusal(_LIST_FAULT)
    return tuple(map(Item, names))


def _read_parameters(text: str, at: int) -> tuple[dict[str, Bare], int]:
    found: dict[str, Bare] = {}
    while text.startswith(";", at):
        match = _expect(_PARAMETER, text, at, "a parameter")
        key, at = match[1], match.end()
        # the same reason as for members: nobody may choose which of two values counts
        if key in found or len(found) == MAX_ITEMS:
            raise refusal("a signature field repeats a parameter or has too many")
        found[key] = _value_of(match, 1)
    return found, at


def _value_of(match: re.Match[str], before: int) -> Bare:
    """The bare item that one of the groups after the first `before` holds; True where none does."""
    kind = (match.lastindex or 0) - before
    return _KINDS[kind](match[match.lastindex or 0])


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def _decoded(text: str) -> bytes:
    try:
        decoded = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise refusal("a signature field holds bytes that are not base64") from None
    # one spelling per value: bits after the last byte must be zero
    if base64.b64encode(decoded).decode("ascii") != text:
        raise refusal("a signature field holds bytes that are not canonical base64")
    return decoded


_CLOSED: Final = 2  # the group of _LIST_ITEM that holds the closing bracket, the last before those of _VALUE
_MEMBER_READERS: Final[Mapping[int, Callable[[str, int], tuple[Member, int]]]] = {
    1: _read_flag,
    2: _read_item,
    3: _read_list,
}
_KINDS: Final[tuple[Callable[[str], Bare], ...]] = (
    lambda _: True,
    _unescaped,
    _decoded,
    lambda text: text == "1",
    int,
    Token,
)
