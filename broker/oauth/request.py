"""The authorization request (RFC 6749 §4.1.1): first who asks and where the answer goes, then what is asked.

Until the client's own document names the redirect URI, nobody is sent anywhere: the refusal stays on our page.
"""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from broker.oauth.client_document import ClientDocument, check_client_id
from broker.oauth.client_registration import is_registered_id
from broker.oauth.pkce import METHOD, is_challenge
from broker.oauth.redirects import is_redirect_uri, matches, with_answer

_STATE: Final = re.compile(r"[ -~]{1,1024}")  # RFC 6749 appendix A.5
_MOST: Final = 30  # parameters
LONGEST: Final = 8 * 1024  # characters of a query


class Unusable(Exception):
    """Nothing can be answered to whoever sent the browser; the message says why, in words for the owner."""


@dataclass(eq=False)
class SentBack(Exception):
    """An answer for the client: `error` and `description` (RFC 6749 §4.1.2.1), `uri` is the redirect URI with them.

    Anybody may publish a document that names any address: whoever is no client yet is sent there by nobody but a
    person (RFC 9700 §4.11.2).
    """

    error: str
    description: str
    uri: str
    client_id: str


@dataclass(frozen=True)
class Asked:
    """A request that may be put before an owner."""

    client: ClientDocument
    redirect_uri: str
    challenge: str
    resource: str
    state: str | None
    jkt: str | None  # of the key to which the code is to be bound (RFC 9449 §10)


def parameters(text: str) -> dict[str, str]:
    """Return the parameters of a query or a form, each once (RFC 6749 §3.1); raise Unusable."""
    if len(text) > LONGEST:
        raise Unusable("the request is too long")
    try:
        pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=_MOST)
    except ValueError:
        raise Unusable("the request cannot be read") from None
    if len(dict(pairs)) < len(pairs):
        raise Unusable("a parameter of the request stands there twice")
    return {name: value for name, value in pairs if value}


def client_of(given: dict[str, str]) -> str:
    """Return who asks, by a client_id that may be looked up; raise Unusable, or Unknown where it may not."""
    client_id = given.get("client_id")
    if client_id is None:
        raise Unusable("the request does not say who asks")
    if not is_registered_id(client_id):
        check_client_id(client_id)
    return client_id


def asked_of(given: dict[str, str], client: ClientDocument, *, resource: str, issuer: str) -> Asked:
    """Return what is asked; raise Unusable, or SentBack once the answer has somewhere to go.

    The redirect URI and the resource are demanded always: what is not said cannot be mistaken.
    """
    uri = given.get("redirect_uri", "")
    if not is_redirect_uri(uri) or not matches(uri, client.redirect_uris):
        raise Unusable("it wants the answer at an address that its own document does not name")
    state = given.get("state")
    if state is not None and _STATE.fullmatch(state) is None:
        raise Unusable("its state cannot be carried back")
    for wrong, error, words in _faults(given, resource):
        if wrong:
            raise SentBack(error, words, refused_uri(uri, state, issuer, error, words), client.client_id)
    return Asked(client, uri, given["code_challenge"], resource, state, given.get("dpop_jkt"))


def refused_uri(uri: str, state: str | None, issuer: str, error: str, words: str | None = None) -> str:
    """Return where a browser goes with an error (RFC 6749 §4.1.2.1, RFC 9207)."""
    return with_answer(uri, error=error, error_description=words, state=state, iss=issuer)


def code_uri(uri: str, state: str | None, issuer: str, code: str) -> str:
    """Return where a browser goes with a code (RFC 6749 §4.1.2, RFC 9207)."""
    return with_answer(uri, code=code, state=state, iss=issuer)


def _faults(given: dict[str, str], resource: str) -> list[tuple[bool, str, str]]:
    return [
        (bool({"request", "request_uri"} & set(given)), "request_not_supported", "send plain parameters"),
        (given.get("response_type") != "code", "unsupported_response_type", "only response_type=code is spoken"),
        (
            given.get("code_challenge_method") != METHOD or not is_challenge(given.get("code_challenge", "")),
            "invalid_request",
            "PKCE with S256 is required (RFC 7636)",
        ),
        (
            "dpop_jkt" in given and not is_challenge(given["dpop_jkt"]),
            "invalid_request",
            "dpop_jkt is no thumbprint of a key (RFC 9449 §10)",
        ),
        (given.get("resource") != resource, "invalid_target", f"resource is required and is {resource} (RFC 8707)"),
    ]
