"""Talking to an authorization server for one grant: what is sent, and what an answer does to the row.

The intent stands in the row before anything leaves. `NotSent` postpones; `NoAnswer` leaves the intent open, and the
same request is made again with the same token and key, newly signed (RFC 9635 §11.33).
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from broker.client.context import Context
from broker.client.steps import postponed, scheduled
from broker.gnap.client_role import (
    Answer,
    Asked,
    Failed,
    Granted,
    Pending,
    Unusable,
    continue_request,
    grant_request,
)
from broker.gnap.errors import ErrorCode
from broker.gnap.grant import Move, State
from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import nonce
from broker.gnap.keys import PrivateKey
from broker.gnap.models import Ask, Continue, IssuedToken
from broker.gnap.proofs import httpsig
from broker.gnap.rights import access_json, parse_access
from broker.store.chain import Entry
from broker.store.moves import moved
from broker.store.tables import ClientGrant
from broker.store.verbs import Change

JSON = ("content-type", "application/json")
TOKEN_SECONDS = 600  # how long a token without `expires_in` is used: what is not said is not assumed to be long


def request_message(context: Context, row: ClientGrant, key: PrivateKey, now: datetime) -> HttpMessage:
    """Return the signed grant request of a row (RFC 9635 §2)."""
    ask = Ask(
        operation=row.operation,
        connector=row.connector,
        connector_digest=row.connector_digest,
        call_digest=row.call_digest,
        reason=row.agent_reason,
    )
    body = grant_request(
        key.public,
        parse_access(row.access),
        ask if context.is_embedded(row) else None,
        _callback(context, row),
        row.finish_nonce or "",
    )
    return _signed(context, HttpMessage("POST", row.authorization_server, (JSON,), body), key, now)


def _callback(context: Context, row: ClientGrant) -> str | None:
    # Decisions P1: a foreign server is only promised a callback that it can reach.
    reachable = context.is_embedded(row) or context.public_url.startswith("https://")
    return f"{context.public_url}/callback/{context.opened(row, 'callback')}" if reachable else None


def continue_message(context: Context, row: ClientGrant, key: PrivateKey, now: datetime, *, poll: bool) -> HttpMessage:
    """Return the signed continuation: with the interaction reference, or without content (RFC 9635 §5.1, §5.2)."""
    headers = [("authorization", f"GNAP {context.opened(row, 'continue_token')}")]
    body = None
    if not poll:
        headers.append(JSON)
        body = continue_request(context.opened(row, "interact_ref"))
    return _signed(context, HttpMessage("POST", row.continue_uri or "", tuple(headers), body), key, now)


def cancel_message(context: Context, row: ClientGrant, key: PrivateKey, now: datetime) -> HttpMessage:
    """Return the signed DELETE of the continuation (RFC 9635 §5.4)."""
    headers = (("authorization", f"GNAP {context.opened(row, 'continue_token')}"),)
    return _signed(context, HttpMessage("DELETE", row.continue_uri or "", headers), key, now)


def revoke_message(context: Context, row: ClientGrant, key: PrivateKey, now: datetime) -> HttpMessage:
    """Return the signed DELETE of the token (RFC 9635 §6.2)."""
    headers = (("authorization", f"GNAP {context.opened(row, 'manage_token')}"),)
    return _signed(context, HttpMessage("DELETE", row.manage_uri or "", headers), key, now)


def _signed(context: Context, message: HttpMessage, key: PrivateKey, now: datetime) -> HttpMessage:
    return httpsig.sign(message, key, created=int(now.timestamp()), nonce=nonce(context.mint))


def asked(row: ClientGrant) -> Asked:
    """Return the measure of every answer to this row's request."""
    return Asked(row.authorization_server, parse_access(row.access))


def take(context: Context, answer: Answer, now: datetime) -> Callable[[ClientGrant], Change[ClientGrant]]:
    """Return what an answer does to the row."""
    if isinstance(answer, Pending):
        return lambda row: _pending(context, row, answer, now)
    if isinstance(answer, Granted):
        return lambda row: _granted(context, row, answer, now)
    if isinstance(answer, Unusable):
        return lambda row: _unusable(context, row, answer, now)
    return lambda row: _failed(context, row, answer, now)


def _pending(context: Context, row: ClientGrant, answer: Pending, now: datetime) -> Change[ClientGrant]:
    if row.state == State.PROCESSING:
        moved(row, Move.AWAIT, now)
        row.as_nonce = answer.finish
    _continuation(context, row, answer.continuation, now)
    if row.status != "pending":
        # Given back while the request was under way: what it started is ended.
        row.intent, row.intent_at = "cancel", now
    return change(row, now, "client.pending", {})


def _continuation(context: Context, row: ClientGrant, going_on: Continue, now: datetime) -> None:
    row.continue_uri = going_on.uri
    row.continue_token_sealed = context.sealed(row, "continue_token", going_on.access_token.value)
    row.wait_until = now + timedelta(seconds=going_on.wait)
    if row.intent != "cancel":
        row.intent, row.intent_at = None, None


def _granted(context: Context, row: ClientGrant, answer: Granted, now: datetime) -> Change[ClientGrant]:
    _approved(context, row, answer.token, now)
    row.token_access = access_json(answer.access)
    row.approval = answer.approval
    if row.decide == "ask" and answer.approval is None:
        # R2: if either decision said ask, nothing is used without the record of an approval.
        return _take_back(row, now, "the authorization server granted this without asking the owner")
    return change(row, now, "client.granted", {"access": row.token_access, "approval": row.approval})


def _approved(context: Context, row: ClientGrant, token: IssuedToken, now: datetime) -> None:
    if row.state == State.PENDING:
        moved(row, Move.RESUME, now)
    moved(row, Move.APPROVE, now)
    row.token_sealed = context.sealed(row, "token", token.value)
    row.token_expires_at = now + timedelta(seconds=token.expires_in or TOKEN_SECONDS)
    if token.manage is not None:
        row.manage_uri = token.manage.uri
        row.manage_token_sealed = context.sealed(row, "manage_token", token.manage.access_token.value)
    row.continue_token_sealed = row.interact_ref_sealed = None
    given_back = row.status != "pending"
    row.intent, row.intent_at = ("revoke", now) if given_back else (None, None)


def _unusable(context: Context, row: ClientGrant, answer: Unusable, now: datetime) -> Change[ClientGrant]:
    _approved(context, row, answer.token, now)
    return _take_back(row, now, answer.why)


def _take_back(row: ClientGrant, now: datetime, why: str) -> Change[ClientGrant]:
    # R5: what was granted otherwise than asked is unused, revoked and told.
    row.status, row.detail = "failed", f"Nothing ran: {why}. The token is being revoked."
    row.intent, row.intent_at = "revoke", now
    return change(row, now, "client.not_used", {"why": why})


def _failed(context: Context, row: ClientGrant, answer: Failed, now: datetime) -> Change[ClientGrant]:
    if answer.continuation is not None and answer.code in (ErrorCode.TOO_FAST, ErrorCode.INVALID_INTERACTION):
        _continuation(context, row, answer.continuation, now)
        if answer.code == ErrorCode.INVALID_INTERACTION:
            row.interact_ref_sealed = None
        return change(row, now, "client.waits", {"code": answer.code})
    denied = answer.code in (ErrorCode.USER_DENIED, ErrorCode.REQUEST_DENIED)
    if row.status == "pending":
        row.status = "denied" if denied else "failed"
        row.owner_words = answer.code == ErrorCode.USER_DENIED and bool(answer.words)
        row.detail = answer.words or f"the authorization server answered {answer.code}"
    if answer.continuation is not None and row.state == State.PENDING:
        # Decisions P19: the grant is still alive over there, so it is ended.
        _continuation(context, row, answer.continuation, now)
        row.intent, row.intent_at = "cancel", now
        return change(row, now, "client.denied", {"code": answer.code})
    row.intent, row.intent_at = None, None
    if row.state == State.PENDING:
        moved(row, Move.RESUME, now)
    moved(row, Move.DENY, now)
    return change(row, now, "client.denied", {"code": answer.code})


def broken(row: ClientGrant, why: str, now: datetime) -> Change[ClientGrant]:
    """Return the row after an answer that breaks the protocol: nothing of it is used."""
    if row.status == "pending":
        row.status, row.detail = "failed", f"Nothing ran: the authorization server broke the protocol ({why})."
    if row.state == State.PENDING:
        row.intent, row.intent_at = "cancel", now
    else:
        moved(row, Move.CANCEL, now)
        row.intent, row.intent_at = None, None
    return change(row, now, "client.peer_error", {"why": why})


def ended(row: ClientGrant, move: Move, now: datetime) -> Change[ClientGrant]:
    """Return the row after its grant or token was given up at the authorization server, or its time ran out."""
    moved(row, move, now)
    row.intent, row.intent_at = None, None
    row.token_sealed = row.manage_token_sealed = row.continue_token_sealed = row.interact_ref_sealed = None
    if row.status == "pending":
        row.status, row.detail = "expired", "Nothing ran: nobody answered in time, or the access was not used in time."
    return change(row, now, f"client.{row.ending}", {})


def later(row: ClientGrant, now: datetime) -> Change[ClientGrant]:
    """Return the row to be tried again, its intent still open."""
    row.intent_at = row.intent_at or now
    return Change(postponed(row, now))


def interrupted(row: ClientGrant, now: datetime, kind: str) -> Change[ClientGrant]:
    """Return the row due now without taking the lease from a driver that is under way."""
    lease, until = row.lease, row.lease_until
    changed = change(row, now, kind, {})
    row.lease, row.lease_until = lease, until
    return changed


def change(row: ClientGrant, now: datetime, kind: str, data: dict[str, object]) -> Change[ClientGrant]:
    """Return the row scheduled, with its audit record and a ring for whoever waits for it."""
    entry = Entry(kind, row.id, now, row.agent, row.owner, data)
    return Change(scheduled(row, now), audit=(entry,), wake=(f"grant:{row.id}", "due"))
