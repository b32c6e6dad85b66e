"""A shop that calls the bank for an agent: a broker on a port, bank and shop as processes, the real clock."""

import asyncio
from pathlib import Path

import pytest

from broker.demo.agent import connected
from broker.demo.broker import demo_broker
from broker.demo.ledger import payments, requests
from broker.demo.passkey import SoftwarePasskey
from broker.demo.phone import Page, ScriptedPhone
from broker.demo.premises import premises
from broker.demo.shop import PAYEE
from broker.demo.story import DemoBroker

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

BOUND = 120.0  # seconds for the whole story
ORDER = {"item": "bread", "amount": "4.50", "currency": "EUR", "account": "main"}


@pytest.mark.requirement("R-4-2", "R-4-3")
@pytest.mark.promise("P17")
async def test_the_owner_reads_that_the_bank_is_called_in_turn_and_the_shop_pays_there_once(tmp_path: Path) -> None:
    async with (
        asyncio.timeout(BOUND),
        premises(tmp_path, with_shop=True) as place,
        demo_broker(place.settings) as broker,
    ):
        phone = ScriptedPhone(place.settings.public_url, SoftwarePasskey())
        pairing = await broker.pairing()
        await phone.enrol(pairing.link, pairing.type_digits)
        credential = await broker.propose_agent("scout")
        await _signed(broker, phone)
        async with connected(place.settings.public_url, credential) as agent, asyncio.TaskGroup() as together:
            reading = together.create_task(_read_and_approve(phone))
            told = await agent.settled(await agent.call("shop_order", ORDER | {"reason": "breakfast"}))
        await phone.close()
        assert (told.status, told.answer["payment"]["payee"]) == ("done", PAYEE), told
        assert reading.result().fields["downstream.0"] == place.bank_url.removeprefix("http://")
        assert [(one.amount, one.payee) for one in payments(place.ledger)] == [("4.50", PAYEE)]
        assert [(one["method"], one["path"], one["status"]) for one in requests(place.ledger)] == [
            ("POST", "/payments", 201)
        ]


async def _signed(broker: DemoBroker, phone: ScriptedPhone) -> None:
    while not await broker.is_set_up("scout"):
        for proposal in await broker.unsigned():
            await phone.sign(proposal)


async def _read_and_approve(phone: ScriptedPhone) -> Page:
    approval = await phone.next_approval()
    page = await phone.read(approval)
    await phone.decide(approval, "approve")
    return page
