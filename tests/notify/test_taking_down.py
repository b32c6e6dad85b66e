"""A notification is taken off the screens where it stands once its request was decided or withdrawn."""

import asyncio
import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from broker.notify.outbox import short_code, silence
from broker.store.query import Session, update
from broker.store.tables import Approval, Proposal
from tests.notify.house import House, Push
from tests.notify.receiver import Receiver

pytestmark = [pytest.mark.anyio, pytest.mark.promise("a push disappears when it is decided or withdrawn")]

OVER = {"over": short_code("a_1")}


def _said(push: Push, number: int = 1) -> object:
    return json.loads(Receiver(number).opened(push.body))


async def _is(house: House, **values: object) -> None:
    await house.write(lambda session: session.execute(update(Approval).values(**values)))


async def _sent(house: House) -> list[object]:
    house.service.arrived.clear()
    await house.pushes().send_due()
    return [_said(push) for push in house.service.arrived]


ENDS: dict[str, Callable[[House], dict[str, object]]] = {
    "approved": lambda house: {"decision": "approve", "decided_at": house.clock},
    "refused": lambda house: {"decision": "refuse", "decided_at": house.clock},
    "withdrawn": lambda house: {"withdrawn_at": house.clock},
}


@pytest.mark.parametrize("end", ENDS)
async def test_what_was_shown_is_taken_down_once_when_it_ends(either_house: House, end: str) -> None:
    house = either_house
    await house.device()
    await house.approval("a_1")
    assert await _sent(house) == [{"code": short_code("a_1")}]
    assert await _sent(house) == [], "it still waits"
    await _is(house, **ENDS[end](house))
    assert await _sent(house) == [OVER]
    (down,) = house.service.arrived
    assert (down.headers["urgency"], down.headers["ttl"]) == ("normal", "86400")
    assert await _sent(house) == []


async def test_it_replaces_what_the_push_service_could_not_deliver_yet(house: House) -> None:
    await house.device()
    await house.approval("a_1")
    await house.pushes().send_due()
    await _is(house, decision="approve")
    await house.pushes().send_due()
    shown, down = house.service.arrived
    assert shown.headers["topic"] == down.headers["topic"]
    assert len(shown.body) == len(down.body), "the length says nothing"


async def test_every_device_that_showed_it_is_told_and_no_other(house: House) -> None:
    await house.device(1)
    await house.device(2)
    house.service.says(500, 2)
    await house.approval("a_1")
    await house.pushes().send_due()
    await _is(house, decision="approve")
    house.service.says(201, 2)
    house.service.arrived.clear()
    await house.pushes().send_due()
    assert [(push.path, _said(push)) for push in house.service.arrived] == [("/push/1", OVER)]


async def test_a_proposal_is_taken_down_too(house: House) -> None:
    await house.device()
    await house.proposal("p_1", code="K7QF")
    await house.pushes().send_due()
    await house.write(lambda session: session.execute(update(Proposal).values(decision="approve")))
    assert await _sent(house) == [{"over": "K7QF"}]


@pytest.mark.parametrize("also", ["decided", "still waiting"])
async def test_what_ran_out_stays_since_it_was_missed(house: House, also: str) -> None:
    await house.device()
    await house.approval("a_1")
    await house.pushes().send_due()
    house.later(days=1)
    if also == "decided":
        await _is(house, decision="approve")
    assert await _sent(house) == []


async def test_a_push_that_spoke_for_several_stands_until_none_of_them_waits(house: House) -> None:
    await house.device()
    for number in range(1, 8):
        await house.approval(f"a_{number}")
    await house.pushes().send_due()
    house.later(minutes=11)
    late = (await _sent(house))[0]
    assert isinstance(late, dict)
    assert late["of"] == 7
    await _is(house, decision=None)
    spoken_for = next(one for one in (f"a_{number}" for number in range(1, 8)) if short_code(one) == late["code"])

    def decided(session: Session) -> None:
        session.get_one(Approval, spoken_for).decision = "approve"

    await house.write(decided)
    assert await _sent(house) == [], "six others wait"
    await _is(house, decision="approve")
    assert {"over": late["code"]} in await _sent(house)


async def test_two_senders_take_it_down_once(either_house: House) -> None:
    house = either_house
    await house.device()
    await house.approval("a_1")
    await house.pushes().send_due()
    await _is(house, decision="approve")
    house.service.arrived.clear()
    await asyncio.gather(house.pushes().send_due(), house.pushes().send_due())
    assert [_said(push) for push in house.service.arrived] == [OVER]
    assert sorted(one.kind for one in await house.rows()) == ["over", "push"]


async def test_taking_down_is_tried_again_until_the_request_would_have_run_out(house: House) -> None:
    await house.device()
    await house.approval("a_1", valid_until=house.clock + timedelta(minutes=1))
    await house.pushes().send_due()
    await _is(house, decision="approve")
    house.service.says(500)
    assert await _sent(house) == [OVER]
    house.later(seconds=30)
    assert await _sent(house) == [OVER]
    house.later(minutes=1)
    assert await _sent(house) == []
    assert {one.kind: one.outcome for one in await house.rows()}["over"] == "nothing to tell"


async def test_a_device_that_is_to_be_left_alone_gets_nothing_after_a_push_that_takes_one_down(house: House) -> None:
    await house.device()
    await house.approval("a_1")
    await house.pushes().send_due()
    await _is(house, decision="approve")
    house.service.says(429, retry_after="120")
    assert await _sent(house) == [OVER]
    house.service.says(201)
    await house.approval("a_2")
    assert await _sent(house) == [], "its service asked us to wait"
    house.later(seconds=121)
    assert sorted(map(str, await _sent(house))) == sorted(map(str, [OVER, {"code": short_code("a_2")}]))


async def test_a_device_that_is_gone_is_not_told_what_ended(house: House) -> None:
    await house.device()
    await house.approval("a_1")
    await house.pushes().send_due()
    await _is(house, decision="approve")
    house.service.says(410)
    assert await _sent(house) == [OVER]
    assert {one.kind: one.outcome for one in await house.rows()}["over"] == "device gone"
    house.later(hours=1)
    assert await _sent(house) == []


async def test_what_a_muted_agent_did_not_say_has_nothing_to_take_down(house: House) -> None:
    await house.device()
    await house.approval("a_1")
    await house.write(lambda session: silence(session, "scout", house.clock))
    await _is(house, decision="refuse")
    assert await _sent(house) == []


async def test_taking_down_does_not_count_as_a_buzz(house: House) -> None:
    await house.device()
    for number in range(1, 6):
        await house.approval(f"a_{number}")
    await house.pushes().send_due()
    await _is(house, decision="approve")
    assert len(await _sent(house)) == 5
    await house.approval("a_6")
    assert [one.kind for one in await house.rows() if one.subject == "a_6"] == ["push"], "the sixth of the hour"
