"""Same bytes: a file that is a zip, written again without the moments at which its parts were made."""

import io
import re
import zipfile
from datetime import date

EPOCH = (1980, 1, 1, 0, 0, 0)
_MOMENT = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:(?:created|modified)>)")


def without_moments(data: bytes, on: date) -> bytes:
    """Write a zip again with one date for all of its parts, and those within them, in the order they stand.

    Args:
        data: the zip: a Word file, slides or a workbook.
        on: the day that stands in the properties of workbooks inside it.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            part = source.read(info)
            if info.filename.endswith((".xlsx", ".docx")):
                part = without_moments(part, on)
            if info.filename == "docProps/core.xml":
                moment = f"{on:%Y-%m-%d}T00:00:00Z".encode()
                part = _MOMENT.sub(rb"\g<1>" + moment + rb"\g<3>", part)
            fixed = zipfile.ZipInfo(info.filename, EPOCH)
            fixed.compress_type, fixed.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            target.writestr(fixed, part)
    return written.getvalue()
