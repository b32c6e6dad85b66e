"""Between what an owner signed for a host and the code: whatever became something else meanwhile gives none."""

import json
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from broker.agents.hosts import CODE
from broker.demo.phone import PhoneRefused
from broker.store.query import Session, update
from broker.store.tables import Agent, AgentHost, HostVisit, Owner, PhoneSession, Proposal
from tests.agents.lines import tokens
from tests.agents.signing_in import ASK, Web, browser, code_for, document, enrolled, redeeming, sent_back
from tests.home import Home, home

pytestmark = pytest.mark.anyio


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[Home]:
    web = Web()
    web.publish(json.dumps(document()).encode())
    async with home(tmp_path) as made:
        setattr(made.broker.http, "document", web.document)  # noqa: B010 -- a method of the one instance
        yield made


async def change(home: Home, table: Any, **values: object) -> None:
    """Set columns in every row of a table, but for scout's."""
    name: Any = {AgentHost: AgentHost.agent, Agent: Agent.name}.get(table)
    changed = update(table) if name is None else update(table).where(name != "scout")
    await home.broker.store.write(lambda session: session.execute(changed.values(**values)))


async def code_of(home: Home, proposal: str) -> str | None:
    """Return the digest of the code that a proposal gave; None where it gave none."""
    row = await home.broker.store.read(lambda session: session.get_one(HostVisit, proposal))
    return row.code_digest


GONE: dict[str, tuple[Any, dict[str, object]]] = {
    "the agent was revoked": (Agent, {"revoked_at": datetime.fromisoformat("2026-01-01T00:00:00+00:00")}),
    "the agent is another owner's": (Agent, {"owner": "bob"}),
    "the agent is another program's": (AgentHost, {"client_id": "https://other.example/agent.json"}),
}
OTHERWISE: dict[str, tuple[Any, dict[str, object]]] = {
    "another agent": (HostVisit, {"agent": "scout"}),
    "another program": (HostVisit, {"client_id": "https://other.example/agent.json"}),
    "another way back": (HostVisit, {"redirect_uri": "https://client.example/back"}),
}


@pytest.mark.parametrize("what", [*GONE, *OTHERWISE])
async def test_what_became_something_else_before_its_owner_signed_gives_no_code(house: Home, what: str) -> None:
    await tokens(house, redeeming(await code_for(house)))
    same = await enrolled(house, urlencode(ASK))
    await house.phone.sign(same)
    assert await code_of(house, same) is not None, "the control"
    await tokens(house, redeeming(str((await sent_back(house, same)).params["code"])))
    proposal, now = await enrolled(house, urlencode(ASK)), house.clock()
    await house.broker.store.write(lambda session: session.add(Owner(name="bob", created_at=now)))
    await house.broker.store.write(lambda session: session.delete(session.get_one(HostVisit, same)))
    table, values = (GONE | OTHERWISE)[what]
    await change(house, table, **values)
    with pytest.raises(PhoneRefused, match="not there any more"):
        await house.phone.sign(proposal)
    assert await code_of(house, proposal) is None


async def test_a_new_program_too_is_the_one_that_was_shown(house: Home) -> None:
    proposal = await enrolled(house, urlencode(ASK))
    await change(house, HostVisit, redirect_uri="https://client.example/back")
    with pytest.raises(PhoneRefused, match="not there any more"):
        await house.phone.sign(proposal)
    assert await code_of(house, proposal) is None


async def test_the_way_back_is_for_the_owner_who_signed_and_no_other(house: Home) -> None:
    proposal = await enrolled(house, urlencode(ASK))
    await house.phone.sign(proposal)
    hosts, now = house.broker.phone.hosts, house.clock()

    def back(session: Session, owner: str) -> str | None:
        visit, row = session.get_one(HostVisit, proposal), session.get_one(Proposal, proposal)
        mine = session.get_one(PhoneSession, visit.session)
        came = PhoneSession(**mine.model_dump() | {"owner": owner})
        return hosts.way_back(session, row, came, now)

    assert await house.broker.store.read(lambda session: back(session, "bob")) is None
    assert await house.broker.store.read(lambda session: back(session, "alice")) is not None, "the control"


async def test_the_way_back_is_open_as_long_as_the_code_lives(house: Home) -> None:
    proposal = await enrolled(house, urlencode(ASK))
    await house.phone.sign(proposal)
    house.clock.turn(CODE.total_seconds() - 1)
    assert (await sent_back(house, proposal)).params["code"], "the control"
    house.clock.turn(1)
    assert (await browser(house).get(f"/oauth/done/{proposal}")).status_code == 404
