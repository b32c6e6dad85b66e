"""Reading subject information in an answer (RFC 9635 §3.4): who the resource owner is at that authorization server.

An identifier means something at its issuer only, so it never travels without it; it is no address to write to.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from broker.gnap.errors import PeerError


@dataclass(frozen=True)
class Subject:
    """What one authorization server says about its resource owner. `issuer` is the grant endpoint that said it."""

    issuer: str
    sub_ids: tuple[dict[str, Any], ...] = ()
    assertions: tuple[tuple[str, str], ...] = ()  # format, value
    updated_at: str | None = None

    @property
    def accounts(self) -> tuple[tuple[str, tuple[tuple[str, Any], ...]], ...]:
        """The identifiers as keys: the same one of two issuers is two."""
        return tuple((self.issuer, tuple(sorted(one.items()))) for one in self.sub_ids)

    def beyond(self, sub_id_formats: Collection[str], assertion_formats: Collection[str]) -> str | None:
        """Return why this is more than was asked for, or None."""
        if not all(one["format"] in sub_id_formats for one in self.sub_ids):
            return "a subject identifier came in a format that nobody asked for"
        if not all(form in assertion_formats for form, _ in self.assertions):
            return "an assertion came in a format that nobody asked for"
        return None


def subject_of(value: dict[str, Any], issuer: str) -> Subject:
    """Return the subject information that an answer holds; raise PeerError where it is malformed."""
    return Subject(
        issuer,
        tuple(_identifier(one) for one in _objects(value, "sub_ids")),
        tuple(_assertion(one) for one in _objects(value, "assertions")),
        _text(value, "updated_at") if value.get("updated_at") is not None else None,
    )


def _objects(value: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = value.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise PeerError(f"subject: {name} is no list of objects")
    return found


def _identifier(one: dict[str, Any]) -> dict[str, Any]:
    if not all(isinstance(member, str) for member in one.values()):
        raise PeerError("subject: an identifier's members are texts")
    _text(one, "format")
    return one


def _assertion(one: dict[str, Any]) -> tuple[str, str]:
    return _text(one, "format"), _text(one, "value")


def _text(value: dict[str, Any], name: str) -> str:
    text = value.get(name)
    if not isinstance(text, str) or not text:
        raise PeerError(f"subject: {name} is missing")
    return text
