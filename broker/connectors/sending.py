"""Where each argument stands in the request: a segment of the path, a value of the query, a member of the JSON body.

    query: {wallet-address: $wallet}
    body: {summary: $summary, start: {dateTime: $start}}

In both, "$name" as a whole value is that argument, and everything else is sent as it stands in the signed file. What
stands nowhere goes under its own name: into the query of GET and DELETE, else into the body.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from broker.connectors.model import PLACEHOLDER, Operation, Scalar
from broker.fields import MAX_TEXT, boolean, integer, matching, table, text
from broker.gnap.locations import encode_segment
from broker.gnap.rights import SAFE_INTEGER
from broker.yamlfile import Node

WITHOUT_BODY: Final = ("GET", "DELETE")
_DEEPEST: Final = 4


def target(operation: Operation, values: Mapping[str, Scalar]) -> str:
    """Return path and query, percent-encoded, with the arguments in their places."""
    method, path = operation.request
    given = {name: _of(template, values) for name, template in (operation.query or {}).items()}
    given |= _left_over(operation, values) if method in WITHOUT_BODY else {}
    pairs = (f"{quote(name, safe='')}={quote(_as_text(value), safe='')}" for name, value in given.items())
    return f"{fill(path, values)}?{'&'.join(pairs)}" if given else fill(path, values)


def content(operation: Operation, values: Mapping[str, Scalar]) -> bytes | None:
    """Return the JSON body, None for a request without one."""
    given = {name: _of(template, values) for name, template in (operation.body or {}).items()}
    given |= _left_over(operation, values) if operation.request[0] not in WITHOUT_BODY else {}
    return json.dumps(given, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() if given else None


def fill(template: str, values: Mapping[str, Scalar]) -> str:
    """Return a path or location with whole segments filled."""
    return PLACEHOLDER.sub(lambda found: encode_segment(str(values[found[1]])), template)


def used(operation: Operation) -> set[str]:
    """Return the arguments that the file itself gives a place."""
    templates = {**(operation.query or {}), **{f"body {name}": one for name, one in (operation.body or {}).items()}}
    return {*PLACEHOLDER.findall(operation.request[1]), *_named(templates)}


def query(node: Node) -> dict[str, Scalar]:
    """Read `query`: names as the API has them, each with "$name" or a constant. Raises FileErrors."""
    return table(_QUERY_NAME, _leaf)(node)


def body(node: Node) -> dict[str, Any]:
    """Read `body`: a JSON object with "$name" and constants in it. Raises FileErrors."""
    return table(_MEMBER_NAME, lambda one: _member(one, 1))(node)


def _left_over(operation: Operation, values: Mapping[str, Scalar]) -> dict[str, Scalar]:
    placed = used(operation)
    return {name: value for name, value in values.items() if name not in placed}


def _of(template: Any, values: Mapping[str, Scalar]) -> Any:
    if isinstance(template, Mapping):
        return {name: _of(one, values) for name, one in template.items()}
    if isinstance(template, list):
        return [_of(one, values) for one in template]
    return values[template[1:]] if isinstance(template, str) and template.startswith("$") else template


def _named(template: Any) -> Iterator[str]:
    if isinstance(template, Mapping):
        for one in template.values():
            yield from _named(one)
    elif isinstance(template, list):
        for one in template:
            yield from _named(one)
    elif isinstance(template, str) and template.startswith("$"):
        yield template[1:]


def _as_text(value: Scalar) -> str:
    return json.dumps(value) if isinstance(value, bool) else str(value)


def _member(node: Node, depth: int) -> Any:
    if depth > _DEEPEST:
        raise node.refuse(f"nested more than {_DEEPEST} deep; nobody could see what is sent")
    if isinstance(node.value, Mapping):
        return table(_MEMBER_NAME, lambda one: _member(one, depth + 1))(node)
    if isinstance(node.value, tuple):
        return [_member(one, depth + 1) for one in node.value]
    return _leaf(node)


def _leaf(node: Node) -> Scalar:
    if isinstance(node.value, bool):
        return boolean(node)
    return integer(-SAFE_INTEGER, SAFE_INTEGER)(node) if isinstance(node.value, int) else text(node)


_QUERY_NAME: Final = matching(r"[A-Za-z0-9._~\[\]-]{1,100}", "the name of a query parameter, such as wallet-address")
_MEMBER_NAME: Final = matching(rf"[^\s$]{{1,{MAX_TEXT}}}", "the name of a member of the JSON body")
