"""A server that keeps its callers waiting keeps its own grants waiting, and nobody else's."""

import asyncio
from pathlib import Path

import pytest

from broker.gnap.http_message import HttpMessage
from broker.http import Answer, NoAnswer
from tests.client.abroad import abroad
from tests.client.hostile import hostile_server, says

pytestmark = pytest.mark.anyio

PENDING = 0.0  # seconds that the loop waits for others, here: none at all
FAR_TOO_LONG = 10.0  # seconds


@pytest.mark.parametrize("ends", ["answers at last", "is still silent when the broker ends"])
async def test_a_poll_that_hangs_keeps_no_other_grant_from_being_driven(
    tmp_path: Path, ends: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with abroad(tmp_path) as house, hostile_server(house.here.clock) as there:
        client, in_full = house.here.broker.client, house.here.broker.http.to_server
        house.behind(there.endpoint)
        there.begin(request=says({"continue": there.going_on()}))
        slow = await house.ask()
        hangs, goes_on = asyncio.Event(), asyncio.Event()

        async def to_server(message: HttpMessage, seconds: float = 30.0) -> Answer:
            if "/continue/" in message.target_uri and message.target_uri.startswith("http://127.0.0.1"):
                hangs.set()
                await goes_on.wait()
                raise NoAnswer("too late")
            return await in_full(message, seconds)

        monkeypatch.setattr(house.here.broker.http, "to_server", to_server)
        house.here.clock.turn(5)
        async with asyncio.timeout(FAR_TOO_LONG):
            assert await client.drive_due(PENDING) == 1
            await hangs.wait()
            assert await client.drive_due(PENDING) == 0, "nobody takes it a second time"
            paid = await house.here.pending(amount="1.00")
            await house.here.approve()
            house.here.clock.turn(5)
            while (await house.here.view(paid.id)).status == "pending":
                await house.here.broker.tick(PENDING)
        assert (await house.row(slow.id)).lease is not None, "it is still under way"
        if ends == "answers at last":
            goes_on.set()
        async with asyncio.timeout(FAR_TOO_LONG):
            await client.close()
        goes_on.set()
        monkeypatch.undo()
        await house.until_over(slow.id)
