"""GET /readyz as a load balancer asks it: 200 with numbers, 503 with words, and nothing that names anybody."""

from collections.abc import AsyncIterator
from pathlib import Path

import anyio
import httpx2
import pytest

from broker.store.instances import SILENT, here
from tests.home import Home, home

pytestmark = pytest.mark.anyio


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[Home]:
    """An installation that just gave a sign of life."""
    async with home(tmp_path) as made:
        now, instance = made.clock(), made.broker.instance
        await made.broker.store.write(lambda session: here(session, instance, host="h", pid=1, uid=1000, now=now))
        yield made


async def asked(house: Home) -> httpx2.Response:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=house.broker.app)) as client:
        return await client.get("http://localhost:8765/readyz")


async def test_a_ready_broker_answers_200_and_counts_without_naming(house: Home) -> None:
    answer = await asked(house)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    found = answer.json()
    assert (found["ready"], found["why"], found["instances"], found["hints"]) == (True, [], 1, "arrive")
    assert found["files"] == {"policies": 1, "connectors": 1, "problems": 0}
    assert found["isolation"] == {"unmeasured": 1}
    assert not {"scout", "alice", "bank"} & set(answer.text.replace('"', " ").split())


async def test_a_file_that_waits_for_its_owner_is_counted_and_the_broker_stays_ready(house: Home) -> None:
    house.lay("policies/crow.yaml", "version: 1\nagent: crow\nowner: alice\nrules: []\n")
    answer = await asked(house)
    assert (answer.status_code, answer.json()["files"]["problems"]) == (200, 1)
    assert "crow" not in answer.text


async def test_a_broker_that_fell_silent_answers_503_with_words(house: Home) -> None:
    house.clock.turn(SILENT.total_seconds() + 1)
    answer = await asked(house)
    assert (answer.status_code, answer.json()["ready"]) == (503, False)
    assert "has not been able to write" in answer.json()["why"][0]


async def test_a_running_broker_gives_its_sign_of_life_by_itself(tmp_path: Path) -> None:
    async with home(tmp_path, loop=True) as house:
        with anyio.fail_after(30):
            while (await asked(house)).status_code != 200:  # its loop has its first turn in the meantime
                pass
