"""Studies: every one, their pooled effect, the gaps, and what each outcome's figure rests on."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from core.domain.case.case import Case
from core.domain.case.evidence import Design, EffectScale, Evidence
from core.domain.case.outcomes import Effect, ImpactBasis, Outcome
from core.domain.evidence_rules import EvidenceRules
from core.engine.evidence.distributions import normal_quantile
from core.engine.evidence.pooling import Grouped, Method, Pooled, pool, pool_by_group
from core.engine.evidence.scales import Baseline, Penalty, scale_penalty

DEMONSTRATION, ROUTINE, NOT_SAID = "demonstration", "routine practice", "not said"
STUDY, GROUP, ALL, PREDICTION = "study", "group", "all", "prediction"
LOG_COLUMNS = (
    "evidence_id",
    "study",
    "outcome_id",
    "outcome",
    "site_id",
    "measured_on",
    "design",
    "level",
    "people",
    "effect",
    "standard_error",
    "effect_scale",
    "practice",
    "source",
)
FOREST_COLUMNS = ("kind", "group", "label", "effect", "low", "high", "weight_share", "people", "studies")
MAP_COLUMNS = ("outcome_id", "outcome", "design", "level", "studies", "people", "in_routine_practice")
CLAIM_COLUMNS = (
    "outcome_id",
    "outcome",
    "claim",
    "impact",
    "impact_low",
    "impact_high",
    "unit",
    "basis",
    "evidence",
    "studies",
    "grade",
    "source",
)


@dataclass(frozen=True)
class Poolable:
    """Studies of one outcome that stand on one scale, and how many had to be left out."""

    scale: EffectScale
    studies: tuple[Evidence, ...]
    on_other_scales: int
    without_figures: int


@dataclass(frozen=True)
class PenaltyFound:
    """The scale penalty an outcome's studies point to, with what it rests on."""

    penalty: Penalty
    demonstrations: Pooled
    practice: Pooled
    difference: float  # demonstrations less routine practice, on the studies' scale
    p_value: float


def evidence_log(case: Case, rules: EvidenceRules) -> pd.DataFrame:
    """List every study.

    Returns:
        one row per study, LOG_COLUMNS. level is on the Maryland scale, the one stated or else the design's usual one; people
        counts both arms; practice is demonstration, routine practice or not said.
    """
    titles = {row.outcome_id: row.title for row in case.outcomes}
    rows = [
        {
            "evidence_id": study.evidence_id,
            "study": study.title or study.evidence_id,
            "outcome_id": study.outcome_id,
            "outcome": titles[study.outcome_id],
            "site_id": study.site_id,
            "measured_on": study.measured_on,
            "design": study.design.value,
            "level": rules.level(study),
            "people": _people(study),
            "effect": study.effect,
            "standard_error": study.standard_error,
            "effect_scale": study.effect_scale.value if study.effect_scale else None,
            "practice": practice_of(study),
            "source": study.source,
        }
        for study in case.evidence
    ]
    return pd.DataFrame(rows, columns=list(LOG_COLUMNS))


def practice_of(study: Evidence) -> str:
    """Say whether a study is of a demonstration or of routine practice."""
    if study.in_routine_practice is None:
        return NOT_SAID
    return ROUTINE if study.in_routine_practice else DEMONSTRATION


def poolable(case: Case, outcome_id: str) -> Poolable | None:
    """Gather the studies of an outcome that can be pooled: those of the scale most of them use; None where there are none."""
    studies = [study for study in case.evidence if study.outcome_id == outcome_id]
    usable = [study for study in studies if study.effect is not None and study.standard_error and study.effect_scale]
    if not usable:
        return None
    scale = Counter(study.effect_scale for study in usable if study.effect_scale).most_common(1)[0][0]
    chosen = tuple(study for study in usable if study.effect_scale is scale)
    return Poolable(scale, chosen, len(usable) - len(chosen), len(studies) - len(usable))


def pooled_effect(case: Case, outcome_id: str, method: Method = Method.reml) -> Pooled | None:
    """Pool an outcome's studies; None where fewer than two can be."""
    usable = poolable(case, outcome_id)
    return pool(*_figures(usable.studies), method) if usable and len(usable.studies) > 1 else None


def forest(case: Case, outcome_id: str, method: Method = Method.reml) -> pd.DataFrame:
    """Lay an outcome's studies out for a forest plot, on the studies' own scale.

    Returns:
        one row per study (in groups, largest weight first), then per group, then all together, then the prediction for one
        further study; FOREST_COLUMNS. low and high are ends of the 95% range. Empty where there is nothing to draw.
    """
    usable = poolable(case, outcome_id)
    if usable is None:
        return pd.DataFrame(columns=list(FOREST_COLUMNS))
    every = pool(*_figures(usable.studies), method) if len(usable.studies) > 1 else None
    rows = _study_rows(usable.studies, every.tau2 if every else 0.0)
    if every:
        rows += [*_group_rows(usable.studies, method), *_all_rows(usable.studies, every)]
    return pd.DataFrame(rows, columns=list(FOREST_COLUMNS))


def penalty_from_evidence(
    case: Case, outcome_id: str, baseline: Baseline | None = None, method: Method = Method.reml
) -> PenaltyFound | str:
    """Find the scale penalty that demonstrations against routine practice point to, or why there is none.

    Args:
        case: the programme.
        outcome_id: the outcome.
        baseline: its rate without the work; needed where studies give ratios.
        method: how the variance between studies is found.
    """
    usable = poolable(case, outcome_id)
    told = [study for study in usable.studies if practice_of(study) != NOT_SAID] if usable else []
    if usable is None or {practice_of(study) for study in told} != {DEMONSTRATION, ROUTINE} or len(told) < 3:
        return "there must be studies of demonstrations and of routine practice, three or more in all, each with a standard error"
    grouped = _grouped(told, method)
    demonstrations, practice = grouped.groups[DEMONSTRATION], grouped.groups[ROUTINE]
    gap, _, p_value = grouped.difference(DEMONSTRATION, ROUTINE)
    try:
        penalty = scale_penalty(demonstrations, practice, usable.scale, baseline)
    except ValueError as reason:
        return str(reason)
    return PenaltyFound(penalty, demonstrations, practice, gap, p_value)


def evidence_map(case: Case, rules: EvidenceRules) -> pd.DataFrame:
    """Show where studies are and where there are none.

    Returns:
        one row per outcome x design, in the order of outcomes.csv and from the weakest design to the strongest, those
        without a study too; MAP_COLUMNS.
    """
    rows = []
    for outcome in case.outcomes:
        for design in rules.weakest_first:
            studies = [study for study in case.evidence if study.outcome_id == outcome.outcome_id and study.design is design]
            rows.append(
                {
                    "outcome_id": outcome.outcome_id,
                    "outcome": outcome.title,
                    "design": design.value,
                    "level": rules.level_of[design],
                    "studies": len(studies),
                    "people": sum(_people(study) for study in studies),
                    "in_routine_practice": sum(bool(study.in_routine_practice) for study in studies),
                }
            )
    return pd.DataFrame(rows, columns=list(MAP_COLUMNS))


def value_statement(case: Case, rules: EvidenceRules) -> pd.DataFrame:
    """Say for each outcome what is claimed, with its number, the evidence for it, and the grade.

    Returns:
        one row per outcome, in the order of outcomes.csv, CLAIM_COLUMNS. impact and grade are None where nothing is entered.
    """
    effects = {row.outcome_id: row for row in case.effects}
    rows = [_claim(case, outcome, effects.get(outcome.outcome_id), rules) for outcome in case.outcomes]
    return pd.DataFrame(rows, columns=list(CLAIM_COLUMNS))


def _claim(case: Case, outcome: Outcome, effect: Effect | None, rules: EvidenceRules) -> dict[str, object]:
    studies = [study for study in case.evidence if study.outcome_id == outcome.outcome_id]
    return {
        "outcome_id": outcome.outcome_id,
        "outcome": outcome.title,
        "claim": _claimed(outcome, effect),
        "impact": effect.impact if effect else None,
        "impact_low": effect.impact_low if effect else None,
        "impact_high": effect.impact_high if effect else None,
        "unit": outcome.unit,
        "basis": effect.impact_basis.value if effect else None,
        "evidence": _evidence_in_words(studies, rules),
        "studies": len(studies),
        "grade": effect.confidence_grade if effect else None,
        "source": effect.source if effect else None,
    }


def _claimed(outcome: Outcome, effect: Effect | None) -> str:
    if effect is None:
        return f"{outcome.title}: nothing is claimed"
    ends = "" if effect.impact_low is None else f" ({effect.impact_low:g} to {effect.impact_high:g})"
    against = "against comparable people" if effect.impact_basis is ImpactBasis.net else "before what would have happened anyway"
    return f"{outcome.title}: {effect.impact:g}{ends} {outcome.unit} for each person who completes, {against}"


def _evidence_in_words(studies: Sequence[Evidence], rules: EvidenceRules) -> str:
    if not studies:
        return "no study recorded"
    best = max(rules.level(study) for study in studies)
    lots = sum(study.design is Design.randomised for study in studies)
    routine = sum(bool(study.in_routine_practice) for study in studies)
    people = sum(_people(study) for study in studies)
    return (
        f"{len(studies)} {'study' if len(studies) == 1 else 'studies'} of {people:,.0f} people, "
        f"{lots} randomised, {routine} in routine practice, best level {best}"
    )


def _people(study: Evidence) -> float:
    return (study.people_treated or 0.0) + (study.people_comparison or 0.0)


def _figures(studies: Sequence[Evidence]) -> tuple[list[float], list[float]]:
    return [study.effect or 0.0 for study in studies], [study.standard_error or 0.0 for study in studies]


def _grouped(studies: Sequence[Evidence], method: Method) -> Grouped:
    return pool_by_group(*_figures(studies), [practice_of(study) for study in studies], method)


def _study_rows(studies: Sequence[Evidence], tau2: float) -> list[dict[str, object]]:
    weights = {study.evidence_id: 1 / ((study.standard_error or 0.0) ** 2 + tau2) for study in studies}
    total, reach = sum(weights.values()), normal_quantile(0.975)
    order = sorted(studies, key=lambda study: (practice_of(study), -weights[study.evidence_id]))
    return [
        {
            "kind": STUDY,
            "group": practice_of(study),
            "label": study.title or study.evidence_id,
            "effect": effect,
            "low": effect - reach * error,
            "high": effect + reach * error,
            "weight_share": weights[study.evidence_id] / total,
            "people": _people(study),
            "studies": 1,
        }
        for study, effect, error in zip(order, *_figures(order), strict=True)
    ]


def _group_rows(studies: Sequence[Evidence], method: Method) -> list[dict[str, object]]:
    names = {practice_of(study) for study in studies}
    if len(names) < 2 or len(studies) <= len(names):
        return []
    people = {name: sum(_people(study) for study in studies if practice_of(study) == name) for name in names}
    groups = _grouped(studies, method).groups
    return [_mean_row(GROUP, name, f"{name.capitalize()}, together", each, people[name]) for name, each in groups.items()]


def _all_rows(studies: Sequence[Evidence], every: Pooled) -> list[dict[str, object]]:
    people = sum(_people(study) for study in studies)
    low, high = every.prediction()
    row = _mean_row(ALL, "", "All together", every, people)
    return [row, {**row, "kind": PREDICTION, "label": "One further study", "low": low, "high": high}]


def _mean_row(kind: str, group: str, label: str, found: Pooled, people: float) -> dict[str, object]:
    low, high = found.interval()
    figures = {"effect": found.effect, "low": low, "high": high, "weight_share": None}
    return {"kind": kind, "group": group, "label": label, **figures, "people": people, "studies": found.studies}
