"""What a tool's definition says, as lines that its owner reads and signs: no word of it can change and not show.

`says` is its description, `takes` its parameters, `besides` all the rest. A line that would be too long is cut, and
ends with a digest of the whole.
"""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from broker.connectors.openapi.document import At, one_line
from broker.connectors.pinned import canonical
from broker.fields import MAX_TEXT

_SPOKEN: Final = frozenset({"type", "enum", "description", "properties", "required", "items"})
_ELSEWHERE: Final = frozenset({"name", "description", "inputSchema"})


def lines_of(tool: Mapping[str, Any]) -> dict[str, str]:
    """Return the lines of a definition that say something. Raises NoDefinition for what has no canonical form."""
    rest = {name: value for name, value in tool.items() if name not in _ELSEWHERE}
    lines = {
        "says": one_line(At("#", tool).text("description")),
        "takes": one_line(_object(tool.get("inputSchema"))),
        "besides": one_line(canonical(rest)) if rest else "",
    }
    return {name: _cut(line) for name, line in lines.items() if line}


def _object(schema: Any) -> str:
    """Return the members of an object: `amount: integer (in cents); unit?: "eur"|"usd"`, and what else it says."""
    if not isinstance(schema, Mapping):
        return canonical(schema)
    properties, needed = schema.get("properties"), schema.get("required")
    if not isinstance(properties, Mapping) or not isinstance(needed, list | None):
        return canonical(schema)
    members = [f"{name}{'' if name in (needed or []) else '?'}: {_value(one)}" for name, one in properties.items()]
    strange = [name for name in needed or [] if not isinstance(name, str) or name not in properties]
    further = {**_further(schema), **({"required": strange} if strange else {})}
    return "; ".join([*members, *([canonical(further)] if further else [])])


def _value(schema: Any) -> str:
    if not isinstance(schema, Mapping):
        return canonical(schema)
    kind, further = _kind(schema), _further(schema)
    said = At("", schema).text("description")
    return " ".join([kind, *([f"({said})"] if said else []), *([canonical(further)] if further else [])]).strip()


def _kind(schema: Mapping[str, Any]) -> str:
    values = schema.get("enum")
    if isinstance(values, list):
        return "|".join(map(canonical, values))
    if "properties" in schema:
        return f"{{{_object({name: schema[name] for name in ('properties', 'required') if name in schema})}}}"
    if "items" in schema:
        return f"[{_value(schema['items'])}]"
    kind = schema.get("type", "any")
    return kind if isinstance(kind, str) else canonical(kind)


def _further(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a schema says besides what is spoken of already."""
    further = {name: value for name, value in schema.items() if name not in _SPOKEN}
    if "type" in schema and schema["type"] != _implied(schema):
        further["type"] = schema["type"]
    if "description" in schema and not isinstance(schema["description"], str):
        further["description"] = schema["description"]
    return further


def _implied(schema: Mapping[str, Any]) -> Any:
    """Return the type that is seen from how a schema is written here."""
    values = schema.get("enum")
    if isinstance(values, list):
        return "string" if all(isinstance(one, str) for one in values) else None
    return "object" if "properties" in schema else "array" if "items" in schema else schema.get("type")


def _cut(line: str) -> str:
    if len(line) <= MAX_TEXT:
        return line
    mark = f" … (cut; sha256 {hashlib.sha256(line.encode('utf-8', 'surrogatepass')).hexdigest()[:16]})"
    return line[: MAX_TEXT - len(mark)].rstrip() + mark
