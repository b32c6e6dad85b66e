"""An open store for each test, once on SQLite and once on PostgreSQL."""

from collections.abc import Iterator

import pytest

from broker.store import Store
from broker.wakeups import LocalWakeups
from tests.fresh_database import laid


@pytest.fixture
def wakeups() -> LocalWakeups:
    """Wakeups within this process."""
    return LocalWakeups()


@pytest.fixture
def store(database_url: str, wakeups: LocalWakeups) -> Iterator[Store]:
    """A store on an empty database."""
    opened = Store.open(laid(database_url), wakeups=wakeups)
    yield opened
    opened.close_sync()
