"""Health: whether the store can be used at this moment: it opens, it reads, and its schema is the one this release knows."""

from core.domain.errors import DamagedStore, LaterStore
from core.store.database import Database, reading
from core.store.migrate import NEWEST, schema_of


def must_be_ready(db: Database) -> None:
    """Go on only if the store can be read and is up to date.

    Raises:
        LaterStore: another release has changed the schema since this one started.
        DamagedStore: the state cannot be read, or is gone.
    """
    if db.state.file is not None and not db.state.file.exists():
        raise DamagedStore(f"The state file of {db.home} is gone: restore the latest backup.")
    with reading(db) as connection:
        schema = schema_of(connection)
    if schema != NEWEST:
        raise LaterStore(f"The state has schema {schema}, and this release knows {NEWEST}: start the other release.")
