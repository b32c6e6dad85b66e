"""The token request (RFC 6749 §4.1.3, §6), and the errors that answer it (§5.2)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from broker.oauth.request import Unusable, parameters

ASSERTION_TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"  # RFC 7523 §2.2


@dataclass(eq=False)
class TokenError(Exception):
    """A refusal: its code (RFC 6749 §5.2, RFC 8707 §2), and words for whoever reads logs."""

    error: str
    description: str

    def as_json(self) -> dict[str, Any]:
        """Return the body of the answer."""
        return {"error": self.error, "error_description": self.description}


@dataclass(frozen=True)
class CodeRequest:
    """A code is to be redeemed."""

    code: str
    redirect_uri: str
    client_id: str
    verifier: str


@dataclass(frozen=True)
class RefreshRequest:
    """A refresh token is to be changed for new tokens."""

    token: str
    client_id: str


@dataclass(frozen=True)
class KeyRequest:
    """A headless agent asks for a token by itself, with a signed statement (RFC 6749 §4.4, RFC 7523 §2.2)."""

    assertion: str
    client_id: str | None


TokenRequest = CodeRequest | RefreshRequest | KeyRequest


def read_token_request(body: bytes, *, resource: str) -> TokenRequest:
    """Return what is asked; raise TokenError. `resource` is the one that tokens are for, and must be named."""
    try:
        given = parameters(body.decode("ascii"))
    except (Unusable, UnicodeDecodeError):
        raise TokenError("invalid_request", "send each parameter once, form-encoded") from None
    read = _READ.get(given.get("grant_type", ""))
    if read is None:
        raise TokenError("unsupported_grant_type", "spoken are " + ", ".join(_READ))
    if "client_secret" in given or ("client_assertion" in given and read is not _key):
        raise TokenError("invalid_client", "clients have no secret here: token_endpoint_auth_method is none")
    found = read(given)
    if given.get("resource") != resource:
        raise TokenError("invalid_target", f"resource is required and is {resource} (RFC 8707)")
    return found


def _code(given: dict[str, str]) -> CodeRequest:
    return CodeRequest(
        *_all(given, "code", "redirect_uri", "client_id", "code_verifier"),
    )


def _refresh(given: dict[str, str]) -> RefreshRequest:
    return RefreshRequest(*_all(given, "refresh_token", "client_id"))


def _key(given: dict[str, str]) -> KeyRequest:
    if given.get("client_assertion_type") != ASSERTION_TYPE or "client_assertion" not in given:
        raise TokenError("invalid_client", "prove yourself with a client_assertion (private_key_jwt)")
    return KeyRequest(given["client_assertion"], given.get("client_id"))


def _all(given: dict[str, str], *names: str) -> list[str]:
    missing = [name for name in names if name not in given]
    if missing:
        raise TokenError("invalid_request", f"{missing[0]} is missing")
    return [given[name] for name in names]


_READ: Mapping[str, Callable[[dict[str, str]], TokenRequest]] = {
    "authorization_code": _code,
    "refresh_token": _refresh,
    "client_credentials": _key,
}
