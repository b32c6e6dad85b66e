"""The kit's own memory of signatures: each counts once, and a restart of the resource server lets none in again."""

import asyncio
from datetime import timedelta

import pytest

from broker.gnap.proofs.httpsig import WINDOW
from broker.resource import RecentNonces
from tests.resource.test_protect import Bench, request
from tests.stand_ins import NOW

ROWS: dict[str, tuple[float, float, bool]] = {
    "long before the start": (0.0, -60, False),
    "one second before the start": (0.0, -1, False),
    "in the very second of a start at its beginning": (0.0, 0, True),
    "in the second of a start, maybe before it": (0.5, 0, False),
    "in the last moment of a second": (0.999_999, 0, False),
    "in the second after the start": (0.5, 1, True),
    "later": (0.5, 60, True),
}
"""When the memory is made and the request signed, in seconds after NOW, and whether that counts."""


@pytest.mark.parametrize("row", ROWS)
def test_a_new_memory_takes_nothing_that_may_have_been_used_before_it_was_made(row: str) -> None:
    made, created, counts = ROWS[row]
    memory = RecentNonces(lambda: NOW + timedelta(seconds=made))
    until = NOW + timedelta(seconds=created) + WINDOW
    assert asyncio.run(memory.remember("key", "nonce", until)) is counts
    assert asyncio.run(memory.remember("key", "nonce", until)) is False, "and never twice"


@pytest.mark.requirement("C-7.3.1-8")
def test_a_restart_of_a_resource_server_accepts_no_replay() -> None:
    bench, message = Bench(), request()
    bench.check(message)
    bench.now = NOW + timedelta(seconds=0.9)
    bench.protect = bench.kit()
    assert bench.refused(message).status == 401
    bench.now = NOW + timedelta(seconds=1)
    bench.check(request(created=bench.now))  # the control: signed after the restart
