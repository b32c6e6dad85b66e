"""The demo's own broker, in this process, as far as the story may steer it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from broker.app import Broker, add_agent, build
from broker.config import Settings
from broker.demo.story import OWNER, DemoBroker
from broker.serving import enrolment_link, has_passkey, serving
from broker.store.query import col, select
from broker.store.tables import Approval, Owner


class _Steered:
    """The demo's own broker, as far as the story may steer it."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    async def enrolment_link(self) -> str:
        """Return a fresh one-use link."""
        return await enrolment_link(self._broker, None)

    async def has_passkey(self) -> bool:
        """Tell whether the owner enrolled a passkey."""
        return await has_passkey(self._broker)

    async def add_agent(self, name: str) -> str:
        """Register an agent; return its credential."""
        return await add_agent(self._broker, name, None)

    async def approval_paths(self) -> list[str]:
        """Return the paths of the pages on which an approval waits."""
        waiting = select(Approval.id).where(col(Approval.decision).is_(None), col(Approval.withdrawn_at).is_(None))
        found = await self._broker.store.read(lambda session: list(session.exec(waiting)))
        return [f"/approve/{one}" for one in found]


@contextlib.asynccontextmanager
async def demo_broker(where: Settings) -> AsyncIterator[DemoBroker]:
    """Run a broker with `where`'s own folders and database, whose owner is the story's."""
    broker = await asyncio.to_thread(build, where)
    try:
        async with serving(broker):
            now = broker.now()
            await broker.store.write(lambda session: session.add(Owner(name=OWNER, created_at=now)))
            yield _Steered(broker)
    finally:
        await broker.close()
