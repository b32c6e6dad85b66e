"""An old backup is put back after its approval was used (A13): how often the call is then paid.

No command restores a backup yet; somebody who copies the database back themselves meets what stands here.
"""

import dataclasses
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from broker.app import build
from broker.client.view import GrantView
from broker.demo.ledger import Ledger
from tests.home import BANK_URL, WAIT, Home, _bank, home, transfers

pytestmark = [pytest.mark.anyio, pytest.mark.promise("A13")]

WITH_A_KEY, WITHOUT = True, False  # whether the operation has an idempotency key, by which the bank knows a call again
BACKUPS = {
    "before the token, with a key": ("approved", WITH_A_KEY, 1),
    "between token and use, with a key": ("token", WITH_A_KEY, 1),
    "between token and use, without one: the bank counts the token's uses": ("token", WITHOUT, 1),
    "after the use, with a key": ("used", WITH_A_KEY, 1),
    "after the use, without one": ("used", WITHOUT, 1),
    # The gap in R8: the database is the only memory of the use, and a new token is as good as the first.
    "before the token, without a key: IT IS PAID AGAIN": ("approved", WITHOUT, 2),
}


def _database(here: Home) -> Path:
    return here.broker.settings.state_dir / "countersign.db"


def _backup(here: Home) -> None:
    with closing(sqlite3.connect(_database(here))) as live, closing(sqlite3.connect(here.folder / "old.db")) as copy:
        live.backup(copy)


@asynccontextmanager
async def _put_back(here: Home) -> AsyncIterator[Home]:
    """Stop the broker, put the old database in place of its own, and start another broker on it."""
    await here.broker.close()
    for file in _database(here).parent.glob("countersign.db-*"):
        file.unlink()
    shutil.copy(here.folder / "old.db", _database(here))
    broker = build(here.broker.settings, now=here.clock)
    again = dataclasses.replace(here, broker=broker)
    again.bank_app = _bank(broker, Ledger(here.ledger, here.clock), here.bank_key, here.clock)
    setattr(broker.http, "to_resource", again.to_bank)  # noqa: B010 -- a method of the one instance
    try:
        async with broker.running(loop=False):
            yield again
    finally:
        await broker.close()


@pytest.mark.sweep(3)
@pytest.mark.parametrize("row", BACKUPS)
async def test_after_an_old_backup_was_put_back_a_used_approval_pays_as_often_as_is_written_here(
    tmp_path: Path, row: str
) -> None:
    when, key, paid = BACKUPS[row]
    async with home(tmp_path) as here:
        if not key:
            here.write("tools/bank.yaml", transfers((here.broker.settings.config_dir / "tools/bank.yaml").read_text()))
            here.edit("policies/scout.yaml", f"{BANK_URL}/payments", f"{BANK_URL}/transfers")
        asked = await here.ask(run=when != "token")
        assert isinstance(asked, GrantView)
        await here.approve()
        if when == "approved":
            _backup(here)
        await here.later(WAIT)
        if when == "token":
            _backup(here)
            await here.ask()
        assert len(here.payments()) == 1
        if when == "used":
            _backup(here)
        async with _put_back(here) as again:
            if when == "token":
                await again.ask()
            for _ in range(10):
                await again.later(WAIT)
            assert (await again.view(asked.id)).status == "done"
            assert len(again.payments()) == paid
