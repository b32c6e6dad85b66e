"""The relay between lines and the broker's door: both eras, every direction, and what goes wrong on the way."""

import contextlib
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
from mcp.server.mcpserver import Context, MCPServer
from mcp.types import CONNECTION_CLOSED, INVALID_PARAMS, INVALID_REQUEST, PARSE_ERROR
from pydantic import BaseModel
from starlette.types import Receive, Scope, Send

from broker.connect import stdio
from broker.connect.door import BadAddress, door_url
from broker.connect.pipes import Out, lines
from tests.actors import PATIENCE, served
from tests.agents.house import LONG, PAYMENT, House, open_house
from tests.connect.wire import MODERN, Cable, Message, Wire, relayed, request

pytestmark = pytest.mark.anyio

ERAS = pytest.mark.parametrize("modern", [True, False], ids=["modern", "legacy"])
NOBODY = "csa_" + "x" * 43


@contextlib.asynccontextmanager
async def _connected(house: House, modern: bool, agent: str = "scout") -> AsyncIterator[Wire]:
    async with relayed(f"{house.url}/mcp", house.credentials[agent]) as wire:
        if not modern:
            await wire.shake_hands()
        yield wire


def _names(answer: Message) -> list[str]:
    return [tool["name"] for tool in answer["result"]["tools"]]


async def _until(holds: Callable[[], bool]) -> None:
    with anyio.fail_after(PATIENCE):
        while not holds():  # noqa: ASYNC110 -- nothing rings when the broker lets go of a call
            await anyio.sleep(0.005)


@ERAS
async def test_a_request_gets_its_answer_under_its_own_id(tmp_path: Path, modern: bool) -> None:
    async with open_house(tmp_path) as house, _connected(house, modern) as wire:
        assert "bank_pay" in _names(await wire.ask(1, "tools/list", modern=modern))
        assert "bank_pay" in _names(await wire.ask("1", "tools/list", modern=modern))


@ERAS
async def test_each_agent_is_the_one_of_its_credential(tmp_path: Path, modern: bool) -> None:
    async with open_house(tmp_path) as house, _connected(house, modern, "reader") as wire:
        assert "bank_pay" not in _names(await wire.ask(1, "tools/list", modern=modern))
        refused = await wire.ask(2, "tools/call", {"name": "bank_pay", "arguments": PAYMENT}, modern=modern)
        assert refused["error"]["code"] == INVALID_PARAMS


@ERAS
async def test_progress_comes_before_the_result_and_two_calls_are_held_at_once(tmp_path: Path, modern: bool) -> None:
    async with open_house(tmp_path, hold=LONG) as house, _connected(house, modern) as wire:
        notes = []
        for number, payee in enumerate(["bakery", "grocer"], 1):
            arguments = {**PAYMENT, "payee": payee}
            said = {"name": "bank_pay", "arguments": arguments, "_meta": {"progressToken": f"p{number}"}}
            await wire.write(request(number, "tools/call", said, modern=modern))
            notes.append(await wire.next())
        assert {note["method"] for note in notes} == {"notifications/progress"}
        assert {note["params"]["progressToken"] for note in notes} == {"p1", "p2"}
        house.client.pay("g2")
        second = await wire.answer_to(2)
        house.client.pay("g1")
        first = await wire.answer_to(1)
        assert {answer["result"]["structuredContent"]["status"] for answer in (first, second)} == {"done"}


@ERAS
async def test_a_cancelled_call_is_let_go_of_at_the_broker_and_others_go_on(tmp_path: Path, modern: bool) -> None:
    async with open_house(tmp_path, hold=LONG) as house, _connected(house, modern) as wire:
        held, other = house.door._waiting._held, "1" if modern else "two"  # the SDK's legacy server takes "1" for 1
        await wire.write(request(1, "tools/call", {"name": "bank_pay", "arguments": PAYMENT}, modern=modern))
        await wire.write(
            request(
                other, "tools/call", {"name": "bank_pay", "arguments": {**PAYMENT, "payee": "grocer"}}, modern=modern
            )
        )
        await _until(lambda: held["scout"] == 2)
        await wire.write({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 1}})
        await _until(lambda: held["scout"] == 1)
        asks = {one.status for one in house.client.grants.values()}
        assert asks == {"pending"}, "clients send this at their own time-out too: it withdraws nothing"
        if not modern:  # such a server says so
            assert (await wire.answer_to(1))["error"]["message"] == "Request cancelled"
        house.client.pay("g2" if house.client.asked[1][1].arguments["payee"] == "grocer" else "g1")
        assert (await wire.answer_to(other))["result"]["structuredContent"]["status"] == "done"
        assert "bank_pay" in _names(await wire.ask(3, "tools/list", modern=modern))


async def test_a_modern_client_hears_of_new_tools_on_the_stream_it_listens_on(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house, _connected(house, True) as wire:
        await wire.write(
            request("ear", "subscriptions/listen", {"notifications": {"toolsListChanged": True}}, modern=True)
        )
        assert (await wire.next())["method"] == "notifications/subscriptions/acknowledged"
        await house.door.tools_changed("reader")
        await house.door.tools_changed("scout")
        assert (await wire.next())["method"] == "notifications/tools/list_changed"


async def test_a_client_of_the_handshake_era_hears_of_new_tools_on_the_session_s_own_stream(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house, _connected(house, False) as wire:
        await _until(lambda: any(sent.method == "GET" for sent in wire.cable.sent))
        await wire.ask(1, "tools/list", modern=False)
        with anyio.fail_after(PATIENCE):
            heard: list[Message] = []
            while not heard:
                await house.door.tools_changed("scout")
                with anyio.move_on_after(0.2):
                    heard.append(await wire.heard.receive())
        assert heard[0]["method"] == "notifications/tools/list_changed"


async def test_a_session_is_ended_when_the_client_leaves(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        async with _connected(house, False) as wire:
            await wire.ask(1, "tools/list", modern=False)
            assert len(house.door._manager._server_instances) == 1
        assert wire.cable.sent[-1].method == "DELETE"
        assert house.door._manager._server_instances == {}


async def test_a_call_that_is_under_way_does_not_keep_the_relay_when_the_client_leaves(tmp_path: Path) -> None:
    async with open_house(tmp_path, hold=LONG) as house:
        with anyio.fail_after(PATIENCE):
            async with _connected(house, True) as wire:
                await wire.write(request(1, "tools/call", {"name": "bank_pay", "arguments": PAYMENT}, modern=True))
                await _until(lambda: house.door._waiting._held["scout"] == 1)
        await _until(lambda: house.door._waiting._held["scout"] == 0)
        assert [grant.status for grant in house.client.grants.values()] == ["pending"]


@pytest.mark.sweep(3)
@ERAS
@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"{", PARSE_ERROR),
        (b"\xff\xfe{}", PARSE_ERROR),
        (b"[" * 100_000, PARSE_ERROR),
        (b"[]", INVALID_REQUEST),
        (b'"text"', INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "x": "' + b"a" * stdio.LINE_LIMIT + b'"}', INVALID_REQUEST),
    ],
    ids=["cut", "no UTF-8", "deep", "batch", "text", "long"],
)
async def test_what_is_no_message_is_answered_here_and_the_next_line_is_served(
    tmp_path: Path, modern: bool, line: bytes, code: int
) -> None:
    async with open_house(tmp_path) as house, _connected(house, modern) as wire:
        await wire.write(line)
        error = await wire.next()
        assert (error["id"], error["error"]["code"]) == (None, code)
        assert line not in [sent.content for sent in wire.cable.sent if sent.method == "POST"]
        assert "bank_pay" in _names(await wire.ask(1, "tools/list", modern=modern))


@ERAS
@pytest.mark.parametrize(
    "raw",
    [
        b'{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"bank_pay","arguments":{"amount":NaN}%s}}',
        b'{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"\\ud800"%s}}',
        b'{"jsonrpc":"2.0","id":7,"method":"no/such\\nmethod","params":{"name":"x"%s}}',
        b'{"jsonrpc":"1.0","id":7,"method":"tools/list","params":{"cursor":1%s}}',
        b'{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"x","arguments":{"a":"'
        + b"a" * 200_000
        + b'"}%s}}',
    ],
    ids=["NaN", "half a character", "method", "version", "body"],
)
async def test_a_strange_message_gets_an_error_under_its_id_and_the_next_one_is_served(
    tmp_path: Path, modern: bool, raw: bytes
) -> None:
    async with open_house(tmp_path) as house, _connected(house, modern) as wire:
        meta = b',"_meta":' + json.dumps(MODERN).encode() if modern else b""
        await wire.write(raw.replace(b"%s", meta))
        answer = await wire.answer_to(7)
        assert "error" in answer or answer["result"]["isError"]
        assert "bank_pay" in _names(await wire.ask(8, "tools/list", modern=modern))


@ERAS
async def test_a_broker_that_is_away_is_said_with_the_next_step_and_found_again_by_the_next_message(
    tmp_path: Path, modern: bool
) -> None:
    async with open_house(tmp_path) as house, _connected(house, modern) as wire:
        await wire.ask(1, "tools/list", modern=modern)
        wire.cable.plugged = False
        errors = [(await wire.ask(number, "tools/list", modern=modern))["error"] for number in (2, 3)]
        assert {error["code"] for error in errors} == {CONNECTION_CLOSED}
        assert "countersign serve" in errors[0]["message"]
        assert "nothing was asked" in errors[0]["message"]
        assert len([words for words in wire.said if "countersign serve" in words]) == 1
        wire.cable.plugged = True
        assert "bank_pay" in _names(await wire.ask(4, "tools/list", modern=modern))


class Switch:
    """An address behind which one broker takes another's place."""

    def __init__(self) -> None:
        self.app: Any = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


async def test_after_a_restart_of_the_broker_a_session_of_the_handshake_era_goes_on(tmp_path: Path) -> None:
    switch = Switch()
    for name in ("before", "after"):
        (tmp_path / name).mkdir()
    async with (
        open_house(tmp_path / "before") as before,
        open_house(tmp_path / "after") as after,
        served(switch) as url,
    ):
        assert before.credentials == after.credentials
        switch.app = before.door.app
        async with relayed(f"{url}/mcp", before.credentials["scout"]) as wire:
            await wire.shake_hands()
            await wire.ask(1, "tools/list", modern=False)
            switch.app = after.door.app
            for number in (2, 3):
                await wire.write(request(number, "tools/list", modern=False))
            assert {(await wire.next())["id"] for _ in range(2)} == {2, 3}
            assert len(after.door._manager._server_instances) == 1
            assert [words for words in wire.said if "started anew" in words] == [
                "the broker was started anew; a new session is opened"
            ]
            assert "bank_pay" in _names(await wire.ask(4, "tools/list", modern=False))
            await _until(lambda: [sent.method for sent in wire.cable.sent].count("GET") == 2)  # it listens again, too


@ERAS
async def test_a_credential_that_is_unknown_or_revoked_is_said_with_the_next_step(tmp_path: Path, modern: bool) -> None:
    async with open_house(tmp_path) as house:
        async with _connected(house, modern) as wire:
            assert "result" in await wire.ask(1, "tools/list", modern=modern)
            await house.revoke("scout")
            error = (await wire.ask(2, "tools/list", modern=modern))["error"]
            assert "countersign agent credential" in error["message"]
        async with relayed(f"{house.url}/mcp", NOBODY) as wire:
            error = (await wire.ask(1, "server/discover", modern=True))["error"]
            assert "does not know this agent's credential" in error["message"]
            assert NOBODY not in json.dumps(error) + "".join(wire.said)


class Scripted(httpx2.AsyncBaseTransport):
    """A broker of one answer."""

    def __init__(self, answer: httpx2.Response) -> None:
        self.answer = answer

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        return self.answer


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (httpx2.Response(200, headers={"content-type": "text/event-stream"}, content=b"data: {}\n\n"), "list_grants"),
        (httpx2.Response(200, headers={"content-type": "text/html"}, content=b"<p>hello"), "status 200"),
        (httpx2.Response(200, json={"jsonrpc": "2.0", "id": 1}), "status 200"),
        (httpx2.Response(307, headers={"location": "https://elsewhere.example/mcp"}), "status 307"),
        (httpx2.Response(502, content=b"bad gateway"), "status 502"),
        (httpx2.Response(404, content=b"not found"), "status 404"),
        (httpx2.Response(421, content=b""), "--url"),
        (httpx2.Response(200, headers={"content-type": "application/json"}, content=b"x" * 9_000_000), "list_grants"),
    ],
    ids=["cut stream", "page", "no result", "redirect", "gateway", "not found", "other name", "huge"],
)
async def test_what_is_no_answer_becomes_an_error_in_words(answer: httpx2.Response, words: str) -> None:
    cable = Cable(way=Scripted(answer))
    async with relayed("http://localhost:1/mcp", NOBODY, cable) as wire:
        error = (await wire.ask(1, "tools/list", modern=True))["error"]
        assert words in error["message"]
        assert [str(sent.url) for sent in cable.sent] == ["http://localhost:1/mcp"]


async def test_an_answer_without_an_id_is_given_the_id_of_its_request() -> None:
    refusal = httpx2.Response(413, json={"jsonrpc": "2.0", "id": None, "error": {"code": -32600, "message": "large"}})
    async with relayed("http://localhost:1/mcp", NOBODY, Cable(way=Scripted(refusal))) as wire:
        assert (await wire.ask("a", "tools/list", modern=True))["error"]["message"] == "large"


async def test_a_modern_request_repeats_itself_in_headers_and_a_legacy_one_names_its_session(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        async with _connected(house, True) as wire:
            await wire.ask(1, "tools/call", {"name": "bank_read_account", "arguments": {}}, modern=True)
            sent = wire.cable.sent[-1].headers
            assert (sent["mcp-protocol-version"], sent["mcp-method"]) == ("2026-07-28", "tools/call")
            assert sent["mcp-name"] == "bank_read_account"
            assert "mcp-session-id" not in sent
        async with _connected(house, False) as wire:
            await wire.ask(1, "tools/list", modern=False)
            sent = wire.cable.sent[-1].headers
            assert (sent["mcp-protocol-version"], "mcp-method" in sent) == ("2025-11-25", False)
            assert sent["mcp-session-id"] in house.door._manager._server_instances


class Colour(BaseModel):
    colour: str


async def test_a_question_of_the_server_reaches_the_client_and_its_answer_the_server() -> None:
    server = MCPServer("asks back")

    @server.tool()
    async def paint(context: Context) -> str:
        told = await context.elicit("which colour?", Colour)
        return f"{told.action} {getattr(told, 'data', None)}"

    app = server.streamable_http_app()
    async with server.session_manager.run(), served(app) as url, relayed(f"{url}/mcp", NOBODY) as wire:
        await wire.shake_hands({"elicitation": {}})
        await wire.write(request(5, "tools/call", {"name": "paint", "arguments": {}}, modern=False))
        question = await wire.next()
        assert (question["method"], question["params"]["message"]) == ("elicitation/create", "which colour?")
        reply = {"action": "accept", "content": {"colour": "red"}}
        await wire.write({"jsonrpc": "2.0", "id": question["id"], "result": reply})
        answer = await wire.answer_to(5)
        assert "accept colour='red'" in answer["result"]["content"][0]["text"]


@pytest.mark.parametrize(
    ("url", "door"),
    [
        ("http://localhost:8765", "http://localhost:8765/mcp"),
        ("http://127.0.0.1:8765/", "http://127.0.0.1:8765/mcp"),
        ("http://[::1]:8765/mcp", "http://[::1]:8765/mcp"),
        ("https://box.example/mcp/", "https://box.example/mcp"),
        ("https://box.example/broker", "https://box.example/broker/mcp"),
    ],
)
def test_the_door_is_found_below_a_broker_s_address(url: str, door: str) -> None:
    assert door_url(url) == door


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://box.example", "in clear text"),
        ("http://192.168.0.2:8765", "in clear text"),
        ("http://localhost.evil.example", "in clear text"),
        ("ftp://localhost", "no address"),
        ("localhost:8765", "no address"),
        ("https://user:pass@box.example", "no address"),
        ("http://localhost:99999", "no address"),
        ("http://", "no address"),
    ],
)
def test_a_credential_is_not_sent_in_clear_text_nor_to_what_is_no_address(url: str, words: str) -> None:
    with pytest.raises(BadAddress, match=words):
        door_url(url)


async def test_lines_come_whole_whatever_the_pipe_does_and_end_with_it() -> None:
    import os

    reading, writing = os.pipe()
    got: list[bytes] = []
    long = b"x" * (stdio.LINE_LIMIT * 2)

    async def write() -> None:
        for part in (b'{"a"', b": 1}\n\n{}", b"\n", long, b"\nlast\nnot ended"):
            await anyio.to_thread.run_sync(_write_all, writing, part)
        os.close(writing)

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(write)
        with anyio.fail_after(PATIENCE):
            async for line in lines(reading):
                got.append(line)
    os.close(reading)
    assert [got[0], got[1], got[2], got[4]] == [b'{"a": 1}', b"", b"{}", b"last"]
    assert stdio.LINE_LIMIT < len(got[3]) < stdio.LINE_LIMIT + 200_000
    assert len(got) == 5


def _write_all(descriptor: int, content: bytes) -> None:
    import os

    while content:
        content = content[os.write(descriptor, content) :]


async def test_messages_are_written_whole_as_ascii_and_a_client_that_is_gone_ends_nothing() -> None:
    import os

    reading, writing = os.pipe()
    out = Out(writing)
    async with anyio.create_task_group() as tasks:
        for number in range(20):
            tasks.start_soon(out.send, {"n": number, "text": "é\n\ud800" * 50})
    content = os.read(reading, 1 << 20)
    assert content.isascii()
    assert sorted(json.loads(line)["n"] for line in content.splitlines()) == list(range(20))
    os.close(reading)
    await out.send({"nobody": "reads this"})
    os.close(writing)
