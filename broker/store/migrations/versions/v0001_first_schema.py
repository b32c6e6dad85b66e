"""The first schema, as it was at 0.1: written out, so that later changes of the tables do not change the past."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SCHEMA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
TEXT = sa.String()
LONG = sa.Text()
JSON = sa.JSON()
BYTES = sa.LargeBinary()
WHEN = sa.DateTime(timezone=True)


def key(name: str, kind: Any, *more: Any) -> sa.Column[Any]:
    """Return the primary key's column."""
    return sa.Column(name, kind, *more, primary_key=True, autoincrement=False)


def need(name: str, kind: Any, *more: Any, **options: Any) -> sa.Column[Any]:
    """Return a column that always has a value."""
    return sa.Column(name, kind, *more, nullable=False, **options)


def may(name: str, kind: Any, *more: Any, **options: Any) -> sa.Column[Any]:
    """Return a column that may be empty."""
    return sa.Column(name, kind, *more, nullable=True, **options)


sa.Table(
    "owner",
    SCHEMA,
    key("name", TEXT),
    need("created_at", WHEN),
)
sa.Table(
    "passkey",
    SCHEMA,
    key("id", TEXT),
    need("owner", TEXT, sa.ForeignKey("owner.name"), index=True),
    need("label", TEXT),
    need("public_key", BYTES),
    need("sign_count", sa.BigInteger()),
    need("created_at", WHEN),
    may("last_used_at", WHEN),
    may("removed_at", WHEN),
)
sa.Table(
    "enrolment_link",
    SCHEMA,
    key("digest", TEXT),
    need("owner", TEXT, sa.ForeignKey("owner.name")),
    need("expires_at", WHEN),
    may("used_at", WHEN),
)
sa.Table(
    "phone_session",
    SCHEMA,
    key("digest", TEXT),
    need("owner", TEXT, sa.ForeignKey("owner.name"), index=True),
    need("passkey", TEXT, sa.ForeignKey("passkey.id")),
    need("created_at", WHEN),
    need("expires_at", WHEN),
)
sa.Table(
    "challenge",
    SCHEMA,
    key("id", TEXT),
    need("purpose", TEXT),
    may("owner", TEXT),
    may("approval", TEXT, index=True),
    may("verb", TEXT),
    may("digest", TEXT),
    need("nonce", BYTES),
    need("expires_at", WHEN),
    may("used_at", WHEN),
)
sa.Table(
    "agent",
    SCHEMA,
    key("name", TEXT),
    need("owner", TEXT, sa.ForeignKey("owner.name"), index=True),
    need("credential_digest", TEXT, unique=True),
    need("created_at", WHEN),
    may("revoked_at", WHEN),
    may("frozen_at", WHEN),
    may("last_used_at", WHEN),
)
sa.Table(
    "client_key",
    SCHEMA,
    key("id", TEXT),
    need("agent", TEXT, sa.ForeignKey("agent.name"), index=True),
    need("authorization_server", TEXT),
    need("public_jwk", JSON),
    need("private_sealed", BYTES),
    need("created_at", WHEN),
    sa.UniqueConstraint("agent", "authorization_server"),
)
sa.Table(
    "registered_client",
    SCHEMA,
    key("thumbprint", TEXT),
    need("agent", TEXT, index=True),
    need("owner", TEXT),
    need("public_jwk", JSON),
    need("callback_prefix", TEXT),
    need("created_at", WHEN),
    may("revoked_at", WHEN),
)
sa.Table(
    "client_grant",
    SCHEMA,
    key("id", TEXT),
    need("version", sa.Integer()),
    need("agent", TEXT, sa.ForeignKey("agent.name"), index=True),
    need("owner", TEXT),
    need("authorization_server", TEXT),
    need("key", TEXT),
    need("connector", TEXT),
    need("operation", TEXT),
    need("arguments", JSON),
    need("access", JSON),
    need("call_digest", TEXT),
    need("connector_digest", TEXT),
    need("policy_digest", TEXT),
    need("rule", TEXT),
    need("decide", TEXT),
    may("join_key", TEXT, unique=True),
    may("agent_reason", LONG),
    need("run", sa.Boolean()),
    need("state", TEXT),
    may("ending", TEXT),
    may("intent", TEXT),
    may("intent_at", WHEN),
    may("finish_nonce", TEXT),
    may("callback_digest", TEXT, unique=True),
    may("callback_sealed", BYTES),
    may("as_nonce", TEXT),
    may("interact_ref_sealed", BYTES),
    may("continue_uri", TEXT),
    may("continue_token_sealed", BYTES),
    may("wait_until", WHEN),
    may("token_sealed", BYTES),
    may("token_access", JSON),
    may("token_expires_at", WHEN),
    may("manage_uri", TEXT),
    may("manage_token_sealed", BYTES),
    may("approval", TEXT),
    need("status", TEXT),
    may("result", JSON),
    may("detail", LONG),
    need("owner_words", sa.Boolean()),
    may("collected_at", WHEN),
    need("created_at", WHEN),
    need("updated_at", WHEN),
    need("deadline", WHEN),
    may("due_at", WHEN, index=True),
    may("lease", TEXT),
    may("lease_until", WHEN),
)
sa.Table(
    "server_grant",
    SCHEMA,
    key("id", TEXT),
    need("version", sa.Integer()),
    need("thumbprint", TEXT, index=True),
    need("agent", TEXT, index=True),
    need("owner", TEXT),
    need("access", JSON),
    may("ask", JSON),
    may("pending_key", TEXT, unique=True),
    need("rule", TEXT),
    may("label", TEXT),
    need("state", TEXT),
    may("ending", TEXT),
    may("approval", TEXT, index=True),
    may("finish_uri", TEXT),
    may("finish_nonce", TEXT),
    may("finish_hash_method", TEXT),
    may("as_nonce", TEXT),
    may("interact_ref_digest", TEXT),
    may("interact_ref_sealed", BYTES),
    may("continue_digest", TEXT, unique=True),
    may("previous_continue_digest", TEXT, index=True),
    may("answer_sealed", BYTES),
    may("answer_until", WHEN),
    may("wait_until", WHEN),
    may("token_uses", sa.Integer()),
    need("token_seconds", sa.Integer()),
    need("created_at", WHEN),
    need("updated_at", WHEN),
    need("expires_at", WHEN),
    may("due_at", WHEN, index=True),
    may("lease", TEXT),
    may("lease_until", WHEN),
)
sa.Table(
    "server_token",
    SCHEMA,
    key("id", TEXT),
    need("grant", TEXT, sa.ForeignKey("server_grant.id"), index=True),
    need("digest", TEXT, unique=True),
    need("manage_digest", TEXT, unique=True),
    need("access", JSON),
    need("thumbprint", TEXT),
    need("public_jwk", JSON),
    may("uses", sa.Integer()),
    need("issued_at", WHEN),
    need("expires_at", WHEN),
    may("revoked_at", WHEN),
)
sa.Table(
    "approval",
    SCHEMA,
    key("id", TEXT),
    need("grant", TEXT, index=True),
    need("agent", TEXT, index=True),
    need("owner", TEXT, index=True),
    need("document", LONG),
    need("digest", TEXT),
    may("agent_reason", LONG),
    may("client_grant", TEXT, index=True),
    need("created_at", WHEN),
    need("valid_until", WHEN),
    may("withdrawn_at", WHEN),
    may("decision", TEXT),
    may("decided_at", WHEN),
    may("decision_reason", LONG),
    may("effective_digest", TEXT),
    may("passkey", TEXT),
    may("assertion", JSON),
    may("nonce", BYTES),
    may("not_after", WHEN),
    may("spent_at", WHEN),
)
sa.Table(
    "outbox",
    SCHEMA,
    key("id", TEXT),
    need("kind", TEXT),
    need("subject", TEXT, index=True),
    need("attempts", sa.Integer()),
    may("due_at", WHEN, index=True),
    may("lease", TEXT),
    may("lease_until", WHEN),
    need("expires_at", WHEN),
    may("done_at", WHEN),
    may("outcome", TEXT),
    need("created_at", WHEN),
)
sa.Table(
    "seen_nonce",
    SCHEMA,
    key("digest", TEXT),
    need("expires_at", WHEN, index=True),
)
sa.Table(
    "audit",
    SCHEMA,
    key("seq", sa.BigInteger()),
    need("at", WHEN),
    need("kind", TEXT),
    need("subject", TEXT, index=True),
    may("agent", TEXT),
    may("owner", TEXT),
    need("data", LONG),
    need("previous", TEXT),
    need("digest", TEXT),
)
sa.Table(
    "audit_head",
    SCHEMA,
    key("id", sa.Integer()),
    need("seq", sa.BigInteger()),
    need("digest", TEXT),
)


def upgrade() -> None:
    """Make the tables, and the head of an empty audit chain."""
    SCHEMA.create_all(op.get_bind())
    op.bulk_insert(SCHEMA.tables["audit_head"], [{"id": 1, "seq": 0, "digest": "0" * 64}])
