"""Long tables: CSV files too long to be held: heading and letters, and rows some at a time, by the rules of every file."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from core.domain.problems import Problem
from core.domain.tables import TableSpec
from core.domain.wording import MOST_LISTED, printable
from core.ingest.csv_lines import LONGEST_CELL
from core.ingest.csv_text import DELIMITERS, grid_of
from core.ingest.decoding import Unreadable, decode
from core.ingest.headings import heading_of
from core.ingest.letters import END_OF_OLD_FILES, TAKE_IT_OUT, what_is_unseen
from core.ingest.personal import personal_data_in

ROWS_AT_ONCE = 50_000
_BLOCK_BYTES = 1 << 20
_NO_LIMIT = 1 << 62


@dataclass(frozen=True)
class LongFile:
    """How a long file is written: its letters, delimiter, heading, and which field of a row is which column.

    Nothing but `problems` can be relied on where there are any.
    """

    file_name: str
    columns: tuple[tuple[int, str], ...] = ()
    heading: tuple[str, ...] = ()
    heading_line: int = 1
    delimiter: str = ","
    encoding: str = "utf-8"
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def places(self) -> tuple[str | None, ...]:
        """The table's column at each place of a row, None for a field that is kept out."""
        column_at = dict(self.columns)
        return tuple(column_at.get(place) for place in range(len(self.heading)))


@dataclass(frozen=True)
class Run:
    """Rows one after another: the cells of each column without spaces at their ends, and the line each row began on."""

    cells: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]


def begin(spec: TableSpec, head: bytes, file_name: str) -> LongFile:
    """Read the heading of a long file from its first whole lines."""
    shown_name = printable(file_name)
    try:
        decoded = decode(head)
        grid = grid_of(decoded.text, shown_name, spec.columns)
    except Unreadable as unreadable:
        return LongFile(shown_name, problems=(_told(shown_name, unreadable),))
    heading = heading_of(spec, grid, shown_name)
    # Columns that are kept out are looked at here and no further: nothing of them is stored.
    personal_in_head = [found.problem(shown_name, found.rows[0]) for found in personal_data_in(grid.heading, grid.rows, grid.lines)]
    warnings = (*((Problem(shown_name, decoded.warning),) if decoded.warning else ()), *heading.warnings)
    return LongFile(
        shown_name,
        heading.columns,
        grid.heading,
        grid.heading_line,
        _delimiter_of(decoded.text, grid.heading),
        decoded.encoding,
        (*heading.problems, *personal_in_head),
        warnings,
    )


def with_its_letters(begun: LongFile, file: BinaryIO) -> LongFile:
    """Look at every byte of a file that began as UTF-8: is it so to the end? If not, it is read as windows-1252."""
    if begun.encoding != "utf-8":
        return begun
    found = _first_not_utf_8(file)
    if found is None:
        return begun
    line, piece = found
    try:
        file.seek(0)
        for _ in codecs.iterdecode(iter(lambda: file.read(_BLOCK_BYTES), b""), "windows-1252"):
            pass
        decoded = decode(b"\n" * (line - 1) + piece, _NO_LIMIT)  # for its words, which name the line
    except UnicodeDecodeError:
        told = "these letters are neither UTF-8 nor windows-1252."
        return replace(begun, problems=(Problem(begun.file_name, told, line, what_to_do='Save it as "CSV UTF-8".'),))
    except Unreadable as unreadable:
        return replace(begun, problems=(_told(begun.file_name, unreadable),))
    warning = Problem(begun.file_name, decoded.warning or "")
    return replace(begun, encoding="windows-1252", warnings=(warning, *begun.warnings))


@dataclass
class Misfits:
    """Rows that do not fit the heading: problems with the first of them, and how many there are in all."""

    problems: list[Problem] = field(default_factory=list)
    count: int = 0

    def add(self, told: list[Problem]) -> None:
        """Count some more, and keep them while there are few."""
        self.count += len(told)
        if len(self.problems) < MOST_LISTED:
            self.problems.extend(told)


def runs_of(begun: LongFile, file: BinaryIO, misfits: Misfits) -> Iterator[Run]:
    """Take the rows of a file apart, some at a time; blank ones are passed over, and those that do not fit are told apart.

    Args:
        begun: how the file is written.
        file: its bytes, from the first.
        misfits: is told of every row that does not fit, and is left out.
    """
    places = [place for place, _ in begun.columns]
    rows: list[list[str]] = []
    lines: list[int] = []
    for line, cells in _fitting_rows(begun, file, misfits):
        rows.append(cells)
        lines.append(line)
        if len(rows) == ROWS_AT_ONCE:
            yield _run(rows, lines, places)
            rows, lines = [], []
    if rows:
        yield _run(rows, lines, places)


def _run(rows: list[list[str]], lines: list[int], places: list[int]) -> Run:
    columns = list(zip(*rows, strict=True))
    return Run(tuple(tuple(map(str.strip, columns[place])) for place in places), tuple(lines))


def _fitting_rows(begun: LongFile, file: BinaryIO, misfits: Misfits) -> Iterator[tuple[int, list[str]]]:
    file.seek(0)
    text = io.TextIOWrapper(file, encoding="utf-8-sig" if begun.encoding == "utf-8" else begun.encoding, newline="")
    raw = _RawRow(text)
    reader = csv.reader(raw, delimiter=begun.delimiter, strict=True)
    expected, is_heading = len(begun.heading), True
    try:
        while True:
            line = reader.line_num + 1
            raw.begin()
            cells = next(reader)
            if not any(cells) or not any(cell.strip() for cell in cells):
                continue
            if is_heading:
                is_heading = False
            elif len(cells) == expected and raw.length <= LONGEST_CELL:
                yield line, cells
            elif told := _shape_problems(begun, raw.text, line):
                misfits.add(told)
            else:
                yield line, cells
    except StopIteration:
        return
    except csv.Error:
        misfits.add(_shape_problems(begun, raw.text, line))
    except UnicodeError:
        misfits.add([Problem(begun.file_name, "this looks like text in UTF-16, but it is damaged.", line)])
    except Unreadable as unreadable:
        misfits.add([replace(_told(begun.file_name, unreadable), line=line)])
    finally:
        text.detach()


def _shape_problems(begun: LongFile, row: str, line: int) -> list[Problem]:
    """Ask the rules for short files what is wrong with one row, by way of a file that holds its heading and this row alone."""
    heading = io.StringIO(newline="")
    csv.writer(heading, delimiter=begun.delimiter).writerow(begun.heading)
    grid = grid_of(heading.getvalue() + row, begun.file_name, tuple(name for _, name in begun.columns))
    return [replace(problem, line=line) for problem in grid.problems]


class _RawRow:
    """The lines of a file as they are read, remembering those of the row at hand."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._lines = iter(text)
        self._row: list[str] = []
        self.length = 0

    def begin(self) -> None:
        """Forget the row before."""
        self._row.clear()
        self.length = 0

    @property
    def text(self) -> str:
        """The lines of the row at hand as they stand in the file."""
        return "".join(self._row)

    def __iter__(self) -> "_RawRow":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        if "\0" in line:
            raise Unreadable("this is not a text file: it holds NUL characters.", 'Save it as "CSV UTF-8".')
        if (unseen := what_is_unseen(line.rstrip(END_OF_OLD_FILES))) is not None:
            raise Unreadable(f"there is {unseen}, which no spreadsheet shows.", TAKE_IT_OUT)
        self._row.append(line)
        self.length += len(line)
        return line


def _first_not_utf_8(file: BinaryIO) -> tuple[int, bytes] | None:
    """Find the first line that is not UTF-8: its number, and its bytes as far as they are bad."""
    file.seek(0)
    before, rest = 0, b""
    for block in iter(lambda: file.read(_BLOCK_BYTES), b""):
        end = block.rfind(b"\n") + 1
        whole, rest = (rest + block[:end], block[end:]) if end else (b"", rest + block)
        try:
            whole.decode("utf-8-sig")
        except UnicodeDecodeError as bad:
            return before + whole.count(b"\n", 0, bad.start) + 1, bad.object[bad.start : bad.end]
        before += whole.count(b"\n")
    try:
        rest.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        return before + 1, bad.object[bad.start : bad.end]
    return None


def _delimiter_of(text: str, heading: tuple[str, ...]) -> str:
    """Find the delimiter with which a heading was read."""

    def makes_it(delimiter: str) -> bool:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return tuple(next((cells for cells in rows if any(cell.strip() for cell in cells)), ())) == heading

    return next((delimiter for delimiter in DELIMITERS if makes_it(delimiter)), ",")


def _told(file_name: str, unreadable: Unreadable) -> Problem:
    return Problem(file_name, unreadable.message, unreadable.line, what_to_do=unreadable.what_to_do)
