"""Access tokens of plain APIs (OAuth 2.0): fetched for a refresh token, and again ahead of their end (RFC 6749 §6).

One broker asks at a time, whichever replica it is in: a lease on the row of the secret. Nothing that the token endpoint
says reaches an agent but that no token can be had, and of its own words only a known error code.

What it says no to is told at once, not only at a third time: whoever calls would wait for nothing. The token of before
is used as long as it lasts. Only the codes that no further try changes end the secret; after every other no the broker
asks again each `secret.ASKED_AGAIN`, so that a server that is set up anew needs nobody here.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Final

from broker.client import secret
from broker.client.context import Context
from broker.client.requesting import NOT_THE_CLIENT, token_request
from broker.connectors.model import Connector
from broker.gnap.http_message import HttpMessage
from broker.http import Answer, Http, NoAnswer, NotSent
from broker.store.query import Session, col, or_
from broker.store.store import Store
from broker.store.tables import ClientGrant, ConnectorSecret
from broker.store.verbs import audit, use_once
from broker.vault import Secret

LEASE: Final = timedelta(seconds=60)  # longer than any exchange may take
MARGIN: Final = timedelta(seconds=60)  # a token that ends sooner is not used for a call
AHEAD: Final = 0.2  # of its life, in which it is renewed before it ends
AGAIN: Final = timedelta(seconds=30)  # after an answer that says nothing
UNSAID: Final = timedelta(hours=1)  # how long a token lives whose end is not said (RFC 6749 §5.1)
LONGEST: Final = timedelta(days=30)
_TABLE: Final = ConnectorSecret.__tablename__
LONGEST_TOKEN: Final = 8 * 1024  # characters of an access token: with all its claims it is longer than what is typed
# RFC 6749 §5.2: what no further try changes
_FINAL: Final = frozenset({"invalid_grant", "invalid_client", "unauthorized_client", "unsupported_grant_type"})
_KNOWN: Final = _FINAL | {"invalid_request", "invalid_scope", "invalid_target"}  # the last one is of RFC 8707 §2
_LATER: Final = frozenset({408, 429})  # of 4xx: these say nothing of what was asked


Needed = Callable[[ConnectorSecret, datetime], bool]


class Turn(Enum):
    """Whether a call may go on: its token is there, or it will be in a moment."""

    READY = "ready"
    LATER = "later"


@dataclass(frozen=True)
class _Wanted:
    """A renewal that this process has taken: nobody else asks meanwhile."""

    id: str
    lease: str
    message: HttpMessage


class Renewals:
    """The access tokens of the connectors in force."""

    def __init__(self, store: Store, context: Context, http: Http) -> None:
        self._store = store
        self._context = context
        self._http = http

    async def for_call(self, row: ClientGrant) -> Turn:
        """Return READY where the call of this grant may be reserved: with its token, or to be refused in words."""
        connector = self._context.connector(row.connector)
        return Turn.READY if connector is None else await self.fresh(connector)

    async def fresh(self, connector: Connector) -> Turn:
        """Return READY where what calls of a connector carry is there, or can be said to be missing."""
        if connector.credential is None or connector.credential.token_endpoint is None:
            return Turn.READY
        return await self._renewed(connector, _needed_for_a_call)

    async def due(self) -> list[Connector]:
        """Return the connectors whose tokens end soon."""
        known = [one for one in self._context.connectors() if one.credential and one.credential.token_endpoint]
        if not known:
            return []
        now = self._context.now()
        ending = await self._store.read(lambda session: secret.ending(session, now))
        return [one for one in known if one.name in ending]

    async def renew(self, connector: Connector) -> None:
        """Renew a token that ends soon, unless somebody is at it."""
        await self._renewed(connector, _due)

    async def _renewed(self, connector: Connector, needed: Needed) -> Turn:
        now, lease = self._context.now(), self._context.mint(8).hex()
        # nearly every call finds its token there, and writes nothing
        if await self._store.read(lambda session: self._wanting(session, connector, now, needed)) is None:
            return Turn.READY
        wanted = await self._store.write(lambda session: self._taken(session, connector, lease, now, needed))
        if not isinstance(wanted, _Wanted):
            return wanted
        try:
            # never to ourselves, whatever a connector names
            answer = await self._http.to_resource(wanted.message)
        except (NotSent, NoAnswer):
            answer = None
        now = self._context.now()
        return await self._store.write(lambda session: self._answered(session, wanted, answer, now))

    def _wanting(
        self, session: Session, connector: Connector, now: datetime, needed: Needed
    ) -> tuple[ConnectorSecret, Secret] | None:
        kept = secret.kept(session, self._context, connector)
        return kept if kept is not None and needed(kept[0], now) else None

    def _taken(
        self, session: Session, connector: Connector, lease: str, now: datetime, needed: Needed
    ) -> "_Wanted | Turn":
        kept = self._wanting(session, connector, now, needed)
        if kept is None:
            return Turn.READY
        free = or_(col(ConnectorSecret.lease_until).is_(None), col(ConnectorSecret.lease_until) <= now)
        mine = (col(ConnectorSecret.id) == kept[0].id, col(ConnectorSecret.in_force).is_not(None), free)
        values = {"lease": lease, "lease_until": now + LEASE}
        if not use_once(session, ConnectorSecret, *mine, values=values):
            return Turn.LATER
        return _Wanted(kept[0].id, lease, _message(connector, kept[1].reveal()))

    def _answered(self, session: Session, wanted: _Wanted, answer: Answer | None, now: datetime) -> Turn:
        row = session.get(ConnectorSecret, wanted.id, populate_existing=True, with_for_update=True)
        if row is None or row.in_force is None or row.lease != wanted.lease:
            return Turn.LATER  # replaced or removed meanwhile: the next look says so
        row.lease = row.lease_until = None
        turn = self._take(session, row, answer, now)
        session.add(row)
        return turn

    def _take(self, session: Session, row: ConnectorSecret, answer: Answer | None, now: datetime) -> Turn:
        said = answered_object(answer)
        if answer is not None and answer.status == 200:
            self._rotate(row, said.get("refresh_token"))
        no = _no(answer, said)
        if no is not None:
            self._refused(session, row, no, now, final=_is_final(said.get("error")))
            return Turn.READY
        if answer is None or answer.status != 200:
            row.renew_at = now + AGAIN
            return Turn.LATER
        life, token = _life(said.get("expires_in")), str(said["access_token"])
        row.access_sealed = self._context.vault.seal(token.encode(), table=_TABLE, row=row.id, column="access")
        row.access_until, row.renew_at, row.fault = now + life, now + life * (1 - AHEAD), None
        audit(session, kind="connector.renewed", subject=row.connector, at=now, data={"secret": row.id})
        return Turn.READY

    def _refused(self, session: Session, row: ConnectorSecret, why: str, now: datetime, *, final: bool) -> None:
        if row.fault != why:  # what is the same as before is told already
            audit(session, kind="connector.not_renewed", subject=row.connector, at=now, data={"error": why})
        row.fault, row.renew_at = why, None if final else now + secret.ASKED_AGAIN

    def _rotate(self, row: ConnectorSecret, another: object) -> None:
        """Keep the refresh token of an answer, whatever else is in it: the one before may be of no use by now.

        RFC 6749 §6.
        """
        if not isinstance(another, str) or secret.unfit(another):
            return
        before = self._context.vault.open(row.secret_sealed, table=_TABLE, row=row.id, column="secret").decode()
        both = " ".join([another, *before.split(" ")[1:]]).encode()
        row.secret_sealed = self._context.vault.seal(both, table=_TABLE, row=row.id, column="secret")


def _needed_for_a_call(row: ConnectorSecret, now: datetime) -> bool:
    # where it was said no to, the call is refused in words, and is not made to wait for the next try
    return row.fault is None and (row.access_until is None or row.access_until <= now + MARGIN)


def _due(row: ConnectorSecret, now: datetime) -> bool:
    return row.renew_at is not None and row.renew_at <= now


def _message(connector: Connector, kept: str) -> HttpMessage:
    token, _, password = kept.partition(" ")
    return token_request(connector, {"grant_type": "refresh_token", "refresh_token": token}, password)


def answered_object(answer: Answer | None) -> dict[str, Any]:
    """Return the JSON object that a token endpoint answered, an empty one where there is none."""
    try:
        said = json.loads(answer.body) if answer is not None else None
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _no(answer: Answer | None, said: dict[str, Any]) -> str | None:
    """Return in our words why an answer gives no token and the next one will not either; None where that is not so."""
    if answer is None or answer.status != 200:
        refused = answer is not None and 400 <= answer.status < 500 and answer.status not in _LATER
        return _of_error(said.get("error"), answer.status) if answer is not None and refused else None
    if "error" in said:  # not as RFC 6749 §5.2 has it, but some do
        return _of_error(said["error"], answer.status)
    if str(said.get("token_type", "bearer")).lower() != "bearer":
        return "its token endpoint gives tokens that are no bearer tokens, and others are not known here"
    token = said.get("access_token")
    if not isinstance(token, str) or secret.unfit(token, LONGEST_TOKEN):
        return "its token endpoint gave no access token that can be one"
    return None


def _is_final(code: object) -> bool:
    return isinstance(code, str) and code in _FINAL


def _of_error(code: object, status: int) -> str:
    if not isinstance(code, str) or code not in _KNOWN:
        return f"its token endpoint answered {status}, with no token and no error that is known here"
    return f"its token endpoint says {code}" + (f": {NOT_THE_CLIENT}" if code == "invalid_client" else "")


def _life(seconds: object) -> timedelta:
    if isinstance(seconds, str) and re.fullmatch(r"[0-9]{1,10}", seconds, re.ASCII):
        seconds = int(seconds)  # some say it as text
    if isinstance(seconds, int) and not isinstance(seconds, bool) and seconds > 0:
        return min(timedelta(seconds=min(seconds, 10**9)), LONGEST)
    return UNSAID
