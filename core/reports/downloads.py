"""Tables as files people open in a spreadsheet, where text must never run as a formula."""

import pandas as pd

RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(frame: pd.DataFrame) -> bytes:
    """Write a table as CSV that a spreadsheet reads as it is meant.

    Text that would run as a formula gets an apostrophe in front; numbers stay numbers; a byte order mark tells
    spreadsheets that it is UTF-8.
    """
    safe = frame.copy()
    for column in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[column]):
            safe[column] = safe[column].map(_quieted)
    return safe.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def _quieted(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(RUNS_AS_FORMULA):
        return f"'{cell}"
    return cell
