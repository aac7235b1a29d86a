"""From a figure back to the rows it was worked out from: file, line, source, version and rating."""

from collections.abc import Iterable

import pandas as pd

from core.domain.assumptions import FigureSource, Rating
from core.domain.case import Case
from core.domain.tables import SPEC_OF, Table
from core.reports.appraisals import Appraised, Loaded
from core.reports.flows import flows, titles_in_flows
from core.reports.scope import Scope, rows_seen
from core.reports.worked_once import worked_once

ILLUSTRATIVE = "Illustrative"
_OF_GRADE = {1: Rating.green, 2: Rating.green, 3: Rating.amber, 4: Rating.amber, 5: Rating.red, 6: Rating.red}
_NO_SOURCE = "No source given"


@worked_once
def lines_behind(appraised: Appraised, option_id: str) -> pd.DataFrame:
    """List the rows behind every figure of an option, with what each brings or costs.

    Returns:
        one row per side x line x partner, largest first: partner_id, partner, side, line_id, line, pv_gbp, pv_cash_gbp, table,
        file, row (as Excel counts it), source, rating, version. They add up to the option's totals.
    """
    flow = flows(appraised, option_id)
    sums = flow.groupby(["side", "partner_id", "line_id", "line"], as_index=False)[["pv_gbp", "pv_cash_gbp"]].sum()
    table = sums.side.map({"gains": "benefits", "pays": "costs"})
    found = [_place(appraised.loaded, name, line) for name, line in zip(table, sums.line_id, strict=True)]
    sums.insert(1, "partner", sums.partner_id.map(titles_in_flows(appraised.case)))
    places = pd.DataFrame(found, columns=["table", "file", "row", "source", "rating"])
    both = pd.concat([sums, places], axis=1).assign(version=appraised.loaded.version.number)
    return both.sort_values(["side", "pv_gbp"], ascending=[True, False], kind="stable").reset_index(drop=True)


def inputs_behind(appraised: Appraised, line_id: str, scope: Scope) -> pd.DataFrame:
    """List every input row that one line of benefit or cost is worked out from, of those that are seen.

    Returns:
        one row per input cell that holds a figure: table, file, row, key, column, value, source, rating.
    """
    case = appraised.case
    benefit = next((row for row in case.benefits if row.benefit_id == line_id), None)
    wanted: list[tuple[str, str, str]]
    if benefit is not None:
        wanted = [
            ("benefits", "benefit_id", line_id),
            ("benefit_falls", "benefit_id", line_id),
            ("effects", "outcome_id", benefit.outcome_id),
            ("benefit_centres", "benefit_id", line_id),
            ("site_centres", "benefit_id", line_id),
            *(("cost_centres", "cost_centre_id", centre) for centre in _centres_of(case, line_id)),
        ]
    else:
        wanted = [("costs", "cost_id", line_id), ("cost_shares", "cost_id", line_id)]
    tables = rows_seen(appraised.loaded.tables, scope)
    frames = [_cells(appraised.loaded, tables[name], column, value) for name, column, value in wanted if name in tables]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()


def _centres_of(case: Case, benefit_id: str) -> list[str]:
    """Cost centres at which a line of benefit falls away."""
    listed = [row.cost_centre_id for row in case.benefit_centres if row.benefit_id == benefit_id]
    of_sites = [row.cost_centre_id for row in case.site_centres if row.benefit_id == benefit_id]
    return list(dict.fromkeys([*listed, *of_sites]))


def weak_figures(loaded: Loaded, scope: Scope) -> pd.DataFrame:
    """List the figures that no source gives, of the rows that are seen.

    Returns:
        one row per table x column x source that is rated red: table, column, rows (how many), source, note.
    """
    found = [
        row
        for name, table in rows_seen(loaded.tables, scope).items()
        for row in _rated_cells(loaded, name, table)
        if row["rating"] == Rating.red
    ]
    frame = pd.DataFrame(found, columns=["table", "column", "source", "note", "rating"])
    grouped = frame.groupby(["table", "column", "source", "note"], as_index=False, sort=False).size()
    return grouped.rename(columns={"size": "rows"})[["table", "column", "rows", "source", "note"]]


@worked_once
def source_counts(loaded: Loaded) -> dict[str, int]:
    """Count figures by rating: green, amber, red."""
    ratings = [row["rating"] for name, table in loaded.tables.items() for row in _rated_cells(loaded, name, table)]
    return {rating.value: sum(found == rating for found in ratings) for rating in Rating}


def _rated_cells(loaded: Loaded, name: str, table: Table) -> Iterable[dict[str, object]]:
    spec = SPEC_OF[name]
    if spec.bulk:
        return
    numeric = [column for column in table.columns if _is_figure(name, column)]
    for row in table.dicts():
        for column in numeric:
            if column in row:
                source, rating, note = _source_of(loaded, name, row, column)
                yield {"table": name, "column": column, "source": source, "note": note, "rating": rating}


def _is_figure(table: str, column: str) -> bool:
    """True for a column that holds a measured or assumed number or a list of them, not an id, a year or a word."""
    return column not in SPEC_OF[table].key and "float" in str(SPEC_OF[table].model.model_fields[column].annotation)


def _source_of(loaded: Loaded, table: str, row: dict[str, str], column: str) -> tuple[str, Rating, str]:
    entry = _register_entry(loaded.figure_sources, table, row, column)
    if entry is not None:
        return entry.source, entry.rating, entry.note
    source = row.get("source", "")
    if not source:
        return _NO_SOURCE, Rating.red, ""
    if source.startswith(ILLUSTRATIVE):
        return source, Rating.red, ""
    grade = row.get("confidence_grade", "")
    return source, _OF_GRADE.get(int(grade), Rating.amber) if grade.isdigit() else Rating.amber, ""


def _register_entry(register: Iterable[FigureSource], table: str, row: dict[str, str], column: str) -> FigureSource | None:
    key = SPEC_OF[table].key
    own = row.get(key[0], "") if key else ""
    fitting = [entry for entry in register if entry.table == table and entry.column == column and entry.key in (None, own)]
    return next((entry for entry in fitting if entry.key is not None), fitting[0] if fitting else None)


def _place(loaded: Loaded, name: str, line_id: str) -> tuple[str, str, int, str, str]:
    table, key = loaded.tables[name], SPEC_OF[name].key[0]
    for row, line in zip(table.dicts(), table.lines, strict=True):
        if row.get(key, "").strip() == line_id:
            value_column = "unit_value_gbp" if name == "benefits" else "amount_gbp"
            source, rating, _ = _source_of(loaded, name, row, value_column)
            return name, table.file_name, line, source, rating.value
    raise KeyError(line_id)


def _cells(loaded: Loaded, table: Table, column: str, value: str) -> pd.DataFrame:
    rows = []
    for row, line in zip(table.dicts(), table.lines, strict=True):
        if row.get(column, "").strip() != value:
            continue
        for name in table.columns:
            if name in row and _is_figure(table.name, name):
                source, rating, _ = _source_of(loaded, table.name, row, name)
                rows.append((table.name, table.file_name, line, value, name, row[name], source, rating.value))
    return pd.DataFrame(rows, columns=["table", "file", "row", "key", "column", "value", "source", "rating"])
