"""Approved in one browser, finished in another: only the one in which the grant's own owner went on finishes (A23)."""

from pathlib import Path

import pytest

from broker.client.finishing import Browser
from broker.gnap.interaction import interaction_hash
from tests.client.hostile import says
from tests.client.test_abroad import behind
from tests.home import WAIT

pytestmark = [pytest.mark.anyio, pytest.mark.promise("A23")]


async def test_the_right_hash_in_the_browser_of_somebody_else_finishes_nothing(tmp_path: Path) -> None:
    async with behind(tmp_path) as (house, there):
        offered = {"redirect": "https://as.example/visit", "finish": "as-nonce"}
        there.begin(request=says({"continue": there.going_on(), "interact": offered}))
        view = await house.ask()
        finish = there.asked("request")[0].content["interact"]["finish"]
        proof = interaction_hash(finish["nonce"], "as-nonce", "reference", there.endpoint)
        secret, finishes = finish["uri"].rpartition("/")[2], house.here.broker.client.finishes
        await house.here.phone._post(f"/elsewhere/{view.id}", {})
        here = (await house.row(view.id)).opened_in or ""
        for other in (Browser("mallory", here), Browser("alice", "another session of hers"), Browser("alice", "")):
            assert not await finishes.in_browser(secret, other, proof, "reference")
        await house.here.later(WAIT)
        assert ((await house.row(view.id)).state, house.calls) == ("pending", [])
        assert [one.operation for one in there.sent] == ["request"]

        control = await finishes.in_browser(secret, Browser("alice", here), proof, "reference")
        assert control, "the browser in which the owner went on"
        await house.here.later(WAIT)
        assert len(house.calls) == 1
