"""The state as one SQLite file on this machine, with its log of commits beside it."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from core.store import state_file
from core.store.data_version import data_version
from core.store.integrity import row_sums
from core.store.integrity.loss import Beside, Loss
from core.store.migrate import Named, bring_up_to_date
from core.store.tables.depot import Depot


@dataclass(frozen=True)
class StateFile:
    """The state file of a home."""

    home: Path
    depot: Depot

    @property
    def file(self) -> Path:
        """The file it is."""
        return self.home / state_file.STATE

    @property
    def beside(self) -> Beside:
        """What stands beside it: the log in the same folder, which knows every commit."""
        return Beside(self.home, self.depot)

    def opened(self) -> tuple[sa.Engine, Loss | None]:
        """Examine the file, or make it, and bring it up to date; a file that lacks something is opened to be read.

        Raises:
            DamagedStore, LaterStore, CannotStore: it cannot be opened.
        """
        is_new = not self.file.exists()
        wrong = state_file.examined(self.home, self.beside)
        if wrong is not None:
            return state_file.engine_of(self.home, pooled=True, read_only=True), wrong
        bring_up_to_date(
            state_file.engine_of(self.home, for_schema_change=True),
            self._named,
            self._stored,
            partial(state_file.write_ahead, self.home),
        )
        triggers = state_file.begin_log(self.home)
        if is_new:
            self.file.chmod(0o600)  # the folder may be one that others on this machine can look into
        return state_file.engine_of(self.home, triggers, pooled=True), None

    def said_plainly(self) -> AbstractContextManager[None]:
        """Turn what SQLite says into a sentence."""
        return state_file.said_plainly(self.home)

    def begin_noting(self, connection: sa.Connection) -> int:
        """Begin to note what is written; gives how many rows the connection has changed since it was opened."""
        noted: row_sums.RowChanges = connection.info[state_file.CHANGES]
        noted.forget()
        return _rows_changed(connection)

    def has_changed(self, connection: sa.Connection, before: int) -> bool:
        """Tell whether rows were changed since."""
        return _rows_changed(connection) > before

    def keep_sums(self, connection: sa.Connection) -> int:
        """Bring the sums in step with what the triggers of this connection noted."""
        changes: row_sums.RowChanges = connection.info[state_file.CHANGES]
        return row_sums.keep(connection, changes)

    @property
    def _named(self) -> Named:
        return Named(f"The state file {self.file}", f"{self.file}", f"in {self.depot.place}", "choose another folder")

    def committed(self, engine: sa.Engine, *, is_read_only: bool) -> int | None:
        """Number SQLite gives the file's data. It takes some microseconds."""
        return data_version(self.file, "ro" if is_read_only else "rw")

    def _stored(self) -> int:
        return sum(name.endswith(".parquet") for name in self.depot.names())


def _rows_changed(connection: sa.Connection) -> int:
    changed: int = connection.connection.dbapi_connection.total_changes  # type: ignore[union-attr]
    return changed
