"""Tests every appraisal is put to: other rates and horizons, more optimism taken off, weaker and later effects, nobody adopting."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.domain.assumptions import Assumptions
from core.domain.case.case import Case
from core.domain.case.costs import Cost
from core.domain.case.outcomes import Effect
from core.domain.case.programme import DiscountSchedule
from core.engine.appraisal import appraise
from core.engine.formulas.discounting import level_rate
from core.engine.model.inputs import EvidenceRange
from core.engine.model.uncertain_inputs import evidence_of
from core.engine.simulation.draws import planned_options
from core.engine.simulation.expected import expected_values

HORIZONS = (5, 10, 20, 30)
LONG_HORIZON_YEARS = 50
LOW_END = 0.025  # of a 95% interval

Changed = tuple[Case, Assumptions]


@dataclass(frozen=True)
class TestedOption:
    """What one option comes to under one test, real GBP."""

    npsv_gbp: float
    net_cash_gbp: float


@dataclass(frozen=True)
class StandingTest:
    """One test of all options."""

    name: str  # as_entered, rate_3.0, low_pure_time_preference, horizon_10, optimism_doubled, effect_low, adoption_none,
    # avoidable_only, one_year_late
    options: dict[str, TestedOption]  # in the order of options.csv


def standing_tests(case: Case, assumptions: Assumptions, closed_centres: frozenset[str] = frozenset()) -> tuple[StandingTest, ...]:
    """Standing tests: put every option to every test that applies; the first is the case as entered.

    Source:
        docs/method.md#standing-tests
    """
    tests = [StandingTest(name, _tested(*changed, closed_centres)) for name, changed in _changes(case, assumptions)]
    return (*tests, *_of_appraisal(case, assumptions, closed_centres))


def _of_appraisal(case: Case, assumptions: Assumptions, closed_centres: frozenset[str]) -> Iterator[StandingTest]:
    """The two tests that every appraisal carries: what can be avoided alone, and everything one year late."""
    found = appraise(case, assumptions, closed_centres).options
    avoidable, late = dict[str, TestedOption](), dict[str, TestedOption]()
    for option_id, result in found.items():
        measures, standing = result.expected.measures, result.standing
        net_cash = measures.pv_cash_released_gbp - measures.pv_public_cost_gbp
        avoidable[option_id] = TestedOption(standing.avoidable_only_npsv_gbp, net_cash)
        late[option_id] = TestedOption(standing.one_year_late_npsv_gbp, standing.one_year_late_net_cash_gbp)
    yield StandingTest("avoidable_only", avoidable)
    yield StandingTest("one_year_late", late)


def _tested(case: Case, assumptions: Assumptions, closed_centres: frozenset[str]) -> dict[str, TestedOption]:
    found = {}
    for planned in planned_options(case, assumptions, closed_centres):
        values = expected_values(planned, (), 1)
        found[planned.option.option_id] = TestedOption(float(values.npsv_gbp[0]), float(values.net_cash_gbp[0]))
    return found


def _changes(case: Case, assumptions: Assumptions) -> Iterator[tuple[str, Changed]]:
    yield "as_entered", (case, assumptions)
    yield f"rate_{100 * assumptions.sensitivity_rate:.1f}", (case, _at_one_rate(assumptions))
    horizon, schedule = case.programme.horizon_years, case.programme.discount_schedule
    if horizon > LONG_HORIZON_YEARS and schedule is not DiscountSchedule.low_pure_time_preference:
        low = {"discount_schedule": DiscountSchedule.low_pure_time_preference}
        yield "low_pure_time_preference", (_programme_with(case, low), assumptions)
    for years in HORIZONS:
        if years != horizon:
            yield f"horizon_{years}", (_programme_with(case, {"horizon_years": years}), assumptions)
    yield "optimism_doubled", (_each(case, "costs", _bias_doubled), _optimism_doubled(assumptions))
    if any(effect.impact_low is not None or _evidence_of(effect) for effect in case.effects):
        yield "effect_low", (_each(case, "effects", _at_the_low_end), assumptions)
    if case.levers:
        yield "adoption_none", (_each(case, "levers", lambda lever: lever.model_copy(update={"p_adopted": 0.0})), assumptions)


def _at_one_rate(assumptions: Assumptions) -> Assumptions:
    """One rate for money in all years; health effects of people keep their own."""
    level = level_rate(assumptions.sensitivity_rate)
    changed = {name: bands if name == DiscountSchedule.health else level for name, bands in assumptions.discount.items()}
    return assumptions.model_copy(update={"discount": changed})


def _optimism_doubled(assumptions: Assumptions) -> Assumptions:
    cut = tuple(min(1.0, 2 * each) for each in assumptions.benefit_cut)
    return assumptions.model_copy(update={"benefit_cut": cut, "cost_uplift": tuple(2 * each for each in assumptions.cost_uplift)})


def _bias_doubled(cost: Cost) -> Cost:
    return cost if cost.optimism_bias is None else cost.model_copy(update={"optimism_bias": 2 * cost.optimism_bias})


def _at_the_low_end(effect: Effect) -> Effect:
    """The low end of the range; of evidence the low end of its 95% interval."""
    evidence = _evidence_of(effect)
    low = effect.impact_low if evidence is None else float(evidence.figures(np.array([LOW_END]))[0])
    return effect if low is None else effect.model_copy(update={"impact": low})


def _evidence_of(effect: Effect) -> EvidenceRange | None:
    evidence = evidence_of(effect)
    return evidence if evidence is not None and evidence.standard_error else None


def _programme_with(case: Case, changes: Mapping[str, Any]) -> Case:
    return case.model_copy(update={"programme": case.programme.model_copy(update=changes)})


def _each(case: Case, table: str, change: Callable[[Any], Any]) -> Case:
    return case.model_copy(update={table: tuple(change(row) for row in getattr(case, table))})
