"""A request and its answer for people and machines, without the secrets in them unless these are asked for."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import b64url_decode
from broker.http import Answer

Json = dict[str, Any]
_SECRET = frozenset(
    {"value", "interact_ref", "nonce", "hash", "existing_access_token", "finish", "d", "p", "q", "dp", "dq", "qi", "k"}
)
"""Members whose text is a secret. `finish` is one in an answer, where it is a nonce; in a request it is an object."""
_NONCE = re.compile(r'(nonce=)"((?:[^"\\]|\\.)*)"')


def hidden(text: str) -> str:
    """Return what stands in the place of a secret."""
    return f"(hidden: {len(text)} characters)"


def request_json(message: HttpMessage, *, secrets: bool) -> Json:
    """Return a signed request: method, URI, headers, content."""
    shown = {"method": message.method, "uri": message.target_uri, "headers": _headers(message.headers, secrets)}
    return shown | _content(message.body, secrets)


def answer_json(answer: Answer, *, secrets: bool) -> Json:
    """Return an answer: status, headers, content."""
    return {"status": answer.status, "headers": _headers(answer.headers.items(), secrets)} | _content(
        answer.body, secrets
    )


def lines_of(shown: Mapping[str, Any]) -> list[str]:
    """Return the lines in which a person reads a request or an answer, in ASCII."""
    first = f"HTTP {shown['status']}" if "status" in shown else f"{shown['method']} {shown['uri']}"
    lines = [first, *(f"{name}: {value}" for name, value in shown["headers"])]
    content = shown.get("content")
    if content is not None:
        lines += ["", *json.dumps(content, indent=2).splitlines()]
    return [_visible(line) for line in lines]


def _visible(line: str) -> str:
    # words of a server end on a terminal: nothing in them may move its cursor
    return "".join(char if char.isascii() and char.isprintable() else ascii(char)[1:-1] for char in line)


def _headers(headers: Iterable[tuple[str, str]], secrets: bool) -> list[list[str]]:
    return [[name, value if secrets else _without(name, value)] for name, value in headers]


def _without(name: str, value: str) -> str:
    if name == "authorization":
        scheme, _, token = value.partition(" ")
        return f"{scheme} {hidden(token)}"
    if name == "signature-input":
        return _NONCE.sub(lambda found: f'{found[1]}"{hidden(found[2])}"', value)
    return value


def _content(body: bytes | None, secrets: bool) -> Json:
    if not body:
        return {}
    found = _read(body)
    return {"content": found if secrets else _masked(found)}


def _read(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return _jws(body)


def _jws(body: bytes) -> Any:
    """Return the parts of an attached JWS; for other bytes only how many they are, since they may hold anything."""
    try:
        header, payload, signature = body.decode("ascii").split(".")
        return {
            "jws": json.loads(b64url_decode(header)),
            "payload": json.loads(b64url_decode(payload)),
            "signature": signature,
        }
    except Exception:  # noqa: BLE001 -- whatever the bytes are, they are no JWS, and are not shown
        return f"({len(body)} bytes that are no JSON)"


def _masked(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {member: _masked(inner, member) for member, inner in value.items()}
    if isinstance(value, list):
        return [_masked(inner, name) for inner in value]
    # in an introspection request `access_token` is the token itself
    if isinstance(value, str) and (name in _SECRET or name == "access_token"):
        return hidden(value)
    return value
