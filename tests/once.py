"""pytest plugin: what a process needs again and again for every test is worked out once, and nothing of it is skipped.

A text is scanned as YAML once, a statement is compiled to SQL once for all SQLite databases, the system's certificates
are read once for all clients, the commands are put together once for all that run in this process, and what collecting
made is not searched for garbage after every test. Files, rows and statements stay each test's own; what is read from
the events of a text, and what a statement returns, goes through the product each time.
"""

import gc
import os
import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import httpcore2
import pytest
import sqlalchemy
import typer.main
import typer.testing
import yaml
from sqlalchemy.util import LRUCache

TEXTS = 2_000  # kept at most: fuzzing scans many that never come again
STATEMENTS = 5_000

_scan = yaml.parse
_create_engine = sqlalchemy.create_engine
_trusting = httpcore2.default_ssl_context
_events: dict[str, tuple[yaml.Event, ...]] = {}


def parse(stream: Any, Loader: Any = yaml.SafeLoader) -> Iterator[yaml.Event]:  # noqa: N803 -- the name is yaml's
    """Scan as `yaml.parse` does, as lazily and with the same errors; a whole text that was scanned before is known."""
    if isinstance(stream, str) and stream in _events:
        yield from _events[stream]
        return
    seen = []
    for event in _scan(stream, Loader=Loader):
        seen.append(event)
        if isinstance(event, yaml.StreamEndEvent) and isinstance(stream, str) and len(_events) < TEXTS:
            _events[stream] = tuple(seen)  # now, for nobody asks for what comes after the end
        yield event


def _shares_what_is_compiled() -> None:
    """Let every engine for SQLite look where the others put what they compiled.

    The dialect is a part of the key of what is kept, so they share that too: one that has met a database already.
    """
    first = _create_engine("sqlite://")
    first.connect().close()
    compiled: LRUCache[Any, Any] = LRUCache(STATEMENTS)

    def create_engine(*given: Any, **options: Any) -> sqlalchemy.Engine:
        engine = _create_engine(*given, **options)
        if type(engine.dialect) is type(first.dialect):
            engine.dialect, engine._compiled_cache = first.dialect, compiled
        return engine

    sqlalchemy.create_engine = create_engine


@cache
def _trusted(trust_env: bool, *_named: str | None) -> ssl.SSLContext:
    return _trusting(_trust_env=trust_env)


def default_ssl_context(*, _trust_env: bool = True) -> ssl.SSLContext:
    """Return what every client gets that names no certificates: it has read hundreds, which takes 30 ms."""
    return _trusted(_trust_env, os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))


@contextmanager
def _nothing_stays() -> Iterator[None]:
    yield


def _a_broker_freezes_nothing() -> None:
    """Let a broker in this process leave the collector alone: what it unfroze at its end, collecting has made.

    tests/cli/test_serve.py shows what it does in a process of its own.
    """
    if "broker" not in sys.modules:  # it hands out tests and runs none
        return
    import broker.serving  # after what is patched above

    broker.serving._what_stays = _nothing_stays


# On import, which is before that of the broker: a conftest.py of a folder that is named to pytest imports it early.
yaml.parse = parse
httpcore2.default_ssl_context = default_ssl_context
setattr(typer.testing, "_get_command", cache(typer.main.get_command))  # noqa: B010 -- it is imported there
_shares_what_is_compiled()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[Any]:
    """Collect without looking for garbage, and leave what was made out of every later look."""
    gc.disable()
    try:
        return (yield)
    finally:
        _a_broker_freezes_nothing()
        gc.collect()
        gc.freeze()
        gc.enable()
