"""Readers of the nodes of `broker.yamlfile`: from a mapping with known fields to values, finding all problems at once.

A reader is a function from a node to a value that raises FileErrors; readers are put together like the file they read.
An unknown field is never ignored: it is an error that names the field which was probably meant.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any, Final, TypeVar

from broker.yamlfile import FileErrors, Member, Node, Problem, invisible

T = TypeVar("T")
Read = Callable[[Node], T]

MAX_TEXT: Final = 500
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]*", re.ASCII)
_DURATION: Final = re.compile(r"([1-9][0-9]{0,6})([smhd])", re.ASCII)
_UNITS: Final = {"s": timedelta(seconds=1), "m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


def mapping(
    required: Mapping[str, Read[Any]],
    optional: Mapping[str, Read[Any]] | None = None,
    unenforced: Mapping[str, str] | None = None,
    hint: str = "",
) -> Read[dict[str, Any]]:
    """Return a reader of a mapping with these fields; it leaves out optional ones that are not there.

    `unenforced` names fields that one could expect, and what to write instead: they are refused, never ignored.
    `hint` ends the message about any other unknown field.
    """
    readers = {**required, **(optional or {})}

    def read(node: Node) -> dict[str, Any]:
        members = members_of(node)
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for name in members.keys() - readers.keys():
            problems += members[name].place.refuse(_unknown(name, readers, unenforced or {}, hint)).problems
        for name, reader in readers.items():
            if name in members:
                values |= _collect(problems, name, reader, members[name].node)
            elif name in required:
                problems += node.refuse(f'"{name}" is missing').problems
        if problems:
            raise FileErrors(problems)
        return values

    return read


def table(key: Read[str], value: Read[T]) -> Read[dict[str, T]]:
    """Return a reader of a mapping whose names the user chooses; it has at least one member."""

    def read(node: Node) -> dict[str, T]:
        members = members_of(node)
        if not members:
            raise node.refuse("the mapping is empty; write at least one member, or leave the whole line out")
        values: dict[str, T] = {}
        problems: list[Problem] = []
        for name, member in members.items():
            _collect(problems, name, key, Node(name, member.place, f'the text "{name}"'))
            values |= _collect(problems, name, value, member.node)
        if problems:
            raise FileErrors(problems)
        return values

    return read


def sequence(item: Read[T], *, most: int = 200) -> Read[tuple[T, ...]]:
    """Return a reader of a list of 1 to `most` items."""

    def read(node: Node) -> tuple[T, ...]:
        entries = items_of(node)
        if not entries:
            raise node.refuse("the list is empty; write at least one item")
        if len(entries) > most:
            raise node.refuse(f"the list has more than {most} items")
        values: dict[str, T] = {}
        problems: list[Problem] = []
        for index, entry in enumerate(entries):
            values |= _collect(problems, str(index), item, entry)
        if problems:
            raise FileErrors(problems)
        return tuple(values.values())

    return read


def distinct(item: Read[T], *, most: int = 200) -> Read[tuple[T, ...]]:
    """Return a reader of a list in which nothing stands twice."""
    items = sequence(item, most=most)

    def read(node: Node) -> tuple[T, ...]:
        values = items(node)
        for index, value in enumerate(values):
            if value in values[:index]:
                raise items_of(node)[index].refuse(f"{value} is in this list twice; keep one")
        return values

    return read


def text(node: Node) -> str:
    """Read text of one line, without invisible characters and without spaces around it."""
    if not isinstance(node.value, str):
        raise node.refuse(f"expected text, not {node.kind}; quote it if text is meant")
    if not node.value:
        raise node.refuse("the text is empty")
    if len(node.value) > MAX_TEXT:
        raise node.refuse(f"the text is longer than {MAX_TEXT} characters")
    if (code := invisible(node.value)) is not None:
        raise node.refuse(f"the text has the invisible character {code} in it; leave it out")
    if node.value != node.value.strip():
        raise node.refuse("the text has a space at its beginning or end")
    return node.value


def matching(pattern: str, words: str) -> Read[str]:
    """Return a reader of text of a fixed form, which `words` describe."""
    form = re.compile(pattern, re.ASCII)

    def read(node: Node) -> str:
        value = text(node)
        if not form.fullmatch(value):
            raise node.refuse(f'"{value}" is no proper name here; write {words}')
        return value

    return read


def name(node: Node) -> str:
    """Read the name of an agent, an owner or a rule."""
    value = text(node)
    if not _NAME.fullmatch(value) or len(value) > 40:
        raise node.refuse(f'"{value}" is no proper name; write up to 40 of a-z, 0-9 and "-", a letter or digit first')
    return value


def choice(*options: str) -> Read[str]:
    """Return a reader of one of a few words."""

    def read(node: Node) -> str:
        value = text(node)
        if value not in options:
            raise node.refuse(f'"{value}" is not one of {", ".join(options)}{_meant(value, options)}')
        return value

    return read


def integer(least: int, most: int) -> Read[int]:
    """Return a reader of a whole number from `least` to `most`."""

    def read(node: Node) -> int:
        if isinstance(node.value, bool) or not isinstance(node.value, int):
            raise node.refuse(f"expected a whole number, not {node.kind}")
        if not least <= node.value <= most:
            raise node.refuse(f"{node.value} is not between {least} and {most}")
        return node.value

    return read


def boolean(node: Node) -> bool:
    """Read true or false."""
    if not isinstance(node.value, bool):
        raise node.refuse(f"expected true or false, not {node.kind}")
    return node.value


def duration(least: str, most: str) -> Read[timedelta]:
    """Return a reader of a duration such as 30s, 10m, 24h, 7d."""

    def read(node: Node) -> timedelta:
        value = timespan(node.value) if isinstance(node.value, str) else None
        if value is None:
            raise node.refuse(f"expected a duration such as 30s, 10m, 24h or 7d, not {node.kind}")
        if not (timespan(least) or value) <= value <= (timespan(most) or value):
            raise node.refuse(f"{node.value} is not between {least} and {most}")
        return value

    return read


def nearest(word: str, options: Iterable[str]) -> str | None:
    """Return the option that was probably meant: longer or shorter only, or at most two slips away."""
    ranked = sorted((_slips(word, option), option) for option in options)
    close = (option for slips, option in ranked if slips <= 2 and slips * 2 < len(option))
    cut = (option for _, option in ranked if len(min(word, option, key=len)) > 2 and _one_begins_other(word, option))
    return next(itertools.chain(close, cut), None)


def members_of(node: Node) -> Mapping[str, Member]:
    """Return the members of a mapping. Raises FileErrors for anything else."""
    if not isinstance(node.value, Mapping):
        raise node.refuse(f"expected a mapping (name: value), not {node.kind}")
    return node.value


def items_of(node: Node) -> tuple[Node, ...]:
    """Return the items of a list. Raises FileErrors for anything else."""
    if not isinstance(node.value, tuple):
        raise node.refuse(f"expected a list, such as [a, b], not {node.kind}")
    return node.value


def _collect(problems: list[Problem], key: str, reader: Read[T], node: Node) -> dict[str, T]:
    """Read one value; put what is wrong with it among the problems, so that the rest is read as well."""
    try:
        return {key: reader(node)}
    except FileErrors as error:
        problems += error.problems
        return {}


def _unknown(key: str, known: Iterable[str], unenforced: Mapping[str, str], hint: str) -> str:
    if key in unenforced:
        return f'"{key}" is not enforced by this version, so it is refused; {unenforced[key]}'
    shown = key if invisible(key) is None else ascii(key)[1:-1]
    meant = _meant(key, known) or f"; known here: {', '.join(known)}" + (f"; {hint}" if hint else "")
    return f'unknown field "{shown[:40]}"{meant}'


def _meant(word: str, options: Iterable[str]) -> str:
    found = nearest(word, options)
    return f'; did you mean "{found}"?' if found else ""


def _one_begins_other(word: str, other: str) -> bool:
    return word.startswith(other) or other.startswith(word)


def timespan(value: str) -> timedelta | None:
    """Return the time that a text such as 30s, 10m, 24h or 7d names; None for any other text."""
    parts = _DURATION.fullmatch(value)
    return int(parts[1]) * _UNITS[parts[2]] if parts else None


def _slips(word: str, other: str) -> int:
    """Return how many letters were added, lost, changed or swapped with a neighbour (40 letters are looked at)."""
    word, other = word[:40], other[:40]
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        before, last, row = row, before, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if last and j > 1 and letter == other[j - 2] and word[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
