"""Trying a connection for real: the official MCP client, with the agent's credential, in both eras; then the isolation.

It runs as whoever calls it, which is the user that the agent runs as: what this process can read, the agent can.
"""

import contextlib
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Literal

import anyio
import httpx2
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.types import Implementation

from broker.connect.credential import readable
from broker.connect.door import away, new_client, refused
from broker.isolation import Finding
from broker.vault import Secret

PATIENCE: Final = 20.0  # seconds for one round trip
REPORT_WITHIN: Final = 5.0  # seconds

Era = Literal["auto", "legacy"]
_ERAS: Final[tuple[Era, ...]] = ("auto", "legacy")


class CheckFailed(Exception):
    """The round trip did not succeed; the message says what to do."""


@dataclass(frozen=True)
class Trip:
    """A round trip that succeeded: over what, in which revision of MCP, how long, and the tools that were listed."""

    over: str
    protocol: str
    milliseconds: int
    tools: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it for machines."""
        return asdict(self)


async def trips_over_http(url: str, secret: Secret) -> list[Trip]:
    """Connect, list the tools and leave, in both eras; raise CheckFailed."""
    async with new_client(secret) as http:
        await _knock(http, url)
        return [await _trip("HTTP", lambda: streamable_http_client(url, http_client=http), era) for era in _ERAS]


async def trip_over_stdio(command: str, arguments: Sequence[str], environment: dict[str, str]) -> Trip:
    """Start the client's own entry as the client would, and do the same over its standard input and output."""
    started = StdioServerParameters(command=command, args=list(arguments), env=environment)
    return await _trip("stdio", lambda: stdio_client(started), "auto")


async def report(url: str, secret: Secret, findings: Iterable[Finding]) -> str | None:
    """Tell the broker what the agent's side found, and return which agent it takes this one for.

    None where it was not taken, which harms nothing; a broker before 0.6 names nobody, the empty text.
    """
    content = {"findings": [{"check": one.check, "ok": one.ok} for one in findings]}
    with contextlib.suppress(httpx2.HTTPError, ValueError):
        async with new_client(secret) as http:
            answer = await http.post(f"{url.removesuffix('/mcp')}/isolation", json=content, timeout=REPORT_WITHIN)
            return str(answer.json().get("agent", "")) if answer.is_success else None
    return None


def others_readable(secret: Secret, files: Iterable[Path]) -> list[Path]:
    """Return where this user can read a credential that is not this agent's own (decisions S8, T6)."""
    found = readable(files)
    return sorted({path for other, places in found.items() if Secret(other) != secret for path in places})


async def _knock(http: httpx2.AsyncClient, url: str) -> None:
    """Raise CheckFailed, in words, for what the official client would only call a failure."""
    try:
        answer = await http.post(url, content=b"{}", headers={"content-type": "application/json"}, timeout=PATIENCE)
    except (httpx2.ConnectError, httpx2.ConnectTimeout):
        raise CheckFailed(away(url)) from None
    except httpx2.HTTPError as why:
        raise CheckFailed(f"{url} does not speak HTTP as a broker does ({type(why).__name__})") from None
    if answer.status_code != httpx2.codes.BAD_REQUEST:  # the broker's answer to an empty message
        words = refused(answer.status_code) if answer.status_code in {401, 421} else "that is no Countersign's door"
        raise CheckFailed(f"{url} answered with status {answer.status_code}: {words}")


async def _trip(over: str, transport: Callable[[], Any], era: Era) -> Trip:
    began = time.monotonic()
    try:
        with anyio.fail_after(PATIENCE):
            protocol, tools = await _listed(transport, era)
    except Exception as why:  # noqa: BLE001 -- whatever ended the trip, it did not succeed
        raise CheckFailed(f"no round trip over {over}: {_first(why)}") from None
    return Trip(over, protocol, round((time.monotonic() - began) * 1000), tools)


async def _listed(transport: Callable[[], Any], era: Era) -> tuple[str, tuple[str, ...]]:
    us = Implementation(name="countersign-check", version="1")
    async with Client(transport(), mode=era, client_info=us) as client:
        return client.protocol_version, tuple(tool.name for tool in (await client.list_tools()).tools)


def _first(why: BaseException) -> str:
    while isinstance(why, BaseExceptionGroup):
        why = why.exceptions[0]
    return str(why) or type(why).__name__
