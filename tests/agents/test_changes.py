"""`tools/list_changed` reaches the agent concerned, in both eras, and no other."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import anyio
import httpx2
import pytest
from mcp.client.subscriptions import ToolsListChanged
from mcp.shared.exceptions import MCPError
from mcp.types import SubscriptionsListenRequestParams

from broker.agents import changes
from broker.agents.callers import still_lasts
from broker.agents.changes import STREAMS_PER_AGENT, Changes
from broker.agents.credentials import Caller
from broker.store.query import col, select
from broker.store.tables import Agent as AgentRow
from broker.wakeups import LocalWakeups
from tests.actors import PATIENCE, Agent
from tests.agents.house import House, open_house

pytestmark = pytest.mark.anyio


async def _told_by_wakeup(house: House, agent: str) -> None:
    house.wakeups.publish(f"agent:{agent}")


async def _told_by_call(house: House, agent: str) -> None:
    await house.door.tools_changed(agent)


TELLING = pytest.mark.parametrize("tell", [_told_by_call, _told_by_wakeup])


@TELLING
async def test_a_modern_client_hears_of_its_own_changes_only(tmp_path: Path, tell: object) -> None:
    assert callable(tell)
    async with (
        open_house(tmp_path) as house,
        house.agent("scout") as scout,
        house.agent("reader") as reader,
        scout.changes() as of_scout,
        reader.changes() as of_reader,
    ):
        with anyio.fail_after(PATIENCE):
            await tell(house, "scout")
            assert await anext(of_scout) == ToolsListChanged()
            # What reader hears is its own change: had it heard scout's too, there would be another to hear.
            await house.door.tools_changed("reader")
            assert await anext(of_reader) == ToolsListChanged()
        with anyio.move_on_after(0.05) as quiet:
            await anext(of_reader)
        assert quiet.cancelled_caught


@TELLING
async def test_a_client_of_the_handshake_era_hears_of_its_own_changes_only(tmp_path: Path, tell: object) -> None:
    assert callable(tell)
    async with (
        open_house(tmp_path) as house,
        house.agent("scout", era="legacy") as scout,
        house.agent("reader", era="legacy") as reader,
    ):
        await _listening(house, scout, "scout")
        await _listening(house, reader, "reader")
        scout.told, reader.told = anyio.Event(), anyio.Event()
        with anyio.fail_after(PATIENCE):
            await tell(house, "scout")
            await scout.told.wait()
        assert not reader.told.is_set()


async def _listening(house: House, agent: Agent, name: str) -> None:
    """Return when the client's own stream is open: it is opened in the background after the handshake."""
    await agent.tools()
    with anyio.fail_after(PATIENCE):
        while not agent.told.is_set():
            await house.door.tools_changed(name)
            with anyio.move_on_after(0.05):
                await agent.told.wait()


async def test_a_client_of_the_handshake_era_is_promised_the_changes(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house, house.agent("scout", era="legacy") as scout:
        assert scout.promises_changes


ENDINGS: dict[str, Callable[[House, str], Awaitable[None]]] = {
    "revoked": House.revoke,
    "expired": House.end,
    "replaced": House.replace,
}


@pytest.mark.parametrize("ending", ENDINGS)
async def test_a_modern_stream_ends_with_its_credential_and_tells_nothing_more(tmp_path: Path, ending: str) -> None:
    async with (
        open_house(tmp_path) as house,
        house.agent("scout") as scout,
        house.agent("reader") as reader,
        scout.changes() as told,
        reader.changes() as control,
    ):
        await ENDINGS[ending](house, "scout")
        await house.door.tools_changed("scout")
        await house.door.tools_changed("reader")
        with anyio.fail_after(PATIENCE):
            assert [event async for event in told] == []
            assert await anext(control) == ToolsListChanged(), "the control"


@pytest.mark.parametrize("ending", ENDINGS)
async def test_the_stream_of_a_session_ends_with_its_credential_and_tells_nothing_more(
    tmp_path: Path, ending: str
) -> None:
    async with open_house(tmp_path) as house, _stream_of_a_session(house, "scout") as lines:
        with anyio.fail_after(PATIENCE):
            await house.door.tools_changed("scout")
            assert "list_changed" in await anext(lines), "the control"
            await ENDINGS[ending](house, "scout")
            await house.door.tools_changed("scout")
            assert [line async for line in lines] == [], "it ended in good order"


@pytest.mark.parametrize("era", ["modern", "legacy"])
async def test_a_credential_that_runs_out_ends_its_streams_although_nothing_rang(
    tmp_path: Path, era: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "ENDED_WITHIN", 0.02)
    async with (
        open_house(tmp_path) as house,
        house.agent("scout") as scout,
        scout.changes() if era == "modern" else _stream_of_a_session(house, "scout") as stream,
    ):
        await house.end("scout")
        with anyio.fail_after(PATIENCE):
            assert [event async for event in stream] == []


async def test_a_stream_ends_with_the_access_token_it_was_opened_with_although_the_sign_in_goes_on(
    tmp_path: Path,
) -> None:
    async with open_house(tmp_path) as house:
        now = house.clock[0]
        (digest,) = await house.store.read(
            lambda session: session.exec(select(AgentRow.credential_digest).where(col(AgentRow.name) == "scout")).all()
        )
        caller = Caller("scout", digest, until=now)
        assert not await still_lasts(house.store, caller, now)
        assert await still_lasts(house.store, caller, now - timedelta(seconds=1)), "the control"
        assert await still_lasts(house.store, Caller("scout", digest), now), "the control"


async def test_of_many_streams_that_come_at_once_no_more_get_in_than_there_are_places() -> None:
    gate, sent = anyio.Event(), []
    refused: list[MCPError] = []

    async def lasts(_: Caller) -> bool:
        return True

    async def look(_task: str) -> None:
        await gate.wait()

    async def listen(known: Changes, number: int) -> None:
        ctx: Any = SimpleNamespace(request_id=number, session=SimpleNamespace(send_notification=told))
        params = SubscriptionsListenRequestParams(notifications={"taskIds": ["g1"]})
        try:
            await known.listen(Caller("scout", "digest"), ctx, params, look)
        except MCPError as full:
            refused.append(full)

    async def told(_notification: object, related_request_id: int) -> None:
        sent.append(related_request_id)

    known = Changes(LocalWakeups(), lasts=lasts, live=lambda _: True)
    async with known.running(), anyio.create_task_group() as tasks:
        for number in range(STREAMS_PER_AGENT + 8):
            tasks.start_soon(listen, known, number)
        await anyio.wait_all_tasks_blocked()
        gate.set()
        await anyio.wait_all_tasks_blocked()
        assert (len(sent), len(refused)) == (STREAMS_PER_AGENT, 8)
        tasks.cancel_scope.cancel()


async def test_of_many_sessions_that_were_left_behind_the_oldest_make_room_for_one_that_hears() -> None:
    told: list[int] = []

    def session(number: int) -> Any:
        async def send(*_: object, **__: object) -> None:
            told.append(number)

        return SimpleNamespace(send_tool_list_changed=send)

    async def lasts(_: Caller) -> bool:
        return True

    known, scout = Changes(LocalWakeups(), lasts=lasts, live=lambda _: True), Caller("scout", "digest")
    async with known.running():
        for number in range(STREAMS_PER_AGENT):
            await known.remember(scout, f"s{number}", session(number))
        await known.remember(scout, "s0", session(0))  # it listed its tools once more
        await known.remember(scout, "new", session(99))
        await known.tell("scout")
    assert sorted(told) == [0, *range(2, STREAMS_PER_AGENT), 99]


@asynccontextmanager
async def _stream_of_a_session(house: House, agent: str) -> AsyncIterator[AsyncIterator[str]]:
    """Shake hands, list the tools and open the session's own stream; give its lines that are not empty."""
    headers = {
        "authorization": f"Bearer {house.credentials[agent]}",
        "accept": "application/json, text/event-stream",
    }
    hello = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "raw", "version": "1"}}
    async with httpx2.AsyncClient(timeout=PATIENCE, trust_env=False, headers=headers) as client:
        url = f"{house.url}/mcp"
        answer = await client.post(url, json={"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello})
        client.headers["mcp-session-id"] = answer.headers["mcp-session-id"]
        await client.post(url, json={"jsonrpc": "2.0", "method": "notifications/initialized"})
        await client.post(url, json={"jsonrpc": "2.0", "id": 2, "method": "tools/list"})
        async with client.stream("GET", url) as stream:
            assert stream.status_code == 200
            yield _lines(stream)


async def _lines(stream: httpx2.Response) -> AsyncIterator[str]:
    async for line in stream.aiter_lines():
        if line.startswith("data:"):
            yield line


async def test_an_agent_without_streams_is_told_nothing_and_costs_nothing(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        await house.door.tools_changed("scout")
        await house.door.tools_changed("nobody")


async def test_sessions_that_have_ended_are_forgotten(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        for _ in range(3):
            async with house.agent("scout", era="legacy") as scout:
                await scout.tools()
        async with house.agent("scout", era="legacy") as scout:
            await scout.tools()
            assert len(house.door._changes._streams["scout"].sessions) == 1
        await house.door.tools_changed("scout")
        assert house.door._changes._streams["scout"].sessions == {}
