"""The sixth schema: what the second part of the agents' door keeps."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TEXT = sa.String()
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add what is new; everything so far is as it was."""
    _bind_tokens_to_keys()
    _lead_to_our_page()
    _find_what_an_agent_asked()
    _let_agents_have_children()
    _revoke_connector_secrets()
    _say_what_access_is_for()
    _let_agents_hold_tokens()
    _name_who_enrolled()
    _let_clients_register()


def _bind_tokens_to_keys() -> None:
    op.add_column("host_visit", sa.Column("jkt", TEXT, nullable=True))
    op.add_column("host_token", sa.Column("jkt", TEXT, nullable=True))


def _lead_to_our_page() -> None:
    op.add_column("client_grant", sa.Column("elicited_at", WHEN, nullable=True))


def _find_what_an_agent_asked() -> None:
    op.create_index("ix_client_grant_agent_created_at", "client_grant", ["agent", "created_at"])
    op.create_index("ix_client_grant_agent_call_digest", "client_grant", ["agent", "call_digest"])


def _let_agents_have_children() -> None:
    op.add_column("agent", sa.Column("parent", TEXT, nullable=True))
    op.add_column("agent", sa.Column("root", TEXT, nullable=True))
    op.add_column("agent", sa.Column("narrowing", sa.JSON(), nullable=True))
    op.create_index("ix_agent_root", "agent", ["root"])


def _revoke_connector_secrets() -> None:
    op.add_column("connector_secret", sa.Column("revocation_sealed", sa.LargeBinary(), nullable=True))
    op.add_column("connector_secret", sa.Column("revoke_at", WHEN, nullable=True))
    op.add_column("connector_secret", sa.Column("revoke_until", WHEN, nullable=True))
    op.add_column("connector_secret", sa.Column("revocation", TEXT, nullable=True))
    op.create_index("ix_connector_secret_revoke_at", "connector_secret", ["revoke_at"])


def _say_what_access_is_for() -> None:
    op.add_column("client_grant", sa.Column("purpose", sa.Text(), nullable=True))
    op.add_column("approval", sa.Column("agent_purpose", sa.Text(), nullable=True))


def _let_agents_hold_tokens() -> None:
    op.add_column("client_grant", sa.Column("hold", TEXT, nullable=True))
    op.add_column("client_grant", sa.Column("handed_at", WHEN, nullable=True))
    op.add_column("server_grant", sa.Column("hold", TEXT, nullable=True))


def _name_who_enrolled() -> None:
    op.add_column("agent_host", sa.Column("client_name", sa.Text(), nullable=True))


def _let_clients_register() -> None:
    op.create_table(
        "host_registration",
        sa.Column("client_id", TEXT, primary_key=True),
        sa.Column("client_name", sa.Text(), nullable=False),
        sa.Column("redirect_uris", sa.JSON(), nullable=False),
        sa.Column("created_at", WHEN, nullable=False),
        sa.Column("used_at", WHEN, nullable=True),
    )
