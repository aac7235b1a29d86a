"""Column matching: which column of a file is which of ours, as far as headings and cells say."""

from dataclasses import dataclass, replace

from core.domain.columns.schema import Column, columns_of
from core.domain.tables import SPEC_OF, TableSpec
from core.domain.wording import counted, joined
from core.ingest.labels import plain
from core.ingest.messy.asks import Question
from core.ingest.messy.cells.periods import period_in
from core.ingest.messy.cells.result import RepairKind, Wrong
from core.ingest.messy.cells.values import ColumnReader
from core.ingest.messy.cells.year_forms import form_shown, is_year
from core.ingest.messy.grids import Sheet, Survey
from core.ingest.messy.layout import layout_of
from core.ingest.messy.likeness import likeness
from core.ingest.messy.mapping import ColumnMapping, Shape, SourceMapping, Transform
from core.ingest.messy.questions import cells_under, questions_about
from core.ingest.messy.shapes import as_shaped, shape_offered

SURE_ENOUGH = 0.6
_OFFERED_FROM = 0.35
_CELLS_TRIED = 40
_ITS_NAME = 0.92
_YEARS_IN_ITS_CELLS = 0.845


@dataclass(frozen=True)
class Match:
    """One of our columns and the heading that seems to be it.

    `transform` is what has to be worked out of it, for example a standard error of a variance. `confidence` is 0 to 1:
    a match of `SURE_ENOUGH` or more stands in the mapping, a weaker one is only offered.
    """

    column: str
    required: bool
    source: str | None
    letter: str | None
    confidence: float
    how: str
    samples: tuple[str, ...] = ()
    transform: Transform = Transform.none


@dataclass(frozen=True)
class Proposal:
    """How a sheet may become a table: a match for each of our columns, what has to be asked, and what is kept out."""

    table: str
    sheet: str
    header_row: int | None
    mapping: SourceMapping
    matches: tuple[Match, ...]
    questions: tuple[Question, ...]
    kept_out: tuple[str, ...]
    missing: tuple[str, ...]
    warnings: tuple[str, ...]


def sheet_as_asked(survey: Survey, sheet: str | None, header_row: int | None) -> Sheet:
    """A sheet of a survey, laid out anew where another heading row is asked for.

    Raises:
        KeyError: where there is no such sheet.
    """
    found = survey.sheet(sheet)
    return found if header_row is None else replace(found, layout=layout_of(found.grid, header_row))


def propose(
    survey: Survey,
    table: str,
    sheet: str | None = None,
    header_row: int | None = None,
    remembered: SourceMapping | None = None,
    *,
    as_it_lies: bool = False,
    base_year: int | None = None,
) -> Proposal:
    """Match a sheet's headings with a table's columns.

    Args:
        survey: what is in the file.
        table: which of our tables it is to be.
        sheet: the sheet's name; the fullest one when None.
        header_row: the heading's row as in Excel; guessed when None.
        remembered: how this source was matched before; it holds wherever its headings are still there.
        base_year: the programme's year 0, from which years of the calendar are counted; asked about when None.
        as_it_lies: no other shape is offered, because the person said that the rows are right as they lie.

    Raises:
        KeyError: for a table or sheet that does not exist.
    """
    spec = SPEC_OF[table]
    if remembered is not None and remembered.table == table:
        sheet = sheet or (remembered.sheet if remembered.sheet in survey.names else None)
        header_row = header_row or remembered.header_row
    lying = sheet_as_asked(survey, sheet, header_row)
    shape = _shape(lying, spec, remembered, as_it_lies)
    chosen = as_shaped(lying, shape, spec)
    before = _still_good(remembered, chosen) if remembered is not None and remembered.table == table else {}
    matches = matches_of(spec, chosen, before)
    columns = {
        match.column: before.get(match.column, ColumnMapping((match.source,) if match.source else ()))
        for match in matches
        if match.column in before or (match.source and match.confidence >= SURE_ENOUGH)
    }
    if base_year is not None:
        columns |= {name: replace(columns[name], base_year=base_year) for name in _year_indices(spec) if name in columns}
    keep = remembered.keep if remembered is not None and remembered.table == table else {}
    mapping = SourceMapping(table, columns, sheet, header_row, shape, keep)
    return _proposal(survey, chosen, mapping, matches, remembered)


def _year_indices(spec: TableSpec) -> list[str]:
    return [column.name for column in columns_of(spec.model) if (column.unit or "").startswith("year index")]


def _shape(lying: Sheet, spec: TableSpec, remembered: SourceMapping | None, as_it_lies: bool) -> Shape:
    """The shape that was agreed to before while its headings are still there, else the one that is offered."""
    if as_it_lies:
        return Shape()
    before = remembered.shape if remembered is not None and remembered.table == spec.name else Shape()
    if before.agreed and (before.is_turned or set(before.laid_under) & set(lying.layout.headings)):
        return (
            before if before.is_turned else replace(before, laid_under=shape_offered(lying, spec).laid_under or before.laid_under)
        )
    return shape_offered(lying, spec)


def _proposal(
    survey: Survey, sheet: Sheet, mapping: SourceMapping, matches: tuple[Match, ...], remembered: SourceMapping | None
) -> Proposal:
    used = {source for how in mapping.columns.values() for source in how.sources}
    kept_out = tuple(heading for heading in sheet.layout.headings if heading not in used)
    missing = tuple(name for name in SPEC_OF[mapping.table].required_columns if name not in mapping.columns)
    gone = sorted(set(remembered.columns) - set(mapping.columns)) if remembered else []
    told = f"{joined(gone)} came from headings that are no longer there."
    others = [other.name for other in survey.sheets if other.name != sheet.name and other.layout.body]
    unread = f"{counted(len(others), 'other sheet')} not read: {joined(others)}."
    return Proposal(
        mapping.table,
        sheet.name,
        sheet.layout.header_row,
        mapping,
        matches,
        questions_about(sheet, mapping, survey.delimiter),
        kept_out,
        missing,
        tuple(text for text, holds in ((told, gone), (unread, others)) if holds),
    )


def _still_good(remembered: SourceMapping, sheet: Sheet) -> dict[str, ColumnMapping]:
    """The remembered columns whose headings are all there, in capitals or not."""
    there = {plain(heading): heading for heading in reversed(sheet.layout.headings)}
    exact = set(sheet.layout.headings)
    good = {}
    for name, how in remembered.columns.items():
        sources = tuple(source if source in exact else there.get(plain(source), "") for source in how.sources)
        if all(sources) and (sources or how.constant is not None):
            good[name] = replace(how, sources=sources)
    return good


def matches_of(spec: TableSpec, sheet: Sheet, before: dict[str, ColumnMapping]) -> tuple[Match, ...]:
    """Give every column its best heading; a heading goes to the column it fits best."""
    headings = sheet.layout.headings
    taken = {source for how in before.values() for source in how.sources}
    scored = [
        (*likeness(spec, column, heading), column, heading)
        for column in columns_of(spec.model)
        if column.name not in before
        for heading in headings
        if heading not in taken
    ]
    scored.sort(key=lambda one: -one[0])
    found: dict[str, Match] = {}
    for score, how, column, heading in scored:
        if score < _OFFERED_FROM or column.name in found or (heading in taken and score >= SURE_ENOUGH):
            continue
        # A heading that says our own name is that column, however its cells look: they are then told one by one.
        confidence = score if score >= _ITS_NAME else round(score * _readable(sheet, column, heading), 2)
        found[column.name] = _match(sheet, column, heading, confidence, how)
        if confidence >= SURE_ENOUGH:
            taken.add(heading)
    _year_by_its_cells(spec, sheet, found, taken)
    return tuple(_final(sheet, column, before, found) for column in columns_of(spec.model))


def _final(sheet: Sheet, column: Column, before: dict[str, ColumnMapping], found: dict[str, Match]) -> Match:
    if column.name in before:
        how = before[column.name]
        if not how.sources:
            return Match(column.name, column.required, None, None, 1.0, f'"{how.constant}" in every row, as before')
        return _match(sheet, column, how.sources[0], 1.0, "as before")
    return found.get(column.name, Match(column.name, column.required, None, None, 0.0, "nothing like it"))


def _match(sheet: Sheet, column: Column, heading: str, confidence: float, how: str) -> Match:
    cells, _ = cells_under(sheet, heading)
    samples = tuple(dict.fromkeys(cell for cell in cells[:500] if cell.strip()))[:3]
    letter = sheet.letters[sheet.layout.headings.index(heading)]
    return Match(column.name, column.required, heading, letter, confidence, how, samples, _transform(column, heading))


def _transform(column: Column, heading: str) -> Transform:
    is_variance = column.name == "standard_error" and plain(heading) in ("vi", "variance", "var")
    return Transform.square_root if is_variance else Transform.none


def _readable(sheet: Sheet, column: Column, heading: str) -> float:
    """1 where the first cells can be read as what the column holds, less where they cannot.

    A heading that is another name for a column stays matched with it, however its cells look: they are told one by one.
    """
    cells, kinds = cells_under(sheet, heading)
    reader = ColumnReader(column, ColumnMapping(year_form=form_shown(cells) if is_year(column) else None))
    tried = [(cell, kinds[at] if kinds else "s") for at, cell in enumerate(cells[:400]) if cell.strip()][:_CELLS_TRIED]
    if not tried:
        return 0.9
    far_off = (RepairKind.not_a_number, RepairKind.not_a_date)
    wrong = sum(isinstance(got := reader.read(*one), Wrong) and got.kind in far_off for one in tried)
    return 1 - 0.25 * wrong / len(tried)


def _year_by_its_cells(spec: TableSpec, sheet: Sheet, found: dict[str, Match], taken: set[str]) -> None:
    """Take the first column whose cells are years as the year of a table that has one."""
    column = next((one for one in columns_of(spec.model) if one.name == "year" and one.required), None)
    if column is None or (column.name in found and found[column.name].confidence >= SURE_ENOUGH):
        return
    for heading in sheet.layout.headings:
        if heading not in taken and _holds_years(cells_under(sheet, heading)[0]):
            found[column.name] = _match(sheet, column, heading, _YEARS_IN_ITS_CELLS, "its cells are years")
            taken.add(heading)
            return


def _holds_years(cells: list[str]) -> bool:
    tried = [cell for cell in cells[:400] if cell.strip()][:_CELLS_TRIED]
    periods = sum(period_in(cell) is not None for cell in tried)
    return bool(tried) and (periods * 5 >= len(tried) * 4 or form_shown(tried) is not None)
