"""YAML as JSON has it: a document of someone else's, read by the JSON schema of YAML 1.2, as OpenAPI wants it.

`no`, `on`, `012`, `12:30` and dates are text here, where YAML 1.1 makes true, false and other numbers of them. Names
are text as they are written. Unlike `broker.yamlfile`, which reads what our own users write, it follows aliases, and
takes floating-point numbers.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

_WORDS: Final = {"true": True, "false": False, "null": None, "~": None, "": None}
# YAML 1.2 §10.2.2
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]*)?([eE][-+]?[0-9]+)?", re.ASCII)
_TEXT: Final = ("!", "tag:yaml.org,2002:str")
_USUAL: Final = frozenset(f"tag:yaml.org,2002:{one}" for one in ("map", "seq", "bool", "null", "int", "float"))


class Unreadable(Exception):
    """What cannot be read. `line` and `column` count from 1; the message says what it is."""

    def __init__(self, words: str, line: int = 1, column: int = 1) -> None:
        super().__init__(words)
        self.line, self.column = line, column


class Twice(Unreadable):
    """A name stands in one mapping twice."""


def value_of(text: str) -> Any:
    """Return what a plain scalar is: true, false, null, a number, or else the text itself."""
    if text in _WORDS:
        return _WORDS[text]
    number = _NUMBER.fullmatch(text) if text[0] in "-0123456789" else None
    if number is None:
        return text
    return int(text) if number.groups() == (None, None) else float(text)


def read(text: str) -> Any:
    """Return the only document of a text as JSON has it, None where it is empty. Raises Unreadable, RecursionError."""
    try:
        return _Builder(yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        words = f"this is no YAML: {error.problem or error.context}"
        raise Unreadable(words, *_counted(mark)) from None
    except (yaml.YAMLError, ValueError) as error:
        raise Unreadable(f"this is no YAML that can be read ({type(error).__name__})") from None


class _Builder:
    """Builds values of the parser's events: nodes in between would take five times as long."""

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        self.events = events
        self.anchors: dict[str, Any] = {}

    def document(self) -> Any:
        next(self.events)  # the start of the stream
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return None
        root = self.value(next(self.events))
        next(self.events)  # the end of the document
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise _at(after, "a second document begins here; keep one of them")
        return root

    def value(self, event: yaml.Event) -> Any:
        if isinstance(event, yaml.ScalarEvent):
            return self.named(event, _scalar(event))
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(self.named(event, {}))
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(self.named(event, []))
        anchor = getattr(event, "anchor", None)
        if anchor not in self.anchors:
            raise _at(event, f'this is no YAML: the alias "*{anchor}" leads nowhere')
        return self.anchors[anchor]

    def named(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, value: Any) -> Any:
        if event.tag is not None and event.tag not in _USUAL and event.tag not in _TEXT:
            raise _at(event, f'the tag "{event.tag[:80]}" is none that JSON has; leave it out')
        if event.anchor is not None:
            self.anchors[event.anchor] = value
        return value

    def sequence(self, items: list[Any]) -> list[Any]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.value(event))
        return items

    def mapping(self, members: dict[str, Any]) -> dict[str, Any]:
        first: dict[str, yaml.Event] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            name = _name(event)
            if name in first:
                (line, _), here = _place(first[name]), _place(event)
                raise Twice(f'"{name[:80]}" is here twice (first in line {line}); keep one of them', *here)
            first[name] = event
            members[name] = self.value(next(self.events))
        return members


def _name(event: yaml.Event) -> str:
    if not isinstance(event, yaml.ScalarEvent):
        raise _at(event, "a name must stand before the colon")
    if event.value == "<<" and event.implicit[0]:
        raise _at(event, "a merge key (<<), which OpenAPI does not have; write the members out")
    return str(event.value)


def _scalar(event: yaml.ScalarEvent) -> Any:
    # in quotes, or with a tag that says so, it is text whatever it looks like
    return value_of(event.value) if event.implicit[0] or event.tag in _USUAL else event.value


def _at(event: yaml.Event, words: str) -> Unreadable:
    return Unreadable(words, *_place(event))


def _place(event: yaml.Event) -> tuple[int, int]:
    return _counted(event.start_mark)


def _counted(mark: object) -> tuple[int, int]:
    return getattr(mark, "line", 0) + 1, getattr(mark, "column", 0) + 1
