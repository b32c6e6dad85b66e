"""A token for the agent itself from somebody else's authorization server: asked for with the flag, bound is unused."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from broker.client.releasing import HandedOver
from broker.client.view import GrantView, Refused
from broker.connectors.call import call_for
from tests.client.abroad import POLICY, Abroad
from tests.client.hostile import HostileServer
from tests.client.test_abroad import behind

pytestmark = pytest.mark.anyio

ASKS = '  - {id: ask-for-things, decide: ask, access: {type: thing, actions: [write], locations: ["https://things.example/*"]}}'
HELD = f"{ASKS.removesuffix('}')}, grant: {{hold: bearer}}}}"


@asynccontextmanager
async def _held(folder: Path) -> AsyncIterator[tuple[Abroad, HostileServer]]:
    async with behind(folder) as (house, there):
        house.here.edit(POLICY, ASKS, HELD)
        house.here.edit("tools/there.yaml", "operations:", "bearer_tokens: accepted\noperations:")
        yield house, there


async def _granted(house: Abroad, there: HostileServer, **said: Any) -> GrantView:
    """Ask for the token of a call, let the owner approve, and the server grant it with a token that says `said`."""
    made = house.here.broker.client_context.connector("there")
    assert made is not None
    wanted = call_for(made, "there_write", {"thing": "thing-1"})
    view = await house.here.broker.client.ask("scout", wanted, reason="for a test", run=False, hold="bearer")
    assert isinstance(view, GrantView), view

    async def grant(reply: Any) -> None:
        access = reply.sent.content["access_token"]["access"]
        await reply.json({"access_token": there.token(access, **said)})

    there.begin(request=grant)
    await house.here.approve()
    await house.here.later()
    return await house.here.view(view.id)


async def test_a_token_of_another_server_is_asked_for_with_the_flag_and_handed_over_once(tmp_path: Path) -> None:
    async with _held(tmp_path) as (house, there):
        view = await _granted(house, there, flags=["bearer"])
        (asked,) = there.asked("request")
        assert asked.content["access_token"]["flags"] == ["bearer"]
        made = await house.here.broker.client.hand_over("scout", view.id)
        assert isinstance(made, HandedOver), made
        assert made.token.reveal().encode() not in house.stored()
        assert isinstance(await house.here.broker.client.hand_over("scout", view.id), Refused)
        assert house.calls == []
        await house.here.broker.client.give_back("scout", view.id)
        await house.here.later()
        assert len(there.asked("revoke")) == 1


@pytest.mark.parametrize("flags", [None, ["durable"]], ids=["no flag", "another flag"])
async def test_a_token_that_another_server_bound_all_the_same_is_not_handed_over_and_is_revoked(
    tmp_path: Path, flags: list[str] | None
) -> None:
    async with _held(tmp_path) as (house, there):
        view = await _granted(house, there, flags=flags)
        assert (view.status, "bound the token" in (view.detail or "")) == ("failed", True)
        assert isinstance(await house.here.broker.client.hand_over("scout", view.id), Refused)
        await house.here.later()
        assert len(there.asked("revoke")) == 1
