"""What a push says, to whom, how often and until when. The page decides; a push only points at the inbox."""

import asyncio
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import anyio
import pytest

from broker.http import Answer
from broker.notify.outbox import announce, code_of, live_devices, short_code
from broker.notify.sender import topic
from broker.store.query import Session, col, update
from broker.store.tables import Approval, Outbox, Passkey, Proposal, PushDevice
from broker.wakeups import LocalWakeups
from tests.approval.signing import Signer
from tests.notify.house import House, Push
from tests.notify.receiver import Receiver, Signed

pytestmark = pytest.mark.anyio


def _code(push: Push, number: int = 1) -> object:
    return json.loads(Receiver(number).opened(push.body))


async def test_a_push_says_a_code_and_nothing_else(house: House) -> None:
    await house.device()
    await house.proposal(code="K7QF")
    await house.approval()
    await house.pushes().send_due()
    assert sorted(map(str, map(_code, house.service.arrived))) == sorted(
        ["{'code': 'K7QF'}", str({"code": short_code("a_1")})]
    )
    assert len({len(push.body) for push in house.service.arrived}) == 1


@pytest.mark.parametrize(
    ("shows", "named"),
    [("code", {}), ("agent", {"agent": "scout"}), ("call", {"agent": "scout", "call": "bank_pay"})],
)
async def test_a_lock_screen_shows_what_its_owner_chose(house: House, shows: str, named: dict[str, str]) -> None:
    device = await house.device()

    def choose(session: Session) -> None:
        session.get_one(PushDevice, device).shows = shows

    await house.write(choose)
    await house.approval(document='{"operation": "bank_pay", "payee": "the bakery"}')
    await house.proposal(code="K7QF")
    await house.pushes().send_due()
    told = sorted(map(_code, house.service.arrived), key=str)
    assert told == sorted([{"code": "K7QF"}, {"code": short_code("a_1")} | named], key=str)
    assert len({len(push.body) for push in house.service.arrived}) == 1, "the length says nothing"


@pytest.mark.parametrize("shows", ["agent", "call"])
async def test_of_a_child_a_lock_screen_names_its_head_since_its_own_name_was_made_up_by_an_agent(
    house: House, shows: str
) -> None:
    device = await house.device()

    def choose(session: Session) -> None:
        session.get_one(PushDevice, device).shows = shows

    await house.write(choose)
    await house.approval(agent="scout.approve-this-now", document='{"operation": "bank_pay"}')
    await house.pushes().send_due()
    [told] = map(_code, house.service.arrived)
    call = {"call": "bank_pay"} if shows == "call" else {}
    assert told == {"code": short_code("a_1"), "agent": "scout", "child": True} | call


async def test_the_code_of_an_approval_is_four_plain_characters_that_differ() -> None:
    codes = {short_code(f"a_{number}") for number in range(200)}
    assert len(codes) > 190
    assert {len(code) for code in codes} == {4}
    assert set("".join(codes)) <= set("ABCDEFGHJKMNPQRSTVWXYZ23456789")


async def test_the_headers_name_us_the_urgency_and_the_end(house: House) -> None:
    house.public_url = "https://cs.example"
    await house.device()
    await house.approval(valid_until=house.clock + timedelta(minutes=10))
    house.later(minutes=4)
    pushes = house.pushes()
    await pushes.send_due()
    headers = house.service.arrived[0].headers
    sent = {name: headers[name] for name in ("ttl", "urgency", "content-encoding", "content-type")}
    assert sent == {
        "ttl": "360",
        "urgency": "high",
        "content-encoding": "aes128gcm",
        "content-type": "application/octet-stream",
    }
    signed = Signed.read(headers["authorization"])
    assert signed.key == await pushes.public_key()
    assert signed.claims == {
        "aud": house.service.address,
        "exp": int((house.clock + timedelta(hours=12)).timestamp()),
        "sub": "https://cs.example",
    }
    assert headers["topic"] == topic((await house.rows())[0].device or "", "a_1")


def test_a_topic_is_another_for_another_thing_and_another_device() -> None:
    topics = {topic(device, about) for device in ("d_1", "d_2") for about in ("a_1", "a_2")} | {topic("d_1a", "_1")}
    assert len(topics) == 5
    assert {len(one) for one in topics} == {32}


async def test_a_ttl_is_never_longer_than_push_services_take(house: House) -> None:
    await house.device()
    await house.approval(valid_until=house.clock + timedelta(days=400))
    await house.pushes().send_due()
    assert house.service.arrived[0].headers["ttl"] == str(28 * 24 * 3600)


async def test_a_person_with_three_devices_gets_three_pushes_and_nobody_else_gets_one(house: House) -> None:
    for number in (1, 2, 3):
        await house.device(number)
    await house.device(4, owner="bob")
    await house.approval()
    await house.pushes().send_due()
    assert sorted(push.path for push in house.service.arrived) == ["/push/1", "/push/2", "/push/3"]
    assert [_code(house.service.to(number)[0], number) for number in (1, 2, 3)] == [{"code": short_code("a_1")}] * 3
    assert len({push.headers["topic"] for push in house.service.arrived}) == 3


async def test_one_thing_is_pushed_once_to_a_device_however_often_it_is_announced(house: House) -> None:
    await house.device(1)
    await house.approval()
    await house.device(2)
    again = await house.write(lambda s: announce(s, "alice", "a_1", "approval", house.clock, house.mint))
    assert again == 1  # the device that is new
    assert await house.write(lambda s: announce(s, "alice", "a_1", "approval", house.clock, house.mint)) == 0
    for _ in range(3):
        await house.pushes().send_due()
        house.later(minutes=1)
    assert sorted(push.path for push in house.service.arrived) == ["/push/1", "/push/2"]


async def test_without_devices_nothing_is_stored(house: House) -> None:
    await house.approval()
    assert await house.rows() == []
    assert await house.pushes().send_due() == 0


async def test_what_was_not_committed_is_not_pushed(house: House) -> None:
    await house.device()

    def work(session: Session) -> None:
        session.add(
            Approval(
                id="a_1",
                grant="g",
                agent="scout",
                owner="alice",
                document="{}",
                digest="d",
                created_at=house.clock,
                valid_until=house.clock + timedelta(days=1),
            )
        )
        assert announce(session, "alice", "a_1", "approval", house.clock, house.mint) == 1
        raise LookupError("the thing was not made after all")

    with pytest.raises(LookupError):
        await house.write(work)
    assert await house.pushes().send_due() == 0
    await house.approval()
    assert await house.pushes().send_due() == 1


def _approval_is(**values: object) -> Callable[[Session], object]:
    return lambda session: session.execute(update(Approval).values(**values))


GONE: dict[str, Callable[[House], Callable[[Session], object]]] = {
    "approved": lambda house: _approval_is(decision="approve", decided_at=house.clock),
    "refused": lambda house: _approval_is(decision="refuse", decided_at=house.clock),
    "withdrawn": lambda house: _approval_is(withdrawn_at=house.clock),
    "expired": lambda house: _approval_is(valid_until=house.clock),
    "deleted": lambda house: lambda session: session.delete(session.get_one(Approval, "a_1")),
}


@pytest.mark.parametrize("row", GONE)
async def test_what_is_decided_withdrawn_or_expired_is_not_pushed_any_more(house: House, row: str) -> None:
    await house.device()
    await house.approval("a_1")

    def change(session: Session) -> None:
        GONE[row](house)(session)

    await house.write(change)
    await house.approval("a_2")
    await house.pushes().send_due()
    assert [_code(push) for push in house.service.arrived] == [{"code": short_code("a_2")}]
    assert {one.subject: one.outcome for one in await house.rows()} == {"a_1": "nothing to tell", "a_2": "delivered"}


async def test_a_proposal_that_was_withdrawn_is_not_pushed_any_more(house: House) -> None:
    await house.device()
    await house.proposal("p_1", code="AAAA")
    await house.write(lambda session: session.get_one(Proposal, "p_1").sqlmodel_update({"withdrawn_at": house.clock}))
    await house.proposal("p_2", code="BBBB")
    await house.pushes().send_due()
    assert [_code(push) for push in house.service.arrived] == [{"code": "BBBB"}]


async def test_a_push_that_fails_until_the_thing_expires_ends_then(house: House) -> None:
    await house.device()
    house.service.says(500)
    await house.approval(valid_until=house.clock + timedelta(seconds=12))
    for _ in range(5):
        await house.pushes().send_due()
        house.later(seconds=20)
    assert len(house.service.arrived) == 1
    assert [(one.outcome, one.due_at) for one in await house.rows()] == [("nothing to tell", None)]


async def test_a_device_whose_passkey_was_removed_is_told_nothing(house: House) -> None:
    await house.device(1)
    await house.device(2)
    await house.approval("a_1")
    removed = update(Passkey).where(col(Passkey.id) == Signer(1).id).values(removed_at=house.clock)

    def remove(session: Session) -> None:
        session.execute(removed)

    await house.write(remove)
    await house.approval("a_2")
    await house.pushes().send_due()
    assert {push.path for push in house.service.arrived} == {"/push/2"}
    assert len(await house.store.read(lambda session: live_devices(session, "alice"))) == 1


async def test_two_senders_send_each_push_once(either_house: House) -> None:
    house = either_house
    for number in range(1, 11):
        await house.device(number)
    await house.approval()
    await asyncio.gather(*(house.pushes().send_due() for _ in range(4)))
    assert sorted(push.path for push in house.service.arrived) == sorted(f"/push/{n}" for n in range(1, 11))
    assert {row.outcome for row in await house.rows()} == {"delivered"}


async def test_a_sender_that_died_on_the_way_is_followed_by_another_after_its_lease(either_house: House) -> None:
    house = either_house
    await house.device()
    await house.approval()
    house.service.hanging.add("/push/1")
    dying = asyncio.create_task(house.pushes(seconds=30).send_due())
    await house.service.arrival(1)
    dying.cancel()
    with pytest.raises(asyncio.CancelledError):
        await dying
    house.service.hanging.clear()
    house.later(seconds=59)
    assert await house.pushes().send_due() == 0
    house.later(seconds=2)
    assert await house.pushes().send_due() == 1
    assert [row.outcome for row in await house.rows()] == ["delivered"]
    assert len({push.headers["topic"] for push in house.service.arrived}) == 1


@pytest.mark.parametrize(("second", "outcome", "attempts"), [(201, "delivered", 0), (500, None, 1)])
async def test_an_answer_that_comes_after_the_lease_was_lost_changes_nothing(
    house: House, second: int, outcome: str | None, attempts: int
) -> None:
    device = await house.device()
    await house.approval()
    house.service.hanging.add("/push/1")
    slow = asyncio.create_task(house.pushes(seconds=30).send_due())
    await house.service.arrival(1)
    house.later(seconds=61)
    house.service.hanging.clear()
    house.service.says(second)
    await house.pushes().send_due()
    house.service.says(410)
    house.service.release.set()
    await slow
    assert [(row.outcome, row.attempts) for row in await house.rows()] == [(outcome, attempts)]
    assert (await house.stored(device)).dropped_at is None
    assert len(house.service.arrived) == 2


async def test_replicas_that_start_together_agree_on_one_key(either_house: House) -> None:
    house = either_house
    keys = await asyncio.gather(*(house.pushes().public_key() for _ in range(8)))
    assert len(set(keys)) == 1
    assert await house.pushes().public_key() == keys[0]


async def test_the_loop_sends_as_soon_as_something_is_announced_and_survives_a_failure(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    wakeups = LocalWakeups()
    monkeypatch.setattr("broker.notify.sending.RETRY", 0)
    straight_on, failures = house.http.to_push_service, iter([RuntimeError("a fault of ours")])

    async def failing(*given: Any) -> Answer:
        for failure in failures:
            raise failure
        return await straight_on(*given)

    monkeypatch.setattr(house.http, "to_push_service", failing)
    await house.device()
    pushes = house.pushes()
    running = asyncio.create_task(pushes.run(wakeups))
    for name in ("a_1", "a_2"):
        await house.approval(name)
        wakeups.publish("push")
    with anyio.fail_after(20):
        await house.service.arrival(1)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert [_code(push) for push in house.service.arrived] == [{"code": short_code("a_2")}]


async def test_announcing_rings_the_senders_bell(house: House) -> None:
    rung: list[str] = []
    house.store._database._wakeups.publish = rung.append  # type: ignore[attr-defined]
    await house.device()
    await house.approval()
    assert "push" in rung


async def test_the_code_on_the_page_is_the_code_of_the_push(house: House) -> None:
    await house.device()
    await house.approval()
    await house.proposal(code="WXYZ")
    await house.pushes().send_due()
    found = await house.store.read(
        lambda session: [code_of(session.get_one(Approval, "a_1")), code_of(session.get_one(Proposal, "p_1"))]
    )
    pushed = {str(_code(push)) for push in house.service.arrived}
    assert {str({"code": code}) for code in found} == pushed


async def test_the_database_holds_no_address_no_secret_and_no_key_in_clear(house: House, tmp_path: Path) -> None:
    await house.device()
    pushes = house.pushes()
    await pushes.public_key()
    await house.approval()
    await pushes.send_due()
    files = [path.read_bytes() for path in (tmp_path / "state").iterdir() if path.is_file()]
    stored = b"".join(files)
    assert Receiver().p256dh in stored  # the control: what is public is found
    key = await pushes._identity.key()
    for secret in (
        house.service.endpoint(1).encode(),
        Receiver().auth,
        key.private_numbers().private_value.to_bytes(32),
    ):
        assert secret not in stored


async def test_a_closed_row_is_never_due_again(house: House) -> None:
    await house.device()
    await house.approval()
    await house.pushes().send_due()
    row: Outbox = (await house.rows())[0]
    assert (row.due_at, row.lease, row.lease_until, row.done_at) == (None, None, None, house.clock)
    device: PushDevice = await house.stored(row.device or "")
    assert (device.delivered_at, device.failure) == (house.clock, None)
