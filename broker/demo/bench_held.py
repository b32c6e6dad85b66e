"""What a thousand held calls cost everybody else: `bystander`, and what each of them costs by itself.

Held calls of both eras of MCP, through the door, each with progress asked for. Beside them one agent makes calls that
need no human, one after the other: before, during and after, for a machine's own pace changes by more than what is
sought. A held call is no thread: what it takes is memory, its notes, and nothing between two of them.
"""

import asyncio
import gc
import resource
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from broker.app import Broker, build
from broker.config import Settings
from broker.demo.bench_calls import lead_to, read, upstream
from broker.demo.bench_decisions import AGENTS, moved_in, percentile, write_policies
from broker.demo.calling import Caller, Handshaken, Json, Modern
from broker.demo.premises import premises
from broker.serving import serving

HELD: Final = 1_000
CALLS: Final = 300
QUIET: Final = 10.0  # seconds in which nobody calls: as long as it is from one note to the next
LONG: Final = 600.0  # seconds for which a call is held here
BYSTANDER: Final = "bystander"
PAYMENT: Final = {"account": "main", "currency": "EUR", "payee": "bakery"}


async def measure(held: int = HELD, calls: int = CALLS, quiet: float = QUIET) -> dict[str, float | str]:
    """Return the bystander's latency with none (before and after) and with so many held, and what a held call costs."""
    names = [f"agent-{number}" for number in range(AGENTS)]
    with tempfile.TemporaryDirectory(prefix="countersign-bench-") as place:
        async with upstream() as url, premises(Path(place)) as made:
            write_policies(made, [*names, BYSTANDER])
            lead_to(made, url)
            broker = await asyncio.to_thread(build, _patient(made.settings))
            try:
                async with serving(broker):
                    return await _measured(broker, names, held, calls, quiet)
            finally:
                await broker.close()


def _patient(settings: Settings) -> Settings:
    return settings.model_copy(update={"hold_seconds": LONG})


async def _measured(
    broker: Broker, names: Sequence[str], held: int, calls: int, quiet: float
) -> dict[str, float | str]:
    phone, credentials = await moved_in(broker, [*names, BYSTANDER])
    await phone.close()
    url = broker.settings.public_url
    bystander = Modern(broker.app, url, credentials[BYSTANDER])
    await _reading(bystander, 0, max(1, calls // 10))  # what is loaded and opened once
    alone, idle = await _reading(bystander, calls, calls), await _cpu(quiet)
    before = _resident()
    doors = [(Modern, Handshaken)[number % 2](broker.app, url, credentials[name]) for number, name in enumerate(names)]
    waiting = await _held(doors, held)
    each = (_resident() - before) / held
    among, busy = await _reading(bystander, 2 * calls, calls), await _cpu(quiet)
    await _end(waiting)
    alone += await _reading(bystander, 3 * calls, calls)
    return {
        "bystander, ms, p50 with 0 held": percentile(alone, 50),
        "bystander, ms, p99 with 0 held": percentile(alone, 99),
        f"bystander, ms, p50 with {held} held": percentile(among, 50),
        f"bystander, ms, p99 with {held} held": percentile(among, 99),
        "bystander, ratio of p50": round(percentile(among, 50) / percentile(alone, 50), 2),
        "bystander, ratio of p99": round(percentile(among, 99) / percentile(alone, 99), 2),
        "held call, KiB of memory": round(each / 1024, 1),
        f"{held} held calls, % of a core with their notes": round((busy - idle) * 100, 1),
    }


async def _reading(door: Caller, first: int, calls: int) -> list[float]:
    took = []
    for number in range(first, first + calls):
        began = time.perf_counter()
        await read(door, f"account-{number}")
        took.append(time.perf_counter() - began)
    return took


async def _held(doors: Sequence[Caller], held: int) -> list[asyncio.Task[Json]]:
    """Let the agents ask for so many payments, by their number another amount each; return the calls once all wait."""
    seen = [asyncio.Event() for _ in range(held)]
    calls = [asyncio.create_task(_paying(doors[number % len(doors)], number, one)) for number, one in enumerate(seen)]
    waiting = asyncio.create_task(_all(seen))
    await asyncio.wait({waiting, *calls}, return_when=asyncio.FIRST_COMPLETED)
    for one in calls:
        if one.done():
            raise RuntimeError(f"a call was not held: {one.result()}")
    return calls


async def _all(seen: Sequence[asyncio.Event]) -> None:
    for one in seen:
        await one.wait()


async def _paying(door: Caller, number: int, seen: asyncio.Event) -> Json:
    amount = f"{1 + number // 100}.{number % 100:02}"
    return await door.call("bank_pay", PAYMENT | {"amount": amount}, held=seen)


async def _cpu(seconds: float) -> float:
    """Return what part of a core this process takes while it is left alone for so many seconds."""
    began, worked = time.perf_counter(), time.process_time()
    await asyncio.sleep(seconds)
    return (time.process_time() - worked) / (time.perf_counter() - began)


def _resident() -> int:
    """Return the bytes of memory that this process holds now; at most, where the system does not say."""
    gc.collect()
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * resource.getpagesize()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


async def _end(calls: Sequence[asyncio.Task[Json]]) -> None:
    for one in calls:
        one.cancel()
    await asyncio.gather(*calls, return_exceptions=True)
