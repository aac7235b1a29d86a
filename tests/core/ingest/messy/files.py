"""How the tests make awkward files: separated text in any letters, and workbooks as Excel leaves them."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

SITES_HEADING = ["site_id", "title", "area_code", "people_per_year"]
SITES_ROWS = [
    ["north", "North side", "E07000001", "120"],
    ["south", "South side", "E07000002", "240.5"],
    ["east", "East, by the river", "E07000003", "80"],
]


def separated(rows: list[list[str]], delimiter: str = ",", line_end: str = "\n") -> str:
    """Write rows as separated text, with quotation marks where they are needed."""
    return "".join(delimiter.join(_quoted(cell, delimiter) for cell in row) + line_end for row in rows)


def _quoted(cell: str, delimiter: str) -> str:
    if any(mark in cell for mark in (delimiter, '"', "\n", "\r")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def sites(**replaced: str) -> list[list[str]]:
    """The heading and three good rows of sites; `people_per_year="x"` puts x into the first row."""
    rows = [list(SITES_HEADING), *(list(row) for row in SITES_ROWS)]
    for name, cell in replaced.items():
        rows[1][SITES_HEADING.index(name)] = cell
    return rows


def with_cells(table: list[list[str]], column: str, cells: list[str]) -> list[list[str]]:
    """Put cells under a heading, row by row."""
    place = table[0].index(column)
    return [table[0], *([*row[:place], cell, *row[place + 1 :]] for row, cell in zip(table[1:], cells, strict=False))]


def workbook(rows: list[list[Any]], change: Callable[[Worksheet], object] | None = None, title: str = "Sites") -> bytes:
    """Write rows as a workbook; `change` may do what it likes with the sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    if change is not None:
        change(sheet)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def typed(rows: list[list[str]]) -> list[list[Any]]:
    """The same rows with the last cell as a number, as Excel would have it."""
    return [rows[0], *([*row[:-1], float(row[-1])] for row in rows[1:])]


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes] | bytes) -> bytes:
    """A workbook with one part changed, or added where it was not there."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            part = old.read(member)
            new.writestr(member, change(part) if member == name and callable(change) else part)
        if not callable(change):
            new.writestr(name, change)
    return out.getvalue()
