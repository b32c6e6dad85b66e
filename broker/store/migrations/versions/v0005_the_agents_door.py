"""The fifth schema: credentials that end, and overlap; secrets of connectors."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TEXT = sa.String()
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add what is new; every credential so far works until it is changed, and no connector had a secret."""
    _let_credentials_end()
    _make_connector_secret()


def _let_credentials_end() -> None:
    op.add_column("agent", sa.Column("credential_expires_at", WHEN, nullable=True))
    op.add_column("agent", sa.Column("previous_digest", TEXT, nullable=True))
    op.add_column("agent", sa.Column("previous_until", WHEN, nullable=True))
    op.create_index("uq_agent_previous_digest", "agent", ["previous_digest"], unique=True)


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
