"""What a client answers to a finish call decides whether it is made again, and time ends it (RFC 9635 §4.2.2, A-8)."""

from pathlib import Path

import pytest

from broker.authserver import finish
from broker.gnap.http_message import HttpMessage
from broker.http import Answer, NoAnswer, NotSent
from broker.store.query import col, select
from broker.store.tables import Outbox
from tests.authserver.foreign import CALLBACK, HISTORY, Foreign
from tests.home import Home, home

pytestmark = pytest.mark.anyio

ANSWERS: dict[str, tuple[Answer | Exception, str | None]] = {
    "200": (Answer(200, {}, b""), "accepted"),
    "204": (Answer(204, {}, b""), "accepted"),
    "it knows no such interaction": (
        Answer(400, {}, b'{"error":{"code":"unknown_interaction"}}'),
        "unknown_interaction",
    ),
    "the same as a string": (Answer(404, {}, b'{"error":"unknown_interaction"}'), "unknown_interaction"),
    "another error": (Answer(400, {}, b'{"error":"invalid_request"}'), None),
    "an error without a code": (Answer(400, {}, b'{"error":{}}'), None),
    "400 in no words": (Answer(400, {}, b""), None),
    "words that are no JSON": (Answer(410, {}, b"unknown_interaction"), None),
    "a redirect": (Answer(302, {"location": CALLBACK}, b""), None),
    "503": (Answer(503, {}, b""), None),
    "nothing": (NoAnswer("silence"), None),
    "not reached": (NotSent("refused"), None),
}


@pytest.mark.parametrize("name", ANSWERS)
async def test_only_success_and_an_unknown_interaction_end_a_finish_call(name: str) -> None:
    answer, outcome = ANSWERS[name]

    async def send(_: HttpMessage) -> Answer:
        if isinstance(answer, Exception):
            raise answer
        return answer

    assert await finish.deliver(send, HttpMessage("POST", CALLBACK, (), b"{}")) == outcome


async def _outbox(here: Home) -> Outbox:
    statement = select(Outbox).where(col(Outbox.kind) == finish.KIND)
    return await here.broker.store.read(lambda session: session.exec(statement).one().model_copy())


async def test_a_client_that_never_answers_is_called_ever_more_slowly_until_its_interaction_expires(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with home(tmp_path) as here:
        shop, called = await Foreign.registered(here), list[HttpMessage]()

        async def silent(message: HttpMessage) -> Answer:
            called.append(message)
            raise NoAnswer("silence")

        monkeypatch.setattr(here.broker.http, "to_client", silent)
        way_back = {"method": "push", "uri": f"{CALLBACK}back", "nonce": "client-nonce"}
        await shop.decide((await shop.ask(HISTORY, interact={"start": [], "finish": way_back})).json())
        pauses = list[float]()
        for _ in range(12):
            await here.broker.server.send_due()
            due = (await _outbox(here)).due_at
            assert due is not None
            pauses.append((due - here.clock()).total_seconds())
            here.clock.turn(pauses[-1])
        assert pauses == [2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, *[finish.SLOWEST.total_seconds()] * 4]
        left = ((await _outbox(here)).expires_at - here.clock()).total_seconds()
        for seconds, outcome in ((left - 1, None), (1 + finish.SLOWEST.total_seconds(), "expired")):
            here.clock.turn(seconds)
            await here.broker.server.send_due()
            assert (await _outbox(here)).outcome == outcome
        here.clock.turn(finish.SLOWEST.total_seconds())
        await here.broker.server.send_due()
        assert {one.target_uri for one in called} == {f"{CALLBACK}back"}
        assert len(called) == 14
