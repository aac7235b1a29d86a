"""Pasted rows: what is copied out of a spreadsheet, with its heading or without, becomes rows as they are typed in a grid."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.columns.dictionary import Entry

MOST_CHARACTERS = 2_000_000
_PART_OF_A_HEADING = 0.5


@dataclass(frozen=True)
class Pasted:
    """Rows by label; the headings of columns that are not taken, and a sentence for each cell that stands beyond the columns."""

    rows: tuple[dict[str, str], ...]
    not_taken: tuple[str, ...]
    beyond: tuple[str, ...]


def pasted_rows(text: str, columns: Sequence[Entry]) -> Pasted:
    """Read rows copied out of a spreadsheet: cells between tabs, by the heading where the first row is one, else in order.

    No cell is read here: each stays as it was copied, and is checked with the others of the grid. Nothing vanishes unsaid.

    Args:
        text: as it was pasted.
        columns: of the table, in the order in which the grid shows them.
    """
    lines = [line for line in csv.reader(io.StringIO(text), delimiter="\t") if any(cell.strip() for cell in line)]
    if not lines:
        return Pasted((), (), ())
    labels = {_letters(name): entry.label for entry in columns for name in (entry.column.name, entry.label)}
    heading = [labels.get(_letters(cell)) for cell in lines[0]]
    filled = [cell for cell in lines[0] if cell.strip()]
    is_heading = sum(label is not None for label in heading) > _PART_OF_A_HEADING * len(filled)
    places: list[str | None] = heading if is_heading else [entry.label for entry in columns]
    body = lines[1:] if is_heading else lines
    unknown = zip(lines[0], heading, strict=True) if is_heading else ()
    not_taken = tuple(cell.strip() for cell, label in unknown if cell.strip() and not label)
    rows = tuple({label: cell.strip() for label, cell in zip(places, line, strict=False) if label} for line in body)
    beyond = tuple(
        f"Pasted row {number}: “{cell.strip()}” stands beyond the last column."
        for number, line in enumerate(body, start=1)
        for cell in line[len(places) :]
        if cell.strip()
    )
    return Pasted(rows, not_taken, beyond)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())
