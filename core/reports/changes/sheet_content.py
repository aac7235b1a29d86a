"""What stands in each sheet of a programme's workbook: rows with titles in place of ids, and the lists they are picked from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.domain.columns.dictionary import Entry, entries, entry_of, table_title, word_label
from core.domain.columns.examples import EXAMPLES
from core.domain.fields import LIST_SEPARATOR
from core.domain.tables import SPECS, Table
from core.ingest.case_workbook.cells import Look, Shown, shown
from core.ingest.case_workbook.keys import Remembered
from core.ingest.case_workbook.labels import OF_TABLE, Names, labels_of
from core.ingest.case_workbook.layout import MOST_ROWS_WRITTEN, TITLED, id_column
from core.ingest.case_workbook.named_rows import held_names

Row = Mapping[str, Shown]


@dataclass(frozen=True)
class SheetContent:
    """One sheet: its columns but the hidden id, its rows with their ids and labels, and an example row."""

    table: str
    columns: tuple[Entry, ...]
    rows: Sequence[Row]
    ids: Sequence[str]
    labels: Sequence[str]
    example: Row

    @property
    def is_named(self) -> bool:
        """True where rows of other sheets name these rows."""
        return id_column(self.table) is not None

    def place_of(self, column: str) -> int | None:
        """The place of a column in the sheet, the hidden id being 0."""
        return next((place for place, entry in enumerate(self.columns, start=1) if entry.column.name == column), None)

    @property
    def name_place(self) -> int:
        """The place of the hidden column with the names that lists show."""
        return len(self.columns) + 1


@dataclass(frozen=True)
class BookContent:
    """Every sheet of a workbook, what it remembers of the version, and the tables too long to stand in it."""

    title: str
    sheets: tuple[SheetContent, ...]
    remembered: Remembered
    left_out: tuple[str, ...]


def content_of(tables: Mapping[str, Table], version: int | None) -> BookContent:
    """Lay out the tables of a version; without any, a template.

    Args:
        tables: by name; rows of others that a person does not see are cut out before.
        version: its number; None for a template.
    """
    short = {name: table for name, table in tables.items() if len(table.rows) <= MOST_ROWS_WRITTEN}
    names, programme = names_in(short), _programme(short)
    base_year = base_year_of(short)
    left_out = tuple(name for name in tables if name not in short)
    sheets = tuple(_sheet(spec.name, short.get(spec.name), names, base_year) for spec in SPECS if spec.name not in left_out)
    remembered = Remembered(
        programme.get("programme_id", "").strip() or None,
        version,
        {table: {id_: (label, found.titles[id_]) for id_, label in found.labels.items()} for table, found in names.items()},
        {name: len(table.rows) for name, table in short.items()},
    )
    return BookContent(programme.get("title", ""), sheets, remembered, left_out)


def names_in(tables: Mapping[str, Table]) -> dict[str, Names]:
    """Names of the rows that others name, by table."""
    names: dict[str, Names] = {}
    for table in TITLED:
        rows = held_names(table, tables, names)
        names[table] = Names(labels_of(rows), {row.id_: row.title for row in rows})
    return names


def base_year_of(tables: Mapping[str, Table]) -> int | None:
    """Year 0 of the programme the tables are of; None where they do not say."""
    said = _programme(tables).get("base_year")
    return int(float(said)) if said else None


def columns_shown(table: str) -> tuple[Entry, ...]:
    """The columns of a table but its hidden id, the title first."""
    if id_column(table) is None:
        return tuple(entries(table))
    return tuple(sorted((entry for entry in entries(table) if not entry.is_own_id), key=lambda entry: entry.column.name != "title"))


def row_shown(columns: Sequence[Entry], row: Mapping[str, str], names: Mapping[str, Names], base_year: int | None) -> Row:
    """One row as people read it: titles in place of ids, shares, pounds and years by their kind."""
    return {entry.column.name: cell for entry in columns if (cell := _cell(entry, row, names, base_year))}


def _programme(tables: Mapping[str, Table]) -> Mapping[str, str]:
    return tables["programme"].dicts()[0] if "programme" in tables and tables["programme"].rows else {}


def _sheet(table: str, held: Table | None, names: Mapping[str, Names], base_year: int | None) -> SheetContent:
    columns = columns_shown(table)
    rows = held.dicts() if held is not None else []
    ids = [row.get(id_column(table) or "", "").strip() for row in rows]
    labels = [names[table].labels[id_] for id_ in ids] if table in names else ["" for _ in ids]
    shown_rows = [row_shown(columns, row, names, base_year) for row in rows]
    return SheetContent(table, columns, shown_rows, ids, labels, _example(table, columns))


def _cell(entry: Entry, row: Mapping[str, str], names: Mapping[str, Names], base_year: int | None) -> Shown | None:
    text = row.get(entry.column.name, "").strip()
    if not text or not entry.names:
        return shown(entry.column, text, base_year)
    parts = text.split(LIST_SEPARATOR) if entry.column.many else [text]
    return Shown(f" {LIST_SEPARATOR} ".join(_named(part.strip(), entry.names, names) for part in parts), Look.text)


def _named(id_: str, tables: tuple[str, ...], names: Mapping[str, Names]) -> str:
    """The label of a row; its id where the label does not lead back to that row alone, or the row is not among those shown.

    Where rows of two tables may be named and neither tells which is meant, the table stands before the id.
    """
    holder = next((table for table in tables if id_ in names[table].labels), None)
    if holder is None:
        return id_
    for name in (names[holder].labels[id_], id_):
        if {found for each in tables for found in names[each].found(name)} == {id_}:
            return name
    return f"{table_title(holder)}{OF_TABLE}{id_}"


def _example(table: str, columns: Sequence[Entry]) -> Row:
    cells: dict[str, Shown] = {}
    base_year = int(EXAMPLES["programme"]["base_year"])
    for entry in columns:
        name = entry.column.name
        text = EXAMPLES[table].get(name, "")
        cell = Shown(entry_of(table, name).example, Look.text) if entry.names else shown(entry.column, text, base_year)
        if cell is not None:
            cells[name] = cell
    return cells


def words_of(entry: Entry) -> tuple[str, ...]:
    """The words a column allows, as people read them."""
    return tuple(map(word_label, entry.column.words))
