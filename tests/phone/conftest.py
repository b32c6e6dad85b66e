"""A phone's door on a database of this test's own."""

from collections.abc import AsyncIterator

import pytest

from tests.phone.house import House, house_at


@pytest.fixture
async def house(anyio_backend: str, sqlite_url: str) -> AsyncIterator[House]:
    async with house_at(sqlite_url) as made:
        yield made
