"""Nobody wears a person down by asking: what is pushed in an hour is bounded, whoever asks, on both databases."""

import json
from datetime import timedelta
from typing import Any

import pytest

from broker.notify.outbox import announce
from broker.policy import attention
from broker.store.query import Session, col, func, select
from broker.store.tables import Approval, Outbox, Owner
from tests.notify.house import House, Push
from tests.notify.receiver import Receiver

pytestmark = [pytest.mark.anyio, pytest.mark.promise("P10", "A26")]

HOUR = timedelta(hours=1)


async def _asked(house: House, number: int, agent: str = "scout", **fields: Any) -> int:
    """Let an agent ask once more; return for how many devices a push is stored."""

    def work(session: Session) -> int:
        row: dict[str, Any] = {
            "id": f"ask_{number}",
            "grant": f"as_{number}",
            "agent": agent,
            "owner": "alice",
            "document": f"{number}",
            "digest": "0" * 64,
            "agent_reason": f"in other words {number}",
            "created_at": house.clock,
            "valid_until": house.clock + timedelta(hours=24),
        }
        session.add(Approval(**row | fields))
        session.flush()
        return announce(session, "alice", f"ask_{number}", "approval", house.clock, house.mint)

    return int(await house.write(work))


def _code(push: Push) -> dict[str, object]:
    said: dict[str, object] = json.loads(Receiver(1).opened(push.body))
    return said


async def _told(house: House) -> int:
    query = select(func.count(func.distinct(col(Outbox.subject)))).where(col(Outbox.kind) == "push")
    return await house.store.read(lambda session: session.scalars(query).one())


async def test_one_agent_that_asks_all_the_time_buzzes_six_times_an_hour(house: House) -> None:
    await house.device()
    for number in range(300):
        await _asked(house, number)
        house.later(seconds=12)
    assert await _told(house) == attention.BUZZES


async def test_fifty_agents_together_buzz_no_more_than_one(house: House) -> None:
    await house.device()
    for number in range(200):
        await _asked(house, number, agent=f"crow-{number % 50}")
        house.later(seconds=17)
    assert await _told(house) == attention.BUZZES


async def test_an_agent_that_was_trusted_and_quiet_is_heard_through_the_noise(house: House) -> None:
    await house.device()
    long_ago = house.clock - timedelta(days=2)
    await _asked(house, 0, agent="quiet", created_at=long_ago, decision="approve", decided_at=long_ago)
    house.later(hours=2)
    for number in range(1, 60):
        await _asked(house, number, agent=f"crow-{number}")
    assert await _asked(house, 100, agent="never-seen") == 0
    assert await _asked(house, 101, agent="quiet") == 1


async def test_the_last_buzz_of_an_hour_waits_and_speaks_for_the_burst(house: House) -> None:
    await house.device()
    for number in range(attention.BUZZES):
        await _asked(house, number)
    await house.pushes().send_due()
    assert len(house.service.arrived) == attention.BUZZES - 1
    house.later(minutes=10)
    await house.pushes().send_due()
    assert len(house.service.arrived) == attention.BUZZES


async def test_without_the_cap_every_ask_would_buzz(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("broker.notify.outbox.buzz_at", lambda now, *_: now)
    await house.device()
    for number in range(30):
        await _asked(house, number)
    assert await _told(house) == 30


async def test_the_push_that_was_held_back_says_how_many_wait(house: House) -> None:
    await house.device()
    for number in range(attention.BUZZES + 3):
        await _asked(house, number)
    pushes = house.pushes()
    await pushes.send_due()
    at_once = [_code(push) for push in house.service.arrived]
    assert [one.get("of") for one in at_once] == [None] * (attention.BUZZES - 1)
    house.later(minutes=10)
    await pushes.send_due()
    [digest] = [_code(push) for push in house.service.arrived[len(at_once) :]]
    assert digest["of"] == attention.BUZZES + 3


QUIET = {"from": "12:00", "until": "13:00", "zone": "UTC"}  # the house's clock says noon


async def _quiet(house: House) -> None:
    await house.write(lambda session: setattr(session.get_one(Owner, "alice"), "quiet", QUIET))


async def test_in_quiet_hours_nothing_buzzes_and_afterwards_it_does(house: House) -> None:
    await house.device()
    await _quiet(house)
    assert await _asked(house, 1) == 1, "kept for later"
    await house.pushes().send_due()
    assert house.service.arrived == []
    house.later(hours=1)
    await house.pushes().send_due()
    assert len(house.service.arrived) == 1


async def test_what_runs_out_in_quiet_hours_buzzes_nobody(house: House) -> None:
    await house.device()
    await _quiet(house)
    assert await _asked(house, 1, valid_until=house.clock + timedelta(minutes=30)) == 0


async def test_a_proposal_is_told_in_quiet_hours_too(house: House) -> None:
    await house.device()
    await _quiet(house)
    await house.proposal(code="K7QF")
    await house.pushes().send_due()
    assert len(house.service.arrived) == 1


async def test_whoever_decides_for_somebody_elses_agent_is_buzzed_no_more_than_anybody(house: House) -> None:
    await house.device()
    for number in range(60):
        # an agent of bob's, whose policy names alice too
        await _asked(house, number, owner="bob")
        house.later(seconds=30)
    assert await _told(house) == attention.BUZZES
