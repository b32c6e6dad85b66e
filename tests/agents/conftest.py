"""The tests of this folder run on asyncio, as the broker does."""

import pytest


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
