"""What is said at the token and revocation endpoints of others: who the client is, and for which server a token is.

Codes, refresh tokens and what is given up go one way, so that a server that takes one of them takes them all.
"""

from base64 import b64encode
from typing import Final
from urllib.parse import quote_plus, urlencode

from broker.connectors.model import Connector, Credential
from broker.gnap.http_message import HttpMessage

# why a server may say invalid_client, which it also does to a secret that is right
NOT_THE_CLIENT: Final = (
    "the client secret is missing or wrong, or is wanted in the other way: see client_auth in the connector's file"
)
Form = dict[str, str]


def resource_of(connector: Connector) -> str | None:
    """Return what a connector's tokens are for (RFC 8707 §2), None where it is not said.

    MCP demands it of every client (specification of 2025-06-18, Authorization, Resource Parameter Implementation). Of a
    plain API it is not said: servers that know no such parameter may refuse what they do not know.
    """
    return connector.resource_server if connector.kind == "mcp" else None


def as_client(credential: Credential, form: Form, password: str) -> tuple[str, str | None]:
    """Return a form, encoded, and the header Authorization with it, in which the client of a file says who it is.

    The header is None where `password`, the client secret, is empty, or where the file wants it in the form (RFC 6749
    §2.3.1). A client says once who it is: some servers refuse both ways together.
    """
    client = credential.client_id or ""
    if password and credential.client_auth == "basic":
        pair = f"{quote_plus(client)}:{quote_plus(password)}"
        return urlencode(form), f"Basic {b64encode(pair.encode()).decode()}"
    return urlencode(form | {"client_id": client} | ({"client_secret": password} if password else {})), None


def posted(endpoint: str, form: str, authorization: str | None) -> HttpMessage:
    """Return the request that carries such a form."""
    headers = (("accept", "application/json"), ("content-type", "application/x-www-form-urlencoded"))
    return HttpMessage(
        "POST", endpoint, (*headers, *((("authorization", authorization),) if authorization else ())), form.encode()
    )


def token_request(connector: Connector, form: Form, password: str) -> HttpMessage:
    """Return a request for tokens (RFC 6749 §4.1.3, §6) of the client with this secret, which may be empty."""
    credential, resource = connector.credential, resource_of(connector)
    if credential is None or credential.token_endpoint is None:
        raise LookupError(connector.name)
    wanted = form | ({"resource": resource} if resource else {})
    return posted(credential.token_endpoint, *as_client(credential, wanted, password))
