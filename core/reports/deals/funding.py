"""Funding: what is promised towards an option, year by year, against what it costs in cash."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.access.permission import must_be_allowed
from core.domain.case.deals import Contribution, ContributionStatus, Funding
from core.domain.people import Doing, Person
from core.domain.prices import MoneyBasis
from core.engine.arrays import Floats
from core.engine.deals import Cliff, cliff_of, first_unfunded_year, limited_share
from core.reports.appraisals import Appraised
from core.reports.deals.sustainability import TIME_LIMITED, sustainability
from core.reports.flows import partner_titles
from core.reports.prices import basis_factors, year_label

COMMITTED = frozenset({ContributionStatus.agreed, ContributionStatus.signed})


@dataclass(frozen=True)
class FundingPlan:
    """Money against need, in one basis. `years` has one row per year, `promises` one per contribution that is seen, as said."""

    years: pd.DataFrame
    first_unfunded: str
    first_uncommitted: str
    limited_share: float | None
    cliff: Cliff | None
    cliff_label: str
    promises: pd.DataFrame
    hidden_promises: int
    basis: MoneyBasis

    @property
    def total_gap_gbp(self) -> float:
        """What has no source over all years."""
        return float(self.years.gap_gbp.sum())


def funding_plan(person: Person, appraised: Appraised, option_id: str, basis: MoneyBasis = MoneyBasis.real) -> FundingPlan:
    """Funding plan: what partners promised to an option against its cash cost, both turned into the same money.

    Limited in time are grants, reserves, social investment and national match; lasting are core budgets. What is given in
    kind stands apart. Other partners' own promises are listed only for people who may see their detail; every reader sees the sums.

    Returns:
        years: year, year_label, need_gbp, recurrent_gbp, lasting_gbp, limited_gbp, promised_gbp, offered_gbp, agreed_gbp,
        signed_gbp, in_kind_gbp, gap_gbp, spare_gbp, all in the basis. promises: partner_id, partner, year, year_label,
        amount_gbp and price_basis as they were said, funding, status, paid_if.

    Raises:
        NotAllowed: the person may not see the programme.
        ValueError: money of the day is asked for and a year has no price index.

    Source:
        docs/method.md#prices
    """
    must_be_allowed(person, Doing.see_agreed_view, appraised.case.programme.programme_id)
    rows = [row for row in appraised.case.contributions if row.option_id == option_id]
    years = _in_basis(_years(appraised, option_id, rows), basis_factors(appraised, basis))
    cliff = cliff_of(years.need_gbp, years.promised_gbp, years.limited_gbp)
    labels = list(years.year_label)
    said = [row for row in appraised.loaded.case.contributions if row.option_id == option_id]
    seen = [row for row in said if person.may(Doing.see_detail, appraised.case.programme.programme_id, row.partner_id)]
    return FundingPlan(
        years=years,
        first_unfunded=_label(labels, first_unfunded_year(years.need_gbp, years.promised_gbp)),
        first_uncommitted=_label(labels, first_unfunded_year(years.need_gbp, years.agreed_gbp + years.signed_gbp)),
        limited_share=limited_share(years.recurrent_gbp, years.lasting_gbp, years.limited_gbp),
        cliff=cliff,
        cliff_label="" if cliff is None else labels[cliff.last_year],
        promises=_promises(appraised, seen, labels),
        hidden_promises=len(rows) - len(seen),
        basis=basis,
    )


def promised_by_partner(
    appraised: Appraised, option_id: str, partners: frozenset[str] | None, basis: MoneyBasis = MoneyBasis.real
) -> pd.DataFrame:
    """Lay promised cash out by partner and year; partners that are not seen stand together in one row.

    Args:
        appraised: the version.
        option_id: the option.
        partners: whose rows are seen; None for all.
        basis: the money the sums are in.

    Returns:
        one row per partner with promises: partner, then one column per year label, and total_gbp.
    """
    titles, years = partner_titles(appraised.case), appraised.case.programme.horizon_years + 1
    factors = basis_factors(appraised, basis)
    sums: dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]] = {}
    for row in appraised.case.contributions:
        if row.option_id == option_id and row.year < years and row.funding is not Funding.in_kind:
            name = titles[row.partner_id] if partners is None or row.partner_id in partners else "Other partners"
            sums.setdefault(name, np.zeros(years))[row.year] += row.amount_gbp * factors[row.year]
    labels = [year_label(appraised.case.programme.base_year, year) for year in range(years)]
    rows = [{"partner": name, **dict(zip(labels, sum_, strict=True)), "total_gbp": sum_.sum()} for name, sum_ in sums.items()]
    return pd.DataFrame(rows, columns=["partner", *labels, "total_gbp"])


def promised_by_status(appraised: Appraised, option_id: str) -> tuple[dict[ContributionStatus, float], float]:
    """Add up what is promised to an option within the horizon, undiscounted: cash by status, and apart from it what is in kind.

    Returns:
        cash by status, real GBP, with 0 where nothing is; and what is given in kind.
    """
    horizon = appraised.case.programme.horizon_years
    rows = [row for row in appraised.case.contributions if row.option_id == option_id and row.year <= horizon]
    cash = [row for row in rows if row.funding is not Funding.in_kind]
    sums = {status: sum(row.amount_gbp for row in cash if row.status is status) for status in ContributionStatus}
    return sums, sum(row.amount_gbp for row in rows if row.funding is Funding.in_kind)


def _years(appraised: Appraised, option_id: str, rows: list[Contribution]) -> pd.DataFrame:
    need = appraised.option(option_id).expected.yearly.cash_cost_gbp
    cash = [row for row in rows if row.funding is not Funding.in_kind]
    sums = {
        "lasting_gbp": _sum(len(need), [row for row in cash if row.funding not in TIME_LIMITED]),
        "limited_gbp": _sum(len(need), [row for row in cash if row.funding in TIME_LIMITED]),
        "promised_gbp": _sum(len(need), cash),
        **{f"{status}_gbp": _sum(len(need), [row for row in cash if row.status is status]) for status in ContributionStatus},
        "in_kind_gbp": _sum(len(need), [row for row in rows if row.funding is Funding.in_kind]),
    }
    return pd.DataFrame(
        {
            "year": range(len(need)),
            "year_label": [year_label(appraised.case.programme.base_year, year) for year in range(len(need))],
            "need_gbp": need,
            "recurrent_gbp": sustainability(appraised, option_id).frame.recurrent_gbp.to_numpy(),
            **sums,
            "gap_gbp": np.maximum(0.0, need - sums["promised_gbp"]),
            "spare_gbp": np.maximum(0.0, sums["promised_gbp"] - need),
        }
    )


def _in_basis(years: pd.DataFrame, factors: Floats) -> pd.DataFrame:
    return years.assign(**{name: years[name] * factors for name in years.columns if name.endswith("_gbp")})


def _sum(years: int, rows: list[Contribution]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    total = np.zeros(years)
    for row in rows:
        if row.year < years:  # what is promised after the horizon meets no need that is looked at
            total[row.year] += row.amount_gbp
    return total


def _promises(appraised: Appraised, rows: list[Contribution], labels: list[str]) -> pd.DataFrame:
    titles = partner_titles(appraised.case)
    columns = ["partner_id", "partner", "year", "year_label", "amount_gbp", "price_basis", "funding", "status", "paid_if"]
    return pd.DataFrame(
        [
            (
                row.partner_id,
                titles[row.partner_id],
                row.year,
                labels[row.year] if row.year < len(labels) else year_label(appraised.case.programme.base_year, row.year),
                row.amount_gbp,
                row.price_basis.value,
                row.funding.value,
                row.status.value,
                row.paid_if or "",
            )
            for row in rows
        ],
        columns=columns,
    )


def _label(labels: list[str], year: int | None) -> str:
    return "" if year is None else labels[year]
