"""pytest plugin: what a process needs again and again for every test is worked out once, and nothing of it is skipped.

A text is scanned as YAML once, a statement is compiled to SQL once for all SQLite databases, and what collecting made
is not searched for garbage after every test. Files, rows and statements stay each test's own; what is read from the
events of a text, and what a statement returns, goes through the product each time.
"""

import gc
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy
import yaml
from sqlalchemy.util import LRUCache

TEXTS = 2_000  # kept at most: fuzzing scans many that never come again
STATEMENTS = 5_000

_scan = yaml.parse
_create_engine = sqlalchemy.create_engine
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


# On import, which is before that of the broker: a conftest.py of a folder that is named to pytest imports it early.
yaml.parse = parse
_shares_what_is_compiled()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[Any]:
    """Collect without looking for garbage, and leave what was made out of every later look."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()
