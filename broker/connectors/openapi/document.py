"""An OpenAPI document as a tree, and the places in it: JSON pointers (RFC 6901), references within the file."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote

from broker.connectors.openapi import yaml_json

LARGEST: Final = 32 * 1024 * 1024  # bytes
_HOPS: Final = 20  # references that lead to references
_PLACE: Final = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)  # in a list: RFC 6901 §4
_MIB: Final = 1024 * 1024


class CannotImport(Exception):
    """No connector can be made; the message names file, line or JSON pointer, and what to do."""


class LeftOut(Exception):
    """This part of the document cannot be expressed in a connector; the message says why."""


@dataclass(frozen=True)
class At:
    """A value and the pointer to it."""

    pointer: str
    value: Any

    def member(self, name: str) -> "At | None":
        """Return a member of an object, None where it is not there or this is none."""
        if not isinstance(self.value, Mapping) or name not in self.value:
            return None
        return At(f"{self.pointer}/{_escaped(name)}", self.value[name])

    def members(self) -> "dict[str, At]":
        """Return all members of an object by their names; none for anything else."""
        found = self.value if isinstance(self.value, Mapping) else {}
        return {str(name): At(f"{self.pointer}/{_escaped(str(name))}", one) for name, one in found.items()}

    def items(self) -> "list[At]":
        """Return the items of a list; none for anything else."""
        found = self.value if isinstance(self.value, list) else []
        return [At(f"{self.pointer}/{index}", one) for index, one in enumerate(found)]

    def item(self, index: int) -> "At | None":
        """Return one item of a list, None where it has fewer."""
        return At(f"{self.pointer}/{index}", self.value[index]) if index < len(self.value) else None

    def says(self, name: str) -> bool:
        """Tell whether a member is `true`."""
        return isinstance(self.value, Mapping) and true(self.value.get(name))

    def below(self, name: str) -> "At":
        """Return a member, or nothing at its place."""
        return self.member(name) or At(f"{self.pointer}/{_escaped(name)}", None)

    def text(self, name: str) -> str:
        """Return a member that is text, in one line of visible characters; "" for anything else."""
        found = self.value.get(name) if isinstance(self.value, Mapping) else None
        return one_line(found) if isinstance(found, str) else ""


@dataclass(frozen=True)
class Document:
    """An OpenAPI 3.0 or 3.1 document."""

    root: At

    def follow(self, at: At) -> At:
        """Return what a reference leads to, or the value itself. Raises LeftOut where it leads nowhere in this file."""
        return self.way(at)[-1]

    def way(self, at: At) -> list[At]:
        """Return the value and, one after the other, what the references lead to. Raises LeftOut as `follow` does."""
        way = [at]
        for _ in range(_HOPS):
            reference = way[-1].value.get("$ref") if isinstance(way[-1].value, Mapping) else None
            if not isinstance(reference, str):
                return way
            way.append(self._place(reference))
        raise LeftOut("its references lead in a circle")

    def _place(self, reference: str) -> At:
        if reference != "#" and not reference.startswith("#/"):
            raise LeftOut(f'the reference "{reference[:80]}" leads out of this file, and nothing is fetched')
        at = self.root
        for step in unquote(reference).split("/")[1:]:  # RFC 6901 §6
            name = step.replace("~1", "/").replace("~0", "~")
            inside = at.item(int(name)) if _PLACE.fullmatch(name) and isinstance(at.value, list) else at.member(name)
            if inside is None:
                raise LeftOut(f'the reference "{reference[:80]}" leads nowhere')
            at = inside
        return at


def read(source: bytes, path: str) -> Document:
    """Return the document in a file. Raises CannotImport with file, line and what to do."""
    if len(source) > LARGEST:
        raise CannotImport(f"{path}: larger than {LARGEST // 1024 // 1024} MiB; cut it down to the paths that you need")
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CannotImport(f"{path}: this is no UTF-8; save the file as UTF-8") from None
    root = _json(text, path) if text.lstrip().startswith("{") else _yaml(text, path)
    if not isinstance(root, dict):
        raise CannotImport(f"{path}:1: an OpenAPI document is an object; is this another file?")
    if "swagger" in root:
        raise CannotImport(f"{path}#/swagger: this is Swagger 2; convert it to OpenAPI 3 first, with any converter")
    version = str(root.get("openapi", ""))
    if not version.startswith(("3.0", "3.1")):
        words = f'is "{version[:20]}"' if version else "is missing"
        raise CannotImport(f"{path}#/openapi: the version {words}; OpenAPI 3.0 and 3.1 are read")
    return Document(At("#", root))


def slow(source: bytes) -> str | None:
    """Return in words that reading this file takes its time, None where it does not."""
    if not _MIB < len(source) <= LARGEST or source.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return None
    size = f"{len(source) / _MIB:.0f} MiB of YAML"
    return f"reading {size}, a second or so for each; JSON is read about ten times faster"


def one_line(text: str) -> str:
    """Return text as one line of characters that a page shows as themselves."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def capped(text: str, most: int) -> str:
    """Return text of at most so many characters, cut at a word."""
    return text if len(text) <= most else f"{text[: most - 2].rpartition(' ')[0] or text[: most - 2]} …"


def true(value: Any) -> bool:
    """Tell whether a value is `true`, or a word for it that older YAML has."""
    return value is True or value in ("True", "TRUE")


def _json(text: str, path: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise CannotImport(f"{path}:{error.lineno}:{error.colno}: this is no JSON: {error.msg}") from None
    except yaml_json.Twice as twice:
        raise CannotImport(f"{path}{_line_of_twice(text)}: {twice}") from None
    except ValueError as error:
        raise CannotImport(f"{path}: this is no JSON that can be read ({capped(str(error), 80)})") from None
    except RecursionError:
        raise CannotImport(f"{path}: nested too deeply") from None


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    names = [name for name, _ in pairs]
    twice = next(iter(Counter(names) - Counter(made.keys())))
    raise yaml_json.Twice(f'"{twice[:80]}" is in one object twice; keep one of them')


def _line_of_twice(text: str) -> str:
    """Return the place in a text of JSON, which is YAML too, as ":7:3"; nothing where it is too long to read again."""
    try:
        yaml_json.read(text if len(text) <= _MIB else "")
    except yaml_json.Twice as twice:
        return f":{twice.line}:{twice.column}"
    except (yaml_json.Unreadable, RecursionError):
        return ""
    return ""


def _yaml(text: str, path: str) -> Any:
    try:
        return yaml_json.read(text)
    except yaml_json.Unreadable as error:
        raise CannotImport(f"{path}:{error.line}:{error.column}: {error}") from None
    except RecursionError:
        raise CannotImport(f"{path}: nested too deeply") from None


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
