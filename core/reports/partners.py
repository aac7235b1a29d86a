"""Partners: who pays and who benefits, side by side and year by year."""

import pandas as pd

from core.domain.prices import MoneyBasis
from core.reports.appraisals import Appraised
from core.reports.cache import worked_once
from core.reports.flows import by_year, flows, partner_titles, shown_flows, titles_in_flows
from core.reports.prices import basis_factors, year_label

PV = MoneyBasis.present_value


@worked_once
def ledger(appraised: Appraised, option_id: str, basis: MoneyBasis = PV) -> pd.DataFrame:
    """Ledger: what each partner pays beside what it gains, over the whole horizon.

    Returns:
        one row per partner, in the order of the file: partner_id, partner, kind, level, pays_gbp (cash cost), in_kind_gbp,
        cash_gbp (released), capacity_gbp (fiscal but not cash), fiscal_gbp, public_gbp (its benefits outside budgets),
        net_gbp (cash released less cash cost), payback_years (None where never, of real money), payback_limit_years. Sums
        are in the basis: present values unless another is asked for.
    """
    expected, factors = appraised.option(option_id).expected, basis_factors(appraised, basis)
    flow, yearly = shown_flows(appraised, option_id, basis), expected.yearly
    outside = _sum_by_partner(flow[(flow.side == "gains") & (flow.benefit_class != "fiscal")], "shown_gbp")
    in_kind = _sum_by_partner(flow[(flow.side == "pays") & ~flow.is_cash.astype(bool)], "shown_gbp")
    titles, of = partner_titles(appraised.case), {one: column for column, one in enumerate(yearly.partner_ids)}
    rows = []
    for partner in appraised.case.partners:
        column = of[partner.partner_id]
        pays, cash, fiscal = (
            float(factors @ series[:, column])
            for series in (yearly.partner_cash_cost_gbp, yearly.partner_cash_released_gbp, yearly.partner_fiscal_gbp)
        )
        rows.append(
            {
                "partner_id": partner.partner_id,
                "partner": titles[partner.partner_id],
                "kind": partner.kind.value,
                "level": partner.level.value,
                "pays_gbp": pays,
                "in_kind_gbp": in_kind.get(partner.partner_id, 0.0),
                "cash_gbp": cash,
                "capacity_gbp": fiscal - cash,
                "fiscal_gbp": fiscal,
                "public_gbp": outside.get(partner.partner_id, 0.0),
                "net_gbp": cash - pays,
                "payback_years": expected.partners[partner.partner_id].payback_cash_years,
                "payback_limit_years": partner.payback_limit_years,
            }
        )
    return pd.DataFrame(rows).astype({"payback_years": "float64", "payback_limit_years": "float64"})


@worked_once
def partner_years(appraised: Appraised, option_id: str, basis: MoneyBasis = MoneyBasis.real) -> pd.DataFrame:
    """Cash by partner and year: when each is in and out of pocket.

    Returns:
        one row per partner x year: partner_id, partner, year, year_label, pays_gbp, cash_gbp, net_gbp, each year's money in
        the basis: real and not discounted unless another is asked for.
    """
    yearly, factors = appraised.option(option_id).expected.yearly, basis_factors(appraised, basis)
    base, frames = appraised.case.programme.base_year, []
    years = range(len(factors))
    for partner_id, title in partner_titles(appraised.case).items():
        column = yearly.partner_ids.index(partner_id)
        pays = factors * yearly.partner_cash_cost_gbp[:, column]
        cash = factors * yearly.partner_cash_released_gbp[:, column]
        frames.append(
            pd.DataFrame(
                {
                    "partner_id": partner_id,
                    "partner": title,
                    "year": years,
                    "year_label": [year_label(base, year) for year in years],
                    "pays_gbp": pays,
                    "cash_gbp": cash,
                    "net_gbp": cash - pays,
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


@worked_once
def incidence(appraised: Appraised, option_id: str) -> pd.DataFrame:
    """Show where benefits fall: partner x type of benefit x year, with costs beside them.

    Returns:
        one row per partner x side x type x route x year: gbp, cash_gbp, capacity_gbp, pv_gbp.
    """
    flow = flows(appraised, option_id)
    sums = by_year(flow, ["partner_id", "side", "benefit_class", "value_kind", "route"])
    sums["capacity_gbp"] = (sums.gbp - sums.cash_gbp).where((sums.side == "gains") & (sums.benefit_class == "fiscal"), 0.0)
    sums.insert(1, "partner", sums.partner_id.map(titles_in_flows(appraised.case)))
    sums.insert(6, "year_label", [year_label(appraised.case.programme.base_year, year) for year in sums.year])
    return sums


def _sum_by_partner(flow: pd.DataFrame, column: str) -> dict[str, float]:
    return {str(key): float(value) for key, value in flow.groupby("partner_id")[column].sum().items()}


def counting(frame: pd.DataFrame, counted: str) -> pd.DataFrame:
    """The ledger with the benefits that are to be counted: cash, all that falls in budgets, or everything."""
    gains = {"cash": frame.cash_gbp, "budget": frame.fiscal_gbp, "all": frame.fiscal_gbp + frame.public_gbp}[counted]
    return frame.assign(gains_gbp=gains, net_gbp=gains - frame.pays_gbp)
