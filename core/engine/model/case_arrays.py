"""A case as arrays: what all its options share. Rows are put in order of their keys, so the order of a file changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.domain.assumptions import Assumptions
from core.domain.case.benefits import Budget, ValueKind
from core.domain.case.case import Case
from core.domain.case.programme import DiscountSchedule, Partner, PartnerKind, Population
from core.engine.arrays import Flags, Floats, Whole
from core.engine.formulas.discounting import discount_factors
from core.engine.formulas.partner_shares import share_matrix
from core.engine.formulas.population import stock
from core.engine.formulas.prices import PriceIndex, price_factor, price_index
from core.engine.model.centre_arrays import PlaceArrays, Prices, compile_places
from core.engine.model.outcome_arrays import OutcomeArrays, compile_outcomes

NOT_DEPARTMENTAL = (PartnerKind.business, PartnerKind.residents)


@dataclass(frozen=True)
class BenefitArrays:
    """(benefits,) unless said."""

    ids: tuple[str, ...]
    outcome: Whole
    unit_value_gbp: Floats
    price_factor: Floats
    growth: Floats  # (years, benefits) what a unit is worth in each year against year 0
    growth_class: Whole  # lines of one class grow alike
    is_fiscal: Flags
    is_public_value: Flags
    is_health: Flags
    gain_share: Floats  # share of a gain that can be avoided: of a fiscal line its variable and step shares, else all
    harm_share: Floats  # share of a harm that costs money: of a fiscal line all but its fixed share, else all
    fall_share: Floats  # (benefits, partners)
    managed_share: Floats  # (benefits, partners) of that, what the Exchequer manages annually


@dataclass(frozen=True)
class CaseArrays:
    """Everything the options of a case share."""

    years: int
    partner_ids: tuple[str, ...]
    site_ids: tuple[str, ...]
    outcomes: OutcomeArrays
    benefits: BenefitArrays
    places: PlaceArrays
    population: Population | None
    stock_as_usual: Floats  # (years,) people, 0 without a population
    money_factors: Floats  # (years,)
    health_factors: Floats  # (years,)
    prices: PriceIndex
    years_late: int  # by which every effect and every adoption comes late

    @property
    def has_health_rates(self) -> bool:
        """True when the health effects of people are discounted at rates of their own."""
        return self.health_factors is not self.money_factors


def compile_case(
    case: Case,
    assumptions: Assumptions,
    closed_centres: frozenset[str] = frozenset(),
    *,
    years_late: int = 0,
    factors: Floats | None = None,
) -> CaseArrays:
    """Put a case into arrays.

    Args:
        case: the programme, checked.
        assumptions: discount rates and confidence grades.
        closed_centres: cost centres that do not take part: no line releases anything there.
        years_late: by how many years every effect and every adoption comes later than entered.
        factors: (years,) what real money of each year is multiplied by in every sum; None for discounting, by the schedule.

    Raises:
        ValueError: when a price year it needs has no index, or a year no discount rate.
    """
    years = case.programme.horizon_years + 1
    partner_ids = tuple(sorted(partner.partner_id for partner in case.partners))
    as_usual = _stock_as_usual(case.population, years)
    outcomes = compile_outcomes(case, assumptions, as_usual, years_late)
    money, health = _factors(case, assumptions) if factors is None else (factors, factors)
    index = price_index(case.deflators, assumptions.gdp_deflators)
    return CaseArrays(
        years=years,
        partner_ids=partner_ids,
        site_ids=tuple(sorted(site.site_id for site in case.sites)),
        outcomes=outcomes,
        benefits=_compile_benefits(case, outcomes.ids, partner_ids, index),
        places=compile_places(case, outcomes.ids, partner_ids, Prices(index, case.programme.prices_of), closed_centres),
        population=case.population,
        stock_as_usual=as_usual,
        money_factors=money,
        health_factors=health,
        prices=index,
        years_late=years_late,
    )


def _stock_as_usual(population: Population | None, years: int) -> Floats:
    if population is None:
        return np.zeros(years)
    inflow = np.full((years, 1), population.inflow_per_year)
    stay = np.full((years, 1), 1 - population.exit_rate)
    return np.asarray(stock(population.people_with_problem, inflow, stay)[:, 0])


def _factors(case: Case, assumptions: Assumptions) -> tuple[Floats, Floats]:
    """Discount factors of money, and of the health effects of people: cash is never at the health rates."""
    schedule = case.programme.discount_schedule
    horizon = case.programme.horizon_years
    money = DiscountSchedule.standard if schedule is DiscountSchedule.health else schedule
    money_factors = discount_factors(assumptions.discount[money], horizon)
    if schedule is money:
        return money_factors, money_factors
    return money_factors, discount_factors(assumptions.discount[schedule], horizon)


def _compile_benefits(
    case: Case, outcome_ids: tuple[str, ...], partner_ids: tuple[str, ...], index: Mapping[int, float]
) -> BenefitArrays:
    rows = sorted(case.benefits, key=lambda row: row.benefit_id)
    ids = tuple(row.benefit_id for row in rows)
    rates = np.array([row.real_growth_rate for row in rows])
    falls = share_matrix(ids, partner_ids, ((row.benefit_id, row.partner_id, row.fall_share) for row in case.benefit_falls))
    return BenefitArrays(
        ids=ids,
        outcome=np.array([outcome_ids.index(row.outcome_id) for row in rows], dtype=np.intp),
        unit_value_gbp=np.array([row.unit_value_gbp for row in rows]),
        price_factor=np.array([price_factor(index, row.price_year, case.programme.prices_of) for row in rows]),
        growth=(1 + rates) ** np.arange(case.programme.horizon_years + 1)[:, None],
        growth_class=np.asarray(np.unique(rates, return_inverse=True)[1], dtype=np.intp),
        is_fiscal=np.array([row.is_fiscal for row in rows], dtype=bool),
        is_public_value=np.array([row.is_public_value for row in rows], dtype=bool),
        is_health=np.array([row.value_kind is ValueKind.wellbeing for row in rows], dtype=bool),
        gain_share=np.array([(row.variable_share or 0.0) + (row.step_share or 0.0) if row.is_fiscal else 1.0 for row in rows]),
        harm_share=np.array([1 - (row.fixed_share or 0.0) if row.is_fiscal else 1.0 for row in rows]),
        fall_share=falls,
        managed_share=falls * _is_annually_managed(case, ids, partner_ids),
    )


def _is_annually_managed(case: Case, ids: tuple[str, ...], partner_ids: tuple[str, ...]) -> Flags:
    """(benefits, partners) where what falls is the Exchequer's: as said, else benefit payments and taxes."""
    benefit_of = {row.benefit_id: row for row in case.benefits}
    partner_of = {row.partner_id: row for row in case.partners}
    found = np.zeros((len(ids), len(partner_ids)), dtype=bool)
    for fall in case.benefit_falls:
        budget = fall.budget or budget_of(benefit_of[fall.benefit_id].value_kind, partner_of[fall.partner_id])
        at = ids.index(fall.benefit_id), partner_ids.index(fall.partner_id)
        found[at] = budget is Budget.annually_managed
    return found


def budget_of(value_kind: ValueKind, partner: Partner) -> Budget:
    """Whose budget a fall is where nobody says: benefit payments and taxes are managed annually, businesses have none.

    Source:
        docs/method.md#budgets
    """
    if value_kind in (ValueKind.transfer, ValueKind.tax):
        return Budget.annually_managed
    return Budget.none if partner.kind in NOT_DEPARTMENTAL else Budget.departmental
