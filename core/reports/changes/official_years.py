"""Official years: an index that is too short for the programme goes on with the growth of the official one, where that is said."""

from collections.abc import Mapping
from dataclasses import replace

from core.domain.tables import Table
from core.ingest.case import build_case
from core.reports.changes.doubts import Choice, Doubt
from core.reports.changes.merge import JoinedTable
from core.reports.changes.series import SERIES, index_of

GAP = f"gap:{SERIES}"
OFFICIAL = "official"
_DIGITS = 12


def gap_doubt(
    tables: Mapping[str, Table], whole: JoinedTable, answers: Mapping[str, str], official: Mapping[int, float]
) -> Doubt | None:
    """Years in doubt: a question where an index lacks years the programme needs and the official growth has them all.

    Args:
        tables: the programme's tables, the index among them as it is now.
        whole: the index as it would be stored.
        answers: what the person said.
        official: the official index by year.
    """
    if whole.table.name != SERIES or answers.get(GAP) == OFFICIAL or not index_of(whole.table).keys() & official.keys():
        return None
    if build_case({**tables, SERIES: whole.table}).case is not None:
        return None
    if build_case({**tables, SERIES: with_official_years(whole, official).table}).case is None:
        return None
    years = sorted(index_of(whole.table))
    told = (
        f"the index runs from {years[0]} to {years[-1]} and lacks years that the programme's money is in. "
        "Go on from its ends with the growth of the official index? Without a table of its own, the programme is served by the "
        "official one as it is."
    )
    return Doubt(GAP, told, (Choice(OFFICIAL, "the missing years follow the official GDP deflators"),))


def with_official_years(whole: JoinedTable, official: Mapping[int, float]) -> JoinedTable:
    """Add the official years that an index lacks, each brought to its base at the nearest year that both have."""
    own = index_of(whole.table)
    both = own.keys() & official.keys()
    missing = sorted(official.keys() - own.keys())
    if not both or not missing:
        return whole
    cells = [
        {"year": str(year), "index": _follow(year, min(both, key=lambda one: abs(one - year)), own, official)} for year in missing
    ]
    columns = whole.table.columns
    rows = tuple(tuple(row.get(name, "") for name in columns) for row in cells)
    first = max(whole.table.lines, default=1) + 1
    table = replace(
        whole.table, rows=(*whole.table.rows, *rows), lines=(*whole.table.lines, *range(first, first + len(rows))),
        file_name=f"{whole.table.file_name}, with official years",
    )  # fmt: skip
    note = f"{len(missing)} years from {missing[0]} to {missing[-1]} follow the growth of the official GDP deflators."
    return replace(whole, table=table, notes=(*whole.notes, note))


def _follow(year: int, near: int, own: Mapping[int, float], official: Mapping[int, float]) -> str:
    return f"{own[near] * official[year] / official[near]:.{_DIGITS}g}"
