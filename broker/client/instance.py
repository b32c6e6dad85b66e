"""The broker as a client instance (RFC 9635 §1.2): asks for each agent, continues, uses, gives back.

Every move is a row first. `drive` performs whatever a row needs next, under a lease, until nothing is due; a process
that dies leaves the row, and the next driver goes on from there.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta

import structlog

from broker.client import asking, exchange, using
from broker.client.context import Context
from broker.client.steps import OPEN, Step, next_step, scheduled
from broker.client.view import GrantView, Refused
from broker.connectors.model import Call
from broker.gnap.client_role import read_answer
from broker.gnap.errors import PeerError
from broker.gnap.grant import Move, State
from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import hash_matches
from broker.gnap.keys import PrivateKey
from broker.gnap.tokens import is_token68, token_digest
from broker.http import Http, NoAnswer, NotSent
from broker.store.chain import Entry
from broker.store.errors import Conflict, StoreError
from broker.store.query import Session, col, or_, select, update
from broker.store.store import Store
from broker.store.tables import ClientGrant, ClientKey
from broker.store.verbs import Change, advance, claim, copy_of

LEASE_SECONDS = 90.0  # longer than any exchange may take
BATCH = 50
KEPT = timedelta(hours=24)  # how long a result waits for its agent

log = structlog.get_logger("countersign.client")
Changed = Callable[[ClientGrant], Change[ClientGrant] | None]


class ClientInstance:
    """What the agents' door may ask of the broker, and the driver of all open grants."""

    def __init__(self, store: Store, context: Context, http: Http) -> None:
        self._store = store
        self._context = context
        self._http = http
        self._tasks: set[asyncio.Task[None]] = set()
        self._performers: dict[Step, Callable[[ClientGrant], Awaitable[None]]] = {
            Step.REQUEST: self._request,
            Step.CONTINUE: self._continue,
            Step.POLL: self._poll,
            Step.CANCEL: self._cancel,
            Step.REVOKE: self._revoke,
            Step.USE: self._use,
            Step.RECOVER: self._recover,
            Step.EXPIRE: self._expire,
        }

    async def ask(self, agent: str, call: Call, *, reason: str | None, run: bool = True) -> GrantView | Refused:
        """Return the grant for this call, joined or new and driven as far as it goes now; or why nothing is asked."""
        wish = asking.Wish(agent, call, reason, run)
        now = self._context.now()

        def work(session: Session) -> str | Refused:
            made = asking.open_ask(session, self._context, wish, now)
            return made if isinstance(made, Refused) else made.id

        try:
            made = await self._store.write(work)
        except Conflict:
            # An equal ask was stored at the same moment: this one joins it.
            made = await self._store.write(work)
        if isinstance(made, Refused):
            return made
        await self._unhurried(self.drive(made))
        view = await self.view(agent, made)
        return view or Refused("this grant is not yours", "", "policy")

    async def view(self, agent: str, grant: str) -> GrantView | None:
        """Return one grant of this agent, None for an unknown and for a foreign one alike."""

        def work(session: Session) -> GrantView | None:
            row = session.get(ClientGrant, grant)
            if row is None or row.agent != agent:
                return None
            return asking.view_of(row, asking.earlier(session, row))

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

        await self._advance(grant, handed_over)

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
            if row.state != State.PROCESSING:
                row.intent, row.intent_at = ("revoke" if row.state == State.APPROVED else "cancel"), now
            return exchange.interrupted(row, now, "client.given_back")

        await self._advance(grant, given_back)
        await self._unhurried(self.drive(grant))
        return await self.view(agent, grant)

    async def finish(self, secret: str, proof: str, interact_ref: str) -> bool:
        """Take a finish call (RFC 9635 §4.2.2): False unless its hash is right, which is checked before all else."""
        now = self._context.now()
        found = select(ClientGrant).where(col(ClientGrant.callback_digest) == token_digest(secret))
        row = await self._store.read(lambda session: session.exec(found).one_or_none())
        if row is None or not is_token68(interact_ref) or not self._proves(row, proof, interact_ref):
            return False

        def finished(row: ClientGrant) -> Change[ClientGrant] | None:
            repeated = row.interact_ref_sealed is not None
            if repeated or row.state != State.PENDING or not self._proves(row, proof, interact_ref):
                return None
            row.interact_ref_sealed = self._context.sealed(row, "interact_ref", interact_ref)
            entry = Entry("client.finished", row.id, now, row.agent, row.owner, {})
            return Change(scheduled(row, now), audit=(entry,), wake=("due",))

        await self._advance(row.id, finished)
        return True

    def _proves(self, row: ClientGrant, proof: str, interact_ref: str) -> bool:
        if row.finish_nonce is None or row.as_nonce is None:
            return False
        return hash_matches(proof, row.finish_nonce, row.as_nonce, interact_ref, row.authorization_server)

    async def drive_due(self) -> int:
        """Perform what is due for any grant; return how many grants were moved."""
        now, lease = self._context.now(), self._context.mint(8).hex()
        due = await self._store.write(
            lambda session: [
                copy_of(row)
                for row in claim(session, ClientGrant, now=now, lease=lease, seconds=LEASE_SECONDS, limit=BATCH)
            ]
        )
        await asyncio.gather(*(self._drive_from(row) for row in due))
        return len(due)

    async def drive(self, grant: str) -> None:
        """Perform whatever this grant needs now, step after step, until nothing is due or another driver has it."""
        row = await self._take(grant)
        if row is not None:
            await self._drive_from(row)

    async def sweep(self) -> int:
        """Stop keeping results that nobody collected in a day for retries; return how many."""
        now = self._context.now()
        stale = (
            update(ClientGrant)
            .where(
                col(ClientGrant.join_key).is_not(None),
                # An unknown outcome is joined until its agent gives it back: no equal call runs by mere lapse of time.
                col(ClientGrant.status).not_in([*OPEN, "unknown"]),
                col(ClientGrant.updated_at) < now - KEPT,
            )
            .values(join_key=None)
        )
        return await self._store.write(lambda session: session.connection().execute(stale).rowcount)

    async def free_leases(self) -> None:
        """Give back every lease: only where this is the one process on its database, at start."""
        held = update(ClientGrant).where(col(ClientGrant.lease).is_not(None))
        running = col(ClientGrant.status) == "running"
        now = self._context.now()

        def work(session: Session) -> None:
            session.connection().execute(held.values(lease=None, lease_until=None))
            session.connection().execute(update(ClientGrant).where(running).values(due_at=now))

        await self._store.write(work)

    async def close(self) -> None:
        """Wait for the exchanges under way."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _unhurried(self, driving: Coroutine[None, None, None]) -> None:
        # A client that hangs up changes nothing: what has begun goes on.
        task = asyncio.create_task(driving)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        await asyncio.shield(task)

    async def _take(self, grant: str) -> ClientGrant | None:
        now, lease = self._context.now(), self._context.mint(8).hex()

        def work(session: Session) -> ClientGrant | None:
            free = or_(col(ClientGrant.lease_until).is_(None), col(ClientGrant.lease_until) <= now)
            due = select(ClientGrant).where(col(ClientGrant.id) == grant, col(ClientGrant.due_at) <= now, free)
            row = session.exec(due.with_for_update(skip_locked=True)).one_or_none()
            if row is None:
                return None
            row.lease, row.lease_until = lease, now + timedelta(seconds=LEASE_SECONDS)
            row.version += 1
            session.add(row)
            session.flush()
            return copy_of(row)

        return await self._store.write(work)

    async def _drive_from(self, row: ClientGrant) -> None:
        taken: ClientGrant | None = row
        while taken is not None:
            try:
                await self._performers[next_step(taken)[0]](taken)
            except StoreError as why:
                # The lease lapses and the row is due again: nothing is lost, and nothing is guessed.
                log.warning("store_unavailable", grant=row.id, why=str(why))
                return
            taken = await self._take(row.id)

    async def _advance(self, grant: str, change: Changed) -> ClientGrant:
        return await self._store.write(lambda session: copy_of(advance(session, ClientGrant, grant, change)))

    async def _mine(self, taken: ClientGrant, change: Changed) -> None:
        """Change the row if the lease it was taken under still holds: an old driver's late answer changes nothing."""
        await self._advance(taken.id, lambda row: change(row) if row.lease == taken.lease else None)

    async def _key(self, row: ClientGrant) -> PrivateKey:
        key = await self._store.read(lambda session: copy_of(session.get_one(ClientKey, row.key)))
        return self._context.private(key)

    async def _request(self, row: ClientGrant) -> None:
        message = exchange.request_message(self._context, row, await self._key(row), self._context.now())
        await self._exchange(row, message)

    async def _continue(self, row: ClientGrant) -> None:
        await self._intend(row, "continue")
        message = exchange.continue_message(self._context, row, await self._key(row), self._context.now(), poll=False)
        await self._exchange(row, message)

    async def _poll(self, row: ClientGrant) -> None:
        if self._context.now() >= row.deadline:
            await self._cancel(row)
            return
        await self._intend(row, "continue")
        message = exchange.continue_message(self._context, row, await self._key(row), self._context.now(), poll=True)
        await self._exchange(row, message)

    async def _intend(self, row: ClientGrant, intent: str) -> None:
        now = self._context.now()

        def intended(row: ClientGrant) -> Change[ClientGrant] | None:
            if row.intent == intent:
                return None
            row.intent, row.intent_at = intent, now
            return Change(row)

        await self._mine(row, intended)

    async def _exchange(self, row: ClientGrant, message: HttpMessage) -> None:
        """Send to the authorization server and let the answer change the row."""
        try:
            answer = await self._http.to_server(message)
        except (NotSent, NoAnswer) as why:
            await self._mine(row, self._unanswered(isinstance(why, NoAnswer)))
            return
        now = self._context.now()
        try:
            meant = read_answer(answer.body, exchange.asked(row))
        except PeerError as why:
            words = str(why)
            await self._mine(row, lambda row: exchange.broken(row, words, now))
            return
        await self._mine(row, exchange.take(self._context, meant, now))

    def _unanswered(self, sent: bool) -> Changed:
        now = self._context.now()

        def work(row: ClientGrant) -> Change[ClientGrant]:
            late = now >= row.deadline
            # Decisions P15: each POST to a foreign server may be a new prompt, so a lost answer is not repeated.
            orphan = sent and row.state == State.PROCESSING and not self._context.is_embedded(row)
            if late or orphan:
                row.detail = "Nothing ran: the authorization server did not answer."
                return exchange.ended(row, Move.EXPIRE, now)
            return exchange.later(row, now)

        return work

    async def _cancel(self, row: ClientGrant) -> None:
        move = Move.CANCEL if row.intent == "cancel" else Move.EXPIRE
        if row.continue_token_sealed is not None:
            message = exchange.cancel_message(self._context, row, await self._key(row), self._context.now())
            if not await self._told(row, message):
                return
        now = self._context.now()
        await self._mine(row, lambda row: exchange.ended(row, move, now))

    async def _revoke(self, row: ClientGrant) -> None:
        if row.manage_token_sealed is not None:
            message = exchange.revoke_message(self._context, row, await self._key(row), self._context.now())
            if not await self._told(row, message):
                return
        now = self._context.now()
        await self._mine(row, lambda row: exchange.ended(row, Move.REVOKE, now))

    async def _told(self, row: ClientGrant, message: HttpMessage) -> bool:
        """Send a DELETE; False where it was postponed. Whatever the answer, the value is thrown away (§6.2)."""
        try:
            await self._http.to_server(message)
        except (NotSent, NoAnswer):
            now = self._context.now()
            if now < (row.token_expires_at or row.deadline):
                await self._mine(row, lambda row: exchange.later(row, now))
                return False
        return True

    async def _use(self, row: ClientGrant) -> None:
        now = self._context.now()
        reserved = await self._store.write(lambda session: using.reserve(session, self._context, row.id, now))
        if reserved is not None:
            await self._call(reserved)

    async def _recover(self, row: ClientGrant) -> None:
        """Go on after a call that was cut off: the same call again where that is safe, else tell that it is unknown."""
        call = using.call_of(self._context, row)
        now = self._context.now()
        in_time = row.token_expires_at is not None and now < row.token_expires_at
        # P12: a repetition is a start too, as the first one may never have arrived: a freeze stops it
        started = await self._store.write(lambda session: using.may_start(session, row.agent))
        if isinstance(call, Call) and in_time and started and using.may_repeat(call):
            await self._call(using.Reserved(row, call))
        else:
            await self._mine(row, using.unanswered(None, now))

    async def _call(self, reserved: using.Reserved) -> None:
        row = reserved.row
        key = await self._key(row)
        message = using.call_message(self._context, reserved, key, self._context.now())
        try:
            answer = await self._http.to_resource(message)
        except NotSent:
            now = self._context.now()
            await self._store.write(lambda session: using.release(session, row.id, now))
            return
        except NoAnswer:
            await self._advance(row.id, using.unanswered(reserved.call, self._context.now()))
            return
        await self._advance(row.id, using.answered(self._context, answer, self._context.now()))

    async def _expire(self, row: ClientGrant) -> None:
        now = self._context.now()
        move = Move.COMPLETE if row.status in ("done", "unknown") else Move.EXPIRE
        await self._mine(row, lambda row: exchange.ended(row, move, now))
