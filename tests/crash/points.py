"""Where a broker can die in the story: before and after each COMMIT, around each exchange with somebody else.

The list is made by wrapping what commits and what sends, in the child process of a test only: the product has no hook
for it. A point has a name that is the same in every run, so a child can be told to die at it.
"""

import asyncio
import os
import re
import signal
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Engine, event
from sqlalchemy.engine.default import DefaultDialect

from broker.demo.ledger import requests
from broker.gnap.http_message import HttpMessage
from broker.http import SECONDS, Answer, Http

WRITES = re.compile(r"(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)")
LOOK = 0.001  # seconds between two looks at what has reached the bank


class Points:
    """Keeps the names of the points passed, and kills this very process at the one named `die_at`."""

    def __init__(self, die_at: str | None) -> None:
        self.passed: list[str] = []
        self._die_at = die_at
        self._numbers: Counter[str] = Counter()
        self._lock = threading.Lock()

    def next(self, kind: str) -> str:
        """Return the name of the next commit or exchange of this kind, such as `commit 7`."""
        with self._lock:
            self._numbers[kind] += 1
            return f"{kind} {self._numbers[kind]}"

    def wanted(self, name: str) -> bool:
        """Tell whether this is where to die."""
        return name == self._die_at

    def reach(self, name: str) -> None:
        """Pass a point, or die there: no `finally`, no `atexit`, no buffer is flushed."""
        if self.wanted(name):
            os.kill(os.getpid(), signal.SIGKILL)
        with self._lock:
            self.passed.append(name)


def watch_commits(points: Points) -> None:
    """Make each COMMIT of each database two points, named by the tables that it writes."""
    here = threading.local()

    @event.listens_for(Engine, "begin")
    def _begin(_: Any) -> None:
        here.tables = {}

    @event.listens_for(Engine, "before_cursor_execute")
    def _execute(_: Any, __: Any, statement: str, *___: Any) -> None:
        if found := WRITES.match(statement):
            here.tables[found[1]] = True

    commit: Callable[[DefaultDialect, Any], None] = DefaultDialect.do_commit

    def watched(self: DefaultDialect, connection: Any) -> None:
        name = f"{points.next('commit')} ({', '.join(here.tables) or 'nothing'})"
        points.reach(f"{name} before")
        commit(self, connection)
        points.reach(f"{name} after")

    setattr(DefaultDialect, "do_commit", watched)  # noqa: B010 -- wrapped in this process only


def watch_exchanges(points: Points, ledger: Path) -> None:
    """Make points of each exchange: before it, when its answer is there; at the bank also when it has arrived there."""
    to_server, to_resource = Http.to_server, Http.to_resource

    async def server(self: Http, message: HttpMessage, seconds: float = SECONDS) -> Answer:
        name = f"{points.next('server')} ({_about(message)})"
        points.reach(f"{name} before")
        answer = await to_server(self, message, seconds)
        points.reach(f"{name} answered")
        return answer

    async def resource(self: Http, message: HttpMessage, seconds: float = SECONDS) -> Answer:
        name = f"{points.next('bank')} ({_about(message)})"
        points.reach(f"{name} before")
        call = asyncio.ensure_future(to_resource(self, message, seconds))
        if points.wanted(f"{name} arrived"):
            known = len(requests(ledger))
            while len(requests(ledger)) == known:  # noqa: ASYNC110 -- another process writes it
                await asyncio.sleep(LOOK)
        points.reach(f"{name} arrived")
        answer = await call
        points.reach(f"{name} answered")
        return answer

    setattr(Http, "to_server", server)  # noqa: B010 -- wrapped in this process only
    setattr(Http, "to_resource", resource)  # noqa: B010 -- wrapped in this process only


def _about(message: HttpMessage) -> str:
    # The first two segments say which door; what follows are ids and secrets, different in each run.
    path = "/".join(urlsplit(message.target_uri).path.split("/")[:3])
    return f"{message.method} {'/callback' if path.startswith('/callback') else path}"
