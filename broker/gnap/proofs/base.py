"""The bytes under a signature (RFC 9421 §2.5): one line per covered component, then the signature's own parameters."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

from broker.gnap.http_message import HttpMessage, TargetUri
from broker.gnap.proofs.structured import InnerList, Item, parse_dictionary, refusal, serialise

_METHOD: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_FIELD_NAME: Final = re.compile(r"[a-z0-9!#$%&'*+.^_`|~-]+")
_FIELD_VALUE: Final = re.compile(r"[\t\x20-\x7e]*")

_OF_TARGET: Final[Mapping[str, Callable[[TargetUri], str]]] = {
    "@target-uri": str,
    "@authority": lambda target: target.authority,
    "@scheme": lambda target: target.scheme,
    "@path": lambda target: target.path,
    "@query": lambda target: target.query or "?",
    "@request-target": lambda target: target.path + target.query,
}


def component_names(claim: InnerList, signed_label: str | None = None) -> tuple[str, ...]:
    """The names of the covered components. Raises GnapError for parameters on one, a repetition, or no string.

    With `signed_label` two names may have the parameter `key`: those of the Signature and Signature-Input under just
    this label (RFC 9421 §2.1.2), which a key rotation covers; they are named as `member_names` does.
    """
    names = tuple([_name(item, signed_label) for item in claim.items])
    if len(set(names)) != len(names):
        raise refusal("a component is covered twice")
    return names


def member_names(label: str) -> tuple[str, str]:
    """What `component_names` calls the signature under this label, and its input."""
    return f'signature;key="{label}"', f'signature-input;key="{label}"'


def component_value(message: HttpMessage, name: str) -> str:
    """What `name` stands for in this message. Raises GnapError when it is not there or cannot be signed."""
    if name == "@method":
        return _printable(message.method, _METHOD)
    if name in _OF_TARGET:
        return _OF_TARGET[name](_target(message.target_uri))
    if _FIELD_NAME.fullmatch(name) is None:
        raise refusal("a covered component is unknown")
    value = message.header(name)
    if value is None:
        raise refusal("a covered header is not in the message")
    return _printable(value, _FIELD_VALUE)


def signature_base(message: HttpMessage, claim: InnerList, signed_label: str | None = None) -> bytes:
    """The bytes that a signature with the covered components and parameters of `claim` signs. Raises GnapError.

    `signed_label` is as for `component_names`.
    """
    component_names(claim, signed_label)
    return base_of_named(message, claim, serialise(claim))


def base_of_named(message: HttpMessage, claim: InnerList, spelling: str) -> bytes:
    """The same for a claim that went through `component_names` already, and its `serialise`. Raises GnapError."""
    lines = [
        _line(message, str(name)) if not own else _keyed_line(message, Item(name, own)) for name, own in claim.items
    ]
    lines.append(f'"@signature-params": {spelling}')
    return "\n".join(lines).encode("ascii")


@lru_cache(maxsize=1024)  # the few doors that are signed for again and again
def _target(uri: str) -> TargetUri:
    return TargetUri.parse(uri)


def _name(item: Item, signed_label: str | None) -> str:
    # sf, bs, tr and req change what the name stands for; we resolve none of them, so we vouch for none
    if not isinstance(item.value, str) or (item.parameters and item.parameters != {"key": signed_label}):
        raise refusal("a covered component is not a plain name")
    if not item.parameters:
        return item.value
    name = f'{item.value};key="{signed_label}"'
    if name not in member_names(signed_label or ""):
        raise refusal("a covered component is not a plain name")
    return name


def _line(message: HttpMessage, name: str) -> str:
    # the value first: it refuses every name that would have to be escaped here
    value = component_value(message, name)
    return f'"{name}": {value}'


def _keyed_line(message: HttpMessage, item: Item) -> str:
    members = parse_dictionary(message.header(str(item.value)) or "")
    label = str(item.parameters["key"])
    if label not in members:
        raise refusal("a covered signature is not in the message")
    return f"{serialise(item)}: {serialise(members[label])}"


def _printable(value: str, allowed: re.Pattern[str]) -> str:
    # a line break in a value would let one component pretend to be two
    if allowed.fullmatch(value) is None:
        raise refusal("a covered component holds characters that cannot be signed")
    return value
