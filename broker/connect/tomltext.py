"""TOML: one table of a file set or removed by its lines, the rest untouched (the standard library only reads TOML)."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from broker.connect.edit import BY_HAND, BrokenFile, CannotEdit, Data, Path, newline_of

_PLACE = re.compile(r"^(?P<why>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$", re.DOTALL)
_BARE = re.compile(r"[A-Za-z0-9_-]+")


class Toml:
    """Tables at the top level of a TOML file, each under a header of its own."""

    def load(self, text: str) -> Data:
        """Return the data of a file; raise BrokenFile."""
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as why:
            raise _broken(text, str(why)) from None
        except (ValueError, RecursionError):  # more digits than Python converts, or nested without end
            raise BrokenFile(1, 1, "a value that cannot be read") from None

    def put(self, text: str, path: Path, value: Mapping[str, Any]) -> str:
        """Return the text with the table at `path`: in its old place, or at the end of the file."""
        newline = newline_of(text)
        table = self.shown(path, value).replace("\n", newline)
        lines = text.splitlines(keepends=True)
        found = _table(lines, path)
        if found is not None:
            start, end = found
            return "".join([*lines[:start], table, *lines[end:]])
        if not text:
            return table
        return text + ("" if text.endswith("\n") else newline) + newline + table

    def drop(self, text: str, path: Path) -> str:
        """Return the text without the table at `path` and the blank lines before it."""
        lines = text.splitlines(keepends=True)
        found = _table(lines, path)
        if found is None:
            raise CannotEdit(f"{'.'.join(path)} has no [table] of its own: {BY_HAND}")
        start, end = found
        if all(not line.strip() for line in lines[end:]):
            while start and not lines[start - 1].strip():
                start -= 1
        return "".join(lines[:start] + lines[end:])

    def shown(self, path: Path, value: Mapping[str, Any]) -> str:
        """Return the table alone."""
        header = ".".join(_key(key) for key in path)
        return "".join([f"[{header}]\n", *(f"{_key(name)} = {_inline(item)}\n" for name, item in value.items())])


def _table(lines: list[str], path: Path) -> tuple[int, int] | None:
    """Return the lines of the table and its sub-tables; comments and blanks at its end belong to what follows."""
    headers = list(_headers(lines))
    first = next((n for n, (_, name) in enumerate(headers) if name == path), None)
    if first is None:
        return None
    after = next((at for at, name in headers[first + 1 :] if name[: len(path)] != path), len(lines))
    start = headers[first][0]
    while after > start + 1 and (not lines[after - 1].strip() or lines[after - 1].lstrip().startswith("#")):
        after -= 1
    return start, after


def _headers(lines: list[str]) -> Iterator[tuple[int, Path]]:
    for at, line in enumerate(lines):
        if line.lstrip().startswith("["):
            try:
                tomllib.loads("".join(lines[:at]))  # else this line is inside a text or a list that began before it
                yield at, _path(tomllib.loads(line))
            except tomllib.TOMLDecodeError:
                continue


def _path(data: Any) -> Path:
    if isinstance(data, list):
        data = data[0] if data else {}
    if not isinstance(data, dict) or not data:
        return ()
    key, inner = next(iter(data.items()))
    return (key, *_path(inner))


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def _inline(value: Any) -> str:
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{_key(name)} = {_inline(item)}" for name, item in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")  # TOML's basic strings are JSON's, but one


def _broken(text: str, message: str) -> BrokenFile:
    found = _PLACE.match(message)
    if found is None or found["line"] is None:
        lines = text.split("\n")
        return BrokenFile(len(lines), len(lines[-1]) + 1, found["why"] if found else message)
    return BrokenFile(int(found["line"]), int(found["column"]), found["why"])
