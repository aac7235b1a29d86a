"""A workbook of the rows that could not be taken in, to be mended and sent again."""

import io
from collections.abc import Iterable, Mapping

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from core.domain.wording import printable
from core.ingest.messy.conversion import Conversion
from core.ingest.messy.grids import Sheet
from core.ingest.messy.repairs import Repair
from core.ingest.numbers import plain_number

SHEET = "To mend"
NOTES = ("Row in your file", "What is wrong", "Suggestion")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
_MARKED = PatternFill("solid", fgColor="FFF1DB")
_MOST_ROWS = 100_000


def to_fix_workbook(conversion: Conversion) -> bytes:
    """Write the failing rows under their own headings, each with its row number, what is wrong and what may be meant.

    Cells that are wrong are marked by colour and named in words. Text that a spreadsheet would work out as a formula gets an
    apostrophe in front.
    """
    book = Workbook()
    sheet: Worksheet = book.active
    sheet.title = SHEET
    sheet.append([*NOTES, *(_safe(heading) for heading in conversion.sheet.layout.headings)])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "D2"
    places = {number: at for at, number in enumerate(conversion.sheet.grid.row_keys)}
    by_row = _by_row(conversion.repairs)
    for number in sorted(by_row)[:_MOST_ROWS]:
        _append(sheet, conversion.sheet, places[number], by_row[number])
    for letter, width in (("A", 16), ("B", 60), ("C", 24)):
        sheet.column_dimensions[letter].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _by_row(repairs: Iterable[Repair]) -> Mapping[int, list[tuple[Repair, str | None]]]:
    by_row: dict[int, list[tuple[Repair, str | None]]] = {}
    for repair in repairs:
        for cell in repair.cells:
            by_row.setdefault(cell.key, []).append((repair, cell.suggestion))
    return by_row


def _append(to: Worksheet, sheet: Sheet, at: int, wrong: list[tuple[Repair, str | None]]) -> None:
    told = "; ".join(f"{repair.column or 'the row'}: {repair.what}. {repair.allowed}".strip() for repair, _ in wrong)
    suggested = "; ".join(f"{repair.column or 'the row'}: {meant or 'leave empty'}" for repair, meant in wrong if meant is not None)
    to.append([sheet.grid.row_numbers[at], _safe(told), _safe(suggested), *(_safe(cell) for cell in sheet.grid.rows[at])])
    headings = list(sheet.layout.headings)
    for repair, _ in wrong:
        for source in (repair.source or "").split(", "):
            if source in headings:
                to.cell(to.max_row, len(NOTES) + headings.index(source) + 1).fill = _MARKED


def _safe(text: str) -> str:
    """Text a spreadsheet shows as it is: numbers stay, what begins like a formula gets an apostrophe."""
    shown = printable(text, 32_000)
    return f"'{shown}" if shown.startswith(_DANGEROUS) and plain_number(shown) is None else shown
