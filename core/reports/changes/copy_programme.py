"""Copy of a programme as a start: its structure without what its own partnership promised, found and agreed."""

from collections.abc import Mapping
from dataclasses import replace

from core.domain.columns.dictionary import entries, is_year
from core.domain.columns.schema import Kind
from core.domain.tables import Table

# What was promised, found and agreed is the partnership's it happened in, and no start for another.
LEFT_BEHIND = frozenset(
    {"observations", "predictions", "actuals", "realisation", "contributions", "evidence", "evidence_agreement", "service_design"}
)
# Who shares what is structure; the horizon and the factors of a place say how the work is looked at, not what it costs or does.
KEPT_FIGURES = frozenset({"pay_share", "fall_share", "place_share", "flow_share", "horizon_years", "cost_factor", "effect_factor"})
OF_THE_FIGURES = frozenset({"source", "confidence_grade", "unit_cost_code", "release_agreed"})


def start_of(tables: Mapping[str, Table], *, with_figures: bool) -> dict[str, Table]:
    """Make the tables of a new programme from those of one that is held: without an id, so that it gets one of its own.

    Args:
        tables: of the programme that is copied.
        with_figures: False to empty every figure with its range and source, so that none is taken for the new partnership's.
    """
    kept = {name: table for name, table in tables.items() if name not in LEFT_BEHIND}
    copied = kept if with_figures else {name: _without(table, _figures_of(name)) for name, table in kept.items()}
    return {**copied, "programme": _without(copied["programme"], frozenset({"programme_id"}))}


def _figures_of(name: str) -> frozenset[str]:
    numbers = {
        entry.column.name
        for entry in entries(name)
        if entry.column.kind in (Kind.number, Kind.whole_number) and not entry.column.many and not is_year(entry.column)
    }
    there = {entry.column.name for entry in entries(name)}
    kept = KEPT_FIGURES | ({"index"} if name == "deflators" else set())
    return frozenset((numbers - kept) | (OF_THE_FIGURES & there))


def _without(table: Table, columns: frozenset[str]) -> Table:
    """The table with these columns empty in every row."""
    rows = tuple(
        tuple("" if name in columns else cell for name, cell in zip(table.columns, row, strict=True)) for row in table.rows
    )
    return replace(table, rows=rows)
