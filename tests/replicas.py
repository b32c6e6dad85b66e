"""Two brokers of one installation, as behind a load balancer: one PostgreSQL, one master key, one public URL.

Each has its own loop, its own copy of the owner's files and its own doors; both live in this process and share a clock.
"""

import contextlib
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx2

from broker.app import Broker, build
from broker.config import settings
from broker.demo.phone import ScriptedPhone
from tests.home import PUBLIC_URL, Home, home


@dataclass
class Replicas:
    """`a` is a whole home; `b` is a second broker beside it, with the owner's phone connected to that one."""

    a: Home
    b: Broker
    phone_at_b: ScriptedPhone


@contextlib.asynccontextmanager
async def replicas(
    folder: Path, database_url: str, *, redis_url: str = "", hold_seconds: float = 60.0
) -> AsyncIterator[Replicas]:
    """Lay out one installation and run two brokers on it until the context ends."""
    async with home(
        folder / "a", database_url=database_url, redis_url=redis_url, hold_seconds=hold_seconds, loop=True
    ) as a:
        (folder / "b/state").mkdir(parents=True)
        shutil.copy(folder / "a/state/master.key", folder / "b/state/master.key")
        shutil.copytree(folder / "a/config", folder / "b/config")
        where = settings(
            public_url=PUBLIC_URL,
            state_dir=folder / "b/state",
            config_dir=folder / "b/config",
            database_url=database_url,
            redis_url=redis_url,
            hold_seconds=hold_seconds,
        )
        b = build(where, now=a.clock)
        setattr(b.http, "to_resource", a.to_bank)  # noqa: B010 -- a method of the one instance
        phone = ScriptedPhone(PUBLIC_URL, a.passkey, transport=httpx2.ASGITransport(app=b.app))
        try:
            async with b.running():
                await phone.sign_in()
                yield Replicas(a, b, phone)
                await phone.close()
        finally:
            await b.close()
