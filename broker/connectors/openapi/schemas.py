"""JSON schemas as parameters: what a person can be shown on one line and what is sent exactly as it was shown."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from broker.connectors.model import MAX_LENGTH, Parameter, Type
from broker.connectors.openapi.document import At, Document, LeftOut, capped, true
from broker.connectors.values import brief, refused
from broker.fields import MAX_TEXT
from broker.yamlfile import invisible

DESCRIPTION: Final = 200  # characters of one parameter's description
_LONGEST: Final = 2000  # characters of one argument that a phone page still shows
_DEEPEST: Final = 4
_MOST: Final = 500  # schemas that one operation may be made of
_FORMATS: Final = {"uuid": 36, "date": 10, "date-time": 40, "ipv4": 15, "ipv6": 45}


@dataclass
class Found:
    """One scalar of a request: where it stands (`path` of member names), and the parameter that fills it."""

    path: tuple[str, ...]
    parameter: Parameter
    at: At


@dataclass
class Reader:
    """Reads the schemas of one operation. `left_out` are the parts that it goes without, each with the reason.

    With `whole_numbers` a number in JSON becomes a whole one, which is noted; else it cannot be expressed.
    """

    document: Document
    whole_numbers: bool = False
    left_out: list[tuple[str, str]] = field(default_factory=list)
    _read: int = 0

    def scalar(self, at: At, *, required: bool, said: str = "", exact: bool = False) -> Parameter:
        """Return the parameter for one value; raise LeftOut for lists, objects and what is sent unseen.

        With `exact` it is JSON, where a decimal number cannot be sent as the text that was shown.
        """
        schema = self.merged(at)
        number = _is(schema, "number")
        if number and exact:
            schema |= {"type": self._whole()}
        kind = self._type(schema)
        chosen = _enum(schema) if kind is Type.STRING else None
        parameter = Parameter(
            type=kind,
            format="decimal" if number and not exact else None,
            description=capped(said or At("", schema).text("description"), DESCRIPTION) or None,
            enum=chosen,
            max_length=_length(schema) if kind is Type.STRING else MAX_LENGTH,
        )
        made = parameter if required else _optional(parameter, schema.get("default"))
        self.left_out += [(f"{at.pointer}/enum", why) for why in _unchosen(schema, chosen or ())]
        self.left_out += [(at.pointer, _NO_FRACTIONS)] if number and exact else []
        return made

    def _whole(self) -> str:
        if self.whole_numbers:
            return "integer"
        raise LeftOut(f"it is a number that may have a fraction, {_INEXACT}; --whole-numbers sends whole ones")

    def members(self, at: At, path: tuple[str, ...] = ()) -> Iterator[Found]:
        """Yield the scalars of a JSON object, those inside of required objects too; raise LeftOut where one is amiss.

        What is optional and cannot be expressed is left out, and noted.
        """
        needed = _needed(self.merged(at))
        for name, one in self._properties(at).items():
            try:
                yield from self._member(one, (*path, name), required=name in needed)
            except LeftOut as why:
                if name in needed:
                    raise LeftOut(f'the body needs "{".".join((*path, name))}": {why}') from None
                self.left_out.append((one.pointer, str(why)))

    def _member(self, at: At, path: tuple[str, ...], *, required: bool) -> list[Found]:
        schema = self.merged(at)
        if true(schema.get("readOnly")):
            return []
        if not _is(schema, "object") and not self._properties(at):
            return [Found(path, self.scalar(at, required=required, exact=True), at)]
        if not required:
            raise LeftOut("it is an object that is optional; write its members by hand where you need them")
        if len(path) >= _DEEPEST:
            raise LeftOut(f"it is nested more than {_DEEPEST} deep")
        found = list(self.members(at, path))
        if not found:
            raise LeftOut("it is an object without members that can be shown")
        return found

    def top(self, at: At) -> tuple[dict[str, At], list[str]]:
        """Return the properties of an object, and the names of those that it needs. Raises LeftOut."""
        return self._properties(at), _needed(self.merged(at))

    def merged(self, at: At, depth: int = 0) -> dict[str, Any]:
        """Return a schema and all that it is made of in one, without the properties. Raises LeftOut."""
        place = self._taken(at, depth)
        own = dict(place.value) if isinstance(place.value, dict) else {}
        parts = [self.merged(one, depth + 1) for one in self._parts(place, depth)]
        needed = [name for one in (*parts, own) for name in _needed(one)]
        merged: dict[str, Any] = {}
        for one in (*parts, own):
            merged |= one
        return merged | {"required": needed}

    def _properties(self, at: At, depth: int = 0) -> dict[str, At]:
        place = self._taken(at, depth)
        found: dict[str, At] = {}
        for part in self._parts(place, depth):
            found |= self._properties(part, depth + 1)
        return found | place.below("properties").members()

    def _taken(self, at: At, depth: int) -> At:
        self._read += 1
        if self._read > _MOST or depth > _DEEPEST:
            raise LeftOut("its schemas are too entangled to be shown")
        return self.document.follow(at)

    def _parts(self, place: At, depth: int) -> list[At]:
        """Return the schemas that hold besides its own: of alternatives the only one that is not null."""
        several = [*place.below("oneOf").items(), *place.below("anyOf").items()]
        real = [one for one in several if self._taken(one, depth + 1).text("type") != "null"]
        if len(real) > 1 or (several and not real):
            raise LeftOut("it is one of several forms; write the one that you mean as an operation of its own")
        return [*place.below("allOf").items(), *real]

    def _type(self, schema: dict[str, Any]) -> Type:
        for name, kind in _SCALARS.items():
            if _is(schema, name):
                return kind
        listed = schema.get("enum")
        if "type" not in schema and isinstance(listed, list) and all(isinstance(one, str) for one in listed):
            return Type.STRING
        raise LeftOut("it is a list" if _is(schema, "array") else "it is no text, number, true or false")


_INEXACT: Final = "which JSON readers do not keep exact"
_NO_FRACTIONS: Final = f"numbers with a fraction, {_INEXACT}: whole ones may be sent"
_SCALARS: Final = {
    "string": Type.STRING,
    "integer": Type.INTEGER,
    "boolean": Type.BOOLEAN,
    "number": Type.STRING,
}


def _needed(schema: dict[str, Any]) -> list[str]:
    listed = schema.get("required")
    return [name for name in listed if isinstance(name, str)] if isinstance(listed, list) else []


def _is(schema: dict[str, Any], name: str) -> bool:
    kind = schema.get("type")
    kinds = [one for one in kind if one != "null"] if isinstance(kind, list) else [kind]
    return kinds == [name]


def _enum(schema: dict[str, Any]) -> tuple[str, ...] | None:
    values = schema.get("enum")
    if not isinstance(values, list):
        return None
    # a value of null or of a vendor's own kind is none that could be chosen
    texts = tuple(dict.fromkeys(one for one in values if isinstance(one, str) and _fits(one)))
    if not texts or len(texts) > 200:
        raise LeftOut("its values cannot be listed")
    return texts


def _unchosen(schema: dict[str, Any], chosen: Sequence[str]) -> list[str]:
    """Return in words which of the values that a schema lists cannot be chosen, none where all of them can."""
    values = schema.get("enum")
    other = [one for one in values if one not in chosen] if isinstance(values, list) else []
    if not other:
        return []
    listed = f"{', '.join(map(brief, other[:5]))}{' …' if len(other) > 5 else ''}"
    return [f"{listed}: only text can be listed" if chosen else f"any value may be sent, not only {listed}"]


def _fits(text: str) -> bool:
    return bool(text) and len(text) <= MAX_TEXT and text == text.strip() and invisible(text) is None


def _length(schema: dict[str, Any]) -> int:
    given = schema.get("maxLength")
    if isinstance(given, int) and not isinstance(given, bool) and given > 0:
        return min(given, _LONGEST)
    return _FORMATS.get(str(schema.get("format")), MAX_LENGTH)


def _optional(parameter: Parameter, default: Any) -> Parameter:
    if default is None:
        raise LeftOut("it is optional and names no default, so that what is sent could not be shown")
    value = _default(parameter, default)
    if why := refused(parameter, value):
        raise LeftOut(f"its default {why}")
    return Parameter(**vars(parameter) | {"required": False, "default": value})


def _default(parameter: Parameter, default: Any) -> Any:
    """Return a default as an argument has it: a number as a decimal text, or as the whole number that it is."""
    if parameter.format == "decimal" and isinstance(default, int | float) and not isinstance(default, bool):
        return re.sub(r"\.0$", "", str(default))
    whole = parameter.type is Type.INTEGER and isinstance(default, float) and default.is_integer()
    return int(default) if whole else default
