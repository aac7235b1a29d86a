"""Who pays and who benefits: partners side by side, and year by year."""

import pandas as pd

from core.reports.appraisals import Appraised
from core.reports.flows import by_year, flows, partner_titles, titles_in_flows
from core.reports.worked_once import worked_once


@worked_once
def ledger(appraised: Appraised, option_id: str) -> pd.DataFrame:
    """Set what each partner pays beside what it gains, over the whole horizon.

    Returns:
        one row per partner, in the order of the file: partner_id, partner, kind, level, pays_gbp (cash cost), in_kind_gbp,
        cash_gbp (released), capacity_gbp (fiscal but not cash), fiscal_gbp, public_gbp (its benefits outside budgets),
        net_gbp (cash released less cash cost), payback_years (None where never), payback_limit_years. Present values.
    """
    result = appraised.option(option_id).expected.partners
    flow = flows(appraised, option_id)
    outside = _sum_by_partner(flow[(flow.side == "gains") & (flow.benefit_class != "fiscal")], "pv_gbp")
    in_kind = _sum_by_partner(flow[(flow.side == "pays") & ~flow.is_cash.astype(bool)], "pv_gbp")
    titles = partner_titles(appraised.case)
    rows = []
    for partner in appraised.case.partners:
        own = result[partner.partner_id]
        rows.append(
            {
                "partner_id": partner.partner_id,
                "partner": titles[partner.partner_id],
                "kind": partner.kind.value,
                "level": partner.level.value,
                "pays_gbp": own.pv_cash_released_gbp - own.net_cash_gbp,
                "in_kind_gbp": in_kind.get(partner.partner_id, 0.0),
                "cash_gbp": own.pv_cash_released_gbp,
                "capacity_gbp": own.pv_fiscal_gbp - own.pv_cash_released_gbp,
                "fiscal_gbp": own.pv_fiscal_gbp,
                "public_gbp": outside.get(partner.partner_id, 0.0),
                "net_gbp": own.net_cash_gbp,
                "payback_years": own.payback_cash_years,
                "payback_limit_years": partner.payback_limit_years,
            }
        )
    return pd.DataFrame(rows).astype({"payback_years": "float64", "payback_limit_years": "float64"})


@worked_once
def partner_years(appraised: Appraised, option_id: str) -> pd.DataFrame:
    """Show when each partner is in and out of pocket, in cash, undiscounted.

    Returns:
        one row per partner x year: partner_id, partner, year, year_label, pays_gbp, cash_gbp, net_gbp.
    """
    flow = flows(appraised, option_id)
    sums = by_year(flow, ["partner_id", "side"])
    wide = sums.pivot_table(index=["partner_id", "year"], columns="side", values="cash_gbp", aggfunc="sum", fill_value=0.0)
    titles = partner_titles(appraised.case)
    grid = pd.MultiIndex.from_product([titles, range(appraised.case.programme.horizon_years + 1)], names=["partner_id", "year"])
    wide = wide.reindex(index=grid, columns=["gains", "pays"], fill_value=0.0).reset_index()
    base = appraised.case.programme.base_year
    return pd.DataFrame(
        {
            "partner_id": wide.partner_id,
            "partner": wide.partner_id.map(titles),
            "year": wide.year,
            "year_label": [year_label(base, year) for year in wide.year],
            "pays_gbp": wide.pays,
            "cash_gbp": wide.gains,
            "net_gbp": wide.gains - wide.pays,
        }
    )


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


def year_label(base_year: int, index: int) -> str:
    """Name a financial year: year 0 of base 2026 is 2026/27."""
    year = base_year + int(index)
    return f"{year}/{(year + 1) % 100:02d}"


def _sum_by_partner(flow: pd.DataFrame, column: str) -> dict[str, float]:
    return {str(key): float(value) for key, value in flow.groupby("partner_id")[column].sum().items()}
