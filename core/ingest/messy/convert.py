"""Convert: a surveyed sheet and its mapping to a table, or everything that stands in the way. Nothing is half-converted."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from core.domain.columns.schema import Kind, columns_of
from core.domain.problems import Problem
from core.domain.tables import SPEC_OF, Table
from core.domain.wording import did_you_mean, printable
from core.ingest.messy.asks import Question
from core.ingest.messy.cells.periods import period_in
from core.ingest.messy.cells.year_forms import form_shown, is_year
from core.ingest.messy.check_rows import check_rows, labelled_total
from core.ingest.messy.column_questions import column_questions
from core.ingest.messy.conversion import Conversion
from core.ingest.messy.conversion_warnings import warnings_of
from core.ingest.messy.filters import keep_questions, kept_rows, left_out_of, without_rows
from core.ingest.messy.grids import Reason, Sheet, Survey
from core.ingest.messy.mapping import Shape, SourceMapping, Transform
from core.ingest.messy.match_columns import Proposal, propose, sheet_as_asked
from core.ingest.messy.questions import answered, cells_under, order_of, questions_about
from core.ingest.messy.read_rows import CellChange, Edits, Rows, read_columns, take_fitting_rows
from core.ingest.messy.repairs import Answer, Choose, Enough, grouped
from core.ingest.messy.shapes import LAY_UNDER, TURN, YES, as_shaped, shape_question
from core.ingest.observed_groups import without_repeats
from core.ingest.personal import PersonalFinding, personal_data_in
from core.ingest.too_much import LOOK_AT_HEADINGS, STOPPED

HIDDEN_ROWS = "hidden_rows"
TOTALS = "totals"


def convert(
    survey: Survey,
    mapping: SourceMapping | Proposal,
    answers: Mapping[str, Answer] | None = None,
    edits: Edits | None = None,
) -> Conversion:
    """Convert one sheet to a table.

    Args:
        survey: what is in the file.
        mapping: which heading is which column; a proposal stands for its own.
        answers: by question id, repair id or finding id; `HIDDEN_ROWS` -> leave_row_out leaves hidden rows out and
            `TOTALS` -> accept takes rows that look like totals in.
        edits: text by (key of the row, our column), which goes before everything else; in our units. The key is the row as in
            Excel, unless one row of the file became several.

    Raises:
        KeyError: where the survey has no such sheet.
        ValueError: where an answer to a question is none of its choices.
    """
    answers, edits = answers or {}, edits or {}
    asked = mapping.mapping if isinstance(mapping, Proposal) else mapping
    name = mapping.sheet if isinstance(mapping, Proposal) else asked.sheet
    values = {key: answer.text for key, answer in answers.items() if answer.choose is Choose.value}
    asked = _shaped(survey, asked, name, values)
    sheet = as_shaped(_as_wanted(sheet_as_asked(survey, name, asked.header_row), answers), asked.shape, SPEC_OF[asked.table])
    asked = answered(asked, values)
    sheet = _whole_years(kept_rows(sheet, asked), asked)
    started = Conversion(survey, sheet, asked, None, row_count=len(sheet.layout.body))
    personal = tuple(found for found in personal_in(sheet) if not _is_nobody(found, answers))
    of_columns = column_questions(sheet, asked)
    problems = tuple(_problems(survey, sheet, asked, {question.column for question in of_columns}))
    questions: tuple[Question, ...] = tuple(shape_question(sheet, asked))
    if not problems:
        questions = (*questions, *of_columns, *questions_about(sheet, asked, survey.delimiter))
    questions = questions or keep_questions(sheet, asked)
    if personal or problems or questions:
        return replace(started, personal=personal, problems=problems, questions=questions)
    return _converted(started, _with_shown_forms(asked, sheet), answers, edits)


def _shaped(survey: Survey, mapping: SourceMapping, sheet: str | None, values: Mapping[str, str]) -> SourceMapping:
    """Agree to the shape that is offered, or match anew where the rows are said to be right as they lie."""
    said = values.get(TURN if mapping.shape.is_turned else LAY_UNDER)
    if mapping.shape.agreed or said is None or mapping.shape == Shape():
        return mapping
    if said == YES:
        return replace(mapping, shape=replace(mapping.shape, agreed=True))
    return propose(survey, mapping.table, sheet, mapping.header_row, as_it_lies=True).mapping


def _whole_years(sheet: Sheet, mapping: SourceMapping) -> Sheet:
    """Leave quarters and months out where whole years are wanted and stand beside them."""
    how = mapping.columns.get("year")
    if how is None or len(how.sources) != 1 or how.sources[0] not in sheet.layout.headings:
        return sheet
    cells, _ = cells_under(sheet, how.sources[0])
    periods = [period_in(cell) for cell in cells]
    parts = {at for at, period in zip(sheet.layout.body, periods, strict=True) if period is not None and not period.is_a_year}
    if not parts or not any(period is not None and period.is_a_year for period in periods):
        return sheet
    return without_rows(sheet, parts, Reason.part_of_year)


def personal_in(sheet: Sheet) -> tuple[PersonalFinding, ...]:
    """Personal data in the rows of a sheet's table."""
    layout, grid = sheet.layout, sheet.grid
    return personal_data_in(layout.headings, [grid.rows[at] for at in layout.body], [grid.row_numbers[at] for at in layout.body])


def _is_nobody(found: PersonalFinding, answers: Mapping[str, Answer]) -> bool:
    answer = answers.get(found.finding_id)
    return found.may_be_an_office and answer is not None and answer.choose is Choose.accept


def _as_wanted(sheet: Sheet, answers: Mapping[str, Answer]) -> Sheet:
    """Leave hidden rows out, or take totals in, where the analyst asked for it."""
    layout = sheet.layout
    if (hidden := answers.get(HIDDEN_ROWS)) and hidden.choose is Choose.leave_row_out:
        gone = set(sheet.grid.hidden_rows)
        rows = [at for at in layout.body if sheet.grid.row_numbers[at] in gone]
        layout = without_rows(sheet, set(rows), Reason.asked).layout
    if (totals := answers.get(TOTALS)) and totals.choose is Choose.accept:
        numbers = {one.row for one in layout.because(Reason.total)}
        back = [at for at, number in enumerate(sheet.grid.row_numbers) if number in numbers]
        kept = tuple(one for one in layout.left_out if one.reason is not Reason.total)
        layout = replace(layout, body=sorted({*layout.body, *back}), left_out=kept)
    return replace(sheet, layout=layout)


def _problems(survey: Survey, sheet: Sheet, mapping: SourceMapping, asked: set[str]) -> Iterable[Problem]:
    """What keeps the whole file out, whatever its rows say; columns that are `asked` about are none of it."""
    spec, headings, row = SPEC_OF[mapping.table], sheet.layout.headings, sheet.layout.header_row
    if row is None:
        yield Problem(
            survey.file_name, "no heading line could be made out.", what_to_do="Say which row is the heading, or add one."
        )
        return
    if not sheet.layout.body:
        yield Problem(survey.file_name, "there is a heading and no rows.", row)
    for name in spec.required_columns:
        how = mapping.columns.get(name)
        if name not in asked and (how is None or not (how.sources or (how.constant or "").strip())):
            told = f"every row of {spec.name} needs {name}, and no column of the file stands for it."
            yield Problem(survey.file_name, told, row, name, what_to_do="Match a column to it, or give one value for all rows.")
    for name, how in mapping.columns.items():
        for source in how.sources:
            if source not in headings:
                todo = did_you_mean(source, headings)
                yield Problem(survey.file_name, f'there is no column headed "{printable(source, 60)}".', row, name, what_to_do=todo)
        if len(how.sources) > 1 and how.transform is not Transform.sum_of:
            yield Problem(survey.file_name, "several columns stand for one: say that they are added up (sum_of).", row, name)


def _with_shown_forms(mapping: SourceMapping, sheet: Sheet) -> SourceMapping:
    """Fix the order of dates and the form of years that a column shows by itself, so that all its cells are read the same way."""
    columns = dict(mapping.columns)
    for column in columns_of(SPEC_OF[mapping.table].model):
        how = columns.get(column.name)
        if how is None or len(how.sources) != 1:
            continue
        if column.kind is Kind.date and how.date_order is None:
            columns[column.name] = replace(how, date_order=order_of(cells_under(sheet, how.sources[0])[0]))
        elif is_year(column) and how.year_form is None and how.sources[0].strip().lower() != column.name:
            columns[column.name] = replace(how, year_form=form_shown(cells_under(sheet, how.sources[0])[0]))
    return replace(mapping, columns=columns)


def _converted(started: Conversion, mapping: SourceMapping, answers: Mapping[str, Answer], edits: Edits) -> Conversion:
    sheet, spec = started.sheet, SPEC_OF[mapping.table]
    rows = Rows(sheet, [])
    stopped: tuple[str, ...] = ()
    try:
        take_fitting_rows(rows, len(spec.required_columns), answers)
        read_columns(rows, mapping, answers, edits)
        check_rows(rows, spec, answers)
    except Enough:
        stopped = (f"{STOPPED[:1].upper()}{STOPPED[1:]} {LOOK_AT_HEADINGS}",)
    kept_totals = [sheet.grid.row_numbers[at] for at in labelled_total(rows)]
    asked = left_out_of(sheet, rows.out, Reason.asked)
    faults = [fault for fault in rows.faults if fault.at not in rows.out]
    cells = _without(rows)
    learned = _remembering(started.mapping, rows)
    ended = replace(
        started, kept_totals=tuple(kept_totals), mapping=learned, cells=cells, left_out=(*sheet.layout.left_out, *asked)
    )
    if faults:
        return replace(ended, repairs=grouped(faults, sheet.grid), warnings=(*stopped, *warnings_of(ended)))
    if stopped:
        return replace(ended, problems=(Problem(started.survey.file_name, STOPPED, what_to_do=LOOK_AT_HEADINGS),))
    table = _table(started.survey, rows, mapping.table)
    if not table.rows:
        nothing = Problem(started.survey.file_name, "no row is left to store.", sheet.layout.header_row)
        return replace(ended, problems=(nothing,), warnings=warnings_of(ended))
    table, repeated = without_repeats(table)
    return replace(ended, table=table, warnings=(*warnings_of(ended), *(told.sentence for told in repeated)))


def _without(rows: Rows) -> tuple[CellChange, ...]:
    """The changed cells of rows that are not left out."""
    numbers = rows.sheet.grid.row_numbers
    kept = {numbers[at] for at in rows.places if at not in rows.out}
    taken = {numbers[at] for at in rows.out} - kept
    return tuple(change for change in rows.changes if change.row not in taken)


def _remembering(mapping: SourceMapping, rows: Rows) -> SourceMapping:
    """Put what the analyst said a word stands for into the mapping."""
    columns = dict(mapping.columns)
    for name, words in rows.learned.items():
        columns[name] = replace(columns[name], words={**columns[name].words, **words})
    return replace(mapping, columns=columns)


def _table(survey: Survey, rows: Rows, name: str) -> Table:
    names = tuple(column for column in SPEC_OF[name].columns if column in rows.cells)
    kept = [place for place, at in enumerate(rows.places) if at not in rows.out] if rows.out else range(len(rows.places))
    columns = [rows.cells[column] for column in names]
    if rows.out:
        columns = [[column[place] for place in kept] for column in columns]
    lines = tuple(rows.sheet.grid.lines[rows.places[place]] for place in kept)
    return Table(name, names, tuple(zip(*columns, strict=True)), lines, survey.file_name, survey.sha256)
