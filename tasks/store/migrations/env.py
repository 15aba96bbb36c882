"""Alembic's entry: runs migrations on the connection, and in the transaction, that the store gives it."""

from alembic import context

from tasks.store.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
context.run_migrations()
