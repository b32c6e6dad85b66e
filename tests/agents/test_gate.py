"""What stands before the MCP server: credentials, media type, size; and what the wire itself gets wrong. Raw HTTP."""

import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import anyio
import anyio.lowlevel
import httpx2
import pytest
from mcp.types import METHOD_NOT_FOUND
from starlette.types import Message

from broker.agents.credentials import Caller, Shown
from broker.agents.gate import BODY_LIMIT, Gate
from broker.store.query import Session
from broker.store.tables import Agent as AgentRow
from tests.actors import PATIENCE
from tests.agents.house import LONG, PAYMENT, House, open_house

pytestmark = pytest.mark.anyio

JSON = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
HELLO: dict[str, Any] = {
    "jsonrpc": "2.0",
    "id": 0,
    "method": "initialize",
    "params": {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "raw", "version": "1"}},
}


@contextlib.asynccontextmanager
async def at(house: House) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(base_url=house.url, headers=JSON, trust_env=False) as http:
        yield http


def bearing(credential: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {credential}"}


async def opened(http: httpx2.AsyncClient, credential: str) -> str:
    """Open a session of the handshake era; return its id."""
    answer = await http.post("/mcp", json=HELLO, headers=bearing(credential))
    assert answer.status_code == 200, answer.text
    session = answer.headers["mcp-session-id"]
    ready = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    await http.post("/mcp", json=ready, headers=bearing(credential) | {"Mcp-Session-Id": session})
    return str(session)


async def test_missing_malformed_unknown_ended_and_revoked_credentials_get_the_same_401(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house, at(house) as http:
        good = house.credentials["scout"]
        revoked, ended = house.credentials["reader"], house.credentials["late"]
        assert (await http.post("/mcp", json=HELLO, headers=bearing(ended))).status_code == 200
        await house.end("late")
        assert (await http.post("/mcp", json=HELLO, headers=bearing(revoked))).status_code == 200
        await house.revoke("reader")
        bad: list[Any] = [
            {},
            {"Authorization": ""},
            {"Authorization": "Bearer"},
            {"Authorization": f"Basic {good}"},
            {"Authorization": good},
            bearing(good + "A"),
            bearing(good[:-1]),
            bearing("csa_" + "A" * 43),
            bearing(revoked),
            bearing(ended),
            [("Authorization", f"Bearer {good}"), ("Authorization", f"Bearer {good}")],
        ]
        answers = [await http.post("/mcp", json=HELLO, headers=headers) for headers in bad]
        assert {answer.status_code for answer in answers} == {401}
        assert len({answer.content for answer in answers}) == 1
        where = "https://broker.example/.well-known/oauth-protected-resource/mcp"  # RFC 9728 §5.1
        assert {answer.headers["www-authenticate"] for answer in answers} == {f'Bearer resource_metadata="{where}"'}
        assert "countersign agent add" in answers[0].json()["error_description"]
        assert (await http.post("/mcp", json=HELLO, headers={"Authorization": f"bearer {good}"})).status_code == 200


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT", "OPTIONS"])
async def test_no_method_gets_past_without_a_credential(tmp_path: Path, method: str) -> None:
    async with open_house(tmp_path) as house, at(house) as http:
        assert (await http.request(method, "/mcp")).status_code == 401


async def test_an_agents_session_is_unknown_to_another_agent(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house, at(house) as http:
        session = {"Mcp-Session-Id": await opened(http, house.credentials["scout"])}
        ask = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
        stolen = await http.post("/mcp", json=ask, headers=bearing(house.credentials["reader"]) | session)
        unknown = await http.post(
            "/mcp", json=ask, headers=bearing(house.credentials["reader"]) | {"Mcp-Session-Id": "f" * 32}
        )
        assert (stolen.status_code, stolen.content) == (404, unknown.content)
        own = await http.post("/mcp", json=ask, headers=bearing(house.credentials["scout"]) | session)
        assert own.status_code == 200
        assert "bank_pay" in own.text


async def test_a_request_with_a_foreign_host_or_origin_is_refused(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house, at(house) as http:
        key = bearing(house.credentials["scout"])
        assert (await http.post("/mcp", json=HELLO, headers=key | {"Host": "evil.example"})).status_code == 421
        assert (
            await http.post("/mcp", json=HELLO, headers=key | {"Origin": "https://evil.example"})
        ).status_code == 403
        assert (await http.post("/mcp", json=HELLO, headers=key | {"Host": "broker.example"})).status_code == 200
        ours = key | {"Origin": "https://broker.example"}
        assert (await http.post("/mcp", json=HELLO, headers=ours)).status_code == 200


async def test_a_body_over_the_cap_is_refused_before_it_is_read(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house, at(house) as http:
        key = bearing(house.credentials["scout"])

        async def endless() -> AsyncIterator[bytes]:
            for _ in range(BODY_LIMIT // 1024 + 2):
                yield b" " * 1024

        for answer in (
            await http.post("/mcp", content=b" " * (BODY_LIMIT + 1), headers=key),
            await http.post("/mcp", content=endless(), headers=key),
        ):
            assert answer.status_code == 413
            assert str(BODY_LIMIT) in answer.json()["error"]["message"]
        room = json.dumps(HELLO).encode()
        assert (await http.post("/mcp", content=room.ljust(BODY_LIMIT), headers=key)).status_code == 200


async def test_a_body_that_says_that_it_is_too_large_is_not_read_at_all() -> None:
    sent: list[Any] = []

    async def never(*_: Any) -> Any:
        raise AssertionError("read, or passed on")

    async def recognised(_shown: Shown) -> Caller:
        return Caller("scout", "digest")

    async def send(message: Any) -> None:
        sent.append(message)

    headers = {
        "authorization": f"Bearer csa_{'A' * 43}",
        "content-type": "application/json",
        "content-length": "9" * 30,
    }
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    await Gate(never, recognised)({"type": "http", "method": "POST", "headers": raw}, never, send)
    assert sent[0]["status"] == 413


ENDINGS: dict[str, Callable[[House], Awaitable[None]]] = {
    "re-issued": lambda house: house.replace("scout"),
    "revoked": lambda house: house.revoke("scout"),
    "run out": lambda house: house.end("scout"),
    "in force": lambda _: anyio.lowlevel.checkpoint(),
}


@pytest.mark.parametrize("ending", ENDINGS)
async def test_a_credential_that_ends_while_the_body_is_on_its_way_opens_nothing(tmp_path: Path, ending: str) -> None:
    async with open_house(tmp_path) as house:
        whole, said = json.dumps(HELLO).encode(), list[Message]()
        parts = [{"body": whole[:20], "more_body": True}, {"body": whole[20:], "more_body": False}]

        async def receive() -> Message:
            if not parts:
                await anyio.sleep_forever()
            if len(parts) == 1:
                await ENDINGS[ending](house)
            return {"type": "http.request", **parts.pop(0)}

        async def send(message: Message) -> None:
            said.append(message)

        headers = JSON | bearing(house.credentials["scout"]) | {"host": "127.0.0.1:1"}
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
            "path": "/mcp", "raw_path": b"/mcp", "root_path": "", "query_string": b"", "server": ("127.0.0.1", 1),
            "client": ("127.0.0.1", 2), "headers": [(k.lower().encode(), v.encode()) for k, v in headers.items()],
        }  # fmt: skip
        await house.door.app(scope, receive, send)
        assert said[0]["status"] == (200 if ending == "in force" else 401)


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""])
async def test_another_media_type_is_told_which_one_is_right(tmp_path: Path, media_type: str) -> None:
    async with open_house(tmp_path) as house, at(house) as http:
        headers = bearing(house.credentials["scout"]) | {"Content-Type": media_type}
        answer = await http.post("/mcp", content=json.dumps(HELLO), headers=headers)
        assert answer.status_code == 415
        assert "application/json" in answer.json()["error"]["message"]
        headers["Content-Type"] = "application/json; charset=utf-8"
        assert (await http.post("/mcp", content=json.dumps(HELLO), headers=headers)).status_code == 200


@pytest.mark.sweep(5)
@pytest.mark.parametrize("version", [None, "2025-11-25", "2026-07-28", "1999-01-01"])
@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'"x"', b'{"jsonrpc":"1.0"}', b"\xff\xfe", b"[" * 5000, b'{"jsonrpc":"2.0","id":{}}', b"[1]"],
)
async def test_malformed_messages_get_a_json_error_and_the_door_stays_open(
    tmp_path: Path, version: str | None, body: bytes
) -> None:
    async with open_house(tmp_path) as house, at(house) as http:
        headers = bearing(house.credentials["scout"]) | ({"MCP-Protocol-Version": version} if version else {})
        answer = await http.post("/mcp", content=body, headers=headers)
        assert 400 <= answer.status_code < 500
        assert answer.json()["error"]["message"]
        async with house.agent("scout") as scout:
            assert (await scout.outcome("bank_read_account", {"account": "main"}))["status"] == "done"


def modern(credential: str, tool: str) -> dict[str, str]:
    return bearing(credential) | {"MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/call", "Mcp-Name": tool}


def modern_call(tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
    meta = {
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": {},
    }
    params = {"name": tool, "arguments": arguments, "_meta": meta}
    return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}


@pytest.mark.parametrize("written", ['"\\ud83d"', "NaN", "1e999", '{"a":' * 40 + "1" + "}" * 40])
async def test_json_that_others_would_read_differently_is_told_and_asks_nobody(tmp_path: Path, written: str) -> None:
    async with open_house(tmp_path) as house, at(house) as http:
        headers = modern(house.credentials["scout"], "bank_pay")
        body = json.dumps(modern_call("bank_pay", PAYMENT | {"payee": "bakery"}))
        answer = await http.post("/mcp", content=body.replace('"bakery"', written), headers=headers)
        assert answer.status_code == 200
        assert answer.json()["result"]["isError"] is True
        assert answer.json()["result"]["structuredContent"]["status"] == "invalid"
        assert house.client.asked == []
        answer = await http.post("/mcp", content=body, headers=headers)
        assert answer.json()["result"]["structuredContent"]["status"] == "pending"


async def _used_at(house: House, name: str) -> Any:
    def work(session: Session) -> Any:
        row = session.get(AgentRow, name)
        assert row is not None
        return row.last_used_at

    return await house.store.read(work)


async def test_the_last_use_is_noted_once_a_minute_at_most(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house, at(house) as http:
        writes, write = [], house.store.write

        async def counted(work: Any) -> Any:
            writes.append(work)
            return await write(work)

        house.store.write = counted  # type: ignore[method-assign]
        key, start = bearing(house.credentials["scout"]), house.clock[0]
        assert await _used_at(house, "scout") is None
        for later, noted in ((0, 0), (59, 0), (60, 60), (61, 60)):
            house.clock[0] = start + timedelta(seconds=later)
            await http.post("/mcp", json=HELLO, headers=key)
            assert await _used_at(house, "scout") == start + timedelta(seconds=noted)
        assert await _used_at(house, "reader") is None
        assert len(writes) == 4  # the use, and how far the agent is: each once a minute


async def test_a_result_that_no_client_of_the_handshake_era_hears_any_more_waits_for_the_retry(tmp_path: Path) -> None:
    """Its disconnecting does not cancel the handler, so collecting there would lose the result and pay twice."""
    call = {
        "jsonrpc": "2.0",
        "id": 7,
        "method": "tools/call",
        "params": {"name": "bank_pay", "arguments": PAYMENT, "_meta": {"progressToken": 1}},
    }
    async with open_house(tmp_path, hold=LONG) as house:
        with anyio.fail_after(PATIENCE):
            async with at(house) as http:
                session = await opened(http, house.credentials["scout"])
                headers = bearing(house.credentials["scout"]) | {"Mcp-Session-Id": session}
                async with http.stream("POST", "/mcp", json=call, headers=headers) as answer:
                    async for line in answer.aiter_lines():
                        if "waiting for alice" in line:
                            break
            looked = await _looked_at_again(house)
            house.client.pay()
            await looked.wait()
            async with house.agent("scout") as scout:
                said = await scout.outcome("bank_pay", PAYMENT)
        assert (said["grant_id"], said["status"]) == ("g1", "done")
        assert house.client.collected == ["g1"]
        assert len(house.client.asked) == 1


async def test_a_call_that_a_client_of_the_handshake_era_cancels_goes_on_waiting_for_its_owner(tmp_path: Path) -> None:
    """Clients send this at their own time-out too: it says that nobody listens, not that nothing is wanted."""
    call = {
        "jsonrpc": "2.0",
        "id": 7,
        "method": "tools/call",
        "params": {"name": "bank_pay", "arguments": PAYMENT, "_meta": {"progressToken": 1}},
    }
    cancelled = {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 7}}
    async with open_house(tmp_path, hold=LONG) as house, at(house) as http:
        session = await opened(http, house.credentials["scout"])
        headers = bearing(house.credentials["scout"]) | {"Mcp-Session-Id": session}
        with anyio.fail_after(PATIENCE):
            async with http.stream("POST", "/mcp", json=call, headers=headers) as answer:
                lines = answer.aiter_lines()
                while "waiting for alice" not in await anext(lines):
                    pass
                assert (await http.post("/mcp", json=cancelled, headers=headers)).status_code == 202
                rest = "".join([line async for line in lines])
            assert '"error"' in rest, "the call is let go of"
            assert (house.client.grants["g1"].status, house.client.collected) == ("pending", [])
            house.client.pay()
            async with house.agent("scout", era="legacy") as scout:
                assert (await scout.outcome("bank_pay", PAYMENT))["grant_id"] == "g1"
        assert (len(house.client.asked), house.client.collected) == (1, ["g1"])


@pytest.mark.parametrize("method", ["tasks/get", "tasks/update", "tasks/cancel", "tasks/list", "tasks/result"])
async def test_in_the_handshake_era_there_is_no_method_on_tasks(tmp_path: Path, method: str) -> None:
    """Its tasks were others; who declared those gets an answer, and no task, and cancels none."""
    async with open_house(tmp_path) as house, at(house) as http:
        key = bearing(house.credentials["scout"])
        knowing: dict[str, Any] = {"tasks": {"list": {}, "cancel": {}}}
        hello = HELLO | {"params": {**HELLO["params"], "capabilities": knowing}}
        session = {"Mcp-Session-Id": (await http.post("/mcp", json=hello, headers=key)).headers["mcp-session-id"]}
        await http.post("/mcp", json={"jsonrpc": "2.0", "method": "notifications/initialized"}, headers=key | session)
        pay = {"name": "bank_pay", "arguments": PAYMENT, "task": {"ttl": 60_000}}
        asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": pay}
        held = (await http.post("/mcp", json=asked, headers=key | session)).text
        assert '"status":"pending"' in held, held
        params = {"taskId": "g1", "inputResponses": {}}
        body = {"jsonrpc": "2.0", "id": 2, "method": method, "params": params}
        answer = (await http.post("/mcp", json=body, headers=key | session | {"Mcp-Name": "g1"})).text
        assert json.loads(answer.rpartition("data: ")[2])["error"]["code"] == METHOD_NOT_FOUND
        assert house.client.grants["g1"].status == "pending"


async def _looked_at_again(house: House) -> anyio.Event:
    """Return an event that is set when the abandoned handler has seen the result."""
    seen, view = anyio.Event(), house.client.view

    async def watched(agent: str, grant: str) -> Any:
        found = await view(agent, grant)
        if found is not None and found.status == "done":
            seen.set()
        return found

    house.client.view = watched  # type: ignore[method-assign]
    return seen
