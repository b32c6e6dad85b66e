"""From an agent's arguments to one exact call and the access right it needs, and back.

No argument can change where a call goes: host and path come from the file, an argument fills one percent-encoded path
segment, one query value, or one member of the JSON body.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from broker.connectors import own_request
from broker.connectors.downstream import called_for
from broker.connectors.model import PLACEHOLDER, Call, Connector, Operation, Parameter, Scalar, Type
from broker.connectors.sending import content, fill, target
from broker.connectors.values import refused
from broker.fields import nearest
from broker.gnap.locations import encode_segment
from broker.gnap.rights import Access, AccessRight, within

__all__ = ["BadArguments", "Call", "call_for", "call_from_access", "input_schema", "operation_access"]

_DECIMAL_FORM: Final = r"^(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?$"


class BadArguments(Exception):
    """Arguments that make no call. `problems` says, one by one, what is wrong and what would be right."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def call_for(connector: Connector, operation_name: str, arguments: Mapping[str, object]) -> Call:
    """Return the one call that these arguments make, with defaults filled in. Raises BadArguments."""
    if operation_name == own_request.NAME:
        return _own_request(connector, arguments)
    operation = next((one for one in connector.operations if one.name == operation_name), None)
    if operation is None:
        raise BadArguments([f"{connector.name} has no operation of that name"])
    values = _canonical(operation, arguments)
    access: Access = (_right(operation, values),)
    return Call(
        connector=connector.name,
        connector_digest=connector.digest,
        resource_server=connector.resource_server,
        operation=operation.name,
        title=operation.title,
        method=operation.request[0],
        url=f"{connector.resource_server}{target(operation, values)}",
        body=content(operation, values),
        arguments=values,
        access=access,
        idempotency_header=operation.idempotency,
        destructive=operation.destructive,
        downstream=called_for(access, connector.downstream),
        credential=connector.credential,
        tool=operation.tool,
    )


def call_from_access(connectors: Iterable[Connector], access: Access) -> Call | None:
    """Return the one call whose right this is: the inverse of `call_for`. None for more, less or another right.

    Rights fix a call when they are one right, name every parameter, and are that call's right and nothing wider.
    """
    if len(access) != 1 or isinstance(access[0], str):
        return None
    connectors = list(connectors)
    calls = [
        call
        for connector in connectors
        for operation in connector.operations
        if (call := _call_needing(connector, operation, access)) is not None
    ]
    calls += _own_requests(connectors, access)
    return calls[0] if len(calls) == 1 else None


def input_schema(operation: Operation) -> dict[str, Any]:
    """Return the JSON Schema of the arguments, for an MCP tool: closed, every type and bound named."""
    return {
        "type": "object",
        "properties": {name: _schema(parameter) for name, parameter in operation.parameters.items()},
        "required": [name for name, parameter in operation.parameters.items() if parameter.required],
        "additionalProperties": False,
    }


def operation_access(operation: Operation) -> AccessRight:
    """Return the template of the operation's right, with "$name" and "{name}" in it, for `policy.decide.could_ever`."""
    return AccessRight.model_validate(dict(operation.access))


def _own_request(connector: Connector, arguments: Mapping[str, object]) -> Call:
    if problems := own_request.faults(connector, arguments):
        raise BadArguments(problems)
    values = own_request.values_of(arguments)
    access: Access = (own_request.right_of(connector, values),)
    where = f"{connector.resource_server}{values['path']}"
    return Call(
        connector=connector.name,
        connector_digest=connector.digest,
        resource_server=connector.resource_server,
        operation=own_request.NAME,
        title=own_request.TITLE,
        method=values["method"],
        url=f"{where}?{values['query']}" if values["query"] else where,
        body=values["body"].encode() if values["body"] else None,
        arguments=values,
        access=access,
        idempotency_header=None,
        destructive=values["method"] != "GET",
        downstream=called_for(access, connector.downstream),
        credential=connector.credential,
    )


def _own_requests(connectors: Iterable[Connector], access: Access) -> Iterator[Call]:
    right = access[0].to_json() if isinstance(access[0], AccessRight) else {}
    for connector in connectors:
        values = own_request.made_by(connector, right)
        if values is not None and not own_request.faults(connector, values):
            call = _own_request(connector, values)
            if within(call.access, access) and within(access, call.access):
                yield call


def _canonical(operation: Operation, arguments: Mapping[str, object]) -> dict[str, Scalar]:
    """Return the arguments in the order of the file, after defaults; every one checked."""
    problems = [_unknown(str(name), operation) for name in arguments if name not in operation.parameters]
    values: dict[str, Scalar] = {}
    for name, parameter in operation.parameters.items():
        given = arguments.get(name, parameter.default)
        if name not in arguments and parameter.required:
            problems.append(f"{name} is missing: {_wanted(parameter)}")
        elif (why := refused(parameter, given) or _unfit(operation, name, given)) is not None:
            problems.append(f"{name} {why}")
        elif isinstance(given, str | int):
            values[name] = given
    if problems:
        raise BadArguments(problems)
    return values


def _unfit(operation: Operation, name: str, value: object) -> str | None:
    """Return why the value cannot be one segment of the path or of a location that it has to fill, else None."""
    places = (operation.request[1], *operation.access.get("locations", ()))
    if not any(name in PLACEHOLDER.findall(place) for place in places):
        return None
    try:
        encode_segment(str(value))
    except ValueError as error:
        return f"{error}, and it names one thing in a path; send its plain name"
    return None


def _unknown(name: str, operation: Operation) -> str:
    shown = json.dumps(name[:40])
    meant = nearest(name, operation.parameters)
    known = ", ".join(operation.parameters) or "none"
    return f"{shown} is no parameter" + (f"; did you mean {meant}?" if meant else f"; the parameters are {known}")


def _wanted(parameter: Parameter) -> str:
    if parameter.format == "decimal":
        return 'a decimal text such as "25.00"'
    if parameter.enum is not None:
        return f"one of {', '.join(parameter.enum)}"
    return {Type.STRING: "text", Type.INTEGER: "a whole number", Type.BOOLEAN: "true or false"}[parameter.type]


def _right(operation: Operation, values: Mapping[str, Scalar]) -> AccessRight:
    return AccessRight.model_validate({name: _filled(member, values) for name, member in operation.access.items()})


def _filled(member: Any, values: Mapping[str, Scalar]) -> Any:
    if isinstance(member, list):
        return [fill(item, values) for item in member]
    return values[member[1:]] if isinstance(member, str) and member.startswith("$") else member


def _call_needing(connector: Connector, operation: Operation, access: Access) -> Call | None:
    right = access[0].to_json() if isinstance(access[0], AccessRight) else {}
    template = operation.access
    if right.keys() != template.keys():
        return None
    names = {member[1:]: right[key] for key, member in template.items() if str(member).startswith("$")}
    try:
        call = call_for(connector, operation.name, names)
    except BadArguments:
        return None
    # Both ways: a right that is only inside the call's, or only around it, is not the call's right.
    return call if within(call.access, access) and within(access, call.access) else None


def _schema(parameter: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": parameter.type.value}
    if parameter.description is not None:
        schema["description"] = parameter.description
    if parameter.format == "decimal":
        schema |= {"pattern": _DECIMAL_FORM}
        schema.setdefault("description", 'A decimal text such as "25.00"')
    elif parameter.enum is not None:
        schema["enum"] = list(parameter.enum)
    elif parameter.type is Type.STRING:
        schema["maxLength"] = parameter.max_length
    if parameter.default is not None:
        schema["default"] = parameter.default
    return schema
