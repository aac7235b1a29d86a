"""How Alembic reaches the state: over the connection, and inside the transaction, that core.store.migrate holds."""

from alembic import context

from core.store.schema.programmes import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
