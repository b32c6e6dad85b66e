"""YAML: one entry of a block mapping set or removed by its lines, the rest untouched."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from broker.connect.edit import BY_HAND, BrokenFile, CannotEdit, Data, Path, newline_of

UNIT = "  "


class Yaml:
    """Entries below a key at the top level of a YAML file."""

    def load(self, text: str) -> Data:
        """Return the data of a file, {} for an empty one; raise BrokenFile."""
        try:
            data = yaml.safe_load(text)
        except yaml.MarkedYAMLError as why:
            mark = why.problem_mark or why.context_mark
            words = why.problem or why.context or "this is not YAML"
            raise BrokenFile(mark.line + 1 if mark else 1, mark.column + 1 if mark else 1, words) from None
        except yaml.reader.ReaderError as why:
            before = text[: why.position]
            raise BrokenFile(before.count("\n") + 1, len(before.split("\n")[-1]) + 1, why.reason) from None
        except (ValueError, RecursionError):
            raise BrokenFile(1, 1, "a value that cannot be read") from None
        if data is not None and not isinstance(data, dict):
            raise BrokenFile(1, 1, "the file must hold a mapping, as in `name: value`")
        return data or {}

    def put(self, text: str, path: Path, value: Mapping[str, Any]) -> str:
        """Return the text with the entry at `path`: in its old place, or as the first of its mapping."""
        parent, name = path
        newline = newline_of(text)
        section = _child(_root(text), parent)
        lines = text.splitlines(keepends=True)
        if section is None:
            closed = text if not text or text.endswith("\n") else text + newline
            return closed + self.shown(path, value).replace("\n", newline)
        key, held = section
        if not isinstance(held, yaml.MappingNode) or held.flow_style:
            return _opened(text, key, held, _entry(name, value, UNIT, newline), newline)
        indent = " " * held.start_mark.column
        written = _entry(name, value, indent, newline)
        found = _child(held, name)
        if found is None:
            at = key.end_mark.line + 1
            if held.start_mark.line < at:
                raise CannotEdit(f"{parent} is not written with its entries on lines of their own: {BY_HAND}")
            return "".join([*lines[:at], written, *lines[at:]])
        start, end = _lines(*found)
        return "".join([*lines[:start], written, *lines[end:]])

    def drop(self, text: str, path: Path) -> str:
        """Return the text without the entry at `path`."""
        section = _child(_root(text), path[0])
        found = _child(section[1], path[1]) if section else None
        if section is None or found is None or getattr(section[1], "flow_style", False):
            raise CannotEdit(f"{path[1]} has no lines of its own: {BY_HAND}")
        lines = text.splitlines(keepends=True)
        start, end = _lines(*found)
        if len(section[1].value) == 1:  # an empty mapping is written as one: a bare key would hold nothing at all
            mark = section[0].end_mark
            bare = lines[mark.line]
            lines[mark.line] = bare[: mark.column + 1] + " {}" + bare[mark.column + 1 :]
        return "".join(lines[:start] + lines[end:])

    def shown(self, path: Path, value: Mapping[str, Any]) -> str:
        """Return the entry below its key, alone."""
        return f"{path[0]}:\n{_entry(path[1], value, UNIT, chr(10))}"


def _root(text: str) -> Any:
    return yaml.compose(text, Loader=yaml.SafeLoader)


def _child(node: Any, name: str) -> tuple[Any, Any] | None:
    """Return the key and value nodes of a member; None where there is none. Raises CannotEdit for two."""
    if not isinstance(node, yaml.MappingNode):
        return None
    found = [(key, value) for key, value in node.value if key.value == name]
    if len(found) > 1:
        raise CannotEdit(f'"{name}" stands there twice: remove one of them first')
    return found[0] if found else None


def _lines(key: Any, value: Any) -> tuple[int, int]:
    """Return the first line of a member and the one after its last; what follows a block scalar counts to it."""
    last = max(mark.line if mark.column else mark.line - 1 for mark in _ends(value))
    return key.start_mark.line, max(last, key.start_mark.line) + 1


def _ends(node: Any) -> Iterator[Any]:
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        yield node.end_mark
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _ends(value)
    else:
        for item in node.value:
            yield from _ends(item)


def _opened(text: str, key: Any, held: Any, entry: str, newline: str) -> str:
    """Return the text in which an empty section, `extensions:` or `extensions: {}`, holds the entry."""
    if held.value:
        raise CannotEdit(f"{key.value} is not written with its entries on lines of their own: {BY_HAND}")
    end = text.find("\n", held.end_mark.index)
    end = len(text) if end < 0 else end + 1
    line = text[key.end_mark.index : held.start_mark.index].rstrip(" \t") + text[held.end_mark.index : end]
    line = line if line.endswith("\n") else line + newline
    return text[: key.end_mark.index] + line + entry + text[end:]


def _entry(name: str, value: Mapping[str, Any], indent: str, newline: str) -> str:
    lines = [f"{indent}{name}:"]
    for key, item in value.items():
        if isinstance(item, Mapping) and item:
            lines += [f"{indent}{UNIT}{key}:"]
            lines += [f"{indent}{UNIT * 2}{inner}: {_scalar(text)}" for inner, text in item.items()]
        else:
            lines.append(f"{indent}{UNIT}{key}: {_scalar(item)}")
    return newline.join([*lines, ""])


def _scalar(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)  # JSON on one line is YAML
