"""Rows: text cells to model rows; each thing that is wrong becomes one problem in plain words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from core.domain.columns.schema import Column, columns_of
from core.domain.fields import Row
from core.domain.problems import Problem
from core.domain.tables import SPEC_OF, Table, TableSpec
from core.domain.wording import printable
from core.ingest.cells import Value, WrongCell, value_of
from core.ingest.sheets import ReadRow, Sheet
from core.ingest.too_much import LOOK_AT_HEADINGS, MOST_FAILING_CELLS, STOPPED

_MOST_REMEMBERED = 20_000


@dataclass
class _CellReader:
    """Reads the cells of one column, and remembers those seen before: in long tables the same few come again."""

    column: Column
    seen: dict[str, Value] = field(default_factory=dict)

    def read(self, cell: str) -> Value:
        """Read a cell that is not blank, without spaces at its ends; raises WrongCell."""
        value = value_of(self.column, cell)
        if len(self.seen) < _MOST_REMEMBERED:
            self.seen[cell] = value
        return value


def read_rows(table: Table, is_whole: bool = True, spec: TableSpec | None = None) -> tuple[Sheet, list[Problem]]:
    """Turn the text of a table into rows of its model, as far as that can be done.

    Args:
        table: cells as text.
        is_whole: False where some rows of the file had to be left out of `table` already.
        spec: how the table is laid out; by its name, as one of a case folder, when not given.

    Returns:
        The sheet, and one problem for each thing that is wrong.
    """
    spec = spec or SPEC_OF[table.name]
    column_of = {column.name: column for column in columns_of(spec.model)}
    readers = [_CellReader(column_of[name]) for name in table.columns]
    lacks_a_column = not set(spec.required_columns) <= set(table.columns)
    problems: list[Problem] = []
    rows = []
    for line, cells in zip(table.lines, table.rows, strict=True):
        values, wrong = _values(readers, cells, table.file_name, line)
        row = None
        if not wrong and not lacks_a_column:
            row, complaints = _model_row(spec.model, values)
            wrong = [_as_problem(told, table, line, cells) for told in complaints]
        problems.extend(wrong)
        rows.append(ReadRow(line, values, row))
        if len(problems) > MOST_FAILING_CELLS:
            problems.append(Problem(table.file_name, STOPPED, line, what_to_do=LOOK_AT_HEADINGS))
            is_whole = False
            break
    keys = [name for name in spec.key if column_of[name].required]
    has_keys = all(name in read.values for read in rows for name in keys)
    return Sheet(spec, table.file_name, tuple(rows), is_whole and has_keys), problems


def _values(
    readers: list[_CellReader], cells: tuple[str, ...], file_name: str, line: int
) -> tuple[dict[str, Value], list[Problem]]:
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for reader, cell in zip(readers, cells, strict=True):
        known = reader.seen.get(cell)
        if known is not None:
            values[reader.column.name] = known
            continue
        text = cell.strip()
        if text:
            try:
                values[reader.column.name] = reader.read(text)
            except WrongCell as wrong:
                problems.append(Problem(file_name, wrong.message, line, reader.column.name, printable(text), wrong.what_to_do))
        elif reader.column.required:
            problems.append(_empty(reader.column, file_name, line))
    return values, problems


def _empty(column: Column, file_name: str, line: int) -> Problem:
    return Problem(
        file_name,
        "this cell is empty and every row needs it.",
        line,
        column.name,
        what_to_do=f"Fill it in: {column.description[:1].lower()}{column.description[1:]}",
    )


@dataclass(frozen=True)
class _Complaint:
    """What a model says of a row whose cells are good one by one; of one column, where that is evident."""

    told: str
    column: str | None


def _model_row(model: type[Row], values: Mapping[str, Value]) -> tuple[Row | None, list[_Complaint]]:
    try:
        return model.model_validate(values), []
    except ValidationError as error:
        of_cells = [str(told["loc"][0]) for told in error.errors(include_url=False) if told["loc"]]
    if of_cells:
        return None, [_Complaint("not what this column holds", name) for name in of_cells]
    return None, [_Complaint(told, _column_spoken_of(told, model)) for told in _complaints(model, values)]


def _as_problem(complaint: _Complaint, table: Table, line: int, cells: tuple[str, ...]) -> Problem:
    told, colon, todo = complaint.told.partition(": ")
    given = dict(zip(table.columns, cells, strict=True)).get(complaint.column or "", "").strip()
    return Problem(
        table.file_name,
        f"{told}{':' if colon else '.'}",
        line,
        complaint.column,
        printable(given) if given else None,
        f"{todo}." if todo else "",
    )


def _complaints(model: type[Row], values: Mapping[str, Value]) -> list[str]:
    """Ask every check of the model in turn: the model itself would stop at the first that complains."""
    given: dict[str, Any] = {name: _as_the_model_has_it(model, name, value) for name, value in values.items()}
    unchecked = model.model_construct(**given)
    complaints = []
    for check in model.__pydantic_decorators__.model_validators.values():
        try:
            check.func(unchecked)
        except ValueError as complaint:
            complaints.append(str(complaint))
    return complaints


def _as_the_model_has_it(model: type[Row], name: str, value: Value) -> object:
    annotation: Any = model.model_fields[name].annotation
    return TypeAdapter(annotation).validate_python(value) if isinstance(value, str) else value


def _column_spoken_of(complaint: str, model: type[Row]) -> str | None:
    """The column a complaint is about: the first it names, unless it adds several up."""
    named = [word for word in re.findall(r"[a-z_]+", complaint) if word in model.model_fields]
    return None if not named or " + " in complaint else named[0]
