"""A refusal lasts, on both databases: the agent is told at once and nobody is buzzed, until its time or a signature."""

from pathlib import Path

import pytest

from broker.agents import results
from broker.client.view import Refused
from broker.demo.phone import PhoneRefused
from broker.store.query import select, update
from broker.store.tables import Approval, Outbox
from tests.home import WAIT, Home, home

pytestmark = [pytest.mark.anyio, pytest.mark.promise("A26", "R9")]


async def _refused(here: Home, **arguments: object) -> None:
    asked = await here.pending(**arguments)
    await here.refuse("Not today")
    await here.later(WAIT)
    await here.broker.client.collect("scout", asked.id)


async def _asked_of_alice(here: Home) -> int:
    return len(await here.broker.store.read(lambda session: session.scalars(select(Approval)).all()))


async def test_the_same_ask_is_refused_unheard_and_the_agent_is_told_why_until_when_and_in_whose_words(
    tmp_path: Path, database_url: str
) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        await _refused(here)
        told = await here.ask()
        assert isinstance(told, Refused)
        assert told.kind == "owner"
        assert told.reason.endswith('before 2026-11-25T13:00:00Z. They said: "Not today"')
        said = results.refused(told).structured_content or {}
        assert (said["by"], "Do not ask again before the time" in said["what_next"]) == ("owner", True)
        assert await _asked_of_alice(here) == 1
        assert await here.broker.store.read(lambda session: session.scalars(select(Outbox.kind)).all()) in (
            [],
            ["finish"],
        )
        assert (await here.pending(payee="grocer")).status == "pending", "another ask is another question"


async def test_after_an_hour_the_owner_may_be_asked_again(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        await _refused(here)
        here.clock.turn(3600 - WAIT - 1)
        assert isinstance(await here.ask(), Refused)
        here.clock.turn(2)
        assert (await here.pending()).status == "pending"


async def test_three_refusals_answer_every_ask_of_that_kind(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        for amount in ("1.00", "2.00", "3.00"):
            await _refused(here, amount=amount)
        told = await here.ask(amount="4.00", payee="grocer")
        assert isinstance(told, Refused)
        assert told.kind == "owner"
        assert await _asked_of_alice(here) == 3


async def test_the_authorization_server_refuses_for_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("broker.client.asking.refused_lately", lambda *_: None)
    async with home(tmp_path) as here:
        await _refused(here)
        asked = await here.ask()
        assert not isinstance(asked, Refused)
        told = await here.view(asked.id)
        assert (told.status, "refused this lately" in (told.detail or "")) == ("denied", True)
        assert await _asked_of_alice(here) == 1


async def test_a_refusal_is_lifted_by_its_owners_signature_and_by_nothing_less(
    tmp_path: Path, database_url: str
) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        with pytest.raises(PhoneRefused, match="No refusal holds scout back"):
            await here.phone._post("/lift", {"agent": "scout"})
        await _refused(here)
        made = await here.phone._post("/lift", {"agent": "scout"})
        assert isinstance(await here.ask(), Refused), "a proposal is no signature"
        await here.phone.sign(made["proposal"])
        assert (await here.pending()).status == "pending"


async def test_a_refused_document_that_cannot_be_read_any_more_answers_every_ask(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        await _refused(here)
        assert not isinstance(await here.ask(payee="grocer"), Refused)
        await here.broker.store.write(lambda session: session.execute(update(Approval).values(document="{")).close())
        assert isinstance(await here.ask(amount="3.00"), Refused)


async def test_one_agents_refusal_answers_no_other_agent(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        await here.add_agent("crow")
        scout = (here.broker.settings.config_dir / "policies/scout.yaml").read_text()
        here.write("policies/crow.yaml", scout.replace("agent: scout", "agent: crow"))
        await _refused(here)
        assert isinstance(await here.ask(), Refused)
        assert not isinstance(await here.ask(agent="crow"), Refused)
