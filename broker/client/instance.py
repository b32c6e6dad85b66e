"""The broker as a client instance (RFC 9635 §1.2): what agents may ask of it, and give back.

Every move is a row first: what is asked is stored here, and the driver goes on from there.
"""

from typing import Any, Literal

from broker.client import asking, exchange, housekeeping, leading, releasing
from broker.client.authorizing import Authorizing
from broker.client.context import Context
from broker.client.deciding import withdraw
from broker.client.driver import Driver
from broker.client.ending import REVOKED, take_back
from broker.client.finishing import Finishes
from broker.client.releasing import HandedOver
from broker.client.rows import Rows, taken_at_once
from broker.client.secret import never_signed
from broker.client.steps import OPEN
from broker.client.upstream.calling import NotCallable
from broker.client.view import GrantView, Refused
from broker.connectors.model import Call
from broker.gnap.grant import State
from broker.http import Http, NotSent
from broker.ratchet.pinning import Pins
from broker.store.errors import Conflict
from broker.store.query import Session, col, select
from broker.store.store import Store
from broker.store.tables import ClientGrant
from broker.store.verbs import Change, advance


class ClientInstance:
    """What the agents' door may ask of the broker; its grants are driven by one driver."""

    def __init__(self, store: Store, context: Context, http: Http, pins: Pins) -> None:
        self._store = store
        self._context = context
        self._rows = Rows(store, context)
        self._driver = Driver(store, context, http, pins)
        self.finishes = Finishes(store, context)
        self.authorizing = Authorizing(context, http)

    async def ask(
        self,
        agent: str,
        call: Call,
        *,
        reason: str | None,
        purpose: str | None = None,
        run: bool = True,
        hold: Literal["bearer"] | None = None,
    ) -> GrantView | Refused:
        """Return the grant for this call, joined or new and driven as far as it goes now; or why nothing is asked."""
        made = await self._driver.unhurried(self._asked(asking.Wish(agent, call, reason, run, purpose, hold)))
        if isinstance(made, Refused):
            return made
        view = await self.view(agent, made)
        return view or Refused("this grant is not yours", "", "policy")

    async def _asked(self, wish: asking.Wish) -> str | Refused:
        now, lease = self._context.now(), self._context.mint(8).hex()

        # taken in the transaction that makes it: whoever asks drives it, and that is one commit less
        def work(session: Session) -> tuple[str, ClientGrant | None] | Refused:
            made = asking.open_ask(session, self._context, wish, now)
            if isinstance(made, Refused):
                return made
            return made.id, taken_at_once(session, made, lease, now)

        try:
            made = await self._store.write(work)
        except Conflict:
            # An equal ask was stored at the same moment: this one joins it.
            made = await self._store.write(work)
        if isinstance(made, Refused):
            return made
        grant, row = made
        if row is not None:
            await self._driver.drive_from(row)
        return grant

    async def view(self, agent: str, grant: str) -> GrantView | None:
        """Return one grant of this agent, None for an unknown and for a foreign one alike."""

        def work(session: Session) -> GrantView | None:
            row = session.get(ClientGrant, grant)
            if row is None or row.agent != agent:
                return None
            before, less = asking.earlier(session, row), asking.instead(session, row)
            return asking.view_of(row, before, less, alone=asking.unreached(session, row))

        return await self._store.read(work)

    async def views(self, agent: str) -> list[GrantView]:
        """Return this agent's grants, newest first, at most 100."""

        def work(session: Session) -> list[GrantView]:
            mine = select(ClientGrant).where(col(ClientGrant.agent) == agent)
            newest = mine.order_by(col(ClientGrant.created_at).desc()).limit(100)
            return [asking.view_of(row) for row in session.exec(newest)]

        return await self._store.read(work)

    async def collect(self, agent: str, grant: str) -> None:
        """Mark an ended grant as handed over: from now on an equal call is a new ask."""
        now = self._context.now()

        def handed_over(row: ClientGrant) -> Change[ClientGrant] | None:
            if row.agent != agent or row.status in OPEN or row.join_key is None:
                return None
            row.join_key, row.collected_at = None, now
            return Change(row)

        await self._rows.advance(grant, handed_over)

    async def hand_over(self, agent: str, grant: str) -> HandedOver | Refused:
        """Return the token of a granted `hold: bearer`, this once; or why it is not handed over.

        An unknown grant and a foreign one are refused alike.
        """
        now = self._context.now()
        return await self._store.write(lambda session: releasing.hand_over(session, self._context, agent, grant, now))

    async def give_back(self, agent: str, grant: str) -> GrantView | None:
        """Withdraw a pending ask or revoke what was granted; None for an unknown and for a foreign grant alike."""
        if await self.view(agent, grant) is None:
            return None
        now = self._context.now()

        def given_back(row: ClientGrant) -> Change[ClientGrant] | None:
            if row.state == State.FINALIZED or row.status == "running" or row.intent in ("cancel", "revoke"):
                return None
            if row.status == "pending":
                row.status, row.detail = "cancelled", "Nothing ran: the agent gave it back."
            if row.state == State.APPROVED:
                words = take_back(row, now)
                row.detail = row.detail if words == REVOKED else f"{row.detail or ''} {words}".strip()
            elif row.state == State.PENDING:
                row.intent, row.intent_at = "cancel", now
            return exchange.interrupted(row, now, "client.given_back")

        def work(session: Session) -> None:
            before = advance(session, ClientGrant, grant, given_back)
            withdraw(session, before, now)

        await self._store.write(work)
        await self._driver.drive_unhurried(grant)
        return await self.view(agent, grant)

    async def page_to_open(self, agent: str, grant: str) -> str | None:
        """Return, once for each ask, the path of the page that its owner is led to where none of their devices can be.

        None where a device is paired, to a second caller, and for an ask that waits for nobody or is not this agent's.
        """
        if not await self._store.read(lambda session: leading.unled(session, grant, agent)):
            return None  # without a write: most owners have a device
        now = self._context.now()
        return await self._store.write(lambda session: leading.page_to_open(session, grant, agent, now))

    async def finish(self, secret: str, proof: str, interact_ref: str) -> bool:
        """Take a finish call (RFC 9635 §4.2.2): False unless its hash is right, which is checked before all else."""
        return await self.finishes.pushed(secret, proof, interact_ref)

    async def tools(self, name: str) -> list[dict[str, Any]]:
        """Return the tools that the MCP server of a connector in force lists now: text of somebody else.

        Raises NotCallable, with words, where it cannot be had.
        """
        connector = self._context.connector(name)
        if connector is None or connector.kind != "mcp":
            raise NotCallable(f'no connector "{name}" of kind mcp is in force')
        try:
            return await self._driver.tools(connector)
        except NotSent:
            raise NotCallable(f"the MCP server of {name} cannot be reached now") from None

    async def drive_due(self, within: float | None = None) -> int:
        """Perform what is due for any grant, waiting `within` seconds at most; return how many grants were taken."""
        return await self._driver.drive_due(within)

    async def drive(self, grant: str) -> None:
        """Perform whatever this grant needs now, until nothing is due or another driver has it."""
        await self._driver.drive(grant)

    async def sweep(self) -> int:
        """Stop keeping results that nobody collected in a day, and secrets that nobody signed; return how many."""
        now = self._context.now()

        def work(session: Session) -> int:
            return housekeeping.let_go(session, now) + never_signed(session, self._context, now)

        return await self._store.write(work)

    async def free_leases(self) -> None:
        """Give back every lease: only where this is the one process on its database, at start."""
        now = self._context.now()
        await self._store.write(lambda session: housekeeping.free_leases(session, now))

    async def close(self) -> None:
        """Wait for the exchanges that somebody waits for, and cut off the others: their rows say where to go on."""
        await self._driver.close()
