"""Changing one entry of somebody else's configuration file, and nothing else in it: byte for byte, comments included.

A format (`jsontext`, `tomltext`, `yamltext`) proposes the new text; here it is read again, and refused unless exactly
that one entry differs. What a format cannot change safely it refuses, so the worst outcome is a file left alone.
"""

import copy
from collections.abc import Mapping
from typing import Any, Protocol

Data = dict[str, Any]
Path = tuple[str, ...]


class BrokenFile(Exception):
    """The file is not what its format wants; `line` and `column` count from 1."""

    def __init__(self, line: int, column: int, why: str) -> None:
        super().__init__(f"line {line}, column {column}: {why}")
        self.line, self.column = line, column


class CannotEdit(Exception):
    """The file is in order, but this entry cannot be changed without risk to the rest; the message says why."""


class Format(Protocol):
    """A text format: reads a whole file, and sets or removes what stands at a path of keys."""

    def load(self, text: str) -> Data:
        """Return the data of a file, {} for an empty one; raise BrokenFile."""

    def put(self, text: str, path: Path, value: Mapping[str, Any]) -> str:
        """Return the text with `value` at `path`; raise BrokenFile or CannotEdit."""

    def drop(self, text: str, path: Path) -> str:
        """Return the text without what stands at `path`, which must be there; raise BrokenFile or CannotEdit."""

    def shown(self, path: Path, value: Mapping[str, Any]) -> str:
        """Return a file that holds nothing but the entry."""


BY_HAND = "edit it by hand"


def entry(kind: Format, text: str, path: Path) -> Any:
    """Return what stands at `path`, None for nothing; raise BrokenFile."""
    found: Any = kind.load(text)
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    return found


def with_entry(kind: Format, text: str, path: Path, value: Mapping[str, Any]) -> str:
    """Return the text with `value` at `path` and all else as it was; raise BrokenFile or CannotEdit."""
    wanted = copy.deepcopy(kind.load(text))
    place = wanted
    for key in path[:-1]:
        if place.get(key) is None:
            place[key] = {}
        place = place[key]
        if not isinstance(place, dict):
            raise CannotEdit(f'"{key}" holds something other than named entries: {BY_HAND}')
    place[path[-1]] = dict(value)
    return _checked(kind, kind.put(text, path, value), wanted)


def without_entry(kind: Format, text: str, path: Path) -> str:
    """Return the text without what stands at `path`, and all else as it was; raise BrokenFile or CannotEdit."""
    wanted = copy.deepcopy(kind.load(text))
    place = wanted
    for key in path[:-1]:
        place = place[key]
    del place[path[-1]]
    new = kind.drop(text, path)
    try:
        return _checked(kind, new, wanted)
    except CannotEdit:
        # A table or mapping that held nothing else is gone with its last entry: no loss.
        return _checked(kind, new, _pruned(wanted, path[:-1]))


def _pruned(data: Data, path: Path) -> Data:
    if path and data.get(path[0]) in ({}, None):
        return {key: value for key, value in data.items() if key != path[0]}
    return data


def _checked(kind: Format, text: str, wanted: Data) -> str:
    try:
        found = kind.load(text)
    except BrokenFile:
        found = None
    if found != wanted:
        raise CannotEdit(f"this file is written in a way that cannot be changed safely: {BY_HAND}")
    return text


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, from 1, of a character offset."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def newline_of(text: str) -> str:
    """Return how the file ends its lines."""
    return "\r\n" if "\r\n" in text else "\n"
