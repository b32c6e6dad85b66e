"""Muting and ending an agent, on both databases: one tap stops it; only a signature lets it be heard again."""

from pathlib import Path

import pytest

from broker.client.view import GrantView, Refused
from broker.demo.phone import PhoneRefused
from broker.store.query import col, select
from broker.store.tables import Agent, Approval, Audit
from tests.home import WAIT, Home, home

pytestmark = [pytest.mark.anyio, pytest.mark.promise("A26", "R9")]

DAY = 86_400


async def _approvals(here: Home) -> int:
    return len(await here.broker.store.read(lambda session: session.scalars(select(Approval.id)).all()))


async def _audited(here: Home, kind: str) -> int:
    of_kind = select(Audit.seq).where(col(Audit.kind) == kind)
    return len(await here.broker.store.read(lambda session: session.scalars(of_kind).all()))


async def test_refusing_and_muting_answers_whatever_the_agent_asks_until_tomorrow(
    tmp_path: Path, database_url: str
) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        await here.pending()
        await here.phone._post(f"/approve/{await here.phone.next_approval()}/refuse", {"reason": "No", "mute": True})
        await here.later(WAIT)
        told = await here.ask(payee="grocer", amount="1.00")
        assert isinstance(told, Refused)
        assert told.kind == "owner"
        assert told.reason == "alice muted this agent, and is asked for nothing by it before 2026-11-26T12:00:00Z"
        assert await _approvals(here) == 1
        assert isinstance(await here.ask("bank_read_account", account="main"), GrantView), "what is allowed goes on"
        here.clock.turn(DAY)
        assert (await here.pending(payee="grocer", amount="1.00")).status == "pending"


async def test_refusing_alone_mutes_nobody(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        await here.pending()
        await here.refuse("No")
        await here.later(WAIT)
        assert (await here.pending(payee="grocer", amount="1.00")).status == "pending"


async def test_a_muted_agent_is_heard_again_once_its_owner_has_signed(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        await here.phone._post("/mute", {"agent": "scout"})
        assert isinstance(await here.ask(), Refused)
        made = await here.phone._post("/lift", {"agent": "scout"})
        assert isinstance(await here.ask(), Refused), "a proposal is no signature"
        await here.phone.sign(made["proposal"])
        assert (await here.pending()).status == "pending"
        assert await _audited(here, "agent.muted") == 1


async def test_a_second_mute_never_ends_earlier_than_the_first(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        await here.phone._post("/mute", {"agent": "scout"})
        first = await here.broker.store.read(lambda session: session.get_one(Agent, "scout").muted_until)
        here.clock.turn(-60)
        await here.phone._post("/mute", {"agent": "scout"})
        assert await here.broker.store.read(lambda session: session.get_one(Agent, "scout").muted_until) == first


async def test_the_authorization_server_does_not_hear_a_muted_agent_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("broker.client.asking.refused_lately", lambda *_: None)
    async with home(tmp_path) as here:
        await here.phone._post("/mute", {"agent": "scout"})
        asked = await here.ask()
        assert not isinstance(asked, Refused)
        told = await here.view(asked.id)
        assert (told.status, "muted this agent" in (told.detail or "")) == ("denied", True)
        assert await _approvals(here) == 0


async def test_a_muted_agents_open_request_stays_in_the_inbox_and_can_be_approved(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        asked = await here.pending()
        await here.phone._post("/mute", {"agent": "scout"})
        await here.approve()
        await here.later(WAIT)
        assert (await here.view(asked.id)).status == "done"
        assert len(here.payments()) == 1


async def test_an_agent_that_was_ended_asks_nothing_ever_again(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        asked = await here.pending()
        await here.phone._post("/end", {"agent": "scout"})
        assert isinstance(await here.ask(payee="grocer"), Refused)
        assert (await here.view(asked.id)).status in ("cancelled", "denied")
        with pytest.raises(PhoneRefused):
            await here.phone._post("/lift", {"agent": "scout"})


@pytest.mark.parametrize("path", ["/mute", "/end"])
async def test_somebody_elses_agent_is_neither_muted_nor_ended(tmp_path: Path, path: str) -> None:
    async with home(tmp_path) as here:
        with pytest.raises(PhoneRefused, match="no such agent of yours"):
            await here.phone._post(path, {"agent": "crow"})
        await here.phone._post(path, {"agent": "scout"})
        assert isinstance(await here.ask(), Refused)
