"""The document of columns: every table and column in words, as the pages and the workbook say them."""

from core.domain.columns.dictionary import Entry, dictionary, table_title
from core.domain.tables import SPEC_OF

DOCUMENT = "docs/columns.md"
_HEAD = """# Columns

Every column of every table of a programme, written from the models by `python -m core schemas`. The same words stand on the
page Data, in the notes of the workbook, and here. Every row needs the columns marked with *. In CSV files ids stand where the
workbook and the pages show titles, shares are written 0 to 1, and years are counted from the base year where the unit says so.
"""


def columns_document() -> str:
    """The document as Markdown: a heading and a table of columns for each table of a programme."""
    parts = [_HEAD]
    for name, columns in dictionary().items():
        spec = SPEC_OF[name]
        needed = " Needed." if spec.required else ""
        parts.append(f"## {table_title(name)}\n\n`{spec.file_name}`: one row for each {spec.one_row_per}.{needed}\n")
        parts.append("| Column | In files | Meaning | Unit | Allowed | Example |\n|---|---|---|---|---|---|")
        parts.append("\n".join(map(_line, columns)) + "\n")
    return "\n".join(parts)


def _line(entry: Entry) -> str:
    column = entry.column
    unit = column.unit if column.unit and column.unit.startswith("year index") else entry.unit
    name = f"`{column.name}`{' *' if column.required else ''}"
    cells = (entry.label, name, entry.meaning, unit or "", entry.allowed, entry.example)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
