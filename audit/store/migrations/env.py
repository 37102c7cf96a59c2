"""Alembic's way in: the connection comes from audit.store.sqlite, so a step is one transaction."""

from alembic import context

from audit.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
