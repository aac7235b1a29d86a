"""What every kind of state does, so that the rest of the store need not know which it is."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa

from core.store.integrity.loss import Beside, Loss


class State(Protocol):
    """A state that can be opened, written to in turn, and compared with what was acknowledged."""

    @property
    def file(self) -> Path | None:
        """The file it is; None where a server keeps it."""

    @property
    def beside(self) -> Beside:
        """What stands beside it, by which it is checked."""

    def opened(self) -> tuple[sa.Engine, Loss | None]:
        """Bring it up to date and give the way to it, with what it lacks, for which it is then only read."""

    def said_plainly(self) -> AbstractContextManager[None]:
        """Turn what the database says into a sentence; leave mistakes in our own statements alone."""

    def begin_noting(self, connection: sa.Connection) -> int:
        """Begin to note what is written on a connection; gives what `has_changed` is asked with."""

    def has_changed(self, connection: sa.Connection, before: int) -> bool:
        """Tell whether anything was written since."""

    def keep_sums(self, connection: sa.Connection) -> int:
        """Count one more commit, with the sums of rows in step with what was written; gives the number of the commit."""

    def committed(self, engine: sa.Engine, *, is_read_only: bool) -> int | None:
        """Number that changes whenever anything is committed, by whomever; None where a server does not tell it now."""
