"""Workbooks for tests: a programme written as one, opened and saved by another program, and read."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import openpyxl
from hypothesis import Phase
from openpyxl.worksheet.worksheet import Worksheet

from core.domain.case.case import Case
from core.domain.tables import SPEC_OF, SPECS, Table
from core.ingest.case import read_files
from core.ingest.case_workbook.read_workbook import BookReading, read_workbook
from core.ingest.workbook.read import grids_of_workbook
from core.papers.data.write_workbook import write_workbook
from core.store.tables.folders import read_folder
from tests.case_files import CASES

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
Book = openpyxl.Workbook
AS_IT_COMES = (Phase.explicit, Phase.reuse, Phase.generate)  # each workbook takes a second: none is made again to be smaller


def tables_of(case: Case) -> dict[str, Table]:
    """A case as tables of text, as its files would have them."""
    return {spec.name: table for spec in SPECS if (table := _table(spec.name, getattr(case, spec.name, None))) is not None}


def _table(name: str, rows: Any) -> Table | None:
    models = rows if isinstance(rows, tuple) else () if rows is None else (rows,)
    if not models:
        return None
    columns = SPEC_OF[name].columns
    cells = tuple(tuple(_text(getattr(row, column)) for column in columns) for row in models)
    return a_table(name, columns, cells)


def a_table(name: str, columns: tuple[str, ...], cells: tuple[tuple[str, ...], ...]) -> Table:
    return Table(name, columns, cells, tuple(range(2, 2 + len(cells))), f"{name}.csv", "")


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return "|".join(map(_text, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def two_hospitals() -> dict[str, Table]:
    return dict(read_files(read_folder(CASES / "two_hospitals")).tables)


def written(tables: dict[str, Table], version: int | None = 3) -> bytes:
    return write_workbook(tables, version, NOON)


def read(data: bytes, held: dict[str, Table] | None = None) -> BookReading:
    return read_workbook(grids_of_workbook(data), held or {})


def edited(data: bytes, edit: Callable[[Book], object]) -> bytes:
    """The workbook opened and saved by another program, with something changed."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    edit(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def cell(sheet: Worksheet, label: str, row: int) -> Any:
    """The cell under a heading."""
    place = next(each.column for each in sheet[1] if each.value == label)
    return sheet.cell(row, place)


def sentences(reading: BookReading) -> str:
    return "\n".join(problem.sentence for problem in reading.problems)
