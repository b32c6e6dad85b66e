"""Sending pushes: look whether what is due is still true, send it, write down what came of it."""

import functools
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Never

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
    OVER,
    SHOWN,
    Thing,
    close,
    code_of,
    drop,
    held_until,
    how_many_wait,
    is_live,
    named_in,
    still_there,
    still_waits,
    take_down,
)
from broker.notify.sending import Sending, held, move
from broker.notify.subscriptions import Subscription, opened
from broker.store.query import Session
from broker.store.store import Store
from broker.store.tables import Outbox, PushDevice
from broker.store.verbs import audit
from broker.vault import SealBroken, Vault
from broker.wakeups import Wakeups

PADDED = 256  # bytes of every payload: the length says nothing
LONGEST_LIFE = 28 * 24 * 3600  # seconds: some push services refuse a longer TTL

@dataclass(frozen=True)
class _Letter:
    """A push that is due: what it is about and where it goes. `over`: it takes down the one before."""

    row: str
    device: str
    host: str
    to: Subscription
    code: str
    about: str
    until: datetime
    waits: int  # decisions that it speaks for
    named: dict[str, str | bool]  # what its owner chose to read on a lock screen, besides the code
    over: bool

    @property
    def content(self) -> dict[str, object]:
        """What the service worker is told."""
        if self.over:
            return {"over": self.code}
        return {"code": self.code, "of": self.waits} if self.waits > 1 else {"code": self.code, **self.named}


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
        first = functools.partial(take_down, mint=mint)
        self._sending = Sending((KIND, OVER), store, now, mint, self._letter, self._send, first)

    async def public_key(self) -> str:
        """Return the key that a browser must be subscribed with (RFC 8292 §4.1), base64url."""
        return webpush.b64(webpush.public_point(await self._identity.key()))

    async def send_due(self) -> int:
        """Send the pushes that are due, all at once; return how many rows were looked at."""
        return await self._sending.due()

    async def run(self, wakeups: Wakeups) -> Never:
        """Send what is due until cancelled."""
        await self._sending.run(wakeups)

    def _letter(self, session: Session, row: Outbox, now: datetime) -> _Letter | None:
        """Return what is to be sent for a row that was claimed; None where that is nothing, and the row is settled."""
        find = still_there if row.kind == OVER else still_waits
        thing, device = find(session, row.subject, now), session.get(PushDevice, row.device)
        if thing is None:
            close(session, row, "nothing to tell", now)
        elif device is None or not is_live(session, device.id):
            close(session, row, "device gone", now)
        elif (until := held_until(session, device.id, now)) is not None:
            move(session, row, until, HELD)
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
        named = named_in(thing, device.shows) if waits == 1 else {}
        over, code, until = row.kind == OVER, code_of(thing), row.expires_at
        return _Letter(row.id, device.id, device.host, found, code, thing.id, until, waits, named, over)

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
            json.dumps(letter.content).encode(),
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
            ("urgency", "normal" if letter.over else "high"),
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
    row, device = held(session, letter.row, lease), session.get(PushDevice, letter.device, populate_existing=True)
    if row is None or device is None:
        return
    if verdict.how == "delivered":
        device.delivered_at, device.failed_at, device.failure = now, None, None
        close(session, row, SHOWN, now)
    elif verdict.how == "gone":
        drop(session, device, verdict.words, now)
        data = {"host": device.host, "why": verdict.words}
        audit(session, kind="channel.gone", subject=device.id, at=now, owner=device.owner, data=data)
    else:
        device.failed_at, device.failure = now, verdict.words
        row.attempts += 1
        until = now + (verdict.wait or pause(row.attempts))
        move(session, row, until, HELD if verdict.wait else None)

