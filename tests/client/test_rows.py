"""A row is taken with its intent, kept by its driver while it can go on, and rings for nobody who has nothing to do."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from broker.client import exchange
from broker.client.keys import key_for
from broker.client.rows import taken_at_once
from broker.client.steps import Step, next_step, scheduled
from broker.gnap.http_message import HttpMessage
from broker.http import Answer
from broker.store.query import Session
from broker.store.tables import ClientGrant
from broker.store.verbs import Change, copy_of
from tests.home import WAIT, Home, home
from tests.stand_ins import NOW
from tests.store.rows import client_grant

pytestmark = pytest.mark.anyio

MINUTE = timedelta(minutes=1)


async def _decided(here: Home) -> str:
    """Return a grant whose owner approved, and which may be continued now."""
    paid = await here.pending()
    await here.approve()
    await here.broker.server.send_due()
    here.clock.turn(WAIT)
    return paid.id


async def _stored(here: Home, grant: str) -> ClientGrant:
    return await here.broker.store.read(lambda session: copy_of(session.get_one(ClientGrant, grant)))


def _granted(now: datetime, *, run: bool, kept: bool = True) -> Any:
    """Return a change as a grant's answer makes it: with `run` there is a call to make at once."""

    def change(row: ClientGrant) -> Change[ClientGrant] | None:
        row.state, row.run, row.token_expires_at = "approved", run, now + MINUTE
        row.intent, row.intent_at = None, None
        return Change(scheduled(row, now), wake=("due", f"grant:{row.id}")) if kept else None

    return change


async def test_a_continuation_is_written_down_before_it_leaves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with home(tmp_path) as here:
        grant, straight_on = await _decided(here), here.broker.http.to_server
        before: list[str | None] = [(await _stored(here, grant)).intent]

        async def to_server(message: HttpMessage, seconds: float = 30.0) -> Answer:
            before.append((await _stored(here, grant)).intent)
            return await straight_on(message, seconds)

        monkeypatch.setattr(here.broker.http, "to_server", to_server)
        await here.broker.settle()
        assert before[:2] == [None, "continue"]
        assert (await here.view(grant)).status == "done"


@pytest.mark.parametrize("taken", ["with all that is due", "by itself"])
async def test_who_takes_a_row_for_a_continuation_gets_it_with_its_intent(tmp_path: Path, taken: str) -> None:
    async with home(tmp_path) as here:
        grant, rows = await _decided(here), here.broker.client._rows
        row = (await rows.due())[0] if taken == "with all that is due" else await rows.take(grant)
        stored = await _stored(here, grant)
        assert row is not None
        assert next_step(row)[0] == Step.CONTINUE
        assert row.intent == stored.intent == "continue"
        assert row.intent_at == stored.intent_at == here.clock()
        assert row.version == stored.version


async def test_a_driver_keeps_the_row_that_can_go_on_and_gives_back_the_one_that_cannot(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        grant, rows = await _decided(here), here.broker.client._rows
        (taken,) = await rows.due()
        more = await rows.change(taken, _granted(here.clock(), run=True))
        assert more is not None
        assert (more.lease, next_step(more)[0]) == (taken.lease, Step.USE)
        assert await rows.take(grant) is None, "no other driver comes in between"
        assert await rows.due() == []
        assert await rows.change(more, _granted(here.clock(), run=False)) is None, "what is next is due in a minute"
        assert (await _stored(here, grant)).lease is None


async def test_a_row_without_a_change_is_not_gone_on_with(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        grant, rows = await _decided(here), here.broker.client._rows
        (taken,) = await rows.due()
        assert await rows.change(taken, _granted(here.clock(), run=True, kept=False)) is None
        assert (await _stored(here, grant)).lease == taken.lease


async def test_a_late_answer_of_a_driver_whose_lease_has_lapsed_changes_nothing(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        grant, rows = await _decided(here), here.broker.client._rows
        (late,) = await rows.due()
        here.clock.turn(91)
        (taken,) = await rows.due()
        assert await rows.change(late, _granted(here.clock(), run=True)) is None
        stored = await _stored(here, grant)
        assert (stored.state, stored.lease) == ("pending", taken.lease)
        assert await rows.change(taken, _granted(here.clock(), run=True)) is not None, "the control: its own does"


async def test_who_joins_a_row_takes_it_only_where_it_is_due_and_no_driver_has_it(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        grant, now = await _decided(here), here.clock
        (had,) = await here.broker.client._rows.due()

        async def joining() -> str | None:
            def work(session: Session) -> ClientGrant | None:
                return taken_at_once(session, session.get_one(ClientGrant, grant), "mine", now())

            row = await here.broker.store.write(work)
            return None if row is None else row.lease

        assert await joining() is None, "its driver goes on"
        assert (await _stored(here, grant)).lease == had.lease
        now.turn(91)
        assert await joining() == "mine", "the control: that driver's lease has lapsed"
        await here.broker.store.advance(ClientGrant, grant, _granted(now(), run=False))
        assert await joining() is None, "what is next is due in a minute"


async def test_a_key_is_opened_once_and_so_many_are_kept_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with home(tmp_path) as here:
        context, rows = here.broker.client._context, here.broker.client._rows
        servers = [f"https://{name}.example/gnap" for name in "abc"]
        ids = await here.broker.store.write(
            lambda session: [key_for(session, context, "scout", server).id for server in servers]
        )
        monkeypatch.setattr("broker.client.rows.KEYS", 2)
        keys = [await rows.key(client_grant(key=one)) for one in (*ids, *ids)]
        assert [key.kid for key in keys] == [*ids, *ids], "each is its own, also once it was let go"
        assert list(rows._keys) == ids[1:]
        assert await rows.key(client_grant(key=ids[2])) is keys[-1]


async def test_the_loop_is_rung_for_what_another_has_to_do_and_for_nothing_else(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        grant, rows = await _decided(here), here.broker.client._rows
        (taken,) = await rows.due()
        async with here.broker.wakeups.listen("due") as due, here.broker.wakeups.listen(f"grant:{grant}") as mine:
            await rows.change(taken, _granted(here.clock(), run=True))
            assert await mine.wait(5), "whoever waits for the grant hears of each change"
            assert not await due.wait(0), "the driver that made it goes on by itself"
            await here.broker.store.advance(ClientGrant, grant, _granted(here.clock(), run=True))
            assert await due.wait(5), "the control: a change by somebody else is for the loop"


@pytest.mark.parametrize(("run", "rings"), [(True, True), (False, False)])
def test_a_change_rings_for_the_loop_only_where_something_is_due_at_once(run: bool, rings: bool) -> None:
    row = client_grant("g_1", state="approved", run=run, token_expires_at=NOW + MINUTE)
    changed = exchange.change(row, NOW, "client.granted", {})
    assert ("due" in changed.wake) is rings
    assert "grant:g_1" in changed.wake


async def test_a_call_from_the_decision_to_its_result_costs_so_many_transactions(tmp_path: Path) -> None:
    """The number is the measure: who adds one makes each answer later for everybody."""
    async with home(tmp_path) as here:
        await here.pending()
        await here.approve()
        here.clock.turn(WAIT)
        written, write = list[Any](), here.broker.store.write

        async def counted(work: Any) -> Any:
            written.append(work)
            return await write(work)

        here.broker.store.write = counted  # type: ignore[method-assign]
        await here.broker.server.send_due()
        await here.broker.client.drive_due()
        assert len(here.payments()) == 1
        # the finish call: taken, heard, done; the grant: taken, continued, granted; the call: reserved, looked up, done
        assert len(written) == 9
