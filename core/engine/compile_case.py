"""A case as arrays: what all its options share. Rows are put in order of their keys, so the order of a file changes nothing."""

from dataclasses import dataclass

import numpy as np

from core.domain.assumptions import Assumptions
from core.domain.benefits import BenefitClass, ValueKind
from core.domain.case import Case
from core.domain.outcomes import Effect
from core.domain.programme import DiscountSchedule, Population
from core.engine.arrays import Flags, Floats, Whole
from core.engine.compile_centres import CentreRows, compile_centres
from core.engine.discounting import discount_factors
from core.engine.optimism import by_grade
from core.engine.persistence import effect_operator
from core.engine.prices import price_factor
from core.engine.shares import share_matrix
from core.engine.stock_flow import stock


@dataclass(frozen=True)
class OutcomeArrays:
    """(outcomes,) unless said."""

    ids: tuple[str, ...]
    impact: Floats
    deadweight: Floats
    kept_share: Floats  # attribution and what the confidence grade leaves
    wide_units_per_person: Floats  # units a person prevented for a year avoids, after the grade's cut
    most_units: Floats | None  # (years, outcomes) units there are to avoid; infinite where no limit is known
    operator: tuple[Floats, ...]  # one (years, years) for each outcome
    echoes: tuple[tuple[tuple[int, float], ...], ...]  # the same for each outcome: years later, and the share then in effect


@dataclass(frozen=True)
class BenefitArrays:
    """(benefits,) unless said."""

    ids: tuple[str, ...]
    outcome: Whole
    unit_value_gbp: Floats
    price_factor: Floats
    is_fiscal: Flags
    is_public_value: Flags
    is_health: Flags
    fall_share: Floats  # (benefits, partners)


@dataclass(frozen=True)
class CaseArrays:
    """Everything the options of a case share."""

    years: int
    partner_ids: tuple[str, ...]
    site_ids: tuple[str, ...]
    outcomes: OutcomeArrays
    benefits: BenefitArrays
    centres: CentreRows
    population: Population | None
    stock_as_usual: Floats  # (years,) people, 0 without a population
    money_factors: Floats  # (years,)
    health_factors: Floats  # (years,)


def compile_case(case: Case, assumptions: Assumptions, closed_centres: frozenset[str]) -> CaseArrays:
    """Put a case into arrays.

    Raises:
        ValueError: when a price year it needs has no index, or a year no discount rate.
    """
    years = case.programme.horizon_years + 1
    partner_ids = tuple(sorted(partner.partner_id for partner in case.partners))
    as_usual = _stock_as_usual(case.population, years)
    outcomes = _compile_outcomes(case, assumptions, as_usual)
    money, health = _factors(case, assumptions)
    return CaseArrays(
        years=years,
        partner_ids=partner_ids,
        site_ids=tuple(sorted(site.site_id for site in case.sites)),
        outcomes=outcomes,
        benefits=_compile_benefits(case, outcomes.ids, partner_ids),
        centres=compile_centres(case, outcomes.ids, closed_centres),
        population=case.population,
        stock_as_usual=as_usual,
        money_factors=money,
        health_factors=health,
    )


def _stock_as_usual(population: Population | None, years: int) -> Floats:
    if population is None:
        return np.zeros(years)
    inflow = np.full((1, years), population.inflow_per_year)
    stay = np.full((1, years), 1 - population.exit_rate)
    return np.asarray(stock(population.people_with_problem, inflow, stay)[0])


def _factors(case: Case, assumptions: Assumptions) -> tuple[Floats, Floats]:
    """Discount factors of money, and of the health effects of people: cash is never at the health rates."""
    schedule = case.programme.discount_schedule
    horizon = case.programme.horizon_years
    money = DiscountSchedule.standard if schedule is DiscountSchedule.health else schedule
    money_factors = discount_factors(assumptions.discount[money], horizon)
    if schedule is money:
        return money_factors, money_factors
    return money_factors, discount_factors(assumptions.discount[schedule], horizon)


def _compile_outcomes(case: Case, assumptions: Assumptions, as_usual: Floats) -> OutcomeArrays:
    ids = tuple(sorted(outcome.outcome_id for outcome in case.outcomes))
    effect_of = {effect.outcome_id: effect for effect in case.effects}
    effects = [effect_of.get(outcome_id) for outcome_id in ids]
    kept = np.array([_kept(effect, assumptions) for effect in effects])
    attribution = np.array([effect.attribution if effect else 0.0 for effect in effects])
    wide, most = _place_wide(case.population, effects, as_usual)
    years = len(as_usual)
    return OutcomeArrays(
        ids=ids,
        impact=np.array([effect.impact if effect else 0.0 for effect in effects]),
        deadweight=np.array([effect.deadweight if effect else 0.0 for effect in effects]),
        kept_share=attribution * kept,
        wide_units_per_person=wide * kept,
        most_units=most,
        operator=tuple(_operator(effect, years) for effect in effects),
        echoes=tuple(_echoes(effect, years) for effect in effects),
    )


def _operator(effect: Effect | None, years: int) -> Floats:
    return effect_operator(years, effect.lag_years, effect.persistence) if effect else np.zeros((years, years))


def _echoes(effect: Effect | None, years: int) -> tuple[tuple[int, float], ...]:
    later = enumerate(effect.persistence, start=effect.lag_years) if effect else ()
    return tuple((back, share) for back, share in later if back < years and share)


def _kept(effect: Effect | None, assumptions: Assumptions) -> float:
    return 1 - by_grade(assumptions.benefit_cut, effect.confidence_grade if effect else None)


def _place_wide(population: Population | None, effects: list[Effect | None], as_usual: Floats) -> tuple[Floats, Floats | None]:
    """Units each person with the problem causes a year, and the most units there are to avoid."""
    causes = [effect.units_per_person_year if effect and population else None for effect in effects]
    if all(each is None for each in causes):
        return np.zeros(len(effects)), None
    known = np.array([np.nan if each is None else each for each in causes])
    most = as_usual[:, None] * known
    return np.nan_to_num(known), np.where(np.isnan(most), np.inf, most)


def _compile_benefits(case: Case, outcome_ids: tuple[str, ...], partner_ids: tuple[str, ...]) -> BenefitArrays:
    rows = sorted(case.benefits, key=lambda row: row.benefit_id)
    ids = tuple(row.benefit_id for row in rows)
    index = {row.year: row.index for row in case.deflators}
    to_year = case.programme.prices_of
    falls = ((row.benefit_id, row.partner_id, row.fall_share) for row in case.benefit_falls)
    return BenefitArrays(
        ids=ids,
        outcome=np.array([outcome_ids.index(row.outcome_id) for row in rows], dtype=np.intp),
        unit_value_gbp=np.array([row.unit_value_gbp for row in rows]),
        price_factor=np.array([price_factor(index, row.price_year, to_year) for row in rows]),
        is_fiscal=np.array([row.benefit_class is BenefitClass.fiscal for row in rows], dtype=bool),
        is_public_value=np.array([row.is_public_value for row in rows], dtype=bool),
        is_health=np.array([row.value_kind is ValueKind.wellbeing for row in rows], dtype=bool),
        fall_share=share_matrix(ids, partner_ids, falls),
    )
