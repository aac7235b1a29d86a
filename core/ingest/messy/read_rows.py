"""Row reading: the rows of a sheet, column by column: what could be read, what changed, what stands in the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from core.domain.columns.schema import Column, columns_of
from core.domain.tables import SPEC_OF
from core.domain.wording import counted
from core.ingest.grids import CellKind
from core.ingest.messy.cells.result import Outcome, Read, RepairKind, Wrong
from core.ingest.messy.cells.values import ColumnReader
from core.ingest.messy.grids import Sheet
from core.ingest.messy.mapping import ColumnMapping, SourceMapping, Transform
from core.ingest.messy.repairs import ACCEPT, Answer, Choose, Fault, Faults, repair_id_of

Answers = Mapping[str, Answer]
Edits = Mapping[tuple[int, str], str]


class CellChange(NamedTuple):
    """A cell that is not stored as it stood: where, before, after, and why."""

    row: int
    line: int
    column: str
    letter: str | None
    before: str
    after: str
    why: str


@dataclass
class Rows:
    """The rows being read. `cells` holds canonical text by column; `out` the places of rows left out as asked."""

    sheet: Sheet
    places: list[int]
    cells: dict[str, list[str]] = field(default_factory=dict)
    changes: list[CellChange] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    out: set[int] = field(default_factory=set)
    learned: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Under:
    """The cells one column is made of, row by row."""

    column: Column
    how: ColumnMapping
    letter: str | None
    cells: list[str]
    kinds: list[str] | None


def take_fitting_rows(rows: Rows, needed: int, answers: Answers) -> None:
    """Set aside rows whose cells cannot be put under the headings, so that nothing moves into another column."""
    sheet, width = rows.sheet, len(rows.sheet.layout.headings)
    is_text = sheet.grid.kinds is None
    for at in sheet.layout.body:
        row = sheet.grid.rows[at]
        wrong = _shape(row, width, is_text, needed) if len(row) != width or not row[1] else None
        if wrong is None or _answered_row(rows, at, wrong, answers):
            rows.places.append(at)
    rows.places = [at for at in rows.places if at not in rows.out]


def _shape(row: tuple[str, ...], width: int, is_text: bool, needed: int) -> Wrong | None:
    over = [cell for cell in row[width:] if cell.strip()]
    if over:
        what = f"{counted(len(row), 'cell')} where the heading has {width}"
        return Wrong(RepairKind.too_many_fields, what, "Put quotation marks round a cell that holds the separator, in the file.")
    if sum(bool(cell.strip()) for cell in row) == 1 and min(width, needed) > 1 and width > 2:
        return Wrong(
            RepairKind.section_row,
            "one cell is filled and no other: perhaps a heading between rows",
            "Leave the row out, or fill it in.",
        )
    if is_text and len(row) < width:
        what = f"{counted(len(row), 'cell')} where the heading has {width}"
        return Wrong(RepairKind.too_few_fields, what, "The missing ones may be empty cells at the end.", "empty cells at the end")
    return None


def _answered_row(rows: Rows, at: int, wrong: Wrong, answers: Answers) -> bool:
    """Apply an answer to a row that does not fit; False where the row is set aside."""
    row = rows.sheet.grid.rows[at]
    fault = Fault(at, None, None, None, " ".join(cell.strip() for cell in row if cell.strip())[:200], wrong)
    answer = answers.get(repair_id_of(fault))
    if answer is not None and answer.choose is Choose.leave_row_out:
        rows.out.add(at)
        return False
    if answer == ACCEPT and wrong.suggestion is not None:
        return True
    rows.faults.add(fault)
    return False


def read_columns(rows: Rows, mapping: SourceMapping, answers: Answers, edits: Edits) -> None:
    """Read every column of a mapping into `rows`, applying answers and edits."""
    for column in columns_of(SPEC_OF[mapping.table].model):
        how = mapping.columns.get(column.name)
        if how is None:
            continue
        if not how.sources:
            rows.cells[column.name] = [how.constant or ""] * len(rows.places)
            _edit_constants(rows, column, how, edits)
            continue
        _read_column(rows, column, how, answers, edits)


def _edit_constants(rows: Rows, column: Column, how: ColumnMapping, edits: Edits) -> None:
    numbers = rows.sheet.grid.row_keys
    for place, at in enumerate(rows.places):
        if (numbers[at], column.name) in edits:
            _settle(rows, _Under(column, how, None, [how.constant or ""], None), place, at, edits[numbers[at], column.name])


def _read_column(rows: Rows, column: Column, how: ColumnMapping, answers: Answers, edits: Edits) -> None:
    sources = [_cells(rows, source) for source in how.sources]
    letter = rows.sheet.letters[rows.sheet.layout.headings.index(how.sources[0])]
    under = _Under(column, how, letter, *sources[0])
    reader = ColumnReader(column, how)
    if how.transform is Transform.sum_of:
        parts = zip(*[list(zip(cells, kinds or ["s"] * len(cells), strict=True)) for cells, kinds in sources], strict=True)
        outcomes = [reader.read_sum(list(part)) for part in parts]
        shown = [" + ".join(cells) for cells in zip(*[cells for cells, _ in sources], strict=True)]
        under = _Under(column, how, letter, shown, None)
    elif under.kinds is None:
        outcomes = [reader.read(cell) for cell in under.cells]
    else:
        outcomes = [reader.read(cell, kind) for cell, kind in zip(under.cells, under.kinds, strict=True)]
    rows.cells[column.name] = [got.text if isinstance(got, Read) else "" for got in outcomes]
    edited = {row: text for (row, name), text in edits.items() if name == column.name}
    _take_in(rows, under, outcomes, answers, edited)


def _cells(rows: Rows, heading: str) -> tuple[list[str], list[str] | None]:
    place = rows.sheet.layout.headings.index(heading)
    grid = rows.sheet.grid
    cells = [row[place] if place < len(row) else "" for row in map(grid.rows.__getitem__, rows.places)]
    if grid.kinds is None:
        return cells, None
    return cells, [kinds[place] if place < len(kinds) else " " for kinds in map(grid.kinds.__getitem__, rows.places)]


def _take_in(rows: Rows, under: _Under, outcomes: list[Outcome], answers: Answers, edited: Mapping[int, str]) -> None:
    column, numbers, lines = under.column, rows.sheet.grid.row_numbers, rows.sheet.grid.lines
    keys = rows.sheet.grid.row_keys
    for place, outcome in enumerate(outcomes):
        text, why = outcome[0], outcome[1]
        if type(outcome) is Read and not why and (text or not column.required) and not edited:
            continue
        at = rows.places[place]
        if keys[at] in edited:
            _settle(rows, under, place, at, edited[keys[at]])
        elif isinstance(outcome, Wrong):
            _answer(rows, under, place, outcome, answers)
        elif not text and column.required:
            _answer(rows, under, place, _missing(column), answers)
        elif why:
            rows.changes.append(CellChange(numbers[at], lines[at], column.name, under.letter, under.cells[place], text, why))


def _missing(column: Column) -> Wrong:
    told = column.description[:1].lower() + column.description[1:]
    return Wrong(RepairKind.missing, "empty, and every row needs it", f"Fill it in: {told}")


def _answer(rows: Rows, under: _Under, place: int, wrong: Wrong, answers: Answers) -> None:
    at = rows.places[place]
    source = ", ".join(under.how.sources) or None
    fault = Fault(at, under.column.name, source, under.letter, under.cells[place].strip(), wrong)
    answer = answers.get(repair_id_of(fault))
    if answer is None or (answer.choose is Choose.accept and wrong.suggestion is None):
        rows.faults.add(fault)
    elif answer.choose is Choose.leave_row_out:
        rows.out.add(at)
    else:
        meant = (wrong.suggestion or "") if answer.choose is Choose.accept else answer.text
        if _settle(rows, under, place, at, meant) and fault.value and wrong.kind in _LEARNT:
            rows.learned.setdefault(under.column.name, {})[fault.value] = meant


_LEARNT = frozenset({RepairKind.word, RepairKind.not_known, RepairKind.suppressed, RepairKind.dash})


def _settle(rows: Rows, under: _Under, place: int, at: int, meant: str) -> bool:
    """Put a value a person gave into a cell. It is read by our rules, in our units: no factor is applied to it."""
    column, grid = under.column, rows.sheet.grid
    before = under.cells[place] if place < len(under.cells) else (under.how.constant or "")
    kept = meant == before.strip()
    outcome: Outcome = Read(meant) if kept and not column.words and meant else _as_given(under, meant)
    if isinstance(outcome, Read) and not outcome.text and column.required:
        outcome = _missing(column)
    if isinstance(outcome, Wrong):
        rows.faults.add(Fault(at, column.name, ", ".join(under.how.sources) or None, under.letter, meant, outcome))
        return False
    rows.cells[column.name][place] = outcome.text
    why = "kept as it is, as you said" if kept else "as you said"
    rows.changes.append(CellChange(grid.row_numbers[at], grid.lines[at], column.name, under.letter, before, outcome.text, why))
    return True


def _as_given(under: _Under, meant: str) -> Outcome:
    return ColumnReader(under.column, ColumnMapping(date_order=under.how.date_order)).read(meant, CellKind.text)
