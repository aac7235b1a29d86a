"""Flows: every pound of one option by line, partner and year, and whether it is cash."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.domain.case.benefits import Benefit, BenefitClass
from core.domain.case.case import Case
from core.domain.case.costs import CostType, Heading
from core.domain.prices import MoneyBasis
from core.domain.titles import unique_titles
from core.reports.appraisals import Appraised, Factors
from core.reports.cache import worked_once
from core.reports.prices import basis_factors

COLUMNS = (
    "side",
    "partner_id",
    "line_id",
    "line",
    "benefit_class",
    "value_kind",
    "route",
    "is_cash",
    "year",
    "gbp",
    "cash_gbp",
    "pv_gbp",
    "pv_cash_gbp",
)
NO_ROUTE = "no_route"
NOBODY, NOBODY_TITLE = "", "No partner named"


@dataclass(frozen=True)
class FlowLine:
    """One line of one partner: what is the same in every year, then (years,) amounts and discount factors."""

    same: dict[str, str | bool]
    gbp: Factors
    cash_gbp: Factors
    factors: Factors


@worked_once
def flows(appraised: Appraised, option_id: str) -> pd.DataFrame:
    """Lay out one option's benefits and costs.

    Returns:
        one row per side (gains, pays) x line x partner x year. gbp is gross (gains) or the cost to society (pays, none for
        a transfer); cash_gbp is the part released as cash (gains) or paid in cash (pays); pv_ columns are discounted to
        year 0. All real GBP of the price year. Gains are below 0 where people or budgets are harmed. Closing and reopening
        steps is a line of its centre's partner. A benefit that the files give to no partner stands under partner_id "".
    """
    rows = [*_gains(appraised, option_id), *_pays(appraised, option_id), *_moves_steps(appraised, option_id)]
    return _frame(rows, appraised.factors) if rows else pd.DataFrame(columns=list(COLUMNS))


def shown_flows(appraised: Appraised, option_id: str, basis: MoneyBasis) -> pd.DataFrame:
    """Flows in one basis of money: `flows` with shown_gbp and shown_cash_gbp beside.

    Raises:
        ValueError: money of the day is asked for and a year has no price index.
    """
    flow = flows(appraised, option_id)
    if basis is MoneyBasis.present_value:  # health effects of people have discount factors of their own
        return flow.assign(shown_gbp=flow.pv_gbp, shown_cash_gbp=flow.pv_cash_gbp)
    factors = basis_factors(appraised, basis)[flow.year.to_numpy(dtype=int)]
    return flow.assign(shown_gbp=flow.gbp * factors, shown_cash_gbp=flow.cash_gbp * factors)


def by_year(frame: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """Add flows up over lines: one row per given columns x year."""
    keys = [*columns, "year"]
    return frame.groupby(keys, as_index=False, observed=True, sort=True)[["gbp", "cash_gbp", "pv_gbp", "pv_cash_gbp"]].sum()


def route_of(benefit: Benefit) -> str:
    """The column a line's capacity stands in: its release route, or that none is agreed."""
    if benefit.benefit_class is not BenefitClass.fiscal:
        return ""
    return benefit.release_route.value if benefit.release_route is not None else NO_ROUTE


def _gains(appraised: Appraised, option_id: str) -> list[FlowLine]:
    lines = appraised.option(option_id).expected.lines
    of = {benefit.benefit_id: benefit for benefit in appraised.case.benefits}
    rows = []
    for benefit_id, partner_id, fall_share in _falls(appraised.case):
        benefit, column = of[benefit_id], lines.benefit_ids.index(benefit_id)
        rows.append(
            FlowLine(
                {
                    "side": "gains",
                    "partner_id": partner_id,
                    "line_id": benefit.benefit_id,
                    "line": benefit.name,
                    "benefit_class": benefit.benefit_class.value,
                    "value_kind": benefit.value_kind.value,
                    "route": route_of(benefit),
                    "is_cash": benefit.can_be_cash,
                },
                lines.gross_gbp[:, column] * fall_share,
                lines.cash_gbp[:, column] * fall_share,
                appraised.factors_of(benefit),
            )
        )
    return rows


def _falls(case: Case) -> list[tuple[str, str, float]]:
    """Fall shares: who gets which share of which line; a line given to no partner stays whole under partner_id ""."""
    given = _scaled((fall.benefit_id, fall.partner_id, fall.fall_share) for fall in case.benefit_falls)
    placed = {benefit_id for benefit_id, _, _ in given}
    return [*given, *((row.benefit_id, NOBODY, 1.0) for row in case.benefits if row.benefit_id not in placed)]


def _scaled(shares: Iterable[tuple[str, str, float]]) -> list[tuple[str, str, float]]:
    """Shares of each line that add to exactly 1, as the engine takes them: people type 0.333333 three times."""
    given = list(shares)
    totals: dict[str, float] = {}
    for line_id, _, share in given:
        totals[line_id] = totals.get(line_id, 0.0) + share
    return [(line_id, partner_id, share / (totals[line_id] or 1.0)) for line_id, partner_id, share in given]


def _pays(appraised: Appraised, option_id: str) -> list[FlowLine]:
    lines = appraised.option(option_id).expected.lines
    of = {cost.cost_id: cost for cost in appraised.case.costs if cost.option_id == option_id}
    rows = []
    for cost_id, partner_id, pay_share in _scaled(
        (row.cost_id, row.partner_id, row.pay_share) for row in appraised.case.cost_shares
    ):
        if cost_id not in of or cost_id not in lines.cost_ids:
            continue
        cost, column = of[cost_id], lines.cost_ids.index(cost_id)
        paid = lines.cost_gbp[:, column] * pay_share
        rows.append(
            FlowLine(
                {
                    "side": "pays",
                    "partner_id": partner_id,
                    "line_id": cost.cost_id,
                    "line": cost.name,
                    "benefit_class": "",
                    "value_kind": cost.heading.value,
                    "route": cost.cost_type.value,
                    "is_cash": cost.is_cash,
                },
                paid if cost.is_social else np.zeros_like(paid),
                paid if cost.is_cash else np.zeros_like(paid),
                appraised.factors,
            )
        )
    return rows


def _moves_steps(appraised: Appraised, option_id: str) -> list[FlowLine]:
    """Closing steps of capacity and opening them again, at each centre where it costs money."""
    lines = appraised.option(option_id).expected.lines
    rows = []
    for centre in appraised.case.cost_centres:
        paid = lines.moving_gbp[:, lines.cost_centre_ids.index(centre.cost_centre_id)]
        if not paid.any():
            continue
        rows.append(
            FlowLine(
                {
                    "side": "pays",
                    "partner_id": centre.partner_id,
                    "line_id": centre.cost_centre_id,
                    "line": f"Closing and reopening at {centre.name}",
                    "benefit_class": "",
                    "value_kind": Heading.disinvestment.value,
                    "route": CostType.revenue.value,
                    "is_cash": True,
                },
                paid,
                paid,
                appraised.factors,
            )
        )
    return rows


def _frame(rows: list[FlowLine], money_factors: Factors) -> pd.DataFrame:
    """Lay lines under each other, one row for each of their years."""
    years = len(money_factors)
    gbp, cash = (np.concatenate([getattr(row, name) for row in rows]) for name in ("gbp", "cash_gbp"))
    amounts = {
        "year": np.tile(np.arange(years), len(rows)),
        "gbp": gbp,
        "cash_gbp": cash,
        "pv_gbp": gbp * np.concatenate([row.factors for row in rows]),
        "pv_cash_gbp": cash * np.tile(money_factors, len(rows)),
    }
    same = {name: np.repeat([row.same[name] for row in rows], years) for name in rows[0].same}
    return pd.DataFrame({**same, **amounts})[list(COLUMNS)]


def partner_titles(case: Case) -> dict[str, str]:
    """Names of partners by id, in the order of the file."""
    return unique_titles({partner.partner_id: partner.title for partner in case.partners})


def option_titles(case: Case) -> dict[str, str]:
    """Names of options by id, in the order of the file."""
    return unique_titles({option.option_id: option.title for option in case.options})


def titles_in_flows(case: Case) -> dict[str, str]:
    """Names by every partner_id in the flows, the empty one too."""
    return {**partner_titles(case), NOBODY: NOBODY_TITLE}
