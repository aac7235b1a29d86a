"""What was found in a file: sheets as text cells, where the table in each begins and ends, what lies around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class NotReadable(Exception):  # noqa: N818
    """A file nothing can be taken from, with a sentence that says why and what to do."""

    @property
    def sentence(self) -> str:
        """One line a person can act on."""
        return str(self)


class FileKind(StrEnum):
    """What sort of file was sent."""

    csv = "csv"
    xlsx = "xlsx"


class CellKind(StrEnum):
    """What a spreadsheet says a cell is; one letter each, so that a row's kinds are one short string."""

    blank = " "
    text = "s"
    number = "n"
    date = "d"
    true_or_false = "b"
    error = "e"
    not_calculated = "m"


class Reason(StrEnum):
    """Why a row is not part of the table."""

    preamble = "above the heading"
    total = "a total"
    footnote = "a footnote"
    repeated_heading = "the heading again"
    blank = "blank"
    asked = "left out as you asked"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One row that is not taken in: its number as in Excel, its physical line, why, and how it begins."""

    row: int
    line: int
    reason: Reason
    begins: str


@dataclass(frozen=True, slots=True)
class Merged:
    """A block of merged cells: rows as in Excel, columns counted from 0, both ends included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True)
class Layout:
    """Where the table lies in a sheet. `header_row` is None where no heading could be made out.

    `body` holds places in `Sheet.rows`; `headings` are unique and as wide as the heading.
    """

    header_row: int | None
    headings: tuple[str, ...] = ()
    body: Sequence[int] = ()
    left_out: tuple[LeftOut, ...] = ()

    def because(self, reason: Reason) -> tuple[LeftOut, ...]:
        """The rows left out for one reason."""
        return tuple(one for one in self.left_out if one.reason is reason)


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet, as text, exactly as they stood.

    `row_numbers` are rows as Excel counts them, `lines` physical lines of the file; the two differ in a CSV after
    a line break inside quotation marks. `kinds` holds a letter of `CellKind` for each cell, None for a CSV.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    row_numbers: Sequence[int]
    lines: Sequence[int]
    kinds: tuple[str, ...] | None = None
    is_hidden: bool = False
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    merged: tuple[Merged, ...] = ()


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


def letter_of(place: int) -> str:
    """Excel's letters for a column counted from 0: A, Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
