"""A small workbook laid out as the unit cost database is, with the same kinds of dirt in it."""

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment

UPPER = ["Outcome category", "Outcome detail", "Cost code", "Cost / saving detail", "Unit"]
UPPER += ["Agency bearing the cost / making the fiscal saving", None, "Fiscal value", None, None, "Economic value", None, None]
UPPER += ["Social value", None, None, "Original source", "RAG assessment", "Comment", "v.1.4 revisions", None]
LOWER = [None] * 5 + ["Level 1", "Level 2"] + ["Estimated cost/saving", "Year", "Updated cost/saving"] * 3 + [None] * 3
LOWER += ["New / update", "Changes made"]
INDEX = {"2010/11": 100.0, "2011/12": 102.0, "2012/13": 104.0}
CURRENT = "2012/13"


def cost(
    code: str | None,
    detail: str,
    agency: tuple[str | None, str | None],
    fiscal: Any = None,
    year: str | None = "2010/11",
    *,
    economic: Any = None,
    rating: str = "G",
    comment: str | None = None,
) -> list[Any]:
    """One row of a theme sheet, uprated by the index."""
    uprated = [fiscal * INDEX[CURRENT] / INDEX[year] if isinstance(fiscal, int | float) and year in INDEX else None]
    economic_part = [economic, "2010/11", economic * INDEX[CURRENT] / INDEX["2010/11"]] if economic else [None, None, None]
    start = ["HOUSING", "EVICTION", code, detail, "Per incident", *agency]
    return [*start, fiscal, year, *uprated, *economic_part, None, None, None, "A report", rating, comment, None, None]


LOCAL, POLICE, NHS = ("Local authority", "Housing"), ("Police", None), ("NHS", "Acute Trust")
HOUSING = (
    cost("HO1.0", "Eviction,\n on average", ("Multiple", None), 6680, comment="Built from a scenario."),
    cost("HO1.0.1", "Arrears", LOCAL, 3900),
    cost("HO1.0.2", "Advice", ("Local Authority", "housing "), 2617.44),
    cost("HO2.0", "Homeless", ("Multiple", "Multiple"), 1000, "2011/12"),
    cost("HO2.0.1", "Homeless: health", NHS, 250, "2011/12"),
    cost("HO2.0.2", "Homeless: council", LOCAL, 750, "2011/12", rating="A"),
)
FIRE = (
    cost("FI1.0", "Costs to the prison service per fire", POLICE, 103),
    cost("FI2.0", "Costs to the police service per fire", POLICE, 17),
    cost(None, "A fire without a code", POLICE, 40),
    cost("FI3.0", "Lost work", (None, None), None, None, economic=500),
    cost("FI4.0", "To be found", POLICE, "n/a"),
    cost("FI5.0", "Nothing at all", POLICE, 0),
    cost("FI6.0", "No year", POLICE, 12, "last year"),
)


def book(**changed: Any) -> Workbook:
    """The workbook; `housing` and `fire` replace the rows of its sheets, `index` its index of prices."""
    made = Workbook()
    made.active.title = "Introduction"
    made.active["C2"] = "Unit Cost Database (v.9) - Introduction"
    for title, rows in (("Housing", changed.get("housing", HOUSING)), ("Fire", changed.get("fire", FIRE))):
        _theme(made.create_sheet(title), rows)
    if changed.get("index", INDEX):
        _lookups(made.create_sheet("Lookups"), changed.get("index", INDEX))
    log = made.create_sheet("update log")
    log.append(["Theme", "Cost code", "Revisions"])
    log.append(["Fire", "FI1.0", "Moved"])
    return made


def as_bytes(made: Workbook) -> bytes:
    """The workbook as a file."""
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def _theme(sheet: Any, rows: Any) -> None:
    sheet.append(UPPER)
    sheet.append(LOWER)
    for row in rows:
        sheet.append(row)
    for place in range(3, sheet.max_row + 1):
        if "." in str(sheet.cell(place, 3).value)[4:]:
            sheet.row_dimensions[place].hidden = True
    sheet.cell(3, 8).comment = Comment("Exclude from public value: a transfer payment.", "Analyst")
    sheet.append(["Do not delete rows", *[None] * 7, "2012/13", None, None, "2012/13"])
    sheet.append([*[None] * 8, "2011/12"])


def _lookups(sheet: Any, index: dict[str, float]) -> None:
    sheet.append(["Cost Database - Lookups"])
    sheet.append([None, "Current Year", None, "Year", "% change on previous year", "GDP cumulative\n(using 2010 as base year)"])
    for place, (year, value) in enumerate(index.items()):
        sheet.append([None, CURRENT if place == 1 else None, "f" if year == "2012/13" else None, year, 2.0, value])
