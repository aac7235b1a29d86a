"""The bytes of a file to what is in it."""

import hashlib
import re

from core.ingest.decoding import LARGEST_FILE_BYTES, Unreadable, decode
from core.ingest.messy.damage import damage_in
from core.ingest.messy.delimited import grid_of_text
from core.ingest.messy.found import FileKind, Grid, NotReadable, Reason, Sheet, Survey
from core.ingest.messy.layout import layout_of
from core.ingest.messy.workbook import grids_of_workbook
from core.ingest.messy.workbook_parts import is_workbook
from core.ingest.wording import counted, joined, printable

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
    return Sheet(grid, layout_of(grid), damage_in(grid))


def _checked(found: Survey) -> Survey:
    if not any(any(row) for sheet in found.sheets for row in sheet.grid.rows):
        raise NotReadable("there are no filled cells in it.")
    return found


def _around(sheet: Sheet) -> list[str]:
    """What lies around the table and inside the sheet out of sight, in sentences."""
    told = []
    for reason in (Reason.preamble, Reason.total, Reason.footnote, Reason.repeated_heading):
        left_out = sheet.layout.because(reason)
        if left_out:
            rows = joined(one.row for one in left_out)
            told.append(f"{counted(len(left_out), 'row')} left out as {reason}: row{'s' if len(left_out) > 1 else ''} {rows}.")
    if sheet.grid.hidden_rows:
        told.append(f"{counted(len(sheet.grid.hidden_rows), 'row')} hidden in Excel and read all the same.")
    if sheet.grid.hidden_columns:
        told.append(f"{counted(len(sheet.grid.hidden_columns), 'column')} hidden in Excel and read all the same.")
    return told + list(sheet.damage)
