"""An owner's channels outside of browsers: kept sealed, used only once a passkey signed them, and their messages sent.

The link in a message carries a secret that refuses that one request, and mutes its agent: its digest lies in the row of
the message, made anew at every try. It can approve nothing, so whoever reads the channel can only narrow.
"""

import base64
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Never

from broker.notify.answers import Verdict, pause
from broker.notify.outbox import CHANNEL, Shows, Thing, close, close_all, code_of, how_many_wait, named_in, still_waits
from broker.notify.outside import Address, Message, say
from broker.notify.sending import Sending, held, move
from broker.store.query import Session, col, delete, select
from broker.store.store import Store
from broker.store.tables import Approval, Channel, Outbox
from broker.vault import SealBroken, Vault
from broker.wakeups import Wakeups

SECRET_BYTES: Final = 32

_TABLE = Channel.__tablename__

Say = Callable[[str, Message], Awaitable[Verdict]]


def keep(
    session: Session,
    vault: Vault,
    given: Address,
    *,
    owner: str,
    after: int,
    shows: Shows,
    now: datetime,
    mint: Callable[[int], bytes],
) -> Channel:
    """Store a channel that is told nothing yet, in the place of what this owner never signed; return its row."""
    unsigned = (col(Channel.owner) == owner, col(Channel.signed_at).is_(None))
    session.execute(delete(Channel).where(*unsigned))
    row = "c_" + mint(16).hex()
    made = Channel(
        id=row,
        owner=owner,
        service=given.service,
        place=given.place,
        address_sealed=vault.seal(given.url.encode(), table=_TABLE, row=row, column="address"),
        address_digest=given.digest,
        after=after,
        shows=shows,
        created_at=now,
    )
    session.add(made)
    session.flush()
    return made


def remove(session: Session, channel: Channel, now: datetime) -> None:
    """Tell this channel nothing any more, and forget its address."""
    channel.dropped_at, channel.address_sealed, channel.failed_at, channel.failure = now, b"", None, None
    session.add(channel)
    close_all(session, channel.id, "channel gone", now)


def told_by(session: Session, secret: str) -> tuple[str, str] | None:
    """Return the id of what a message told of and whom it told, by the secret of its link; None for any other text."""
    found = session.scalars(select(Outbox).where(col(Outbox.refuse_digest) == _digest(secret))).one_or_none()
    channel = session.get(Channel, found.device) if found is not None else None
    if found is None or channel is None or channel.dropped_at is not None:
        return None
    return found.subject, channel.owner


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass(frozen=True)
class _Letter:
    """A message that is due: its row, where it goes (sealed), and what it says."""

    row: str
    channel: str
    url: str
    message: Message


class Channels:
    """The sender of all channels. `say` speaks to the services."""

    def __init__(
        self,
        store: Store,
        vault: Vault,
        *,
        public_url: str,
        now: Callable[[], datetime],
        mint: Callable[[int], bytes],
        say: Say = say,
    ) -> None:
        self._store = store
        self._vault = vault
        self._public_url = public_url
        self._now = now
        self._mint = mint
        self._say = say
        self._sending = Sending((CHANNEL,), store, now, mint, self._letter, self._send)

    async def send_due(self) -> int:
        """Send the messages that are due, all at once; return how many rows were looked at."""
        return await self._sending.due()

    async def run(self, wakeups: Wakeups) -> Never:
        """Send what is due until cancelled."""
        await self._sending.run(wakeups)

    async def test(self, channel: str) -> Verdict:
        """Say by this channel that it works; raise LookupError for one that is not in use."""
        row = await self._store.read(lambda session: session.get(Channel, channel))
        if row is None or row.signed_at is None or row.dropped_at is not None:
            raise LookupError(channel)
        message = Message("This is how Countersign tells you that something waits.", f"{self._public_url}/inbox", None)
        verdict = await self._say(_opened(self._vault, row), message)
        now = self._now()
        await self._store.write(lambda session: _note(session.get_one(Channel, channel), verdict, now))
        return verdict

    def _letter(self, session: Session, row: Outbox, now: datetime) -> _Letter | None:
        """Return what is to be sent for a row that was claimed; None where that is nothing, and the row is settled."""
        thing, channel = still_waits(session, row.subject, now), session.get(Channel, row.device)
        if thing is None:
            close(session, row, "nothing to tell", now)
        elif channel is None or channel.signed_at is None or channel.dropped_at is not None:
            close(session, row, "channel gone", now)
        else:
            return self._opened(session, row, thing, channel, now)
        return None

    def _opened(self, session: Session, row: Outbox, thing: Thing, channel: Channel, now: datetime) -> _Letter | None:
        try:
            url = _opened(self._vault, channel)
        except SealBroken:
            why = "its stored address cannot be opened: add it again"
            channel.failed_at, channel.failure = now, _words(channel, why)
            close(session, row, "channel gone", now)
            return None
        waits = how_many_wait(session, channel.owner, now) if row.created_at > thing.created_at else 1
        secret = base64.urlsafe_b64encode(self._mint(SECRET_BYTES)).decode().rstrip("=")
        row.refuse_digest = _digest(secret) if isinstance(thing, Approval) else None
        session.add(row)
        return _Letter(row.id, channel.id, url, self._message(thing, channel, waits, secret))

    def _message(self, thing: Thing, channel: Channel, waits: int, secret: str) -> Message:
        if not isinstance(thing, Approval):
            text = f"A change waits for your passkey. Code {thing.code}"
            return Message(text, self._page(f"/proposals/{thing.id}"), None)
        refuse = self._page(f"/no#{secret}")
        if waits > 1:
            return Message(f"{waits} decisions wait, the last: {code_of(thing)}", self._page("/inbox"), refuse)
        named = named_in(thing, channel.shows)
        call = f": {named['call']}" if "call" in named else ""
        who = named.get("agent", "An agent")
        child = "A child of " if "child" in named else ""
        text = f"{child}{who} asks for your decision{call}. Code {code_of(thing)}"
        return Message(text, self._page(f"/approve/{thing.id}"), refuse)

    def _page(self, path: str) -> str:
        return self._public_url + path

    async def _send(self, letter: _Letter, lease: str) -> None:
        verdict = await self._say(letter.url, letter.message)
        now = self._now()
        await self._store.write(lambda session: _settle(session, letter, lease, verdict, now))


def _opened(vault: Vault, channel: Channel) -> str:
    return vault.open(channel.address_sealed, table=_TABLE, row=channel.id, column="address").decode()


def _settle(session: Session, letter: _Letter, lease: str, verdict: Verdict, now: datetime) -> None:
    row, channel = held(session, letter.row, lease), session.get(Channel, letter.channel, populate_existing=True)
    if row is None or channel is None:
        return
    _note(channel, verdict, now)
    session.add(channel)
    if verdict.how == "delivered":
        close(session, row, "delivered", now)
    else:
        row.attempts += 1
        move(session, row, now + pause(row.attempts), None)


def _note(channel: Channel, verdict: Verdict, now: datetime) -> None:
    """Write down how the last message ended."""
    if verdict.how == "delivered":
        channel.delivered_at, channel.failed_at, channel.failure = now, None, None
    else:
        channel.failed_at, channel.failure = now, _words(channel, verdict.words or "")


def _words(channel: Channel, why: str) -> str:
    return f"{channel.service} ({channel.place}): {why}"
