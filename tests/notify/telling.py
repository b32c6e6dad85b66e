"""The phone's door together with notifications: one store, one clock, one push service."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.routing import Route

from broker.notify.outbox import announce
from broker.phone import push, routes
from broker.ratchet.proposals import Perform
from broker.store.query import Session, col, select
from broker.store.tables import PushDevice
from tests.notify import house as of_pushes
from tests.phone import house as phone


@dataclass
class Telling(phone.House):
    """A phone's house whose owners are told. `notify` holds the push service and the sender."""

    notify: of_pushes.House = None  # type: ignore[assignment]  # given by telling_at

    @property
    def perform(self) -> Perform:
        return {**super().perform, "channel": push.perform_channel}

    @property
    def routes(self) -> list[Route]:
        self.notify.public_url = self.public_url
        return [*routes(self.deps), *push.routes(self.deps, self.notify.pushes())]

    @property
    def app(self) -> Starlette:
        return Starlette(routes=self.routes)

    async def devices(self) -> list[PushDevice]:
        rows = select(PushDevice).order_by(col(PushDevice.created_at), col(PushDevice.host))
        return await self.store.read(lambda session: list(session.scalars(rows)))

    async def tell(self, approval: str = "approval-1", owner: str = "alice") -> int:
        """Announce an approval that was asked, and send what is due."""

        def work(session: Session) -> int:
            return announce(session, owner, approval, "approval", self.clock, self.notify.mint)

        told = await self.store.write(work)
        self.notify.clock = self.clock
        await self.notify.pushes().send_due()
        return told


@asynccontextmanager
async def telling_at(url: str) -> AsyncIterator[Telling]:
    """Open both houses on an empty database."""
    async with of_pushes.house_at(url) as made:
        yield Telling(made.store, notify=made)
