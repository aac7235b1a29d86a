"""Named rows: those that other rows of a workbook name. Each gets its id, kept or made of its title, and its label."""

from collections import Counter
from collections.abc import Collection, Mapping

from core.domain.columns.dictionary import table_title
from core.domain.ids import make_id
from core.domain.problems import Problem
from core.domain.tables import Table
from core.ingest.case_workbook.keys import Remembered
from core.ingest.case_workbook.labels import Named, Names, alike, labels_of
from core.ingest.case_workbook.layout import PARENT_OF, TITLED, id_column
from core.ingest.case_workbook.sheet_rows import SheetRow, SheetRows

Ids = dict[int, str]


def give_ids(
    sheet: SheetRows, remembered: Remembered, held: Table | None, others: Collection[str] = ()
) -> tuple[Ids, list[Problem]]:
    """Ids by row: the hidden one where there is one, else one made of the title.

    A row that was copied carries the id of the row it was copied from: the one whose title is the remembered one keeps it.
    """
    keeper = _keepers(sheet, remembered)
    taken = {row.own_id for row in sheet.rows if row.own_id} | set(remembered.names.get(sheet.table, {})) | set(others)
    taken |= {row.get(id_column(sheet.table) or "", "").strip() for row in held.dicts()} if held is not None else set()
    ids: Ids = {}
    problems: list[Problem] = []
    for row in sheet.rows:
        if row.own_id and keeper[row.own_id] == row.number:
            ids[row.number] = row.own_id
            continue
        title = _title(row)
        if not title:
            problems.append(_nameless(sheet, row))
            continue
        ids[row.number] = make_id(title, taken, table_title(sheet.table).lower().rstrip("s").replace(" ", "_"))
        taken.add(ids[row.number])
    return ids, [*problems, *_like_titles(sheet, ids, {row.own_id for row in sheet.rows})]


def names_of(
    sheets: Mapping[str, SheetRows], ids: Mapping[str, Ids], held: Mapping[str, Table], remembered: Remembered
) -> dict[str, Names]:
    """The rows of every titled table by the names they may be called by, of a sheet where there is one, else of what is held."""
    found: dict[str, Names] = {}
    for table in TITLED:
        sheet = sheets.get(table)
        if sheet is not None:
            rows = [
                Named(ids[table][row.number], _title(row), _parent(table, row, found))
                for row in sheet.rows
                if row.number in ids[table]
            ]
        else:
            rows = held_names(table, held, found)
        earlier = {id_: name or title for id_, (name, title) in remembered.names.get(table, {}).items()}
        found[table] = Names(labels_of(rows), {row.id_: row.title for row in rows}, earlier)
    return found


def held_names(table: str, held: Mapping[str, Table], parents: Mapping[str, Names]) -> list[Named]:
    """The rows of a table that is held, as others name them."""
    column = id_column(table)
    if table not in held or column is None:
        return []
    parent = PARENT_OF.get(table)
    rows = []
    for row in held[table].dicts():
        parent_table = _table_of_parent(parent)
        above = parents[parent_table].labels.get(row.get(parent or "", "").strip(), "") if parent_table in parents else ""
        rows.append(Named(row.get(column, "").strip(), row.get("title", "").strip(), above))
    return rows


def _keepers(sheet: SheetRows, remembered: Remembered) -> dict[str, int]:
    titles = {id_: title for id_, (_, title) in remembered.names.get(sheet.table, {}).items()}
    keeper: dict[str, int] = {}
    for row in sheet.rows:
        if row.own_id and (
            row.own_id not in keeper or (titles.get(row.own_id) == _title(row) != _title_at(sheet, keeper[row.own_id]))
        ):
            keeper[row.own_id] = row.number
    return keeper


def _title_at(sheet: SheetRows, number: int) -> str:
    return next(_title(row) for row in sheet.rows if row.number == number)


def _title(row: SheetRow) -> str:
    return row.cells["title"].text if "title" in row.cells else ""


def _parent(table: str, row: SheetRow, parents: Mapping[str, Names]) -> str:
    column = PARENT_OF.get(table)
    if column is None or column not in row.cells:
        return ""
    names = parents[_table_of_parent(column)]
    ids = names.found(row.cells[column].text)
    return names.labels[ids[0]] if len(ids) == 1 else row.cells[column].text


def _table_of_parent(column: str | None) -> str:
    return {"outcome_id": "outcomes", "partner_id": "partners", "option_id": "options"}.get(column or "", "")


def _nameless(sheet: SheetRows, row: SheetRow) -> Problem:
    return Problem(
        sheet.where(row.number, "title"), "this row has no title, and other rows could not name it.", what_to_do="Give it a title."
    )


def _like_titles(sheet: SheetRows, ids: Ids, known: set[str]) -> list[Problem]:
    """Rows of one title and one parent, of which any is new: nobody can say which of them a name means."""
    parent = PARENT_OF.get(sheet.table, "")

    def what(row: SheetRow) -> tuple[str, str]:
        return alike(_title(row)), alike(row.cells[parent].text) if parent in row.cells else ""

    rows = [row for row in sheet.rows if row.number in ids and _title(row)]
    often = Counter(map(what, rows))
    problems = []
    for row in rows:
        others = [other.number for other in rows if other.number < row.number and what(other) == what(row)]
        if often[what(row)] > 1 and others and ids[row.number] not in known:
            problems.append(
                Problem(
                    sheet.where(row.number, "title"),
                    f"rows {others[0]} and {row.number} are both called this.",
                    value=_title(row),
                    what_to_do="Tell them apart by their titles, or take one out.",
                )
            )
    return problems
