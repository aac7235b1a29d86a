"""An effect taken into the case: which cells change, and what that moves in pounds. Nothing is written here."""

import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from core.domain.evidence import EffectScale
from core.domain.outcomes import ImpactBasis
from core.domain.problems import Problem
from core.domain.scenario import Scenario
from core.domain.tables import Table
from core.engine.appraise import appraise
from core.engine.evidence.scales import Baseline, Change, change_for_each_person
from core.ingest.case import build_case
from core.reports.appraisals import Loaded, appraise_loaded
from core.reports.changes import cells_changed, effect_in_pounds

RANGES = (0.8, 0.95)
_DEADWEIGHT = ("deadweight", "deadweight_low", "deadweight_high")


@dataclass(frozen=True)
class Accepting:
    """What accepting an effect would do. `problems` keep it out; `effect` is then empty."""

    effects: Table
    problems: tuple[Problem, ...]
    cells: pd.DataFrame  # as core.reports.changes.cells_changed
    effect: pd.DataFrame  # as core.reports.changes.effect_in_pounds


def accept_effect(
    tables: Mapping[str, Table],
    outcome_id: str,
    effect: float,
    standard_error: float,
    *,
    grade: int,
    source: str,
    scale: EffectScale = EffectScale.risk_difference,
    baseline: Baseline | None = None,
    coverage: float = 0.95,
    basis: ImpactBasis = ImpactBasis.net,
) -> Table:
    """Make the effects table that carries an effect: its value, range, basis, grade and source; no other cell changes.

    A net effect has its deadweight off already, so the row's deadweight cells are emptied. The source says which range it is.
    An outcome without a row gets one.

    Args:
        tables: tables of the version it is taken into.
        outcome_id: the outcome.
        effect: on `scale`, above 0 for the better.
        standard_error: on the same scale.
        grade: confidence grade, 1 best to 6 worst.
        source: where the effect comes from.
        scale: a ratio is turned into units for each person at the baseline.
        baseline: how the outcome stands without the work; needed for ratios.
        coverage: 0.8 or 0.95, the chance that the range from impact_low to impact_high holds the effect.
        basis: net where it was measured against comparable people.

    Raises:
        ValueError: for an outcome that is not there, a coverage other than these, a ratio without a baseline, or no source.
    """
    if coverage not in RANGES:
        raise ValueError(f"a range of {coverage:.0%} is not offered: choose 80% or 95%")
    if not source.strip():
        raise ValueError("say where the effect comes from")
    if outcome_id not in {row.get("outcome_id", "").strip() for row in tables["outcomes"].dicts()}:
        raise ValueError(f"{outcome_id} is not an outcome of this programme: add it to outcomes.csv first")
    change = change_for_each_person(effect, standard_error, scale, baseline, coverage)
    return _with_cells(tables["effects"], outcome_id, _cells(change, grade, source.strip(), basis))


def what_accepting_moves(loaded: Loaded, effects: Table) -> Accepting:
    """Work out what an effects table would change in a version: its cells, and every option's net figures in pounds."""
    tables = {**loaded.tables, "effects": effects}
    reading = build_case(tables)
    cells = cells_changed(loaded.tables, {"effects": effects})
    if reading.case is None:
        return Accepting(effects, reading.problems, cells, pd.DataFrame())
    before = appraise_loaded(loaded, Scenario()).appraisal
    return Accepting(effects, (), cells, effect_in_pounds(before, appraise(reading.case, loaded.assumptions), reading.case))


def _cells(change: Change, grade: int, source: str, basis: ImpactBasis) -> dict[str, str]:
    emptied = dict.fromkeys(_DEADWEIGHT, "") if basis is ImpactBasis.net else {}
    return {
        "impact": _text(change.value),
        "impact_low": _text(change.low),
        "impact_high": _text(change.high),
        "impact_basis": basis.value,
        "confidence_grade": str(grade),
        "source": f"{source} (range: {change.coverage:.0%})",
        **emptied,
    }


def _text(value: float) -> str:
    """Write a figure with six significant digits and no exponent, as people read it."""
    return np.format_float_positional(value, precision=6, unique=False, fractional=False, trim="-")


def _with_cells(table: Table, outcome_id: str, cells: Mapping[str, str]) -> Table:
    added = tuple(name for name, cell in cells.items() if name not in table.columns and cell)
    columns = (*table.columns, *added)
    key = table.columns.index("outcome_id")
    rows = [(*row, *("" for _ in added)) for row in table.rows]
    lines = list(table.lines)
    if not any(row[key].strip() == outcome_id for row in rows):
        rows.append(tuple(outcome_id if name == "outcome_id" else "" for name in columns))
        lines.append(max(lines, default=1) + 1)
    changed = tuple(
        tuple(cells.get(name, cell) for name, cell in zip(columns, row, strict=True)) if row[key].strip() == outcome_id else row
        for row in rows
    )
    return replace(table, columns=columns, rows=changed, lines=tuple(lines), sha256=_hash(columns, changed))


def _hash(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([columns, *rows])
    return hashlib.sha256(written.getvalue().encode()).hexdigest()
