"""The rights document: what somebody else's client asks its owner for, in one value with one spelling and one digest.

Where an approval document shows one call, this one shows rights: every access token with all that it allows, how often
and for how long. It is shown, signed and kept in the same way; its version keeps the two kinds of signature apart.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, ValidationError, model_serializer

from broker.approval.canonical import canonical
from broker.approval.document import DocumentError, rfc3339

VERSION = "countersign-rights-v1"

_HEX = r"^[0-9a-f]{64}$"
_SHOWN_DOCUMENT = 16_384  # bytes of the whole that still fit a phone page
_SHOWN_VALUE = 2_000  # characters of one value


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class TokenShown(_Shown):
    """One access token: its rights written out, how often it works (None: as often as it likes), for how long."""

    label: str | None
    access: list[dict[str, Any]] = Field(min_length=1)
    uses: int | None = Field(ge=1)
    seconds: int = Field(ge=1)
    flags: list[str]
    rule: str = Field(min_length=1)
    rule_digest: str = Field(pattern=_HEX)


class SubjectShown(_Shown):
    """What the client would learn about the owner: identifiers and assertions, by their formats, and the address."""

    sub_id_formats: list[str]
    email: str | None = None
    assertion_formats: list[str]


class ClientShown(_Shown):
    """What the client says of itself, which nobody checked."""

    name: str | None
    uri: str | None
    class_id: str | None


class RightsDocument(_Shown):
    """Who asks, for which rights, at which servers, within which bounds and until when (RFC 3339, UTC, seconds).

    `downstream` are the hosts that those servers may call in turn; where there are none, it is left out.
    """

    version: Literal["countersign-rights-v1"]
    agent: str = Field(min_length=1)
    owner: str = Field(min_length=1)
    client_key: str = Field(min_length=1)
    client: ClientShown
    authorization_server: str = Field(min_length=1)
    resource_servers: list[str]
    downstream: list[str] = Field(default_factory=list)
    tokens: list[TokenShown]
    subject: SubjectShown | None
    policy_digest: str = Field(pattern=_HEX)
    valid_until: str = Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")

    @model_serializer(mode="wrap")
    def _without_nothing(self, members: SerializerFunctionWrapHandler) -> dict[str, Any]:
        # so every document that names none has the one spelling that it always had
        return {name: value for name, value in members(self).items() if name != "downstream" or value}

    def canonical(self) -> bytes:
        """Return the RFC 8785 bytes of the document."""
        return canonical(self.model_dump())

    @property
    def digest(self) -> str:
        """The SHA-256 of the canonical bytes, hex: what a passkey signs."""
        return hashlib.sha256(self.canonical()).hexdigest()

    def valid_until_time(self) -> datetime:
        """Return `valid_until` as an aware time."""
        return datetime.fromisoformat(self.valid_until)


def rights_document(
    *,
    agent: str,
    owner: str,
    client_key: str,
    client: ClientShown,
    authorization_server: str,
    resource_servers: list[str],
    tokens: list[TokenShown],
    subject: SubjectShown | None,
    policy_digest: str,
    valid_until: datetime,
    downstream: tuple[str, ...] = (),
) -> RightsDocument:
    """Return the document that asks `owner` for these rights; `client_key` is the key's identity.

    `valid_until` is cut to whole seconds, never later. Raises DocumentError when a field cannot be put into it.
    """
    try:
        return RightsDocument(
            version="countersign-rights-v1",
            agent=agent,
            owner=owner,
            client_key=client_key,
            client=client,
            authorization_server=authorization_server,
            resource_servers=resource_servers,
            downstream=list(downstream),
            tokens=tokens,
            subject=subject,
            policy_digest=policy_digest,
            valid_until=rfc3339(valid_until),
        )
    except ValidationError as problem:
        raise DocumentError(_first(problem)) from None


def parse(text: str) -> RightsDocument:
    """Return the document that `text` spells. Raises DocumentError unless the text is exactly its canonical form."""
    try:
        document = RightsDocument.model_validate(json.loads(text))
        document.valid_until_time()
        spelling = document.canonical()
    except ValidationError as problem:
        raise DocumentError(_first(problem)) from None
    except (ValueError, RecursionError) as problem:
        raise DocumentError(str(problem)) from None
    # a repeated name, a fraction or another order of members is another spelling, so it ends here
    if spelling != text.encode("utf-8", "surrogatepass"):
        raise DocumentError("not the canonical spelling of this document")
    return document


def is_rights(text: str) -> bool:
    """Tell whether a stored document says that it is of this kind; `parse` decides whether it is one."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and value.get("version") == VERSION


def unshowable(document: RightsDocument) -> str | None:
    """Return why a phone page cannot show the document in full, or None. What cannot be shown cannot be approved."""
    if not document.tokens and document.subject is None:
        return "it asks for nothing"
    if len(document.canonical()) > _SHOWN_DOCUMENT:
        return "the request is too long to be shown on one page"
    if any(len(text) > _SHOWN_VALUE for text in _texts(document.model_dump())):
        return "a value in it is too long to be shown"
    return None


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(inner)


def _first(problem: ValidationError) -> str:
    first = problem.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
