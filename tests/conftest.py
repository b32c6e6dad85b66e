"""What every test may use: real servers (tests/services.py), and asyncio for tests marked `anyio`."""

import pytest

pytest_plugins = ["tests.services", "tests.no_skip", "tests.ran", "tests.rounds"]


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Run asynchronous tests on asyncio."""
    return "asyncio"
