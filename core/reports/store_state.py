"""Whether the store is what was last written to it, in sentences: for who looks after it, and for everybody on every page."""

from dataclasses import dataclass

from core.store.database import Database, reading
from core.store.integrity.grants import changed_by_hand
from core.store.integrity.loss import files_altered, found_in, unnamed_files

AGREES = "The state agrees with its log of commits and with the sum of every table and file; every grant is one the audit gave."
CANNOT_SIGN_IN = (
    "This service can only be read at this moment, so that nobody can sign in. Whoever looks after it knows what to do."
)
SEE_LOG = "Whoever looks after this service finds more in its log, and with python -m core audit verify."


@dataclass(frozen=True)
class Checked:
    """What a check found, in sentences."""

    is_whole: bool
    sentences: tuple[str, ...]


def store_checked(db: Database, *, with_names: bool = True) -> Checked:
    """Compare the store with its log of commits, its sums and its audit, as they are now.

    Args:
        db: the open store.
        with_names: whether grants that were changed by hand are named: people and programmes stand in those sentences.
    """
    loss = db.loss or found_in(db.state.beside, lambda: reading(db))
    with reading(db) as connection:
        by_hand = changed_by_hand(connection)
        unnamed = unnamed_files(db.state.beside, connection)
    altered = files_altered(db.depot, lambda: reading(db))
    if by_hand and not with_names:
        by_hand = (f"Grants were changed by hand: {len(by_hand)}.",)
    found = (*((loss.sentence,) if loss else ()), *by_hand, *_of_altered(altered))
    signs = _of_unnamed(unnamed)
    return Checked(False, (*found, *signs)) if found else Checked(True, (AGREES, *signs))


def read_only_notice(db: Database) -> str | None:
    """What every page says at its top while nothing can be saved: what is missing, since when and what to do; else None."""
    return None if db.loss is None else f"{db.loss.for_everybody} {SEE_LOG}"


def _of_altered(names: tuple[str, ...]) -> tuple[str, ...]:
    if not names:
        return ()
    count = "1 stored table is" if len(names) == 1 else f"{len(names):,} stored tables are"
    return (f"{count} missing or not what was stored: {', '.join(names)}. Restore these files from the latest backup.",)


def _of_unnamed(names: tuple[str, ...]) -> tuple[str, ...]:
    """Tell of stored tables that nothing names: an upload that was cut off leaves them, and so does a state that was put back."""
    if not names:
        return ()
    count = "1 stored table is" if len(names) == 1 else f"{len(names)} stored tables are"
    return (
        f"{count} newer than the last save and named by no version: an upload was cut off, or the state and its log were put back "
        "to an earlier day. If nobody's upload was cut off, compare with the latest backup.",
    )
