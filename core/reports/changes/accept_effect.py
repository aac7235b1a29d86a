"""Accept an effect: which cells change when it is taken into the case, and what that moves in pounds. Nothing is written here."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.domain.case.evidence import EffectScale
from core.domain.case.outcomes import EvidenceScale, ImpactBasis
from core.domain.problems import Problem
from core.domain.scenario import Scenario
from core.domain.tables import Table
from core.engine.appraisal import appraise
from core.engine.evidence.scales import Baseline, Change, change_for_each_person
from core.ingest.case import build_case
from core.reports.appraisals import Loaded, appraise_loaded
from core.reports.changes.differences import cells_changed, effect_in_pounds
from core.reports.changes.table_edits import six_figures, with_cells, with_rows

RANGES = (0.8, 0.95)
_DEADWEIGHT = ("deadweight", "deadweight_low", "deadweight_high")


@dataclass(frozen=True)
class Accepting:
    """What accepting an effect would do. `problems` keep it out; `effect` is then empty."""

    effects: Table
    problems: tuple[Problem, ...]
    cells: pd.DataFrame  # as core.reports.changes.differences.cells_changed
    effect: pd.DataFrame  # as core.reports.changes.differences.effect_in_pounds


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
    """Accept an effect: the effects table that carries its value, evidence, range, basis, grade and source; nothing else changes.

    The evidence columns say what was measured, on its own scale, so that a simulation draws it there and not between hard
    ends; the range from impact_low to impact_high is what people read. A net effect has its deadweight off already, so the row's
    deadweight cells are emptied. An effect that was measured follows no other outcome any more. The source says which range it
    is. An outcome without a row gets one.

    Args:
        tables: tables of the version it is taken into.
        outcome_id: the outcome.
        effect: on `scale`, above 0 for the better.
        standard_error: on the same scale.
        grade: confidence grade, 1 best to 6 worst.
        source: where the effect comes from.
        scale: a ratio is turned into units for each person at the baseline.
        baseline: the rate of the outcome without the work; needed for ratios.
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
    evidence = evidence_cells(effect, standard_error, scale, baseline)
    effects, key = tables["effects"], {"outcome_id": outcome_id}
    is_there = any(row.get("outcome_id", "").strip() == outcome_id for row in effects.dicts())
    return with_cells(
        effects if is_there else with_rows(effects, [key]),
        key,
        {**_alone(effects), **_cells(change, grade, source.strip(), basis), **evidence},
    )


def what_accepting_moves(loaded: Loaded, effects: Table) -> Accepting:
    """Work out what an effects table would change in a version: its cells, and every option's net figures in pounds."""
    tables = {**loaded.tables, "effects": effects}
    reading = build_case(tables)
    cells = cells_changed(loaded.tables, {"effects": effects})
    if reading.case is None:
        return Accepting(effects, reading.problems, cells, pd.DataFrame())
    before = appraise_loaded(loaded, Scenario()).appraisal
    return Accepting(effects, (), cells, effect_in_pounds(before, appraise(reading.case, loaded.assumptions), reading.case))


def evidence_cells(effect: float, standard_error: float, scale: EffectScale, baseline: Baseline | None) -> dict[str, str]:
    """Evidence cells of an effect: its mean and standard error on the scale it was measured on, and the rate without the work.

    Where more is the aim, the log odds of having the outcome are those of not having it with the sign turned, so that the other
    rate is written. A log risk ratio has no such counterpart, and is written as a difference for each person.

    Args:
        effect: on `scale`, above 0 for the better.
        standard_error: on the same scale.
        scale: how it was measured.
        baseline: the rate of the outcome without the work; for ratios.

    Source:
        docs/method.md#uncertainty
    """
    fewer = baseline is None or baseline.fewer_is_better
    written: tuple[EvidenceScale, float, float, float | None]
    if scale is EffectScale.log_odds_ratio and baseline is not None:
        written = (EvidenceScale.log_odds_ratio, effect, standard_error, baseline.rate if fewer else 1 - baseline.rate)
    elif scale is EffectScale.log_risk_ratio and baseline is not None and fewer:
        written = (EvidenceScale.log_risk_ratio, effect, standard_error, baseline.rate)
    else:
        change = change_for_each_person(effect, standard_error, scale, baseline)
        written = (EvidenceScale.difference, change.value, change.standard_error, None)
    name, mean, error, rate = written
    return {
        "impact": _exactly(change_for_each_person(effect, standard_error, scale, baseline).value),
        "evidence_scale": name.value,
        "evidence_mean": _exactly(mean),
        "evidence_se": _exactly(error),
        "evidence_baseline_rate": "" if rate is None else _exactly(rate),
    }


def _exactly(value: float) -> str:
    """A figure that says the same as others worked out from it, to a millionth."""
    return np.format_float_positional(value, precision=10, unique=True, fractional=False, trim="-")


def _alone(effects: Table) -> dict[str, str]:
    """Empty the parent of a row, where the table names parents."""
    return {"parent_outcome_id": ""} if "parent_outcome_id" in effects.columns else {}


def _cells(change: Change, grade: int, source: str, basis: ImpactBasis) -> dict[str, str]:
    emptied = dict.fromkeys(_DEADWEIGHT, "") if basis is ImpactBasis.net else {}
    return {
        "impact": six_figures(change.value),
        "impact_low": six_figures(change.low),
        "impact_high": six_figures(change.high),
        "impact_basis": basis.value,
        "confidence_grade": str(grade),
        "source": f"{source} (range: {change.coverage:.0%})",
        **emptied,
    }
