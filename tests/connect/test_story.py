"""The demo's story, told by others' clients: the official one over HTTP and stdio in both eras, and Inspector.

Here the clock is turned by hand; `tests/stories/test_the_same_story.py` compares with the demo line by line.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from broker.demo.agent import ScriptedAgent
from tests.actors import Era, served
from tests.connect.ways import Inspector, Way, official
from tests.home import Home, home

pytestmark = pytest.mark.anyio

ERAS = pytest.mark.parametrize("era", ["modern", "legacy"])
WAYS = pytest.mark.parametrize("way", ["http", "stdio"])
OWN = ["request_access", "wait_for_grant", "list_grants", "give_back"]


@dataclass
class Stage:
    """A whole installation that listens on loopback, and the folder of the agent's user."""

    house: Home
    url: str
    user: Path


@contextlib.asynccontextmanager
async def stage(folder: Path) -> AsyncIterator[Stage]:
    """Serve an installation whose agent is scout."""
    user = folder / "agent"
    user.mkdir()
    async with home(folder) as house, served(house.broker.app) as url:
        yield Stage(house, url, user)


@ERAS
@WAYS
async def test_the_official_client_tells_the_demo_s_story(tmp_path: Path, way: Way, era: Era) -> None:
    async with stage(tmp_path) as on, official(on.url, on.house.credential, on.user, way, era) as client:
        agent = ScriptedAgent(client)
        assert {"bank_pay", "bank_read_account", *OWN} <= set(await agent.tools())
        assert (await agent.read_account("main")).status == "done"

        asked = await agent.ask_to_pay("25.00", "bakery", "breakfast")
        assert asked.status == "pending"
        assert asked.progress
        assert on.house.payments() == []
        await on.house.approve()
        await on.house.later()
        paid = await agent.settled(asked)
        assert (paid.status, len(on.house.payments())) == ("done", 1)

        refused = await agent.ask_to_pay("30.00", "bakery", "a cake")
        await on.house.refuse("no cake")
        await on.house.later()
        assert (await agent.settled(refused)).status == "denied"
        too_much = await agent.ask_to_pay("250.00", "bakery", "an oven")
        assert (too_much.status, "small-payments" in str(too_much)) == ("refused", True)
        assert len(on.house.payments()) == 1


@pytest.mark.slow
@WAYS
async def test_inspector_s_commands_follow_a_task_until_its_owner_has_decided(tmp_path: Path, way: Way) -> None:
    async with stage(tmp_path) as on:
        agent = Inspector(on.user, on.url, on.house.credential, way, "modern")
        async with asyncio.TaskGroup() as together:
            asked = together.create_task(agent.ask_to_pay("25.00", "bakery", "breakfast"))
            await on.house.approve()
            await on.house.later()
        assert (asked.result().status, len(on.house.payments())) == ("done", 1)


@pytest.mark.slow
@WAYS
async def test_inspector_s_commands_tell_the_demo_s_story(tmp_path: Path, way: Way) -> None:
    async with stage(tmp_path) as on:
        agent = Inspector(on.user, on.url, on.house.credential, way, "legacy")
        assert {"bank_pay", "bank_read_account", *OWN} <= set(await agent.tools())
        assert (await agent.read_account("main")).status == "done"
        asked = await agent.ask_to_pay("25.00", "bakery", "breakfast")
        assert (asked.status, on.house.payments()) == ("pending", [])
        await on.house.approve()
        await on.house.later()
        paid = await agent.settled(asked)
        assert (paid.status, len(on.house.payments())) == ("done", 1)
