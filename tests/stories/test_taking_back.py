"""An approval is taken back until its use is reserved, on both databases; afterwards it is too late, and it says so."""

import asyncio
from pathlib import Path

import pytest

from broker.demo.phone import PhoneRefused
from broker.store.query import select
from broker.store.tables import Approval, ServerToken
from tests.home import WAIT, Home, home

pytestmark = [pytest.mark.anyio, pytest.mark.promise("R9", "P34")]


async def _take_back(here: Home, approval: str) -> None:
    await here.phone._post(f"/approve/{approval}/withdraw", {})


async def test_an_approval_that_was_taken_back_in_time_lets_nothing_run(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        asked = await here.pending()
        approval = await here.approve()
        await _take_back(here, approval)
        await here.later(WAIT)
        told = await here.view(asked.id)
        assert (told.status, here.sent, here.payments()) == ("denied", [], [])
        with pytest.raises(PhoneRefused, match="cannot be taken back any more"):
            await _take_back(here, approval)


async def test_between_the_token_and_its_use_it_still_counts(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        asked = await here.ask(run=False)
        approval = await here.approve()
        await here.later(WAIT)
        assert (await here.view(asked.id)).state == "approved"  # type: ignore[union-attr] # it was asked
        await _take_back(here, approval)
        told = await here.ask()
        assert (told.status, here.sent) == ("failed", [])  # type: ignore[union-attr]
        assert "withdrawn" in (told.detail or "")  # type: ignore[union-attr]
        await here.later(WAIT)
        tokens = await here.broker.store.read(
            lambda session: [one.revoked_at for one in session.exec(select(ServerToken))]
        )
        assert (len(tokens), None in tokens) == (1, False), "nobody keeps a token for what was taken back"


async def test_once_the_call_has_begun_it_is_too_late(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        await here.pending()
        approval = await here.approve()
        await here.later(WAIT)
        assert len(here.payments()) == 1
        with pytest.raises(PhoneRefused, match="cannot be taken back any more"):
            await _take_back(here, approval)


async def test_a_refusal_is_not_taken_back(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        await here.pending()
        approval = await here.refuse()
        with pytest.raises(PhoneRefused, match="cannot be taken back any more"):
            await _take_back(here, approval)


async def test_of_taking_back_and_using_at_once_exactly_one_comes_first(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        for amount in ("1.00", "2.00", "3.00"):
            paid = len(here.payments())
            await here.pending(amount=amount)
            approval = await here.approve()
            here.clock.turn(WAIT)
            back, _ = await asyncio.gather(_take_back(here, approval), here.broker.settle(), return_exceptions=True)
            await here.later(WAIT)
            row = await here.broker.store.read(lambda session, one=approval: session.get_one(Approval, one))  # type: ignore[misc]
            assert (row.withdrawn_at is None) is isinstance(back, PhoneRefused)
            assert (row.withdrawn_at is None) is (len(here.payments()) == paid + 1)
        assert len(await here.broker.store.read(lambda session: session.scalars(select(Approval)).all())) == 3
