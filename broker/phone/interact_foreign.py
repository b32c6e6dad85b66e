"""Where another authorization server wants to ask the owner itself: shown to the signed-in owner, and to nobody else.

The URI comes from a stranger. It is opened by the human only, in a tab of its own that learns nothing of this page; it
goes to no agent, no terminal and no log (decisions R6), and nothing of ours ever fetches it (P5).
"""

import contextlib
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from broker.http import is_loopback
from broker.phone import sessions
from broker.phone.answering import nothing_here
from broker.phone.deps import PhoneDeps
from broker.phone.door import body
from broker.phone.signin import Nothing
from broker.store.query import ColumnElement, Session, col, or_, select
from broker.store.tables import ClientGrant
from broker.store.verbs import audit, use_once
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
    mine = _still_waits(owner, now)
    offered = or_(col(ClientGrant.interaction_uri_sealed).is_not(None), col(ClientGrant.user_code_sealed).is_not(None))
    asked = select(ClientGrant).where(*mine, offered)
    rows = session.scalars(asked.order_by(col(ClientGrant.created_at).desc()))
    return [one for row in rows if (one := _elsewhere(deps, row, now)) is not None]


async def onward(deps: PhoneDeps, request: Request) -> Response:
    """POST /elsewhere/{id}: this browser goes on to the other server, so its finish is taken here alone (R6)."""
    signed = await sessions.demanded(deps, request)
    await body(request, Nothing)
    grant, now = request.path_params["id"], deps.now()

    def work(session: Session) -> None:
        mine, here = (col(ClientGrant.id) == grant, *_still_waits(signed.owner, now)), {"opened_in": signed.digest}
        if not use_once(session, ClientGrant, *mine, values=here):
            raise nothing_here()
        audit(session, kind="client.opened_elsewhere", subject=grant, at=now, owner=signed.owner)

    await deps.store.write(work)
    return JSONResponse({"opened": grant})


@dataclass(frozen=True)
class Abroad:
    """How a grant at another server stands, for its own owner: a word for its state, and where to go on, if anywhere.

    `detail` holds words of ours and of that server.
    """

    host: str
    state: str  # asks | invites | waits | granted | ended
    detail: str | None
    visit: Elsewhere | None


def abroad(deps: PhoneDeps, session: Session, grant: str, now: datetime) -> Abroad | None:
    """Return how the grant of one approval stands at another server; None where ours is asked."""
    row = session.get(ClientGrant, grant)
    if row is None or row.approval is None or (row.state == "processing" and row.intent is None):
        return None
    visit = _elsewhere(deps, row, now) if row.state == "pending" and row.deadline > now else None
    return Abroad(row.authorization_server.split("/")[2], _state(row, visit), row.detail, visit)


def _state(row: ClientGrant, visit: Elsewhere | None) -> str:
    if row.status in ("running", "done", "unknown") or (row.state == "approved" and row.status == "pending"):
        return "granted"
    if row.status != "pending":
        return "ended"
    if row.state == "processing":
        return "asks"
    return "invites" if visit is not None else "waits"


def waiting_there(deps: PhoneDeps, session: Session, owner: str, now: datetime) -> list[Elsewhere]:
    """Return what waits at other servers without anything for this owner to do there, newest first."""
    mine = _still_waits(owner, now)
    bare = (col(ClientGrant.interaction_uri_sealed).is_(None), col(ClientGrant.user_code_sealed).is_(None))
    theirs = ~col(ClientGrant.authorization_server).startswith(f"{deps.public_url}/", autoescape=True)
    rows = session.scalars(select(ClientGrant).where(*mine, *bare, theirs).order_by(col(ClientGrant.created_at).desc()))
    return [_there(row, row.authorization_server.split("/")[2], None, None, now) for row in rows]


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


def _still_waits(owner: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    # given back or stopped, its end may still be on the way to that server: nobody is led there any more
    return (
        col(ClientGrant.owner) == owner,
        col(ClientGrant.state) == "pending",
        col(ClientGrant.status) == "pending",
        col(ClientGrant.deadline) > now,
    )


def _elsewhere(deps: PhoneDeps, row: ClientGrant, now: datetime) -> Elsewhere | None:
    uri, code = _opened(deps, row, "interaction_uri"), _opened(deps, row, "user_code")
    host = host_of(uri) if uri else row.interaction_host
    led_there = uri if row.interaction_uri_sealed is not None else code
    if led_there is None or host is None:
        return None
    return _there(row, host, uri, code, now)


def _there(row: ClientGrant, host: str, uri: str | None, code: str | None, now: datetime) -> Elsewhere:
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
