"""A client that keeps its finish call waiting keeps its own grant waiting, and nobody else's (RFC 9635 §4.2.2)."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from broker.authserver import finish
from broker.authserver.sending import FinishCalls
from broker.gnap.http_message import HttpMessage
from broker.http import Answer, NoAnswer
from broker.http.side_by_side import SideBySide
from broker.running import IDLE
from broker.store.query import col, select
from broker.store.tables import Outbox
from tests.authserver.foreign import CALLBACK, HISTORY, Foreign
from tests.home import Home, home

pytestmark = pytest.mark.anyio

Json = dict[str, Any]
WAITED = 0.0  # seconds that the loop waits for others, here: none at all
FAR_TOO_LONG = 10.0  # seconds
SLOW, QUICK = f"{CALLBACK}slow", f"{CALLBACK}quick"


class Callbacks:
    """Where finish calls arrive: at SLOW nobody answers before `goes_on` is set."""

    def __init__(self) -> None:
        self.hangs, self.goes_on = asyncio.Event(), asyncio.Event()
        self.told: list[str] = []

    async def to_client(self, message: HttpMessage) -> Answer:
        """Take a finish call."""
        self.told.append(message.target_uri)
        if message.target_uri == SLOW and not self.goes_on.is_set():
            self.hangs.set()
            await self.goes_on.wait()
            raise NoAnswer("too late")
        return Answer(200, {}, b"")


async def _to_be_told(shop: Foreign, uri: str) -> None:
    """Ask with a finish call to this address, and let the owner decide."""
    way_back = {"method": "push", "uri": uri, "nonce": "client-nonce"}
    answer = (await shop.ask(HISTORY, interact={"start": [], "finish": way_back})).json()
    await shop.decide(answer)


async def _row(here: Home) -> Outbox:
    statement = select(Outbox).where(col(Outbox.kind) == finish.KIND).order_by(col(Outbox.created_at))
    return await here.broker.store.read(lambda session: session.exec(statement).all()[0].model_copy())


@pytest.mark.parametrize("ends", ["answers at last", "is still silent when the broker ends"])
async def test_a_callback_that_hangs_keeps_no_other_client_from_being_told(
    tmp_path: Path, ends: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with home(tmp_path) as here:
        slow = await Foreign.registered(here)
        quick = await Foreign.registered(here, name="quick", seed=22)
        callbacks, server = Callbacks(), here.broker.server
        monkeypatch.setattr(here.broker.http, "to_client", callbacks.to_client)
        await _to_be_told(slow, SLOW)
        async with asyncio.timeout(FAR_TOO_LONG):
            assert await server.send_due(WAITED) == 1
            await callbacks.hangs.wait()
            assert await server.send_due(WAITED) == 0, "nobody makes it a second time"
            here.clock.turn(1)
            await _to_be_told(quick, QUICK)
            assert await server.send_due(WAITED) == 1
            while QUICK not in callbacks.told:
                await here.broker.tick(WAITED)
        assert (await _row(here)).lease is not None, "it is still under way"
        if ends == "answers at last":
            callbacks.goes_on.set()
            async with asyncio.timeout(FAR_TOO_LONG):
                while (await _row(here)).lease is not None:
                    await here.broker.tick(WAITED)
            assert (await _row(here)).attempts == 1, "it is made again later"
        async with asyncio.timeout(FAR_TOO_LONG):
            await server.close()
        callbacks.goes_on.set()
        here.clock.turn(finish.LEASE_SECONDS)
        await server.send_due()
        assert (await _row(here)).outcome == "accepted"
        assert callbacks.told == [SLOW, QUICK, SLOW]


async def test_the_loop_does_not_spin_while_a_callback_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with home(tmp_path) as here:
        shop, callbacks = await Foreign.registered(here), Callbacks()
        monkeypatch.setattr(here.broker.http, "to_client", callbacks.to_client)
        await _to_be_told(shop, SLOW)
        assert await here.broker._pause() < IDLE, "the control: a call that is due is not waited for"
        async with asyncio.timeout(FAR_TOO_LONG):
            await here.broker.server.send_due(WAITED)
            await callbacks.hangs.wait()
            assert await here.broker._pause() == IDLE
            await here.broker.server.close()


async def test_a_late_answer_changes_no_row_that_another_process_has_taken_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with home(tmp_path) as here:
        shop, callbacks = await Foreign.registered(here), Callbacks()
        monkeypatch.setattr(here.broker.http, "to_client", callbacks.to_client)
        await _to_be_told(shop, SLOW)
        first, second = _sender(here), _sender(here)
        late = asyncio.create_task(first.send_due())
        async with asyncio.timeout(FAR_TOO_LONG):
            await callbacks.hangs.wait()
            callbacks.hangs.clear()
            here.clock.turn(finish.LEASE_SECONDS)
            assert await second.send_due(WAITED) == 1, "the first one's lease has lapsed"
            await callbacks.hangs.wait()
            taken = await _row(here)
            await second.close()
            callbacks.goes_on.set()
            await late
        row = await _row(here)
        assert (row.lease, row.due_at, row.attempts) == (taken.lease, taken.due_at, 0)


def _sender(here: Home) -> FinishCalls:
    return FinishCalls(here.broker.store, here.broker.server._context, here.broker.http)


async def test_no_more_than_so_many_exchanges_are_begun_before_one_has_ended() -> None:
    goes_on, failures = asyncio.Event(), list[BaseException]()

    async def waits() -> None:
        await goes_on.wait()
        raise ValueError("for the test")

    side_by_side = SideBySide(failures.append, most=2)
    async with asyncio.timeout(FAR_TOO_LONG):
        await side_by_side.go_on([waits()], WAITED)
        full = asyncio.create_task(side_by_side.go_on([waits()], WAITED))
        for _ in range(10):
            await asyncio.wait([full], timeout=0)
        assert not full.done(), "two are under way"
        goes_on.set()
        await full
        await side_by_side.close()
    assert [type(one) for one in failures] == [ValueError, ValueError]
