"""Correct an effect: what a test taught, taken into the scale estimate: the effects table with an outcome's impact corrected."""

from collections.abc import Mapping

from core.domain.case.evidence import EffectScale
from core.domain.case.outcomes import EvidenceScale
from core.domain.tables import Table
from core.engine.evidence.scales import Baseline, change_for_each_person
from core.reports.changes.accept_effect import evidence_cells
from core.reports.changes.table_edits import six_figures, with_cells
from core.reports.evidence.predictions import Carried


def _evidence_corrected(row: Mapping[str, str], carried: Carried) -> dict[str, str]:
    """Evidence of a corrected effect: a difference for each person, its error in the same proportion as before."""
    scale, rate = EvidenceScale(row["evidence_scale"]), row.get("evidence_baseline_rate", "")
    measured = EffectScale.mean_difference if scale is EvidenceScale.difference else EffectScale(scale.value)
    baseline = Baseline(float(rate)) if rate else None
    change = change_for_each_person(float(row["evidence_mean"]), float(row["evidence_se"]), measured, baseline)
    error = change.standard_error * abs(carried.impact / change.value) if change.value else change.standard_error
    return {**evidence_cells(carried.impact, error, EffectScale.mean_difference, None), "impact_low": "", "impact_high": ""}


def carry_into_effects(tables: Mapping[str, Table], carried: Carried, *, grade: int, source: str) -> Table:
    """Make the effects table that carries a correction: impact and its range, grade and source; no other cell changes.

    Args:
        tables: tables of the version it is taken into.
        carried: what the test suggests.
        grade: confidence grade, 1 best to 6 worst.
        source: where the correction comes from.

    Raises:
        ValueError: no source is given.
    """
    if not source.strip():
        raise ValueError("say where the correction comes from")
    cells = {
        "impact": six_figures(carried.impact),
        "impact_low": six_figures(carried.impact_low),
        "impact_high": six_figures(carried.impact_high),
        "confidence_grade": str(grade),
        "source": source.strip(),
    }
    row = next(row for row in tables["effects"].dicts() if row.get("outcome_id", "").strip() == carried.outcome_id)
    if row.get("evidence_scale"):
        cells |= _evidence_corrected(row, carried)
    return with_cells(tables["effects"], {"outcome_id": carried.outcome_id}, cells)
