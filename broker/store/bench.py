"""How many durable commits a second this machine makes: what "audit before answer" costs."""

import asyncio
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import Session

from broker.store.store import Store
from broker.store.verbs import audit
from broker.wakeups import LocalWakeups

SERIAL = 300
TOGETHER = 6_400
AT_ONCE = 64
AT = datetime(2026, 1, 1, tzinfo=UTC)


async def measure(folder: Path | None = None) -> dict[str, float]:
    """Return figures of a temporary SQLite database: commits a second, one after another and 64 at once."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        async with LocalWakeups() as wakeups:
            store = Store.open(f"sqlite:///{Path(place) / 'bench.db'}", wakeups=wakeups)
            try:
                return {
                    "durable commits a second, one by one": await _serial(store),
                    "durable commits a second, 64 at once": await _together(store),
                }
            finally:
                await store.close()


async def _serial(store: Store) -> float:
    began = time.perf_counter()
    for number in range(SERIAL):
        await store.write(lambda session, number=number: _record(session, number))  # type: ignore[misc]
    return round(SERIAL / (time.perf_counter() - began), 1)


async def _together(store: Store) -> float:
    async def worker(first: int) -> None:
        for number in range(first, TOGETHER, AT_ONCE):
            await store.write(lambda session, number=number: _record(session, number))  # type: ignore[misc]

    began = time.perf_counter()
    await asyncio.gather(*(worker(first) for first in range(AT_ONCE)))
    return round(TOGETHER / (time.perf_counter() - began), 1)


def _record(session: Session, number: int) -> None:
    audit(session, kind="bench", subject=str(number), at=AT, data={"number": number})
