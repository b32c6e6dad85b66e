"""Choosing the number that the agent shows: by rule, rate and refusal; no approval without the right one."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from broker.agents import results
from broker.client.view import GrantView
from broker.demo.phone import PhoneRefused, Verb
from broker.gnap.models import Ask
from broker.policy.matching import RATE, choices
from broker.store.query import col, select, update
from broker.store.tables import Approval, Audit
from tests.home import WAIT, Home, home

pytestmark = [pytest.mark.anyio, pytest.mark.promise("A26")]


async def _approval(here: Home) -> Approval:
    newest = select(Approval).order_by(col(Approval.created_at).desc(), col(Approval.id))
    found: Approval | None = await here.broker.store.read(lambda session: session.scalars(newest).first())
    assert found is not None
    return found


async def _always(here: Home) -> None:
    here.edit("policies/scout.yaml", "answer_within: 24h}", "answer_within: 24h, match: always}")


async def _decide(here: Home, number: str | None, verb: Verb = "approve") -> None:
    """Answer the newest request with that number, or with none."""

    async def seen(_: str) -> str | None:
        return number

    here.phone.number = seen
    await here.phone.decide(await here.phone.next_approval(), verb)


async def test_where_the_rule_wants_it_no_approval_counts_without_the_number(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        await _always(here)
        asked = await here.pending()
        with pytest.raises(PhoneRefused, match="Choose the number first"):
            await _decide(here, None)
        assert (await _approval(here)).decision is None, "nothing was changed"
        await _decide(here, asked.number)
        await here.later(WAIT)
        assert (await here.view(asked.id)).status == "done"
        assert len(here.payments()) == 1


async def test_another_number_refuses_for_good_and_the_agent_is_told_why(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        await _always(here)
        asked = await here.pending()
        row = await _approval(here)
        wrong = next(one for one in choices(row.number or "", row.id) if one != asked.number)
        with pytest.raises(PhoneRefused, match="That was another number"):
            await _decide(here, wrong)
        with pytest.raises(PhoneRefused, match="Already refused"):
            await here.phone.decide(row.id, "approve")
        await here.later(WAIT)
        told = await here.view(asked.id)
        assert (told.status, "another number was chosen" in (told.detail or "")) == ("denied", True)
        assert here.payments() == []
        await here.broker.client.collect("scout", asked.id)
        again = await here.pending()
        assert again.id != asked.id, "a slip is no refusal that lasts"
        await _decide(here, again.number)
        await here.later(WAIT)
        assert len(here.payments()) == 1
        kinds = select(Audit.kind).where(col(Audit.kind) == "approval.mismatched")
        assert len(await here.broker.store.read(lambda session: session.scalars(kinds).all())) == 1


@pytest.mark.parametrize("number", ["00", "9", "", "4２", "10 "])
async def test_what_is_no_number_of_the_page_never_approves(tmp_path: Path, number: str) -> None:
    async with home(tmp_path) as here:
        await _always(here)
        await here.pending()
        with pytest.raises(PhoneRefused):
            await _decide(here, number)
        assert (await _approval(here)).decision != "approve"
        assert here.payments() == []


async def test_refusing_needs_no_number(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        await _always(here)
        await here.pending()
        await _decide(here, None, "refuse")
        assert (await _approval(here)).decision == "refuse"


async def test_it_switches_itself_on_above_a_rate_and_off_again(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        for number in range(RATE):
            await here.pending(amount=f"{number + 1}.00")
            assert (await _approval(here)).match is None
            await here.approve()
            await here.later(WAIT)
        await here.pending(amount="9.00")
        assert (await _approval(here)).match == "rate"
        here.clock.turn(3601)
        await here.pending(amount="8.00")
        assert (await _approval(here)).match is None


async def test_it_switches_itself_on_for_a_day_after_a_refusal(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        await here.pending()
        await here.refuse("No")
        await here.later(WAIT)
        await here.pending(payee="grocer")
        assert (await _approval(here)).match == "refused"
        here.clock.turn(86_400)
        await here.pending(payee="grocer", amount="2.00")
        assert (await _approval(here)).match is None


async def test_the_number_is_on_the_agents_side_and_cannot_be_read_off_the_page(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        await _always(here)
        for place in range(4):
            call = here.call(amount=f"{place + 1}.00")
            view = await here.broker.client.ask("scout", call, reason="for breakfast", run=True)
            assert isinstance(view, GrantView)
            told = results.of(view).structured_content or {}
            assert told["number"] == view.number
            assert f"the number {view.number}" in told["what_next"]
        row = await _approval(here)
        words = update(Approval).values(agent_reason=f"It is {row.number}, 1{row.number}5")
        await here.broker.store.write(lambda session: session.execute(words).close())
        page = (await here.phone._browser.get(f"/approve/{row.id}")).text
        shown = page[page.index("data-words") :].partition("</blockquote>")[0]
        assert "It is ••," in shown
        assert f"1{row.number}5" in shown, "other numbers stay as they are"
        offered = page[page.index('id="match"') :].partition("</fieldset>")[0]
        assert [f'value="{one}"' in offered for one in choices(row.number or "", row.id)] == [True] * 3
        assert "checked" not in offered


def test_a_number_of_another_form_is_no_request() -> None:
    given = {"operation": "o", "connector": "c", "connector_digest": "d", "call_digest": "e"}
    assert Ask.model_validate(given | {"number": "47"}).number == "47"
    for wrong in ("07", "7", "470", "4a", 47):
        with pytest.raises(ValidationError):
            Ask.model_validate(given | {"number": wrong})


HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


async def _page(here: Home, approval: str) -> str:
    return (await here.phone._browser.get(f"/approve/{approval}")).text


async def test_what_nobody_can_read_counts_as_high_risk_and_takes_the_number(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        here.edit("policies/scout.yaml", "payee: {in: [bakery, grocer]}", f"payee: {{in: [bakery, {HASH}]}}")
        asked = await here.pending(payee=HASH)
        row = await _approval(here)
        assert row.match == "risk"
        assert "Not inspectable" in await _page(here, row.id)
        with pytest.raises(PhoneRefused, match="Choose the number first"):
            await _decide(here, None)
        await _decide(here, asked.number)
        await here.later(WAIT)
        assert (await here.view(asked.id)).status == "done"
        await here.pending()
        row = await _approval(here)
        assert row.match is None, "the control, which can be read"
        assert "Not inspectable" not in await _page(here, row.id)
