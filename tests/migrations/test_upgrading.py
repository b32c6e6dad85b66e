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
from broker.store.installation import WrongKey
from broker.store.query import select
from broker.store.tables import Agent, ClientGrant
from tests.home import PUBLIC_URL, Clock

pytestmark = pytest.mark.anyio

HERE = Path(__file__).parent


def _restored(state: Path, version: str) -> None:
    with closing(sqlite3.connect(state / "countersign.db")) as database:
        database.executescript((HERE / version / "sqlite.sql").read_text())
    key = state / "master.key"
    key.touch(mode=0o600)
    key.write_bytes(base64.b64decode((HERE / version / "key.txt").read_text()))


def _schema(state: Path) -> str:
    with closing(sqlite3.connect(state / "countersign.db")) as database:
        [[version]] = database.execute("SELECT version_num FROM countersign_schema")
        return str(version)


def _upgraded(folder: Path, version: str) -> Broker:
    state, config = folder / "state", folder / "config"
    state.mkdir(mode=0o700)
    _restored(state, version)
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


VERSIONS = ["0.1", "0.2", "0.3", "0.4", "0.5"]


@pytest.mark.parametrize("key", ["another", "none"])
@pytest.mark.parametrize("version", VERSIONS)
async def test_a_wrong_master_key_leaves_the_older_database_and_the_folder_as_they_were(
    tmp_path: Path, version: str, key: str
) -> None:
    state = tmp_path / "state"
    state.mkdir(mode=0o700)
    _restored(state, version)
    file = state / "master.key"
    right = file.read_bytes()
    file.unlink()
    if key == "another":
        file.touch(mode=0o600)
        file.write_bytes(bytes(32))
    before = _schema(state)
    where = settings(public_url=PUBLIC_URL, state_dir=state, config_dir=tmp_path / "config")
    with pytest.raises(WrongKey, match="Nothing was changed"):
        build(where, now=Clock())
    assert (_schema(state), file.exists()) == (before, key == "another")
    file.touch(mode=0o600)
    file.write_bytes(right)
    broker = build(where, now=Clock())
    await broker.close()
    assert _schema(state) > before


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
