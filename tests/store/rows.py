"""Small rows for the store's tests: everything that the schema wants, nothing that the tests do not look at."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import Session

from broker.store import Store
from broker.store.tables import Agent, Approval, ClientGrant, Outbox, Owner, ServerGrant

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def people(session: Session) -> None:
    """Insert alice, who answers for scout."""
    session.add(Owner(name="alice", created_at=NOW))
    session.flush()
    session.add(Agent(name="scout", owner="alice", credential_digest="c", created_at=NOW))


def client_grant(id: str = "g1", **values: Any) -> ClientGrant:
    """Return one ask of scout."""
    given: dict[str, Any] = {
        "agent": "scout",
        "owner": "alice",
        "authorization_server": "https://as.example/gnap",
        "key": "k1",
        "connector": "bank",
        "operation": "bank_pay",
        "arguments": {"amount": "25.00"},
        "access": [{"type": "bank-payment"}],
        "call_digest": "d",
        "connector_digest": "d",
        "policy_digest": "d",
        "rule": "small-payments",
        "decide": "ask",
        "created_at": NOW,
        "updated_at": NOW,
        "deadline": NOW + timedelta(days=1),
    }
    return ClientGrant(id=id, **{**given, **values})


def server_grant(id: str = "s1", **values: Any) -> ServerGrant:
    """Return one grant of the embedded authorization server."""
    given: dict[str, Any] = {
        "thumbprint": "t",
        "agent": "scout",
        "owner": "alice",
        "access": [{"type": "bank-payment"}],
        "rule": "small-payments",
        "created_at": NOW,
        "updated_at": NOW,
        "expires_at": NOW + timedelta(days=1),
    }
    return ServerGrant(id=id, **{**given, **values})


def approval(id: str = "a1", **values: Any) -> Approval:
    """Return one approval that nobody decided."""
    given: dict[str, Any] = {
        "grant": "s1",
        "agent": "scout",
        "owner": "alice",
        "document": "{}",
        "digest": "d",
        "created_at": NOW,
        "valid_until": NOW + timedelta(days=1),
    }
    return Approval(id=id, **{**given, **values})


def letter(id: str = "o1", **values: Any) -> Outbox:
    """Return one thing to be sent."""
    given: dict[str, Any] = {
        "kind": "finish",
        "subject": "s1",
        "created_at": NOW,
        "expires_at": NOW + timedelta(days=1),
    }
    return Outbox(id=id, **{**given, **values})


def seeded(store: Store, *rows: Any) -> None:
    """Write the people, and these rows."""

    def work(session: Session) -> None:
        people(session)
        session.flush()
        session.add_all(rows)

    store.write_sync(work)
