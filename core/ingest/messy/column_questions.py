"""Which column stands for one that every row needs and no heading names: asked, with the columns it could be."""

from collections.abc import Iterable

from core.domain.columns.schema import Column, Kind, columns_of
from core.domain.tables import SPEC_OF
from core.domain.wording import counted
from core.ingest.messy.asks import Ask, Choice, Question
from core.ingest.messy.cells.periods import period_in
from core.ingest.messy.cells.result import Read, RepairKind
from core.ingest.messy.cells.values import NUMBERS, ColumnReader
from core.ingest.messy.cells.year_forms import form_shown, is_year
from core.ingest.messy.grids import Sheet
from core.ingest.messy.likeness import likeness
from core.ingest.messy.mapping import ColumnMapping, SourceMapping
from core.ingest.messy.questions import cells_under
from core.ingest.numbers import plain_number

_TRIED = 40
_MOST_CHOICES = 30
_PERHAPS = 0.35


def column_questions(sheet: Sheet, mapping: SourceMapping) -> tuple[Question, ...]:
    """Ask for each needed column that nothing stands for which column of the file it is, or which word holds for all rows."""
    spec = SPEC_OF[mapping.table]
    used = {source for how in mapping.columns.values() for source in how.sources}
    free = [heading for heading in sheet.layout.headings if heading not in used]
    names = [heading for heading in sheet.layout.headings if heading in free or heading in _of_key(mapping)]
    asked = []
    for column in columns_of(spec.model):
        how = mapping.columns.get(column.name)
        if column.required and (how is None or not (how.sources or (how.constant or "").strip())):
            asked += list(_about(sheet, mapping.table, column, names if column.kind is Kind.text else free))
    return tuple(asked)


def _of_key(mapping: SourceMapping) -> tuple[str, ...]:
    """The heading of the row's own short name, which may well be its long name too."""
    key = SPEC_OF[mapping.table].key[:1]
    return mapping.columns[key[0]].sources if key and key[0] in mapping.columns else ()


def _about(sheet: Sheet, table: str, column: Column, free: list[str]) -> Iterable[Question]:
    could_be = [heading for heading in free if _could_be(sheet, column, heading)][:_MOST_CHOICES]
    told = f"Every row of {table} needs {column.name}, and no column of the file is named so."
    if could_be:
        choices = tuple(Choice(heading, f"the column {heading}") for heading in could_be)
        suggestion = _likeliest(sheet, table, column, could_be)
        samples = tuple(cell for heading in could_be for cell in cells_under(sheet, heading)[0][:1])[:3]
        yield Question(f"column:{column.name}", Ask.column, column.name, (), f"{told} Which is it?", choices, suggestion, samples)
    elif column.words:
        words = tuple(Choice(word, word.replace("_", " ")) for word in column.words)
        text = f"{told} Which of its {counted(len(words), 'word')} holds for every row?"
        yield Question(f"constant:{column.name}", Ask.constant, column.name, (), text, words, None, ())


def _could_be(sheet: Sheet, column: Column, heading: str) -> bool:
    """True where most cells under a heading can be read as what the column holds."""
    cells = [cell.strip() for cell in cells_under(sheet, heading)[0][:400] if cell.strip()][:_TRIED]
    if not cells:
        return False
    numbers = sum(_is_figure(cell) for cell in cells)
    periods = sum(period_in(cell) is not None for cell in cells)
    if is_year(column):
        return periods * 5 >= len(cells) * 4 or form_shown(cells) is not None
    if column.kind in NUMBERS:
        return numbers * 2 > len(cells) and periods < len(cells)
    if column.kind in (Kind.id, Kind.text):
        return numbers * 2 <= len(cells)
    reader = ColumnReader(column, ColumnMapping())
    return sum(isinstance(reader.read(cell), Read) for cell in cells) * 2 > len(cells)


def _is_figure(cell: str) -> bool:
    outcome = ColumnReader(_NUMBER, ColumnMapping()).read(cell)
    return isinstance(outcome, Read) or outcome.kind in (RepairKind.flagged, RepairKind.suppressed, RepairKind.not_known)


_NUMBER = Column("number", Kind.number, "", False)


def _likeliest(sheet: Sheet, table: str, column: Column, could_be: list[str]) -> str | None:
    """The only one; else the one whose name is perhaps it; of columns for each year the last; of an index the one that rises."""
    if len(could_be) == 1:
        return could_be[0]
    named = max(could_be, key=lambda heading: likeness(SPEC_OF[table], column, heading)[0])
    if likeness(SPEC_OF[table], column, named)[0] >= _PERHAPS:
        return named
    years = [heading for heading in could_be if (period := period_in(heading)) is not None and period.is_a_year]
    if years and len(years) == len(could_be):
        return years[-1]
    rising = [heading for heading in could_be if _rises(cells_under(sheet, heading)[0])] if column.name == "index" else []
    return rising[0] if len(rising) == 1 else None


def _rises(cells: list[str]) -> bool:
    numbers = [number for cell in cells if (number := plain_number(cell.replace(",", "").strip())) is not None]
    return len(numbers) > 1 and min(numbers) >= 1 and numbers[-1] > numbers[0]
