"""Reading a connector file. Everything wrong in it is told with file:line:column and what would be right.

What a page could not show to the owner is refused here already: every parameter is a member of the access right.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from broker.connectors import sending, upstream
from broker.connectors.authorization import pinned
from broker.connectors.credential import TAKEN, credential
from broker.connectors.downstream import Downstream
from broker.connectors.model import EMBEDDED, PLACEHOLDER, Connector, Credential, Operation, Parameter, Scalar, Type
from broker.connectors.own_request import METHODS
from broker.connectors.places import reachable
from broker.connectors.values import refused
from broker.fields import (
    boolean,
    choice,
    distinct,
    integer,
    items_of,
    mapping,
    matching,
    members_of,
    name,
    sequence,
    table,
    text,
)
from broker.gnap.locations import fault
from broker.gnap.rights import SAFE_INTEGER
from broker.yamlfile import FileErrors, Node, Problem, read

__all__ = ["ConnectorErrors", "Problem", "load"]

# the tools of the agents' door itself
RESERVED: Final = (
    "what_may_i_do",
    "request_access",
    "wait_for_grant",
    "list_grants",
    "give_back",
    "mint_child",
    "end_child",
    "get_token",
    "call_resource",
)
LISTS: Final = ("actions", "locations", "datatypes", "privileges")
_JWK: Final = {"OKP": {"kty", "crv", "x", "kid", "alg"}, "EC": {"kty", "crv", "x", "y", "kid", "alg"}}


class ConnectorErrors(FileErrors):
    """A connector file that cannot be in force, with everything found wrong in it."""


def load(source: str | bytes, path: str) -> Connector:
    """Return the connector that a file holds. Raises ConnectorErrors with every problem found."""
    try:
        root = read(source, path)
        digest = hashlib.sha256(source.encode() if isinstance(source, str) else source).hexdigest()
        connector = replace(_mcp(root) if "kind" in members_of(root) else _http(root), digest=digest)
        _check_places(connector, root)
        _check_credential(connector, root)
    except FileErrors as error:
        raise ConnectorErrors(error.problems) from None
    return connector


def _http(root: Node) -> Connector:
    values = _CONNECTOR(root)
    server, bearer = values.pop("authorization_server"), values.pop("bearer_tokens", None) is not None
    values["requests"] = values.pop("call_resource", ())
    spoken_to = {"profile": server.profile, "introduction": server.introduction}
    return Connector(**values, authorization_server=server.uri, bearer=bearer, **spoken_to)


def _mcp(root: Node) -> Connector:
    """Read a connector of kind mcp: nothing of it knows GNAP, so our own server decides."""
    values = _MCP(root)
    url, command, environment = (values.pop(field, None) for field in ("url", "command", "environment"))
    if (url is None) == (command is None):
        raise root.refuse("write either url: https://… or command: [/path/of/the/program], one of them")
    if command is None and environment is not None:
        raise members_of(root)["environment"].place.refuse('"environment" is for a program that is started here')
    prefix = values.pop("prefix")
    operations = tuple(replace(one, name=upstream.named(prefix, one.name)) for one in values.pop("operations"))
    for operation, entry in zip(operations, items_of(members_of(root)["operations"].node), strict=True):
        if operation.name in RESERVED:
            raise entry.refuse(f'"{operation.name}" is a tool of the broker itself; choose another name')
        if why := upstream.name_fault(operation.name):
            raise entry.refuse(why)
    return Connector(
        **values,
        authorization_server=EMBEDDED,
        resource_server=url or upstream.place_of(command),
        operations=operations,
        program=upstream.program(command, environment) if command else None,
    )


def _server(node: Node) -> str:
    """Read the base URL of a resource server, without a slash at its end."""
    value = text(node)
    if value.endswith("/"):
        raise node.refuse(f"leave out the slash at the end: {value.rstrip('/')}")
    return reachable(node, value, f"{value}/")


def _key(node: Node) -> dict[str, str]:
    members = members_of(node)
    key = table(text, text)(node)
    wanted = _JWK.get(key.get("kty", ""))
    if wanted is None:
        raise node.refuse("expected a public JWK with kty OKP (Ed25519) or EC (P-256)")
    known = ", ".join(sorted(wanted))
    for member in members:
        if member in ("d", "k", "p", "q", "dp", "dq", "qi"):
            raise members[member].place.refuse(f'"{member}" is part of a private key; write the public key only')
        if member not in wanted:
            raise members[member].place.refuse(f'unknown field "{member}"; this public JWK has {known}')
    if missing := sorted(wanted - key.keys()):
        raise node.refuse(f'"{missing[0]}" is missing; this public JWK has {known}')
    return key


def _request(node: Node) -> tuple[str, str]:
    """Read `POST /payments/{id}`: a method, a space, and a path in canonical form with whole segments to fill."""
    value = text(node)
    method, _, path = value.partition(" ")
    if method not in METHODS or not path.startswith("/"):
        raise node.refuse(f'"{value}" is no request; write a method of {", ".join(METHODS)} and a path: POST /payments')
    _check_template(node, f"https://any{path}")
    return method, path


def _location(node: Node) -> str:
    value = text(node)
    _check_template(node, value)
    return value


def _check_template(node: Node, location: str) -> None:
    """Refuse a location or path that is not canonical once its `{name}` segments are filled."""
    filled = "/".join("x" if PLACEHOLDER.fullmatch(part) else part for part in location.split("/"))
    if "{" in filled or "}" in filled:
        raise node.refuse("a {parameter} fills one whole path segment; write /accounts/{account}")
    if why := fault(filled):
        raise node.refuse(f"the location {why}" if location == node.value else f"the path {why}")


def _constant(node: Node) -> str:
    value = text(node)
    if value.startswith("$"):
        raise node.refuse(f'"{value}" would let an argument choose this; write each value as an operation of its own')
    return value


def _member(node: Node) -> Scalar:
    if isinstance(node.value, bool):
        return node.value
    return integer(-SAFE_INTEGER, SAFE_INTEGER)(node) if isinstance(node.value, int) else text(node)


def _access(node: Node) -> dict[str, Any]:
    """Read the template of a right: lists are constant, every other member is a constant or a whole "$name"."""
    # in the order of the file, the same in every process: what is told of a right names them in this order
    own = [name for name in members_of(node) if name not in {"type", *LISTS, "identifier"}]
    lists = {key: distinct(_location if key == "locations" else _constant) for key in LISTS}
    template = mapping({"type": _constant}, {**lists, "identifier": text, **dict.fromkeys(own, _member)})(node)
    return {key: list(value) if key in LISTS else value for key, value in template.items()}


def _downstream(node: Node) -> Downstream:
    """Read one line of the map of rights that may be derived; a right that could be good anywhere is refused."""
    values = mapping({"from": _FROM, "to": _access})(node)
    if not values["to"].get("locations") or not values["to"].get("actions"):
        raise members_of(node)["to"].node.refuse("a derived right names its locations and its actions")
    if any("{" in place for place in values["to"]["locations"]):
        raise members_of(node)["to"].node.refuse("the locations of a derived right stand there as they are")
    return Downstream(values["from"]["type"], values["from"]["actions"], values["to"])


def _parameter(node: Node) -> Parameter:
    values = _PARAMETER(node)
    parameter = Parameter(**values | {"type": Type(values["type"])})
    if parameter.type is not Type.STRING:
        for field in ("format", "enum", "max_length"):
            if field in values:
                raise node.refuse(f'"{field}" is for a parameter of type string')
    if parameter.format and parameter.enum:
        raise node.refuse("format and enum cannot both hold; keep one")
    if "default" in values:
        if values.get("required"):
            raise node.refuse("a required parameter has no default; leave one of the two out")
        parameter = Parameter(**values | {"type": parameter.type, "required": False})
        if why := refused(parameter, values["default"]):
            raise node.refuse(f"the default {why}")
    elif not parameter.required:
        raise node.refuse("an optional parameter needs a default, so that the owner is shown what is sent")
    return parameter


def _operation(node: Node) -> Operation:
    values = _OPERATION(node)
    values.setdefault("parameters", {})
    values.setdefault("destructive", values["request"][0] != "GET")
    operation = Operation(**values)
    if problems := list(_template_faults(operation)):
        raise node.refuse(problems[0])
    return operation


def _tool_operation(node: Node) -> Operation:
    """Read one tool of an MCP server: its name is the tool's until a prefix stands before it."""
    values = _TOOL_OPERATION(node)
    operation = Operation(
        name=values.get("name") or upstream.words_of(values["tool"]),
        title=values["title"],
        request=("POST", ""),
        access=values["access"],
        parameters=values.get("parameters", {}),
        destructive=values.get("destructive", True),
        description=values.get("description"),
        body=values.get("arguments"),
        tool=upstream.tool(values),
    )
    if problems := list(_template_faults(operation)):
        raise node.refuse(problems[0])
    return operation


def _template_faults(operation: Operation) -> Iterator[str]:
    """Yield why the owner would not be shown all that is sent, or why the template cannot be filled."""
    members = [value for key, value in operation.access.items() if key not in LISTS]
    shown = {value[1:] for value in members if isinstance(value, str) and value.startswith("$")}
    places = [operation.request[1], *operation.access.get("locations", [])]
    placed = sending.used(operation)
    for used in sorted(shown | placed | {found for place in places for found in PLACEHOLDER.findall(place)}):
        if used not in operation.parameters:
            yield f'"{used}" is used in the access right or the request, but is no parameter; add it under "parameters"'
    without_body = operation.request[0] in sending.WITHOUT_BODY
    if operation.body is not None and without_body:
        yield f"a {operation.request[0]} request has no body; write query"
    taken = operation.query if without_body else operation.body
    for twice in sorted((taken or {}).keys() & (operation.parameters.keys() - placed)):
        yield f'"{twice}" would be sent twice: the parameter of that name stands nowhere; write {twice}: ${twice}'
    for key, parameter in operation.parameters.items():
        if key not in shown:
            yield f'the parameter "{key}" could not be shown to the owner; add a member such as {key}: ${key} to access'
        if any(key in PLACEHOLDER.findall(place) for place in places) and parameter.type is not Type.STRING:
            yield f'the parameter "{key}" fills a path segment, so its type is string'
    identifier = operation.access.get("identifier", "")
    named = operation.parameters.get(identifier[1:]) if identifier.startswith("$") else None
    if named is not None and named.type is not Type.STRING:
        yield f"identifier is text, so the type of {identifier[1:]} is string"


def _operations(node: Node) -> tuple[Operation, ...]:
    return _all_different(sequence(_operation)(node), node)


def _tool_operations(node: Node) -> tuple[Operation, ...]:
    return _all_different(sequence(_tool_operation)(node), node)


def _all_different(operations: tuple[Operation, ...], node: Node) -> tuple[Operation, ...]:
    names: set[str] = set()
    rights: dict[str, str] = {}
    for operation, entry in zip(operations, items_of(node), strict=True):
        if operation.name in names:
            raise entry.refuse(f'an operation "{operation.name}" stands above already; give each a name of its own')
        names.add(operation.name)
        other = rights.setdefault(_form(operation.access), operation.name)
        if other != operation.name:
            raise entry.refuse(f'its access right is that of "{other}", so an approval could not tell them apart')
    return operations


def _form(access: Mapping[str, Any]) -> str:
    """Return a template without the names of its parameters: two operations of one form could need the same right."""
    shape = {key: "$" if isinstance(value, str) and value.startswith("$") else value for key, value in access.items()}
    lists = {key: sorted(PLACEHOLDER.sub("{}", value) for value in access[key]) for key in LISTS if key in access}
    return json.dumps(shape | lists, sort_keys=True)


def _check_places(connector: Connector, root: Node) -> None:
    """Refuse a location that is not at this API: the page would name one server, and the call go to another."""
    entries = items_of(members_of(root)["operations"].node)
    for operation, entry in zip(connector.operations, entries, strict=True):
        for location in operation.access.get("locations", ()):
            if why := _misplaced(connector, location):
                raise entry.refuse(why)


def _misplaced(connector: Connector, location: str) -> str | None:
    server = connector.resource_server
    if connector.program is not None:
        return "a program is at no location; leave locations out"
    if connector.kind == "mcp":
        return None if location == server else f"the one location of this MCP server is {server}"
    return (
        None if location.startswith(f"{server}/") else f"the location {location} is not at the resource server {server}"
    )


def _check_credential(connector: Connector, root: Node) -> None:
    """Refuse what speaks of GNAP at an API that is not spoken to by GNAP, and a header for two things."""
    if connector.credential is None:
        return
    members = members_of(root)
    if why := _unfit_for_place(connector, connector.credential):
        raise members["credential"].place.refuse(why)
    if connector.authorization_server != EMBEDDED:
        raise members["authorization_server"].node.refuse(
            f'an API with a credential has no authorization server of its own; write authorization_server: "{EMBEDDED}"'
        )
    for field in ("resource_server_key", "downstream", "bearer_tokens"):
        if field in members:
            raise members[field].place.refuse(f'leave "{field}" out: an API with a credential is shown no token')
    entries = items_of(members["operations"].node)
    for operation, entry in zip(connector.operations, entries, strict=True):
        if (operation.idempotency or "").lower() == connector.credential.header.lower():
            raise entry.refuse(f"the header {operation.idempotency} carries the credential; name another one")


def _unfit_for_place(connector: Connector, credential: Credential) -> str | None:
    """Return why this server cannot be given its secret in that way, None where it can."""
    program, variable = connector.program, credential.variable
    if program is None:
        return "a variable is for a program that is started here; write header and scheme" if variable else None
    if variable is None:
        return "a program is sent no header; write credential: {kind: api_key, variable: NAME_OF_IT}"
    if variable in program.environment:
        return f'"{variable}" stands under environment too; a secret stands in no file'
    return None


def _tool(node: Node) -> str:
    value = matching(r"[a-z][a-z0-9_]{0,59}", "up to 60 of a-z, 0-9 and _, a letter first")(node)
    if value in RESERVED:
        raise node.refuse(f'"{value}" is a tool of the broker itself; choose another name')
    return value


def _header(node: Node) -> str:
    value = matching(r"[A-Za-z0-9-]{1,64}", "a header such as Idempotency-Key")(node)
    if TAKEN.fullmatch(value) or value.lower() == "authorization":
        raise node.refuse(f'"{value}" is set by the broker or by HTTP; write a header such as Idempotency-Key')
    return value


_PARAMETER_NAME: Final = matching(r"[A-Za-z][A-Za-z0-9_]{0,39}", "up to 40 of letters, digits and _, a letter first")
_PARAMETER: Final = mapping(
    {"type": choice(*Type)},
    {
        "format": choice("decimal"),
        "description": text,
        "required": boolean,
        "default": _member,
        "enum": distinct(text),
        "max_length": integer(1, 4000),
    },
)
_OPERATION: Final = mapping(
    {"name": _tool, "title": text, "request": _request, "access": _access},
    {
        "description": text,
        "parameters": table(_PARAMETER_NAME, _parameter),
        "query": sending.query,
        "body": sending.body,
        "idempotency": lambda node: mapping({"header": _header})(node)["header"],
        "destructive": boolean,
    },
    {
        "headers": "leave it out: the broker sets the headers",
    },
)
_FROM: Final = mapping({"type": _constant, "actions": distinct(_constant)})
_CONNECTOR: Final = mapping(
    {
        "name": name,
        "title": text,
        "resource_server": _server,
        "authorization_server": pinned,
        "operations": _operations,
    },
    {
        "resource_server_key": _key,
        "downstream": sequence(_downstream, most=50),
        "credential": credential,
        "bearer_tokens": choice("accepted"),
        "call_resource": distinct(choice(*METHODS)),
    },
    {
        "api_key": "write credential: {kind: api_key}; its secret is typed at the terminal and stands in no file",
        "token": "write credential: {kind: api_key}; its secret is typed at the terminal and stands in no file",
        "headers": "leave it out: the broker sets the headers",
        "enforces": "leave it out: tokens are held by the broker",
    },
)
_TOOL_OPERATION: Final = mapping(
    {"tool": upstream.tool_name, "title": text, "pinned": upstream.pinned, "access": _access},
    {
        "name": _tool,
        "description": text,
        "parameters": table(_PARAMETER_NAME, _parameter),
        "arguments": sending.body,
        "destructive": boolean,
    },
    {
        "request": "leave it out: a tool of an MCP server has a name and arguments",
        "idempotency": "leave it out: MCP has none, so a call without an answer is not repeated",
    },
)
_MCP: Final = mapping(
    {"kind": choice("mcp"), "name": name, "title": text, "prefix": upstream.prefix, "operations": _tool_operations},
    {
        "url": upstream.endpoint,
        "command": upstream.command,
        "environment": upstream.environment,
        "credential": credential,
    },
    {
        "resource_server": "write url: and the address at which the MCP server is spoken to",
        "authorization_server": "leave it out: policy and approval of a kind mcp are the broker's own",
        "env": "write environment: {NAME: value}",
        "headers": "leave it out: the broker sets the headers",
    },
)
