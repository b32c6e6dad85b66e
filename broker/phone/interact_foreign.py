"""Where another authorization server wants to ask the owner itself: shown to the signed-in owner, and to nobody else.

The URI comes from a stranger. It is opened by the human only, in a tab of its own that learns nothing of this page; it
goes to no agent, no terminal and no log (decisions R6), and nothing of ours ever fetches it (P5).
"""

import contextlib
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from broker.http import is_loopback
from broker.phone.deps import PhoneDeps
from broker.store.query import Session, col, or_, select
from broker.store.tables import ClientGrant
from broker.vault import SealBroken


@dataclass(frozen=True)
class Elsewhere:
    """One grant that waits for its owner at another server; `code` is what is to be typed there, if anything.

    Without a `uri` the code is for a page that the server has told the person of otherwise (RFC 9635 §3.3.3).
    """

    grant: str
    agent: str
    connector: str
    operation: str
    host: str
    uri: str | None
    code: str | None
    seconds_left: float


def elsewhere(deps: PhoneDeps, session: Session, owner: str, now: datetime) -> list[Elsewhere]:
    """Return what waits for this owner at other servers, newest first."""
    mine = (col(ClientGrant.owner) == owner, col(ClientGrant.state) == "pending", col(ClientGrant.deadline) > now)
    offered = or_(col(ClientGrant.interaction_uri_sealed).is_not(None), col(ClientGrant.user_code_sealed).is_not(None))
    asked = select(ClientGrant).where(*mine, offered)
    rows = session.scalars(asked.order_by(col(ClientGrant.created_at).desc()))
    return [one for row in rows if (one := _elsewhere(deps, row, now)) is not None]


def host_of(uri: str) -> str | None:
    """Return the host of a URI that a person may be led to, None for any other: https, or http on this computer.

    The host is read from the URI itself, so that what is shown is where the browser goes.
    """
    if not uri.isascii() or not uri.isprintable() or " " in uri or "\\" in uri:
        return None
    try:
        parts = urlsplit(uri)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if not host or "@" in parts.netloc:
        return None
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
        return None
    return f"{host}:{port}" if port else host


def _elsewhere(deps: PhoneDeps, row: ClientGrant, now: datetime) -> Elsewhere | None:
    uri, code = _opened(deps, row, "interaction_uri"), _opened(deps, row, "user_code")
    host = host_of(uri) if uri else row.interaction_host
    led_there = uri if row.interaction_uri_sealed is not None else code
    if led_there is None or host is None:
        return None
    return Elsewhere(
        grant=row.id,
        agent=row.agent,
        connector=row.connector,
        operation=row.operation,
        host=host,
        uri=uri,
        code=code,
        seconds_left=(row.deadline - now).total_seconds(),
    )


def _opened(deps: PhoneDeps, row: ClientGrant, column: str) -> str | None:
    # an entry that cannot be opened must not take the whole inbox with it
    with contextlib.suppress(LookupError, SealBroken):
        return deps.opened(row, column)
    return None
