"""The sixth schema: what the second part of the agents' door keeps."""

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what is new; everything so far is as it was."""
