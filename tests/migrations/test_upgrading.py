"""An installation of the version before, started by this one: what was granted stays, and nothing unsigned counts."""

import base64
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from broker.app import Broker, build
from broker.config import settings
from broker.files import STARTERS, starter
from broker.phone.overview import open_proposals
from broker.store.query import select
from broker.store.tables import Agent, ClientGrant
from tests.home import PUBLIC_URL, Clock

pytestmark = pytest.mark.anyio

HERE = Path(__file__).parent


def _upgraded(folder: Path, version: str) -> Broker:
    state, config = folder / "state", folder / "config"
    state.mkdir(mode=0o700)
    with closing(sqlite3.connect(state / "countersign.db")) as database:
        database.executescript((HERE / version / "sqlite.sql").read_text())
    key = state / "master.key"
    key.touch(mode=0o600)
    key.write_bytes(base64.b64decode((HERE / version / "key.txt").read_text()))
    for name in STARTERS:
        (config / name).parent.mkdir(parents=True, exist_ok=True)
        (config / name).write_text(starter(name))
    return build(settings(public_url=PUBLIC_URL, state_dir=state, config_dir=config), now=Clock())


async def test_after_the_upgrade_from_0_1_nothing_is_in_force_until_its_owner_signs(tmp_path: Path) -> None:
    broker = _upgraded(tmp_path, "0.1")
    try:
        await broker.reload()
        assert (dict(broker.files.in_force.policies), broker.files.in_force.connectors) == ({}, ())
        [waiting] = await broker.store.read(lambda session: open_proposals(session, broker.now()))
        assert (waiting["owner"], waiting["outcome"]) == ("alice", "waiting")
    finally:
        await broker.close()


@pytest.mark.parametrize("version", ["0.1", "0.2"])
async def test_agents_and_what_they_were_granted_outlive_an_upgrade(tmp_path: Path, version: str) -> None:
    broker = _upgraded(tmp_path, version)
    try:
        agents = await broker.store.read(lambda session: list(session.exec(select(Agent))))
        grants = await broker.store.read(lambda session: list(session.exec(select(ClientGrant.status))))
        assert ([(one.name, one.revoked_at, one.frozen_at) for one in agents]) == [("scout", None, None)]
        assert sorted(grants) == ["done", "pending"]
    finally:
        await broker.close()
