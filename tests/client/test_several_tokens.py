"""Tokens that came in a list where one was asked for are all ended, whatever happens to the process meanwhile."""

from pathlib import Path

import pytest

from broker.client.instance import ClientInstance
from broker.client.several import ALL
from broker.ratchet.pinning import Pins
from tests.client.hostile import CANARY, Reply, hangs_up, says
from tests.client.test_abroad import behind

pytestmark = pytest.mark.anyio


async def _hangs_up_once(reply: Reply) -> None:
    """End the first token, and cut the connection when the second comes up for the first time."""
    if len(reply.server.asked("revoke")) == 2:
        await hangs_up(reply)
    else:
        await reply.server.honest(reply)


@pytest.mark.requirement("C-3.2.1-18")
@pytest.mark.promise("P13", "R5")
async def test_what_is_left_of_several_tokens_is_revoked_by_the_next_process(tmp_path: Path) -> None:
    async with behind(tmp_path) as (house, there):
        given = [there.token([house.right]) for _ in range(3)]
        there.begin(request=says({"access_token": given}), revoke=_hangs_up_once)
        view = await house.ask()
        cut_off = await house.row(view.id)
        assert (cut_off.state, cut_off.intent, cut_off.further_sealed is not None) == ("approved", "revoke", True)
        assert CANARY.encode() not in house.stored()

        broker = house.here.broker
        pins = Pins(broker.store, broker.files, broker.now, broker.mint)
        another = ClientInstance(broker.store, broker.client_context, broker.http, pins)
        await another.free_leases()
        house.here.clock.turn(60)
        while await another.drive_due():
            pass
        first, second, third = (one["manage"]["uri"] for one in given)
        revoked = there.asked("revoke")
        assert [one.message.target_uri for one in revoked] == [first, second, second, third]
        managing = [f"GNAP {one['manage']['access_token']['value']}" for one in given]
        assert list(dict.fromkeys(one.message.header("authorization") for one in revoked)) == managing
        over = await house.row(view.id)
        assert (over.state, over.ending, over.further_sealed) == ("finalized", "revoked", None)
        assert (over.detail or "").endswith(ALL)
        assert (house.calls, there.faults) == ([], [])

        house.things += 1
        there.begin()
        assert (await house.ask()).status == "done", "the control: one token for one"
