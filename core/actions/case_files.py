"""Case files: a table written back as the text of its CSV file."""

import hashlib
from collections.abc import Iterator
from itertools import product

from core.domain.tables import SPEC_OF, Table

MUST_BE_QUOTED = frozenset(',"\r\n')
BYTE_ORDER_MARK = "\ufeff"


def case_file(table: Table) -> tuple[str, str]:
    """Write a table as a CSV file: its own columns and rows, quotation marks only where they are needed.

    Line ends, byte order mark and the end of the last line are as in the file it was loaded from, which is told by that
    file's hash; where no way of writing gives the same bytes, LF ends every line. Cells are not altered in any way, not
    even those a spreadsheet would take for a formula: this is the case folder itself, to be imported again.

    Returns:
        Name of the file, and its text.
    """
    same = (text for text in _ways_of_writing(table) if hashlib.sha256(text.encode()).hexdigest() == table.sha256)
    return SPEC_OF[table.name].file_name, next(same, None) or next(_ways_of_writing(table))


def _ways_of_writing(table: Table) -> Iterator[str]:
    """Write the table in each way that spreadsheets and programs do, the plainest first."""
    lines = [_line(cells) for cells in (table.columns, *table.rows)]
    for last_line_ends, mark, line_end in product((True, False), ("", BYTE_ORDER_MARK), ("\n", "\r\n")):
        yield mark + line_end.join(lines) + (line_end if last_line_ends else "")


def _line(cells: tuple[str, ...]) -> str:
    if cells == ("",):
        return '""'  # an empty line would be no row at all
    return ",".join(_cell(cell) for cell in cells)


def _cell(text: str) -> str:
    if MUST_BE_QUOTED.isdisjoint(text):
        return text
    return '"' + text.replace('"', '""') + '"'
