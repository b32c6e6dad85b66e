"""The fifth schema: credentials that end, and overlap; secrets of connectors; hosts that sign in by OAuth."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TEXT = sa.String()
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add what is new; every credential so far works until it is changed."""
    _let_credentials_end()
    _make_connector_secret()
    _make_hosts()


def _let_credentials_end() -> None:
    op.add_column("agent", sa.Column("credential_expires_at", WHEN, nullable=True))
    op.add_column("agent", sa.Column("previous_digest", TEXT, nullable=True))
    op.add_column("agent", sa.Column("previous_until", WHEN, nullable=True))
    op.create_index("ix_agent_previous_digest", "agent", ["previous_digest"], unique=True)


def _make_connector_secret() -> None:
    op.create_table(
        "connector_secret",
        sa.Column("id", TEXT, primary_key=True, autoincrement=False),
        sa.Column("connector", TEXT, nullable=False, index=True),
        sa.Column("resource_server", TEXT, nullable=False),
        sa.Column("token_endpoint", TEXT, nullable=True),
        sa.Column("secret_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("access_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("access_until", WHEN, nullable=True),
        sa.Column("renew_at", WHEN, nullable=True, index=True),
        sa.Column("fault", TEXT, nullable=True),
        sa.Column("lease", TEXT, nullable=True),
        sa.Column("lease_until", WHEN, nullable=True),
        sa.Column("created_at", WHEN, nullable=False),
        sa.Column("signed_at", WHEN, nullable=True),
        sa.Column("in_force", TEXT, nullable=True, unique=True),
        sa.Column("removed_at", WHEN, nullable=True),
    )


def _make_hosts() -> None:
    op.create_table(
        "agent_host",
        sa.Column("agent", TEXT, sa.ForeignKey("agent.name"), primary_key=True, autoincrement=False),
        sa.Column("client_id", TEXT, nullable=False),
        sa.Column("key", sa.JSON(), nullable=True),
        sa.Column("connected_at", WHEN, nullable=False),
    )
    op.create_table(
        "host_visit",
        sa.Column("id", TEXT, sa.ForeignKey("proposal.id"), primary_key=True, autoincrement=False),
        sa.Column("session", TEXT, nullable=False),
        sa.Column("agent", TEXT, nullable=False),
        sa.Column("client_id", TEXT, nullable=False),
        sa.Column("redirect_uri", TEXT, nullable=False),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("challenge", TEXT, nullable=False),
        sa.Column("resource", TEXT, nullable=False),
        sa.Column("code_digest", TEXT, nullable=True, unique=True),
        sa.Column("code_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("code_until", WHEN, nullable=True),
        sa.Column("redeemed_at", WHEN, nullable=True),
        sa.Column("sign_in", TEXT, nullable=True),
    )
    op.create_table(
        "host_sign_in",
        sa.Column("id", TEXT, primary_key=True, autoincrement=False),
        sa.Column("agent", TEXT, sa.ForeignKey("agent.name"), nullable=False, index=True),
        sa.Column("client_id", TEXT, nullable=False),
        sa.Column("resource", TEXT, nullable=False),
        sa.Column("created_at", WHEN, nullable=False),
        sa.Column("ended_at", WHEN, nullable=True),
        sa.Column("ending", TEXT, nullable=True),
    )
    op.create_table(
        "host_token",
        sa.Column("digest", TEXT, primary_key=True, autoincrement=False),
        sa.Column("sign_in", TEXT, sa.ForeignKey("host_sign_in.id"), nullable=False, index=True),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("expires_at", WHEN, nullable=False, index=True),
        sa.Column("used_at", WHEN, nullable=True),
    )
