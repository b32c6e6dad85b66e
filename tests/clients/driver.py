"""A client of MCP as a program of its own: `python driver.py legacy|modern|fastmcp URL`, its credential in CREDENTIAL.

Calls come as lines of JSON on stdin and run at once: `{"id", "tool", "arguments", "within"}` (seconds that this client
waits, or null), and `{"abort": id}` gives one up. What it is told leaves on stdout: first `{"version"}`, then
`{"note": id}` for progress and `{"id", "content", "is_error"}` or `{"id", "gone": why}` for an end. Nothing of the
broker is needed: what is imported is the client, of whichever environment this runs in.
"""

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx2

Note = Any  # called with how far it is, of how much, and words
Call = Callable[[str, dict[str, Any], float | None, Note], Awaitable[Any]]


@contextlib.asynccontextmanager
async def official(url: str, headers: dict[str, str], era: str) -> AsyncIterator[tuple[str, Call]]:
    """Connect the official client in one era."""
    from mcp import Client
    from mcp.client.streamable_http import streamable_http_client

    timeout = httpx2.Timeout(30, read=300)
    async with (
        httpx2.AsyncClient(headers=headers, timeout=timeout, trust_env=False) as http,
        Client(streamable_http_client(url, http_client=http), mode="auto" if era == "modern" else "legacy") as client,
    ):

        async def call(tool: str, arguments: dict[str, Any], within: float | None, note: Note) -> Any:
            return await client.call_tool(tool, arguments, within, note)

        yield client.protocol_version, call


@contextlib.asynccontextmanager
async def fastmcp(url: str, headers: dict[str, str]) -> AsyncIterator[tuple[str, Call]]:
    """Connect FastMCP's client, which chooses the era itself."""
    # in an environment of its own (tests/system_deps.sh), which is not the one that checks types
    from fastmcp import Client  # type: ignore[import-not-found]
    from fastmcp.client.transports import StreamableHttpTransport  # type: ignore[import-not-found]

    async with Client(StreamableHttpTransport(url, headers)) as client:

        async def call(tool: str, arguments: dict[str, Any], within: float | None, note: Note) -> Any:
            return await client.call_tool_mcp(tool, arguments, note, within)

        yield client.session.protocol_version, call


def say(**words: Any) -> None:
    """Write one line."""
    print(json.dumps(words), flush=True)


async def one(call: Call, asked: dict[str, Any]) -> None:
    """Make one call to its end, whatever that is."""

    async def note(_progress: float, _total: float | None, _message: str | None) -> None:
        say(note=asked["id"])

    try:
        result = await call(asked["tool"], asked["arguments"], asked["within"], note)
    except asyncio.CancelledError:
        say(id=asked["id"], gone="given up")
    except Exception as why:
        say(id=asked["id"], gone=f"{type(why).__name__}: {why}")
    else:
        say(id=asked["id"], content=result.structured_content, is_error=bool(result.is_error))


async def main(kind: str, url: str) -> None:
    """Connect, and make calls until stdin ends."""
    headers = {"Authorization": f"Bearer {os.environ['CREDENTIAL']}"}
    running: dict[int, asyncio.Task[None]] = {}
    async with fastmcp(url, headers) if kind == "fastmcp" else official(url, headers, kind) as (version, call):
        say(version=version)
        while line := await asyncio.to_thread(sys.stdin.readline):
            asked = json.loads(line)
            if "abort" in asked:
                running[asked["abort"]].cancel()
            else:
                running[asked["id"]] = asyncio.create_task(one(call, asked))
        for task in running.values():
            task.cancel()
        await asyncio.gather(*running.values())


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
