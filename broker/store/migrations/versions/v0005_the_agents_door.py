"""The fifth schema: credentials that end, and overlap."""

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
    op.add_column("agent", sa.Column("credential_expires_at", WHEN, nullable=True))
    op.add_column("agent", sa.Column("previous_digest", TEXT, nullable=True))
    op.add_column("agent", sa.Column("previous_until", WHEN, nullable=True))
    op.create_index("uq_agent_previous_digest", "agent", ["previous_digest"], unique=True)
