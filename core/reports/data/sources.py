"""Sources: from a figure back to the rows it was worked out from: file, line, source, version and rating."""

from collections.abc import Iterable

import pandas as pd

from core.access.redaction import places_seen
from core.access.scope import Scope, rows_seen
from core.domain.assumptions import FigureSource
from core.domain.case.case import Case
from core.domain.tables import SPEC_OF, Table
from core.domain.vintages import Rating
from core.reports.appraisals import Appraised, Loaded
from core.reports.cache import worked_once
from core.reports.flows import flows, titles_in_flows

ILLUSTRATIVE = "Illustrative"
_OF_GRADE = {1: Rating.green, 2: Rating.green, 3: Rating.amber, 4: Rating.amber, 5: Rating.red, 6: Rating.red}
_NO_SOURCE = "No source given"
_VALUE_COLUMN = {"benefits": "unit_value_gbp", "costs": "amount_gbp", "cost_centres": "closing_gbp"}


@worked_once
def lines_behind(appraised: Appraised, option_id: str) -> pd.DataFrame:
    """List the rows behind every figure of an option, with what each brings or costs.

    Returns:
        one row per side x line x partner, largest first: partner_id, partner, side, line_id, line, pv_gbp, pv_cash_gbp, table,
        file, row (as Excel counts it), source, rating, version. They add up to the option's totals.
    """
    flow = flows(appraised, option_id)
    sums = flow.groupby(["side", "partner_id", "line_id", "line"], as_index=False)[["pv_gbp", "pv_cash_gbp"]].sum()
    costs = {row.cost_id for row in appraised.case.costs}
    table = [_table_of(side, line in costs) for side, line in zip(sums.side, sums.line_id, strict=True)]
    found = [_place(appraised.loaded, name, line) for name, line in zip(table, sums.line_id, strict=True)]
    sums.insert(1, "partner", sums.partner_id.map(titles_in_flows(appraised.case)))
    places = pd.DataFrame(found, columns=["table", "file", "row", "source", "rating"])
    both = pd.concat([sums, places], axis=1).assign(version=appraised.loaded.version.number)
    return both.sort_values(["side", "pv_gbp"], ascending=[True, False], kind="stable").reset_index(drop=True)


def _table_of(side: str, is_cost: bool) -> str:
    """The table a line stands in; what closing steps costs stands with the cost centre."""
    return "benefits" if side == "gains" else "costs" if is_cost else "cost_centres"


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
    elif any(row.cost_centre_id == line_id for row in case.cost_centres) and all(row.cost_id != line_id for row in case.costs):
        wanted = [("cost_centres", "cost_centre_id", line_id)]
    else:
        wanted = [("costs", "cost_id", line_id), ("cost_shares", "cost_id", line_id)]
    tables = rows_seen(appraised.loaded.tables, scope)
    frames = [_cells(appraised.loaded, tables[name], column, value) for name, column, value in wanted if name in tables]
    return places_seen(pd.concat(frames, ignore_index=True), scope) if frames else pd.DataFrame()


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
    figures = [
        row
        for name, table in rows_seen(loaded.tables, scope).items()
        for row in _rated_cells(loaded, name, table)
        if row["rating"] == Rating.red
    ]
    frame = pd.DataFrame(figures, columns=["table", "column", "source", "note", "rating"])
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


def source_of_cell(loaded: Loaded, name: str) -> tuple[str, Rating]:
    """Source and rating of one figure, named as the drivers name it: table/key/column."""
    table, key, column = name.split("/")
    keyed = SPEC_OF[table].key[0]
    row = next((row for row in loaded.tables[table].dicts() if row.get(keyed, "").strip() == key), {})
    source, rating, _ = _source_of(loaded, table, row, column)
    return source, rating


def _register_entry(register: Iterable[FigureSource], table: str, row: dict[str, str], column: str) -> FigureSource | None:
    key = SPEC_OF[table].key
    own = row.get(key[0], "") if key else ""
    fitting = [entry for entry in register if entry.table == table and entry.column == column and entry.key in (None, own)]
    return next((entry for entry in fitting if entry.key is not None), fitting[0] if fitting else None)


def _place(loaded: Loaded, name: str, line_id: str) -> tuple[str, str, int, str, str]:
    table, key = loaded.tables[name], SPEC_OF[name].key[0]
    for row, line in zip(table.dicts(), table.lines, strict=True):
        if row.get(key, "").strip() == line_id:
            source, rating, _ = _source_of(loaded, name, row, _VALUE_COLUMN[name])
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
