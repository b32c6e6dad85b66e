"""Telling the client instance that the owner decided (RFC 9635 §4.2): by a push, or by the owner's own browser.

The decision, its one interaction reference and, for a push, the outbox row are written in one transaction; the sender
repeats the call until it is accepted, refused as unknown, or too late (decisions P4). A redirect is made by the page,
in the browser session that came by a start mode of this request (R6); denied or approved, it is made alike.
"""

import ipaddress
import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

from broker.approval.decision import APPROVE
from broker.authserver.context import Context
from broker.gnap import open_payments
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.grant import State
from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import interaction_hash
from broker.gnap.message import read_object, write_object
from broker.gnap.tokens import new_token, token_digest
from broker.http import Answer, NoAnswer, NotSent
from broker.store.query import Session, col, select
from broker.store.tables import Approval, Outbox, RegisteredClient, ServerGrant
from broker.store.verbs import enqueue, wake

KIND = "finish"
PUSH, REDIRECT = "push", "redirect"  # RFC 9635 §2.5.2
METHODS = (PUSH, REDIRECT)
LEASE_SECONDS = 60
SLOWEST = timedelta(minutes=5)
_URI = re.compile(r"[A-Za-z0-9\-._~:/?\[\]@!$&'()*+,;=%]+")  # RFC 3986 §2, without a fragment's mark
_ADDED = frozenset({"hash", "interact_ref"})


def decided(session: Session, context: Context, approval: Approval, now: datetime) -> None:
    """Record an owner's decision on the grant, which stays pending, and queue the finish call (decisions P2)."""
    grant = session.exec(select(ServerGrant).where(col(ServerGrant.id) == approval.grant).with_for_update()).one()
    if grant.state == State.PENDING:
        record_decision(session, context, grant, now)


def record_decision(session: Session, context: Context, grant: ServerGrant, now: datetime) -> None:
    """Give the grant a fresh interaction reference and, where the client asked for a finish call, queue it."""
    reference = new_token(context.mint)
    grant.interact_ref_digest = token_digest(reference)
    grant.interact_ref_sealed = context.vault.seal(
        reference.encode(), table="server_grant", row=grant.id, column="interact_ref"
    )
    grant.version += 1
    grant.updated_at = now
    session.add(grant)
    forget(session, grant, now)
    if grant.finish_uri is not None and grant.finish_method != REDIRECT:
        enqueue(session, _row(context, grant, now))
        wake(session, "due")


def _row(context: Context, grant: ServerGrant, now: datetime) -> Outbox:
    return Outbox(
        id="o_" + new_token(context.mint)[:24],
        kind=KIND,
        subject=grant.id,
        due_at=now,
        expires_at=grant.expires_at,
        created_at=now,
    )


def forget(session: Session, grant: ServerGrant, now: datetime) -> None:
    """Drop finish calls of this grant that were not made yet."""
    statement = select(Outbox).where(
        col(Outbox.subject) == grant.id, col(Outbox.kind) == KIND, col(Outbox.done_at).is_(None)
    )
    for row in session.exec(statement):
        close(session, row, "superseded", now)


def close(session: Session, row: Outbox, outcome: str, now: datetime) -> None:
    """Mark an outbox row as done with."""
    row.done_at, row.due_at, row.outcome, row.lease, row.lease_until = now, None, outcome, None, None
    session.add(row)


def finish_call(session: Session, context: Context, grant_id: str) -> HttpMessage | None:
    """Return the finish call of a grant, or None where there is none to make any more (RFC 9635 §4.2.2)."""
    grant = session.get(ServerGrant, grant_id)
    told = _told(session, context, grant)
    if grant is None or told is None or grant.finish_uri is None or grant.finish_method == REDIRECT:
        return None
    return HttpMessage("POST", grant.finish_uri, (("content-type", "application/json"),), write_object(told))


def redirect_uri(session: Session, context: Context, grant_id: str) -> str | None:
    """Return where the owner's browser goes when it is done: the client's URI with hash and reference (§4.2.1).

    None where there is no such way: not decided yet, ended, another finish method, or a URI that the client's
    registration does not cover (any more).
    """
    grant = session.get(ServerGrant, grant_id, populate_existing=True)
    told = _told(session, context, grant)
    if grant is None or told is None or grant.finish_uri is None or grant.finish_method != REDIRECT:
        return None
    client = session.get(RegisteredClient, grant.thumbprint, populate_existing=True)
    # looked at once more where it leaves: whatever let it in, an open redirector it shall not be
    if client is None or client.revoked_at is not None or not allowed(grant.finish_uri, client.callback_prefix):
        return None
    return with_query(grant.finish_uri, told)


def with_query(uri: str, members: Mapping[str, str]) -> str:
    """Return the URI with these members behind whatever its query holds already, which stays as it was spelt."""
    _, mark, query = uri.partition("?")
    before = "?" if not mark else "&" if query and not query.endswith("&") else ""
    return f"{uri}{before}{urlencode(members)}"


def allowed(uri: str, prefix: str) -> bool:
    """Tell whether a finish URI is one that the registered prefix covers (decisions P5, RFC 9635 §2.5.2, §11.34).

    Scheme, host and port are the prefix's own; below them the path goes on at a segment's end. A spelling that two
    readers may take for two different places is covered by nothing.
    """
    place, known = _plain(uri), _plain(prefix)
    if place is None or known is None or known.query:
        return False
    if (place.scheme, place.netloc) != (known.scheme, known.netloc):
        return False
    below = place.path == known.path or place.path.startswith(f"{known.path.rstrip('/')}/")
    named = {name for name, _ in parse_qsl(place.query, keep_blank_values=True)}
    return below and not named & _ADDED


def _plain(uri: str) -> SplitResult | None:
    """Return the parts of an absolute https URI, or a loopback http one (§2.5.2.1), in a spelling without a double."""
    if _URI.fullmatch(uri) is None:
        return None
    try:
        parts = urlsplit(uri)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    local = parts.scheme == "http" and _is_local(host)
    if not host or "@" in parts.netloc or not (parts.scheme == "https" or local):
        return None
    # what a server on the way may decode once more, or climb up by
    steps = unquote(parts.path).replace("\\", "/").split("/")
    twice = re.search(r"%(2[ef5]|5c|[01]|7f)", parts.path, re.IGNORECASE)
    return None if twice or {".", ".."} & set(steps) or "//" in parts.path else parts


def _is_local(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def _told(session: Session, context: Context, grant: ServerGrant | None) -> dict[str, str] | None:
    """Return what both finish methods say, hash and reference, while the decided grant waits for its client."""
    if grant is None or grant.state != State.PENDING or grant.interact_ref_sealed is None:
        return None
    if grant.finish_nonce is None or grant.as_nonce is None:
        return None
    reference = context.vault.open(
        grant.interact_ref_sealed, table="server_grant", row=grant.id, column="interact_ref"
    ).decode()
    if grant.finish_hash_method == open_payments.FINISH:
        return _told_otherwise(session, context, grant, reference)
    method = grant.finish_hash_method or "sha-256"
    proof = interaction_hash(grant.finish_nonce, grant.as_nonce, reference, context.grant_endpoint, method)
    return {"hash": proof, "interact_ref": reference}


def _told_otherwise(session: Session, context: Context, grant: ServerGrant, reference: str) -> dict[str, str]:
    """Return what is said to a client that asked at the path of Open Payments."""
    approval = session.get_one(Approval, grant.approval)
    nonces = grant.finish_nonce or "", grant.as_nonce or ""
    approved = approval.decision == APPROVE
    return open_payments.finished(*nonces, reference, context.open_payments_endpoint, approved=approved)


def judged(answer: Answer) -> str | None:
    """Return how a finish call ended, or None where it must be repeated."""
    if 200 <= answer.status < 300:
        return "accepted"
    return "unknown_interaction" if _says_unknown(answer) else None


def _says_unknown(answer: Answer) -> bool:
    # RFC 9635 §4.2.2: the client instance says that this interaction is none of its own.
    try:
        error = read_object(answer.body).get("error")
    except GnapError:
        return False
    code = error.get("code") if isinstance(error, dict) else error
    return bool(code == ErrorCode.UNKNOWN_INTERACTION)


def later(attempts: int, now: datetime) -> datetime:
    """Return when to try again: 1, 2, 4 … seconds, at most five minutes apart."""
    return now + min(timedelta(seconds=2 ** min(attempts, 12)), SLOWEST)


async def deliver(send: Callable[[HttpMessage], Awaitable[Answer]], call: HttpMessage) -> str | None:
    """Make one finish call; return how it ended, or None where it must be repeated."""
    try:
        return judged(await send(call))
    except (NotSent, NoAnswer):
        return None
