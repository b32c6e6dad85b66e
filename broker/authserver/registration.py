"""Whose key is whose: the embedded authorization server's own record of a client instance (RFC 9635 §2.3, §11.14)."""

from datetime import datetime
from typing import Any

from broker.approval.proposal import ClientItem
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


def register_foreign(session: Session, item: ClientItem, *, owner: str, instance_id: str, now: datetime) -> None:
    """Register somebody else's client instance as its owner signed for it (RFC 9635 §2.3, §11.34)."""
    session.add(
        RegisteredClient(
            thumbprint=item.identity,
            agent=item.agent,
            owner=owner,
            public_jwk=item.key.get("jwk") or {},
            key=item.key,
            callback_prefix=item.callback_prefix,
            builtin=False,
            instance_id=instance_id,
            start_modes=list(item.start_modes),
            nonce_optional=item.nonce_optional,
            created_at=now,
        )
    )
    audit(session, kind="server.registered", subject=item.identity, at=now, agent=item.agent, owner=owner)
