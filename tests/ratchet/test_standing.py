"""A standing approval as a row: what beats a use that is about to be reserved, on both databases."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from broker.client.view import GrantView
from broker.policy.decide import decide
from broker.ratchet import standing
from broker.store.query import Session, col, select
from broker.store.tables import ClientGrant, StandingApproval
from tests.home import WAIT, Home, home
from tests.stories.test_standing_approvals import ASKS, REMEMBERS, _paid, _row, _stands, _terms

pytestmark = [pytest.mark.anyio, pytest.mark.promise("R8", "R9")]


def _asked(here: Home, row: StandingApproval, session: Session, **arguments: object) -> standing.Asked:
    context = here.broker.client_context
    policy = context.policies("scout")
    assert policy is not None
    document = standing.signed(session, row, rp_id=context.rp_id, origin=context.origin)
    call = here.call(**arguments)
    return standing.Asked(
        agent="scout",
        owner="alice",
        client_key=document.client_key,
        authorization_server=document.authorization_server,
        call=call,
        decision=decide(policy, call.access),
        rp_id=context.rp_id,
        origin=context.origin,
    )


async def _reserve(here: Home, grant: str) -> str | None:
    def work(session: Session) -> str | None:
        row = session.scalars(select(StandingApproval)).one()
        asked = _asked(here, row, session, amount="1.00")
        return standing.reserve(session, row.id, grant, asked, here.clock())

    return await here.broker.store.write(work)


async def _unsent(here: Home) -> list[str]:
    """Return grants of other calls, which have reserved nothing."""
    for number in range(4):
        await here.ask("bank_read_account", account=f"a{number}")
    return await here.broker.store.read(
        lambda session: list(
            session.scalars(select(ClientGrant.id).where(col(ClientGrant.operation) == "bank_read_account"))
        )
    )


async def test_a_use_is_reserved_unless_it_was_taken_back_before(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        await _stands(here)
        first, second, *_ = await _unsent(here)
        assert await _reserve(here, first) is None
        row = await _row(here)
        assert await here.broker.store.write(lambda s: standing.revoke(s, row.id, "alice", here.clock()))
        assert await _reserve(here, second) == "withdrawn: the standing approval was taken back"
        assert (await _row(here)).used == 2


async def test_only_its_owner_takes_it_back_and_only_once(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        await _stands(here)
        row = await _row(here)
        assert not await here.broker.store.write(lambda s: standing.revoke(s, row.id, "mallory", here.clock()))
        assert (await _paid(here, amount="1.00")).status == "done"
        assert await here.broker.store.write(lambda s: standing.revoke(s, row.id, "alice", here.clock()))
        assert not await here.broker.store.write(lambda s: standing.revoke(s, row.id, "alice", here.clock()))


async def test_reservations_at_once_never_go_beyond(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        await _stands(here, uses=3)
        told = await asyncio.gather(*(_reserve(here, grant) for grant in await _unsent(here)))
        assert sorted(one is None for one in told) == [False, False, True, True]
        assert (await _row(here)).used == 3


async def test_what_was_given_back_can_be_used_again_and_is_given_back_once(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        await _stands(here, uses=2)
        first, second, *_ = await _unsent(here)
        assert await _reserve(here, first) is None
        assert (await _reserve(here, second) or "").startswith("used up")
        for _ in range(2):
            await here.broker.store.write(lambda session: standing.release(session, first, here.clock()))
        assert ((row := await _row(here)).used, row.amount) == (1, "25.00")
        assert await _reserve(here, second) is None


async def _many(here: Home, count: int) -> list[str]:
    """Return that many grants that reserved nothing: copies of a real one, since only their names matter here."""
    [one, *_] = await _unsent(here)

    def work(session: Session) -> list[str]:
        row = session.get_one(ClientGrant, one).model_dump()
        unique = {"join_key": None, "callback_digest": None, "due_at": None}
        session.add_all(ClientGrant(**row | unique | {"id": f"g_{number}"}) for number in range(count))
        return [f"g_{number}" for number in range(count)]

    return await here.broker.store.write(work)


BOUNDS: dict[str, tuple[dict[str, Any], int]] = {
    # of 1,000 calls of 1.00 each, beside the first one of 25.00
    "uses": ({"uses": 5}, 4),
    "sum": ({"uses": 40, "total": "60.00"}, 35),
}


@pytest.mark.slow
@pytest.mark.parametrize("bound", BOUNDS)
async def test_of_a_thousand_calls_at_once_no_more_are_covered_than_were_approved(
    tmp_path: Path, database_url: str, bound: str
) -> None:
    terms, covered = BOUNDS[bound]
    async with home(tmp_path, database_url=database_url) as here:
        here.edit("policies/scout.yaml", ASKS, REMEMBERS.replace("uses: 5", "uses: 40"))
        asked = await here.pending()
        await here.phone.decide(await here.phone.next_approval(), "remember", terms=_terms(here, **terms))
        await here.later(WAIT)
        assert (await here.view(asked.id)).status == "done"
        told = await asyncio.gather(*(_reserve(here, grant) for grant in await _many(here, 1000)))
        assert sum(one is None for one in told) == covered
        row = await _row(here)
        assert (row.used, row.amount) == (covered + 1, f"{25 + covered}.00")


@pytest.mark.parametrize("again", [True, False], ids=["the call can be repeated", "the call cannot be repeated"])
async def test_a_broker_that_dies_between_reserving_and_sending_gives_nothing_back(
    tmp_path: Path, database_url: str, again: bool
) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        if not again:
            here.edit("tools/bank.yaml", "    idempotency: {header: Idempotency-Key}\n", "")
        await _stands(here)

        def dies(_: object) -> None:
            raise _Killed

        here.on_send = dies
        asked = here.call(amount="5.00")
        view = await here.broker.client.ask("scout", asked, reason=None, run=False)
        assert isinstance(view, GrantView)
        await here.later(WAIT)
        with pytest.raises(_Killed):
            await here.broker.client.ask("scout", asked, reason=None, run=True)
        assert ((row := await _row(here)).used, row.amount) == (2, "30.00"), "reserved before anything left"
        here.on_send = None
        await here.later(91)
        await here.later(91)
        assert (await here.view(view.id)).status == ("done" if again else "unknown")
        assert ((row := await _row(here)).used, row.amount) == (2, "30.00"), "and spent, whatever became of it"


class _Killed(BaseException):
    """The process ends here."""
