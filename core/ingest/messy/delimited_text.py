"""Delimited text: any separator to rows of cells, each with its row as in Excel and its physical line."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from core.ingest.csv_lines import LONGEST_CELL, MEND_QUOTES, MOST_COLUMNS, BrokenRow, numbered_rows
from core.ingest.grids import Grid, NotReadable
from core.ingest.messy.synonyms import is_known_heading
from core.ingest.too_much import LONG_ONES, MOST_CELLS, MOST_ROWS, TOO_MANY_ROWS

DELIMITERS = (",", ";", "\t", "|", "~", "^", ":")

_RARE = frozenset("~^:")
_SAMPLE = 64_000
_SAMPLE_ROWS = 200
_NEARLY_ALL = 0.8
_DECLARED = re.compile(r"\A\s*\"?sep=(.)\"?[ \t]*\r?\n", re.IGNORECASE)


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
    """Choose the separator that cuts most rows into the same number of cells, with headings we know counting more.

    Tabs go before all others where they cut nearly every row alike: nobody types them into cells, as commas are.
    """
    sample = text[:_SAMPLE]
    if "\t" in sample and _how_well(sample, "\t", known_count=False)[0] >= _NEARLY_ALL:
        return "\t"
    scores = {delimiter: _how_well(sample, delimiter) for delimiter in DELIMITERS if delimiter in sample}
    best = max(scores, key=lambda delimiter: scores[delimiter], default=",")
    return best if scores and scores[best][0] > 0 else ","


def _how_well(sample: str, delimiter: str, *, known_count: bool = True) -> tuple[float, int]:
    rows = [row for row in _sampled(sample, delimiter) if any(row)]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0.0, 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    known = max(sum(is_known_heading(cell) for cell in row) for row in rows[:40]) if known_count else 0
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
    cells, skips_spaces = 0, f'{delimiter} "' in text[:_SAMPLE]
    try:
        for count, (line, row) in enumerate(
            numbered_rows(text, delimiter, lines_before=lines_before, skips_spaces=skips_spaces), start=1
        ):
            _must_fit(row, count, line)
            cells += len(row)
            if cells > MOST_CELLS:
                raise NotReadable(f"line {line:,}: more than {MOST_CELLS:,} cells, the limit. {LONG_ONES}")
            yield tuple(row), line
    except BrokenRow as broken:
        raise NotReadable(f"line {broken.line:,}: {broken.message} {MEND_QUOTES}") from None


def _must_fit(row: list[str], count: int, line: int) -> None:
    if count > MOST_ROWS:
        raise NotReadable(f"line {line:,}: {TOO_MANY_ROWS} {LONG_ONES}")
    if row and len(max(row, key=len)) > LONGEST_CELL:
        raise NotReadable(f"line {line:,}: a cell is longer than {LONGEST_CELL:,} characters, the limit.")
