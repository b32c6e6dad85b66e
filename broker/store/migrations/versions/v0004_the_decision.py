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


def _extend(table: str, **columns: sa.types.TypeEngine[Any] | type[sa.types.TypeEngine[Any]]) -> None:
    for name, kind in columns.items():
        op.add_column(table, sa.Column(name, kind, nullable=True))
