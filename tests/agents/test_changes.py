"""`tools/list_changed` reaches the agent concerned, in both eras, and no other."""

from pathlib import Path

import anyio
import pytest
from mcp.client.subscriptions import ToolsListChanged

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


async def test_a_revoked_agents_streams_end(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house, house.agent("scout") as scout, scout.changes() as changes:
        await house.revoke("scout")
        await house.door.tools_changed("scout")
        with anyio.fail_after(PATIENCE):
            assert [event async for event in changes] == []


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
