"""Driving open grants: whatever a row needs next is performed, step after step, under a lease.

A process that dies leaves the row, and the next driver goes on from there.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import structlog

from broker.client import secret
from broker.client.context import Context
from broker.client.performing import Performer
from broker.client.renewing import Renewals
from broker.client.revoking import Revocations
from broker.client.rows import Rows
from broker.client.scrubbing import repeats
from broker.client.steps import next_step
from broker.client.upstream.calling import NotCallable, Upstreams
from broker.connectors.model import Connector
from broker.http import Http
from broker.http.side_by_side import SideBySide
from broker.ratchet.pinning import Pins
from broker.store.errors import StoreError
from broker.store.query import Session
from broker.store.store import Store
from broker.store.tables import ClientGrant
from broker.vault import Secret

T = TypeVar("T")

log = structlog.get_logger("countersign.client")


class Driver:
    """The driver of all open grants."""

    def __init__(self, store: Store, context: Context, http: Http, pins: Pins) -> None:
        self._store = store
        self._context = context
        self._rows = Rows(store, context)
        self._renewals = Renewals(store, context, http)
        self.upstreams = Upstreams(http)
        self._revocations = Revocations(store, context, http)
        self._performer = Performer(store, context, http, self._rows, self._renewals, self.upstreams, pins)
        self._awaited: set[asyncio.Task[Any]] = set()
        self._driving = SideBySide(_failed)

    async def drive_due(self, within: float | None = None) -> int:
        """Perform what is due for any grant, renew access tokens that end soon, revoke what was given up.

        Returns how many grants were taken.

        After `within` seconds what is still under way goes on by itself: a server that keeps its callers waiting keeps
        its own grants waiting and nobody else's. Their rows have leases, so nobody takes them a second time.
        """
        due, ending, given_up = await self._rows.due(), await self._renewals.due(), await self._revocations.due()
        work = [*(self.drive_from(row) for row in due), *(self._renewals.renew(one) for one in ending)]
        work += [self._revocations.revoke(one) for one in given_up]
        work.append(self._leave())
        await self._driving.go_on(work, within)
        return len(due)

    async def _leave(self) -> None:
        """End the programs of connectors that are not in force any more, or whose secret was taken away."""
        running = [one for name in self.upstreams.programs if (one := self._context.connector(name)) is not None]
        guarded = [one for one in running if one.credential is not None]

        def without(session: Session) -> set[str]:
            return {one.name for one in guarded if secret.missing(session, self._context, one) is not None}

        left = await self._store.read(without) if guarded else set()
        await self.upstreams.leave(lambda name: None if name in left else self._context.connector(name))

    async def drive(self, grant: str) -> None:
        """Perform whatever this grant needs now, until nothing is due or another driver has it."""
        row = await self._rows.take(grant)
        if row is not None:
            await self.drive_from(row)

    async def drive_unhurried(self, grant: str) -> None:
        """Drive, whatever becomes of the caller: a client that hangs up changes nothing, and what has begun goes on."""
        await self.unhurried(self.drive(grant))

    async def unhurried(self, work: Coroutine[Any, Any, T]) -> T:
        """Return what the work returns, which goes on whatever becomes of the caller."""
        task = asyncio.create_task(work)
        self._awaited.add(task)
        task.add_done_callback(self._awaited.discard)
        return await asyncio.shield(task)

    async def tools(self, connector: Connector) -> list[dict[str, Any]]:
        """Return the tools that an MCP server lists now, read with its connector's secret.

        Raises NotSent and NotCallable, with words.
        """
        if connector.credential is None:
            return await self.upstreams.tools(connector, [])
        value = await self._secret(connector)
        tools = await self.upstreams.tools(connector, [secret.carried(connector.credential, value)])
        # what is pinned is shown, signed for and kept in a file
        if repeats(tools, secret.meant(connector.credential, value)):
            raise NotCallable(f"the MCP server of {connector.name} repeats its secret in what it says of its tools")
        return tools

    async def _secret(self, connector: Connector) -> Secret:
        await self._renewals.fresh(connector)
        value = await self._store.read(lambda session: secret.opened(session, self._context, connector))
        if value is None:
            raise NotCallable(f"connector {connector.name} has no secret: countersign connector list says why")
        return value

    async def drive_from(self, row: ClientGrant) -> None:
        """Perform what a row that is taken needs now, until nothing is due or another driver has it."""
        taken: ClientGrant | None = row
        while taken is not None:
            try:
                taken = await self._performer.perform(next_step(taken)[0], taken)
            except StoreError as why:
                # The lease lapses and the row is due again: nothing is lost, and nothing is guessed.
                log.warning("store_unavailable", grant=row.id, why=str(why))
                return

    async def close(self) -> None:
        """Wait for the exchanges that somebody waits for, and cut off the others: their rows say where to go on."""
        await self._driving.close()
        await asyncio.gather(*self._awaited, return_exceptions=True)
        await self.upstreams.close()


def _failed(why: BaseException) -> None:
    log.error("grant_not_driven", why=type(why).__name__)
