"""A request of an agent's own making at an API: all of it stands in the access right, so all of it is shown.

    call_resource: [GET, POST]

lets a policy permit rights of the type http-request at this API, with these methods. The right holds method, address,
query and body as they are sent; what a page could not show in full makes no request (decisions §2.4.8). Nor does what
an operation of any connector in force would send: the rules of that operation's right speak of it. Pure.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from broker.connectors.model import PLACEHOLDER, Connector
from broker.gnap.locations import fault
from broker.gnap.rights import AccessRight

NAME: Final = "call_resource"
TYPE: Final = "http-request"
TITLE: Final = "Make a request of its own"
METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
FIELDS: Final = ("method", "path", "query", "body")
Pattern = tuple[str, tuple[str, ...] | None, tuple[str, ...] | None]  # type, actions, locations
LONGEST: Final = 2_000  # characters of a path, a body or a query: a page shows no longer value
_WITH_BODY: Final = ("POST", "PUT", "PATCH")
_CHARACTER: Final = r"(?:[A-Za-z0-9._~\[\]-]|%[0-9A-F]{2})"
_UNREAD: Final = re.compile(r"[\s.\ufeff]+\Z")  # at the end of a segment: some servers and file systems drop it
_QUERY: Final = re.compile(rf"{_CHARACTER}+={_CHARACTER}*(&{_CHARACTER}+={_CHARACTER}*)*")


def faults(connector: Connector, given: Mapping[str, object]) -> list[str]:
    """Return what is wrong with `method`, `path`, `query` and `body`, and what would be right; nothing for a request.

    What is an operation, of this connector or of another one at its origin, is none: its own rules speak of that.
    """
    unknown = [f"{json.dumps(name[:40])} is no parameter; the parameters are {', '.join(FIELDS)}" for name in given]
    problems = [words for words, name in zip(unknown, given, strict=True) if name not in FIELDS]
    values = values_of(given)
    if any(not isinstance(value, str) for value in values.values()):
        return [*problems, f"{', '.join(FIELDS)} are text; leave out query and body where there is none"]
    method, path = values["method"], values["path"]
    if method not in connector.requests:
        problems.append(f"method is one of {', '.join(connector.requests) or 'none'}; no other is let through there")
    if len(path) > LONGEST:
        problems.append(f"path cannot be shown in full: at most {LONGEST} characters are sent")
    elif not path.startswith("/") or (why := fault(f"{connector.resource_server}{path}")):
        problems.append(f"path {why if path.startswith('/') else 'begins with /'}")
    elif operation := _operation_of(connector, method, path):
        problems.append(f"{method} {path} is {operation}: call that one")
    return [*problems, *_content_faults(method, values["query"], values["body"])]


def values_of(given: Mapping[str, object]) -> dict[str, Any]:
    """Return the four values in their one order, empty texts where nothing is given."""
    return {name: given.get(name, "") for name in FIELDS}


def right_of(connector: Connector, values: Mapping[str, str]) -> AccessRight:
    """Return the right that a request needs: the whole of it."""
    return AccessRight.model_validate(
        {
            "type": TYPE,
            "actions": [values["method"]],
            "locations": [f"{connector.resource_server}{values['path']}"],
            "query": values["query"],
            "body": values["body"],
        }
    )


def made_by(connector: Connector, right: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the values of the request at this API whose right this is, as far as it is one; else None."""
    if right.keys() != {"type", "actions", "locations", "query", "body"} or right["type"] != TYPE:
        return None
    if len(right["actions"]) != 1 or len(right["locations"]) != 1:
        return None
    location = str(right["locations"][0])
    if not location.startswith(f"{connector.resource_server}/"):
        return None
    path = location.removeprefix(connector.resource_server)
    return {"method": right["actions"][0], "path": path, "query": right["query"], "body": right["body"]}


def permitting(connector: Connector, types: Iterable[Pattern]) -> bool:
    """Decide whether one of these patterns of rights (type, actions, locations) could speak of a request here."""
    return any(
        kind == TYPE
        and (actions is None or not set(actions).isdisjoint(connector.requests))
        and (locations is None or any(one.startswith(f"{connector.resource_server}/") for one in locations))
        for kind, actions, locations in types
    )


def apart(connectors: Iterable[Connector]) -> list[Connector]:
    """Return these connectors, which are those in force, each with what the others' operations leave no request for."""
    every = list(connectors)
    return [replace(one, taken=_taken(one, every)) if one.requests else one for one in every]


def _taken(connector: Connector, every: Iterable[Connector]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (operation.request[0], f"{other.resource_server}{operation.request[1]}")
        for other in every
        if other.name != connector.name and _origin(other) == _origin(connector)
        for operation in other.operations
    )


def _origin(connector: Connector) -> tuple[str, str]:
    return urlsplit(connector.resource_server)[:2]


def _operation_of(connector: Connector, method: str, path: str) -> str | None:
    server = connector.resource_server
    address = f"{server}{path}"
    for one in connector.operations:
        if one.request[0] == method and _reaches(address, f"{server}{one.request[1]}"):
            return f"the operation {one.name}"
    if any(verb == method and _reaches(address, other) for verb, other in connector.taken):
        return "an operation of another connector, which has its own tool"  # not each agent may know its name
    return None


def _reaches(address: str, operation: str) -> bool:
    """Decide whether some server takes this address for one of the operation's; both are canonical."""
    # another case, a slash, a dot or a blank at an end is another path to us, and not to every server
    template = re.compile("/".join(map(_pattern, unquote(operation).rstrip("/").split("/"))), re.IGNORECASE)
    read = unquote(address)
    bare = "/".join(_UNREAD.sub("", segment) for segment in read.split("/"))
    return any(template.fullmatch(one.rstrip("/")) for one in (read, bare))


def _pattern(segment: str) -> str:
    return "[^/]+" if PLACEHOLDER.fullmatch(segment) else re.escape(_UNREAD.sub("", segment))


def _content_faults(method: str, query: str, body: str) -> list[str]:
    problems = []
    if query and (len(query) > LONGEST or not _QUERY.fullmatch(query)):
        problems.append(f"query is name=value&name=value, percent-encoded, of at most {LONGEST} characters")
    if body and method not in _WITH_BODY:
        problems.append(f"body has no place in a {method}; leave it out")
    if body and (len(body) > LONGEST or not body.isprintable()):
        problems.append(f"body cannot be shown in full: at most {LONGEST} printable characters on one line are sent")
    elif body and not _is_json(body):
        problems.append("body is the text of one JSON object or array, in which no name is repeated")
    return problems


def _is_json(text: str) -> bool:
    try:
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict | list)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is repeated")
    return found


def _no_constant(_: str) -> None:
    raise ValueError("no JSON")
