"""What is sent to an authorization server for one grant: signed anew each time, with the key of the grant."""

from datetime import datetime

from broker.client import declaring
from broker.client.context import Context
from broker.gnap import client_request
from broker.gnap.client_role import Asked
from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import nonce
from broker.gnap.keys import PrivateKey
from broker.gnap.profile_signing import sign
from broker.store.tables import ClientGrant


def request_message(context: Context, row: ClientGrant, key: PrivateKey, now: datetime, *, device: bool) -> HttpMessage:
    """Return the signed grant request of a row (RFC 9635 §2)."""
    wanted = declaring.wanted(context, row, device=device)
    identity = declaring.identity(context, row, key.public)
    message = client_request.grant_message(row.authorization_server, identity, wanted, context.profile(row))
    return _signed(context, row, message, key, now)


def continue_message(context: Context, row: ClientGrant, key: PrivateKey, now: datetime, *, poll: bool) -> HttpMessage:
    """Return the signed continuation: with the interaction reference, or without content (RFC 9635 §5.1, §5.2)."""
    uri, token = row.continue_uri or "", context.opened(row, "continue_token")
    if poll:
        return _signed(context, row, client_request.poll_message(uri, token), key, now)
    reference = context.opened(row, "interact_ref")
    return _signed(context, row, client_request.continue_message(uri, token, reference), key, now)


def cancel_message(context: Context, row: ClientGrant, key: PrivateKey, now: datetime) -> HttpMessage:
    """Return the signed DELETE of the continuation (RFC 9635 §5.4)."""
    message = client_request.cancel_message(row.continue_uri or "", context.opened(row, "continue_token"))
    return _signed(context, row, message, key, now)


def revoke_message(context: Context, row: ClientGrant, key: PrivateKey, now: datetime) -> HttpMessage:
    """Return the signed DELETE of the token (RFC 9635 §6.2)."""
    message = client_request.revoke_message(row.manage_uri or "", context.opened(row, "manage_token"))
    return _signed(context, row, message, key, now)


def _signed(context: Context, row: ClientGrant, message: HttpMessage, key: PrivateKey, now: datetime) -> HttpMessage:
    created, profile = int(now.timestamp()), context.profile(row)
    return sign(message, key, profile, created=created, nonce=nonce(context.mint))


def asked(context: Context, row: ClientGrant, *, device: bool) -> Asked:
    """Return the measure of every answer to this row's request."""
    wanted = declaring.wanted(context, row, device=device)
    return Asked.of(row.authorization_server, wanted, context.profile(row))
