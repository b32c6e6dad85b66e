"""Whose key is whose: the embedded authorization server's own record of a client instance (RFC 9635 §2.3, §11.14)."""

from datetime import datetime
from typing import Any

from broker.gnap.keys import thumbprint
from broker.store.query import Session
from broker.store.tables import RegisteredClient
from broker.store.verbs import audit


def register(
    session: Session, *, agent: str, owner: str, public_jwk: dict[str, Any], callback_prefix: str, now: datetime
) -> None:
    """Register the key that stands for `agent`; its finish calls may go below `callback_prefix` only."""
    key = thumbprint(public_jwk)
    session.add(
        RegisteredClient(
            thumbprint=key,
            agent=agent,
            owner=owner,
            public_jwk=public_jwk,
            callback_prefix=callback_prefix,
            created_at=now,
        )
    )
    audit(session, kind="server.registered", subject=key, at=now, agent=agent, owner=owner)
