"""The agents' door as a client finds it: its address, what each request must show, and what its refusals mean."""

import ssl
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

import httpx2
from mcp.shared.inbound import (
    MCP_METHOD_HEADER,
    MCP_NAME_HEADER,
    MCP_PROTOCOL_VERSION_HEADER,
    NAME_BEARING_METHODS,
    encode_header_value,
)

from broker.http import is_loopback
from broker.vault import Secret

SILENCE: Final = 120.0  # seconds; a stream that is alive says something every 15
SESSION: Final = "mcp-session-id"
VERSION_KEY: Final = "io.modelcontextprotocol/protocolVersion"

_NAMES: Final = {**NAME_BEARING_METHODS, "tasks/get": "taskId", "tasks/update": "taskId", "tasks/cancel": "taskId"}
_REFUSED: Final = {
    401: "The broker does not know this agent's credential: it is wrong, or it was revoked. Whoever runs this agent "
    "can look with `countersign agent list` and have a new one with `countersign agent credential NAME`.",
    413: "That message is larger than the broker takes. Nothing was asked; send a smaller one.",
    421: "The broker is known under another name: give its public address with --url.",
}


class BadAddress(Exception):
    """A credential is not sent there; the message says what would be right."""


def door_url(url: str) -> str:
    """Return the door's address below a broker's; raise BadAddress for one that would carry a credential in clear."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None or not _port_fits(url):
        raise BadAddress(f"{url} is no address of a broker: write one such as http://localhost:8765")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise BadAddress(f"{url} would carry the credential in clear text: outside this computer it must be https")
    path = parts.path.rstrip("/")
    return f"{parts.scheme}://{parts.netloc}{path if path.endswith('/mcp') else path + '/mcp'}"


def _port_fits(url: str) -> bool:
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


def new_client(secret: Secret) -> httpx2.AsyncClient:
    """Return a client that shows the credential, follows no redirect and lets no proxy of the environment see it."""
    return httpx2.AsyncClient(
        headers={"Authorization": f"Bearer {secret.reveal()}"},
        timeout=httpx2.Timeout(30.0, read=SILENCE, pool=None),
        limits=httpx2.Limits(max_connections=None),
        verify=ssl.create_default_context(),
        follow_redirects=False,
        trust_env=False,
    )


def away(url: str) -> str:
    """Return what to say when nobody listens at `url`."""
    return (
        f"The broker at {url} does not answer, so nothing was asked. Start it with `countersign serve` and send this "
        "again; this connection finds it by itself."
    )


def refused(status: int) -> str:
    """Return what an HTTP status without a message in it means for who asked."""
    return _REFUSED.get(status, f"The broker answered with HTTP status {status} and no message: look at list_grants.")


def modern_version(message: Mapping[str, Any]) -> str | None:
    """Return the revision that a message names for itself, as every request does since MCP 2026-07-28."""
    params = message.get("params")
    meta = params.get("_meta") if isinstance(params, dict) else None
    version = meta.get(VERSION_KEY) if isinstance(meta, dict) else None
    return version if isinstance(version, str) else None


def modern_headers(message: Mapping[str, Any], version: str) -> dict[str, str]:
    """Return the headers that repeat what a modern request says in its body."""
    method = str(message.get("method"))
    said = {MCP_PROTOCOL_VERSION_HEADER: version, MCP_METHOD_HEADER: method}
    name = message["params"].get(_NAMES.get(method, ""))
    if isinstance(name, str):
        said[MCP_NAME_HEADER] = name
    return {header: _header(value) for header, value in said.items()}


def _header(value: str) -> str:
    # Half a surrogate pair fits no header in any coding: the broker then finds the two to differ, and says so.
    return encode_header_value(value.encode("utf-8", "replace").decode())
