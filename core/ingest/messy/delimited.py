"""Text with any separator to rows of cells, each with its row as in Excel and its physical line."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from core.ingest.csv_text import LONGEST_CELL, MOST_COLUMNS
from core.ingest.messy.found import Grid, NotReadable
from core.ingest.messy.synonyms import is_known_heading

DELIMITERS = (",", ";", "\t", "|", "~", "^", ":")
MOST_ROWS = 1_000_000

_RARE = frozenset("~^:")
_SAMPLE = 64_000
_SAMPLE_ROWS = 200
_DECLARED = re.compile(r"\A\s*\"?sep=(.)\"?[ \t]*\r?\n", re.IGNORECASE)
_MEND_QUOTES = 'Close the quotation mark; to write one inside a quoted cell, double it: "".'


def grid_of_text(text: str, name: str) -> tuple[Grid, str]:
    """Read separated text; gives the grid and the separator.

    Raises:
        NotReadable: where quotation marks do not close, or there are too many rows or columns.
    """
    declared = _DECLARED.match(text)
    delimiter = declared.group(1) if declared else delimiter_of(text)
    body = text[declared.end() :] if declared else text
    numbered = list(_numbered(body, delimiter, 1 if declared else 0))
    widest = max((len(row) for row, _ in numbered), default=0)
    if widest > MOST_COLUMNS:
        raise NotReadable(f"there is a row of {widest:,} columns; the limit is {MOST_COLUMNS}.")
    rows = tuple(row for row, _ in numbered)
    return Grid(name, rows, range(1, len(rows) + 1), [line for _, line in numbered]), delimiter


def delimiter_of(text: str) -> str:
    """Choose the separator that cuts most rows into the same number of cells, with headings we know counting more."""
    sample = text[:_SAMPLE]
    scores = {delimiter: _how_well(sample, delimiter) for delimiter in DELIMITERS if delimiter in sample}
    best = max(scores, key=lambda delimiter: scores[delimiter], default=",")
    return best if scores and scores[best][0] > 0 else ","


def _how_well(sample: str, delimiter: str) -> tuple[float, int]:
    rows = [row for row in _sampled(sample, delimiter) if any(row)]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0.0, 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    known = max(sum(is_known_heading(cell) for cell in row) for row in rows[:40])
    return count / len(rows) * (1 + 0.25 * min(known, 4)) * (0.5 if delimiter in _RARE else 1), width


def _sampled(sample: str, delimiter: str) -> list[list[str]]:
    rows = []
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            rows.append(row)
            if len(rows) == _SAMPLE_ROWS:
                break
    except csv.Error:
        return rows
    # The sample ends in the middle of a row.
    return rows[:-1] if len(sample) == _SAMPLE and len(rows) > 1 else rows


def _numbered(text: str, delimiter: str, lines_before: int) -> Iterator[tuple[tuple[str, ...], int]]:
    quoted_after_space = f'{delimiter} "' in text[:_SAMPLE]
    stream = io.StringIO(text, newline="")
    reader = csv.reader(stream, delimiter=delimiter, strict=True, skipinitialspace=quoted_after_space)
    count = 0
    while True:
        line = reader.line_num + 1 + lines_before
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise NotReadable(f"line {line:,}: {_said_plainly(error)} {_MEND_QUOTES}") from None
        count += 1
        _must_fit(row, count, line)
        yield tuple(row), line


def _must_fit(row: list[str], count: int, line: int) -> None:
    if count > MOST_ROWS:
        raise NotReadable(f"there are more than {MOST_ROWS:,} rows, the limit here. Bring the file in from the command line.")
    if row and len(max(row, key=len)) > LONGEST_CELL:
        raise NotReadable(f"line {line:,}: a cell is longer than {LONGEST_CELL:,} characters, the limit.")


def _said_plainly(error: csv.Error) -> str:
    if "field limit" in str(error):
        return f"a cell is longer than {LONGEST_CELL:,} characters, or its quotation mark is never closed."
    if "unexpected end" in str(error):
        return "a quotation mark is opened and never closed."
    return "a quotation mark stands where the end of the cell should be."
