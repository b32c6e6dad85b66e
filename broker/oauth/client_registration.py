"""A client that registers itself (RFC 7591), where the installation lets it: nobody vouches for anything it says.

It may say what a document may (`client_document`), and gets an id that says that it has none.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from broker.oauth.client_document import ClientDocument, once
from broker.oauth.redirects import is_redirect_uri

_OBJECT: Final = TypeAdapter(dict[str, Any])
_ID: Final = re.compile(r"csd_[0-9a-f]{32}")


@dataclass(eq=False)
class RegistrationError(Exception):
    """A refusal: its code (RFC 7591 §3.2.2), and words for whoever reads logs."""

    error: str
    description: str


def registered_id(chance: bytes) -> str:
    """Return a new client_id, of 16 random bytes."""
    return f"csd_{chance.hex()}"


def is_registered_id(client_id: str) -> bool:
    """Decide whether this is an id that was given to a client, and no address of a document."""
    return _ID.fullmatch(client_id) is not None


def read_registration(body: bytes, client_id: str) -> ClientDocument:
    """Return what a client says of itself (RFC 7591 §2), under its new id; raise RegistrationError."""
    try:
        said = _OBJECT.validate_python(json.loads(body, object_pairs_hook=once))
        asked = {name: value for name, value in said.items() if value is not None} | {"client_id": client_id}
        client = ClientDocument.model_validate(asked)
    except (ValidationError, ValueError, RecursionError):
        raise RegistrationError("invalid_client_metadata", "this is no JSON object about a client") from None
    if "software_statement" in asked:
        raise RegistrationError("unapproved_software_statement", "no software statement counts here: leave it out")
    if client.token_endpoint_auth_method != "none":  # noqa: S105 -- a method's name
        raise RegistrationError("invalid_client_metadata", "only token_endpoint_auth_method none is spoken")
    if "authorization_code" not in client.grant_types or "code" not in client.response_types:
        raise RegistrationError("invalid_client_metadata", "only authorization codes are spoken")
    if not all(map(is_redirect_uri, client.redirect_uris)):
        raise RegistrationError("invalid_redirect_uri", "a redirect URI is https, or http to this computer")
    return client


def answer(client: ClientDocument, issued_at: int) -> Mapping[str, Any]:
    """Return the answer to a registration (RFC 7591 §3.2.1); `issued_at` is in seconds since 1970."""
    return {
        "client_id": client.client_id,
        "client_id_issued_at": issued_at,
        "client_name": client.client_name,
        "redirect_uris": client.redirect_uris,
        "token_endpoint_auth_method": "none",
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
    }
