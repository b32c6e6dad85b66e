"""Reading the YAML that a user writes: a small, strict part of YAML, as nodes that know where they stand.

One reading, and no surprise in it: text, whole numbers, true and false, lists, mappings. Whatever YAML 1.1 and 1.2 read
differently, whatever hides (aliases, tags, merge keys, invisible characters, a second document) and whatever would be
a floating-point number is refused, with the place and with what would be right. `broker.fields` reads the nodes.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import yaml

MAX_BYTES: Final = 262_144
MAX_DEPTH: Final = 12
MAX_DIGITS: Final = 15  # every integer of so many digits is below 2**53
LISTED: Final = 20  # problems told at once


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in a file. Lines and columns count from 1, columns in characters."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


class FileErrors(Exception):
    """A file that is not in force, with everything found wrong in it, in the order of the lines."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))[:LISTED]
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True)
class Place:
    """Where something stands in a file."""

    path: str
    line: int
    column: int

    def refuse(self, message: str) -> FileErrors:
        """Return the error to raise for what stands here."""
        # A quoted "\e[2J" is a control character once it is read: the message goes to terminals.
        plain = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in message)
        return FileErrors([Problem(self.path, self.line, self.column, plain)])


Value = str | int | bool | tuple["Node", ...] | Mapping[str, "Member"]


@dataclass(frozen=True)
class Node:
    """A value and its place. A mapping's value is a dict of members, a list's a tuple of nodes."""

    value: Value
    place: Place
    kind: str = field(compare=False)  # in words, for messages: "a list", "the number 5"

    def refuse(self, message: str) -> FileErrors:
        """Return the error to raise for this value."""
        return self.place.refuse(message)


@dataclass(frozen=True)
class Member:
    """One line of a mapping: where its key stands, and its value."""

    place: Place
    node: Node


def decode(source: str | bytes, path: str) -> str:
    """Return a file's text. Raises FileErrors: too large, no UTF-8, or with a character that hides something."""
    if len(source) > MAX_BYTES:
        raise Place(path, 1, 1).refuse(f"the file is larger than {MAX_BYTES // 1024} KiB; write a smaller one")
    text = (_utf8(source, path) if isinstance(source, bytes) else source).replace("\r\n", "\n")
    for index, character in enumerate(text):
        if why := _hidden(character):
            raise _place(path, text[:index]).refuse(why)
    return text


def read(source: str | bytes, path: str) -> Node:
    """Return the only document of a file as nodes. Raises FileErrors."""
    text = decode(source, path)
    events = yaml.parse(text, Loader=yaml.SafeLoader)
    try:
        return _Composer(path, events).document()
    except yaml.MarkedYAMLError as error:
        raise _marked(path, error.problem_mark).refuse(_unreadable(error.problem or "")) from None
    except yaml.reader.ReaderError as error:  # U+FFFE and U+FFFF: no characters, by Unicode and by YAML
        words = f"U+{error.character:04X} is no character; leave it out"
        raise _place(path, text[: error.position]).refuse(words) from None


def invisible(text: str) -> str | None:
    """Return the first character that a page would not show as itself, as "U+202E", else None.

    Control, format (bidi, zero width), surrogate, private-use, line and paragraph separators.
    """
    if text.isascii() and text.isprintable():
        return None
    hides = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    return next((f"U+{ord(character):04X}" for character in text if unicodedata.category(character) in hides), None)


class _Composer:
    """Builds the nodes from the parser's events, so that whatever a tree of nodes would hide is still seen."""

    def __init__(self, path: str, events: Iterator[yaml.Event]) -> None:
        self.path = path
        self.events = events

    def document(self) -> Node:
        next(self.events)  # the start of the stream
        start = next(self.events)
        if isinstance(start, yaml.StreamEndEvent):
            raise Place(self.path, 1, 1).refuse("the file is empty")
        if isinstance(start, yaml.DocumentStartEvent) and (start.version or start.tags):
            raise self.place(start).refuse("a % directive; leave it out")
        root = self.node(next(self.events), 0)
        next(self.events)  # the end of the document
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise self.place(after).refuse("a second document; one file holds one, so leave out this ---")
        return root

    def node(self, event: yaml.Event, depth: int) -> Node:
        place = self.place(event)
        if isinstance(event, yaml.AliasEvent):
            raise place.refuse(f"an alias (*{event.anchor}); write the value out")
        if anchor := getattr(event, "anchor", None):
            raise place.refuse(f"an anchor (&{anchor}); write the value out wherever it is meant")
        if getattr(event, "tag", None):
            raise place.refuse('a tag ("!..."); leave it out, and quote what is meant as text')
        if depth > MAX_DEPTH:
            raise place.refuse(f"nested more than {MAX_DEPTH} deep; nothing here needs that")
        if isinstance(event, yaml.MappingStartEvent):
            return Node(self.mapping(depth), place, "a mapping")
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(self.sequence(depth), place, "a list")
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event, place)
        raise place.refuse("a value is missing here")

    def sequence(self, depth: int) -> tuple[Node, ...]:
        nodes = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            nodes.append(self.node(event, depth + 1))
        return tuple(nodes)

    def mapping(self, depth: int) -> dict[str, Member]:
        members: dict[str, Member] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.key(event, depth)
            place = self.place(event)
            if key in members:
                raise place.refuse(f'"{key}" is here twice (first in line {members[key].place.line}); keep one of them')
            members[key] = Member(place, self.node(next(self.events), depth + 1))
        return members

    def key(self, event: yaml.Event, depth: int) -> str:
        place = self.place(event)
        if isinstance(event, yaml.ScalarEvent) and event.value == "<<" and event.style is None:
            raise place.refuse("a merge key (<<); write the members out")
        key = self.node(event, depth + 1).value
        if not isinstance(key, str):
            raise place.refuse("a name must stand before the colon; quote it if it looks like something else")
        return key

    def place(self, event: yaml.Event) -> Place:
        return _marked(self.path, event.start_mark)


_WORDS: Final = {"true": True, "false": False}
_YES_NO: Final = frozenset(("yes", "no", "on", "off", "y", "n"))
_SURPRISES: Final = (
    # what a plain scalar looks like, and what to say of it; the first that fits speaks
    (re.compile(r"[-+]?(0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+)"), 'is not read as a number; write "{}" for text'),
    (re.compile(r"[-+]?0[0-9]+"), 'is octal to some readers; write "{}" for text, or the number without the leading 0'),
    (re.compile(r"[-+]?[0-9]+(_[0-9]*)+"), "has an underscore in it; write the digits without it"),
    (re.compile(r"[-+]?[0-9]+(:[0-9]{1,2})+(\.[0-9]*)?"), 'counts in sixties to some readers; write "{}" for text'),
    (re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*"), 'is a date to some readers; write "{}" for text'),
    (
        re.compile(r"[-+]?([0-9][0-9_]*\.[0-9_]*|\.[0-9_]+|[0-9]+(?=[eE]))([eE][-+]?[0-9]+)?"),
        'would be a floating-point number, which is never exact; quote it: "{}"',
    ),
    (re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"), 'is not a number here; write "{}" for text'),
    (re.compile(r"\+[0-9]+"), "has a plus sign; write the digits without it"),
    (re.compile(r"="), 'means a default value to some readers; write "{}" for text'),
)


def _scalar(event: yaml.ScalarEvent, place: Place) -> Node:
    text = event.value
    if event.style is not None:  # quoted or a block: text, whatever it looks like
        return Node(text, place, f'the text "{text[:40]}"')
    if text in _WORDS:
        return Node(_WORDS[text], place, text)
    if text in ("", "~") or text.lower() == "null":
        raise place.refuse("a value is missing here; write one, or leave out the whole line")
    if text.lower() in _WORDS:
        raise place.refuse(f'{text}: write {text.lower()}, or "{text}" for text')
    if text.lower() in _YES_NO:
        raise place.refuse(f'{text} means true or false to some readers; write true or false, or "{text}" for text')
    for form, words in _SURPRISES:
        if form.fullmatch(text):
            raise place.refuse(f"{text[:40]} {words.format(text[:40])}")
    if re.fullmatch(r"-?[0-9]+", text, re.ASCII):
        if len(text.lstrip("-")) > MAX_DIGITS:
            raise place.refuse(f"{text[:40]} has more than {MAX_DIGITS} digits; quote it to make it text")
        return Node(int(text), place, f"the number {text}")
    return Node(text, place, f'the text "{text[:40]}"')


_BREAKS: Final = {"\x85": "U+0085", "\u2028": "U+2028", "\u2029": "U+2029"}


def _hidden(character: str) -> str | None:
    """Return why this character may not stand in a file, else None."""
    if " " <= character <= "~" or character == "\n":
        return None
    if character == "\t":
        return "a tab; use spaces"
    if character == "\r":
        return "a carriage return inside a line; end lines with LF or CRLF"
    if character == "\x00":
        return "a NUL character; this is no text file"
    if character == "\ufeff":
        return "a byte order mark; save the file as UTF-8 without it"
    if (code := invisible(character)) is not None:
        return f"the invisible character {code}; leave it out"
    return None


def _marked(path: str, mark: object) -> Place:
    return Place(path, getattr(mark, "line", 0) + 1, getattr(mark, "column", 0) + 1)


def _utf8(source: bytes, path: str) -> str:
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        before = source[: error.start].decode("utf-8")
        raise _place(path, before).refuse("this is no UTF-8; save the file as UTF-8") from None


def _place(path: str, before: str) -> Place:
    return Place(path, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


_HINTS: Final = (
    ("mapping values are not allowed", 'a colon too many; quote text that has ": " in it, and check the indentation'),
    ("did not find expected key", "this line does not fit the lines above; check the indentation and the brackets"),
    ("expected <block end>", "this line does not fit the lines above; check the indentation and the brackets"),
    ("could not find expected ':'", 'a name without ": " and a value after it'),
    ("expected ',' or '}'", 'a "," or the closing "}" is missing before this'),
    ("expected ',' or ']'", 'a "," or the closing "]" is missing before this'),
    ("found unexpected end of stream", "a closing quotation mark is missing"),
    ("cannot start any token", "text cannot begin with this character; quote it"),
    ("found undefined alias", "an alias; write the value out"),
    ("expected alphabetic or numeric character", "an alias or anchor; quote the text if a * or & is meant"),
    ("escape", "an escape that YAML does not have; use '...' to take a backslash as it is"),
)


def _unreadable(problem: str) -> str:
    hint = next((words for part, words in _HINTS if part in problem), None)
    return hint or f"this is no YAML ({problem})"
