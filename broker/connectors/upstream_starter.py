"""A starter connector for an MCP server, out of the tools that it lists; and the same connector, pinned anew later.

What a server says is put into the file as one line of text for its owner to read: nothing of it is in force before
they have signed that file.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlsplit

import yaml

from broker.connectors.load import ConnectorErrors, load
from broker.connectors.model import Operation, Parameter, Tool, Type
from broker.connectors.openapi.document import At, CannotImport, Document, LeftOut, capped, one_line
from broker.connectors.openapi.operations import Made, members_of_right, put, written_parameter
from broker.connectors.openapi.schemas import Reader
from broker.connectors.openapi.starter import LARGEST, MOST_OPERATIONS, Omitted, Starter, slug
from broker.connectors.openapi.writing import yaml_of
from broker.connectors.pinned import NoDefinition, definition_of, digest_of
from broker.connectors.signed_words import lines_of
from broker.connectors.upstream import words_of
from broker.fields import nearest

Tools = Sequence[Mapping[str, Any]]

_TITLE: Final = 100  # characters
_ONE_LINE: Final = 100_000
_BEGINNING: Final = """\
# A starter connector, made by `countersign connector import mcp`. Read it before you sign it: keep the tools that you
# want, and give each a right that you understand. What is under `pinned` and in descriptions are the server's words.
"""


@dataclass(frozen=True)
class Changed:
    """A tool that is another one than was signed, or is not there.

    `before` and `now` are what the server said and says of it, as far as that differs.

    `why` says what its owner does, unless it was pinned anew.
    """

    tool: str
    how: str  # "changed", "gone", "new"
    before: str = ""
    now: str = ""
    why: str = ""


@dataclass(frozen=True)
class Refreshed:
    """The text of the connector with its new pins, and what they are about."""

    text: str
    changed: tuple[Changed, ...]


def starter(
    tools: Tools,
    url: str,
    *,
    name: str | None = None,
    prefix: str | None = None,
    only: Sequence[str] = (),
    credential: Mapping[str, str] | None = None,
    command: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
    whole_numbers: bool = False,
) -> Starter:
    """Return the starter connector for the MCP server at `url` that lists these tools. Raises CannotImport.

    With a `command` it is that program in the place of a URL, with that `environment`, and it is at no location.
    `only` are the tools wanted, by the server's names; all otherwise. What cannot be expressed is left out and listed;
    with `whole_numbers` a number that may have a fraction, which not every reader of JSON keeps exact, is taken as a
    whole one.
    """
    called = name or slug(command[0].rpartition("/")[2] if command else urlsplit(url).hostname or "") or "mcp"
    where: dict[str, Any] = {"command": list(command)} if command else {"url": url}
    head: dict[str, Any] = {"kind": "mcp", "name": called, "title": called, **where}
    head |= {"environment": dict(environment)} if environment else {}
    head["prefix"] = prefix or _prefix(called)
    head |= {"credential": dict(credential)} if credential else {}
    made: list[dict[str, Any]] = []
    omitted: list[Omitted] = []
    for tool in _wanted(tools, only):
        named = one_line(str(tool.get("name")))[:80]
        try:
            one, left = _operation(tool, tools, () if command else (url,), called, whole_numbers=whole_numbers)
            _check(head, made, one)
        except (LeftOut, NoDefinition) as why:
            omitted.append(Omitted(named, str(why)))
            continue
        omitted += [Omitted(f"{named}{pointer[1:]}", why) for pointer, why in left]
        made.append(one)
    return Starter(called, _whole(head, made, omitted), _names(head, made), tuple(omitted), _how(credential))


def refreshed(text: str, tools: Tools) -> Refreshed:
    """Return a connector file pinned to the definitions that its server lists now, and nothing else of it changed.

    A tool that is gone, or that the file's parameters do not fit any more, keeps its old pin and so is not callable.
    """
    operations = load(text, "connector.yaml").operations
    changed: list[Changed] = []
    for index, operation in enumerate(operations):
        one, pin = _compared(operation, tools)
        changed += [one] if one is not None else []
        text = _pinned_anew(text, index, pin) if pin is not None else text
    here = {one.tool.name for one in operations if one.tool is not None}
    changed += [Changed(one_line(name)[:80], "new") for name in _named(tools) if name not in here]
    load(text, "connector.yaml")  # what was put there is what the strict reader takes
    return Refreshed(text, tuple(changed))


def _compared(operation: Operation, tools: Tools) -> tuple[Changed | None, dict[str, str] | None]:
    tool = operation.tool
    if tool is None:
        return None, None
    before = tool.says or ""
    try:
        found = definition_of(tools, tool.name)
        if found is None:
            return Changed(
                tool.name, "gone", before, why="take it out of the file, or leave it: it is not called"
            ), None
        pin = _pin(found)
    except NoDefinition as why:
        return Changed(tool.name, "changed", before, why=str(why)), None
    if pin["sha256"] == tool.sha256:
        return None, None
    before, now = _difference(tool, pin)
    if misfit := _misfit(operation, found):
        again = f"{misfit}; write its parameters anew (countersign connector import mcp shows them)"
        return Changed(tool.name, "changed", before, now, again), None
    return Changed(tool.name, "changed", before, now), pin


def _difference(tool: Tool, pin: Mapping[str, str]) -> tuple[str, str]:
    """Return the lines of a definition that changed, as they were signed and as they are."""
    old = {"says": tool.says or "", "takes": tool.takes or "", "besides": tool.besides or ""}
    changed = [(name, line, pin.get(name, "")) for name, line in old.items() if line != pin.get(name, "")]
    return _lines([(name, line) for name, line, _ in changed]), _lines([(name, line) for name, _, line in changed])


def _lines(lines: Sequence[tuple[str, str]]) -> str:
    return "; ".join((line or "nothing") if name == "says" else f"{name} {line or 'nothing'}" for name, line in lines)


def _misfit(operation: Operation, found: Mapping[str, Any]) -> str | None:
    """Return why what the file sends is not what the tool takes now; None where nothing speaks against it."""
    schema, sent = At("#", found.get("inputSchema")), _sent(operation)
    reader = Reader(Document(schema))
    for one in schema.below("required").items():
        if not isinstance(one.value, str):
            return f"it needs {one_line(str(one.value))[:60]} now"
    try:
        known, needed = reader.top(schema)
        for name in needed:
            if name not in sent:
                return f"it needs {one_line(name)[:60]} now"
        for name in sent:
            if name not in known:
                return f"it does not know {name} any more"
            if why := _value_misfit(_filled(operation, sent[name]), reader.merged(known[name])):
                return f"{name} {why}"
    except LeftOut as why:
        return f"its parameters cannot be shown any more ({why})"
    return None


def _value_misfit(parameter: Parameter | None, schema: Mapping[str, Any]) -> str | None:
    """Return why what fills a parameter is not what the tool takes there; None where nothing speaks against it."""
    taken, values = schema.get("type"), schema.get("enum")
    if parameter is None:
        return None
    if isinstance(taken, str) and taken in _KINDS and parameter.type not in _KINDS[taken]:
        return f"is of the type {taken} now"
    if isinstance(values, list) and any(one not in values for one in parameter.enum or ()):
        return "takes other values now"
    return None


_KINDS: Final = {
    "string": {Type.STRING},
    "integer": {Type.INTEGER},
    "number": {Type.INTEGER},
    "boolean": {Type.BOOLEAN},
    "object": set[Type](),
    "array": set[Type](),
}


def _sent(operation: Operation) -> dict[str, Any]:
    """Return the arguments that a call has at the top: their templates, `$name` where a parameter fills one."""
    body = dict(operation.body or {})
    placed = {one[1:] for one in body.values() if isinstance(one, str) and one.startswith("$")}
    inside = {str(one) for value in body.values() if isinstance(value, Mapping) for one in _leaves(value)}
    left = {name: f"${name}" for name in operation.parameters if name not in placed and f"${name}" not in inside}
    return {**left, **body}


def _leaves(value: Any) -> list[Any]:
    if isinstance(value, Mapping):
        return [leaf for one in value.values() for leaf in _leaves(one)]
    return [leaf for one in value for leaf in _leaves(one)] if isinstance(value, list) else [value]


def _filled(operation: Operation, template: Any) -> Parameter | None:
    return operation.parameters.get(template[1:]) if isinstance(template, str) and template.startswith("$") else None


def _pinned_anew(text: str, index: int, pin: Mapping[str, str]) -> str:
    """Put the new pin where the old one of an operation stands; the rest of the file keeps every character."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    old = _member(_member(root, "operations").value[index], "pinned")
    # the end of a block is where the next thing begins, so the end of its last value counts
    end = old.end_mark if old.flow_style else old.value[-1][1].end_mark
    return text[: old.start_mark.index] + _flow(pin) + text[end.index :]


def _member(node: Any, name: str) -> Any:
    return next(value for key, value in node.value if key.value == name)


def _flow(pin: Mapping[str, str]) -> str:
    # one line, however long: a value that goes over several lines would be hard to compare on a page
    written = [f"{name}: {_scalar(value)}" for name, value in pin.items()]
    return "{" + ", ".join(written) + "}"


def _scalar(value: str) -> str:
    return yaml_of(value, width=_ONE_LINE).removesuffix("...\n").strip()


def _wanted(tools: Tools, only: Sequence[str]) -> list[Mapping[str, Any]]:
    names = _named(tools)
    for wanted in only:
        if wanted not in names:
            meant = nearest(wanted, names)
            words = f"; did you mean {one_line(meant)}?" if meant else ""
            raise CannotImport(f'the server has no tool "{wanted}"{words}')
    return [one for one in tools if not only or one.get("name") in only]


def _named(tools: Tools) -> list[str]:
    return [str(one.get("name")) for one in tools]


def _operation(
    tool: Mapping[str, Any], tools: Tools, locations: Sequence[str], right: str, *, whole_numbers: bool
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    name = str(tool.get("name"))
    definition_of(tools, name)  # which of two is meant could not be told
    pin = _pin(tool)  # before anything else: what is nested beyond reading has none
    schema = At("#", tool.get("inputSchema"))
    reader, made = Reader(Document(schema), whole_numbers), Made()
    for found in list(reader.members(schema)):
        put(made.body, found, made.add("_".join(found.path), found.parameter))
    said = At("#", tool)
    title = said.text("title") or said.below("annotations").text("title") or name
    one: dict[str, Any] = {"tool": name, "title": capped(one_line(title), _TITLE), "pinned": pin}
    if made.parameters:
        one["parameters"] = {key: written_parameter(_as_said(value)) for key, value in made.parameters.items()}
    if any(f"${key}" != value for key, value in made.body.items()):
        one["arguments"] = made.body
    fixed: dict[str, Any] = {"type": right, "actions": [words_of(name)]}
    fixed |= {"locations": list(locations)} if locations else {}
    one["access"] = {**fixed, **members_of_right(made)}
    one["destructive"] = True  # whatever the server says of its own tool: its owner judges that
    return one, reader.left_out


def _as_said(parameter: Parameter) -> Parameter:
    # agents read it beside words of ours
    said = parameter.description and f"Its server says: {json.dumps(parameter.description, ensure_ascii=False)}"
    return replace(parameter, description=said)


def _pin(tool: Mapping[str, Any]) -> dict[str, str]:
    return {"sha256": digest_of(tool), **lines_of(tool)}


def _check(head: dict[str, Any], made: list[dict[str, Any]], one: dict[str, Any]) -> None:
    """Raise LeftOut where the strict reader of connectors would not have this tool, or not beside the others."""
    try:
        load(yaml_of({**head, "operations": [*made, one]}), "")
    except ConnectorErrors as why:
        raise LeftOut(why.problems[0].message) from None


def _whole(head: dict[str, Any], made: list[dict[str, Any]], omitted: list[Omitted]) -> str:
    if not made:
        why = f" ({omitted[0].pointer}: {omitted[0].reason})" if omitted else ""
        raise CannotImport(f"no tool of this server can be expressed{why}; write the connector by hand")
    text = _BEGINNING + yaml_of({**head, "operations": made})
    if len(made) > MOST_OPERATIONS or len(text.encode()) > LARGEST:
        size = f"{len(made)} tools and {len(text.encode()) // 1024} KiB"
        raise CannotImport(f"{size} are more than an owner reads; choose some with --tools a,b")
    return text


def _names(head: dict[str, Any], made: list[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(one.name for one in load(yaml_of({**head, "operations": made}), "").operations)


def _prefix(called: str) -> str:
    plain = words_of(called)[:20].rstrip("_")
    return plain if plain[:1].isalpha() else "mcp"


def _how(credential: Mapping[str, str] | None) -> str:
    if credential and "variable" in credential:
        return f"by a secret of yours in the variable {credential['variable']} of the program"
    return "by a secret of yours in a header" if credential else "by nothing: the server asks for no secret"
