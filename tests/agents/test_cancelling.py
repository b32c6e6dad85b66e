"""Cancelling a task takes its ask off the owner's phone, and nothing runs under it."""

from pathlib import Path

import pytest

from tests.agents.raw import sent
from tests.home import PAY, WAIT, home

pytestmark = pytest.mark.anyio


async def test_cancelling_a_task_takes_its_ask_off_the_phone_and_leaves_the_others(
    tmp_path: Path, database_url: str
) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        asked = [PAY, PAY | {"amount": "5.00"}]
        made = [await sent(here, "tools/call", "bank_pay", {"name": "bank_pay", "arguments": one}) for one in asked]
        first, other = (one["result"]["taskId"] for one in made)
        assert len(await here.phone.waiting()) == 2
        await sent(here, "tasks/cancel", first, {"taskId": first})
        await here.later(WAIT)
        (left,) = await here.phone.waiting()
        assert (await sent(here, "tasks/get", first, {"taskId": first}))["result"]["status"] == "cancelled"
        await here.phone.decide(left, "approve")
        await here.later(WAIT)
        assert (await sent(here, "tasks/get", other, {"taskId": other}))["result"]["status"] == "completed"
        assert [str(one.amount) for one in here.payments()] == ["5.00"]
