"""Steps of bringing a file, as they are done in a process of its own: each gives what a page shows, and no more.

The rows of the file stay packed between the steps. What comes back holds the rows that a page shows, which are those that fail.
"""

import pickle
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.ingest.messy.best_table import Fit, best_tables, no_table_sentence
from core.ingest.messy.conversion import Conversion
from core.ingest.messy.convert import convert
from core.ingest.messy.grids import Sheet, Survey
from core.ingest.messy.mapping import SourceMapping
from core.ingest.messy.match_columns import Proposal, propose, sheet_as_asked
from core.ingest.messy.read_rows import Edits
from core.ingest.messy.repairs import Answer
from core.ingest.messy.survey import survey, warnings_with

_QUICKLY = 1


@dataclass(frozen=True)
class Opened:
    """A file that was looked into: what was found, without its rows, and the whole of it packed for the next step."""

    survey: Survey
    packed: bytes


@dataclass(frozen=True)
class Fits:
    """Which of our tables a sheet may be, the best first, and what to say where it is none; the sheet without its rows.

    `warnings` are those of the file, with the sheet laid out under the heading that was picked.
    """

    tables: tuple[Fit, ...]
    unfit: str | None
    sheet: Sheet
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class AskedProposal:
    """How a sheet is to be matched: the arguments of `propose`."""

    table: str
    sheet: str | None = None
    header_row: int | None = None
    remembered: SourceMapping | None = None
    as_it_lies: bool = False
    base_year: int | None = None


def open_file(data: bytes, file_name: str) -> Opened:
    """Survey a file.

    Raises:
        NotReadable: nothing can be taken from it.
    """
    found = survey(data, file_name)
    return Opened(_without_rows(found), zlib.compress(pickle.dumps(found), _QUICKLY))


def fits_of(packed: bytes, sheet: str | None, header_row: int | None) -> Fits:
    """Rank our tables by how well a sheet fits them."""
    found = _unpacked(packed)
    laid = sheet_as_asked(found, sheet, header_row)
    unfit = no_table_sentence(found, sheet, header_row)
    return Fits(best_tables(found, sheet, header_row), unfit, _with_rows(laid, set()), warnings_with(found, laid))


def proposal_of(packed: bytes, asked: AskedProposal) -> Proposal:
    """Match a sheet's headings with a table's columns."""
    told = asked.sheet, asked.header_row, asked.remembered
    return propose(_unpacked(packed), asked.table, *told, as_it_lies=asked.as_it_lies, base_year=asked.base_year)


def conversion_of(packed: bytes, mapping: SourceMapping, answers: Mapping[str, Answer], edits: Edits) -> Conversion:
    """Convert one sheet to a table; of the sheet's rows those are given back that fail."""
    done = convert(_unpacked(packed), mapping, answers, edits)
    failing = {cell.row for repair in done.repairs for cell in repair.cells}
    return replace(done, survey=_without_rows(done.survey), sheet=_with_rows(done.sheet, failing))


def _unpacked(packed: bytes) -> Survey:
    found: Survey = pickle.loads(zlib.decompress(packed))  # noqa: S301 - packed by `open_file`
    return found


def _without_rows(found: Survey) -> Survey:
    return replace(found, sheets=tuple(_with_rows(sheet, set()) for sheet in found.sheets))


def _with_rows(sheet: Sheet, wanted: set[int]) -> Sheet:
    """The sheet with some of its rows; the last is there without its cells, so that it is known how far the sheet goes."""
    grid = sheet.grid
    kept = [at for at, number in enumerate(grid.row_numbers) if number in wanted]
    last = [len(grid.rows) - 1] if grid.rows and (not kept or kept[-1] != len(grid.rows) - 1) else []
    places = [*kept, *last]
    slim = replace(
        grid,
        rows=(*(grid.rows[at] for at in kept), *(() for _ in last)),
        row_numbers=[grid.row_numbers[at] for at in places],
        lines=[grid.lines[at] for at in places],
        kinds=None if grid.kinds is None else (*(grid.kinds[at] for at in kept), *("" for _ in last)),
        keys=None if grid.keys is None else [grid.keys[at] for at in places],
        formulas={},
        merged=(),
    )
    return replace(sheet, grid=slim, layout=replace(sheet.layout, body=range(len(sheet.layout.body))))
