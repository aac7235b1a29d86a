"""Papers opened again: every text a file holds, its tables by caption, and its pictures' words."""

import io
import re
import zipfile

import docx
from docx.oxml.ns import qn


def texts_in(data: bytes) -> str:
    """Every part of a zip as text, its zips opened too, with tags taken away between the letters of a word."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            part = file.read(name)
            if part[:4] == b"PK\x03\x04":
                found.append(texts_in(part))
                continue
            raw = part.decode("utf-8", "replace")
            found += [raw, re.sub(r"<[^>]+>", "", raw)]
    return "\n".join(found)


def document_of(data: bytes) -> docx.document.Document:
    """A Word file."""
    return docx.Document(io.BytesIO(data))


def tables_of(document: docx.document.Document) -> dict[str, list[list[str]]]:
    """The cells of every table, by its title."""
    found = {}
    for table in document.tables:
        title = table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        found[title] = [[cell.text for cell in row.cells] for row in table.rows]
    return found


def table_called(document: docx.document.Document, start: str) -> list[list[str]]:
    """The one table whose title starts so."""
    (found,) = [cells for title, cells in tables_of(document).items() if title.startswith(start)]
    return found


def pictures_in(document: docx.document.Document) -> list[str]:
    """The alternative text of every picture."""
    return [shape._inline.docPr.get("descr") for shape in document.inline_shapes]


def headings_of(document: docx.document.Document) -> list[tuple[int, str]]:
    """Level and words of every heading, in order."""
    found = [(one.style.name, one.text) for one in document.paragraphs if one.style.name.startswith("Heading ")]
    return [(int(name.removeprefix("Heading ")), text) for name, text in found]


def pounds(cell: str) -> int:
    """An amount as it is written, as a number."""
    return int(cell.replace("£", "").replace(",", "").replace("\u2212", "-").replace("+", ""))
