"""CSV lines: text with a separator to rows of cells, each with the physical line it begins on."""

import csv
import io
from collections.abc import Iterator

MOST_COLUMNS = 200
LONGEST_CELL = 10_000
MEND_QUOTES = 'Close the quotation mark; to write one inside a quoted cell, double it: "".'

csv.field_size_limit(LONGEST_CELL * 4)


class BrokenRow(Exception):  # noqa: N818
    """A row whose quotation marks do not close: the line it begins on, and what is wrong in plain words."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line, self.message = line, message


def numbered_rows(
    text: str, delimiter: str, *, lines_before: int = 0, skips_spaces: bool = False
) -> Iterator[tuple[int, list[str]]]:
    """Rows of a CSV text, each with the physical line it begins on: a row may run over several.

    Args:
        text: the whole text, or what follows lines that were read already.
        delimiter: the separator of cells.
        lines_before: how many lines came before the text; with none its first line is 1.
        skips_spaces: whether spaces after a separator belong to no cell.

    Raises:
        BrokenRow: a quotation mark does not close, or a cell is far too long.
    """
    stream = io.StringIO(text, newline="")
    reader = csv.reader(stream, delimiter=delimiter, strict=True, skipinitialspace=skips_spaces)
    while True:
        line = reader.line_num + 1 + lines_before
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BrokenRow(line, _in_plain_words(error)) from None
        yield line, cells


def _in_plain_words(error: csv.Error) -> str:
    if "field limit" in str(error):
        return f"a cell is longer than {LONGEST_CELL:,} characters, or its quotation mark is never closed."
    if "unexpected end" in str(error):
        return "a quotation mark is opened and never closed."
    return "a quotation mark stands where the end of the cell should be."
