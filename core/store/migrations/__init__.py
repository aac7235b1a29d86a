"""The migrations of the state, run by Alembic when a store is opened."""
