"""An owner without a device is led to the page of the ask from their agent's client: once, and to a page of ours."""

import asyncio
from pathlib import Path
from typing import Literal

import pytest

from broker.store.query import col, select, update
from broker.store.tables import Approval, Passkey
from tests.actors import Agent, Era, served
from tests.home import PAY, PUBLIC_URL, Home, home

pytestmark = pytest.mark.anyio


async def _without_device(at_home: Home) -> None:
    removed = update(Passkey).where(col(Passkey.owner) == "alice").values(removed_at=at_home.clock())
    await at_home.broker.store.write(lambda session: session.execute(removed))


async def _approval(at_home: Home) -> str:
    return await at_home.broker.store.read(lambda session: session.exec(select(Approval.id)).one())


async def test_the_page_is_that_of_the_ask_and_is_told_once(tmp_path: Path) -> None:
    async with home(tmp_path) as at_home:
        view = await at_home.pending()
        await _without_device(at_home)
        lead = at_home.broker.client.page_to_open
        assert await lead("scout", view.id) == f"/approve/{await _approval(at_home)}"
        assert await lead("scout", view.id) is None


async def test_of_many_that_come_at_once_one_is_told(tmp_path: Path) -> None:
    async with home(tmp_path) as at_home:
        view = await at_home.pending()
        await _without_device(at_home)
        lead = at_home.broker.client.page_to_open
        told = await asyncio.gather(*(lead("scout", view.id) for _ in range(20)))
        assert sum(one is not None for one in told) == 1


async def test_it_is_the_page_of_this_ask_and_not_of_another_that_waits(tmp_path: Path) -> None:
    async with home(tmp_path) as at_home:
        first = await at_home.pending()
        its_page = f"/approve/{await _approval(at_home)}"
        at_home.clock.turn(1)
        await at_home.pending(amount="26.00")
        await _without_device(at_home)
        assert await at_home.broker.client.page_to_open("scout", first.id) == its_page


async def test_it_is_no_page_of_another_agents_equal_ask(tmp_path: Path) -> None:
    async with home(tmp_path) as at_home:
        mine = await at_home.pending()
        its_page = f"/approve/{await _approval(at_home)}"
        policy = (at_home.broker.settings.config_dir / "policies/scout.yaml").read_text()
        at_home.write("policies/other.yaml", policy.replace("agent: scout", "agent: other"))
        await at_home.add_agent("other")
        at_home.clock.turn(1)
        others = await at_home.pending(agent="other")
        await _without_device(at_home)
        lead = at_home.broker.client.page_to_open
        pages = [await lead("scout", mine.id), await lead("other", others.id)]
        assert pages[0] == its_page
        assert pages[1] not in (its_page, "/inbox")


async def test_where_its_page_is_not_there_yet_it_is_the_inbox(tmp_path: Path) -> None:
    async with home(tmp_path) as at_home:
        view, now = await at_home.pending(), at_home.clock()
        await _without_device(at_home)
        away = update(Approval).values(withdrawn_at=now)
        await at_home.broker.store.write(lambda session: session.execute(away))
        assert await at_home.broker.client.page_to_open("scout", view.id) == "/inbox"


async def test_a_paired_device_an_ended_ask_and_another_agent_lead_nowhere(tmp_path: Path) -> None:
    async with home(tmp_path) as at_home:
        view, lead = await at_home.pending(), at_home.broker.client.page_to_open
        assert await lead("scout", view.id) is None, "a device is paired"
        await _without_device(at_home)
        assert await lead("another", view.id) is None
        assert await lead("scout", "g_unknown") is None
        other = await at_home.pending(amount="26.00")
        await at_home.broker.client.give_back("scout", other.id)
        assert await lead("scout", other.id) is None, "nobody is asked any more"
        assert await lead("scout", view.id) is not None, "the control"


@pytest.mark.parametrize("era", ["modern", "legacy"])
@pytest.mark.parametrize("device", ["no device", "a device"])
async def test_through_the_door_a_client_opens_the_page_where_no_device_is_paired(
    tmp_path: Path, era: Era, device: str
) -> None:
    async with home(tmp_path, hold_seconds=60.0) as at_home, served(at_home.broker.app) as url:
        if device == "no device":
            await _without_device(at_home)

        async def opens() -> Literal["cancel"]:
            at_home.broker.wakeups.stop()  # the call is held no longer: this client has seen enough
            return "cancel"

        async with Agent(url, at_home.credential, era=era, opens=opens) as scout:
            if device == "a device":
                at_home.broker.wakeups.stop()
            assert (await scout.outcome("bank_pay", PAY))["status"] == "pending", "no client's answer is a verdict"
            page = f"{PUBLIC_URL}/approve/{await _approval(at_home)}"
            assert [one.url for one in scout.asked] == ([page] if device == "no device" else [])
            assert at_home.payments() == []
