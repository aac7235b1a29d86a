"""Boxes: what sort of answer each column of a table asks for, told by its kind and unit in the schema."""

from collections.abc import Mapping
from functools import cache

from core.domain.columns.schema import Column, columns_of
from core.domain.columns.schema import Kind as ColumnKind
from core.domain.tables import SPEC_OF
from core.reports.drafts.answers import Kind

# Shares that are asked as so many of ten people or boards.
_ASKED_OF_TEN = (("effects", "deadweight"), ("levers", "p_adopted"), ("population", "exit_rate"))
OF_TEN = frozenset((table, f"{column}{end}") for table, column in _ASKED_OF_TEN for end in ("", "_low", "_high"))
_BY_UNIT = {"GBP": Kind.money, "share, 0 to 1": Kind.share, "a year": Kind.share, "people": Kind.people}


def kind_of(table: str, column: str) -> Kind:
    """What sort of answer a column asks for."""
    if (table, column) in OF_TEN:
        return Kind.of_ten
    return _kinds(table).get(column, Kind.text)


@cache
def _kinds(table: str) -> Mapping[str, Kind]:
    return {column.name: _kind(column) for column in columns_of(SPEC_OF[table].model)}


def _kind(column: Column) -> Kind:
    if column.many or column.kind not in (ColumnKind.number, ColumnKind.whole_number):
        return Kind.text
    return _BY_UNIT.get(column.unit or "", Kind.number)
