"""The store that every page reads and writes."""

from core.actions import start
from core.store.database import Database


def database() -> Database:
    """The store of this service."""
    return start.database()
