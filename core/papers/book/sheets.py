"""Working sheets: rows of terms by year, every year in the same column of every sheet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from xlsxwriter.utility import xl_col_to_name

from core.papers.book.term import Stretch, Term, total

LABELS, FIRST_YEAR, FIRST_ROW = 6, 6, 3  # columns of words, the column of year 0, the first row of a table, counted from 0


@dataclass(frozen=True)
class Row:
    """A row of a working sheet: where it stands, and its cells by year."""

    sheet: str
    at: int
    cells: tuple[Term, ...]

    def across(self, first: int = 0, last: int | None = None) -> Stretch:
        """The cells of some years, both ends included."""
        end = len(self.cells) - 1 if last is None else last
        start, stop = (f"${_letter(year)}${self.at + 1}" for year in (first, end))
        return Stretch(f"{self.sheet}!{start}:{stop}", tuple(cell.value for cell in self.cells[first : end + 1]))


@dataclass
class Working:
    """One working sheet: what it is, its heads of words, and its rows as they are added."""

    name: str
    what: str
    heads: tuple[str, ...]
    rows: list[tuple[tuple[str, ...], tuple[Term, ...]]] = field(default_factory=list)

    def add(self, labels: Sequence[str], years: int, cell: Callable[[int], Term]) -> Row:
        """Add a row, each year's cell made by a function, which may add rows of its own first; cells of the row refer to it."""
        made = tuple(cell(year) for year in range(years))
        at = FIRST_ROW + 1 + len(self.rows)
        self.rows.append((tuple(labels), made))
        return self._kept(at, made)

    def add_running(self, labels: Sequence[str], years: int, cell: Callable[[int, Term | None], Term]) -> Row:
        """Add a row whose cells are made from the one before; None before the first."""
        at = FIRST_ROW + 1 + len(self.rows)
        made: list[Term] = []
        for year in range(years):
            before = None if not made else Term(self._address(year - 1, at), made[-1].value)
            made.append(cell(year, before))
        if at != FIRST_ROW + 1 + len(self.rows):
            raise ValueError("a running row stands where it was begun: no row of its sheet may be added meanwhile")
        self.rows.append((tuple(labels), tuple(made)))
        return self._kept(at, tuple(made))

    def _kept(self, at: int, made: tuple[Term, ...]) -> Row:
        cells = tuple(term if term.is_fixed else Term(self._address(year, at), term.value) for year, term in enumerate(made))
        return Row(self.name, at, cells)

    def _address(self, year: int, at: int) -> str:
        return f"{self.name}!{_letter(year)}{at + 1}"


def weighted(parts: Sequence[tuple[Term, Row]]) -> Callable[[int], Term]:
    """Cells of a row that is a sum of rows, each by its weight."""
    return lambda t: total(weight * row.cells[t] for weight, row in parts)


def down(rows: Sequence[Row], year: int) -> Stretch:
    """The cells of one year in rows that stand under each other."""
    first, last = rows[0], rows[-1]
    letter = _letter(year)
    return Stretch(f"{first.sheet}!{letter}{first.at + 1}:{letter}{last.at + 1}", tuple(row.cells[year].value for row in rows))


@dataclass
class Values:
    """A sheet of single cells: one value a row, with words before it. Cells can be named."""

    name: str
    what: str
    heads: tuple[str, ...]
    rows: list[tuple[tuple[str, ...], Term]] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)

    def add(self, labels: Sequence[str], term: Term, name: str = "") -> Term:
        """Add a cell, and give it as others refer to it."""
        at = FIRST_ROW + 1 + len(self.rows)
        self.rows.append((tuple(labels), term))
        if name:
            self.names[name] = at
        if term.is_fixed:
            return term
        return Term(f"{self.name}!${xl_col_to_name(len(self.heads) - 1)}${at + 1}", term.value)

    def column(self, count: int) -> Stretch:
        """The last so many cells, down."""
        first = FIRST_ROW + 1 + len(self.rows) - count
        letter = xl_col_to_name(len(self.heads) - 1)
        values = tuple(term.value for _, term in self.rows[-count:])
        return Stretch(f"{self.name}!${letter}${first + 1}:${letter}${first + count}", values)


def _letter(year: int) -> str:
    return str(xl_col_to_name(FIRST_YEAR + year))


def letter_of(year: int) -> str:
    """The letter of a year's column."""
    return _letter(year)
