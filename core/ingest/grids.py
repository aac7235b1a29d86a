"""Grids: the sheets of a file as cells of text, and why a file is not read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class NotReadable(Exception):  # noqa: N818
    """A file nothing can be taken from, with a sentence that says why and what to do."""

    @property
    def sentence(self) -> str:
        """One line a person can act on."""
        return str(self)


class CellKind(StrEnum):
    """What a spreadsheet says a cell is; one letter each, so that a row's kinds are one short string."""

    blank = " "
    text = "s"
    number = "n"
    date = "d"
    true_or_false = "b"
    error = "e"
    not_calculated = "m"


@dataclass(frozen=True, slots=True)
class Merged:
    """A block of merged cells: rows as in Excel, columns counted from 0, both ends included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet, as text, exactly as they stood.

    `row_numbers` are rows as Excel counts them, `lines` physical lines of the file; the two differ in a CSV after
    a line break inside quotation marks. `kinds` holds a letter of `CellKind` for each cell, None for a CSV. `columns` are
    Excel's letters of the file's columns the cells stood in, where cells were moved; `keys` tell rows from each other where
    one row of the file became several. `told` are sentences about what was moved. `formulas`
    and `notes` (comments on cells) are by row as Excel counts it and column from 0.
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
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)
    columns: tuple[str, ...] | None = None
    keys: Sequence[int] | None = None
    told: tuple[str, ...] = ()

    @property
    def row_keys(self) -> Sequence[int]:
        """A number for each row that no other row has: its own as in Excel, where no row was made into several."""
        return self.keys if self.keys is not None else self.row_numbers
