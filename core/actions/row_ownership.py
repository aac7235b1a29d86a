"""Row ownership: whether a person may make a change, asked by every action that replaces tables or takes a version back."""

from collections.abc import Mapping
from dataclasses import replace

from core.access.permission import must_be_allowed, must_be_allowed_anywhere
from core.access.row_ownership import editor_of, must_touch_own_rows
from core.domain.errors import NotAllowed
from core.domain.people import Doing, Person
from core.domain.tables import SPEC_OF, Table
from core.store.database import Database
from core.store.tables import observation_loads, versions
from core.store.tables.tables import read_tables
from core.store.tables.versions import Version


def must_be_allowed_to_import(db: Database, by: Person, programme_id: str, tables: Mapping[str, Table]) -> int | None:
    """Go on only if the person may bring a whole case: an analyst of anything starts a new programme; one that is held is edited.

    Those who start no programmes are refused in the same words whether or not the programme is held.

    Returns:
        number of the version that the case was held against row by row, which must be current still when it is kept; None
        for a person who edits every row.

    Raises:
        NotAllowed: the person may not, or rows that are not theirs would change.
    """
    current = versions.current_version(db, programme_id)
    if current is None or by.partners(Doing.edit_rows, programme_id) == frozenset():
        must_be_allowed_anywhere(by, Doing.start_programme)
    if current is None:
        return None
    if by.partners(Doing.edit_rows, programme_id) == frozenset():
        raise NotAllowed(
            f"The id “{programme_id}” is that of another programme, which you do not edit. Nothing was saved: "
            "give yours another id."
        )
    editor = editor_of(by, programme_id)
    if editor.edits_every_row:
        return None
    held = read_tables(db, current.version_id, with_bulk=True)
    must_touch_own_rows(editor, held, {**_emptied(held, tables), **tables})
    return current.number


def must_be_allowed_to_undo(db: Database, by: Person, undone: Version, back: Version) -> None:
    """Go on only if the person may take a version back, and nothing goes with it that is not theirs.

    Raises:
        NotAllowed: the person may not, or rows that are not theirs would change.
    """
    programme_id = undone.programme_id
    must_be_allowed(by, Doing.undo_version, programme_id)
    editor = editor_of(by, programme_id)
    if editor.edits_every_row:
        return
    now, then = (read_tables(db, version.version_id, with_bulk=True) for version in (undone, back))
    must_touch_own_rows(editor, now, {**_emptied(now, then), **then})
    if observation_loads.of_version(db, undone.version_id) != observation_loads.of_version(db, back.version_id):
        raise NotAllowed(
            f"Nothing was undone: version {undone.number} brought observations, which are the partnership's. "
            "Ask an analyst of the whole partnership to take it back."
        )


def must_be_allowed_to_replace(by: Person, programme_id: str, held: Mapping[str, Table], tables: Mapping[str, Table]) -> None:
    """Go on only if every row that new tables touch is the person's to edit.

    Raises:
        NotAllowed: the person edits nothing here, or rows that are not theirs would change.
    """
    editor = editor_of(by, programme_id)
    must_touch_own_rows(editor, held, {name: table for name, table in tables.items() if name in SPEC_OF})


def _emptied(held: Mapping[str, Table], kept: Mapping[str, Table]) -> dict[str, Table]:
    """The tables that a change leaves out: every row of theirs goes."""
    return {name: replace(table, rows=(), lines=()) for name, table in held.items() if name not in kept}
