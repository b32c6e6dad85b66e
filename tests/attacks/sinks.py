"""Where a secret could end up: each sink collects what it carries, and can be leaked into for the control.

`WATCHED` is the list, and `ENVIRONMENT` of a real process. What is left out on purpose, and why, is `SHOWN_ON_PURPOSE`
in the test.
"""

import io
import json
import logging
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import broker.app
from broker.cli.serve import log_to_stderr
from broker.receiving import Deadline

TEXT = ("MCP messages", "pages", "log at DEBUG", "SQL log with rows", "exceptions", "URLs", "audit export")
ANY_BYTES = ("push bodies", "database file", "write-ahead log")
WATCHED = (*TEXT, *ANY_BYTES)
ENVIRONMENT = "environment"


@dataclass
class Sinks:
    """What was carried so far, by sink; `protocol` is what goes between the two roles of GNAP: secrets by design."""

    carried: dict[str, bytearray] = field(default_factory=lambda: {name: bytearray() for name in WATCHED})
    protocol: list[dict[str, Any]] = field(default_factory=list)
    cookies: list[str] = field(default_factory=list)

    def add(self, sink: str, *content: bytes) -> None:
        """Note what a sink carried."""
        for one in content:
            self.carried[sink] += one + b"\n"

    def exception(self, error: BaseException) -> None:
        """Note an exception as a log or a crash would show it."""
        self.add("exceptions", "".join(traceback.format_exception(error)).encode(), repr(error).encode())

    def files(self, state: Path) -> None:
        """Note the database's files as they are on the disk now."""
        self.add("database file", (state / "countersign.db").read_bytes())
        log = state / "countersign.db-wal"
        self.add("write-ahead log", log.read_bytes() if log.exists() else b"")


def shown_of(process: int) -> bytes:
    """Return what /proc shows of a process: its environment and its command line."""
    return Path(f"/proc/{process}/environ").read_bytes() + b"\n" + Path(f"/proc/{process}/cmdline").read_bytes()


def recording(sinks: Sinks) -> type[Deadline]:
    """Return the outermost app of a broker, with an ear: every URL asked for and every answer goes to a sink."""

    class Recording(Deadline):
        def __init__(self, app: ASGIApp) -> None:
            super().__init__(app)

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            body = bytearray()

            async def heard(message: Message) -> None:
                if message["type"] == "http.response.start":
                    _headers(sinks, scope["path"], message["headers"])
                body.extend(message.get("body", b""))
                await send(message)

            sinks.add("URLs", scope["path"].encode() + b"?" + scope["query_string"])
            await super().__call__(scope, receive, heard)
            answered(sinks, scope["path"], bytes(body))

    return Recording


def answered(sinks: Sinks, path: str, body: bytes) -> None:
    """Note an answer in the sink that its door belongs to."""
    if path.startswith("/gnap"):
        sinks.protocol += [json.loads(body)] if body else []
    else:
        sinks.add("MCP messages" if path == "/mcp" else "pages", body)


def _headers(sinks: Sinks, path: str, headers: list[tuple[bytes, bytes]]) -> None:
    for name, value in headers:
        if name.lower() == b"set-cookie":
            sinks.cookies.append(value.partition(b";")[0].partition(b"=")[2].decode())
        elif not path.startswith("/gnap"):
            sinks.add("MCP messages" if path == "/mcp" else "pages", name + b": " + value)


@contextmanager
def watching(sinks: Sinks) -> Iterator[None]:
    """Log at DEBUG as `countersign serve` does, everybody's loggers included, and listen at every door."""
    stream = io.StringIO()
    with (
        pytest.MonkeyPatch.context() as patch,
        _logged(sinks, "log at DEBUG", logging.getLogger(), stream),
        # silent at every LOG_LEVEL of ours: each statement, and each row that it returned
        _logged(sinks, "SQL log with rows", logging.getLogger("sqlalchemy.engine"), io.StringIO()),
    ):
        patch.setattr(sys, "stderr", stream)
        patch.setattr(broker.app, "Deadline", recording(sinks))
        patch.setenv("LOG_LEVEL", "DEBUG")
        log_to_stderr()
        try:
            yield
        finally:
            structlog.reset_defaults()


@contextmanager
def _logged(sinks: Sinks, sink: str, logger: logging.Logger, stream: io.StringIO) -> Iterator[None]:
    everything = logging.StreamHandler(stream)
    everything.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    before = logger.level, logger.propagate
    logger.addHandler(everything)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(everything)
        logger.level, logger.propagate = before
        sinks.add(sink, stream.getvalue().encode())
