"""A broker that runs: what its loop does by itself, and whom it tells of changed files."""

from pathlib import Path

import anyio
import pytest

from broker.running import SWEEP
from broker.store.query import Session
from broker.store.tables import Agent
from tests.actors import PATIENCE
from tests.home import home
from tests.test_minting import CHILD, READS, house, mint, minted

pytestmark = pytest.mark.anyio

ROOM = "children: {at_once: 2, expires_in: 1h}\n"
NEVER = "  - {id: never-freeze, decide: deny, access: {type: bank-account, actions: [freeze]}}\n"


def _ended(session: Session) -> bool:
    return session.get_one(Agent, CHILD).revoked_at is not None


async def test_its_loop_ends_what_ran_out_of_time(tmp_path: Path) -> None:
    async with home(tmp_path, loop=True) as here:
        mine = (here.broker.settings.config_dir / "policies/scout.yaml").read_text()
        here.write("policies/scout.yaml", mine + ROOM)
        await mint(here, READS, seconds=60)
        assert not await here.broker.store.read(_ended), "the control"
        with anyio.fail_after(PATIENCE):
            while not await here.broker.store.read(_ended):
                here.clock.turn(SWEEP.total_seconds())
                here.broker.wakeups.publish("due")


async def test_a_changed_policy_is_told_to_its_agent_and_the_children_and_to_nobody_else(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await here.add_agent("other")
        await minted(here, READS)
        policy = here.broker.settings.config_dir / "policies/scout.yaml"
        policy.write_text(policy.read_text().replace("rules:\n", f"rules:\n{NEVER}"))
        listen = here.broker.wakeups.listen
        async with listen("agent:scout") as own, listen(f"agent:{CHILD}") as childs, listen("agent:other") as others:
            await here.broker.reload()
            assert [await ring.wait(0.05) for ring in (own, childs, others)] == [True, True, False]
