"""The fault table of pushes: whatever a push service does, the owner is told in words and nothing else is lost.

Each row has a second device beside it whose push arrives at once: that is the control.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta
from email.utils import format_datetime

import pytest

from broker.gnap.http_message import HttpMessage
from broker.http import Http, NotSent
from broker.notify.hosts import PushHosts
from broker.notify.outbox import faults
from broker.notify.subscriptions import BadSubscription, checked
from broker.store.query import Session
from broker.store.tables import PushDevice
from tests.notify.house import House
from tests.notify.receiver import Receiver, b64
from tests.services import free_port

pytestmark = pytest.mark.anyio


async def _two_devices(house: House) -> tuple[str, str]:
    return await house.device(1), await house.device(2)


async def _told(house: House) -> list[str]:
    return await house.store.read(faults)


async def _due(house: House, device: str) -> timedelta | None:
    """Return in how long this device's open push is due."""
    due = [row.due_at for row in await house.rows() if row.device == device and row.done_at is None]
    return due[0] - house.clock if due and due[0] else None


async def _outcomes(house: House, device: str) -> list[str | None]:
    return [row.outcome for row in await house.rows() if row.device == device]


@pytest.mark.parametrize("status", [404, 410])
async def test_404_and_410_drop_the_device_and_say_so(house: House, status: int) -> None:
    gone, there = await _two_devices(house)
    house.service.says(status)
    await house.approval("a_1")
    await house.approval("a_2")
    await house.pushes().send_due()
    assert await house.pushes().send_due() == 0
    assert (await house.stored(gone)).dropped_at == house.clock
    assert set(await _outcomes(house, gone)) == {"device gone"}
    words = f"{house.service.host} says that this device takes no notifications any more ({status})."
    assert await _told(house) == [f"alice: {words} Turn notifications on again on that device."]
    await house.approval("a_3")
    await house.pushes().send_due()
    assert len(house.service.to(1)) <= 2
    assert (len(house.service.to(2)), (await house.stored(there)).dropped_at) == (3, None)


@pytest.mark.parametrize("status", [429, 503])
async def test_429_and_503_are_obeyed_to_the_second(house: House, status: int) -> None:
    busy, _ = await _two_devices(house)
    house.service.says(status, retry_after="120")
    await house.approval("a_1")
    pushes = house.pushes()
    await pushes.send_due()
    assert await _due(house, busy) == timedelta(seconds=120)
    await house.approval("a_2")  # what comes up meanwhile waits too
    house.later(seconds=119)
    house.service.says(201)
    await pushes.send_due()
    assert (len(house.service.to(1)), len(house.service.to(2))) == (1, 2)
    house.later(seconds=1)
    await pushes.send_due()
    assert len(house.service.to(1)) == 3
    assert await _outcomes(house, busy) == ["delivered", "delivered"]
    assert await _told(house) == []


async def test_a_429_holds_back_what_was_on_its_way_to_the_same_device(house: House) -> None:
    busy, _ = await _two_devices(house)
    await house.approval("a_1")
    await house.pushes().send_due()
    house.service.hanging.add("/push/1")
    await house.approval("a_2")
    await house.pushes(seconds=0.1).send_due()
    house.service.hanging.clear()
    house.service.says(429, retry_after="600")
    await house.approval("a_3")
    await house.pushes().send_due()
    arrived = len(house.service.to(1))
    house.later(seconds=599)
    await house.pushes().send_due()
    assert len(house.service.to(1)) == arrived
    assert sorted(map(str, await _outcomes(house, busy))) == ["asked to wait", "asked to wait", "delivered"]
    house.later(seconds=1)
    house.service.says(201)
    await house.pushes().send_due()
    assert set(await _outcomes(house, busy)) == {"delivered"}


async def test_a_retry_after_that_is_a_date_is_obeyed(house: House) -> None:
    busy, _ = await _two_devices(house)
    house.service.says(429, retry_after=format_datetime(house.clock + timedelta(minutes=7), usegmt=True))
    await house.approval()
    await house.pushes().send_due()
    assert await _due(house, busy) == timedelta(minutes=7)
    assert await _told(house) == [f"alice: {house.service.host} asks us to send less (429). It is tried again later."]


CAPPED = {
    "a week": ("604800", timedelta(hours=1)),
    "next year": ("Fri, 31 Dec 2027 23:59:59 GMT", timedelta(hours=1)),
    "now": ("0", timedelta(seconds=5)),
    "yesterday": ("Tue, 24 Nov 2026 12:00:00 GMT", timedelta(seconds=5)),
    "nothing": ("", timedelta(minutes=1)),
    "a word": ("soon", timedelta(minutes=1)),
    "less than nothing": ("-5", timedelta(minutes=1)),
    "a number without end": ("9" * 5000, timedelta(minutes=1)),
    "a date that is none": ("Fri, 99 Foo 2027 99:99:99 GMT", timedelta(minutes=1)),
    "a date beyond the calendar": ("Fri, 31 Dec 9999 23:59:59 -2359", timedelta(minutes=1)),
}


@pytest.mark.parametrize("row", CAPPED)
async def test_a_retry_after_is_obeyed_for_an_hour_at_most_and_nonsense_is_a_minute(house: House, row: str) -> None:
    said, expected = CAPPED[row]
    busy, _ = await _two_devices(house)
    house.service.says(429, retry_after=said)
    await house.approval()
    await house.pushes().send_due()
    assert await _due(house, busy) == expected


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (403, "refuses notifications signed by this installation (403)"),
        (401, "refuses notifications signed by this installation (401)"),
        (400, "answered 400"),
        (413, "answered 413"),
        (500, "answered 500"),
        (503, "answered 503"),
    ],
)
async def test_any_other_refusal_is_tried_again_ever_more_slowly_and_said_in_words(
    house: House, status: int, words: str
) -> None:
    failing, there = await _two_devices(house)
    house.service.says(status)
    await house.approval()
    pauses: list[float] = []
    for _ in range(9):
        await house.pushes().send_due()
        pause = await _due(house, failing)
        assert pause is not None
        pauses.append(pause.total_seconds())
        house.clock += pause
    assert pauses == [5, 10, 20, 40, 80, 160, 320, 600, 600]
    assert len(house.service.to(1)) == 9
    assert len(house.service.to(2)) == 1
    told = await _told(house)
    assert len(told) == 1
    assert f"{house.service.host} {words}" in told[0]
    assert (await house.stored(there)).failure is None

    house.service.says(201)
    await house.pushes().send_due()
    assert await _told(house) == []
    assert (await house.stored(failing)).delivered_at == house.clock


async def test_after_a_failure_new_pushes_are_not_held_back(house: House) -> None:
    await house.device(1)
    house.service.says(500)
    await house.approval("a_1")
    await house.pushes().send_due()
    house.service.says(201)
    await house.approval("a_2")
    await house.pushes().send_due()
    assert len(house.service.to(1)) == 2


async def test_a_push_that_hangs_delays_no_other(house: House) -> None:
    await _two_devices(house)
    house.service.hanging.add("/push/1")
    await house.approval()
    sending = asyncio.create_task(house.pushes(seconds=30).send_due())
    await house.service.arrival(1)
    await house.service.arrival(2)
    assert not sending.done()
    house.service.release.set()
    assert await sending == 2


async def test_a_push_that_hangs_ends_at_its_deadline(house: House) -> None:
    hanging, _ = await _two_devices(house)
    house.service.hanging.add("/push/1")
    await house.approval()
    await house.pushes(seconds=0.2).send_due()
    assert await _due(house, hanging) == timedelta(seconds=5)
    assert await _told(house) == [f"alice: {house.service.host} gave no answer that can be read. It is tried again."]
    assert len(house.service.to(2)) == 1


GARBAGE = {
    "no HTTP": b"\x00\xff\xfe garbage\r\n\r\n",
    "nothing": b"",
    "half a status line": b"HTTP/1.1 2",
    "a status that is none": b"HTTP/1.1 abc OK\r\n\r\n",
    "a header without end": b"HTTP/1.1 201 Created\r\nx: " + b"y" * 200_000,
    "a header that is none": b"HTTP/1.1 201 Created\r\n\x00: \x00\r\n\r\n",
}


@contextlib.asynccontextmanager
async def _saying(garbage: bytes) -> AsyncIterator[str]:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(garbage)
            await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"


@pytest.mark.parametrize("row", GARBAGE)
async def test_a_garbage_answer_is_no_answer(house: House, row: str) -> None:
    await house.device(2)
    async with _saying(GARBAGE[row]) as host:
        house.hosts = PushHosts.of(f"{house.service.host},{host}")
        device = await house.device(1, endpoint=f"http://{host}/push")
        await house.approval()
        await house.pushes().send_due()
        assert await _due(house, device) == timedelta(seconds=5)
        assert await _told(house) == [f"alice: {host} gave no answer that can be read. It is tried again."]
        assert len(house.service.to(2)) == 1


async def test_what_a_push_service_says_in_its_body_is_neither_read_nor_repeated(house: House) -> None:
    await house.device(1)
    house.service.says(500)
    house.service.bodies["/push/1"] = b"click here: http://evil.example " * 100_000
    await house.approval()
    await house.pushes().send_due()
    assert "evil" not in str(await _told(house))
    house.service.says(201)
    house.later(seconds=5)
    await house.pushes().send_due()
    assert await _told(house) == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed(house: House, status: int) -> None:
    redirected, _ = await _two_devices(house)
    house.service.says(status, location=house.service.endpoint(9))
    await house.approval()
    await house.pushes().send_due()
    assert house.service.to(9) == []
    assert len(house.service.to(1)) == 1
    assert await _due(house, redirected) == timedelta(seconds=5)
    assert await _told(house) == [
        f"alice: {house.service.host} answered with a redirect ({status}), which is not followed. It is tried again."
    ]


async def test_where_nobody_listens_it_is_tried_again(house: House) -> None:
    nobody = f"127.0.0.1:{free_port()}"
    await house.device(2)
    house.hosts = PushHosts.of(f"{house.service.host},{nobody}")
    device = await house.device(1, endpoint=f"http://{nobody}/push")
    await house.approval()
    await house.pushes().send_due()
    assert await _due(house, device) == timedelta(seconds=5)
    assert "was not reached" in (await _told(house))[0]
    assert len(house.service.to(2)) == 1


async def test_a_host_that_is_not_on_the_list_is_refused_when_it_is_subscribed(house: House) -> None:
    keys = Receiver()
    with pytest.raises(BadSubscription, match="is not on the list of push services"):
        checked(PushHosts(), house.service.endpoint(1), b64(keys.p256dh), b64(keys.auth))
    assert checked(house.hosts, house.service.endpoint(1), b64(keys.p256dh), b64(keys.auth))


async def test_a_host_that_left_the_list_is_sent_nothing_until_it_is_back(house: House) -> None:
    device = await house.device(1)
    await house.approval()
    await house.pushes(hosts=PushHosts()).send_due()
    assert house.service.arrived == []
    assert "COUNTERSIGN_PUSH_HOSTS can name it" in (await _told(house))[0]
    house.clock += await _due(house, device) or timedelta()
    await house.pushes().send_due()
    assert len(house.service.to(1)) == 1
    assert await _told(house) == []


async def test_a_stored_address_that_was_changed_is_sent_nothing(house: House) -> None:
    device, _ = await _two_devices(house)

    def change(session: Session) -> None:
        row = session.get_one(PushDevice, device)
        row.endpoint_sealed = row.endpoint_sealed[:-1] + bytes([row.endpoint_sealed[-1] ^ 1])
        session.add(row)

    await house.write(change)
    await house.approval()
    await house.pushes().send_due()
    assert (house.service.to(1), len(house.service.to(2))) == ([], 1)
    assert "cannot be opened" in (await _told(house))[0]
    assert (await house.stored(device)).dropped_at == house.clock


async def test_the_way_out_asks_the_list_once_more(house: House) -> None:
    """The last check stands in broker/http, where nothing that was forgotten above gets past."""
    message = HttpMessage("POST", house.service.endpoint(1), (), b"x")
    with pytest.raises(NotSent):
        await house.http.to_push_service(message, PushHosts().allow)
    itself = Http(house.service.address, frozenset)
    with pytest.raises(NotSent):
        await itself.to_push_service(message, lambda _: True)
    await itself.close()
    assert house.service.arrived == []
    assert (await house.http.to_push_service(message, house.hosts.allow)).status == 201


async def test_a_push_service_that_sets_cookies_gets_none_back(house: House) -> None:
    await house.device(1)
    house.service.says(201, set_cookie="who=alice; Path=/")
    for name in ("a_1", "a_2"):
        await house.approval(name)
        await house.pushes().send_due()
    assert [push.headers.get("cookie") for push in house.service.to(1)] == [None, None]
