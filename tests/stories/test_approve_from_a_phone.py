"""The story of one payment, top to bottom, on both databases: an agent asks, a human approves, the call runs."""

from pathlib import Path

import pytest

from broker.client.view import GrantView, Refused
from tests.home import PAY, WAIT, home

pytestmark = pytest.mark.anyio


async def test_an_agent_asks_a_human_approves_and_the_call_runs_once(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        asked = await here.pending()
        assert here.sent == []
        await here.approve()
        await here.broker.settle()
        assert here.sent == [], "nothing is continued before `wait` has passed"
        await here.later(WAIT)
        done = await here.view(asked.id)
        assert (done.status, done.state) == ("done", "approved")
        assert done.result is not None
        assert done.result["status"] == 201
        assert [(one.amount, one.payee) for one in here.payments()] == [("25.00", "bakery")]
        assert len(here.sent) == 1


async def test_an_allowed_call_runs_at_once_and_nobody_is_asked(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        read = await here.ask("bank_read_account", account="main")
        assert isinstance(read, GrantView)
        assert read.status == "done"
        assert read.result == {"status": 200, "body": {"account": "main", "currency": "EUR", "balance": "1000.00"}}
        assert read.decide == "allow"


async def test_a_denied_call_is_refused_with_its_rule_and_nothing_leaves(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        refused = await here.ask(amount="250.00")
        assert isinstance(refused, Refused)
        assert "small-payments" in refused.reason
        assert "100.00" in refused.reason
        assert here.sent == []


@pytest.mark.requirement("C-1.5-4")
async def test_a_refusal_reaches_the_agent_in_the_owners_words(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        asked = await here.pending()
        await here.refuse("Not today")
        await here.later(WAIT)
        told = await here.view(asked.id)
        assert (told.status, told.detail, told.owner_words) == ("denied", "Not today", True)
        assert (told.state, here.payments(), here.sent) == ("finalized", [], [])


async def test_fifty_retries_make_one_approval_and_one_payment(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        asked = await here.pending()
        for _ in range(50):
            again = await here.ask()
            assert isinstance(again, GrantView)
            assert again.id == asked.id
        assert len(await here.phone.waiting()) == 1
        await here.approve()
        await here.later(WAIT)
        await here.broker.client.collect("scout", asked.id)
        assert len(here.payments()) == 1
        new = await here.pending()
        assert new.id != asked.id
        assert new.earlier is not None
        assert asked.id in new.earlier
        assert len(await here.phone.waiting()) == 1


@pytest.mark.promise("R1")
@pytest.mark.parametrize("second", [PAY, {**PAY, "payee": "grocer"}], ids=["equal", "different"])
async def test_a_second_call_is_asked_again_while_a_token_of_two_uses_lives(
    tmp_path: Path, second: dict[str, str]
) -> None:
    async with home(tmp_path) as here:
        here.edit("policies/scout.yaml", "grant: {uses: 1, expires_in: 10m}", "grant: {uses: 2, expires_in: 10m}")
        first = await here.pending()
        await here.approve()
        await here.later(WAIT)
        assert (await here.view(first.id)).status == "done"
        await here.broker.client.collect("scout", first.id)
        again = await here.pending(**second)
        assert again.id != first.id
        assert (len(here.sent), len(await here.phone.waiting())) == (1, 1)


async def test_what_was_requested_beforehand_covers_that_one_later_call(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        requested = await here.ask(run=False)
        assert isinstance(requested, GrantView)
        await here.approve()
        await here.later(WAIT)
        granted = await here.view(requested.id)
        assert (granted.status, granted.state, here.sent) == ("pending", "approved", [])
        ran = await here.ask()
        assert isinstance(ran, GrantView)
        assert (ran.id, ran.status, len(here.payments())) == (requested.id, "done", 1)
        await here.broker.client.collect("scout", ran.id)
        await here.pending()


async def test_what_is_given_back_is_withdrawn_from_the_phone_and_never_runs(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        asked = await here.pending()
        approval = await here.phone.next_approval()
        back = await here.broker.client.give_back("scout", asked.id)
        assert back is not None
        assert (back.status, back.state) == ("cancelled", "finalized")
        assert await here.phone.waiting() == ()
        with pytest.raises(Exception, match=r"withdrawn|taken back|gone|no longer"):
            await here.phone.decide(approval, "approve")
        await here.later(60)
        assert here.sent == []


async def test_an_approved_ask_that_is_given_back_before_its_use_never_runs(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        asked = await here.pending()
        await here.approve()
        await here.broker.client.give_back("scout", asked.id)
        await here.later(60)
        assert (await here.view(asked.id)).status == "cancelled"
        assert here.sent == []


async def test_an_ask_that_nobody_answers_expires_and_says_so(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        asked = await here.pending()
        await here.later(24 * 3600 + 120)
        told = await here.view(asked.id)
        assert (told.status, told.state, told.detail is not None) == ("expired", "finalized", True)
        await here.phone.sign_in()
        assert await here.phone.waiting() == ()
