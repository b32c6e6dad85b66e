"""More than yes: less than was asked, and similar calls without asking, on both databases (decisions §2.3, R8)."""

import asyncio
import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from broker.approval.document import rfc3339
from broker.client.view import GrantView
from broker.demo.phone import PhoneRefused
from broker.http import NoAnswer, NotSent
from broker.store.query import Session, col, select, update
from broker.store.tables import Approval, Passkey, StandingApproval, StandingUse
from tests.home import WAIT, Home, home

pytestmark = [pytest.mark.anyio, pytest.mark.promise("R8")]

ASKS = "approval: {assurance: passkey, answer_within: 24h}"
REMEMBERS = (
    "approval: {assurance: passkey, answer_within: 24h, "
    'remember: {uses: 5, for: 7d, field: amount, each: "40.00", total: "100.00"}}'
)
GENEROUS = "limits: {pending: 100, asks_per_hour: 1000, calls_per_minute: 10000}"


def _remembering(here: Home) -> None:
    here.edit("policies/scout.yaml", ASKS, REMEMBERS)


def _terms(here: Home, **changes: Any) -> dict[str, Any]:
    until = rfc3339(here.clock() + timedelta(days=1))
    usual = {"verb": "remember", "field": "amount", "uses": 5, "each": "40.00", "total": "100.00", "until": until}
    return usual | changes


async def _stands(here: Home, **changes: Any) -> GrantView:
    """Let the agent ask for the usual payment, and alice approve it together with similar ones."""
    _remembering(here)
    asked = await here.pending()
    await here.phone.decide(await here.phone.next_approval(), "remember", terms=_terms(here, **changes))
    await here.later(WAIT)
    return await here.view(asked.id)


async def _paid(here: Home, **arguments: Any) -> GrantView:
    asked = await here.ask(**arguments)
    assert isinstance(asked, GrantView)
    await here.later(WAIT)
    return await here.view(asked.id)


async def _row(here: Home) -> StandingApproval:
    return await here.broker.store.read(lambda session: session.scalars(select(StandingApproval)).one())


async def test_the_call_that_was_asked_for_is_the_first_use_and_an_equal_one_asks_nobody(
    tmp_path: Path, database_url: str
) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        first = await _stands(here)
        assert first.status == "done"
        again = await _paid(here, amount="30.00")
        assert (again.status, again.decide) == ("done", "ask")
        assert await here.phone.waiting() == ()
        assert [one.amount for one in here.payments()] == ["25.00", "30.00"]
        row = await _row(here)
        assert (row.used, row.amount) == (2, "55.00")


@pytest.mark.parametrize(
    "beyond",
    [
        pytest.param({"amount": "40.01"}, id="one-call-above-each"),
        pytest.param({"payee": "grocer"}, id="another-payee"),
        pytest.param({"account": "savings"}, id="another-account"),
    ],
)
async def test_a_call_outside_the_standing_approval_asks(
    tmp_path: Path, database_url: str, beyond: dict[str, object]
) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        await _stands(here)
        inside = await _paid(here, amount="24.00")
        assert inside.status == "done"
        asked = await here.pending(**beyond)
        assert (await here.view(asked.id)).status == "pending"
        assert len(await here.phone.waiting()) == 1


async def test_the_sum_of_all_calls_never_goes_beyond_the_total(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        await _stands(here)
        assert (await _paid(here, amount="40.00")).status == "done"
        assert (await _paid(here, amount="35.00")).status == "done"
        asked = await here.pending(amount="0.01")
        assert asked.status == "pending"
        assert (await _row(here)).amount == "100.00"


async def test_so_many_calls_are_covered_and_not_one_more(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        await _stands(here, uses=2)
        assert (await _paid(here, amount="1.00")).status == "done"
        assert (await here.pending(amount="2.00")).status == "pending"


async def test_concurrent_calls_never_use_more_than_was_approved(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        await _stands(here)
        here.edit("policies/scout.yaml", "limits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}", GENEROUS)
        await asyncio.gather(*(here.ask(amount=f"1.{number:02}") for number in range(40)))
        await here.later(WAIT)
        row = await _row(here)
        assert row.used == 5
        assert len(here.payments()) == 5
        uses = await here.broker.store.read(lambda session: list(session.scalars(select(StandingUse))))
        assert len(uses) == 5


async def test_a_call_that_never_left_gives_its_use_back(
    tmp_path: Path, database_url: str
) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        await _stands(here)

        def refused_at_the_door(_: object) -> None:
            raise NotSent("no connection")

        here.on_send = refused_at_the_door
        asked = await here.ask(amount="5.00")
        assert isinstance(asked, GrantView)
        assert (await here.view(asked.id)).status == "pending"
        assert ((row := await _row(here)).used, row.amount) == (1, "25.00")
        here.on_send = None
        await here.later(10)
        assert (await here.view(asked.id)).status == "done"
        assert ((row := await _row(here)).used, row.amount) == (2, "30.00")


async def test_a_call_whose_answer_was_lost_is_spent(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        here.edit("tools/bank.yaml", "    idempotency: {header: Idempotency-Key}\n", "")
        await _stands(here)

        def lost(_: object) -> None:
            raise NoAnswer("the connection was cut")

        here.on_send = lost
        asked = await here.ask(amount="5.00")
        assert isinstance(asked, GrantView)
        assert (await here.view(asked.id)).status == "unknown"
        assert ((row := await _row(here)).used, row.amount) == (2, "30.00")


WAYS = ("taken back", "phone removed", "run out", "rule changed", "document changed", "document and digest changed")


@pytest.mark.sweep(3)
@pytest.mark.promise("R4")
@pytest.mark.parametrize("what", WAYS)
async def test_nothing_is_covered_once_the_standing_approval_does_not_hold(
    tmp_path: Path, database_url: str, what: str
) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        await _stands(here)
        assert (await _paid(here, amount="2.00")).status == "done"
        row = await _row(here)
        if what == "taken back":
            await here.phone._post(f"/standing/{row.id}/revoke", {})
        elif what == "phone removed":
            at = here.clock()
            await here.broker.store.write(lambda s: s.execute(update(Passkey).values(removed_at=at)).close())
        elif what == "run out":
            here.clock.turn(86_400)
        elif what == "rule changed":
            here.edit("policies/scout.yaml", 'amount: {max: "100.00"}', 'amount: {max: "90.00"}')
        elif what == "document changed":
            wider = row.document.replace('"uses":5', '"uses":500')
            assert wider != row.document
            await here.broker.store.write(lambda session: _changed(session, document=wider))
        else:
            wider = row.document.replace('"uses":5', '"uses":500')
            digest = hashlib.sha256(wider.encode()).hexdigest()
            await here.broker.store.write(lambda session: _changed(session, document=wider, digest=digest))
        asked = await here.pending(amount="3.00")
        assert asked.status == "pending"
        assert len(here.payments()) == 2


def _changed(session: Session, **values: Any) -> None:
    session.execute(update(StandingApproval).values(**values))


@pytest.mark.sweep(3)
@pytest.mark.parametrize(
    ("change", "why"),
    [
        pytest.param({"uses": 6}, "at most 5 calls", id="more-calls-than-the-rule"),
        pytest.param({"each": "40.01"}, "each must be an amount up to 40.00", id="more-each-than-the-rule"),
        pytest.param({"total": "100.01"}, "total must be an amount up to 100.00", id="more-in-all-than-the-rule"),
        pytest.param({"each": "24.99"}, "must be within it", id="the-asked-call-outside"),
        pytest.param({"each": "40.00", "total": "30.00"}, "more than all of them", id="each-above-total"),
        pytest.param({"field": "payee"}, "does not let payee differ", id="a-field-that-may-not-differ"),
        pytest.param({"field": None, "each": None, "total": "1.00"}, "need the name", id="amounts-without-a-field"),
        pytest.param({"until": "2026-02-30T00:00:00Z"}, "day is out of range", id="a-day-that-no-calendar-has"),
        pytest.param({"until": "2020-01-01T00:00:00Z"}, "in the past", id="an-end-in-the-past"),
        pytest.param({"until": "2099-01-01T00:00:00Z"}, "at most 604800 seconds", id="longer-than-the-rule"),
    ],
)
async def test_more_than_the_rule_lets_be_remembered_is_not_approved(
    tmp_path: Path, change: dict[str, Any], why: str
) -> None:
    async with home(tmp_path) as here:
        _remembering(here)
        await here.pending()
        approval = await here.phone.next_approval()
        with pytest.raises(PhoneRefused, match=why):
            await here.phone.decide(approval, "remember", terms=_terms(here, **change))
        await here.phone.decide(approval, "remember", terms=_terms(here))


async def test_without_remember_in_the_rule_nothing_is_remembered(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        await here.pending()
        approval = await here.phone.next_approval()
        with pytest.raises(PhoneRefused, match="does not let an answer be remembered"):
            await here.phone.decide(approval, "remember", terms=_terms(here))
        await here.phone.decide(approval, "approve")


async def _narrowed(here: Home, amount: str = "20.00") -> GrantView:
    asked = await here.pending()
    until = rfc3339(here.clock() + timedelta(hours=1))
    terms = {"verb": "narrow", "field": "amount", "amount": amount, "until": until}
    await here.phone.decide(await here.phone.next_approval(), "narrow", "Half a loaf will do", terms)
    await here.later(WAIT)
    return await here.view(asked.id)


async def test_approving_less_runs_nothing_and_tells_the_agent_which_call_was_approved(
    tmp_path: Path, database_url: str
) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        told = await _narrowed(here)
        assert (told.status, here.payments()) == ("denied", [])
        assert told.instead == {"amount": "20.00", "currency": "EUR", "payee": "bakery", "account": "main"}
        done = await _paid(here, **told.instead)
        assert done.status == "done"
        assert await here.phone.waiting() == ()
        assert [one.amount for one in here.payments()] == ["20.00"]


async def test_less_is_one_call_and_no_other(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        await _narrowed(here)
        assert (await here.pending(amount="19.00")).status == "pending", "exactly the amount that was approved"
        done = await _paid(here, amount="20.00")
        assert done.status == "done"
        await here.broker.client.collect("scout", done.id)
        assert (await here.pending(amount="20.00")).status == "pending", "once"
        assert len(here.payments()) == 1


@pytest.mark.parametrize(
    "amount",
    ["25.00", "25.01", "0", "0.00", "-1.00", "2e1", "", "twenty"],
)
async def test_less_goes_only_downwards(tmp_path: Path, amount: str) -> None:
    async with home(tmp_path) as here:
        await here.pending()
        approval = await here.phone.next_approval()
        until = rfc3339(here.clock() + timedelta(hours=1))
        terms = {"verb": "narrow", "field": "amount", "amount": amount, "until": until}
        with pytest.raises(PhoneRefused, match="must be an amount below"):
            await here.phone.decide(approval, "narrow", terms=terms)
        await here.phone.decide(approval, "narrow", terms=terms | {"amount": "24.99"})


async def test_proposed_approved_and_effective_are_three_records(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        await _narrowed(here)
        await _paid(here, amount="20.00")
        row = await here.broker.store.read(lambda session: session.scalars(select(Approval)).one())
        standing = await _row(here)
        use = await here.broker.store.read(lambda session: session.scalars(select(StandingUse)).one())
        assert '"amount":"25.00"' in row.document
        assert row.decision == "narrow"
        assert row.effective_document == standing.document
        assert '"amount":"20.00"' in standing.document
        assert use.standing == standing.id


async def test_a_signature_for_less_does_not_approve_what_was_asked(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        await here.pending()
        approval = await here.phone.next_approval()
        until = rfc3339(here.clock() + timedelta(hours=1))
        less = {"verb": "narrow", "terms": {"verb": "narrow", "field": "amount", "amount": "1.00", "until": until}}
        phone = here.phone
        assertion = phone._passkey.get(await phone._post(f"/approve/{approval}/options", less), phone.origin)
        with pytest.raises(PhoneRefused):
            await phone._post(f"/approve/{approval}/decide", {"verb": "approve", "assertion": assertion})
        more = less | {"terms": less["terms"] | {"amount": "24.00"}}  # type: ignore[operator]
        assertion = phone._passkey.get(await phone._post(f"/approve/{approval}/options", less), phone.origin)
        with pytest.raises(PhoneRefused, match="has changed since it was shown"):
            await phone._post(f"/approve/{approval}/decide", more | {"assertion": assertion})
        assertion = phone._passkey.get(await phone._post(f"/approve/{approval}/options", less), phone.origin)
        await phone._post(f"/approve/{approval}/decide", less | {"assertion": assertion})


async def test_the_standing_page_shows_every_member_of_what_is_signed(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        _remembering(here)
        await here.pending()
        approval = await here.phone.next_approval()
        query = "verb=remember&field=amount&uses=3&each=30.00&total=60.00&hours=24"
        page = await here.phone._open(f"/approve/{approval}/as?{query}")
        assert page.fields["uses"] == "3"
        assert page.fields["access.0.amount.max"] == "30.00"
        assert page.fields["total"] == "60.00"
        assert page.fields["version"] == "countersign-standing-v1"
        row = await here.broker.store.read(lambda session: session.get_one(Approval, approval))
        assert row.decision is None, "nothing changes on GET"
        assert await here.broker.store.read(
            lambda session: session.scalars(select(StandingApproval).where(col(StandingApproval.used) >= 0)).all()
        ) == []
