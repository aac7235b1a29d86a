"""Table rows: the rows of one table of a version, as they were loaded."""

import io
import zipfile

import pandas as pd

from core.access.scope import Scope, table_seen
from core.domain.tables import SPEC_OF
from core.store.database import Database
from core.store.tables.arrow import Arrow, arrow_of
from core.store.tables.tables import read_tables, table_page
from core.store.tables.versions import Version

FIXED_MOMENT = (1980, 1, 1, 0, 0, 0)


def rows_of(
    db: Database, version: Version, table: str, limit: int, offset: int = 0, *, scope: Scope, search: str = ""
) -> tuple[pd.DataFrame, int]:
    """Read a page of the rows that are seen.

    Returns:
        one row per row of the file: row (as a spreadsheet counts it), then the file's columns as text; and how many rows
        were found.
    """
    if not scope.is_whole and not (SPEC_OF[table].bulk and not scope.is_empty):
        return _own_rows(db, version, table, limit, offset, scope=scope, search=search)
    page = table_page(db, version.version_id, table, limit, offset, search=search)
    frame = pd.DataFrame(list(page.rows), columns=list(page.columns))
    frame.insert(0, "row", list(page.lines))
    return frame, page.rows_found


def _own_rows(
    db: Database, version: Version, table: str, limit: int, offset: int, *, scope: Scope, search: str
) -> tuple[pd.DataFrame, int]:
    """Cut the rows out first, and search in those alone: how many are found says nothing of the others."""
    held = {} if scope.is_empty else read_tables(db, version.version_id)
    if table not in held:
        return pd.DataFrame({"row": []}), 0
    own, words = table_seen(held[table], scope), search.strip().lower()
    matches = [(line, row) for line, row in zip(own.lines, own.rows, strict=True) if any(words in cell.lower() for cell in row)]
    shown = matches[max(offset, 0) : max(offset, 0) + max(limit, 0)]
    frame = pd.DataFrame([row for _, row in shown], columns=list(own.columns))
    frame.insert(0, "row", [line for line, _ in shown])
    return frame, len(matches)


def zipped(files: dict[str, str]) -> bytes:
    """Pack the files of a case folder; the same files give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, FIXED_MOMENT), files[name].encode(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def as_sent(rows: pd.DataFrame) -> Arrow:
    """Rows as they are sent to a browser: one Arrow table, which is quicker to send than a frame and cannot be altered."""
    return arrow_of(rows)
