"""A rule that lets its agent hold the token is shown as a risk, and as of this version hands out nothing."""

from pathlib import Path

import pytest

from broker.agents import results
from tests.home import WAIT, Home, home

pytestmark = pytest.mark.anyio

BOUNDS = """    where: {amount: {max: "100.00"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}
    approval: {assurance: passkey, answer_within: 24h}
    grant: {uses: 1, expires_in: 10m}
"""
RISK = "hold the token itself"


async def _page(here: Home) -> str:
    approval = await here.phone.next_approval()
    return (await here.phone._browser.get(f"/approve/{approval}")).text


async def test_the_page_names_the_risk_that_is_signed_and_the_agent_is_given_no_token(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        here.edit("policies/scout.yaml", BOUNDS, "    grant: {hold: bearer, expires_in: 10m}\n")
        asked = await here.pending()
        page = await _page(here)
        assert RISK in page
        assert "data-bearer" in page
        await here.approve()
        await here.later(WAIT)
        told = await here.view(asked.id)
        assert told.status == "done"
        [sent] = here.sent
        token = dict(sent.headers)["authorization"].removeprefix("GNAP ")
        assert len(token) > 20
        assert token not in str(results.of(told).model_dump())


async def test_where_the_broker_keeps_the_token_no_risk_is_named(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        await here.pending()
        assert RISK not in await _page(here)
