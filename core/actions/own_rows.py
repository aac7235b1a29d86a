"""Whether a change is its maker's to make: asked by every action that replaces tables or takes a version back."""

from collections.abc import Mapping
from dataclasses import replace

from core.domain.people import Doing, Person
from core.domain.tables import SPEC_OF, Table
from core.reports.permission import must_be_allowed
from core.reports.touched import must_touch_own_rows
from core.store import versions
from core.store.bulk import manifest
from core.store.database import Database
from core.store.refusals import NotAllowed
from core.store.tables import read_tables
from core.store.versions import Version


def must_be_allowed_to_import(db: Database, by: Person, programme_id: str, tables: Mapping[str, Table]) -> int | None:
    """Go on only if the person may bring a whole case: a new programme is added, one that is held is edited.

    The refusal is the same whether or not the programme is held.

    Returns:
        number of the version that the case was held against row by row, which must be current still when it is kept; None
        for somebody who edits every row.

    Raises:
        NotAllowed: the person may not, or rows that are not theirs would change.
    """
    partners = by.partners(Doing.edit_rows, programme_id)
    current = versions.current_version(db, programme_id)
    if current is None or partners == frozenset():
        must_be_allowed(by, Doing.add_programme, programme_id)
    if current is None or partners is None:
        return None
    held = read_tables(db, current.version_id, with_bulk=True)
    left_out = {name: replace(table, rows=(), lines=()) for name, table in held.items() if name not in tables}
    must_touch_own_rows(by, programme_id, held, {**left_out, **tables})
    return current.number


def must_be_allowed_to_undo(db: Database, by: Person, undone: Version, back: Version) -> None:
    """Go on only if the person may take a version back, and nothing goes with it that is not theirs.

    Raises:
        NotAllowed: the person may not, or rows that are not theirs would change.
    """
    programme_id = undone.programme_id
    must_be_allowed(by, Doing.undo_version, programme_id)
    if by.partners(Doing.edit_rows, programme_id) is None:
        return
    now, then = (read_tables(db, version.version_id, with_bulk=True) for version in (undone, back))
    going = {name: replace(table, rows=(), lines=()) for name, table in now.items() if name not in then}
    must_touch_own_rows(by, programme_id, now, {**going, **then})
    if manifest.of_version(db, undone.version_id) != manifest.of_version(db, back.version_id):
        raise NotAllowed(
            f"Nothing was undone: version {undone.number} brought observations, which are the partnership's. "
            "Ask an analyst of the whole partnership to take it back."
        )


def must_be_allowed_to_replace(by: Person, programme_id: str, held: Mapping[str, Table], tables: Mapping[str, Table]) -> None:
    """Go on only if every row that new tables touch is the person's to edit.

    Raises:
        NotAllowed: the person edits nothing here, or rows that are not theirs would change.
    """
    must_touch_own_rows(by, programme_id, held, {name: table for name, table in tables.items() if name in SPEC_OF})
