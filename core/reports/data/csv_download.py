"""CSV download: tables as files for a spreadsheet, where text must never run as a formula."""

import pandas as pd

from core.reports.cache import alike_once

RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\n")


@alike_once
def as_csv(frame: pd.DataFrame) -> bytes:
    """Write a table as CSV that a spreadsheet reads as it is meant.

    Text that would run as a formula gets an apostrophe in front, in headings too, since some are names people gave;
    numbers stay numbers; a byte order mark tells spreadsheets that it is UTF-8.
    """
    safe = frame.copy()
    for column in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[column]):
            safe[column] = safe[column].map(_quieted)
    safe.columns = pd.Index([_quieted(column) for column in safe.columns])
    return safe.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def _quieted(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    # A lone carriage return is not quoted by the writer, and what follows it would stand in a row of its own.
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text.startswith(RUNS_AS_FORMULA) else text
