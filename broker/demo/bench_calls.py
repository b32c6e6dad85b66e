"""What a call costs that needs no human: `mcp-call`, beside the bare SDK server that makes the same call upstream.

Both servers answer the same message of MCP 2026-07-28 through ASGI, in one process and one run, and both call the same
API over loopback by the same client. What the broker does besides is what it is for: it knows the credential, decides
by the policy, takes a token that is bound to a key, signs the call, and has every step on disk before the next.
"""

import asyncio
import contextlib
import json
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from mcp.server import Server, ServerRequestContext
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.types import CallToolRequestParams, CallToolResult, ListToolsResult, PaginatedRequestParams, TextContent, Tool
from starlette.types import ASGIApp

from broker.app import Broker, build
from broker.demo.bench_decisions import moved_in, write_policies
from broker.demo.calling import Caller, Modern
from broker.demo.premises import Premises, premises
from broker.gnap.http_message import HttpMessage
from broker.http import Http, origin_of
from broker.serving import serving

CALLS: Final = 400
AT_ONCE: Final = 16
GOAL: Final = 0.5
"""Of the bare server's calls a second."""
AGENT: Final = "agent-0"
CALL: Final = "bank_read_account"


@dataclass(frozen=True)
class Pace:
    """Calls a second, by the clock and of one core."""

    wall: float
    core: float


async def measure(calls: int = CALLS) -> dict[str, float | str]:
    """Return how many calls a second each of the two answers, 16 at once, and the broker's part of the bare one's."""
    with tempfile.TemporaryDirectory(prefix="countersign-bench-") as place:
        async with upstream() as url, premises(Path(place)) as made:
            write_policies(made, [AGENT])
            lead_to(made, url)
            broker = await asyncio.to_thread(build, made.settings)
            try:
                async with serving(broker):
                    ours, bare = await _beside(broker, url, calls)
            finally:
                await broker.close()
    return {
        "mcp-call, a second, 16 at once": round(ours.wall),
        "mcp-call, a second of one core": round(ours.core),
        "mcp-call, the bare SDK server, a second": round(bare.wall),
        "mcp-call, the bare SDK server, a second of one core": round(bare.core),
        "mcp-call, ratio": round(ours.wall / bare.wall, 2),
        "mcp-call, ratio of one core": round(ours.core / bare.core, 2),
        "mcp-call, goal ratio": GOAL,
    }


async def _beside(broker: Broker, url: str, calls: int) -> tuple[Pace, Pace]:
    phone, credentials = await moved_in(broker, [AGENT])
    await phone.close()
    door = Modern(broker.app, broker.settings.public_url, credentials[AGENT])
    async with _bare(url) as plain:
        bare = Modern(plain, broker.settings.public_url)
        await _paced(door, AT_ONCE), await _paced(bare, AT_ONCE)  # what is loaded and opened once
        return await _paced(door, calls), await _paced(bare, calls)


def lead_to(made: Premises, url: str) -> None:
    """Write the API at `url` into the files, in the bank's place."""
    for file in made.settings.config_dir.glob("*/*.yaml"):
        file.write_text(file.read_text("utf-8").replace(made.bank_url, url), "utf-8")


async def _paced(door: Caller, calls: int) -> Pace:
    async def worker(first: int) -> None:
        for number in range(first, calls, AT_ONCE):
            await read(door, f"account-{number}")

    began, worked = time.perf_counter(), time.process_time()
    await asyncio.gather(*(worker(first) for first in range(AT_ONCE)))
    return Pace(calls / (time.perf_counter() - began), calls / (time.process_time() - worked))


async def read(door: Caller, account: str) -> None:
    """Read an account through a door; raise RuntimeError for anything but its balance."""
    answer = await door.call(CALL, {"account": account})
    if "1000.00" not in json.dumps(answer.get("result")):
        raise RuntimeError(f"no balance came back: {answer}")


@contextlib.asynccontextmanager
async def upstream() -> AsyncIterator[str]:
    """Run the API in a process of its own; give its URI."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        url = f"http://127.0.0.1:{door.getsockname()[1]}"
        words = ["-m", "broker.demo.upstream", f"--fd={door.fileno()}"]
        process = await asyncio.create_subprocess_exec(sys.executable, *words, pass_fds=[door.fileno()])
        try:
            yield url
        finally:
            process.kill()
            await process.wait()


@contextlib.asynccontextmanager
async def _bare(url: str) -> AsyncIterator[ASGIApp]:
    """Give the SDK's server with one tool and nothing else."""
    http = Http("http://127.0.0.1:1", lambda: frozenset({origin_of(url)}))
    server = Server("bare", on_list_tools=_one_tool, on_call_tool=_calling(http, url))
    manager = StreamableHTTPSessionManager(server)
    try:
        async with manager.run():
            yield manager.asgi_app
    finally:
        await http.close()


async def _one_tool(_: ServerRequestContext[Any, Any], __: PaginatedRequestParams | None) -> ListToolsResult:
    return ListToolsResult(tools=[Tool(name=CALL, input_schema={"type": "object"})])


def _calling(http: Http, url: str) -> Callable[..., Awaitable[CallToolResult]]:
    async def call(_: ServerRequestContext[Any, Any], params: CallToolRequestParams) -> CallToolResult:
        account = (params.arguments or {})["account"]
        answer = await http.to_resource(HttpMessage("GET", f"{url}/accounts/{account}", (), None))
        body = json.loads(answer.body)
        return CallToolResult(content=[TextContent(type="text", text=json.dumps(body))], structured_content=body)

    return call
