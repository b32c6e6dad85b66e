"""A process that has imported what Countersign is built on, and forks: in a copy of the tree pytest begins at once.

It is run as a file (`python -B tests/rfc9635/warm.py`), so that it imports nothing of the tree where it lies: `broker`
and `tests` are the copy's and are read anew by each run. One line is one run, a JSON list of the copy's folder, the
file for what pytest prints, and pytest's arguments; the answer is a line with the exit code.
"""

import gc
import importlib
import json
import os
import sys
import threading
from typing import Final

import pytest

BUILT_ON: Final = (
    "aiohttp",
    "alembic.command",
    "anyio",
    "cryptography.x509",
    "fastapi",
    "httpx2",
    "hypothesis.stateful",
    "jinja2",
    "mcp.client.streamable_http",
    "mcp.server.lowlevel",
    "psycopg",
    "pydantic_settings",
    "redis.asyncio",
    "sqlalchemy.dialects.sqlite",
    "sqlmodel",
    "structlog",
    "typer",
    "uvicorn",
    "webauthn",
    "xdist.plugin",
    "yaml",
)


def main() -> None:
    """Run pytest once per line until standard input ends."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what is printed here is no answer
    for name in BUILT_ON:
        importlib.import_module(name)
    if threading.active_count() > 1:
        raise RuntimeError(f"a process with threads must not fork: {threading.enumerate()}")
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            sys.exit(_run(*json.loads(line)))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), file=answers, flush=True)


def _run(root: str, output: str, arguments: list[str]) -> int:
    os.chdir(root)
    sys.path[0] = root  # where this file lies until now
    file = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for standard in (1, 2):
        os.dup2(file, standard)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    return int(pytest.main(arguments))


if __name__ == "__main__":
    main()
