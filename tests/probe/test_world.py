"""What a probe needs of the outside on a real computer: a callback that listens, and an owner who decides."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from broker.gnap.http_message import HttpMessage
from broker.http import Answer
from broker.probe.check import Broken
from broker.probe.deciding import deciding
from broker.probe.listening import Listener, listening
from broker.probe.target import Decide

pytestmark = pytest.mark.anyio


def _free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture
async def listener() -> AsyncIterator[tuple[Listener, int]]:
    port = _free()
    async with listening(f"127.0.0.1:{port}", f"http://127.0.0.1:{port}/back") as made:
        yield made, port


async def _posted(port: int, path: str, body: bytes, length: str | None = None) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    said = length if length is not None else str(len(body))
    writer.write(f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {said}\r\n\r\n".encode() + body)
    answer = (await reader.read()).decode()
    writer.close()
    return answer.partition("\r\n")[0]


async def test_a_finish_call_reaches_its_own_uri_once(listener: tuple[Listener, int]) -> None:
    made, port = listener
    one, other = made.new(), made.new()
    path = one.removeprefix(f"http://127.0.0.1:{port}")
    assert await _posted(port, path, b'{"hash":"h"}') == "HTTP/1.1 204 No Content"
    assert await _posted(port, path, b'{"hash":"late"}') == "HTTP/1.1 204 No Content"
    call = await made.wait(one, 5)
    assert call is not None
    assert (call.method, call.body) == ("POST", b'{"hash":"h"}')
    assert await made.wait(other, 0) is None


@pytest.mark.parametrize(
    ("path", "length", "answer"),
    [
        ("/back/unknown", None, "HTTP/1.1 404 Not Found"),
        ("/back/x", "70000", "HTTP/1.1 413 Content Too Large"),
        ("/back/x", "-1", "HTTP/1.1 413 Content Too Large"),
        ("/back/x", "many", ""),
    ],
)
async def test_what_is_no_finish_call_is_refused_and_the_next_one_arrives(
    listener: tuple[Listener, int], path: str, length: str | None, answer: str
) -> None:
    made, port = listener
    assert await _posted(port, path, b"{}", length) == answer
    uri = made.new()
    assert "204" in await _posted(port, uri.removeprefix(f"http://127.0.0.1:{port}"), b"{}")


async def _nowhere(message: HttpMessage, certificate: bytes | None = None) -> Answer:
    raise AssertionError("nothing is sent")


def _command(tmp_path: Path, script: str) -> Any:
    way = Decide(command=[sys.executable, "-c", script])
    return deciding(way, _nowhere, lambda words: None)


async def test_a_command_is_told_the_decision_and_the_interaction_and_may_say_where_the_browser_went(
    tmp_path: Path,
) -> None:
    script = (
        "import os; print('noise'); "
        "print('https://client.example/?' + os.environ['COUNTERSIGN_PROBE_DECISION'] "
        "+ str(len(os.environ['COUNTERSIGN_PROBE_INTERACT'])))"
    )
    decide = _command(tmp_path, script)
    assert await decide("approve", {"redirect": "r", "finish": "secret"}) == "https://client.example/?approve17"
    assert await _command(tmp_path, "print('done')")("deny", {}) is None


async def test_a_command_that_fails_is_no_decision(tmp_path: Path) -> None:
    with pytest.raises(Broken, match="exit status 3"):
        await _command(tmp_path, "raise SystemExit(3)")("approve", {})


async def test_a_url_is_asked_for_the_decision_and_must_answer_well() -> None:
    asked: list[str] = []

    async def send(message: HttpMessage, certificate: bytes | None = None) -> Answer:
        asked.append(f"{message.method} {message.target_uri}")
        return Answer(200 if "approve" in message.target_uri else 500, {}, b"")

    decide = deciding(Decide(url="http://127.0.0.1/d?x=1"), send, lambda words: None)
    assert await decide("approve", {}) is None
    with pytest.raises(Broken, match="HTTP 500"):
        await decide("deny", {})
    assert asked[0] == "GET http://127.0.0.1/d?x=1&decision=approve"


async def test_a_person_is_asked_in_words_without_the_nonce() -> None:
    told: list[str] = []
    await deciding(Decide(manual=True), _nowhere, told.append)("deny", {"user_code": "AB12CD", "finish": "nonce-x"})
    assert "deny the request" in told[0]
    assert "AB12CD" in told[0]
    assert "nonce-x" not in told[0]
