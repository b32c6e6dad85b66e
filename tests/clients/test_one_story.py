"""One story, told by six clients that are not ours: whatever a client does, one prompt, one payment, its result once.

The broker listens on loopback; its clock is turned by hand. Each client is a program of its own (programs.py).
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from broker.demo.agent import Told
from tests.clients.programs import CLIENTS, FIFTY, Client, Fifty, Gone
from tests.clients.stage import HOLD, Apart, Stage, stage, stage_apart
from tests.home import PAY

pytestmark = [pytest.mark.anyio, pytest.mark.xdist_group("clients")]

WORDS: Final = 'Not "today", ask me on Montag: 5 > 4 & ä 🥐'
TEN_MINUTES: Final = 600.0
TWO_SECONDS: Final = 2.0

Steps = Callable[[Stage], Coroutine[Any, Any, None]]

_PRINTS_NONE: Final = "its load test makes the fifty calls and counts the good answers, but prints none of them"
STANDS_IN: Final[Mapping[tuple[str, str], str]] = {
    ("inspector", "fifty_at_once"): f"{_PRINTS_NONE}: the broker's rows alone show one grant, collected",
    ("inspector", "fifty_in_a_row"): f"{_PRINTS_NONE}: the broker's rows alone show one grant; a call collects it",
    ("inspector", "timed_out_after_two_seconds_and_approved_ten_minutes_later"): (
        "it has no time-out for a call that could be set: an interrupt (Ctrl-C) after two seconds stands in"
    ),
}
"""What a client has no means for, with the reason. It is never the prompt, the payment or the collection itself."""


def asked(client: Client, within: float | None = None) -> "asyncio.Task[Told]":
    """Begin to ask for the payment."""
    return asyncio.create_task(client.call("bank_pay", PAY, within=within))


async def hung_up(call: "asyncio.Task[Told]") -> None:
    """Hang up, and wait until the client has."""
    call.cancel()
    assert isinstance((await asyncio.gather(call, return_exceptions=True))[0], asyncio.CancelledError)


async def collected(stage: Stage, client: Client) -> None:
    """Ask once more: the same call is told what the one before it has done."""
    assert (await stage.so_far())["collected"] == 0
    told = await client.call("bank_pay", PAY)
    assert (told.status, told.is_error, told.answer["payment"]["payee"]) == ("done", False, "bakery")


def _name(steps: Steps) -> str:
    return steps.__name__


def of_one_grant(fifty: Fifty, stage: Stage, steps: Steps) -> None:
    """All fifty went well and name one grant, unless this client is known to print none."""
    assert fifty.well == FIFTY
    if (stage.who, _name(steps)) in STANDS_IN:
        assert fifty.grants is None
    else:
        assert fifty.grants is not None
        assert len(fifty.grants) == 1


async def held_until_it_is_approved(stage: Stage) -> None:
    async with stage.client() as client:
        call = asked(client)
        await stage.held()
        assert not call.done()
        await stage.approve()
        told = await call
    assert (told.status, told.is_error, told.answer["payment"]["payee"]) == ("done", False, "bakery")


async def pending_and_then_waited_for(stage: Stage) -> None:
    async with stage.client() as client:
        told = await client.call("bank_pay", PAY)
        assert (told.status, told.is_error) == ("pending", False)
        assert (await client.call("wait_for_grant", {"grant_id": told.grant})).status == "pending"
        await stage.approve()
        assert (await client.call("wait_for_grant", {"grant_id": told.grant})).status == "done"


async def fifty_at_once(stage: Stage) -> None:
    async with stage.client() as client:
        calls = asyncio.create_task(client.fifty("bank_pay", PAY, at_once=True))
        await stage.held(FIFTY)
        await stage.approve()
        of_one_grant(await calls, stage, fifty_at_once)


async def fifty_in_a_row(stage: Stage) -> None:
    async with stage.client() as client:
        of_one_grant(await client.fifty("bank_pay", PAY, at_once=False), stage, fifty_in_a_row)
        await stage.approve()
        await collected(stage, client)


async def hung_up_and_come_back(stage: Stage) -> None:
    async with stage.client() as client:
        call = asked(client)
        await stage.held()
        await hung_up(call)
        await stage.approve()
        await collected(stage, client)


async def timed_out(stage: Stage, client: Client) -> None:
    """Let the client's own time-out of two seconds end a call that is held, or what stands in for it."""
    if (stage.who, _name(timed_out_after_two_seconds_and_approved_ten_minutes_later)) not in STANDS_IN:
        with pytest.raises(Gone):
            await asked(client, TWO_SECONDS)
        return
    call = asked(client)
    await stage.held()
    assert not (await asyncio.wait({call}, timeout=TWO_SECONDS))[0]
    await hung_up(call)


async def timed_out_after_two_seconds_and_approved_ten_minutes_later(stage: Stage) -> None:
    async with stage.client() as client:
        await timed_out(stage, client)
        await stage.later(TEN_MINUTES)
        await stage.approve()
        await collected(stage, client)


async def the_client_killed_while_held(stage: Stage) -> None:
    async with stage.client() as client:
        call = asked(client)
        await stage.held()
        client.kill()
        with pytest.raises(Gone):
            await call
    await stage.approve()
    async with stage.client() as client:
        await collected(stage, client)


async def the_broker_killed_while_held(stage: Stage) -> None:
    assert isinstance(stage.broker, Apart)
    async with stage.client() as client:
        call = asked(client)
        await stage.held()
        await stage.broker.kill()
        client.kill()  # some wait for a minute until they notice
        with pytest.raises(Gone):
            await call
    await stage.broker.start()
    await stage.approve()
    async with stage.client() as client:
        await collected(stage, client)


async def refused_in_the_owners_words(stage: Stage) -> None:
    async with stage.client() as client:
        call = asked(client)
        await stage.held()
        await stage.refuse(WORDS)
        told = await call
    assert (told.status, told.is_error) == ("denied", True)
    assert (told.content["guidance"], told.content["guidance_by"]) == (WORDS, "alice, in their own words")


async def withdrawn_from_the_phone(stage: Stage) -> None:
    async with stage.client() as client:
        told = await client.call("bank_pay", PAY)
        assert len(await stage.phone.waiting()) == 1
        assert (await client.call("give_back", {"grant_id": told.grant})).status == "cancelled"
        assert await stage.phone.waiting() == ()
        await stage.later(TEN_MINUTES)


PAID: Final[list[Steps]] = [
    held_until_it_is_approved,
    pending_and_then_waited_for,
    fifty_at_once,
    fifty_in_a_row,
    hung_up_and_come_back,
    timed_out_after_two_seconds_and_approved_ten_minutes_later,
    the_client_killed_while_held,
    the_broker_killed_while_held,
]
NOT_PAID: Final[list[Steps]] = [refused_in_the_owners_words, withdrawn_from_the_phone]
AT_ONCE: Final[list[Steps]] = [pending_and_then_waited_for, fifty_in_a_row, withdrawn_from_the_phone]


@pytest.fixture
async def here(tmp_path: Path, who: str, steps: Steps) -> AsyncIterator[Stage]:
    """The stage for these steps, where calls are answered at once or held, in this process or in one of its own."""
    hold = 0.0 if steps in AT_ONCE else HOLD
    apart = steps is the_broker_killed_while_held
    async with stage_apart(tmp_path, who) if apart else stage(tmp_path, who, hold) as one:
        yield one


def _rows(steps: list[Steps]) -> pytest.MarkDecorator:
    rows = [(who, one) for who in CLIENTS for one in steps]
    return pytest.mark.parametrize(("who", "steps"), rows, ids=[f"{who}-{_name(one)}" for who, one in rows])


@pytest.mark.slow
@_rows(PAID)
async def test_one_prompt_one_payment_and_its_result_collected(here: Stage, steps: Steps) -> None:
    await steps(here)
    assert await here.so_far() == {"prompts": 1, "grants": 1, "payments": 1, "collected": 1}


@pytest.mark.slow
@_rows(NOT_PAID)
async def test_one_prompt_and_no_payment(here: Stage, steps: Steps) -> None:
    await steps(here)
    assert await here.so_far() == {"prompts": 1, "grants": 1, "payments": 0, "collected": 1}


def test_six_clients_tell_ten_tellings_each_and_what_stands_in_is_one_of_them_with_its_reason() -> None:
    tellings = {(who, _name(one)) for who in CLIENTS for one in [*PAID, *NOT_PAID]}
    assert (len(CLIENTS), len(tellings)) == (6, 60)
    assert set(STANDS_IN) <= tellings
    assert {who for who, _ in STANDS_IN} == {"inspector"}
    assert all(STANDS_IN.values())
