"""Alembic's entry: runs revisions on the connection that `broker.store.schema` opened, in its transaction."""

from alembic import context
from sqlmodel import SQLModel

from broker.store import tables  # noqa: F401 -- imported so that the metadata is full

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    version_table="countersign_schema",
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
