"""Performing one step of a grant: what is sent, to whom, and what the answer does to the row.

The intent stands in the row before anything leaves, so that every step may be cut off anywhere.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

from broker.client import exchange, messages, repeating, using
from broker.client.context import Context
from broker.client.exchange import Changed
from broker.client.renewing import Renewals, Turn
from broker.client.repeating import answering
from broker.client.rows import Rows
from broker.client.secret import spoilt
from broker.client.steps import Step
from broker.client.upstream.calling import NotCallable, Redefined, Said, Upstreams
from broker.connectors.model import Call
from broker.gnap.client_role import read_answer
from broker.gnap.errors import PeerError
from broker.gnap.grant import Move
from broker.gnap.http_message import HttpMessage
from broker.http import Http, NoAnswer, NotSent
from broker.ratchet.pinning import Pins
from broker.store.store import Store
from broker.store.tables import ClientGrant
from broker.store.verbs import Change

UNAUTHORIZED = 401
SHORT = 16 * 1024  # bytes of an answer that is read at once
LATE = timedelta(minutes=10)  # how long after its deadline the end of a grant is still told to its server


class Performer:
    """Performs each step for a row that its caller has taken."""

    def __init__(
        self,
        store: Store,
        context: Context,
        http: Http,
        rows: Rows,
        renewals: Renewals,
        upstreams: Upstreams,
        pins: Pins,
    ) -> None:
        self._renewals = renewals
        self._upstreams = upstreams
        self._pins = pins
        self._store = store
        self._context = context
        self._http = http
        self._rows = rows
        self._steps: dict[Step, Callable[[ClientGrant], Awaitable[ClientGrant | None]]] = {
            Step.REQUEST: self._request,
            Step.CONTINUE: self._continue,
            Step.POLL: self._poll,
            Step.CANCEL: self._cancel,
            Step.REVOKE: self._revoke,
            Step.USE: self._use,
            Step.RECOVER: self._recover,
            Step.EXPIRE: self._expire,
        }

    async def perform(self, step: Step, row: ClientGrant) -> ClientGrant | None:
        """Perform a step that is due. What becomes of it stands in the row afterwards.

        Returns the row, taken again, where more of it is due at once.
        """
        return await self._steps[step](row)

    async def _request(self, row: ClientGrant) -> ClientGrant | None:
        key, device = await self._rows.key_and_device(row)
        # without a start mode it can only ask its owner by itself, whoever has a device here
        start = messages.asked(self._context, row, device=device).start
        if not await self._may_be_sent(row, asynchronous=not start):
            return None
        message = messages.request_message(self._context, row, key, self._context.now(), device=device)
        return await self._exchange(row, message, device=device)

    async def _may_be_sent(self, row: ClientGrant, *, asynchronous: bool) -> bool:
        """Store that the request leaves now; False where it left often enough already (decisions P15)."""
        if self._context.is_embedded(row):
            return True
        now, often = self._context.now(), repeating.sent_too_often(row, asynchronous=asynchronous)
        change = exchange.unanswered_for_good if often else repeating.leaves
        await self._rows.change(row, lambda row: change(row, now))
        return not often

    async def _continue(self, row: ClientGrant) -> ClientGrant | None:
        return await self._go_on(row, poll=False)

    async def _poll(self, row: ClientGrant) -> ClientGrant | None:
        return await self._go_on(row, poll=True)

    async def _go_on(self, row: ClientGrant, *, poll: bool) -> ClientGrant | None:
        if self._context.now() >= row.deadline:
            return await self._cancel(row)
        # its intent was stored when it was taken (`steps.begun`)
        key, device = await self._rows.key_and_device(row)
        message = messages.continue_message(self._context, row, key, self._context.now(), poll=poll)
        return await self._exchange(row, message, device=device)

    async def _exchange(self, row: ClientGrant, message: HttpMessage, *, device: bool) -> ClientGrant | None:
        """Send to the authorization server and let the answer change the row."""
        try:
            answer = answering(await self._http.to_server(message))
        except (NotSent, NoAnswer) as why:
            return await self._rows.change(row, self._unanswered(isinstance(why, NoAnswer)))
        now = self._context.now()
        try:
            meant = read_answer(answer.body, messages.asked(self._context, row, device=device))
        except PeerError as why:
            words = str(why)
            return await self._rows.change(row, lambda row: exchange.broken(row, words, now))
        return await self._rows.change(row, exchange.take(self._context, meant, now, answer.headers.get("date")))

    def _unanswered(self, sent: bool) -> Changed:
        now = self._context.now()

        def work(row: ClientGrant) -> Change[ClientGrant]:
            if now >= row.deadline:
                return exchange.given_up(row, now)
            return exchange.later(row if sent else repeating.did_not_leave(row), now)

        return work

    async def _cancel(self, row: ClientGrant) -> ClientGrant | None:
        move = Move.CANCEL if row.intent == "cancel" else Move.EXPIRE
        if row.continue_token_sealed is not None:
            message = messages.cancel_message(self._context, row, await self._rows.key(row), self._context.now())
            if await self._told(row, message) is None:
                return None
        now = self._context.now()
        return await self._rows.change(row, lambda row: exchange.ended(row, move, now))

    async def _revoke(self, row: ClientGrant) -> ClientGrant | None:
        by_token = row.manage_token_sealed is not None
        making = messages.revoke_message if by_token else messages.cancel_message
        accepted = await self._told(row, making(self._context, row, await self._rows.key(row), self._context.now()))
        if accepted is None:
            return None
        now = self._context.now()
        if accepted:
            return await self._rows.change(row, lambda row: exchange.revoked(self._context, row, now))
        return await self._rows.change(row, lambda row: exchange.not_revoked(self._context, row, now))

    async def _told(self, row: ClientGrant, message: HttpMessage) -> bool | None:
        """Send a DELETE; return whether it was accepted, None where it was postponed.

        Whatever the answer, the value is thrown away (RFC 9635 §6.2); one that is unknown there is gone.
        """
        try:
            answer = answering(await self._http.to_server(message))
        except (NotSent, NoAnswer):
            now = self._context.now()
            if now < (row.token_expires_at or max(row.deadline, (row.intent_at or now) + LATE)):
                await self._rows.change(row, lambda row: exchange.later(row, now))
                return None
            return False
        return 200 <= answer.status < 300 or answer.status in (404, 410)

    async def _use(self, row: ClientGrant) -> ClientGrant | None:
        if await self._waits_for_token(row):
            return None
        now = self._context.now()
        reserved = await self._store.write(lambda session: using.reserve(session, self._context, row.id, now))
        if reserved is None:
            return await self._rows.take(row.id)
        return await self._call(reserved)

    async def _recover(self, row: ClientGrant) -> ClientGrant | None:
        """Go on after a call that was cut off: the same call again where that is safe, else tell that it is unknown."""
        call = using.call_of(self._context, row)
        now = self._context.now()
        in_time = row.token_expires_at is not None and now < row.token_expires_at
        # P12: a repetition is a start too, as the first one may never have arrived: a freeze stops it
        started = await self._store.write(lambda session: using.may_start(session, row.agent, now))
        may = in_time and started
        if isinstance(call, Call) and may and using.may_repeat(call) and await self._permits(row, call):
            return await self._repeat(row, call)
        return await self._rows.change(row, using.unanswered(None, now))

    async def _permits(self, row: ClientGrant, call: Call) -> bool:
        return await self._store.read(lambda session: using.permits(session, self._context, row, call))

    async def _waits_for_token(self, row: ClientGrant) -> bool:
        """Tell whether a plain API's access token is not there yet; then the row is due again later."""
        if await self._renewals.for_call(row) is Turn.READY:
            return False
        now = self._context.now()
        await self._rows.change(row, lambda row: exchange.later(row, now))
        return True

    async def _repeat(self, row: ClientGrant, call: Call) -> ClientGrant | None:
        if await self._waits_for_token(row):
            return None
        secret = await self._store.read(lambda session: using.secret_of(session, self._context, call))
        if call.credential is not None and secret is None:  # it was removed meanwhile
            return await self._rows.change(row, using.unanswered(None, self._context.now()))
        return await self._call(using.Reserved(row, call, secret))

    async def _call(self, reserved: using.Reserved) -> ClientGrant | None:
        row = reserved.row
        try:
            said = await self._said(reserved)
        except NotSent:
            now = self._context.now()
            await self._store.write(lambda session: using.release(session, row.id, now))
            return None
        except NotCallable as why:
            return await self._not_callable(reserved, why)
        except NoAnswer:
            unknown = using.unanswered(reserved.call, self._context.now())
            return await self._rows.change_anyway(row, unknown)
        changed = await self._rows.change_anyway(row, await self._answered(reserved, said))
        await self._spoilt(reserved, said.answer.status)
        return changed

    async def _answered(self, reserved: using.Reserved, said: Said) -> Changed:
        """Return what the answer does to the row, read and scrubbed: in a thread where that takes longer than one."""
        context, answer, now = self._context, said.answer, self._context.now()
        read = partial(using.answered, context, reserved, answer, now, failed=said.failed, code=said.code)
        return read() if len(answer.body) <= SHORT else await asyncio.to_thread(read)

    async def _said(self, reserved: using.Reserved) -> Said:
        """Send the call, once, and return what came back."""
        row, call = reserved.row, reserved.call
        connector = self._context.connector(row.connector)
        if call.tool is None:
            key = await self._rows.key(row)
            message = using.call_message(self._context, reserved, key, self._context.now())
            return Said(await self._http.to_resource(message), failed=False)
        if connector is None or connector.digest != call.connector_digest:
            raise NotSent("the connector is another one by now")
        return await self._upstreams.call(connector, call.tool, call.body, row.agent, using.authorising(reserved))

    async def _not_callable(self, reserved: using.Reserved, why: NotCallable) -> ClientGrant | None:
        words, now, grant = await self._words(reserved, why), self._context.now(), reserved.row.id
        await self._store.write(lambda session: using.release(session, grant, now, why=words))
        await self._spoilt(reserved, why.status)
        return await self._rows.take(grant)

    async def _words(self, reserved: using.Reserved, why: NotCallable) -> str:
        """Return why a tool is not called and what becomes of it; its owner is asked where their signature helps."""
        row, tool = reserved.row, reserved.call.tool
        connector = self._context.connector(row.connector)
        if not isinstance(why, Redefined) or tool is None or connector is None:
            return str(why)
        tells = partial(using.echoes, reserved)
        return f"{why}: {await self._pins.asked(connector, tool.name, why.tools, row.agent, tells)}"

    async def _spoilt(self, reserved: using.Reserved, status: int) -> None:
        """Take note of a secret that was not taken, so that an access token is renewed before the next call."""
        connector, now = self._context.connector(reserved.row.connector), self._context.now()
        if status == UNAUTHORIZED and reserved.secret is not None and connector is not None:
            await self._store.write(lambda session: spoilt(session, connector, now))

    async def _expire(self, row: ClientGrant) -> ClientGrant | None:
        now = self._context.now()
        move = Move.COMPLETE if row.status in ("done", "unknown") else Move.EXPIRE
        return await self._rows.change(row, lambda row: exchange.ended(row, move, now))
