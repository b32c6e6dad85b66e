"""JSON, and JSON with comments and trailing commas, read with places, so that one member can be set or removed."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from broker.connect.edit import BrokenFile, CannotEdit, Data, Path, newline_of, place_of

DEPTH: Final = 100
_DECODER: Final = json.JSONDecoder()
_BLANK = re.compile(r"[ \t\r\n]*")
_COMMENT = re.compile(r"//[^\r\n]*|/\*.*?\*/", re.DOTALL)
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_WORDS: Final[Mapping[str, Any]] = {"true": True, "false": False, "null": None}


@dataclass(frozen=True)
class Node:
    """A value with its place: `text[start:end]`. `members` of an object as (key, offset of the key, value)."""

    start: int
    end: int
    value: Any
    members: tuple[tuple[str, int, "Node"], ...] | None = None


class Json:
    """Strict JSON, or with `comments` what editors and agents call JSONC."""

    def __init__(self, *, comments: bool) -> None:
        self._comments = comments

    def load(self, text: str) -> Data:
        """Return the data of a file, {} for an empty one; raise BrokenFile."""
        data: Data = self._root(text).value
        return data

    def put(self, text: str, path: Path, value: Mapping[str, Any]) -> str:
        """Return the text with `value` at `path`."""
        if not text.strip():
            return self.shown(path, value)
        node, rest = _deepest(self._root(text), path)
        if not rest:
            return text[: node.start] + _dumped(text, node.start, value) + text[node.end :]
        nested: Any = value
        for key in reversed(rest[1:]):
            nested = {key: nested}
        return self._inserted(text, node, rest[0], nested)

    def drop(self, text: str, path: Path) -> str:
        """Return the text without the member at `path`."""
        node, rest = _deepest(self._root(text), path[:-1])
        members = node.members or ()
        at = next((n for n, (key, _, _) in enumerate(members) if key == path[-1]), None)
        if rest or at is None:
            raise CannotEdit("there is no such entry")
        start, end = members[at][1], members[at][2].end
        comma = self._comma(text, end)
        if comma is not None:
            end = comma + 1
        elif at:
            before = self._comma(text, members[at - 1][2].end)
            if before is not None:  # ours was the last: its neighbour's comma would dangle
                text = text[:before] + text[before + 1 :]
                start, end = start - 1, end - 1
        body, tail = text[:start].rstrip(" \t\r\n"), text[end:]
        empty = body.endswith("{") and tail.lstrip(" \t\r\n").startswith("}")
        return body + (tail.lstrip(" \t\r\n") if empty else tail)

    def shown(self, path: Path, value: Mapping[str, Any]) -> str:
        """Return a file that holds nothing but the entry."""
        nested: Any = dict(value)
        for key in reversed(path):
            nested = {key: nested}
        return json.dumps(nested, indent=2, ensure_ascii=False) + "\n"

    def _root(self, text: str) -> Node:
        if not text.strip():
            return Node(0, len(text), {}, ())
        reader = _Reader(text, self._comments)
        root = reader.document()
        if root.members is None:
            raise BrokenFile(*place_of(text, root.start), "the file must hold one JSON object")
        return root

    def _comma(self, text: str, at: int) -> int | None:
        at = _Reader(text, self._comments).skip(at)
        return at if text[at : at + 1] == "," else None

    def _inserted(self, text: str, node: Node, key: str, value: Any) -> str:
        close = node.end - 1
        members = node.members or ()
        trailing = "," if members and self._comma(text, members[-1][2].end) is not None else ""
        if members and not trailing:
            end = members[-1][2].end
            text, close = text[:end] + "," + text[end:], close + 1
        body = text[:close].rstrip(" \t\r\n")
        gap = text[len(body) : close]
        newline, base, unit = newline_of(text), _indent_at(text, node.start), _unit(text)
        lines = "\n" in gap or not members or "\n" in text[node.start : members[0][1]]
        if members and not lines:
            comma, colon = (", ", ": ") if text[members[0][2].start - 1].isspace() else (",", ":")
            written = json.dumps({key: value}, ensure_ascii=False, separators=(comma, colon))[1:-1]
            return f"{body}{comma[1:]}{written}{trailing}{gap}{text[close:]}"
        inner = _indent_at(text, members[0][1]) if members else base + unit
        member = f"{json.dumps(key, ensure_ascii=False)}: {_indented(value, inner, unit, newline)}{trailing}"
        return f"{body}{newline}{inner}{member}{gap if chr(10) in gap else newline + base}{text[close:]}"


def _deepest(node: Node, path: Path) -> tuple[Node, Path]:
    """Return the node furthest along `path`, and the keys that it lacks."""
    for depth, key in enumerate(path):
        found = [value for name, _, value in node.members or () if name == key]
        if len(found) > 1:
            raise CannotEdit(f'"{key}" stands there twice: remove one of them first')
        if not found:
            if node.members is None:
                raise CannotEdit(f'"{path[depth - 1]}" is not an object')
            return node, path[depth:]
        node = found[0]
    return node, ()


def _dumped(text: str, at: int, value: Any) -> str:
    return _indented(value, _indent_at(text, at), _unit(text), newline_of(text))


def _indented(value: Any, indent: str, unit: str, newline: str) -> str:
    return json.dumps(value, indent=unit, ensure_ascii=False).replace("\n", newline + indent)


def _indent_at(text: str, at: int) -> str:
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return line[: len(line) - len(line.lstrip(" \t"))]


def _unit(text: str) -> str:
    """Return the indentation of the first indented line that begins a member; two spaces where there is none."""
    found = re.search(r'\n([ \t]+)"', text)
    return found[1] if found else "  "


class _Reader:
    """Reads values at an offset; raises BrokenFile with the place."""

    def __init__(self, text: str, comments: bool) -> None:
        self._text = text
        self._comments = comments

    def document(self) -> Node:
        node = self._value(self.skip(0), 0)
        end = self.skip(node.end)
        if end < len(self._text):
            raise self._broken(end, "something follows the end of the object")
        return node

    def skip(self, at: int) -> int:
        """Return the offset of what comes after blanks and comments."""
        while True:
            blank = _BLANK.match(self._text, at)
            at = blank.end() if blank else at
            comment = _COMMENT.match(self._text, at)
            if not comment:
                return at
            if not self._comments:
                raise self._broken(at, "a comment, which this file may not hold")
            at = comment.end()

    def _value(self, at: int, depth: int) -> Node:
        if depth > DEPTH:
            raise self._broken(at, f"nested more than {DEPTH} levels deep")
        match self._text[at : at + 1]:
            case "{":
                return self._object(at, depth)
            case "[":
                return self._array(at, depth)
            case '"':
                value, end = self._string(at)
                return Node(at, end, value)
        return self._scalar(at)

    def _object(self, at: int, depth: int) -> Node:
        members: list[tuple[str, int, Node]] = []
        for here in self._items(at, "}"):
            if self._text[here : here + 1] != '"':
                raise self._broken(here, 'expected a "name" in double quotes')
            key, end = self._string(here)
            colon = self.skip(end)
            if self._text[colon : colon + 1] != ":":
                raise self._broken(colon, 'expected ":" after the name')
            node = self._value(self.skip(colon + 1), depth + 1)
            members.append((key, here, node))
            self._at = node.end
        return Node(at, self._at, {key: node.value for key, _, node in members}, tuple(members))

    def _array(self, at: int, depth: int) -> Node:
        values = []
        for here in self._items(at, "]"):
            node = self._value(here, depth + 1)
            values.append(node.value)
            self._at = node.end
        return Node(at, self._at, values)

    def _items(self, at: int, close: str) -> Iterator[int]:
        """Give the offset of each item; the caller leaves the end of what it read in `_at`."""
        here, first = self.skip(at + 1), True
        while True:
            if self._text[here : here + 1] == close and (first or self._comments):
                break
            yield here
            after = self.skip(self._at)
            if self._text[after : after + 1] == close:
                here = after
                break
            if self._text[after : after + 1] != ",":
                raise self._broken(after, f'expected "," or "{close}"')
            here, first = self.skip(after + 1), False
        self._at = here + 1

    def _string(self, at: int) -> tuple[str, int]:
        try:
            value, end = _DECODER.raw_decode(self._text, at)
        except json.JSONDecodeError as why:
            raise self._broken(why.pos, why.msg[0].lower() + why.msg[1:]) from None
        return str(value), end

    def _scalar(self, at: int) -> Node:
        for word, value in _WORDS.items():
            if self._text.startswith(word, at):
                return Node(at, at + len(word), value)
        number = _NUMBER.match(self._text, at)
        if number is None:
            raise self._broken(at, "expected a value" if at < len(self._text) else "the file ends too early")
        try:
            return Node(at, number.end(), json.loads(number[0]))
        except ValueError:  # more digits than Python converts
            raise self._broken(at, "a number with far too many digits") from None

    def _broken(self, at: int, why: str) -> BrokenFile:
        return BrokenFile(*place_of(self._text, at), why)
