"""A request of an agent's own making at an API: all of it stands in the access right, so all of it is shown.

    call_resource: [GET, POST]

lets a policy permit rights of the type http-request at this API, with these methods. The right holds method, address,
query and body as they are sent; what a page could not show in full makes no request (decisions §2.4.8). Pure.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from broker.connectors.model import PLACEHOLDER, Connector
from broker.gnap.locations import fault
from broker.gnap.rights import AccessRight

NAME: Final = "call_resource"
TYPE: Final = "http-request"
TITLE: Final = "Make a request of its own"
METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
FIELDS: Final = ("method", "path", "query", "body")
Pattern = tuple[str, tuple[str, ...] | None, tuple[str, ...] | None]  # type, actions, locations
LONGEST: Final = 2_000  # characters of a body or a query: a page shows no longer value
_WITH_BODY: Final = ("POST", "PUT", "PATCH")
_CHARACTER: Final = r"(?:[A-Za-z0-9._~\[\]-]|%[0-9A-F]{2})"
_QUERY: Final = re.compile(rf"{_CHARACTER}+={_CHARACTER}*(&{_CHARACTER}+={_CHARACTER}*)*")


def faults(connector: Connector, given: Mapping[str, object]) -> list[str]:
    """Return what is wrong with `method`, `path`, `query` and `body`, and what would be right; nothing for a request.

    What is an operation of the connector is none: its own rules speak of that.
    """
    unknown = [f"{json.dumps(name[:40])} is no parameter; the parameters are {', '.join(FIELDS)}" for name in given]
    problems = [words for words, name in zip(unknown, given, strict=True) if name not in FIELDS]
    values = values_of(given)
    if any(not isinstance(value, str) for value in values.values()):
        return [*problems, f"{', '.join(FIELDS)} are text; leave out query and body where there is none"]
    method, path = values["method"], values["path"]
    if method not in connector.requests:
        problems.append(f"method is one of {', '.join(connector.requests) or 'none'}; no other is let through there")
    if not path.startswith("/") or (why := fault(f"{connector.resource_server}{path}")):
        problems.append(f"path {why if path.startswith('/') else 'begins with /'}")
    elif operation := _operation_of(connector, method, path):
        problems.append(f"{method} {path} is the operation {operation}: call that one")
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


def _operation_of(connector: Connector, method: str, path: str) -> str | None:
    # another case is another path to us, and not to every server
    return next(
        (
            one.name
            for one in connector.operations
            if one.request[0] == method and _template(one.request[1]).fullmatch(path.rstrip("/"))
        ),
        None,
    )


def _template(path: str) -> re.Pattern[str]:
    parts = ("[^/]+" if PLACEHOLDER.fullmatch(part) else re.escape(part) for part in path.rstrip("/").split("/"))
    return re.compile("/".join(parts), re.IGNORECASE)


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
