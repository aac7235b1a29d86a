"""The rows of one table of a version, as they were loaded."""

import io
import zipfile

import pandas as pd

from core.store.database import Database
from core.store.tables import table_page
from core.store.versions import Version

FIXED_MOMENT = (1980, 1, 1, 0, 0, 0)


def rows_of(
    db: Database, version: Version, table: str, limit: int, offset: int = 0, *, search: str = ""
) -> tuple[pd.DataFrame, int]:
    """Read a page of rows.

    Returns:
        one row per row of the file: row (as a spreadsheet counts it), then the file's columns as text; and how many rows
        were found.
    """
    page = table_page(db, version.version_id, table, limit, offset, search=search)
    frame = pd.DataFrame(list(page.rows), columns=list(page.columns))
    frame.insert(0, "row", list(page.lines))
    return frame, page.rows_found


def zipped(files: dict[str, str]) -> bytes:
    """Pack the files of a case folder; the same files give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, FIXED_MOMENT), files[name].encode(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
