"""A surveyed sheet and its mapping to a table, or everything that stands in the way. Nothing is half-converted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from core.domain.problems import Problem
from core.domain.tables import SPEC_OF, Table
from core.ingest.messy.found import LeftOut, Reason, Sheet, Survey
from core.ingest.messy.mapping import SourceMapping, Transform
from core.ingest.messy.personal import PersonalFinding, personal_data_in
from core.ingest.messy.proposing import Proposal, sheet_as_asked
from core.ingest.messy.questions import Question, answered, cells_under, order_of, questions_about
from core.ingest.messy.reading import TRIMMED
from core.ingest.messy.repairs import Answer, Choose, Repair, grouped
from core.ingest.messy.rows_checked import check_rows, labelled_total
from core.ingest.messy.rows_read import CellChange, Edits, Rows, fitting_rows, read_columns
from core.ingest.wording import counted, did_you_mean, joined, printable

HIDDEN_ROWS = "hidden_rows"
TOTALS = "totals"


class Verdict(StrEnum):
    """What becomes of a file."""

    accept = "accept"
    accept_with_warning = "accept_with_warning"
    mend_rows = "mend_rows"
    refuse_file = "refuse_file"


@dataclass(frozen=True)
class Conversion:
    """What came of converting: a table, or questions, problems, repairs and findings and no table.

    Args:
        mapping: the mapping with every answer in it, to be remembered for the source's next file.
        table: canonical text with physical line numbers, as the rules of a case folder accept it; None while anything is open.
        cells: every cell that is not stored as it stood.
        left_out: every row of the sheet that is not stored, and why.
        questions, problems, repairs, personal: what stands in the way; `problems` are about the file as a whole.
        warnings: what was done that the analyst should look at, in whole sentences.
    """

    survey: Survey
    sheet: Sheet
    mapping: SourceMapping
    table: Table | None
    cells: tuple[CellChange, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()
    repairs: tuple[Repair, ...] = ()
    personal: tuple[PersonalFinding, ...] = ()
    warnings: tuple[str, ...] = ()
    row_count: int = 0
    kept_totals: tuple[int, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The class this file falls into as it stands. Questions count as something to mend: answers settle them."""
        if self.problems or self.personal:
            return Verdict.refuse_file
        if self.table is None:
            return Verdict.mend_rows
        return Verdict.accept_with_warning if self.warnings else Verdict.accept


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
        edits: text by (row as in Excel, our column), which goes before everything else; in our units.

    Raises:
        KeyError: where the survey has no such sheet.
        ValueError: where an answer to a question is none of its choices.
    """
    answers, edits = answers or {}, edits or {}
    asked = mapping.mapping if isinstance(mapping, Proposal) else mapping
    name = mapping.sheet if isinstance(mapping, Proposal) else asked.sheet
    sheet = _as_wanted(sheet_as_asked(survey, name, asked.header_row), answers)
    asked = answered(asked, {key: answer.text for key, answer in answers.items() if answer.choose is Choose.value})
    started = Conversion(survey, sheet, asked, None, row_count=len(sheet.layout.body))
    personal = tuple(found for found in personal_data_in(sheet) if not _is_nobody(found, answers))
    problems = tuple(_problems(survey, sheet, asked))
    questions = () if problems else questions_about(sheet, asked, survey.delimiter)
    if personal or problems or questions:
        return replace(started, personal=personal, problems=problems, questions=questions)
    return _converted(started, _with_date_orders(asked, sheet), answers, edits)


def _is_nobody(found: PersonalFinding, answers: Mapping[str, Answer]) -> bool:
    answer = answers.get(found.finding_id)
    return found.may_be_an_office and answer is not None and answer.choose is Choose.accept


def _as_wanted(sheet: Sheet, answers: Mapping[str, Answer]) -> Sheet:
    """Leave hidden rows out, or take totals in, where the analyst asked for it."""
    layout = sheet.layout
    if (hidden := answers.get(HIDDEN_ROWS)) and hidden.choose is Choose.leave_row_out:
        gone = set(sheet.grid.hidden_rows)
        rows = [at for at in layout.body if sheet.grid.row_numbers[at] in gone]
        told = tuple(_left_out(sheet, at) for at in rows)
        layout = replace(layout, body=[at for at in layout.body if at not in set(rows)], left_out=(*layout.left_out, *told))
    if (totals := answers.get(TOTALS)) and totals.choose is Choose.accept:
        numbers = {one.row for one in layout.because(Reason.total)}
        back = [at for at, number in enumerate(sheet.grid.row_numbers) if number in numbers]
        kept = tuple(one for one in layout.left_out if one.reason is not Reason.total)
        layout = replace(layout, body=sorted({*layout.body, *back}), left_out=kept)
    return replace(sheet, layout=layout)


def _left_out(sheet: Sheet, at: int) -> LeftOut:
    begins = printable(" ".join(cell.strip() for cell in sheet.grid.rows[at] if cell.strip()), 80)
    return LeftOut(sheet.grid.row_numbers[at], sheet.grid.lines[at], Reason.asked, begins)


def _problems(survey: Survey, sheet: Sheet, mapping: SourceMapping) -> Iterable[Problem]:
    """What keeps the whole file out, whatever its rows say."""
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
        if how is None or not (how.sources or (how.constant or "").strip()):
            told = f"every row of {spec.name} needs {name}, and no column of the file stands for it."
            yield Problem(survey.file_name, told, row, name, what_to_do="Match a column to it, or give one value for all rows.")
    for name, how in mapping.columns.items():
        for source in how.sources:
            if source not in headings:
                todo = did_you_mean(source, headings)
                yield Problem(survey.file_name, f'there is no column headed "{printable(source, 60)}".', row, name, what_to_do=todo)
        if len(how.sources) > 1 and how.transform is not Transform.sum_of:
            yield Problem(survey.file_name, "several columns stand for one: say that they are added up (sum_of).", row, name)


def _with_date_orders(mapping: SourceMapping, sheet: Sheet) -> SourceMapping:
    """Fix the order of dates that a column shows by itself, so that its other dates are read the same way."""
    columns = dict(mapping.columns)
    for name, how in mapping.columns.items():
        if how.date_order is None and len(how.sources) == 1:
            place = sheet.layout.headings.index(how.sources[0])
            cells = (sheet.grid.rows[at][place] for at in sheet.layout.body if place < len(sheet.grid.rows[at]))
            columns[name] = replace(how, date_order=order_of(cells)) if _is_date(mapping.table, name) else how
    return replace(mapping, columns=columns)


def _is_date(table: str, name: str) -> bool:
    return name.endswith(("_on", "by_date"))


def _converted(started: Conversion, mapping: SourceMapping, answers: Mapping[str, Answer], edits: Edits) -> Conversion:
    sheet, spec = started.sheet, SPEC_OF[mapping.table]
    rows = fitting_rows(sheet, len(spec.required_columns), answers)
    read_columns(rows, mapping, answers, edits)
    kept_totals = [sheet.grid.row_numbers[at] for at in labelled_total(rows)]
    check_rows(rows, spec, answers)
    asked = tuple(_left_out(sheet, at) for at in sorted(rows.out))
    faults = [fault for fault in rows.faults if fault.at not in rows.out]
    taken = {sheet.grid.row_numbers[at] for at in rows.out}
    cells = tuple(change for change in rows.changes if change.row not in taken)
    learned = _remembering(started.mapping, rows)
    ended = replace(
        started, kept_totals=tuple(kept_totals), mapping=learned, cells=cells, left_out=(*sheet.layout.left_out, *asked)
    )
    if faults:
        return replace(ended, repairs=grouped(faults, sheet.grid.row_numbers, sheet.grid.lines), warnings=_warnings(ended))
    table = _table(started.survey, rows, mapping.table)
    if not table.rows:
        nothing = Problem(started.survey.file_name, "no row is left to store.", sheet.layout.header_row)
        return replace(ended, problems=(nothing,), warnings=_warnings(ended))
    return replace(ended, table=table, warnings=_warnings(ended))


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


def _warnings(ended: Conversion) -> tuple[str, ...]:
    return (*ended.survey.warnings, *_kept_out(ended), *_totals_kept(ended), *_said_once(ended), *_changed(ended), *_asked(ended))


def _kept_out(ended: Conversion) -> Iterable[str]:
    used = {source for how in ended.mapping.columns.values() for source in how.sources}
    sheet = ended.sheet
    others = [heading for heading in sheet.layout.headings if heading not in used and any(cells_under(sheet, heading)[0])]
    if others:
        yield f"{counted(len(others), 'column')} kept out: {joined(others)}."


def _totals_kept(ended: Conversion) -> Iterable[str]:
    kept = [row for row in ended.kept_totals if row not in {one.row for one in ended.left_out}]
    if kept:
        yield f"{counted(len(kept), 'row')} labelled as a total and read as a row like the others: {joined(kept)}."


def _said_once(ended: Conversion) -> Iterable[str]:
    for name, how in ended.mapping.columns.items():
        if not how.sources:
            yield f'{name} is "{printable(how.constant or "", 60)}" in every row, as you said.'


def _changed(ended: Conversion) -> Iterable[str]:
    """Count the cells that were read otherwise than they stand, by column and reason."""
    counts: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], CellChange] = {}
    for change in ended.cells:
        if change.why != TRIMMED:
            group = (change.column, change.why)
            counts[group] += 1
            first.setdefault(group, change)
    for (column, why), count in counts.items():
        one = first[column, why]
        shown = f'"{printable(one.before.strip(), 40)}" in row {one.row:,} became "{printable(one.after, 40)}"'
        yield f"{column}: {counted(count, 'cell')} changed, {why}; {shown}."


def _asked(ended: Conversion) -> Iterable[str]:
    rows = [one.row for one in ended.left_out if one.reason is Reason.asked]
    if rows:
        yield f"{counted(len(rows), 'row')} left out as you asked: {joined(rows)}."
