"""A house of this test's own, on SQLite unless the test asks for each kind of database."""

from collections.abc import AsyncIterator

import pytest

from tests.notify.house import House, house_at


@pytest.fixture
async def house(anyio_backend: str, sqlite_url: str) -> AsyncIterator[House]:
    async with house_at(sqlite_url) as made:
        yield made


@pytest.fixture
async def either_house(anyio_backend: str, database_url: str) -> AsyncIterator[House]:
    async with house_at(database_url) as made:
        yield made
