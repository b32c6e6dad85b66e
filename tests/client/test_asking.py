"""An ask that may not be made is refused with words, and then nothing is stored or sent, and nobody is asked."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from broker.client.view import GrantView, Refused
from broker.gnap.http_message import HttpMessage
from broker.http import Answer
from broker.store.query import Session, col, func, select, update
from broker.store.tables import Agent, ClientGrant
from tests.authserver.wire import Wire, error_of
from tests.home import Home, home

pytestmark = pytest.mark.anyio

POLICY = "policies/scout.yaml"
LIMITS = "limits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}"
Change = Callable[[Home], Awaitable[None]]


async def _grants(here: Home) -> int:
    count = select(func.count()).select_from(ClientGrant)
    return await here.broker.store.read(lambda session: session.exec(count).one())


async def _refused(here: Home, operation: str = "bank_pay", /, **arguments: Any) -> Refused:
    """Ask for what is to be refused; check that it leaves no trace at the owner, the AS or the bank."""
    before = (await _grants(here), await here.phone.waiting())
    left: list[HttpMessage] = []

    async def count(message: HttpMessage, seconds: float = 30.0) -> Answer:
        left.append(message)
        return Answer(500, {}, b"")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(here.broker.http, "to_server", count)
        told = await here.ask(operation, **arguments)
        await here.broker.settle()
    assert isinstance(told, Refused), told
    assert (left, here.sent) == ([], [])
    assert (await _grants(here), await here.phone.waiting()) == before
    return told


async def _set(here: Home, **values: Any) -> None:
    change = update(Agent).values(**values)
    await here.broker.store.write(lambda session: session.connection().execute(change).rowcount)


async def _frozen(here: Home) -> None:
    await _set(here, frozen_at=here.clock())


async def _revoked(here: Home) -> None:
    await _set(here, revoked_at=here.clock())


async def _no_policy(here: Home) -> None:
    (here.broker.settings.config_dir / POLICY).unlink()
    here.broker.watch.refresh()


REFUSED: dict[str, tuple[Change, str, str]] = {
    "the agent is frozen": (_frozen, "frozen", "its owner must restore it"),
    "the agent is revoked": (_revoked, "frozen", "its owner must restore it"),
    "there is no policy": (_no_policy, "policy", "no policy of alice is in force for agent scout"),
}


@pytest.mark.parametrize("row", REFUSED)
async def test_an_ask_that_may_not_be_made_is_refused_and_nobody_is_asked(tmp_path: Path, row: str) -> None:
    change, kind, words = REFUSED[row]
    async with home(tmp_path) as here:
        await here.pending(amount="1.00")
        await change(here)
        told = await _refused(here)
        assert (told.kind, words in told.reason) == (kind, True), told


async def test_an_agent_that_was_frozen_does_not_even_join_what_it_asked_before(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        asked = await here.pending()
        assert (await here.pending()).id == asked.id
        await _frozen(here)
        assert (await _refused(here)).kind == "frozen"


async def test_an_ask_whose_caller_goes_away_at_any_moment_is_made_and_driven_without_waiting(tmp_path: Path) -> None:
    """What an ask takes in its own transaction is nobody else's for a while, so nobody may drop it half way."""
    async with home(tmp_path) as here:
        await here.ask("bank_read_account", account="main")
        for moment in range(12):
            sent = len(here.sent)
            asking = asyncio.create_task(here.ask("bank_read_account", account=f"account-{moment}"))
            for _ in range(moment):
                await asyncio.sleep(0)
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
            await asyncio.gather(*here.broker.client._driver._awaited)
            asked = moment > 0  # before its first step there was none
            assert len(here.sent) == sent + asked, moment


async def test_an_agents_calls_are_found_by_when_and_by_what(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        mine = select(ClientGrant.id).where(col(ClientGrant.agent) == "scout")
        for words, index in (
            (mine.where(col(ClientGrant.created_at) > here.clock()), "ix_client_grant_agent_created_at"),
            (mine.where(col(ClientGrant.call_digest) == "0"), "ix_client_grant_agent_call_digest"),
        ):
            assert index in await _plan(here, words)


async def _plan(here: Home, query: Any) -> str:
    def work(session: Session) -> str:
        connection = session.connection()
        said = str(query.compile(connection, compile_kwargs={"literal_binds": True}))
        return str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}").all())

    return await here.broker.store.read(work)


async def test_more_open_asks_than_pending_allows_are_refused_until_one_is_answered(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        here.edit(POLICY, LIMITS, LIMITS.replace("pending: 5", "pending: 2"))
        first = await here.pending(amount="1.00")
        await here.pending(amount="2.00")
        told = await _refused(here, amount="3.00")
        assert (told.kind, "2 requests are waiting" in told.reason) == ("limit", True)
        assert (await here.pending(amount="1.00")).id == first.id, "a retry is no new ask"
        await here.broker.client.give_back("scout", first.id)
        await here.pending(amount="3.00")


async def test_the_sixth_open_ask_is_one_too_many_for_the_starter_policy(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        for amount in range(1, 6):
            await here.pending(amount=f"{amount}.00")
        assert (await _refused(here, amount="6.00")).kind == "limit"
        assert len(await here.phone.waiting()) == 5


async def test_more_asks_than_asks_per_hour_allows_are_refused_until_the_hour_is_over(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        here.edit(POLICY, LIMITS, LIMITS.replace("asks_per_hour: 6", "asks_per_hour: 2"))
        for amount in ("1.00", "2.00"):
            asked = await here.pending(amount=amount)
            await here.broker.client.give_back("scout", asked.id)
        told = await _refused(here, amount="3.00")
        assert (told.kind, "asks_per_hour" in told.reason) == ("limit", True)
        read = await here.ask("bank_read_account", account="main")
        assert isinstance(read, GrantView), "what needs no approval goes on"
        here.clock.turn(3600)
        await here.pending(amount="3.00")


async def test_more_calls_than_calls_per_minute_allows_are_refused_until_the_minute_is_over(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        here.edit(POLICY, LIMITS, LIMITS.replace("calls_per_minute: 60", "calls_per_minute: 2"))
        await here.pending(amount="1.00")
        await here.pending(amount="2.00")
        for operation, arguments in (("bank_pay", {"amount": "3.00"}), ("bank_read_account", {"account": "main"})):
            told = await _refused(here, operation, **arguments)
            assert (told.kind, "calls_per_minute" in told.reason) == ("limit", True)
        here.clock.turn(60)
        assert isinstance(await here.ask("bank_read_account", account="main"), GrantView)


async def test_what_the_policy_would_permit_instead_is_told_with_its_refusal(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        told = await _refused(here, amount="250.00")
        assert told.kind == "policy"
        assert [one.split(":")[0] for one in told.instead] == ["small-payments would ask"]


async def test_when_a_limit_allows_it_again_is_told_in_seconds(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        here.edit(POLICY, LIMITS, LIMITS.replace("asks_per_hour: 6", "asks_per_hour: 1"))
        await here.pending(amount="1.00")
        told = await _refused(here, amount="2.00")
        assert (told.kind, told.after_seconds) == ("limit", 3600)


async def test_an_owner_who_refused_lately_is_quoted_with_the_time_until_they_may_be_asked(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        asked = await here.pending()
        await here.refuse("not before lunch")
        await here.later(60)
        await here.broker.client.collect("scout", asked.id)
        told = await _refused(here)
        assert (told.kind, told.after_seconds) == ("owner", 3540)
        assert (told.guidance, told.guidance_by) == ("not before lunch", "alice")


async def test_two_agents_never_share_a_grant_or_see_each_others(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        await here.add_agent("crow")
        text = (here.broker.settings.config_dir / POLICY).read_text()
        here.write("policies/crow.yaml", text.replace("agent: scout", "agent: crow"))
        mine = await here.pending()
        other = await here.pending(agent="crow")
        client = here.broker.client
        assert mine.id != other.id
        assert await client.view("crow", mine.id) is None
        assert await client.give_back("crow", mine.id) is None
        await client.collect("crow", mine.id)
        assert [one.id for one in await client.views("crow")] == [other.id]
        assert (await here.view(mine.id)).status == "pending"
        assert (await here.pending()).id == mine.id


@pytest.mark.promise("P10")
async def test_a_policy_of_another_owner_decides_nothing_for_this_ones_agent(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        wire = await Wire.of_agent(here)
        files, mine = here.broker.files, here.broker.files.in_force
        # past the seal, which would not take such a file: the decision itself must not take it either
        files.in_force = replace(mine, policies={"scout": replace(mine.policies["scout"], owner="bob")})
        refused = await here.ask("bank_read_account", account="main")
        assert isinstance(refused, Refused)
        assert "no policy of alice" in refused.reason
        at_the_server = await wire.ask(here.call("bank_read_account", account="main"))
        assert error_of(at_the_server) == "request_denied"
        files.in_force = mine
        assert isinstance(await here.ask("bank_read_account", account="main"), GrantView)
