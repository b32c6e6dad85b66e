"""The third schema, of 0.3: foreign clients and their keys, several tokens, visits, rotation, registered resources."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXT = sa.String()
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add what is new; every key registered so far is this broker's own, and every token opaque."""
    _extend(
        "registered_client", key=sa.JSON(), instance_id=TEXT, start_modes=sa.JSON(), class_id=TEXT, display=sa.JSON()
    )
    _flag("registered_client", "builtin", sa.true())
    _flag("registered_client", "nonce_optional", sa.false())
    op.create_index("ix_registered_client_instance_id", "registered_client", ["instance_id"], unique=True)
    _extend("owner", email=TEXT)
    op.create_index("ix_owner_email", "owner", ["email"], unique=True)
    _extend("client_grant", interaction_uri_sealed=sa.LargeBinary(), interaction_host=TEXT)
    _extend("client_grant", user_code_sealed=sa.LargeBinary(), further_sealed=sa.LargeBinary())
    _extend("server_grant", key=sa.JSON(), tokens=sa.JSON(), subject=sa.JSON(), user=sa.JSON(), start=sa.JSON())
    _extend("server_grant", visited_by=TEXT, visited_at=WHEN, finish_method=TEXT)
    _flag("server_grant", "several", sa.false())
    _extend("server_token", previous_manage_digest=TEXT, answer_sealed=sa.LargeBinary(), answer_until=WHEN)
    _extend("server_token", label=TEXT, flags=sa.JSON(), key=sa.JSON(), parent=TEXT)
    op.add_column("server_token", sa.Column("format", TEXT, nullable=False, server_default="opaque"))
    op.create_index("ix_server_token_previous_manage_digest", "server_token", ["previous_manage_digest"])
    op.create_index("ix_server_token_parent", "server_token", ["parent"])
    _extend("installation", token_key_sealed=sa.LargeBinary(), nonces_since=WHEN)
    op.execute(sa.text("UPDATE server_grant SET finish_method = 'push' WHERE finish_uri IS NOT NULL"))
    _make_tables()


def _extend(table: str, **columns: sa.types.TypeEngine[Any] | type[sa.types.TypeEngine[Any]]) -> None:
    for name, kind in columns.items():
        op.add_column(table, sa.Column(name, kind, nullable=True))


def _flag(table: str, name: str, default: sa.sql.elements.ColumnElement[bool]) -> None:
    op.add_column(table, sa.Column(name, sa.Boolean(), nullable=False, server_default=default))


def _make_tables() -> None:
    op.create_table(
        "visit",
        sa.Column("id", TEXT, primary_key=True, autoincrement=False),
        sa.Column("grant", TEXT, sa.ForeignKey("server_grant.id"), nullable=False, index=True),
        sa.Column("mode", TEXT, nullable=False),
        sa.Column("secret_digest", TEXT, nullable=False, unique=True),
        sa.Column("session_digest", TEXT, nullable=True),
        sa.Column("owner", TEXT, nullable=True),
        sa.Column("opened_at", WHEN, nullable=True),
        sa.Column("done_at", WHEN, nullable=True),
        sa.Column("expires_at", WHEN, nullable=False),
    )
    op.create_table(
        "registered_server",
        sa.Column("identity", TEXT, primary_key=True, autoincrement=False),
        sa.Column("key", sa.JSON(), nullable=False),
        sa.Column("instance_id", TEXT, nullable=False, unique=True),
        sa.Column("created_at", WHEN, nullable=False),
    )
    op.create_table(
        "resource_set",
        sa.Column("reference", TEXT, primary_key=True, autoincrement=False),
        sa.Column("server", TEXT, sa.ForeignKey("registered_server.identity"), nullable=False, index=True),
        sa.Column("access", sa.JSON(), nullable=False),
        sa.Column("digest", TEXT, nullable=False, unique=True),
        sa.Column("formats", sa.JSON(), nullable=True),
        sa.Column("introspected", sa.Boolean(), nullable=False),
        sa.Column("created_at", WHEN, nullable=False),
    )
