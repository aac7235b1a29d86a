"""Shapes: tables laid out otherwise than ours: a column for each year, or headings down the side. Nothing is moved unasked."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from core.domain.columns.schema import columns_of
from core.domain.tables import TableSpec
from core.domain.wording import counted, joined
from core.ingest.grids import Grid
from core.ingest.labels import letter_of
from core.ingest.messy.asks import Ask, Choice, Question
from core.ingest.messy.cells.periods import period_in
from core.ingest.messy.cells.values import NUMBERS
from core.ingest.messy.grids import Layout, Sheet
from core.ingest.messy.likeness import likeness
from core.ingest.messy.mapping import Shape, SourceMapping

LAY_UNDER, TURN = "lay_under:year", "turn:table"
YES, NO = "yes", "no"
_MOST_TURNED = 200
_KNOWN = 0.8


@dataclass(frozen=True)
class _Long:
    """The columns of ours that a column for each year becomes: the one of the year, and the one of its figures."""

    period: str
    figures: str


def as_shaped(sheet: Sheet, shape: Shape, spec: TableSpec) -> Sheet:
    """A sheet laid as a mapping says."""
    whole = turned(sheet) if shape.is_turned else sheet
    there = [heading for heading in shape.laid_under if heading in whole.layout.headings]
    return laid_under(whole, there, _long(spec, whole, there)) if there else whole


def shape_offered(sheet: Sheet, spec: TableSpec) -> Shape:
    """The shape a sheet seems to have, to be asked about; an empty one where it lies as ours do."""
    if _stands_on_its_side(sheet, spec):
        return Shape(is_turned=True)
    run = year_headings(sheet.layout.headings, wants_parts="period" in spec.columns)
    period = _period_column(spec)
    if period is None or len(run) < 2 or _has(sheet, spec, period, run):
        return Shape()
    return Shape(laid_under=tuple(run))


def shape_question(sheet: Sheet, mapping: SourceMapping) -> Iterable[Question]:
    """Ask whether the shape that is offered is right, while nobody has said so."""
    shape = mapping.shape
    if shape.agreed or not (shape.laid_under or shape.is_turned):
        return
    if shape.is_turned:
        text = "The headings seem to stand in the first column, one below another. Is each column a row of the table?"
        labels = ("turn the table, so that each column becomes a row", "take the rows as they lie")
    else:
        text = (
            f"{joined(shape.laid_under)} are years, each with a column of its own. "
            "Are they laid under one another, so that each figure becomes a row with its year?"
        )
        labels = ("lay the years under one another", "leave the columns as they are")
    choices = (Choice(YES, labels[0]), Choice(NO, labels[1]))
    question_id, ask = (TURN, Ask.turn) if shape.is_turned else (LAY_UNDER, Ask.lay_under)
    yield Question(question_id, ask, question_id.partition(":")[2], shape.laid_under, text, choices, YES, shape.laid_under[:3])


def year_headings(headings: Iterable[str], wants_parts: bool = False) -> list[str]:
    """The longest run of headings side by side that are years; quarters and months too where they are wanted."""

    def is_wanted(heading: str) -> bool:
        period = period_in(heading)
        return period is not None and (wants_parts or period.is_a_year)

    runs = [list(run) for wanted, run in groupby(headings, key=is_wanted) if wanted]
    return max(runs, key=len, default=[])


def _period_column(spec: TableSpec) -> str | None:
    return next((name for name in ("year", "period") if name in spec.required_columns), None)


def _has(sheet: Sheet, spec: TableSpec, name: str, run: list[str]) -> bool:
    """True where the file has a column for the year besides those headed with years."""
    column = next(one for one in columns_of(spec.model) if one.name == name)
    return any(likeness(spec, column, heading)[0] >= _KNOWN for heading in sheet.layout.headings if heading not in run)


def _long(spec: TableSpec, sheet: Sheet, run: list[str]) -> _Long:
    """Name the two new columns as ours are named, the figures where one column of ours can be meant alone."""
    numbers = [one for one in columns_of(spec.model) if one.required and one.kind in NUMBERS and one.name != "year"]
    others = [heading for heading in sheet.layout.headings if heading not in run]
    open_ = [one.name for one in numbers if not any(likeness(spec, one, heading)[0] >= _KNOWN for heading in others)]
    period, figures = _period_column(spec) or "year", open_[0] if len(open_) == 1 else "value"
    return _Long(_not_among(period, others), _not_among(figures, others))


def _not_among(name: str, headings: list[str]) -> str:
    return name if name not in headings else f"{name} of the headings"


def laid_under(sheet: Sheet, run: list[str], names: _Long) -> Sheet:
    """Lay a column for each year under one another: a row for each figure, in the order of the file's rows."""
    layout, grid = sheet.layout, sheet.grid
    places = {heading: layout.headings.index(heading) for heading in run}
    others = [at for at, heading in enumerate(layout.headings) if heading not in places]
    headings = (*(layout.headings[at] for at in others), names.period, names.figures)
    header = grid.row_numbers.index(layout.header_row) if layout.header_row is not None else 0
    made = _Moved([headings], [grid.row_numbers[header]], [grid.lines[header]], ["s" * len(headings)])
    blank = 0
    for at in layout.body:
        row = grid.rows[at]
        for heading, place in places.items():
            if not _cell(row, place).strip():
                blank += 1
                continue
            kept = "".join(_kind(grid, at, other) for other in others)
            made.add(
                grid, at, (*(_cell(row, other) for other in others), heading, _cell(row, place)), f"{kept}s{_kind(grid, at, place)}"
            )
    letters = sheet.letters
    between = f"{letters[min(places.values())]}:{letters[max(places.values())]}"
    said = [f"{counted(len(run), 'column')} headed with years laid under one another: {joined(run)}."]
    if blank:
        said.append(f"{counted(blank, 'blank cell')} under them left out.")
    whole = made.grid(grid, (*(letters[at] for at in others), between, between), tuple(said))
    return replace(sheet, grid=whole, layout=replace(layout, headings=headings, body=range(1, len(whole.rows))))


def turned(sheet: Sheet) -> Sheet:
    """Turn a table that stands on its side: each column becomes a row, under the headings of the first column."""
    layout, grid = sheet.layout, sheet.grid
    header = grid.row_numbers.index(layout.header_row) if layout.header_row is not None else 0
    rows = [header, *layout.body]
    width = max((len(grid.rows[at]) for at in rows), default=0)
    columns = [tuple(_cell(grid.rows[at], place) for at in rows) for place in range(width)]
    headings = tuple(" ".join(cell.split()) or f"column {letter_of(at)}" for at, cell in enumerate(columns[0] if columns else ()))
    kinds = None if grid.kinds is None else tuple("".join(_kind(grid, at, place) for at in rows) for place in range(width))
    said = 'The table was turned: each of its columns became a row, so that "row 2" is column B.'
    numbers = list(range(1, width + 1))
    whole = Grid(grid.name, tuple(columns), numbers, numbers, kinds, grid.is_hidden, told=(*grid.told, said))
    body = [at for at in range(1, width) if any(cell.strip() for cell in columns[at])]
    return replace(sheet, grid=whole, layout=Layout(1, headings, body, (), (1,)))


def _stands_on_its_side(sheet: Sheet, spec: TableSpec) -> bool:
    """True where more of our columns are named down the first column than along the heading."""
    body = list(sheet.layout.body)
    if sheet.layout.header_row is None or not 0 < len(body) <= _MOST_TURNED or len(sheet.layout.headings) < 2:
        return False
    first = [sheet.layout.headings[0], *(_cell(sheet.grid.rows[at], 0) for at in body)]
    down, along = _known(spec, first), _known(spec, sheet.layout.headings)
    return down >= 2 and down > along and 2 * down >= len(first)


def _known(spec: TableSpec, names: Iterable[str]) -> int:
    found = {
        column.name
        for name in names
        for column in columns_of(spec.model)
        if name.strip() and likeness(spec, column, name)[0] >= _KNOWN
    }
    return len(found)


@dataclass
class _Moved:
    """The rows of a sheet being laid anew, with where each of them stood."""

    rows: list[tuple[str, ...]]
    numbers: list[int]
    lines: list[int]
    kinds: list[str]

    def add(self, grid: Grid, at: int, cells: tuple[str, ...], kinds: str) -> None:
        """Add one row, made of the row at a place of the old grid."""
        self.rows.append(cells)
        self.numbers.append(grid.row_numbers[at])
        self.lines.append(grid.lines[at])
        self.kinds.append(kinds)

    def grid(self, old: Grid, columns: tuple[str, ...], told: tuple[str, ...]) -> Grid:
        """The grid of the rows as they were laid."""
        kinds = None if old.kinds is None else tuple(self.kinds)
        keys = range(1, len(self.rows) + 1)
        return replace(
            old,
            rows=tuple(self.rows),
            row_numbers=self.numbers,
            lines=self.lines,
            kinds=kinds,
            columns=columns,
            keys=keys,
            told=(*old.told, *told),
            merged=(),
            formulas={},
        )


def _cell(row: tuple[str, ...], place: int) -> str:
    return row[place] if place < len(row) else ""


def _kind(grid: Grid, at: int, place: int) -> str:
    if grid.kinds is None:
        return "s"
    return grid.kinds[at][place] if place < len(grid.kinds[at]) else " "
