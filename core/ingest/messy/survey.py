"""Survey: the bytes of a file to what is in it."""

import hashlib
import re

from core.domain.wording import counted, joined, printable
from core.ingest.decoding import LARGEST_FILE_BYTES, Unreadable, decode
from core.ingest.grids import Grid, NotReadable
from core.ingest.messy.delimited_text import grid_of_text
from core.ingest.messy.excel_damage import damage_in
from core.ingest.messy.grids import FileKind, Reason, Sheet, Survey
from core.ingest.messy.layout import layout_of
from core.ingest.messy.packed_columns import taken_apart
from core.ingest.workbook.parts import is_workbook
from core.ingest.workbook.read import grids_of_workbook

_END_OF_OLD_FILES = "\x1a"
_WRONG_LETTERS = re.compile("Â£|â€[™“”œ˜]|Ã[©¨¶¼¡±§]|\ufffd")


def survey(data: bytes, file_name: str, largest_bytes: int = LARGEST_FILE_BYTES) -> Survey:
    """Find what is in a file: its kind, letters, separator and sheets, and where the table in each sheet lies.

    Args:
        data: the file.
        file_name: its name, for sentences only.
        largest_bytes: how long it may be.

    Raises:
        NotReadable: where nothing can be taken from it, with a sentence that says why.
    """
    shown = printable(file_name)
    if len(data) > largest_bytes:
        limit = f"{largest_bytes / 1024**2:,.1f} MiB"
        raise NotReadable(f"{shown}: larger than {limit}, the limit. Leave out what is not needed, or use the command line.")
    try:
        return _of_workbook(data, shown) if is_workbook(data) else _of_text(data, shown, largest_bytes)
    except NotReadable as reason:
        raise NotReadable(f"{shown}: {reason.sentence}") from None
    except Unreadable as reason:
        where = f" (line {reason.line})" if reason.line else ""
        raise NotReadable(f"{shown}: {reason.message} {reason.what_to_do}".strip() + where) from None


def _of_text(data: bytes, shown: str, largest_bytes: int) -> Survey:
    decoded = decode(data, largest_bytes)
    grid, delimiter = grid_of_text(decoded.text.rstrip(_END_OF_OLD_FILES), shown)
    sheet = _sheet(grid)
    warnings = [decoded.warning] if decoded.warning else []
    if found := _WRONG_LETTERS.search(decoded.text):
        line = decoded.text.count("\n", 0, found.start()) + 1
        warnings.append(
            f'letters went wrong before the file came here: "{found.group()}" on line {line}. Export it again as UTF-8.'
        )
    return _checked(
        Survey(
            shown,
            hashlib.sha256(data).hexdigest(),
            len(data),
            FileKind.csv,
            (sheet,),
            decoded.encoding,
            delimiter,
            (*warnings, *_around(sheet)),
        )
    )


def _of_workbook(data: bytes, shown: str) -> Survey:
    sheets = tuple(_sheet(grid) for grid in grids_of_workbook(data))
    warnings = tuple(f"sheet {sheet.name}: {told}" for sheet in sheets for told in _around(sheet))
    return _checked(Survey(shown, hashlib.sha256(data).hexdigest(), len(data), FileKind.xlsx, sheets, warnings=warnings))


def _sheet(grid: Grid) -> Sheet:
    whole, layout = taken_apart(grid, layout_of(grid))
    return Sheet(whole, layout, damage_in(grid))


def _checked(found: Survey) -> Survey:
    if not any(any(row) for sheet in found.sheets for row in sheet.grid.rows):
        raise NotReadable("there are no filled cells in it.")
    return found


def warnings_with(found: Survey, sheet: Sheet) -> tuple[str, ...]:
    """The warnings of a file with one of its sheets laid out anew, because another row was picked as its heading."""
    before = found.sheet(sheet.name)
    if before.layout.header_row == sheet.layout.header_row:
        return found.warnings
    name = f"sheet {sheet.name}: " if found.kind is FileKind.xlsx else ""
    stale = {name + told for told in _around(before)}
    return (*(told for told in found.warnings if told not in stale), *(name + told for told in _around(sheet)))


def _around(sheet: Sheet) -> list[str]:
    """What lies around the table and inside the sheet out of sight, in sentences."""
    told = list(sheet.grid.told)
    heading = [row for row in sheet.layout.heading_rows if row <= (sheet.layout.header_row or 0)]
    if len(heading) > 1:
        told.append(f"The heading is rows {joined(heading)} taken together.")
    for reason in (Reason.preamble, Reason.facts, Reason.total, Reason.footnote, Reason.repeated_heading):
        left_out = sheet.layout.because(reason)
        if left_out:
            rows = joined(one.row for one in left_out)
            told.append(f"{counted(len(left_out), 'row')} left out as {reason}: row{'s' if len(left_out) > 1 else ''} {rows}.")
    if sheet.grid.hidden_rows:
        told.append(f"{counted(len(sheet.grid.hidden_rows), 'row')} hidden in Excel and read all the same.")
    if sheet.grid.hidden_columns:
        told.append(f"{counted(len(sheet.grid.hidden_columns), 'column')} hidden in Excel and read all the same.")
    return told + list(sheet.damage)
