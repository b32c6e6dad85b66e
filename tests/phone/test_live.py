"""The live stream: it says only that there may be something new, to whom it concerns, while they are signed in."""

from collections.abc import AsyncIterator

import pytest
from starlette.requests import Request
from starlette.responses import StreamingResponse

from broker.phone import live
from broker.store.query import Session, delete
from broker.store.tables import PhoneSession
from broker.store.verbs import wake
from tests.phone.house import Browser, House

pytestmark = pytest.mark.anyio

LOOK = "data: look\n\n"


def _request(house: House, browser: Browser) -> Request:
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    return Request({"type": "http", "method": "GET", "path": "/events", "headers": [(b"cookie", cookies.encode())]})


async def _stream(house: House, browser: Browser) -> AsyncIterator[str]:
    answer = await live.events(house.deps, _request(house, browser))
    assert isinstance(answer, StreamingResponse)
    assert answer.media_type == "text/event-stream"
    said = aiter(answer.body_iterator)
    assert str(await anext(said)) == "retry: 3000\n" + LOOK
    return (str(one) async for one in said)


async def test_a_change_of_ones_own_is_told_and_its_content_is_not(house: House) -> None:
    browser = await house.signed_in()
    said = await _stream(house, browser)
    await house.change(lambda session: wake(session, "owner:alice"))
    assert await anext(said) == LOOK


async def test_a_change_of_somebody_elses_is_not_told(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "BEAT", 0.01)
    said = await _stream(house, await house.signed_in())
    await house.change(lambda session: wake(session, "owner:bob"))
    assert await anext(said) == ": still here\n\n"
    await house.change(lambda session: wake(session, "owner:alice"))
    assert LOOK in [await anext(said) for _ in range(2)]


async def test_who_was_signed_out_is_told_nothing_more(house: House) -> None:
    browser = await house.signed_in()
    said = await _stream(house, browser)

    def end(session: Session) -> None:
        session.execute(delete(PhoneSession))
        wake(session, "owner:alice")

    await house.change(end)
    with pytest.raises(StopAsyncIteration):
        await anext(said)


async def test_a_stream_ends_after_a_while_so_that_the_browser_comes_anew(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "BEAT", 0.001)
    monkeypatch.setattr(live, "BEATS", 3)
    said = await _stream(house, await house.signed_in())
    assert [one async for one in said] == [": still here\n\n"] * 3


async def test_a_browser_without_a_session_is_told_to_stop_asking(house: House) -> None:
    assert (await house.browser().get("/events")).status_code == 204


async def test_asking_deciding_withdrawing_and_muting_are_told(house: House) -> None:
    browser = await house.signed_in()
    said = await _stream(house, browser)
    await house.ask()
    assert (await browser.post("/approve/approval-1/refuse")).status_code == 200
    assert await anext(said) == LOOK
