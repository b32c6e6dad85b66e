"""What a grant request of ours asks for and declares: only what this installation can really do (decisions P1)."""

from typing import Literal

from broker.client.context import Context
from broker.gnap.client_request import FinishAsk, Identity, InteractAsk, TokenAsk, Wanted
from broker.gnap.keys import PublicKey
from broker.gnap.models import Ask
from broker.gnap.rights import parse_access
from broker.store.query import Session, col, select
from broker.store.tables import ClientGrant, Passkey

START = ("redirect", "user_code_uri", "user_code")  # the inbox shows an address, both, or a code


def paired(session: Session, owner: str) -> bool:
    """Tell whether the owner has a device that could show an interaction."""
    mine = (col(Passkey.owner) == owner, col(Passkey.removed_at).is_(None))
    return session.exec(select(Passkey.id).where(*mine).limit(1)).first() is not None


def wanted(context: Context, row: ClientGrant, *, device: bool) -> Wanted:
    """Return what the row's grant request asks for; `device` tells whether its owner has one that is paired."""
    ask = Ask(
        operation=row.operation,
        connector=row.connector,
        connector_digest=row.connector_digest,
        call_digest=row.call_digest,
        reason=row.agent_reason,
        purpose=row.purpose,
        number=row.number,
    )
    return Wanted(
        tokens=(TokenAsk(parse_access(row.access), flags=() if row.hold is None else (row.hold,)),),
        interact=_interact(context, row, device=device),
        ask=ask if context.is_embedded(row) else None,
    )


def identity(context: Context, row: ClientGrant, key: PublicKey) -> Identity:
    """Return who asks: the key of this agent at this server, and what the connector says of the broker there."""
    known = context.introduction(row)
    return Identity(key, known.instance_id, known.class_id, known.display)


def finish_method(context: Context, row: ClientGrant) -> Literal["push", "redirect"] | None:
    """Return how the server may tell us that its interaction ended, None where we can only poll.

    A push needs an address that the server can reach; a redirect ends in the owner's own browser (decisions P1).
    """
    reachable = context.is_embedded(row) or context.public_url.startswith("https://")
    chosen = context.profile(row).finish
    if chosen is None:
        return "push" if reachable else "redirect"
    if chosen == "push":
        return "push" if reachable else None
    return "redirect" if chosen == "redirect" else None


def _interact(context: Context, row: ClientGrant, *, device: bool) -> InteractAsk | None:
    # the owner said yes here before this leaves (decisions R3), and the same visit goes on there
    start = START if device and not context.is_embedded(row) else ()
    method = finish_method(context, row)
    # A browser can only come back from where somebody sent it.
    if method is None or (method == "redirect" and not start):
        return InteractAsk(start) if start else None
    uri = f"{context.public_url}/callback/{context.opened(row, 'callback')}"
    return InteractAsk(start, FinishAsk(method, uri, row.finish_nonce or "", context.profile(row).hash_method))
