"""Which client instance asks, and what its registration lets it do (RFC 9635 §2.3, §11.14, decisions P5, P10).

The key decides who somebody is. What a request says of itself is shown as the client's own words, and only where its
registration says nothing.
"""

from datetime import datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from broker.authserver import finish, visits
from broker.authserver.context import Context
from broker.gnap.as_role import FinishCall
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.keys import Key, parse_key
from broker.ratchet.freezing import welcome
from broker.ratchet.proposals import has_device
from broker.store.query import Session, col, select
from broker.store.tables import RegisteredClient, ServerGrant, ServerToken

Json = dict[str, Any]


def known_client(session: Session, identity: str, now: datetime) -> RegisteredClient:
    """Return the registration of a key; raise GnapError(invalid_client) for an unknown, revoked or frozen one."""
    client = session.get(RegisteredClient, identity)
    if client is None or client.revoked_at is not None:
        raise unregistered()
    if welcome(session, client.agent, now) is None:
        raise GnapError(ErrorCode.INVALID_CLIENT, f"agent {client.agent} is revoked or frozen")
    return client


def unregistered() -> GnapError:
    """Return the refusal of a key that nobody has signed for."""
    return GnapError(ErrorCode.INVALID_CLIENT, "this key is not registered: the owner adds agents, nobody else")


def key_of_instance(session: Session, instance_id: str) -> Key:
    """Return the key behind an instance identifier (§2.3.1); raise GnapError(invalid_client) for an unknown one."""
    named = col(RegisteredClient.instance_id) == instance_id
    client = session.exec(select(RegisteredClient).where(named)).one_or_none()
    if client is None:
        raise GnapError(ErrorCode.INVALID_CLIENT, "unknown client instance")
    return registered_key(client)


def registered_key(client: RegisteredClient) -> Key:
    """Return the key that a registration names."""
    return parse_key(client.key or {"proof": "httpsig", "jwk": client.public_jwk})


def key_of_grant(session: Session, grant: ServerGrant) -> Key:
    """Return the key that every continuation of a grant is proved with: the one of its request, for life (P11)."""
    if grant.key is not None:
        return parse_key(grant.key)
    return registered_key(session.get_one(RegisteredClient, grant.thumbprint))


def key_of_token(token: ServerToken) -> Key:
    """Return the key that a token is bound to."""
    return parse_key(token.key or {"proof": "httpsig", "jwk": token.public_jwk})


def check_proof(client: RegisteredClient, shown: Key) -> None:
    """Return if the key is proved in the way it was registered for; raise GnapError(invalid_client) otherwise."""
    known = registered_key(client)
    if (known.proof, known.content_digest) != (shown.proof, shown.content_digest):
        raise GnapError(ErrorCode.INVALID_CLIENT, "this key is registered for another proof method")


def check_finish(context: Context, client: RegisteredClient, call: FinishCall | None) -> None:
    """Return if a finish call may go there (decisions P5); raise GnapError(invalid_request) otherwise.

    Somebody else's client is called on this computer only where the whole installation stands on it (README).
    """
    if call is None:
        return
    covered = call.uri.startswith(client.callback_prefix) if client.builtin else finish.allowed(*_pair(client, call))
    if not covered:
        raise GnapError(ErrorCode.INVALID_REQUEST, "interact.finish.uri is not the one registered for this key")
    foreign_push = call.method == finish.PUSH and not client.builtin
    if foreign_push and _is_local(call.uri) and not _is_local(context.public_url):
        raise GnapError(ErrorCode.INVALID_REQUEST, "interact.finish.uri is an address of this computer")


def start_modes(client: RegisteredClient, asked: tuple[str, ...]) -> tuple[str, ...]:
    """Return the start modes that are answered: asked for, registered, and known (§2.5.1: others are left out).

    Raises GnapError(invalid_interaction) for our own client instance: its owner is asked by one door only.
    """
    if client.builtin and asked:
        raise GnapError(ErrorCode.INVALID_INTERACTION, "this client has no start modes: its owner is asked directly")
    return tuple(mode for mode in visits.START_MODES if mode in asked and mode in (client.start_modes or []))


def finish_of(client: RegisteredClient, asked: FinishCall | None, start: tuple[str, ...]) -> FinishCall | None:
    """Return the finish call that is possible (RFC 9635 §3.3.5): a redirect needs a browser that was led here."""
    if asked is not None and asked.method == "redirect" and (client.builtin or not start):
        return None
    return asked


def check_interaction(session: Session, client: RegisteredClient, start: tuple[str, ...], *, alone: bool) -> None:
    """Return if the owner can be met or asked; raise GnapError(invalid_interaction) otherwise (RFC 9635 §2.5, P1).

    `alone` is a request for nothing but the subject, which is released to nobody but who came by a start mode.
    """
    if start:
        return
    if alone:
        raise GnapError(ErrorCode.INVALID_INTERACTION, "subject information needs a start mode of this client")
    if not has_device(session, client.owner):
        raise GnapError(ErrorCode.INVALID_INTERACTION, "the owner has no device, and no start mode can be used")


def display_of(client: RegisteredClient, said: Json | None) -> Json | None:
    """Return what may be shown of a client: what is registered, else what it says now (§2.3); nothing is kept."""
    return client.display if client.display is not None else said


def _pair(client: RegisteredClient, call: FinishCall) -> tuple[str, str]:
    return call.uri, client.callback_prefix


def _is_local(uri: str) -> bool:
    host = urlsplit(uri).hostname or ""
    if host == "localhost":
        return True
    try:
        return not ip_address(host).is_global
    except ValueError:
        return False
