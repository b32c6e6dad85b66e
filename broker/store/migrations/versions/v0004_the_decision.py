"""The fourth schema: narrowed documents, refusals that last, mutes."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TEXT = sa.String()
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add what is new; every approval so far was signed as it was proposed."""
    _extend("approval", effective_document=sa.Text())
    _extend("approval", cool_until=WHEN, lifted_at=WHEN)
    _extend("agent", muted_until=WHEN)
    _extend("approval", number=TEXT, match=TEXT)
    _extend("client_grant", number=TEXT, opened_in=TEXT)
    _extend("owner", quiet=sa.JSON())
    op.add_column("push_device", sa.Column("shows", TEXT, nullable=False, server_default="code"))
    _extend("server_grant", locales=sa.JSON())
    _extend("outbox", refuse_digest=TEXT)
    op.create_index("ix_outbox_refuse_digest", "outbox", ["refuse_digest"])
    _make_channel()
    _make_standing()
    _make_votes()


def _extend(table: str, **columns: sa.types.TypeEngine[Any] | type[sa.types.TypeEngine[Any]]) -> None:
    for name, kind in columns.items():
        op.add_column(table, sa.Column(name, kind, nullable=True))


def _make_channel() -> None:
    op.create_table(
        "channel",
        sa.Column("id", TEXT, primary_key=True, autoincrement=False),
        sa.Column("owner", TEXT, sa.ForeignKey("owner.name"), nullable=False, index=True),
        sa.Column("service", TEXT, nullable=False),
        sa.Column("place", TEXT, nullable=False),
        sa.Column("address_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("address_digest", TEXT, nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("shows", TEXT, nullable=False),
        sa.Column("created_at", WHEN, nullable=False),
        sa.Column("delivered_at", WHEN, nullable=True),
        sa.Column("failed_at", WHEN, nullable=True),
        sa.Column("failure", TEXT, nullable=True),
        sa.Column("signed_at", WHEN, nullable=True),
        sa.Column("dropped_at", WHEN, nullable=True),
    )


def _make_standing() -> None:
    op.create_table(
        "standing_approval",
        sa.Column("id", TEXT, primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("approval", TEXT, sa.ForeignKey("approval.id"), nullable=False, index=True),
        sa.Column("grant", TEXT, nullable=False),
        sa.Column("agent", TEXT, nullable=False, index=True),
        sa.Column("owner", TEXT, nullable=False, index=True),
        sa.Column("verb", TEXT, nullable=False),
        sa.Column("operation", TEXT, nullable=False),
        sa.Column("asked_call", TEXT, nullable=False, index=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("passkey", TEXT, nullable=False),
        sa.Column("assertion", sa.JSON(), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("not_after", WHEN, nullable=False),
        sa.Column("created_at", WHEN, nullable=False),
        sa.Column("valid_until", WHEN, nullable=False),
        sa.Column("revoked_at", WHEN, nullable=True),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("amount", TEXT, nullable=False),
    )
    op.create_table(
        "standing_use",
        sa.Column("client_grant", TEXT, sa.ForeignKey("client_grant.id"), primary_key=True, autoincrement=False),
        sa.Column("standing", TEXT, sa.ForeignKey("standing_approval.id"), nullable=False, index=True),
        sa.Column("amount", TEXT, nullable=False),
        sa.Column("reserved_at", WHEN, nullable=False),
    )


def _make_votes() -> None:
    op.create_table(
        "approval_decider",
        sa.Column("approval", TEXT, sa.ForeignKey("approval.id"), primary_key=True, autoincrement=False),
        sa.Column("owner", TEXT, primary_key=True, autoincrement=False, index=True),
        sa.Column("since", WHEN, nullable=False),
    )
    op.create_table(
        "approval_vote",
        sa.Column("approval", TEXT, sa.ForeignKey("approval.id"), primary_key=True, autoincrement=False),
        sa.Column("owner", TEXT, primary_key=True, autoincrement=False),
        sa.Column("passkey", TEXT, nullable=False),
        sa.Column("assertion", sa.JSON(), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("not_after", WHEN, nullable=False),
        sa.Column("at", WHEN, nullable=False),
    )
