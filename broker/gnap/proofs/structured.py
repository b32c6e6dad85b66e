"""A strict reader and writer for the structured fields that signatures travel in (RFC 8941 dictionaries).

The subset: inner lists with parameters, byte sequences, strings, integers, tokens and booleans. What it does not know,
says twice, or spells other than the writer would is refused whole, because two readers that disagree about a signed
field are an attack. Nothing here raises anything but `GnapError`.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from broker.gnap.errors import ErrorCode, GnapError

MAX_LENGTH: Final = 16_384
"""Characters in one field value."""
MAX_MEMBERS: Final = 16
"""Members of a dictionary: far more signatures than any honest message carries."""
MAX_ITEMS: Final = 64
"""Items of an inner list, and parameters of anything."""

KEY: Final = re.compile(r"[a-z*][a-z0-9_.*-]*")
STRING_TEXT: Final = re.compile(r"[\x20-\x7e]*")
_STRING: Final = re.compile(r'"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"')
_BYTES: Final = re.compile(r":([A-Za-z0-9+/]*={0,2}):")
_INTEGER: Final = re.compile(r"0|-?[1-9][0-9]{0,14}")
_BOOLEAN: Final = re.compile(r"\?([01])")
_TOKEN: Final = re.compile(r"[A-Za-z*][!#$%&'*+.^_`|~0-9A-Za-z:/-]*")
_SPACES: Final = re.compile(r" *")
_COMMA: Final = re.compile(r"[ \t]*,[ \t]*")
_ESCAPED: Final = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Token:
    """A bare word. Not a `str`, so that `tag=gnap` is never mistaken for `tag="gnap"`."""

    text: str


Bare = int | str | Token | bytes | bool
"""A bare item. Ask `type(x) is int`: a boolean is an `int` to isinstance."""


@dataclass(frozen=True, slots=True)
class Item:
    """A bare item and its parameters."""

    value: Bare
    parameters: Mapping[str, Bare] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class InnerList:
    """Items in brackets, and the list's own parameters."""

    items: tuple[Item, ...]
    parameters: Mapping[str, Bare] = field(default_factory=dict)


Member = Item | InnerList


def refusal(description: str) -> GnapError:
    """The error of everything that a signature can be refused for (RFC 9635 §3.6)."""
    return GnapError(ErrorCode.INVALID_CLIENT, description)


def parse_dictionary(text: str) -> dict[str, Member]:
    """The members of a dictionary field in their order. Raises GnapError (invalid_client)."""
    if len(text) > MAX_LENGTH:
        raise refusal("a signature field is too long")
    reader = _Reader(text)
    members: dict[str, Member] = {}
    while not reader.at_end():
        if members:
            reader.expect(_COMMA, "a comma between members")
        key = reader.key()
        # the RFC lets the last one win: then two readers can see two different signatures
        if key in members or len(members) == MAX_MEMBERS:
            raise refusal("a signature field names a member twice or has too many")
        members[key] = reader.member()
    return members


def serialise(member: Member) -> str:
    """The one canonical spelling of a member (RFC 8941 §4.1). Raises ValueError for text that has none."""
    if isinstance(member, InnerList):
        inner = " ".join(serialise(item) for item in member.items)
        return f"({inner}){_parameters(member.parameters)}"
    return _bare(member.value) + _parameters(member.parameters)


def _parameters(parameters: Mapping[str, Bare]) -> str:
    return "".join(f";{key}" if value is True else f";{key}={_bare(value)}" for key, value in parameters.items())


def _bare(value: Bare) -> str:
    match value:
        case bool():
            return f"?{int(value)}"
        case int():
            return str(value)
        case Token(text):
            return text
        case bytes():
            return f":{base64.b64encode(value).decode('ascii')}:"
    if STRING_TEXT.fullmatch(value) is None:
        raise ValueError("a structured string holds printable ASCII only")
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


class _Reader:
    """A position in a text; every method moves it past what it returns, or refuses."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def at_end(self) -> bool:
        return self._at == len(self._text)

    def expect(self, pattern: re.Pattern[str], what: str) -> re.Match[str]:
        match = pattern.match(self._text, self._at)
        if match is None:
            raise refusal(f"a signature field is malformed: expected {what} at character {self._at + 1}")
        self._at = match.end()
        return match

    def take(self, literal: str) -> bool:
        taken = self._text.startswith(literal, self._at)
        self._at += len(literal) if taken else 0
        return taken

    def key(self) -> str:
        return self.expect(KEY, "a key").group()

    def member(self) -> Member:
        if not self.take("="):
            return Item(True, self.parameters())
        return self.inner_list() if self.take("(") else self.item()

    def inner_list(self) -> InnerList:
        items: list[Item] = []
        while True:
            spaces = self.expect(_SPACES, "spaces").group()
            if self.take(")"):
                return InnerList(tuple(items), self.parameters())
            if len(items) == MAX_ITEMS or (items and not spaces):
                raise refusal("a signature field's list is too long or its items run together")
            items.append(self.item())

    def item(self) -> Item:
        return Item(self.bare(), self.parameters())

    def parameters(self) -> dict[str, Bare]:
        found: dict[str, Bare] = {}
        while self.take(";"):
            self.expect(_SPACES, "spaces")
            key = self.key()
            # the same reason as for members: nobody may choose which of two values counts
            if key in found or len(found) == MAX_ITEMS:
                raise refusal("a signature field repeats a parameter or has too many")
            found[key] = self.bare() if self.take("=") else True
        return found

    def bare(self) -> Bare:
        match self._text[self._at : self._at + 1]:
            case '"':
                return _ESCAPED.sub(r"\1", self.expect(_STRING, "a string").group(1))
            case ":":
                return _decoded(self.expect(_BYTES, "a byte sequence").group(1))
            case "?":
                return self.expect(_BOOLEAN, "a boolean").group(1) == "1"
            case "-" | "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9":
                return int(self.expect(_INTEGER, "an integer").group())
        return Token(self.expect(_TOKEN, "a value").group())


def _decoded(text: str) -> bytes:
    try:
        decoded = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise refusal("a signature field holds bytes that are not base64") from None
    # one spelling per value: bits after the last byte must be zero
    if base64.b64encode(decoded).decode("ascii") != text:
        raise refusal("a signature field holds bytes that are not canonical base64")
    return decoded
