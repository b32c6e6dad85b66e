"""One operation of an OpenAPI document as one of a connector: its request, its parameters, the right that it needs."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Final

from broker.connectors.model import MAX_LENGTH, PLACEHOLDER, Parameter, Type
from broker.connectors.openapi.document import At, Document, LeftOut, capped
from broker.connectors.openapi.schemas import Found, Reader
from broker.connectors.sending import WITHOUT_BODY

METHODS: Final = ("get", "post", "put", "patch", "delete")
ACTIONS: Final = {"get": "read", "post": "create", "put": "replace", "patch": "update", "delete": "delete"}
TITLE, DESCRIPTION = 100, 400  # characters
_MOST_PARAMETERS: Final = 40
_RESERVED: Final = frozenset({"type", "actions", "locations", "datatypes", "privileges", "identifier"})


@dataclass
class Source:
    """One method of one path in the document."""

    method: str
    path: str
    at: At
    shared: list[At]  # parameters of the path itself
    servers: At | None  # where it is served, when that is not where the document is

    @property
    def id(self) -> str:
        """What the document calls it: its operationId, else method and path."""
        return self.at.text("operationId") or f"{self.method.upper()} {self.path}"

    def words(self) -> str:
        """Return the snake-case words of which its name is made."""
        split = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", self.id)
        return re.sub(r"[^a-z0-9]+", "_", split.lower()).strip("_")


@dataclass
class Made:
    """What was read of one operation: its parameters, and where each of them goes."""

    parameters: dict[str, Parameter] = field(default_factory=dict)
    in_path: dict[str, str] = field(default_factory=dict)  # by the document's name: the parameter's
    query: dict[str, str] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)
    idempotency: str | None = None

    def add(self, wanted: str, parameter: Parameter) -> str:
        """Take a parameter in under a name of its own, and return that name."""
        if len(self.parameters) >= _MOST_PARAMETERS:
            raise LeftOut(f"it has more than {_MOST_PARAMETERS} parameters; nobody could look at them all")
        plain = re.sub(r"[^A-Za-z0-9]+", "_", wanted).strip("_")[:36]
        plain = plain if plain[:1].isalpha() and plain.isascii() else f"p_{plain}".rstrip("_")
        name, number = plain, 1
        while name in self.parameters:
            number += 1
            name = f"{plain}_{number}"
        self.parameters[name] = parameter
        return name


def sources(document: Document) -> tuple[list[Source], list[tuple[str, str]]]:
    """Return every operation of the document in its order, and the paths that cannot be read, each with the reason."""
    found, left_out = list[Source](), list[tuple[str, str]]()
    for path, at in document.root.below("paths").members().items():
        try:
            item = _item(document, at)
        except LeftOut as why:
            left_out.append((at.pointer, str(why)))
            continue
        shared = item["parameters"].items() if "parameters" in item else []
        for method, one in item.items():
            if method in METHODS and isinstance(one.value, dict):
                found.append(Source(method, path, one, shared, one.member("servers") or item.get("servers")))
    return found, left_out


def _item(document: Document, at: At) -> dict[str, At]:
    """Return what a path has: its own members, and those of the paths that it refers to."""
    item: dict[str, At] = {}
    for one in document.way(at):
        found = one.members()
        if both := found.keys() & item.keys() & {*METHODS, "parameters", "servers"}:
            raise LeftOut(f"it refers to another path, and both have {min(both)}; which one counts is said nowhere")
        item |= found
    return item


def served(server: At) -> str:
    """Return the address of a server, its variables filled with their defaults."""
    variables = server.below("variables").members()
    defaults = {name: one.text("default") for name, one in variables.items()}
    return re.sub(r"\{([^{}]*)\}", lambda found: defaults.get(found[1]) or found[0], server.text("url")).rstrip("/")


def unfit(source: Source, servers: Collection[str]) -> str | None:
    """Return why an operation has no place in a connector for the API at `servers`, None where it may have one."""
    if source.at.says("deprecated"):
        return "it is deprecated"
    if source.at.member("$ref") is not None:
        return "it is a reference, which only a whole path may be"
    if source.servers is not None and not any(served(one) in servers for one in source.servers.items()):
        return "it is at a server of its own; write a connector for that one"
    return None


def operation(
    document: Document, source: Source, *, name: str, server: str, right: str, whole_numbers: bool = False
) -> tuple[dict[str, Any], Reader]:
    """Return the operation as it stands in a connector file, and the reader with what it goes without.

    Raises LeftOut where it cannot be expressed at all.
    """
    reader, made = Reader(document, whole_numbers), Made()
    for at in _parameters(document, source):
        _parameter(reader, made, at)
    _body(reader, made, source)
    return _written(source, made, name=name, server=server, right=right), reader


def _parameters(document: Document, source: Source) -> list[At]:
    own = source.at.below("parameters").items()
    found: dict[tuple[str, str], At] = {}
    for at in [*source.shared, *own]:
        place = document.follow(at)
        found[place.text("in"), place.text("name")] = place
    return list(found.values())


def _parameter(reader: Reader, made: Made, at: At) -> None:
    where, name = at.text("in"), at.text("name")
    required = where == "path" or at.says("required")
    if where == "header" and name.lower() == "idempotency-key":
        made.idempotency = name
        return
    try:
        parameter = _scalar(reader, at, required=required)
    except LeftOut as why:
        if required:
            raise LeftOut(f'it needs the parameter "{name}": {why}') from None
        reader.left_out.append((at.pointer, str(why)))
        return
    if where == "path":
        made.in_path[name] = made.add(name, _segment(parameter))
    else:
        made.query[name] = f"${made.add(name, parameter)}"


def _scalar(reader: Reader, at: At, *, required: bool) -> Parameter:
    where, schema = at.text("in"), at.member("schema")
    if where not in ("path", "query"):
        raise LeftOut(f"it goes into a {where or 'place that nobody knows'}, and the broker sets those itself")
    if schema is None:
        raise LeftOut("it has no schema")
    style, usual = at.text("style"), "simple" if where == "path" else "form"
    if style not in ("", usual):
        raise LeftOut(f"it is written in the style {style}, and the broker writes {usual}")
    return reader.scalar(schema, required=required, said=at.text("description"))


def _segment(parameter: Parameter) -> Parameter:
    # what fills a segment is text, and no two spellings of it lead to one place
    length = parameter.max_length if parameter.type is Type.STRING and not parameter.format else 40
    return Parameter(Type.STRING, description=parameter.description, enum=parameter.enum, max_length=length)


def _body(reader: Reader, made: Made, source: Source) -> None:
    declared = source.at.member("requestBody")
    if declared is None:
        return
    body, method = reader.document.follow(declared), source.method.upper()
    if method in WITHOUT_BODY and body.says("required"):
        raise LeftOut(f"it needs a body, and a {method} request has none here")
    if method in WITHOUT_BODY:
        reader.left_out.append((body.pointer, f"a {method} request has no body here"))
        return
    for one in list(reader.members(_json_schema(body))):
        put(made.body, one, made.add("_".join(one.path), one.parameter))


def _json_schema(body: At) -> At:
    for kind, at in body.below("content").members().items():
        plain = kind.partition(";")[0].strip().lower()
        if plain == "application/json" or plain.endswith("+json"):
            schema = at.member("schema")
            if schema is not None:
                return schema
    raise LeftOut("its body is no JSON with a schema")


def put(body: dict[str, Any], one: Found, name: str) -> None:
    """Give a parameter its place in the body."""
    inside = body
    for step in one.path[:-1]:
        inside = inside.setdefault(step, {})
    inside[one.path[-1]] = f"${name}"


def _written(source: Source, made: Made, *, name: str, server: str, right: str) -> dict[str, Any]:
    path = PLACEHOLDER.sub(lambda found: f"{{{made.in_path.get(found[1], found[1])}}}", source.path)
    method = source.method.upper()
    title = source.at.text("summary") or source.id
    description = source.at.text("description")
    written: dict[str, Any] = {"name": name, "title": capped(title, TITLE)}
    if description and description != title:
        written["description"] = capped(description, DESCRIPTION)
    written["request"] = f"{method} {path}"
    if made.parameters:
        written["parameters"] = {key: written_parameter(one) for key, one in made.parameters.items()}
    if made.query and (method not in WITHOUT_BODY or any(f"${key}" != one for key, one in made.query.items())):
        written["query"] = made.query
    if any(f"${key}" != one for key, one in made.body.items()):
        written["body"] = made.body
    fixed = {"type": right, "actions": [ACTIONS[source.method]], "locations": [f"{server}{path}"]}
    written["access"] = {**fixed, **members_of_right(made)}
    if made.idempotency:
        written["idempotency"] = {"header": made.idempotency}
    written["destructive"] = method != "GET"
    return written


def members_of_right(made: Made) -> dict[str, str]:
    """Return the members that each parameter has in the access right, so that its owner is shown it."""
    return {(f"{key}_" if key in _RESERVED else key): f"${key}" for key in made.parameters}


def written_parameter(parameter: Parameter) -> dict[str, Any]:
    """Return a parameter as it stands in a connector file."""
    written: dict[str, Any] = {"type": parameter.type.value}
    if parameter.format:
        written["format"] = parameter.format
    if parameter.default is not None:
        written["default"] = parameter.default
    if parameter.enum:
        written["enum"] = list(parameter.enum)
    elif parameter.type is Type.STRING and not parameter.format and parameter.max_length != MAX_LENGTH:
        written["max_length"] = parameter.max_length
    if parameter.description:
        written["description"] = parameter.description
    return written
