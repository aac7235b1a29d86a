"""Grids: the sheets of a file as text cells, where the table in each begins and ends, and what lies around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.ingest.grids import Grid
from core.ingest.labels import letter_of


class FileKind(StrEnum):
    """What sort of file was sent."""

    csv = "csv"
    xlsx = "xlsx"


class Reason(StrEnum):
    """Why a row is not part of the table."""

    preamble = "above the heading"
    facts = "a fact about the series"
    part_of_year = "a part of a year, where whole years are wanted"
    total = "a total"
    footnote = "a footnote"
    repeated_heading = "the heading again"
    blank = "blank"
    other_words = "other words than those you asked for"
    asked = "left out as you asked"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One row that is not taken in: its number as in Excel, its physical line, why, and how it begins."""

    row: int
    line: int
    reason: Reason
    begins: str


@dataclass(frozen=True)
class Layout:
    """Where the table lies in a sheet. `header_row` is None where no heading could be made out.

    `body` holds places in `Sheet.rows`; `headings` are unique and as wide as the heading. `heading_rows` are all rows the
    heading is made of, one of units too.
    """

    header_row: int | None
    headings: tuple[str, ...] = ()
    body: Sequence[int] = ()
    left_out: tuple[LeftOut, ...] = ()
    heading_rows: tuple[int, ...] = ()

    def because(self, reason: Reason) -> tuple[LeftOut, ...]:
        """The rows left out for one reason."""
        return tuple(one for one in self.left_out if one.reason is reason)


@dataclass(frozen=True)
class Sheet:
    """A sheet and where its table seems to lie."""

    grid: Grid
    layout: Layout
    damage: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The sheet's name; the file's own for a CSV."""
        return self.grid.name

    @property
    def letters(self) -> tuple[str, ...]:
        """Excel's letter of each column of the heading."""
        if self.grid.columns is not None:
            return self.grid.columns[: len(self.layout.headings)]
        return tuple(letter_of(place) for place in range(len(self.layout.headings)))


@dataclass(frozen=True)
class Survey:
    """What is in a file. `encoding` and `delimiter` are None for a workbook; `warnings` are whole sentences."""

    file_name: str
    sha256: str
    size_bytes: int
    kind: FileKind
    sheets: tuple[Sheet, ...]
    encoding: str | None = None
    delimiter: str | None = None
    warnings: tuple[str, ...] = ()

    def sheet(self, name: str | None = None) -> Sheet:
        """The sheet of a name; without one, the fullest of those that are not hidden.

        Raises:
            KeyError: where no sheet has that name.
        """
        if name is not None:
            return next(sheet for sheet in self.sheets if sheet.name == name) if name in self.names else self._unknown(name)
        shown = [sheet for sheet in self.sheets if not sheet.grid.is_hidden] or list(self.sheets)
        return max(shown, key=lambda sheet: len(sheet.layout.body))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all sheets, hidden ones too, in the file's order."""
        return tuple(sheet.name for sheet in self.sheets)

    def _unknown(self, name: str) -> Sheet:
        raise KeyError(f"there is no sheet {name!r} in {self.file_name}")
