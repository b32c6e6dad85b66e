"""An empty database with today's schema, made once in a process and copied: migrating anew costs more than most tests.

What opening and migrating do is shown by tests/store, tests/migrations and tests/faults, which copy nothing.
"""

import os
import tempfile
from functools import cache
from pathlib import Path

from broker.store import Store
from broker.wakeups import LocalWakeups

SQLITE = "sqlite:///"


def laid(url: str) -> str:
    """Lay the copy where a SQLite address points to nothing yet; return the address. Any other place is left alone."""
    path = Path(url.removeprefix(SQLITE))
    if url.startswith(SQLITE) and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(_made())
    return url


@cache
def _made() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fresh.db"
        Store.open(f"{SQLITE}{path}", wakeups=LocalWakeups()).close_sync()
        return path.read_bytes()
