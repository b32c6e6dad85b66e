"""What is said at the token endpoint of a plain API or an MCP server, in one form for codes and for refresh tokens."""

from urllib.parse import urlencode

from broker.connectors.model import Connector
from broker.gnap.http_message import HttpMessage


def resource_of(connector: Connector) -> str | None:
    """Return what a connector's tokens are for (RFC 8707 §2), None where it is not said.

    MCP demands it of every client (specification of 2025-06-18, Authorization, Resource Parameter Implementation). Of a
    plain API it is not said: servers that know no such parameter may refuse what they do not know.
    """
    return connector.resource_server if connector.kind == "mcp" else None


def token_request(connector: Connector, form: dict[str, str], password: str) -> HttpMessage:
    """Return a request for tokens (RFC 6749 §4.1.3, §6) of the client with this secret, which may be empty."""
    credential, resource = connector.credential, resource_of(connector)
    if credential is None or credential.token_endpoint is None:
        raise LookupError(connector.name)
    said = form | {"client_id": credential.client_id or ""}
    said |= {"client_secret": password} if password else {}
    said |= {"resource": resource} if resource else {}
    headers = (("accept", "application/json"), ("content-type", "application/x-www-form-urlencoded"))
    return HttpMessage("POST", credential.token_endpoint, headers, urlencode(said).encode())
