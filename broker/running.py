"""A broker that runs: its doors are open while its loops drive what is due, look at files, push and say "here"."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from socket import gethostname

import structlog
from starlette.applications import Starlette

from broker.agents.door import Door
from broker.authserver import finish
from broker.authserver.server import AuthorizationServer
from broker.client import context as client_context
from broker.client.instance import ClientInstance
from broker.config import Settings
from broker.files import Files
from broker.http import Http
from broker.minting import Minting
from broker.notify.channels import Channels
from broker.notify.sender import Pushes
from broker.ownership import Ownership
from broker.phone.deps import PhoneDeps
from broker.ratchet.lineage import below
from broker.ratchet.sealing import CHANGED
from broker.ratchet.watching import Watch
from broker.store.errors import StoreError
from broker.store.instances import BEAT, gone, here
from broker.store.query import Session, col, func, select
from broker.store.store import Store
from broker.store.tables import ClientGrant, Outbox
from broker.vault import Vault
from broker.wakeups import Wakeups

Clock = Callable[[], datetime]
Mint = Callable[[int], bytes]

IDLE = 1.0  # seconds between two looks at the database when nothing rings
FILES = 1.0  # seconds between two looks at the user's files
SWEEP = timedelta(seconds=30)
RETRY = 2.0  # seconds before the loop tries a database again that was out of reach

log = structlog.get_logger("countersign.running")


@dataclass(frozen=True)
class Broker:
    """A broker, put together and not yet running. `running()` opens its doors and starts its loop."""

    settings: Settings
    store: Store
    wakeups: Wakeups
    files: Files
    watch: Watch
    http: Http
    vault: Vault
    client: ClientInstance
    server: AuthorizationServer
    door: Door
    app: Starlette
    now: Clock
    mint: Mint
    client_context: client_context.Context
    ownership: Ownership
    minting: Minting
    phone: PhoneDeps
    pushes: Pushes
    channels: Channels
    instance: str

    @contextlib.asynccontextmanager
    async def running(self, *, loop: bool = True) -> AsyncIterator["Broker"]:
        """Open the doors; with `loop`, drive what is due until the context ends."""
        async with self.wakeups, self.door.lifespan():
            if self.settings.database.startswith("sqlite"):
                await self.client.free_leases()
            loops = [self._drive(), self._watch(), self._beat(), self.pushes.run(self.wakeups)] if loop else []
            loops += [self.channels.run(self.wakeups)] if loop else []
            tasks = [asyncio.create_task(one) for one in loops]
            try:
                yield self
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
                await self.client.close()
                await self.server.close()
                await self.http.close()
                if loop:
                    await self._say_goodbye()

    async def close(self) -> None:
        """Close the database."""
        await self.store.close()

    async def tick(self, within: float | None = None) -> int:
        """Perform all that is due once, waiting `within` seconds for others; return how many things were done."""
        return await self.client.drive_due(within) + await self.server.send_due(within)

    async def _beat(self) -> None:
        while True:
            try:
                await self.store.write(self._here)
            except StoreError as why:
                log.error("store_unavailable", why=str(why))
            await asyncio.sleep(BEAT.total_seconds())

    def _here(self, session: Session) -> None:
        here(session, self.instance, host=gethostname(), pid=os.getpid(), uid=os.getuid(), now=self.now())

    async def _say_goodbye(self) -> None:
        with contextlib.suppress(StoreError):  # it is taken for dead soon, in any case
            await self.store.write(lambda session: gone(session, self.instance))

    async def settle(self) -> None:
        """Perform what is due until nothing is."""
        while await self.tick():
            pass

    async def sweep(self) -> None:
        """End what ran out of time."""
        await self.server.sweep()
        await self.client.sweep()
        await self.minting.sweep()

    async def reload(self) -> None:
        """Look at the files: narrow, propose and put in force; tell the agents whose tools may have changed."""
        before, after = await asyncio.to_thread(self.watch.refresh)
        for problem in set(after.problems) - set(before.problems):
            log.warning("file_not_in_force", problem=problem)
        everybody = before.connectors != after.connectors
        for agent in {*before.policies, *after.policies}:
            if everybody or before.policies.get(agent) != after.policies.get(agent):
                for one in (agent, *await self.store.read(partial(below, agent=agent))):
                    self.wakeups.publish(f"agent:{one}")

    async def _drive(self) -> None:
        swept = self.now()
        async with self.wakeups.listen("due") as ring:
            while True:
                try:
                    if self.now() - swept >= SWEEP:
                        swept = self.now()
                        await self.sweep()
                    await self.tick(within=0)  # what is begun goes on by itself, and rings where more is due
                    await ring.wait(await self._pause())
                except StoreError as why:
                    log.error("store_unavailable", why=str(why))
                    await asyncio.sleep(RETRY)
                except Exception:
                    # One broken grant must not stop all others.
                    log.exception("loop_failed")
                    await asyncio.sleep(RETRY)

    async def _pause(self) -> float:
        def soonest(session: Session) -> datetime | None:
            # what is under way is not due, however long it takes: its lease says so
            grants = select(func.min(col(ClientGrant.due_at))).where(col(ClientGrant.lease).is_(None))
            calls = select(func.min(col(Outbox.due_at))).where(col(Outbox.lease).is_(None))
            finish_calls = calls.where(col(Outbox.kind) == finish.KIND)
            times = [session.exec(one).one() for one in (grants, finish_calls)]
            return min((time for time in times if time is not None), default=None)

        due = await self.store.read(soonest)
        if due is None:
            return IDLE
        aware = due if due.tzinfo else due.replace(tzinfo=UTC)
        return max(0.01, min(IDLE, (aware - self.now()).total_seconds()))

    async def _watch(self) -> None:
        async with self.wakeups.listen(CHANGED) as ring:
            while True:
                try:
                    await self.reload()
                except StoreError as why:
                    log.error("store_unavailable", why=str(why))
                except Exception:
                    # What is in force stays so; the next look may succeed.
                    log.exception("files_not_looked_at")
                await ring.wait(FILES)
