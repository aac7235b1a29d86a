"""A list of unit costs from any source: code, name, unit, value, price year, agency, source, found by the words of its heading.

A table of kinds across and bases down (staff grades over "cost per working hour") is read too: each cell is one unit cost.
"""

import re
from collections.abc import Iterator, Mapping

from core.domain.case.benefits import BenefitClass
from core.domain.problems import Problem
from core.domain.unit_costs import UnitCost, UnitCosts, Value
from core.domain.wording import as_listed, counted, printable
from core.ingest.labels import plain
from core.ingest.messy import NotReadable, Sheet, survey
from core.ingest.messy.cells.numbers import number_read
from core.ingest.messy.cells.periods import Period, PeriodKind, period_in
from core.ingest.messy.cells.result import Read

_WORDS: Mapping[str, tuple[str, ...]] = {
    "code": ("code", "cost code", "unit cost code", "ref", "reference", "id", "ref no", "service code", "currency code"),
    "detail": (
        "name", "description", "item", "service", "activity", "unit cost description", "title", "detail", "cost description",
        "staff", "grade", "role", "type", "service description", "cost item", "intervention", "currency description",
    ),
    "unit": ("unit", "per", "unit of measure", "basis", "units", "measure", "cost basis", "unit of activity"),
    "amount": (
        "value", "unit cost", "cost", "amount", "price", "average cost", "mean cost", "national average unit cost", "unit value",
        "cost gbp", "unit cost gbp", "value gbp", "average unit cost", "mean unit cost", "cost per unit", "tariff",
    ),
    "year": ("price year", "year", "prices", "price base", "year of prices", "cost year", "price base year", "financial year"),
    "agency": ("agency", "bearer", "who bears it", "organisation", "body", "sector", "department", "payer"),
    "original_source": ("source", "publication", "original source", "citation", "where from"),
    "category": ("category", "theme", "group", "heading", "area"),
    "comment": ("comment", "comments", "notes", "note"),
}  # fmt: skip
_UNIT = re.compile(r"\((?:£|gbp|pounds)\)|£|\bgbp\b|\([^()]*prices?\)", re.IGNORECASE)
_PER = re.compile(r"\bper ([a-z][a-z \-]{1,40}?)(?= \(|,|;|$)", re.IGNORECASE)
_MONEY_LABEL = re.compile(r"cost|price|rate|tariff|£|per ", re.IGNORECASE)
_YEAR_IN_TEXT = re.compile(r"(?:19|20)[0-9]{2}\s?[/\-–]\s?(?:[0-9]{4}|[0-9]{2})\b|(?:19|20)[0-9]{2}(?= prices)")


def read_list(data: bytes, file_name: str) -> UnitCosts | None:
    """Read a list of unit costs from a CSV file or a workbook; None where no sheet of it is one.

    Amounts are pounds of the row's price year, or of the year its heading, title or sheet name speaks of. What no price year
    or agency is given for is told in `notices`: the year is typed where a value is used, the agency settled once.
    """
    try:
        found = survey(data, file_name)
    except NotReadable as reason:
        return UnitCosts(problems=(Problem(printable(file_name), reason.sentence),))
    rows: list[UnitCost] = []
    notices: list[Problem] = []
    for sheet in found.sheets:
        more, told = _list(sheet, found.file_name)
        if not more:
            more, told = _matrix(sheet)
        rows, notices = [*rows, *more], [*notices, *told]
    if not rows:
        return None
    notices += _without(rows, found.file_name)
    return UnitCosts(tuple(rows), None, as_listed(notices), (), found.file_name, {row.code: row for row in rows})


def _list(sheet: Sheet, file_name: str) -> tuple[list[UnitCost], list[Problem]]:
    columns = _columns(sheet)
    if "amount" not in columns or not {"detail", "code"} & columns.keys():
        return [], []
    year = _year_around(sheet, sheet.layout.headings[columns["amount"]])
    rows: list[UnitCost] = []
    told: list[Problem] = []
    for at in sheet.layout.body:
        cells = {name: _cell(sheet, at, place) for name, place in columns.items()}
        number, amount = sheet.grid.row_numbers[at], _amount(cells["amount"])
        if amount is None:
            told.append(Problem(file_name, "this is no amount, so the row is no unit cost.", number, value=cells["amount"]))
            continue
        place = f"{sheet.letters[columns['amount']]}{number}"
        own = _year(cells.get("year", "")) or year
        rows.append(_row(sheet, number, cells, Value(amount, own, None, place), code=cells.get("code") or f"{sheet.name} {place}"))
    return rows, told


def _columns(sheet: Sheet) -> dict[str, int]:
    """Which column is which: each takes the first heading that says one of its words, exact ones before longer ones."""
    names = [plain(_UNIT.sub(" ", heading)) for heading in sheet.layout.headings]
    found: dict[str, int] = {}
    for exact in (True, False):
        for what, words in _WORDS.items():
            place = next((at for at, name in enumerate(names) if at not in found.values() and _says(name, words, exact)), None)
            if what not in found and place is not None:
                found[what] = place
    return found


def _says(name: str, words: tuple[str, ...], exact: bool) -> bool:
    return name in words if exact else any(" " in word and f" {word} " in f" {name} " for word in words)


def _matrix(sheet: Sheet) -> tuple[list[UnitCost], list[Problem]]:
    """Read a table whose first column names bases of cost and whose heading names kinds: each cell is one unit cost."""
    headings, body = sheet.layout.headings, list(sheet.layout.body)
    labels = [_cell(sheet, at, 0) for at in body]
    if len(headings) < 2 or not body or not all(_MONEY_LABEL.search(label) for label in labels):
        return [], []
    if not all(_amount(_cell(sheet, at, place)) is not None for at in body for place in range(1, len(headings))):
        return [], []
    rows = []
    for at, label in zip(body, labels, strict=True):
        per = _PER.search(label)
        year = _year_around(sheet, label)
        for place, kind in enumerate(headings[1:], start=1):
            number, where = sheet.grid.row_numbers[at], f"{sheet.letters[place]}{sheet.grid.row_numbers[at]}"
            cells = {"detail": f"{kind}: {label}", "unit": per[1].strip() if per else "", "category": kind}
            value = Value(_amount(_cell(sheet, at, place)) or 0.0, year, None, where)
            rows.append(_row(sheet, number, cells, value, code=f"{sheet.name} {where}"))
    return rows, []


def _row(sheet: Sheet, number: int, cells: Mapping[str, str], value: Value, code: str) -> UnitCost:
    return UnitCost(
        code=code,
        sheet=sheet.name,
        row=number,
        category=cells.get("category", ""),
        subject=cells.get("category", ""),
        detail=cells.get("detail", "") or code,
        unit=cells.get("unit", ""),
        agency=cells.get("agency", ""),
        agency_detail="",
        values={BenefitClass.fiscal: value},
        original_source=cells.get("original_source", ""),
        rating="",
        comment=cells.get("comment", ""),
        cell_note="",
        is_hidden=number in sheet.grid.hidden_rows,
    )


def _cell(sheet: Sheet, at: int, place: int) -> str:
    row = sheet.grid.rows[at]
    return " ".join(row[place].split()) if place < len(row) else ""


def _amount(text: str) -> float | None:
    read = number_read(text) if text else None
    return float(read.text) if isinstance(read, Read) and "a per cent" not in read.why else None


def _year(text: str) -> str:
    """A price year as the library writes it, 2023/24; '' where the text is none."""
    period = period_in(text)
    return _written(period) if period is not None and period.is_a_year else ""


def _written(period: Period) -> str:
    start = period.year - (period.kind is PeriodKind.year_of_one_figure)
    return f"{start}/{(start + 1) % 100:02}"


def _year_around(sheet: Sheet, heading: str) -> str:
    """The year that a heading, the lines around the table or the sheet's name speak of; '' where they name none."""
    for text in (heading, *(one.begins for one in sheet.layout.left_out), sheet.name):
        if (found := _YEAR_IN_TEXT.search(text)) and (year := _year(found.group())):
            return year
    return ""


def _without(rows: list[UnitCost], file_name: str) -> Iterator[Problem]:
    no_year = [row for row in rows if not row.values[BenefitClass.fiscal].year]
    no_agency = [row for row in rows if not row.agency]
    if no_year:
        told = f"{counted(len(no_year), 'unit cost')} without a price year."
        todo = "Add a column headed Price year, or type the year once a value is used."
        yield Problem(file_name, told, no_year[0].row, what_to_do=todo)
    if no_agency:
        told = f"{counted(len(no_agency), 'unit cost')} without an agency."
        yield Problem(file_name, told, no_agency[0].row, what_to_do="Settle once who bears them, or add a column headed Agency.")
