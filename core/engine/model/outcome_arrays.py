"""Outcomes as arrays: what a completer changes, how it fades, and which outcome follows which."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from core.domain.assumptions import Assumptions
from core.domain.case.case import Case
from core.domain.case.outcomes import Effect
from core.domain.case.programme import EffectTiming
from core.engine.arrays import Floats
from core.engine.formulas.effect_timing import effect_operator, shares_in_effect
from core.engine.formulas.optimism_bias import by_grade


@dataclass(frozen=True)
class Timing:
    """How new units come into effect; outcomes that fade alike share it."""

    lag_years: int
    shares: tuple[float, ...]  # in effect in each year after the lag
    operator: Floats  # (years, years)


@dataclass(frozen=True)
class OutcomeArrays:
    """(outcomes,) unless said."""

    ids: tuple[str, ...]
    has_effect: tuple[bool, ...]
    impact: Floats  # units for each completer; of a child, for each unit of its parent
    deadweight: Floats
    attribution: Floats
    kept: Floats  # what the worst grade of an outcome and its parents leaves
    parent: tuple[int | None, ...]
    in_order: tuple[int, ...]  # parents before their children
    units_per_person: Floats  # units a person with the problem causes a year; nan where nobody says
    most_units: Floats  # (years, outcomes) units there are to avoid; infinite where no limit is known
    timing_of: tuple[int, ...]
    timings: tuple[Timing, ...]


def compile_outcomes(case: Case, assumptions: Assumptions, as_usual: Floats, years_late: int) -> OutcomeArrays:
    """Lay the outcomes out.

    Args:
        case: the programme.
        assumptions: confidence grades.
        as_usual: (years,) people with the problem when nothing is done.
        years_late: by how many years every effect comes later than entered.

    Raises:
        ValueError: when outcomes follow each other in a circle, or one that has no effect.
    """
    ids = tuple(sorted(outcome.outcome_id for outcome in case.outcomes))
    effects = {effect.outcome_id: effect for effect in case.effects}
    rows = [effects.get(outcome_id) for outcome_id in ids]
    chains = [tuple(_with_parents(effects, outcome_id)) if row else () for outcome_id, row in zip(ids, rows, strict=True)]
    known = [row.units_per_person_year if row and case.population else None for row in rows]
    causes = np.array([np.nan if each is None else each for each in known])
    most = as_usual[:, None] * causes
    timing_of, timings = _timings(case, rows, len(as_usual), years_late)
    return OutcomeArrays(
        ids=ids,
        has_effect=tuple(row is not None for row in rows),
        impact=np.array([row.impact if row else 0.0 for row in rows]),
        deadweight=np.array([row.deadweight if row else 0.0 for row in rows]),
        attribution=np.array([row.attribution if row else 1.0 for row in rows]),
        kept=np.array([1 - _cut(assumptions, chain) for chain in chains]),
        parent=tuple(ids.index(row.parent_outcome_id) if row and row.parent_outcome_id else None for row in rows),
        in_order=tuple(sorted(range(len(ids)), key=lambda at: (len(chains[at]), at))),
        units_per_person=causes,
        most_units=np.where(np.isnan(most), np.inf, most),
        timing_of=timing_of,
        timings=timings,
    )


def _with_parents(effects: Mapping[str, Effect], outcome_id: str) -> Iterator[Effect]:
    """The effect of an outcome, of its parent, of that one's parent."""
    seen: set[str] = set()
    at: str | None = outcome_id
    while at is not None:
        if at in seen or at not in effects:
            raise ValueError(f"the parents of {outcome_id} must each have an effect and must not lead back to it: see {at}")
        seen.add(at)
        yield effects[at]
        at = effects[at].parent_outcome_id


def _cut(assumptions: Assumptions, chain: tuple[Effect, ...]) -> float:
    """The cut of the worst grade, taken once."""
    grades = [effect.confidence_grade for effect in chain if effect.confidence_grade is not None]
    return by_grade(assumptions.benefit_cut, max(grades, default=None))


def _timings(case: Case, rows: list[Effect | None], years: int, years_late: int) -> tuple[tuple[int, ...], tuple[Timing, ...]]:
    mid_year = case.programme.effect_timing is EffectTiming.mid_year
    keys = [(row.lag_years + years_late, shares_in_effect(row.persistence, mid_year=mid_year)) if row else (0, ()) for row in rows]
    unique = list(dict.fromkeys(keys))
    timings = tuple(Timing(lag, shares, effect_operator(years, lag, shares)) for lag, shares in unique)
    return tuple(unique.index(key) for key in keys), timings
