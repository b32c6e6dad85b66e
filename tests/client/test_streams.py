"""An MCP server that answers in a stream of events and leaves it open: what has arrived is the answer."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

from broker.client.upstream.over_http import HttpLine
from broker.http import Http, NoAnswer, origin_of
from tests.actors import PATIENCE, served
from tests.client.mcp_server import READ

pytestmark = pytest.mark.anyio

PING = b": ping\n\n"
NEWS = b'data: {"jsonrpc":"2.0","method":"notifications/message","params":{}}\n\n'


def _event(number: int, method: str) -> bytes:
    result: dict[str, Any] = {"tools": [READ]} if method == "tools/list" else {"content": [], "isError": False}
    return b"data: " + json.dumps({"jsonrpc": "2.0", "id": number, "result": result}).encode() + b"\n\n"


def _parts(how: str, number: int, method: str) -> list[bytes]:
    event = _event(number, method)
    match how:
        case "news before it":
            return [PING, NEWS, event, PING]
        case "in two parts":
            return [event[:20], event[20:], PING]
        case "a line end of two bytes":
            return [event.replace(b"\n", b"\r\n")]
        case "another answer":
            return [_event(number + 1, method), NEWS]
        case _:
            return [event, PING]


@asynccontextmanager
async def _line(how: str) -> AsyncIterator[HttpLine]:
    async def answer(request: Request) -> StreamingResponse:
        said = await request.json()

        async def parts() -> AsyncIterator[bytes]:
            for part in _parts(how, said["id"], said["method"]):
                yield part
                await anyio.sleep(0.01)  # each part is a chunk of its own
            if how != "closed after it":
                await anyio.sleep_forever()

        return StreamingResponse(parts(), media_type="text/event-stream; charset=utf-8")

    async with served(Starlette(routes=[Route("/mcp", answer, methods=["POST"])])) as url:
        http = Http("http://localhost:1", lambda: frozenset({origin_of(url)}))
        try:
            yield HttpLine(http, f"{url}/mcp")
        finally:
            await http.close()


@pytest.mark.parametrize(
    "how", ["closed after it", "open after it", "news before it", "in two parts", "a line end of two bytes"]
)
async def test_an_answer_in_a_stream_that_stays_open_is_had_once_it_has_arrived(how: str) -> None:
    with anyio.fail_after(PATIENCE):
        async with _line(how) as line:
            assert await line.tools([]) == [READ]
            assert await line.call({"name": "read_note", "arguments": {}}, []) == {"content": [], "isError": False}


async def test_a_stream_with_the_answer_to_something_else_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("broker.client.upstream.over_http.CALL_SECONDS", 0.5)
    async with _line("another answer") as line:
        with pytest.raises(NoAnswer):
            await line.tools([])
