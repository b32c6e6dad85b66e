"""Bad bodies at every door of a running broker: refused in words, nothing done, and the next request is served.

The doors are those of the application itself, so that one added later is tried too.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest
from sqlmodel import SQLModel
from starlette.routing import Route

from broker.receiving import Deadline
from broker.store.query import Session, func, select
from tests.actors import served
from tests.home import Home, home

pytestmark = pytest.mark.anyio

SOON = 0.3  # seconds: the deadline under test
SURELY = 15.0  # seconds within which it must have come on a busy machine


@dataclass(frozen=True)
class Door:
    """A method and a path, with the headers that a well-meaning caller of it sends."""

    method: str
    path: str
    headers: dict[str, str]


@contextlib.asynccontextmanager
async def house(folder: Path) -> AsyncIterator[tuple[Home, str, list[Door]]]:
    """Serve a home over HTTP; give its address, and every door of it that could read a body."""
    async with home(folder) as here, served(here.broker.app) as url:
        yield here, url, [_door(here, method, path) for method, path in _paths(here)]


def _paths(here: Home) -> list[tuple[str, str]]:
    found = []
    for route in here.broker.app.routes:
        assert isinstance(route, Route), f"a door of another kind: {route}"
        methods = route.methods or {"POST"}  # an ASGI app of its own takes any
        found += [(method, route.path) for method in sorted(methods & {"POST", "PUT", "PATCH", "DELETE"})]
    return found


def _door(here: Home, method: str, path: str) -> Door:
    filled = "/".join("x" * 24 if part.startswith("{") else part for part in path.split("/"))
    return Door(method, filled, {"Content-Type": "application/json"} | _shown(here, path))


def _shown(here: Home, path: str) -> dict[str, str]:
    if path in ("/mcp", "/mcp-token", "/isolation"):
        accept = "application/json, text/event-stream"
        return {"Accept": accept, "Authorization": f"Bearer {here.credential}"}
    if path.startswith("/gnap"):
        return {"Authorization": "GNAP 0123456789abcdef"}
    cookies = "; ".join(f"{one.name}={one.value}" for one in here.phone._browser.cookies.jar)
    origin = here.broker.settings.public_url
    return {"Origin": origin, "Sec-Fetch-Site": "same-origin", "Cookie": cookies}


def rows(session: Session) -> dict[str, int]:
    """Return how many rows each table has, but for the notes from where agents called: true whatever they said."""
    counted = {name: table for name, table in SQLModel.metadata.tables.items() if name != "agent_seen"}
    return {name: session.exec(select(func.count()).select_from(table)).one() for name, table in counted.items()}


@pytest.mark.sweep(3)
@pytest.mark.parametrize(
    "body",
    [b'{"a": "' + b"x" * 3 * 64 * 1024 + b'"}', b"", b"{", b"[" * 5000, b'"x"', b"\xff\xfe{", b'{"a": NaN}'],
    ids=["over 64 KiB", "empty", "half", "deep", "a string", "no UTF-8", "not a number"],
)
async def test_what_is_no_message_is_refused_at_every_door_and_does_nothing(tmp_path: Path, body: bytes) -> None:
    async with house(tmp_path) as (here, url, doors), httpx2.AsyncClient(base_url=url, trust_env=False) as client:
        assert {("POST", "/gnap"), ("POST", "/mcp"), ("POST", "/signin/options")} <= {(d.method, d.path) for d in doors}
        before = await here.broker.store.read(rows)
        for door in doors:
            answer = await client.request(door.method, door.path, headers=door.headers, content=body)
            assert 400 <= answer.status_code < 500, (door, answer.status_code, answer.text)
            assert "Traceback" not in answer.text
        assert await here.broker.store.read(rows) == before
        await here.pending()  # the control: business goes on


async def unfinished(url: str, door: Door) -> int:
    """Send a head that promises a body, and a part of it; return the status of what comes until the connection ends."""
    there = urlsplit(url)
    reader, writer = await asyncio.open_connection(there.hostname, there.port)
    head = [f"{door.method} {door.path} HTTP/1.1", f"Host: {there.netloc}", "Content-Length: 1000"]
    head += [f"{name}: {value}" for name, value in door.headers.items()]
    writer.write("\r\n".join([*head, "", "{"]).encode())
    async with asyncio.timeout(SURELY):
        answer = await reader.read()  # until the broker closes
    writer.close()
    return int(answer.split(b" ", 2)[1])


async def test_a_body_that_does_not_come_to_an_end_is_ended_at_every_door(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Deadline.__init__, "__defaults__", (SOON,))
    async with house(tmp_path) as (here, url, doors):
        answers = await asyncio.gather(*(unfinished(url, door) for door in doors))
        status = {(door.method, door.path): answer for door, answer in zip(doors, answers, strict=True)}
        assert set(status.values()) <= {400, 401, 403, 404, 405, 408}, status
        for door in (("POST", "/gnap"), ("POST", "/mcp"), ("POST", "/signin/verify")):
            assert status[door] == 408, door
        await here.pending()


async def test_arguments_over_64_kib_are_told_to_the_agent_and_ask_nobody(tmp_path: Path) -> None:
    async with house(tmp_path) as (here, url, doors), httpx2.AsyncClient(base_url=url, trust_env=False) as client:
        door = next(one for one in doors if one.path == "/mcp")
        meta = {
            "io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientCapabilities": {},
        }
        headers = door.headers | {
            "MCP-Protocol-Version": "2026-07-28",
            "Mcp-Method": "tools/call",
            "Mcp-Name": "bank_pay",
        }

        async def called(size: int) -> httpx2.Response:
            arguments = {"account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery" + "x" * size}
            params = {"name": "bank_pay", "arguments": arguments, "_meta": meta}
            message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
            return await client.post("/mcp", headers=headers, json=message)

        before = await here.broker.store.read(rows)
        told = (await called(64 * 1024)).json()["result"]["structuredContent"]
        assert (told["status"], "at most 65536" in told["problems"][0]) == ("invalid", True)
        assert (await called(128 * 1024)).status_code == 413
        assert await here.broker.store.read(rows) == before
        assert (await called(0)).json()["result"]["structuredContent"]["status"] == "pending"
