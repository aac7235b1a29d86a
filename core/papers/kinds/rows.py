"""Tables of papers from frames: columns with headings, amounts to the pound, long ones in pieces that fit a page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from core.charts.kit.formats import exact_money
from core.papers.content.paper import Table, own_words

MOST_YEARS_ACROSS, MOST_ACROSS = 6, 5
MAY_DIFFER = "Rows may differ from totals by £1, since each is rounded by itself."


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, the name of the frame's column, and how a cell is written."""

    head: str
    name: str
    shown: Callable[[Any], str] = own_words
    width: float = 1.0
    right: bool = False

    @property
    def is_figure(self) -> bool:
        """True for amounts, which stand to the right."""
        return self.right or self.shown is _pounds


def pounds(head: str, name: str, width: float = 1.0) -> Column:
    """A column of whole pounds."""
    return Column(head, name, _pounds, width)


def row_of(frame: pd.DataFrame, column: str, value: object) -> dict[str, Any]:
    """The one row of a frame that has a value in a column, as its cells by name."""
    (found,) = frame[frame[column] == value].to_dict("records")
    return {str(name): cell for name, cell in found.items()}


def table_of(frame: pd.DataFrame, columns: Sequence[Column], caption: str, *, note: str = "", total: bool = False) -> Table:
    """Lay the rows of a frame out.

    Args:
        frame: one row per row.
        columns: which columns, in order.
        caption: measure, basis and period.
        note: below the table.
        total: True where the last row is the sum of the others.
    """
    records = frame.to_dict("records")
    rows = tuple(tuple(column.shown(row[column.name]) for column in columns) for row in records)
    figures = frozenset(place for place, column in enumerate(columns) if column.is_figure)
    widths = tuple(column.width for column in columns)
    return Table(caption, tuple(column.head for column in columns), rows, figures, widths, note, total)


def _pounds(gbp: Any) -> str:
    return exact_money(float(gbp))


def by_year_tables(frame: pd.DataFrame, first: str, head: str, years: Sequence[str], caption: str) -> tuple[Table, ...]:
    """A table with a column for each year, split where there are more years than fit a page.

    Args:
        frame: one row per row: `first` (its name), one column per year label, and total_gbp.
        first: the column of names.
        head: its heading.
        years: the labels of the years, in order.
        caption: measure, basis and period; the years of a piece are added where there are several.
    """
    pieces = [list(years[start : start + MOST_YEARS_ACROSS]) for start in range(0, len(years), MOST_YEARS_ACROSS)]
    found = []
    for number, piece in enumerate(pieces):
        is_last = number == len(pieces) - 1
        columns = [Column(head, first, width=2.2), *(pounds(year, year) for year in piece)]
        columns += [pounds("All years", "total_gbp", 1.1)] if is_last else []
        years_told = f" ({piece[0]} to {piece[-1]})" if len(pieces) > 1 else ""
        found.append(table_of(frame, columns, f"{caption}{years_told}"))
    return tuple(found)


def text_tables(frame: pd.DataFrame, caption: str) -> tuple[Table, ...]:
    """Lay out a table whose cells are text already; years that do not fit a page stand in further tables."""
    names = [str(name) for name in frame.columns]
    first, rest = names[0], names[1:]
    pieces = [rest[start : start + MOST_ACROSS] for start in range(0, len(rest), MOST_ACROSS)] if "/" in " ".join(rest) else [rest]
    found = []
    for piece in pieces:
        rows = tuple(tuple(str(row[name]) for name in (first, *piece)) for row in frame.to_dict("records"))
        figures = frozenset(range(1, len(piece) + 1)) if all("£" in cell for row in rows for cell in row[1:]) else frozenset()
        years = f", {piece[0]} to {piece[-1]}" if len(pieces) > 1 else ""
        found.append(Table(f"{caption}{years}", (first, *piece), rows, figures, (2.0, *(1.0,) * len(piece))))
    return tuple(found)
