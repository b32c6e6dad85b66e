"""A client that is known by the address of a document about itself (draft-ietf-oauth-client-id-metadata-document).

The document says what it wants to: only its address is proof, of who can publish there. So the page shows the host of
the address as a fact, and the name as the client's own words.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

LARGEST: Final = 16 * 1024  # bytes of a document
FRESH_AT_MOST: Final = 24 * 60 * 60  # seconds
_LONGEST: Final = 512  # characters of a client_id
_ADDRESS: Final = re.compile(r"https://[a-z0-9.\-]+(?::[0-9]{1,5})?/[A-Za-z0-9._~!$&'()*+,;=:@%/\-]+")
_AGE: Final = re.compile(r"[0-9]{1,9}")


class Unknown(Exception):
    """This client cannot be known; the message says why, in words for the owner."""


class ClientDocument(BaseModel):
    """What of a document matters here. Members that we do not know mean nothing."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")
    client_id: str
    client_name: str = Field(default="", max_length=200)
    redirect_uris: list[str] = Field(min_length=1, max_length=50)
    token_endpoint_auth_method: str = "none"  # noqa: S105 -- a method's name
    grant_types: list[str] = Field(default_factory=lambda: ["authorization_code"])
    response_types: list[str] = Field(default_factory=lambda: ["code"])

    @field_validator("client_name")
    @classmethod
    def _text(cls, value: str) -> str:
        if "\0" in value:  # PostgreSQL has no such text
            raise ValueError("a NUL")
        return value


def host_of(client_id: str) -> str:
    """Return host and port of the document's address, "" without one: the one thing that is known of a client."""
    return urlsplit(client_id).netloc


def check_client_id(client_id: str) -> None:
    """Return if this may be a document's address: https, a path without dot segments, no query, fragment or user."""
    if len(client_id) > _LONGEST or _ADDRESS.fullmatch(client_id) is None:
        raise Unknown("its client_id is not the https address of a document about it")
    if {".", ".."} & set(unquote(urlsplit(client_id).path).split("/")):
        raise Unknown("its client_id has dot segments")


def read_document(client_id: str, status: int, headers: Mapping[str, str], body: bytes) -> ClientDocument:
    """Return the document that was answered at `client_id`; raise Unknown. Redirects are no answer."""
    media_type = _header(headers, "content-type").partition(";")[0].strip().lower()
    if status != 200 or not (media_type == "application/json" or media_type.endswith("+json")):
        raise Unknown("no JSON document is at its client_id")
    if len(body) > LARGEST:
        raise Unknown("the document at its client_id is too large")
    document = _parsed(body)
    # Byte for byte: whoever can publish at one address is nobody at another one.
    if document.client_id != client_id:
        raise Unknown("the document at its client_id speaks of another client")
    if document.token_endpoint_auth_method != "none":  # noqa: S105
        raise Unknown("it wants to prove itself in a way that is not spoken here: only public clients are")
    if "authorization_code" not in document.grant_types or "code" not in document.response_types:
        raise Unknown("its document does not speak of authorization codes")
    return document


def fresh_for(headers: Mapping[str, str]) -> int:
    """Return for how many seconds an answer may be used again (RFC 9111 §4.2, §5.2.2): only if it says so itself."""
    wanted = dict(_directive(one) for one in _header(headers, "cache-control").lower().split(","))
    if {"no-store", "no-cache"} & set(wanted) or _AGE.fullmatch(wanted.get("max-age", "")) is None:
        return 0
    age = _header(headers, "age")
    spent = int(age) if _AGE.fullmatch(age) else 0
    return max(0, min(int(wanted["max-age"]) - spent, FRESH_AT_MOST))


def _parsed(body: bytes) -> ClientDocument:
    try:
        found: Any = json.loads(body, object_pairs_hook=once)
        if isinstance(found, dict) and {"client_secret", "client_secret_expires_at"} & set(found):
            raise Unknown("the document at its client_id holds a secret, which everybody can read")
        return ClientDocument.model_validate(found)
    except (ValidationError, ValueError, RecursionError):
        raise Unknown("the document at its client_id is not one about a client") from None


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the members of a JSON object; raise ValueError where one stands twice."""
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a member stands twice")
    return dict(pairs)


def _directive(text: str) -> tuple[str, str]:
    name, _, value = text.strip().partition("=")
    return name.strip(), value.strip().strip('"')


def _header(headers: Mapping[str, str], name: str) -> str:
    return next((value for key, value in headers.items() if key.lower() == name), "")
