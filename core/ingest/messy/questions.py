"""Questions only the analyst can answer: a factor a heading names, the order of dates, the style of decimals, the base year."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from core.domain.columns.schema import Column, Kind, columns_of
from core.domain.tables import SPEC_OF
from core.domain.wording import joined, printable
from core.ingest.grids import CellKind
from core.ingest.messy.asks import EVERY_ROW, Ask, Choice, Question
from core.ingest.messy.cells.dates import is_in_doubt, order_shown
from core.ingest.messy.cells.result import Read
from core.ingest.messy.cells.values import NUMBERS
from core.ingest.messy.cells.year_forms import YearForm, example_of, form_shown, forms_in_doubt, is_year, year_in
from core.ingest.messy.grids import Reason, Sheet
from core.ingest.messy.headings import HeadingUnit, money_unit_in, unit_in
from core.ingest.messy.mapping import ColumnMapping, DateOrder, DecimalStyle, SourceMapping
from core.ingest.messy.same_headings import columns_headed_alike
from core.ingest.numbers import plain_number

_COMMA_SURE = re.compile(
    r"[^0-9]*[0-9.]*(?<![0-9])[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})[^0-9,.]*|.*[0-9]\.[0-9]{3},[0-9]+[^0-9]*|[^0-9]*0,[0-9]+[^0-9]*"
)
_POINT_SURE = re.compile(
    r"[^0-9]*[0-9,]*\.(?:[0-9]{1,2}|[0-9]{4,})[^0-9,.]*|.*[0-9],[0-9]{3}\.[0-9]+[^0-9]*|.*,[0-9]{3},[0-9]{3}.*|[^0-9]*0\.[0-9]+[^0-9]*"
)
_EITHER = re.compile(r"[^0-9]*[1-9][0-9]{0,2}([,.])[0-9]{3}[^0-9]*")
_FACTORS = ("1", "1000", "1000000", "1000000000", "0.01", "0.001", "0.0001", "0.00001")
_MOST_SAMPLES = 3
# Columns of money, those whose unit the model does not say too.
_MONEY = ("GBP", None)


def cells_under(sheet: Sheet, heading: str) -> tuple[list[str], list[str] | None]:
    """The cells of the table's rows under a heading, and the letters of their kinds (None for a CSV)."""
    place = sheet.layout.headings.index(heading)
    rows, kinds = sheet.grid.rows, sheet.grid.kinds
    cells = [rows[at][place] if place < len(rows[at]) else "" for at in sheet.layout.body]
    if kinds is None:
        return cells, None
    return cells, [kinds[at][place] if place < len(kinds[at]) else " " for at in sheet.layout.body]


def questions_about(sheet: Sheet, mapping: SourceMapping, delimiter: str | None = None) -> tuple[Question, ...]:
    """Every question about a mapping that nobody has answered."""
    asked: list[Question] = []
    for column in columns_of(SPEC_OF[mapping.table].model):
        how = mapping.columns.get(column.name)
        if how is not None and how.sources and all(source in sheet.layout.headings for source in how.sources):
            asked += _about(sheet, column, how, delimiter)
    return tuple(asked)


def answered(mapping: SourceMapping, answers: Mapping[str, str]) -> SourceMapping:
    """Put the answers to questions, by question id, into a mapping.

    Raises:
        ValueError: where an answer is none of the choices.
    """
    columns, keep = dict(mapping.columns), dict(mapping.keep)
    # Which column it is goes first: what else is said of a column is said of the one that was picked.
    for question_id, value in sorted(answers.items(), key=lambda one: not one[0].startswith(tuple(_OF_A_COLUMN))):
        ask, _, column = question_id.partition(":")
        if ask in _OF_A_COLUMN and column in SPEC_OF[mapping.table].columns:
            columns[column] = replace(ColumnMapping(), **{_OF_A_COLUMN[ask]: _PARSED[Ask(ask)](value)})  # type: ignore[arg-type]
        elif ask in _PARSED and column in columns:
            if ask == Ask.same_heading:
                columns[column] = replace(columns[column], sources=(value,))
            columns[column] = replace(columns[column], **{ask: _PARSED[Ask(ask)](value)})  # type: ignore[arg-type]
        elif ask == Ask.keep:
            keep[column] = () if value == EVERY_ROW else tuple(word.strip() for word in value.split("|"))
    return replace(mapping, columns=columns, keep=keep)


def _factor(value: str) -> float:
    factor = plain_number(value.replace(",", ""))
    if factor is None or factor <= 0:
        raise ValueError(f"{value[:40]!r} is no factor: give a number above 0")
    return factor


_PARSED: Mapping[Ask, Callable[[str], object]] = {
    Ask.factor: _factor,
    Ask.date_order: DateOrder,
    Ask.decimal_style: DecimalStyle,
    Ask.base_year: int,
    Ask.same_heading: str,
    Ask.year_form: YearForm,
    Ask.column: lambda heading: (heading,),
    Ask.constant: str,
}


_OF_A_COLUMN = {"column": "sources", "constant": "constant"}


def _about(sheet: Sheet, column: Column, how: ColumnMapping, delimiter: str | None) -> Iterable[Question]:
    yield from _heading_question(sheet, column, how)
    if column.kind in NUMBERS:
        cells, kinds = _all_under(sheet, how.sources)
        as_text = cells if kinds is None else [cell for cell, kind in zip(cells, kinds, strict=True) if kind == CellKind.text]
        yield from _factor_question(sheet, column, how, cells)
        yield from _decimal_question(column, how, as_text, delimiter)
        yield from _year_form_question(column, how, cells)
        yield from _base_year_question(column, how, cells)
    elif column.kind is Kind.date and how.date_order is None:
        cells, _ = _all_under(sheet, how.sources)
        yield from _date_question(column, how, cells)


def _heading_question(sheet: Sheet, column: Column, how: ColumnMapping) -> Iterable[Question]:
    """Ask which column is meant, where several stand under one heading and do not hold the same."""
    if len(how.sources) != 1 or how.same_heading == how.sources[0]:
        return
    alike = columns_headed_alike(sheet, how.sources[0])
    if len(alike) < 2:
        return
    choices = tuple(Choice(heading, f"column {_letter(sheet, heading)}: {_first_cells(sheet, heading)}") for heading in alike)
    text = f'{len(alike)} columns are headed "{alike[0]}" and do not hold the same. Which one is {column.title.lower()}?'
    yield Question(
        f"same_heading:{column.name}",
        Ask.same_heading,
        column.name,
        alike,
        text,
        choices,
        None,
        _samples(cells_under(sheet, alike[0])[0]),
    )


def _letter(sheet: Sheet, heading: str) -> str:
    return sheet.letters[sheet.layout.headings.index(heading)]


def _first_cells(sheet: Sheet, heading: str) -> str:
    return ", ".join(printable(cell, 40) for cell in _samples(cells_under(sheet, heading)[0])) or "empty"


def _all_under(sheet: Sheet, sources: Sequence[str]) -> tuple[list[str], list[str] | None]:
    found = [cells_under(sheet, source) for source in sources]
    cells = [cell for one, _ in found for cell in one]
    return cells, None if sheet.grid.kinds is None else [kind for _, kinds in found for kind in kinds or ()]


def _samples(cells: Iterable[str]) -> tuple[str, ...]:
    seen: list[str] = []
    for cell in cells:
        if cell.strip() and cell not in seen:
            seen.append(cell)
        if len(seen) == _MOST_SAMPLES:
            break
    return tuple(seen)


def _factor_question(sheet: Sheet, column: Column, how: ColumnMapping, cells: list[str]) -> Iterable[Question]:
    if how.factor is not None:
        return
    unit = next((found for source in how.sources if (found := unit_in(source)) and found.factor != 1), None)
    said_by = f'The heading "{how.sources[0]}"'
    if unit is None and column.unit in _MONEY:
        unit, said_by = _unit_around(sheet)
    if unit is None or (unit.factor == 0.01 and _carry_their_sign(cells)):
        return
    first = next((cell.strip() for cell in cells if cell.strip()), "")
    text = f"{said_by} says {unit.words}. What is {column.title.lower()} multiplied by?"
    wanted = sorted({*_FACTORS[:3], f"{unit.factor:.10g}", *(_FACTORS[4:6] if unit.factor < 1 else ())}, key=float)
    choices = tuple(Choice(value, _factor_label(value, first, unit)) for value in wanted)
    yield Question(
        f"factor:{column.name}", Ask.factor, column.name, how.sources, text, choices, f"{unit.factor:.10g}", _samples(cells)
    )


def _unit_around(sheet: Sheet) -> tuple[HeadingUnit | None, str]:
    """A unit that stands above or below the table, or in the sheet's name, as "All figures in £000" does."""
    for one in sheet.layout.left_out:
        if one.reason in (Reason.preamble, Reason.footnote) and (unit := money_unit_in(one.begins)):
            return unit, f'Row {one.row}, "{one.begins}",'
    return money_unit_in(sheet.name), f'The name "{sheet.name}"'


def _carry_their_sign(cells: list[str]) -> bool:
    filled = [cell.strip() for cell in cells[:1_000] if cell.strip()]
    return bool(filled) and all(cell.endswith("%") for cell in filled)


def _factor_label(value: str, sample: str, unit: HeadingUnit) -> str:
    number = plain_number(sample.replace(",", "").strip("£ "))
    shown = f": {sample} is {number * float(value):,.10g}" if number is not None else ""
    name = "as it stands" if value == "1" else f"times {float(value):,.10g}"
    return f"{name}{shown}"


def _decimal_question(column: Column, how: ColumnMapping, cells: list[str], delimiter: str | None) -> Iterable[Question]:
    if how.decimal_style is not None or column.many:
        return
    marked = {cell.strip() for cell in cells if "," in cell or "." in cell}
    if delimiter not in (None, ";") and not any("," in cell for cell in marked):
        return
    comma = [cell for cell in marked if "," in cell and _COMMA_SURE.fullmatch(cell)]
    point = any(_POINT_SURE.fullmatch(cell) for cell in marked)
    either = [
        cell for cell in marked if "£" not in cell and (found := _EITHER.fullmatch(cell)) and _is_doubtful(found[1], delimiter)
    ]
    if not comma and (point or not either):
        return
    suggestion = DecimalStyle.comma if comma and not point else DecimalStyle.point
    samples = _samples([*sorted(comma), *sorted(either)])
    choices = (
        Choice("point", f"{samples[0]}: a point before decimals, commas between thousands"),
        Choice("comma", f"{samples[0]}: a comma before decimals, points between thousands"),
    )
    text = f"How are decimals written under {joined(how.sources)}?"
    yield Question(f"decimal_style:{column.name}", Ask.decimal_style, column.name, how.sources, text, choices, suggestion, samples)


def _is_doubtful(mark: str, delimiter: str | None) -> bool:
    """In a file separated by semicolons, as continental programs write them, 1.234 and 1,234 may each be either."""
    return delimiter == ";" or (mark == "." and delimiter is None)


def _date_question(column: Column, how: ColumnMapping, cells: list[str]) -> Iterable[Question]:
    distinct = {cell.strip() for cell in cells}
    shown = {order for cell in distinct if (order := order_shown(cell)) is not None}
    doubtful = [cell for cell in distinct if is_in_doubt(cell)]
    if len(shown) == 1 or (not doubtful and not shown):
        return
    samples = _samples(sorted(doubtful) or sorted(distinct))
    choices = (Choice("day_first", f"{samples[0]}: day, month, year"), Choice("month_first", f"{samples[0]}: month, day, year"))
    text = f"Which comes first in the dates under {joined(how.sources)}, the day or the month?"
    yield Question(f"date_order:{column.name}", Ask.date_order, column.name, how.sources, text, choices, "day_first", samples)


def order_of(cells: Iterable[str]) -> DateOrder | None:
    """The order all dates of a column show, None where they show none or both."""
    shown = {order for cell in set(cells) if (order := order_shown(cell.strip())) is not None}
    return shown.pop() if len(shown) == 1 else None


def _year_form_question(column: Column, how: ColumnMapping, cells: list[str]) -> Iterable[Question]:
    """Ask once for a whole column what a year named in short stands for: FY06, 2021, Mar-23."""
    if not is_year(column) or how.year_form is not None:
        return
    forms = forms_in_doubt(cells, how.sources[0], column.name)
    if forms:
        samples = _samples(sorted(cells))
        choices = tuple(Choice(form.value, example_of(samples[0], form)) for form in forms)
        text = f"Which year is meant under {joined(how.sources)}? It holds for the whole column."
        yield Question(f"year_form:{column.name}", Ask.year_form, column.name, how.sources, text, choices, forms[0], samples)


def _base_year_question(column: Column, how: ColumnMapping, cells: list[str]) -> Iterable[Question]:
    if how.base_year is not None or not (column.unit or "").startswith("year index"):
        return
    form = how.year_form or form_shown(cells)
    years = {year: cell for cell in {cell.strip() for cell in cells} if (year := _calendar_year(cell, form)) is not None}
    if years:
        text = f"Under {joined(how.sources)} stand calendar years. Which year is year 0, the year of the decision?"
        samples = _samples(years[year] for year in sorted(years))
        yield Question(f"base_year:{column.name}", Ask.base_year, column.name, how.sources, text, (), str(min(years)), samples)


def _calendar_year(cell: str, form: YearForm | None) -> int | None:
    read = year_in(cell, form)
    number = plain_number(read.text if isinstance(read, Read) else cell)
    return int(number) if number is not None and number >= 1_900 else None
