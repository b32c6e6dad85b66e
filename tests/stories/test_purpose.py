"""What an agent says an access is for: read by its owner beside the reason, as words that nobody checked."""

from pathlib import Path

import pytest

from broker.store.tables import Approval
from tests.actors import Agent, served
from tests.home import WAIT, Home, home
from tests.phone.test_pages import Fields

pytestmark = pytest.mark.anyio

RIGHT = {
    "type": "bank-payment",
    "actions": ["create"],
    "locations": ["http://127.0.0.1:9101/payments"],
    "identifier": "main",
    "amount": "25.00",
    "currency": "EUR",
    "payee": "bakery",
}
WHY = "The invoice is due."
WHAT_FOR = "A cake for Ann.</blockquote><h1>Approved</h1>"


async def _page(here: Home, approval: str) -> str:
    return (await here.phone._browser.get(f"/approve/{approval}")).text


async def test_reason_and_purpose_of_request_access_are_shown_apart_and_the_call_runs(
    tmp_path: Path, database_url: str
) -> None:
    place = home(tmp_path, database_url=database_url)
    async with place as here, served(here.broker.app) as url, Agent(url, here.credential) as scout:
        words = {"reason": WHY, "purpose": f"A cake\nfor Ann.{WHAT_FOR.removeprefix('A cake for Ann.')}"}
        asked = await scout.outcome("request_access", {"access": [RIGHT], **words})
        assert asked["status"] == "pending"
        approval = await here.phone.next_approval()
        page = await _page(here, approval)
        shown = Fields(page).found
        assert (shown["words"], shown["purpose"]) == (WHY, WHAT_FOR)
        assert page.count("<h1") == 1, "it is text, and no part of the page"
        row = await here.broker.store.read(lambda session: session.get_one(Approval, approval))
        assert "cake" not in row.document, "nobody signs for the agent's words"
        await here.approve()
        await here.later(WAIT)
        paid = await scout.outcome("bank_pay", asked["arguments"])
        assert (paid["status"], len(here.payments())) == ("done", 1)


async def test_a_purpose_may_be_left_out_and_is_no_argument_of_an_operation(tmp_path: Path) -> None:
    async with home(tmp_path) as here, served(here.broker.app) as url, Agent(url, here.credential) as scout:
        wrong = await scout.outcome("bank_pay", {**here.call().arguments, "purpose": "A cake."})
        assert wrong["status"] == "invalid"
        long = await scout.outcome("request_access", {"access": [RIGHT], "purpose": "x" * 281})
        assert long["problems"] == ["purpose: a string of at most 280 characters"]
        assert (await scout.outcome("request_access", {"access": [RIGHT]}))["status"] == "pending"
        assert "purpose" not in Fields(await _page(here, await here.phone.next_approval())).found
