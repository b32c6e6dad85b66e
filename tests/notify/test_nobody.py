"""Where nobody could be told, the agent learns it; where somebody was, it does not."""

from datetime import timedelta
from pathlib import Path

import pytest

from broker.agents import results
from broker.client.view import GrantView
from broker.store.query import select, update
from broker.store.tables import Passkey, PushDevice
from tests.home import WAIT, Home, home

pytestmark = pytest.mark.anyio


async def _subscribed(here: Home) -> None:
    """Let alice's phone have turned notifications on."""
    passkey = await here.broker.store.read(lambda session: session.scalars(select(Passkey.id)).one())
    device = PushDevice(
        id="d_1",
        owner="alice",
        passkey=passkey,
        endpoint_digest="e",
        endpoint_sealed=b"",
        p256dh=b"",
        auth_sealed=b"",
        host="push.example",
        created_at=here.clock(),
    )
    await here.broker.store.write(lambda session: session.add(device))


def _said(view: GrantView) -> tuple[object, bool]:
    content = results.of(view).structured_content or {}
    return content.get("reached"), "No device of alice could be told" in content["what_next"]


async def test_without_a_device_that_can_be_told_the_agent_learns_it(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        assert _said(await here.pending()) == (False, True)


async def test_with_one_it_does_not(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        await _subscribed(here)
        assert _said(await here.pending()) == (None, False)


@pytest.mark.parametrize("how", ["its push service failed", "it was dropped"])
async def test_a_device_that_could_not_be_told_is_none(tmp_path: Path, how: str) -> None:
    async with home(tmp_path) as here:
        await _subscribed(here)
        gone = {"failure": "not reached"} if how.endswith("failed") else {"dropped_at": here.clock()}
        await here.broker.store.write(lambda session: session.execute(update(PushDevice).values(**gone)).close())
        assert _said(await here.pending()) == (False, True)


async def test_what_needs_nobody_or_is_decided_says_nothing_of_it(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        asked = await here.pending()
        await here.approve()
        await here.later(WAIT)
        assert (await here.view(asked.id)).unreached is False
        here.clock.turn(timedelta(minutes=1).total_seconds())
        allowed = await here.ask("bank_read_account", account="main")
        assert isinstance(allowed, GrantView)
        assert allowed.unreached is False
