"""One question put many times at one instant: one token, one rotation, whoever comes first (A12)."""

import asyncio
from pathlib import Path
from typing import Any

import httpx2
import pytest

from broker.store.query import select
from broker.store.tables import Approval, ServerGrant, ServerToken
from tests.authserver.foreign import HISTORY, Foreign
from tests.home import WAIT, Home, home

pytestmark = [pytest.mark.anyio, pytest.mark.promise("A12")]

Json = dict[str, Any]
TIMES = 20


async def _at_once(shop: Foreign, uri: str, token: str, **more: Any) -> list[httpx2.Response]:
    """Put one question many times at once, each time newly signed."""
    asked = [shop.signed("POST", uri, more.get("content"), token) for _ in range(TIMES)]
    return await asyncio.gather(*(shop.send(one) for one in asked))


async def _tokens(here: Home) -> list[ServerToken]:
    return await here.broker.store.read(lambda session: [one.model_copy() for one in session.exec(select(ServerToken))])


async def test_of_20_continuations_at_one_instant_one_token_comes(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        shop = await Foreign.registered(here)
        asked = (await shop.ask(HISTORY)).json()
        await shop.decide(asked)
        here.clock.turn(WAIT)
        answers = await _at_once(shop, asked["continue"]["uri"], asked["continue"]["access_token"]["value"])
        given = {one.json()["access_token"]["value"] for one in answers if "access_token" in one.json()}
        assert (len(given), len(await _tokens(here))) == (1, 1)
        assert len({one.content for one in answers}) == 1, "whoever comes later is told the same"
        grants = await here.broker.store.read(lambda session: len(session.exec(select(ServerGrant)).all()))
        asks = await here.broker.store.read(lambda session: len(session.exec(select(Approval)).all()))
        assert (grants, asks) == (1, 1)


async def test_of_20_rotations_at_one_instant_one_value_comes_and_the_old_one_has_ended(
    tmp_path: Path, database_url: str
) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        shop = await Foreign.registered(here)
        old = (await shop.approved(HISTORY))["access_token"]
        before = await _tokens(here)
        answers = await _at_once(shop, old["manage"]["uri"], old["manage"]["access_token"]["value"])
        given = {one.json()["access_token"]["value"] for one in answers if "access_token" in one.json()}
        after = await _tokens(here)
        assert (len(given), old["value"] in given) == (1, False)
        assert len({one.content for one in answers}) == 1, "whoever comes later is told the same"
        assert [one.id for one in after] == [one.id for one in before]
        assert after[0].digest != before[0].digest
