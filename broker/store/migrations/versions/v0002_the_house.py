"""The second schema, of 0.2: pairing, proposals, sealed files, pushes, isolation, the installation's own row."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXT = sa.String()
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add what is new; enrolment links lived minutes and give way to pairings."""
    _make_tables()
    op.add_column("owner", sa.Column("recovery_digest", TEXT, nullable=True))
    # Nobody noted where a passkey of 0.1 was made; it could only be reached on this computer or over https.
    op.add_column("passkey", sa.Column("same_computer", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("outbox", sa.Column("device", TEXT, nullable=True))
    op.create_index("ix_outbox_device", "outbox", ["device"])
    op.drop_table("enrolment_link")
    op.execute(sa.text("INSERT INTO installation (id, changes) VALUES (1, 0)"))


def _make_tables() -> None:
    op.create_table(
        "pairing",
        sa.Column("id", TEXT, primary_key=True, autoincrement=False),
        sa.Column("link_digest", TEXT, nullable=False, unique=True),
        sa.Column("terminal_digest", TEXT, nullable=False),
        sa.Column("owner", TEXT, sa.ForeignKey("owner.name"), nullable=False, index=True),
        sa.Column("created_at", WHEN, nullable=False),
        sa.Column("expires_at", WHEN, nullable=False),
        sa.Column("claimed_at", WHEN, nullable=True),
        sa.Column("device", sa.JSON(), nullable=True),
        sa.Column("digits_digest", TEXT, nullable=True),
        sa.Column("wrong_digits", sa.Integer(), nullable=False),
        sa.Column("typed_at", WHEN, nullable=True),
        sa.Column("proposal", TEXT, nullable=True),
        sa.Column("ended_at", WHEN, nullable=True),
        sa.Column("outcome", TEXT, nullable=True),
    )
    op.create_table(
        "proposal",
        sa.Column("id", TEXT, primary_key=True, autoincrement=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("owner", TEXT, sa.ForeignKey("owner.name"), nullable=False, index=True),
        sa.Column("agent", TEXT, nullable=True, index=True),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("open_key", TEXT, nullable=True, unique=True),
        sa.Column("peer_uid", sa.Integer(), nullable=True),
        sa.Column("created_at", WHEN, nullable=False),
        sa.Column("valid_until", WHEN, nullable=False),
        sa.Column("withdrawn_at", WHEN, nullable=True),
        sa.Column("decision", TEXT, nullable=True),
        sa.Column("decided_at", WHEN, nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.Column("passkey", TEXT, nullable=True),
        sa.Column("assertion", sa.JSON(), nullable=True),
        sa.Column("nonce", sa.LargeBinary(), nullable=True),
        sa.Column("not_after", WHEN, nullable=True),
    )
    op.create_table(
        "sealed_file",
        sa.Column("name", TEXT, primary_key=True, autoincrement=False),
        sa.Column("path", TEXT, nullable=False),
        sa.Column("owner", TEXT, nullable=False),
        sa.Column("proposal", TEXT, sa.ForeignKey("proposal.id"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("narrowed_at", WHEN, nullable=True),
        sa.Column("sealed_at", WHEN, nullable=False),
    )
    op.create_table(
        "push_device",
        sa.Column("id", TEXT, primary_key=True, autoincrement=False),
        sa.Column("owner", TEXT, sa.ForeignKey("owner.name"), nullable=False, index=True),
        sa.Column("passkey", TEXT, sa.ForeignKey("passkey.id"), nullable=False),
        sa.Column("endpoint_digest", TEXT, nullable=False, unique=True),
        sa.Column("endpoint_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("p256dh", sa.LargeBinary(), nullable=False),
        sa.Column("auth_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("host", TEXT, nullable=False),
        sa.Column("created_at", WHEN, nullable=False),
        sa.Column("delivered_at", WHEN, nullable=True),
        sa.Column("failed_at", WHEN, nullable=True),
        sa.Column("failure", TEXT, nullable=True),
        sa.Column("dropped_at", WHEN, nullable=True),
    )
    op.create_table(
        "agent_seen",
        sa.Column("agent", TEXT, sa.ForeignKey("agent.name"), primary_key=True, autoincrement=False),
        sa.Column("level", TEXT, primary_key=True, autoincrement=False),
        sa.Column("seen_at", WHEN, nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
    )
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("frozen_at", WHEN, nullable=True),
        sa.Column("key_check_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("vapid_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("changes", sa.Integer(), nullable=False),
    )
    op.create_table(
        "instance",
        sa.Column("id", TEXT, primary_key=True, autoincrement=False),
        sa.Column("host", TEXT, nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Integer(), nullable=False),
        sa.Column("started_at", WHEN, nullable=False),
        sa.Column("seen_at", WHEN, nullable=False),
    )
