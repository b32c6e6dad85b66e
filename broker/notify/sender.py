"""Sending pushes: claim what is due, look whether it is still true, send, write down what came of it.

Nothing else waits for this: the sender has a loop of its own, and a push service that hangs delays pushes only.
"""

import asyncio
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Never

import structlog
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from broker.gnap.http_message import HttpMessage
from broker.http import PUSH_SECONDS, Http, NoAnswer, NotSent
from broker.notify import webpush
from broker.notify.answers import TURN_ON_AGAIN, Verdict, judged, pause
from broker.notify.hosts import PushHosts
from broker.notify.identity import Identity
from broker.notify.outbox import (
    HELD,
    KIND,
    WAKE,
    Thing,
    close,
    code_of,
    drop,
    held_until,
    how_many_wait,
    is_live,
    still_waits,
)
from broker.notify.subscriptions import Subscription, opened
from broker.store.errors import StoreError
from broker.store.query import Session, col, func, or_, select
from broker.store.store import Store
from broker.store.tables import Outbox, PushDevice
from broker.store.verbs import audit, claim
from broker.vault import SealBroken, Vault
from broker.wakeups import Wakeups

BATCH = 20
LEASE_SECONDS = 60
IDLE = 5.0  # seconds between two looks when nothing rings
RETRY = 2.0  # seconds before a database that was out of reach is tried again
PADDED = 128  # bytes of every payload: the length says nothing
LONGEST_LIFE = 28 * 24 * 3600  # seconds: some push services refuse a longer TTL

log = structlog.get_logger("countersign.notify")


@dataclass(frozen=True)
class _Letter:
    """A push that is due: what it is about and where it goes."""

    row: str
    device: str
    host: str
    to: Subscription
    code: str
    about: str
    until: datetime
    waits: int  # decisions that it speaks for


class Pushes:
    """The sender. `hosts` is the allowlist, `seconds` the deadline of one exchange."""

    def __init__(
        self,
        store: Store,
        vault: Vault,
        http: Http,
        *,
        public_url: str,
        hosts: PushHosts,
        now: Callable[[], datetime],
        mint: Callable[[int], bytes],
        seconds: float = PUSH_SECONDS,
    ) -> None:
        self.hosts = hosts
        self.vault = vault
        self._store = store
        self._http = http
        self._contact = webpush.contact(public_url)
        self._now = now
        self._mint = mint
        self._seconds = seconds
        self._identity = Identity(store, vault, mint)

    async def public_key(self) -> str:
        """Return the key that a browser must be subscribed with (RFC 8292 §4.1), base64url."""
        return webpush.b64(webpush.public_point(await self._identity.key()))

    async def send_due(self) -> int:
        """Send the pushes that are due, all at once; return how many rows were looked at."""
        now, lease = self._now(), self._mint(8).hex()

        def work(session: Session) -> tuple[int, list[_Letter]]:
            mine = col(Outbox.kind) == KIND
            rows = claim(session, Outbox, mine, now=now, lease=lease, seconds=LEASE_SECONDS, limit=BATCH)
            return len(rows), [letter for row in rows if (letter := self._letter(session, row, now)) is not None]

        looked_at, letters = await self._store.write(work)
        ended = await asyncio.gather(*(self._send(letter, lease) for letter in letters), return_exceptions=True)
        # each had its turn before the first failure is told; a row whose lease lapses is sent again
        for failure in ended:
            if isinstance(failure, BaseException):
                raise failure
        return looked_at

    async def run(self, wakeups: Wakeups) -> Never:
        """Send what is due until cancelled."""
        async with wakeups.listen(WAKE) as ring:
            while True:
                try:
                    if await self.send_due() == 0:
                        await ring.wait(await self._pause())
                except StoreError as why:
                    log.error("store_unavailable", why=str(why))
                    await asyncio.sleep(RETRY)
                except Exception:
                    # One broken row must not stop all others.
                    log.exception("push_loop_failed")
                    await asyncio.sleep(RETRY)

    async def _pause(self) -> float:
        """Return the seconds until something is due that nobody holds."""
        now = self._now()
        free = or_(col(Outbox.lease_until).is_(None), col(Outbox.lease_until) <= now)
        soonest = select(func.min(col(Outbox.due_at))).where(col(Outbox.kind) == KIND, free)
        due = await self._store.read(lambda session: session.scalars(soonest).one())
        return IDLE if due is None else max(0.01, min(IDLE, (due - now).total_seconds()))

    def _letter(self, session: Session, row: Outbox, now: datetime) -> _Letter | None:
        """Return what is to be sent for a row that was claimed; None where that is nothing, and the row is settled."""
        thing, device = still_waits(session, row.subject, now), session.get(PushDevice, row.device)
        if thing is None:
            close(session, row, "nothing to tell", now)
        elif device is None or not is_live(session, device.id):
            close(session, row, "device gone", now)
        elif (held := held_until(session, device.id, now)) is not None:
            _move(session, row, held, HELD)
        else:
            return self._opened(session, row, thing, device, now)
        return None

    def _opened(self, session: Session, row: Outbox, thing: Thing, device: PushDevice, now: datetime) -> _Letter | None:
        try:
            found = opened(self.vault, device)
        except SealBroken:
            drop(session, device, f"The stored address at {device.host} cannot be opened. {TURN_ON_AGAIN}", now)
            return None
        # what was held back a while speaks for all that came meanwhile
        waits = how_many_wait(session, device.owner, now) if row.created_at > thing.created_at else 1
        return _Letter(row.id, device.id, device.host, found, code_of(thing), thing.id, row.expires_at, waits)

    async def _send(self, letter: _Letter, lease: str) -> None:
        verdict = await self._try(letter)
        now = self._now()
        await self._store.write(lambda session: _settle(session, letter, lease, verdict, now))

    async def _try(self, letter: _Letter) -> Verdict:
        now, key = self._now(), await self._identity.key()
        try:
            # the list may have become shorter since this device was subscribed
            self.hosts.host_of(letter.to.endpoint)
            message = self._message(letter, key, now)
            answer = await self._http.to_push_service(message, self.hosts.allow, self._seconds)
        except NotSent as why:
            return Verdict("later", f"{letter.host} was not reached: {why}. It is tried again.")
        except NoAnswer:
            return Verdict("later", f"{letter.host} gave no answer that can be read. It is tried again.")
        return judged(answer, letter.host, now)

    def _message(self, letter: _Letter, key: EllipticCurvePrivateKey, now: datetime) -> HttpMessage:
        body = webpush.encrypt(
            json.dumps({"code": letter.code} | ({"of": letter.waits} if letter.waits > 1 else {})).encode(),
            p256dh=letter.to.p256dh,
            auth=letter.to.auth,
            private=webpush.private_key(webpush.fresh_scalar(self._mint)),
            salt=self._mint(webpush.SALT),
            padded_to=PADDED,
        )
        headers = (
            ("authorization", webpush.authorization(letter.to.endpoint, key=key, contact=self._contact, now=now)),
            ("content-encoding", "aes128gcm"),
            ("content-type", "application/octet-stream"),
            ("ttl", str(max(0, min(LONGEST_LIFE, int((letter.until - now).total_seconds()))))),
            ("urgency", "high"),
            ("topic", topic(letter.device, letter.about)),
        )
        return HttpMessage("POST", letter.to.endpoint, headers, body)


def topic(device: str, about: str) -> str:
    """Return the name under which a later push replaces an earlier one (RFC 8030 §5.4): 32 characters.

    It differs from device to device, so push services cannot tell by it whose devices belong together.
    """
    parts = [part.encode() for part in ("countersign-topic-v1", device, about)]
    joined = b"".join(len(part).to_bytes(4) + part for part in parts)
    return webpush.b64(hashlib.sha256(joined).digest()[:24])


def _settle(session: Session, letter: _Letter, lease: str, verdict: Verdict, now: datetime) -> None:
    """Write down what came of a try, unless the row was taken over or closed meanwhile."""
    row = session.get(Outbox, letter.row, populate_existing=True, with_for_update=True)
    device = session.get(PushDevice, letter.device, populate_existing=True)
    if row is None or row.done_at is not None or row.lease != lease or device is None:
        return
    if verdict.how == "delivered":
        device.delivered_at, device.failed_at, device.failure = now, None, None
        close(session, row, "delivered", now)
    elif verdict.how == "gone":
        drop(session, device, verdict.words, now)
        data = {"host": device.host, "why": verdict.words}
        audit(session, kind="channel.gone", subject=device.id, at=now, owner=device.owner, data=data)
    else:
        device.failed_at, device.failure = now, verdict.words
        row.attempts += 1
        until = now + (verdict.wait or pause(row.attempts))
        _move(session, row, until, HELD if verdict.wait else None)


def _move(session: Session, row: Outbox, due: datetime, outcome: str | None) -> None:
    row.due_at, row.outcome, row.lease, row.lease_until = due, outcome, None, None
    session.add(row)
    session.flush()
