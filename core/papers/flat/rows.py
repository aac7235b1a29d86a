"""Rows of the flat table: every figure the reader may see, partner by year by line, option and basis."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.charts.kit.formats import financial_year
from core.domain.case.benefits import Budget, ReleaseRoute
from core.domain.case.deals import Funding
from core.domain.links import SmallNumberRules
from core.domain.prices import MoneyBasis
from core.engine.arrays import Floats
from core.papers.facts import Facts
from core.papers.flat.columns import FIGURES, KINDS
from core.papers.kinds.risks import tells_of_one
from core.reports.appraisals import compared_options
from core.reports.deals.budgets import cash_by_budget
from core.reports.flows import NOBODY, flows
from core.reports.prices import basis_factors, why_no_money_of_the_day
from core.reports.risks import risk_register
from core.reports.uncertainty import spreads

ALL, EXPECTED, COUNT = "all", "expected", "count"
OTHERS = "other"
LEAST_GBP = 1e-9


@dataclass(frozen=True)
class _Series:
    """A figure by year, real, before it is shown in every basis. `factors` are its own discount factors."""

    partner_id: str
    line_id: str
    line_type: str
    measure: str
    values: Floats
    factors: Floats


def figures_of(facts: Facts, rules: SmallNumberRules) -> pd.DataFrame:
    """Lay out every figure of every option but business as usual; numbers unrounded, in a fixed order.

    Args:
        facts: the version, and what the reader may see of it.
        rules: below which number of people a count is not given.
    """
    rows = [row for option_id in compared_options(facts.appraised.case) for row in _of_option(facts, option_id, rules)]
    frame = pd.DataFrame(rows, columns=[column.name for column in FIGURES])
    return frame.astype({column.name: KINDS[column.type] for column in FIGURES})


def _of_option(facts: Facts, option_id: str, rules: SmallNumberRules) -> Iterator[dict[str, object]]:
    factors = _factors(facts)
    kinds = (_lines, _partners, _totals, _promised, _risks)
    every = [series for kind in kinds for series in kind(facts, option_id)]
    for series in every:
        for basis, by_year in factors.items():
            shown = series.values * (series.factors if basis is MoneyBasis.present_value else by_year)
            for year, value in enumerate(shown):
                if abs(value) > LEAST_GBP:
                    yield _row(facts, option_id, series, year) | {"basis": basis.value, "value": float(value)}
    yield from _counts(facts, option_id, rules)
    yield from _over_all_years(facts, option_id)


def _factors(facts: Facts) -> dict[MoneyBasis, Floats]:
    has_day = why_no_money_of_the_day(facts.appraised) is None
    bases = [basis for basis in MoneyBasis if has_day or basis is not MoneyBasis.money_of_the_day]
    return {basis: basis_factors(facts.appraised, basis) for basis in bases}


def _lines(facts: Facts, option_id: str) -> Iterator[_Series]:
    """Lines of partners whose rows are seen."""
    flow = flows(facts.appraised, option_id)
    benefits = {row.benefit_id: row for row in facts.appraised.case.benefits}
    costs = {row.cost_id for row in facts.appraised.case.costs}
    for (side, partner_id, line_id), own in flow.groupby(["side", "partner_id", "line_id"], sort=False):
        if partner_id == NOBODY or not facts.scope.sees_partner(str(partner_id)):
            continue
        own = own.sort_values("year")  # noqa: PLW2901 - the same rows, in order
        gross, cash, money = own.gbp.to_numpy(dtype=float), own.cash_gbp.to_numpy(dtype=float), facts.appraised.factors
        if side == "pays":
            kind = "cost" if line_id in costs else "centre"
            yield _Series(str(partner_id), str(line_id), kind, "cost", gross, money)
            yield _Series(str(partner_id), str(line_id), kind, "public_cost", cash, money)
            continue
        benefit = benefits[str(line_id)]
        found = {"public_value": (gross, facts.appraised.factors_of(benefit))} if benefit.is_public_value else {}
        if benefit.is_fiscal:
            found |= {"fiscal": (gross, money), "cash_released": (cash, money), _rest(benefit.release_route): (gross - cash, money)}
        for measure, (values, factors) in found.items():
            yield _Series(str(partner_id), str(line_id), "benefit", measure, values, factors)


def _rest(route: ReleaseRoute | None) -> str:
    """What a line's benefit in budgets is that is not cash."""
    names = {ReleaseRoute.redeployed_named_use: "redeployed", ReleaseRoute.cost_growth_avoided: "growth_avoided"}
    return names.get(route, "capacity") if route is not None else "capacity"


def _partners(facts: Facts, option_id: str) -> Iterator[_Series]:
    """Totals of every partner, which every reader sees."""
    yearly, money = facts.appraised.option(option_id).expected.yearly, facts.appraised.factors
    managed = cash_by_budget(facts.appraised, option_id, Budget.annually_managed)
    for at, partner_id in enumerate(yearly.partner_ids):
        paid, cash = yearly.partner_cash_cost_gbp[:, at], yearly.partner_cash_released_gbp[:, at]
        series = {
            "cost": yearly.partner_cost_gbp[:, at],
            "public_cost": paid,
            "fiscal": yearly.partner_fiscal_gbp[:, at],
            "cash_released": cash,
            "annually_managed": managed[partner_id],
            "net_cash": cash - paid,
        }
        for measure, values in series.items():
            yield _Series(partner_id, ALL, "total", measure, np.asarray(values), money)


def _totals(facts: Facts, option_id: str) -> Iterator[_Series]:
    yearly, money = facts.appraised.option(option_id).expected.yearly, facts.appraised.factors
    series = {
        "cost": yearly.cost_gbp,
        "public_cost": yearly.cash_cost_gbp,
        "fiscal": yearly.fiscal_gbp,
        "cash_released": yearly.cash_released_gbp,
        "net_cash": yearly.cash_released_gbp - yearly.cash_cost_gbp,
    }
    for measure, values in series.items():
        yield _Series(ALL, ALL, "total", measure, np.asarray(values), money)


def _promised(facts: Facts, option_id: str) -> Iterator[_Series]:
    """Cash promised by year; of partners that are not seen, all together."""
    sums: dict[str, Floats] = {}
    years = len(facts.appraised.factors)
    for row in facts.appraised.case.contributions:
        if row.option_id == option_id and row.year < years and row.funding is not Funding.in_kind:
            who = row.partner_id if facts.scope.sees_partner(row.partner_id) else OTHERS
            sums.setdefault(who, np.zeros(years))[row.year] += row.amount_gbp
    for who, values in sums.items():
        yield _Series(who, ALL, "contribution", "promised", values, facts.appraised.factors)


def _risks(facts: Facts, option_id: str) -> Iterator[_Series]:
    """Expected cost of risks: line by line of partners that are seen, the others together where they are two or more."""
    register, money = risk_register(facts.appraised, option_id), facts.appraised.factors
    others = np.zeros(len(money))
    for row in register.to_dict("records"):
        values = np.zeros(len(money))
        values[int(row["year"])] = float(row["expected_gbp"])
        if facts.scope.sees_partner(row["partner_id"]):
            yield _Series(str(row["partner_id"]), str(row["risk_id"]), "risk", "expected_cost", values, money)
        else:
            others = others + values
    if not tells_of_one(register, facts.scope):
        yield _Series(OTHERS, ALL, "risk", "expected_cost", others, money)


def _counts(facts: Facts, option_id: str, rules: SmallNumberRules) -> Iterator[dict[str, object]]:
    """People who complete, and units of each outcome; counts of few people are not given."""
    own, case = facts.appraised.option(option_id).expected, facts.appraised.case
    people = own.activity.completers.sum(axis=1)
    none = np.zeros(len(people))
    for year, count in enumerate(people):
        few = 0 < count < rules.threshold
        row = _row(facts, option_id, _Series(ALL, ALL, "total", "people", none, none), year)
        why = f"fewer than {rules.threshold} people" if few else None
        yield row | {"basis": COUNT, "value": None if few else float(count), "unit": "people", "is_suppressed": few,
                     "suppressed_why": why}  # fmt: skip
    units = {row.outcome_id: row.unit for row in case.outcomes}
    for at, outcome_id in enumerate(own.units.outcome_ids):
        series = _Series(ALL, outcome_id, "outcome", "units", none, none)
        for year, value in enumerate(own.units.at_sites[:, at] + own.units.place_wide[:, at]):
            few = 0 < people[: year + 1].sum() < rules.threshold
            why = f"units of fewer than {rules.threshold} people" if few else None
            yield _row(facts, option_id, series, year) | {
                "basis": COUNT, "value": None if few else float(value), "unit": units[outcome_id], "is_suppressed": few,
                "suppressed_why": why,
            }  # fmt: skip


def _over_all_years(facts: Facts, option_id: str) -> Iterator[dict[str, object]]:
    """Net public value and net cash over all years, with what 8 in 10 model runs lie within, and with all or none adopted."""
    result = facts.appraised.option(option_id)
    frame = spreads(facts.appraised, facts.simulation)
    spread = frame[frame.option_id == option_id].iloc[0]
    own = result.expected.measures
    told = {
        ("npsv", EXPECTED): own.npsv_gbp,
        ("npsv", "p10"): float(spread.p10_gbp),
        ("npsv", "p50"): float(spread.p50_gbp),
        ("npsv", "p90"): float(spread.p90_gbp),
        ("net_cash", EXPECTED): own.pv_cash_released_gbp - own.pv_public_cost_gbp,
        ("net_cash", "p10"): float(spread.cash_p10_gbp),
        ("net_cash", "p90"): float(spread.cash_p90_gbp),
        ("public_value", EXPECTED): own.pv_public_value_gbp,
    }
    for case, figures in (("if_adopted", result.if_adopted), ("if_not_adopted", result.if_not_adopted)):
        if figures is not None:
            told["npsv", case] = figures.measures.npsv_gbp
    none = np.zeros(0)
    for (measure, case), value in told.items():
        row = _row(facts, option_id, _Series(ALL, ALL, "total", measure, none, none), None)
        yield row | {"basis": MoneyBasis.present_value.value, "case": case, "value": value}


def _row(facts: Facts, option_id: str, series: _Series, year: int | None) -> dict[str, object]:
    programme = facts.appraised.case.programme
    kinds = {row.partner_id: row.kind.value for row in facts.appraised.case.partners}
    base = programme.base_year
    return {
        "programme_id": programme.programme_id,
        "version": facts.order.number,
        "option_id": option_id,
        "option_kind": facts.appraised.option(option_id).kind.value,
        "partner_id": series.partner_id,
        "partner_kind": kinds.get(series.partner_id, series.partner_id),
        "year_index": year,
        "financial_year": ALL if year is None else financial_year(base, year),
        "year_start": None if year is None else f"{base + year}-04-01",
        "line_id": series.line_id,
        "line_type": series.line_type,
        "measure": series.measure,
        "case": EXPECTED,
        "unit": "GBP",
        "price_year": programme.prices_of,
        "is_sample": facts.is_sample,
        "is_suppressed": False,
        "suppressed_why": None,
    }
