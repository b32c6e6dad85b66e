"""What every test may use: real servers (tests/services.py), asyncio for `anyio` tests, a log that spoils no output."""

import sys

import pytest
import structlog

pytest_plugins = [
    "tests.in_memory",
    "tests.once",
    "tests.services",
    "tests.no_skip",
    "tests.ran",
    "tests.rounds",
    "tests.grouped",
]


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Run asynchronous tests on asyncio."""
    return "asyncio"


@pytest.fixture(autouse=True)
def log_on_stderr() -> None:
    """Log where the broker does: a command run in the same process finds only its own output on stdout."""
    structlog.reset_defaults()  # a command that a test ran in this process may have set a level
    structlog.configure(logger_factory=lambda *_: structlog.PrintLogger(sys.stderr))
