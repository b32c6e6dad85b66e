"""The code flow as a client meets it (RFC 6749 §4.1, PKCE, RFC 9207): the page, and the answer that comes back.

What a server says is read here and judged; none of its words go further, and of its errors only the known codes.
"""

import hmac
import json
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from broker.gnap.locations import fault, is_loopback
from broker.oauth.pkce import METHOD

LARGEST: Final = 64 * 1024  # bytes of a server's metadata
LONGEST_CODE: Final = 4096  # characters
_WELL_KNOWN: Final = "/.well-known/"
_OURS: Final = frozenset(
    "response_type client_id redirect_uri scope state code_challenge code_challenge_method".split()
)
# RFC 6749 §4.1.2.1, and OpenID Connect Core 1.0 §3.1.2.6
_ERRORS: Final = frozenset(
    "invalid_request unauthorized_client access_denied unsupported_response_type invalid_scope server_error "
    "temporarily_unavailable interaction_required login_required account_selection_required consent_required".split()
)


class Unusable(Exception):
    """No owner can be led to this server, or its answer does not count; the words are ours and say why."""


@dataclass(frozen=True)
class Server:
    """Where an owner is led to, who answers from there, and whether its answers must say so (RFC 9207 §3)."""

    page: str
    issuer: str | None = None
    says_iss: bool = False


def metadata_addresses(issuer: str) -> tuple[str, str]:
    """Return where the metadata of a server may be: by RFC 8414 §3.1, and by OpenID Connect Discovery 1.0 §4."""
    parts = urlsplit(issuer)
    path = parts.path.rstrip("/")
    origin = f"{parts.scheme}://{parts.netloc}"
    return f"{origin}{_WELL_KNOWN}oauth-authorization-server{path}", f"{origin}{path}{_WELL_KNOWN}openid-configuration"


def read_metadata(body: bytes, issuer: str, token_endpoint: str, page: str | None = None) -> Server:
    """Return the server that calls itself `issuer`; `page` counts before what its metadata names. Raises Unusable."""
    said = _object(body)
    if said.get("issuer") != issuer:
        raise Unusable(f"the metadata of {issuer} is of another issuer")
    if said.get("token_endpoint") != token_endpoint:
        raise Unusable(f"the metadata of {issuer} names another token_endpoint than the connector's file")
    methods = said.get("code_challenge_methods_supported")
    if methods is not None and not (isinstance(methods, list) and METHOD in methods):
        raise Unusable(f"the server of {issuer} does not know PKCE with {METHOD}")
    found = page or said.get("authorization_endpoint")
    if not isinstance(found, str) or not _may_be_opened(found):
        raise Unusable(f"the metadata of {issuer} names no authorization_endpoint that may be opened")
    return Server(found, issuer, said.get("authorization_response_iss_parameter_supported") is True)


def address(
    server: Server,
    client_id: str,
    redirect_uri: str,
    scopes: tuple[str, ...],
    state: str,
    proof: str,
    *,
    resource: str | None = None,
) -> str:
    """Return the address at which an owner agrees (RFC 6749 §4.1.1). Raises Unusable.

    `proof` is the code challenge; `resource` is what the tokens are to be for (RFC 8707 §2.1), where that is said.
    """
    where, _, query = server.page.partition("?")
    before = parse_qsl(query, keep_blank_values=True)
    ours = _OURS | ({"resource"} if resource else set())
    if taken := sorted(ours & {name for name, _ in before}):
        raise Unusable(f"its authorization_endpoint sets {taken[0]} itself, which only a request may: leave that out")
    asked = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": redirect_uri,
        **({"scope": " ".join(scopes)} if scopes else {}),
        **({"resource": resource} if resource else {}),
        "state": state,
        "code_challenge": proof,
        "code_challenge_method": METHOD,
    }
    return f"{where}?{urlencode([*before, *asked.items()])}"


def belongs(query: str, state: str) -> bool:
    """Decide whether an answer is one to the request with this `state`, in constant time (RFC 6749 §10.12)."""
    given = [value for name, value in _parameters(query) if name == "state"]
    return len(given) == 1 and hmac.compare_digest(given[0].encode(), state.encode())


def code_of(query: str, server: Server) -> str:
    """Return the code out of an answer that belongs here; raise Unusable for a refusal and for another's answer."""
    pairs = _parameters(query)
    said = dict(pairs)
    if len(said) < len(pairs):
        raise Unusable("an answer came in which a parameter stands twice: it was not used")
    _check_issuer(said.get("iss"), server)
    if "error" in said:
        raise Unusable(refusal(said["error"]))
    code = said.get("code", "")
    if not 0 < len(code) <= LONGEST_CODE:
        raise Unusable("an answer came without a code: run this again")
    return code


def refusal(error: str) -> str:
    """Return words for an error code of an authorization endpoint; one that is not known is not repeated."""
    if error == "access_denied":
        return "it was refused there: nothing was changed. Run this again when its owner agrees"
    if error == "invalid_scope":
        return "its server answered invalid_scope: write other scopes in the connector's file"
    if error in _ERRORS:
        return f"its server answered {error}: see that client_id and the redirect address are registered there"
    return "its server answered with an error that is not known here"


def _check_issuer(iss: str | None, server: Server) -> None:
    """Return where the answer is of the server that was asked (RFC 9207 §2.4); raise Unusable where it is another's."""
    if iss is None:
        if server.says_iss:
            raise Unusable("an answer came that does not say who gives it (iss), though that server always does")
    elif server.issuer is not None:
        if iss != server.issuer:
            raise Unusable("an answer came from another server than the one that was asked (iss): it was not used")
    elif _origin(iss) != _origin(server.page):
        # no issuer to compare with: whoever answers is at least where the owner was led to
        raise Unusable(
            "an answer came from another server than the one that was asked (iss): it was not used. "
            "Where it is right, name it as issuer in the connector's file"
        )


def _parameters(query: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query, keep_blank_values=True, max_num_fields=50)
    except ValueError:
        return []


def _origin(uri: str) -> tuple[str, str]:
    parts = urlsplit(uri)
    return parts.scheme.lower(), parts.netloc.lower()


def _may_be_opened(uri: str) -> bool:
    where = uri.partition("?")[0]
    # a control character or a space in a query would reach the terminal and the browser
    plain = all("!" <= character <= "~" for character in uri) and "#" not in uri
    return plain and fault(where) is None and (where.startswith("https:") or is_loopback(where))


def _object(body: bytes) -> dict[str, Any]:
    if len(body) > LARGEST:
        raise Unusable("its metadata is too large")
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise Unusable("its metadata is no JSON") from None
    if not isinstance(said, dict):
        raise Unusable("its metadata is no JSON object")
    return said
