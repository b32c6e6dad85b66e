"""Writes the database fixtures of one version: `python -m tests.migrations.make_fixture 0.1`. Run once, kept for ever.

Each is a dump in SQL of a database in which the story stands half-way: one payment made, one waiting for its owner.
`key.txt` is the key that seals the fixture's own secrets; it opens nothing else.
"""

import asyncio
import base64
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from tests.home import home
from tests.services import PostgresServer, postgres_binaries


async def _story(folder: Path, database_url: str) -> bytes:
    async with home(folder, database_url=database_url) as here:
        await here.pending()
        await here.approve()
        await here.later()
        await here.pending(amount="24.00", payee="grocer")
    return (folder / "state" / "master.key").read_bytes()


def _sqlite(target: Path) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        key = asyncio.run(_story(folder, ""))
        with closing(sqlite3.connect(folder / "state" / "countersign.db")) as database:
            (target / "sqlite.sql").write_text("\n".join(database.iterdump()) + "\n")
        (target / "key.txt").write_text(base64.b64encode(key).decode() + "\n")


def _postgresql(target: Path, server: PostgresServer, binaries: Path) -> None:
    url = server.new_database()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        state = folder / "state"
        state.mkdir()
        key = state / "master.key"
        key.touch(mode=0o600)
        key.write_bytes(base64.b64decode((target / "key.txt").read_text()))
        asyncio.run(_story(folder, url))
    plain: list[str | Path] = [binaries / "pg_dump", "--inserts", "--no-owner", "--no-privileges", url]
    dump = subprocess.run(plain, capture_output=True, text=True, check=True).stdout
    kept = [
        line for line in dump.splitlines() if line and not line.startswith(("--", "\\", "SET ", "SELECT pg_catalog"))
    ]
    (target / "postgresql.sql").write_text("\n".join(kept) + "\n")


def main(version: str, server: PostgresServer) -> None:
    """Write all fixtures of a version."""
    target = Path(__file__).parent / version
    target.mkdir(exist_ok=True)
    _sqlite(target)
    binaries = postgres_binaries()
    assert binaries is not None
    _postgresql(target, server, binaries)


if __name__ == "__main__":
    from tests.services import new_server

    if not re.fullmatch(r"\d+\.\d+", sys.argv[1]):
        sys.exit("usage: python -m tests.migrations.make_fixture VERSION, such as 0.1")
    os.umask(0o077)
    with new_server() as running:
        main(sys.argv[1], running)
