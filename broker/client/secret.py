"""The secret that a connector's calls carry where the API knows no GNAP: kept sealed, opened only where a call leaves.

It is bound to the resource server, and to the token endpoint, for which it was put in: a connector that points
elsewhere by now does not get it. Where it is an OAuth refresh token, calls carry the access token that
`broker.client.renewing` fetches for it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from broker.client import basic, revoking
from broker.client.context import Context
from broker.connectors.model import Connector, Credential
from broker.ratchet.proposals import outcome
from broker.store.query import Session, col, select
from broker.store.tables import ConnectorSecret, Proposal
from broker.store.verbs import audit
from broker.vault import SealBroken, Secret

SHORTEST: Final = 8  # characters: what is shorter would be scrubbed out of words that have nothing to do with it
LONGEST: Final = 4096
ASKED_AGAIN: Final = timedelta(minutes=10)  # after a token endpoint said no in a way that may pass

_TABLE: Final = ConnectorSecret.__tablename__
_PARTS: Final = 2  # of an OAuth credential: refresh token, and a client secret where the server wants one


def unfit(value: str, longest: int = LONGEST) -> str | None:
    """Return why this text cannot be a secret in a header, without quoting it; None where it can."""
    if not SHORTEST <= len(value) <= longest:
        return f"a secret has {SHORTEST} to {longest:,} characters, and this text has {len(value)}"
    if not all("!" <= character <= "~" for character in value):
        return "a secret is one word of plain characters: no space, no line end, no letter outside of ASCII"
    return None


def unfit_pair(value: str) -> str | None:
    """Return why this text cannot be a refresh token, or that and a client secret after a space; None where it can."""
    parts = value.split(" ")
    if len(parts) > _PARTS:
        return "an OAuth credential is a refresh token, or a refresh token and a client secret with one space between"
    return next((why for part in parts if (why := unfit(part))), None)


def missing(session: Session, context: Context, connector: Connector) -> str | None:
    """Return why a call of this connector cannot carry its secret, and what its owner does; None where it can."""
    found = _look(session, context, connector) if connector.credential is not None else None
    if not isinstance(found, str):
        return None
    used = connector.credential
    led = used is not None and (used.authorization_endpoint or used.issuer)
    how = f"gets it with `countersign connector authorize {connector.name}`, or " if led else ""
    return f"{found}: its owner {how}puts it in with `countersign connector secret {connector.name}`"


def opened(session: Session, context: Context, connector: Connector) -> Secret | None:
    """Return what calls of this connector carry now; None where there is nothing, or only what has expired."""
    found = _look(session, context, connector) if connector.credential is not None else None
    if found is None or isinstance(found, str):
        return None
    row, secret = found
    if row.token_endpoint is None:
        return secret
    if row.access_sealed is None or row.access_until is None or row.access_until <= context.now():
        return None
    try:
        return Secret(context.vault.open(row.access_sealed, table=_TABLE, row=row.id, column="access").decode())
    except SealBroken:
        return None


def carried(credential: Credential, value: Secret) -> tuple[str, str]:
    """Return the header in which a call carries the secret, or the environment variable in which a program has it."""
    if credential.variable is not None:
        return credential.variable, value.reveal()
    return credential.header.lower(), " ".join(filter(None, (credential.scheme, value.reveal())))


def meant(credential: Credential, value: Secret) -> dict[str, str]:
    """Return what an API could say of the secret that was carried, by the names that stand where it is taken out."""
    return basic.meant(value.reveal(), credential.scheme)


def spoilt(session: Session, connector: Connector, now: datetime) -> None:
    """Take note that the API did not take the access token: another one is fetched before the next call."""
    row = _in_force(session, connector.name, lock=True)
    if row is not None and row.token_endpoint is not None:
        row.access_until = now
        row.renew_at = now if row.fault is None else row.renew_at  # one that was said no to is asked for at its time
        session.add(row)


def ending(session: Session, now: datetime) -> set[str]:
    """Return the connectors whose access token is to be renewed by now."""
    due = (col(ConnectorSecret.in_force).is_not(None), col(ConnectorSecret.renew_at) <= now)
    return set(session.scalars(select(ConnectorSecret.connector).where(*due)))


def kept(session: Session, context: Context, connector: Connector) -> tuple[ConnectorSecret, Secret] | None:
    """Return the row in force and the secret itself, where it may be used for this connector."""
    found = _found(session, context, connector) if connector.credential is not None else None
    return None if isinstance(found, str) else found


def _look(session: Session, context: Context, connector: Connector) -> tuple[ConnectorSecret, Secret] | str:
    found = _found(session, context, connector)
    if isinstance(found, str) or found[0].fault is None:
        return found
    until = found[0].access_until
    if until is not None and until > context.now():
        return found  # the token of before lasts a while yet
    minutes = ASKED_AGAIN // timedelta(minutes=1)
    return (
        f"connector {connector.name} has no access token to call with ({found[0].fault}); it is asked for again every "
        f"{minutes} minutes, and where another secret is needed"
    )


def _found(session: Session, context: Context, connector: Connector) -> tuple[ConnectorSecret, Secret] | str:
    """Return the secret in force unless it is of no use for good, or why there is none."""
    row = _in_force(session, connector.name)
    if row is None:
        return f"connector {connector.name} has no secret to call {connector.resource_server} with"
    there = (connector.resource_server, connector.credential.token_endpoint if connector.credential else None)
    for was, now in zip((row.resource_server, row.token_endpoint), there, strict=True):
        if was != now:
            put_in = f"the secret of connector {connector.name} was put in for {was or 'calls themselves'}"
            return f"{put_in}, and it goes nowhere else, so one for {now or connector.resource_server} is missing"
    if row.fault is not None and row.renew_at is None:
        return f"the secret of connector {connector.name} is of no use any more ({row.fault}), so another one is needed"
    try:
        return row, Secret(context.vault.open(row.secret_sealed, table=_TABLE, row=row.id, column="secret").decode())
    except SealBroken:
        return f"the secret of connector {connector.name} was changed where it is kept, so another one is needed"


def keep(
    session: Session,
    context: Context,
    connector: Connector,
    value: Secret,
    now: datetime,
    mint: Callable[[int], bytes],
    *,
    got: bool = False,
) -> ConnectorSecret:
    """Store a secret that nothing uses yet, in the place of what was never signed; return its row.

    With `got` it is a refresh token that the broker got itself: where nobody signs for it, it is given back.
    """
    waited = _unsigned(session, connector.name)
    row = "cs_" + mint(16).hex()
    made = ConnectorSecret(
        id=row,
        connector=connector.name,
        resource_server=connector.resource_server,
        token_endpoint=connector.credential.token_endpoint if connector.credential else None,
        secret_sealed=context.vault.seal(value.reveal().encode(), table=_TABLE, row=row, column="secret"),
        revocation=revoking.GOT if got else None,
        created_at=now,
    )
    for one in waited:
        _drop(session, context, one, now, made)
    session.add(made)
    session.flush()
    return made


def put_in_force(session: Session, context: Context, row: ConnectorSecret, now: datetime) -> None:
    """Let calls carry this secret from now on; the one before is forgotten, and given back where that can be done."""
    _end(session, context, row.connector, now, after=row)
    row.signed_at, row.in_force, row.revocation = now, row.connector, None
    row.renew_at = now if row.token_endpoint else None
    session.add(row)
    session.flush()


def forget(session: Session, context: Context, connector: str, now: datetime) -> bool:
    """Let calls of this connector carry nothing any more, and keep nothing of the secret; False where there was none.

    One that waits for a signature goes too.
    """
    waited = _unsigned(session, connector)
    for row in waited:
        _drop(session, context, row, now)
    return _end(session, context, connector, now) or bool(waited)


def never_signed(session: Session, context: Context, now: datetime) -> int:
    """Forget secrets whose owner refused to sign for them, or let the time pass; return how many."""
    gone = [row for row in _unsigned(session) if not _waits(session, row, now)]
    for row in gone:
        _drop(session, context, row, now)
        audit(session, kind="connector.secret_not_signed", subject=row.connector, at=now, data={"secret": row.id})
    session.flush()
    return len(gone)


def _unsigned(session: Session, connector: str | None = None) -> list[ConnectorSecret]:
    """Return what waits for a signature, of one connector or of all, and lock it."""
    waiting = [col(ConnectorSecret.signed_at).is_(None), col(ConnectorSecret.removed_at).is_(None)]
    mine = [col(ConnectorSecret.connector) == connector] if connector else []
    rows = select(ConnectorSecret).where(*waiting, *mine).with_for_update().execution_options(populate_existing=True)
    return list(session.exec(rows))


def _drop(
    session: Session, context: Context, row: ConnectorSecret, now: datetime, after: ConnectorSecret | None = None
) -> None:
    """Forget what nobody signed for; what the broker got itself is revoked at its server, where that has an endpoint.

    What its owner typed may be of use elsewhere, and is theirs to end.
    """
    if row.revocation == revoking.GOT:
        stay = [one for one in (_in_force(session, row.connector), after) if one is not None]
        revoking.give_back(context, row, stay, now)
    if row.revoke_at is None:
        session.delete(row)
    else:
        row.removed_at, row.secret_sealed = now, b""
        session.add(row)
    session.flush()


def _waits(session: Session, row: ConnectorSecret, now: datetime) -> bool:
    mine = (col(Proposal.kind) == "secret", col(Proposal.document).contains(row.id, autoescape=True))
    return any(outcome(one, now) == "waiting" for one in session.exec(select(Proposal).where(*mine)))


def _end(
    session: Session, context: Context, connector: str, now: datetime, after: ConnectorSecret | None = None
) -> bool:
    row = _in_force(session, connector, lock=True)
    if row is None:
        return False
    revoking.give_back(context, row, [after] if after else [], now)
    row.in_force, row.removed_at, row.secret_sealed = None, now, b""
    row.access_sealed = row.access_until = row.renew_at = None
    session.add(row)
    session.flush()
    return True


def _in_force(session: Session, connector: str, *, lock: bool = False) -> ConnectorSecret | None:
    mine = select(ConnectorSecret).where(col(ConnectorSecret.in_force) == connector)
    statement = mine.execution_options(populate_existing=True)
    return session.exec(statement.with_for_update() if lock else statement).one_or_none()
