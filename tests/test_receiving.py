"""A request that dribbles in is ended, one whose answer takes long is left in peace, and odd paths lead nowhere."""

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from broker.receiving import Deadline, Patience
from tests.agents.signing_in import browser
from tests.home import PUBLIC_URL, Home, home

pytestmark = pytest.mark.anyio

SOON = 0.2  # seconds: the deadline under test
SURELY = 10.0  # seconds within which it must have come on a busy machine


class Hasty(Patience):
    seconds = SOON


async def echo(request: Request) -> Response:
    """Answer the length of the whole body."""
    read.append(request.url.path)
    return PlainTextResponse(str(len(await request.body())))


async def hold(request: Request) -> Response:
    """Answer long after the deadline, having read the body."""
    await request.body()
    await asyncio.sleep(SOON * 3)
    return PlainTextResponse("held")


read: list[str] = []


@contextlib.asynccontextmanager
async def served() -> AsyncIterator[int]:
    """Serve both on a loopback port with a short deadline; give the port."""
    app = Starlette(
        routes=[Route("/echo", echo, methods=["POST"]), Route("/hold", hold, methods=["POST"])],
        middleware=[Middleware(Deadline, seconds=SOON)],
    )
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical", lifespan="off", http=Hasty)
    server = uvicorn.Server(config)
    socket = config.bind_socket()
    task = asyncio.create_task(server.serve([socket]))
    while not server.started:  # noqa: ASYNC110 -- uvicorn has no event for it
        await asyncio.sleep(0.01)
    yield socket.getsockname()[1]
    server.should_exit = server.force_exit = True
    await task


async def sent(port: int, *pieces: bytes, every: float = 0.0) -> tuple[int, bytes]:
    """Send the pieces, so many seconds apart, and return status and body of the answer; 0 where there was none."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    sending = asyncio.create_task(_send(writer, pieces, every))
    answer = bytearray()
    with contextlib.suppress(ConnectionError):
        async with asyncio.timeout(SURELY):
            while piece := await reader.read(4096):
                answer += piece
    sending.cancel()
    writer.close()
    head, _, body = bytes(answer).partition(b"\r\n\r\n")
    return (int(head.split()[1]), body) if head else (0, b"")


async def _send(writer: asyncio.StreamWriter, pieces: tuple[bytes, ...], every: float) -> None:
    with contextlib.suppress(ConnectionError):
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(every)


HEAD = b"POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"


async def test_a_body_that_dribbles_in_is_answered_408_and_the_connection_closed() -> None:
    async with served() as port:
        status, body = await sent(port, HEAD % 100, *[b"x"] * 20, every=SOON / 5)
        assert status == 408
        assert "too long to arrive" in json.loads(body)["message"]
        assert await sent(port, HEAD % 20, *[b"x"] * 20) == (200, b"20")


async def test_a_body_that_stops_short_is_answered_408() -> None:
    async with served() as port:
        status, _ = await sent(port, HEAD % 100, b"x" * 99)
        assert status == 408


async def test_a_chunked_body_without_an_end_is_answered_408() -> None:
    head = b"POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
    async with served() as port:
        status, _ = await sent(port, head, *[b"1\r\nx\r\n"] * 20, every=SOON / 5)
        assert status == 408
        assert await sent(port, head, b"1\r\nx\r\n", b"0\r\n\r\n") == (200, b"1")


async def test_an_answer_may_take_as_long_as_it_likes() -> None:
    async with served() as port:
        assert await sent(port, (HEAD % 1).replace(b"echo", b"hold"), b"x") == (200, b"held")


async def test_a_head_that_dribbles_in_is_cut_off() -> None:
    whole = HEAD % 0
    async with served() as port:
        pieces = [whole[at : at + 1] for at in range(len(whole))]
        assert await sent(port, *pieces, every=SOON / 5) == (0, b"")
        assert await sent(port, whole) == (200, b"0")


async def test_a_later_head_on_a_kept_connection_has_no_more_time_than_the_first() -> None:
    kept = HEAD.replace(b"Connection: close\r\n", b"") % 0
    async with served() as port:
        _, answers = await sent(port, kept, kept, HEAD % 1, b"x")
        assert answers.count(b"200 OK") == 2, "beside the first: all three are served on one connection"
        status, answers = await sent(port, kept, *[b"P"] * 100, every=SOON / 5)
        assert status == 200
        assert b"HTTP/1.1" not in answers, "the second was never answered, only cut off"


async def test_a_connection_that_says_nothing_is_closed() -> None:
    async with served() as port:
        assert await sent(port) == (0, b"")


ODD = {
    "NUL": "a%00b",
    "an escape": "a%1bb",
    "DEL": "a%7f",
    "a line end": "a%0a",
    "beyond ASCII": "%C3%A9",
    "half a character": "%ff",
    "a mark of direction": "%E2%80%AE",
}


def addressed(house: Home) -> list[tuple[str, str]]:
    """Return method and path of every route of the broker in whose path something is named."""
    named = [one for one in house.broker.app.routes if isinstance(one, Route) and "{" in one.path]
    return [(method, one.path) for one in named for method in sorted((one.methods or set()) - {"HEAD"})]


async def answered(house: Home, method: str, path: str, name: str) -> int:
    """Return the status that the owner's browser gets for a path with that name in it."""
    headers = {"Origin": PUBLIC_URL, "Sec-Fetch-Site": "same-origin"}
    there = re.sub(r"\{[^}]*\}", name, path)
    body: dict[str, object] | None = None if method == "GET" else {}
    return int((await browser(house).request(method, there, headers=headers, json=body)).status_code)


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
async def test_an_odd_character_where_an_id_stands_is_an_unknown_address_at_every_door_and_database(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = "" if kind == "sqlite" else request.getfixturevalue("postgres_url")
    async with home(tmp_path, database_url=url) as house:
        routes = addressed(house)
        assert len(routes) > 20, "they are found"
        wrong = [
            (method, path, row)
            for method, path in routes
            for row, name in ODD.items()
            if await answered(house, method, path, name) != 404
        ]
        assert wrong == []
        plain = [(method, path, await answered(house, method, path, "w_0123")) for method, path in routes]
        assert [one for one in plain if one[2] >= 500] == []
        assert [one for one in plain if one[2] not in (404, 405)] != []  # the doors themselves answer those


NUL_IN = {
    "whom to freeze": ("/freeze", {"agent": "sc\0ut"}),
    "whom to mute": ("/mute", {"agent": "sc\0ut", "until": "hour"}),
    "a user code": ("/code", {"code": "AB\0DEFGH"}),
    "something nested": ("/push/subscribe", {"endpoint": "https://x.example/", "keys": {"p256dh": "a\0", "auth": "b"}}),
}


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
async def test_a_nul_in_what_is_posted_or_asked_for_is_told_and_no_fault_of_the_database(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = "" if kind == "sqlite" else request.getfixturevalue("postgres_url")
    async with home(tmp_path, database_url=url) as house:
        headers = {"Origin": PUBLIC_URL, "Sec-Fetch-Site": "same-origin"}
        told = {
            row: (await browser(house).post(path, headers=headers, json=given)).json()["message"]
            for row, (path, given) in NUL_IN.items()
        }
        assert {row: "a NUL is no text" in words for row, words in told.items()} == dict.fromkeys(NUL_IN, True), told
        asked = [(await browser(house).get(f"/history?agent=sc{nul}ut")).status_code for nul in ("%00", "o")]
        assert asked == [404, 200]
        frozen = await browser(house).post("/freeze", headers=headers, json={"agent": "scout"})
        assert frozen.status_code == 200, "the same without it is done"
