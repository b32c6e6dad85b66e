"""Giving back refresh tokens of plain APIs that are not used any more: revoked at the server that gave them (RFC 7009).

What is to be said, and where, is sealed into the row in the transaction that takes the secret out of force, by the
connector in force then. It is said until the server has answered, for some minutes at most; what came of it is told.
"""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from broker.client.context import Context
from broker.client.requesting import as_client, posted
from broker.connectors.model import Credential
from broker.gnap.http_message import HttpMessage
from broker.http import Answer, Http, NoAnswer, NotSent
from broker.store.query import Session, col, or_, select
from broker.store.store import Store
from broker.store.tables import ConnectorSecret
from broker.store.verbs import audit, use_once, wake
from broker.vault import SealBroken

BOUND: Final = timedelta(minutes=10)  # for how long it is tried
AGAIN: Final = timedelta(seconds=30)
LEASE: Final = timedelta(seconds=60)  # longer than any exchange may take
UNDER_WAY: Final = "it is being revoked at its server"
REVOKED: Final = "it was revoked at its server"
GOT: Final = "it was got by the broker itself"  # of a refresh token that waits for its signature: nobody else has it
_TABLE: Final = ConnectorSecret.__tablename__


def give_back(context: Context, row: ConnectorSecret, others: Sequence[ConnectorSecret], now: datetime) -> None:
    """Let the refresh token of a row that is given up be revoked; `others` are the rows that stay, or come after it."""
    if row.token_endpoint is None:
        return
    connector = context.connector(row.connector)
    said = _to_be_said(context, row, others, connector.credential if connector else None)
    if isinstance(said, str):
        row.revocation = said
        return
    row.revocation_sealed = context.vault.seal(json.dumps(said).encode(), table=_TABLE, row=row.id, column="revocation")
    row.revocation, row.revoke_at, row.revoke_until = UNDER_WAY, now, now + BOUND
    row.lease = row.lease_until = None  # of whoever fetched tokens for it


def revocation(session: Session, connector: str) -> str | None:
    """Return how the end of a connector's last refresh token was told to its server, in words; None without one."""
    ended = (col(ConnectorSecret.connector) == connector, col(ConnectorSecret.removed_at).is_not(None))
    newest = select(ConnectorSecret).where(*ended).order_by(col(ConnectorSecret.removed_at).desc())
    row = session.scalars(newest.limit(1)).first()
    if row is None or row.revocation is None or row.signed_at is not None:
        return row.revocation if row else None
    return f"a refresh token that nobody signed for: {row.revocation}"


def _to_be_said(
    context: Context, row: ConnectorSecret, others: Sequence[ConnectorSecret], credential: Credential | None
) -> dict[str, str] | str:
    """Return the endpoint, the form and the header Authorization if any, or words why nothing is said."""
    by_hand = "it was not revoked at its server: end it there if it should be of no use any more"
    # as with tokens: a connector that points elsewhere by now does not get it
    if credential is None or credential.token_endpoint != row.token_endpoint:
        return f"{by_hand}; its connector is not in force as it was"
    if credential.revocation_endpoint is None:
        return f"{by_hand}; its connector names no revocation_endpoint"
    token, password = _parts(context, row)
    if not token or token in {_parts(context, one)[0] for one in others}:
        return "it was not revoked at its server: it is in use still, or cannot be read"
    form, header = as_client(credential, {"token": token, "token_type_hint": "refresh_token"}, password)
    said = {"endpoint": credential.revocation_endpoint, "form": form}
    return said | ({"authorization": header} if header else {})


def _parts(context: Context, row: ConnectorSecret) -> tuple[str, str]:
    try:
        kept = context.vault.open(row.secret_sealed, table=_TABLE, row=row.id, column="secret").decode()
    except SealBroken:
        return "", ""
    token, _, password = kept.partition(" ")
    return token, password


class Revocations:
    """What is still to be given back."""

    def __init__(self, store: Store, context: Context, http: Http) -> None:
        self._store = store
        self._context = context
        self._http = http

    async def due(self) -> list[str]:
        """Return the secrets that are to be given back by now."""
        now = self._context.now()
        rows = select(ConnectorSecret.id).where(col(ConnectorSecret.revoke_at) <= now)
        return await self._store.read(lambda session: list(session.scalars(rows)))

    async def revoke(self, row: str) -> None:
        """Say once that a token is given up, unless somebody is at it."""
        now, lease = self._context.now(), self._context.mint(8).hex()
        message = await self._store.write(lambda session: self._taken(session, row, lease, now))
        if message is None:
            return
        try:
            answer = await self._http.to_resource(message)
        except (NotSent, NoAnswer):
            answer = None
        now = self._context.now()
        await self._store.write(lambda session: self._answered(session, row, lease, answer, now))

    def _taken(self, session: Session, row: str, lease: str, now: datetime) -> HttpMessage | None:
        free = or_(col(ConnectorSecret.lease_until).is_(None), col(ConnectorSecret.lease_until) <= now)
        mine = (col(ConnectorSecret.id) == row, col(ConnectorSecret.revoke_at) <= now, free)
        if not use_once(session, ConnectorSecret, *mine, values={"lease": lease, "lease_until": now + LEASE}):
            return None
        sealed = session.get_one(ConnectorSecret, row, populate_existing=True).revocation_sealed or b""
        try:
            said = json.loads(self._context.vault.open(sealed, table=_TABLE, row=row, column="revocation"))
        except SealBroken:
            self._over(session, row, "it was not revoked at its server: it was changed where it is kept", now)
            return None
        return posted(said["endpoint"], said["form"], said.get("authorization"))

    def _answered(self, session: Session, row: str, lease: str, answer: Answer | None, now: datetime) -> None:
        found = session.get_one(ConnectorSecret, row, populate_existing=True, with_for_update=True)
        if found.lease != lease or found.revoke_until is None:
            return  # it took too long, and somebody else is at it
        if answer is not None and answer.status == 200:
            self._over(session, row, REVOKED, now)
        elif answer is not None and 400 <= answer.status < 500 and answer.status != 429:
            # RFC 7009 §2.2.1: a token that is unknown there is no error, so this is about us
            self._over(session, row, f"it was not revoked: its server answered {answer.status}; end it there", now)
        elif now + AGAIN >= found.revoke_until:
            self._over(session, row, "it was not revoked: its server did not answer in time; end it there", now)
        else:
            found.revoke_at, found.lease, found.lease_until = now + AGAIN, None, None
            session.add(found)

    def _over(self, session: Session, row: str, words: str, now: datetime) -> None:
        found = session.get_one(ConnectorSecret, row)
        found.revocation, found.revocation_sealed, found.revoke_at, found.revoke_until = words, None, None, None
        found.lease = found.lease_until = None
        if found.signed_at is None and words == REVOKED:
            session.delete(found)  # nobody signed for it, and nothing is left to be told
        else:
            session.add(found)
        kind = "connector.revoked" if words == REVOKED else "connector.not_revoked"
        audit(session, kind=kind, subject=found.connector, at=now, data={"secret": row, "what": words})
        wake(session, f"connector:{found.connector}")
