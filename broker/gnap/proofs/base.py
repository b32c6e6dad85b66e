"""The bytes under a signature (RFC 9421 §2.5): one line per covered component, then the signature's own parameters."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from broker.gnap.http_message import HttpMessage, TargetUri
from broker.gnap.proofs.structured import InnerList, Item, refusal, serialise

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


def component_names(claim: InnerList) -> tuple[str, ...]:
    """The names of the covered components. Raises GnapError for parameters on one, a repetition, or no string."""
    names: list[str] = []
    for item in claim.items:
        # sf, bs, key, tr and req change what the name stands for; we resolve none of them, so we vouch for none
        if not isinstance(item.value, str) or item.parameters:
            raise refusal("a covered component is not a plain name")
        if item.value in names:
            raise refusal("a component is covered twice")
        names.append(item.value)
    return tuple(names)


def component_value(message: HttpMessage, name: str) -> str:
    """What `name` stands for in this message. Raises GnapError when it is not there or cannot be signed."""
    if name == "@method":
        return _printable(message.method, _METHOD)
    if name in _OF_TARGET:
        return _OF_TARGET[name](TargetUri.parse(message.target_uri))
    if _FIELD_NAME.fullmatch(name) is None:
        raise refusal("a covered component is unknown")
    value = message.header(name)
    if value is None:
        raise refusal("a covered header is not in the message")
    return _printable(value, _FIELD_VALUE)


def signature_base(message: HttpMessage, claim: InnerList) -> bytes:
    """The bytes that a signature with the covered components and parameters of `claim` signs. Raises GnapError."""
    lines = [f"{serialise(Item(name))}: {component_value(message, name)}" for name in component_names(claim)]
    lines.append(f'"@signature-params": {serialise(claim)}')
    return "\n".join(lines).encode("ascii")


def _printable(value: str, allowed: re.Pattern[str]) -> str:
    # a line break in a value would let one component pretend to be two
    if allowed.fullmatch(value) is None:
        raise refusal("a covered component holds characters that cannot be signed")
    return value
