"""Reader of the workbook: its bytes to rows, its index of prices, and what to know of them. No row with a value is left out."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from core.domain.case.benefits import BenefitClass
from core.domain.problems import Problem
from core.domain.unit_costs import Deflators, UnitCost, UnitCosts, Value
from core.domain.wording import as_listed, counted, printable
from core.ingest.grids import NotReadable
from core.ingest.labels import letter_of
from core.ingest.unit_costs.layout import Layout, layout_of, text_of
from core.ingest.unit_costs.lists import read_list
from core.ingest.unit_costs.workbook import Cell, CostSheet, Rows, sheets_of

_YEAR = re.compile(r"(19|20)\d{2}/\d{2}")
_RATINGS = {"r": "red", "a": "amber", "g": "green"}
_SAME = 1e-6
_TEXT = (".csv", ".tsv", ".txt")


def read_unit_costs(data: bytes, file_name: str = "unit costs.xlsx") -> UnitCosts:
    """Read a workbook of unit costs as it is: every theme sheet, hidden rows too, and the index of prices.

    Sheets and columns are found by their words, so that later editions read too. Text that stands where an amount is
    expected, a value without a year, and rows without a code are told in `notices`, each with sheet and row.

    Args:
        data: an .xlsx workbook.
        file_name: its name, for sentences and sources.
    """
    shown = printable(file_name)
    try:
        sheets = sheets_of(data)
    except NotReadable as refused:
        if data and file_name.lower().endswith(_TEXT):
            return read_list(data, file_name) or UnitCosts(problems=(_nothing(shown),))
        return UnitCosts(problems=(Problem(shown, refused.sentence),))
    rows: list[UnitCost] = []
    notices: list[Problem] = []
    deflators = None
    for sheet in sheets:
        layout = layout_of(sheet.rows)
        if layout is not None:
            found, told = _theme(sheet, layout, shown)
            rows, notices = [*rows, *found], [*notices, *told]
        deflators = deflators or _deflators(sheet.rows)
    if not rows:
        return read_list(data, file_name) or UnitCosts(problems=(_nothing(shown),))
    notices += [*_twice(rows, shown), *_uprating(rows, deflators, shown)]
    return UnitCosts(tuple(rows), deflators, as_listed(notices), (), _title(sheets[0]), {row.code: row for row in rows if row.code})


def _title(first: CostSheet) -> str:
    """What the workbook calls itself: the first text of its first sheet, to the dash."""
    for row in first.rows[:10]:
        for cell in row:
            if text_of(cell):
                return re.split(r"\s[-–]\s", printable(text_of(cell), 100))[0]
    return ""


def _theme(sheet: CostSheet, layout: Layout, file: str) -> tuple[list[UnitCost], list[Problem]]:
    rows: list[UnitCost] = []
    told: list[Problem] = []
    without: list[int] = []
    for place in range(layout.first_row, len(sheet.rows)):
        line, cells = place + 1, sheet.rows[place]
        values, odd = _values(cells, layout, sheet.title, line, file)
        code = _cell(cells, layout.columns.get("code"))
        told += odd
        if code or values:
            rows.append(_unit_cost(sheet, cells, layout, line, values))
            told += _told_of(rows[-1], file)
        elif any(text_of(cell) for cell in cells):
            without.append(line)
    return rows, told + [_left_out(sheet.title, *run, file) for run in _runs(without)]


def _unit_cost(sheet: CostSheet, cells: Sequence[Cell], layout: Layout, line: int, values: dict[BenefitClass, Value]) -> UnitCost:
    texts = {name: _cell(cells, place) for name, place in layout.columns.items()}
    note = sheet.note(line, layout.values[BenefitClass.fiscal]["amount"])
    rating = texts.get("rating", "")
    return UnitCost(
        code=texts.get("code", ""),
        sheet=sheet.title,
        row=line,
        category=texts.get("category", ""),
        subject=texts.get("subject", ""),
        detail=texts.get("detail", ""),
        unit=texts.get("unit", ""),
        agency=texts.get("agency", ""),
        agency_detail=texts.get("agency_detail", ""),
        values=values,
        original_source=texts.get("original_source", ""),
        rating=_RATINGS.get(rating.lower(), rating),
        comment=texts.get("comment", ""),
        cell_note=text_of(note),
        is_hidden=line in sheet.hidden_rows,
    )


def _values(
    cells: Sequence[Cell], layout: Layout, sheet: str, line: int, file: str
) -> tuple[dict[BenefitClass, Value], list[Problem]]:
    values: dict[BenefitClass, Value] = {}
    odd: list[Problem] = []
    for benefit_class, columns in layout.values.items():
        found = cells[columns["amount"]]
        place = f"{letter_of(columns['amount'])}{line}"
        amount = _number(found)
        if amount is not None:
            uprated = _number(cells[columns["uprated"]]) if "uprated" in columns else None
            values[benefit_class] = Value(amount, _cell(cells, columns.get("year")), uprated, place)
        elif text_of(found):
            message = f"sheet {sheet}, cell {place}: this is no amount, and the row has no {benefit_class.value} value."
            odd.append(Problem(file, message, line, value=text_of(found)))
    return values, odd


def _told_of(row: UnitCost, file: str) -> Iterator[Problem]:
    if not row.code:
        yield Problem(file, f"sheet {row.sheet}: the row has a value and no cost code; it is kept.", row.row)
    if not row.values:
        yield Problem(file, f"sheet {row.sheet}: {row.code} has no value; it is kept.", row.row)
    for benefit_class, value in row.values.items():
        if not _YEAR.fullmatch(value.year):
            what = f"sheet {row.sheet}: the {benefit_class.value} value of {row.name} has no year that can be read."
            yield Problem(file, what, row.row, value=value.year)


def _deflators(grid: Rows) -> Deflators | None:
    """Find the index: a column headed "GDP cumulative" beside a column of years headed "Year"."""
    for top, row in enumerate(grid):
        heads = [text_of(cell).lower() for cell in row]
        column = next((place for place, head in enumerate(heads) if head.startswith("gdp cumulative")), None)
        if column is None or "year" not in heads:
            continue
        years = heads.index("year")
        below = [row for row in grid[top + 1 :] if _YEAR.fullmatch(text_of(row[years]))]
        index = {text_of(row[years]): amount for row in below if (amount := _number(row[column])) is not None}
        marked = {text_of(row[years]) for row in below if years and text_of(row[years - 1]).lower() == "f"}
        forecast = frozenset(marked & index.keys())
        return Deflators(index, _current(grid[top + 1 :], heads, index), forecast) if index else None
    return None


def _current(below: Rows, heads: list[str], index: dict[str, float]) -> str:
    """The year the workbook uprates to: the first year under "Current Year", else the last of the index."""
    if "current year" in heads:
        for row in below:
            if _YEAR.fullmatch(text_of(row[heads.index("current year")])):
                return text_of(row[heads.index("current year")])
    return max(index)


def _uprating(rows: Sequence[UnitCost], deflators: Deflators | None, file: str) -> Iterator[Problem]:
    """Tell where the workbook's uprated value is not what its own index gives."""
    if deflators is None:
        yield Problem(file, "there is no index of prices in the workbook: add the years you need to deflators.csv.")
        return
    for row in rows:
        for benefit_class, value in row.values.items():
            if value.year in deflators.index and value.uprated_gbp is not None:
                ours = deflators.uprated(value.amount_gbp, value.year)
                if abs(ours - value.uprated_gbp) > _SAME * max(1.0, abs(ours)):
                    message = (
                        f"sheet {row.sheet}: the uprated {benefit_class.value} value of {row.name} is not what its index gives."
                    )
                    yield Problem(file, message, row.row, value=f"{value.uprated_gbp:g} for {ours:g}")


def _twice(rows: Sequence[UnitCost], file: str) -> Iterator[Problem]:
    seen: dict[str, UnitCost] = {}
    for row in rows:
        if row.code and row.code in seen:
            first = seen[row.code]
            yield Problem(file, f"sheet {row.sheet}: code {row.code} is used before, on {first.sheet} row {first.row}.", row.row)
        seen.setdefault(row.code, row)


def _left_out(sheet: str, first: int, last: int, file: str) -> Problem:
    rows = counted(last - first + 1, "row")
    return Problem(file, f"sheet {sheet}: {rows} from here on hold neither a cost code nor a value; they are not costs.", first)


def _runs(lines: list[int]) -> list[tuple[int, int]]:
    """Gather lines that follow one another: (first, last)."""
    if not lines:
        return []
    breaks = [place + 1 for place, (one, other) in enumerate(pairwise(lines)) if other != one + 1]
    return [(lines[start], lines[end - 1]) for start, end in pairwise([0, *breaks, len(lines)])]


def _cell(cells: Sequence[Cell], place: int | None) -> str:
    return text_of(cells[place]) if place is not None and place < len(cells) else ""


def _number(cell: Cell) -> float | None:
    """A cell that holds a number; text that looks like one is text."""
    return float(cell) if isinstance(cell, int | float) else None


def _nothing(file: str) -> Problem:
    return Problem(
        file,
        "no sheet of this workbook holds unit costs.",
        what_to_do="A list of unit costs has columns such as Code, Name, Unit, Value, Price year, Agency and Source; "
        'a theme sheet of the Greater Manchester workbook is headed "Cost code" and "Fiscal value".',
    )
