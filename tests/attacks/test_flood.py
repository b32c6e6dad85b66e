"""A flood at the callback: random finish calls change nothing, send nothing, write nothing, and cost the same each.

TESTS_ROUNDS=long (`make nightly`) makes a million of them.
"""

import os
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from broker.gnap.http_message import HttpMessage
from broker.gnap.profiles import proves_finish
from broker.http import NotSent
from broker.store.query import select
from broker.store.tables import Audit, ClientGrant
from tests.home import WAIT, Home, home

pytestmark = [pytest.mark.anyio, pytest.mark.promise("A9", "A20")]

IN_ALL = 10_000
BY_HTTP = 500
SHARDS = 10
FLOOD = 1_000_000 if os.environ.get("TESTS_ROUNDS") == "long" else 100_000
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
UNKNOWN = {"error": {"code": "unknown_interaction"}}


@contextmanager
def _nothing_leaves(here: Home) -> Iterator[list[str]]:
    """Note each write to the database and each message that leaves, and let none of them through."""
    noted: list[str] = []

    async def written(work: Any) -> Any:
        noted.append("write")
        raise AssertionError("a miss wrote to the database")

    async def sent(message: HttpMessage, seconds: float = 30.0) -> Any:
        noted.append(f"{message.method} {message.target_uri}")
        raise NotSent("a miss sent something")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(here.broker.store, "write", written)
        patch.setattr(here.broker.http, "to_server", sent)
        yield noted


@contextmanager
def _work_counted(here: Home) -> Iterator[Counter[str]]:
    """Count look-ups in the database and hashes that are compared."""
    done: Counter[str] = Counter()
    read = here.broker.store.read

    async def looked_up(work: Any) -> Any:
        done["look-up"] += 1
        return await read(work)

    def compared(*given: Any) -> bool:
        done["hash"] += 1
        return proves_finish(*given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(here.broker.store, "read", looked_up)
        patch.setattr("broker.client.finishing.proves_finish", compared)
        yield done


async def _callback(here: Home) -> tuple[str, bytes]:
    """Approve what waits; return the address and the body of the right finish call, which is kept back."""
    kept: list[HttpMessage] = []
    straight_on = here.broker.http.to_server

    async def keep(message: HttpMessage, seconds: float = 30.0) -> Any:
        if "/callback/" not in message.target_uri:
            return await straight_on(message, seconds)
        kept.append(message)
        raise NotSent("kept by the test")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(here.broker.http, "to_server", keep)
        await here.approve()
        await here.broker.server.send_due()
    return kept[0].target_uri, kept[0].body or b""


async def _rows(here: Home) -> tuple[list[dict[str, Any]], int]:
    """Return every client grant, column by column, and how many audit entries there are."""

    def work(session: Any) -> tuple[list[dict[str, Any]], int]:
        grants = [row.model_dump() for row in session.scalars(select(ClientGrant)).all()]
        return grants, len(session.scalars(select(Audit)).all())

    return await here.broker.store.read(work)


def _random(chance: random.Random, length: int = 43) -> str:
    return "".join(chance.choices(LETTERS, k=length))


async def test_ten_thousand_random_finish_calls_change_send_and_write_nothing(tmp_path: Path) -> None:
    chance = random.Random(9)
    async with home(tmp_path) as here:
        asked = await here.pending()
        uri, body = await _callback(here)
        secret = uri.rpartition("/")[2]
        before = await _rows(here)
        with _nothing_leaves(here) as noted:
            for number in range(IN_ALL):
                aimed = secret if number % 2 else _random(chance)
                assert not await here.broker.client.finish(aimed, _random(chance), _random(chance))
        assert (noted, await _rows(here)) == ([], before)
        await _the_right_one_counts(here, asked.id, uri, body)


@pytest.mark.slow
@pytest.mark.parametrize("shard", range(SHARDS))
async def test_random_finish_calls_without_end_cost_one_look_up_and_one_hash_each_and_write_nothing(
    tmp_path: Path, shard: int
) -> None:
    chance = random.Random(2000 + shard)
    async with home(tmp_path) as here:
        asked = await here.pending()
        uri, body = await _callback(here)
        secret = uri.rpartition("/")[2]
        before = await _rows(here)
        with _nothing_leaves(here) as noted, _work_counted(here) as done:
            for number in range(FLOOD // SHARDS):
                aimed = secret if number % 2 else _random(chance)
                assert not await here.broker.client.finish(aimed, _random(chance), _random(chance))
        assert done == {"look-up": FLOOD // SHARDS, "hash": FLOOD // SHARDS}
        assert (noted, await _rows(here)) == ([], before)
        await _the_right_one_counts(here, asked.id, uri, body)


@pytest.mark.parametrize(
    "reference", ["a", "a" * 5000, "a\r\nb", "http://169.254.169.254/", ""], ids=lambda it: repr(it[:9])
)
async def test_a_miss_costs_the_same_work_whether_its_address_is_in_use_or_not(tmp_path: Path, reference: str) -> None:
    chance = random.Random(9)
    async with home(tmp_path) as here:
        await here.pending()
        uri, _ = await _callback(here)
        costs = []
        for secret in (uri.rpartition("/")[2], _random(chance)):
            with _nothing_leaves(here) as noted, _work_counted(here) as done:
                assert not await here.broker.client.finish(secret, _random(chance), reference)
            costs.append((dict(done), noted))
        assert costs == [({"look-up": 1, "hash": 1}, [])] * 2


async def test_a_flood_through_the_door_for_known_and_unknown_grants_gets_one_answer_and_writes_nothing(
    tmp_path: Path,
) -> None:
    chance = random.Random(20)
    async with home(tmp_path) as here:
        asked = await here.pending()
        uri, body = await _callback(here)
        before, answers = await _rows(here), set()
        with _nothing_leaves(here) as noted:
            async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=here.broker.app)) as client:
                for number in range(BY_HTTP):
                    aimed = uri if number % 2 else f"{uri.rpartition('/')[0]}/{_random(chance)}"
                    said = {"hash": _random(chance), "interact_ref": _random(chance)}
                    answer = await client.post(aimed, json=said)
                    answers.add((answer.status_code, answer.content, tuple(sorted(answer.headers.items()))))
                assert answer.json() == UNKNOWN
        assert (len(answers), noted, await _rows(here)) == (1, [], before)
        await _the_right_one_counts(here, asked.id, uri, body)


async def _the_right_one_counts(here: Home, grant: str, uri: str, body: bytes) -> None:
    """The control: after the flood the one right call finishes, and the payment is made once."""
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=here.broker.app)) as client:
        assert (await client.post(uri, content=body)).status_code == 204
    await here.later(WAIT)
    assert ((await here.view(grant)).status, len(here.payments())) == ("done", 1)
