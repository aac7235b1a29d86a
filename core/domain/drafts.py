"""Drafts: a programme that is being written down, as the rows of its tables with gaps allowed, and how one answer changes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.domain.errors import NoSuchRow, StaleRow
from core.domain.fields import LIST_SEPARATOR
from core.domain.tables import SPEC_OF, Key

Cells = Mapping[str, str]
Rows = Mapping[str, Sequence[Cells]]
MOST_ROWS = 2_000
MOST_LETTERS = 5_000


@dataclass(frozen=True)
class Draft:
    """A draft of one person. `rows` holds cells as they would stand in the case folder; an empty cell is a gap.

    `revision` counts its changes, `step` is where its owner left it.
    """

    draft_id: int
    owner_id: str
    title: str
    step: int
    revision: int
    rows: Rows
    changed_at: datetime

    def of(self, table: str) -> list[Cells]:
        """The rows of a table, in the order in which they were added."""
        return list(self.rows.get(table, ()))

    def row(self, table: str, *key: str) -> Cells | None:
        """The row of a table that has a key; None where there is none."""
        return next((row for row in self.of(table) if key_of(table, row) == key), None)

    def titles(self, table: str) -> dict[str, str]:
        """Titles of a table's rows by id."""
        name = SPEC_OF[table].key[0]
        return {row[name]: row.get("title", "") or row[name] for row in self.of(table)}


@dataclass(frozen=True)
class PutCell:
    """One cell is answered. `was` is what the person saw there; None where that does not matter."""

    table: str
    key: Key
    column: str
    cell: str
    was: str | None = None


@dataclass(frozen=True)
class AddRow:
    """A row is added, with the cells it has so far."""

    table: str
    cells: Cells


@dataclass(frozen=True)
class TakeRow:
    """A row is taken out, and with it whatever belongs to it alone."""

    table: str
    key: Key


Change = PutCell | AddRow | TakeRow


def key_of(table: str, row: Cells) -> Key:
    """The cells that tell a row from others; a table of one row has no need of any."""
    spec = SPEC_OF[table]
    return () if spec.single_row else tuple(row.get(name, "") for name in spec.key)


def changed(rows: Rows, changes: Sequence[Change]) -> dict[str, list[dict[str, str]]]:
    """Make changes one after the other.

    Raises:
        NoSuchRow: the row of a cell is not there any more, or more rows or letters are added than a draft may hold.
        StaleRow: the cell was answered otherwise since the person saw it.
    """
    made = {table: [dict(row) for row in held] for table, held in rows.items()}
    for change in changes:
        if isinstance(change, PutCell):
            _put(made, change)
        elif isinstance(change, AddRow):
            _add(made, change)
        else:
            _take(made, change.table, change.key)
    return {table: held for table, held in made.items() if held}


def _put(rows: dict[str, list[dict[str, str]]], change: PutCell) -> None:
    _must_be_short(change.cell)
    held = rows.setdefault(change.table, [])
    if not held and SPEC_OF[change.table].single_row:
        held.append({})
    row = next((row for row in held if key_of(change.table, row) == change.key), None)
    if row is None:
        raise NoSuchRow("That line was taken out in the meantime: look at the page as it is now.")
    now = row.get(change.column, "")
    if change.was is not None and now not in (change.was, change.cell):
        raise StaleRow(
            f"This was answered elsewhere a moment ago: it is “{now}” now. Nothing of yours was kept: look, and answer anew."
        )
    row[change.column] = change.cell
    if not change.cell:
        del row[change.column]


def _add(rows: dict[str, list[dict[str, str]]], change: AddRow) -> None:
    held = rows.setdefault(change.table, [])
    if len(held) >= MOST_ROWS:
        raise NoSuchRow(f"A draft holds {MOST_ROWS:,} lines of one kind at most: save it, and bring the rest in the workbook.")
    for cell in change.cells.values():
        _must_be_short(cell)
    cells = {name: cell for name, cell in change.cells.items() if cell}
    key = key_of(change.table, cells)
    if any(key_of(change.table, row) == key for row in held):
        return
    held.append(cells)


def _must_be_short(cell: str) -> None:
    if len(cell) > MOST_LETTERS:
        raise NoSuchRow(f"A text of {len(cell):,} letters is too long: give {MOST_LETTERS:,} or fewer.")


def _take(rows: dict[str, list[dict[str, str]]], table: str, key: Key) -> None:
    """Take a row out, and rows of other tables that are about it; where it was only named, the name goes."""
    rows[table] = [row for row in rows.get(table, ()) if key_of(table, row) != key]
    if len(key) != 1:
        return
    for spec in SPEC_OF.values():
        about = [column for column, tables in spec.references.items() if table in tables]
        for row in list(rows.get(spec.name, ())):
            for column in about:
                if row.get(column) != key[0]:
                    continue
                if column in spec.required_columns:
                    _take(rows, spec.name, key_of(spec.name, row))
                else:
                    del row[column]
        _unlist(rows.get(spec.name, ()), table, key[0])


def _unlist(rows: Sequence[dict[str, str]], table: str, gone: str) -> None:
    """Take an id out of lists of ids; a list that is empty then would mean every one, so a row without one is left as it is."""
    column = {"options": "option_ids", "outcomes": "outcome_ids"}.get(table)
    for row in rows if column else ():
        listed = [one for one in row.get(column or "", "").split(LIST_SEPARATOR) if one]
        if gone in listed and len(listed) > 1:
            row[column or ""] = LIST_SEPARATOR.join(one for one in listed if one != gone)
