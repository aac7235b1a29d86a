"""The measures of an option, taken of its yearly lines."""

import numpy as np

from core.engine.arrays import Floats, Whole
from core.engine.compile_case import CaseArrays
from core.engine.compile_option import OptionArrays
from core.engine.discounting import present_value
from core.engine.kernel import Series
from core.engine.payback import number_or_none, payback_years, peak_funding
from core.engine.ratios import misalignment, ratio
from core.engine.results import Activity, CentreReleases, Figures, Lines, Measures, PartnerMeasures, Units, Yearly


def figures_of(case: CaseArrays, option: OptionArrays, series: Series, partner_ids: tuple[str, ...]) -> Figures:
    """Take every measure of one option.

    Args:
        case: what all options share.
        option: the option as arrays.
        series: its yearly lines, one draw (an average, or one combination of levers).
        partner_ids: partners in the order in which results show them.
    """
    order = np.array([case.partner_ids.index(partner_id) for partner_id in partner_ids], dtype=np.intp)
    yearly = _yearly(case, option, series)
    paybacks = _paybacks(case, yearly)
    return Figures(
        measures=_measures(case, series, yearly, paybacks),
        partners=_partners(case, yearly, paybacks[3:], order, partner_ids),
        yearly=_in_order(yearly, order, partner_ids),
        lines=Lines(case.benefits.ids, series.gross_gbp[0], series.cash_gbp[0], option.costs.ids, series.cost_gbp[0]),
        activity=_activity(option, series),
        units=Units(case.outcomes.ids, series.site_units[0], series.wide_units[0]),
        centres=_centres(case, series),
    )


def _yearly(case: CaseArrays, option: OptionArrays, series: Series) -> Yearly:
    gross, cash, cost = series.gross_gbp[0], series.cash_gbp[0], series.cost_gbp[0]
    benefits, costs = case.benefits, option.costs
    cash_cost = cost * costs.is_cash
    fiscal = gross * benefits.is_fiscal
    return Yearly(
        cost_gbp=cost.sum(axis=1),
        cash_cost_gbp=cash_cost.sum(axis=1),
        fiscal_gbp=fiscal.sum(axis=1),
        cash_released_gbp=cash.sum(axis=1),
        public_value_gbp=gross @ benefits.is_public_value.astype(np.float64),
        partner_ids=case.partner_ids,
        partner_cost_gbp=cost @ costs.pay_share,
        partner_cash_cost_gbp=cash_cost @ costs.pay_share,
        partner_fiscal_gbp=fiscal @ benefits.fall_share,
        partner_cash_released_gbp=cash @ benefits.fall_share,
    )


def _paybacks(case: CaseArrays, yearly: Yearly) -> Floats:
    """Paybacks of fiscal, discounted fiscal, cash, then each partner's cash: (3 + partners,), nan for none."""
    fiscal = yearly.fiscal_gbp - yearly.cash_cost_gbp
    cash = yearly.cash_released_gbp - yearly.cash_cost_gbp
    partners = yearly.partner_cash_released_gbp - yearly.partner_cash_cost_gbp
    return payback_years(np.column_stack((fiscal, fiscal * case.money_factors, cash, partners)))


def _measures(case: CaseArrays, series: Series, yearly: Yearly, paybacks: Floats) -> Measures:
    factors = case.money_factors
    totals = np.stack((yearly.cost_gbp, yearly.cash_cost_gbp, yearly.fiscal_gbp, yearly.cash_released_gbp), axis=1)
    cost, cash_cost, fiscal, cash = present_value(totals, factors).tolist()
    value = _public_value(case, series)
    return Measures(
        pv_cost_gbp=cost,
        pv_public_cost_gbp=cash_cost,
        pv_fiscal_gbp=fiscal,
        pv_cash_released_gbp=cash,
        pv_public_value_gbp=value,
        npsv_gbp=value - cost,
        bcr=ratio(value, cost),
        froi=ratio(fiscal, cash_cost),
        cash_froi=ratio(cash, cash_cost),
        payback_fiscal_years=number_or_none(paybacks[0]),
        payback_fiscal_discounted_years=number_or_none(paybacks[1]),
        payback_cash_years=number_or_none(paybacks[2]),
        peak_funding_gbp=peak_funding(yearly.cash_released_gbp - yearly.cash_cost_gbp),
        misalignment=misalignment(
            present_value(yearly.partner_cash_cost_gbp, factors), present_value(yearly.partner_cash_released_gbp, factors)
        ),
    )


def _public_value(case: CaseArrays, series: Series) -> float:
    """Present value to the public: the health effects of people at the health rates, the rest as money."""
    gross = series.gross_gbp[0]
    value = case.money_factors @ gross
    if case.health_factors is not case.money_factors:
        value = np.where(case.benefits.is_health, case.health_factors @ gross, value)
    return float(value @ case.benefits.is_public_value)


def _partners(
    case: CaseArrays, yearly: Yearly, paybacks: Floats, order: Whole, partner_ids: tuple[str, ...]
) -> dict[str, PartnerMeasures]:
    series = (
        yearly.partner_cost_gbp,
        yearly.partner_cash_cost_gbp,
        yearly.partner_fiscal_gbp,
        yearly.partner_cash_released_gbp,
    )
    cost, cash_cost, fiscal, cash = (present_value(each, case.money_factors).tolist() for each in series)
    return {
        partner_id: PartnerMeasures(
            pv_cost_gbp=cost[at],
            pv_fiscal_gbp=fiscal[at],
            pv_cash_released_gbp=cash[at],
            net_cash_gbp=cash[at] - cash_cost[at],
            payback_cash_years=number_or_none(paybacks[at]),
        )
        for partner_id, at in zip(partner_ids, order.tolist(), strict=True)
    }


def _in_order(yearly: Yearly, order: Whole, partner_ids: tuple[str, ...]) -> Yearly:
    return Yearly(
        cost_gbp=yearly.cost_gbp,
        cash_cost_gbp=yearly.cash_cost_gbp,
        fiscal_gbp=yearly.fiscal_gbp,
        cash_released_gbp=yearly.cash_released_gbp,
        public_value_gbp=yearly.public_value_gbp,
        partner_ids=partner_ids,
        partner_cost_gbp=yearly.partner_cost_gbp[:, order],
        partner_cash_cost_gbp=yearly.partner_cash_cost_gbp[:, order],
        partner_fiscal_gbp=yearly.partner_fiscal_gbp[:, order],
        partner_cash_released_gbp=yearly.partner_cash_released_gbp[:, order],
    )


def _activity(option: OptionArrays, series: Series) -> Activity:
    """People at sites. Reach is the same in all draws but for the people left, so its average is exact."""
    referrals = series.people_left[0][:, None] * option.sites.reach_people * series.affected_share[0]
    engaged = referrals * series.engagement[0]
    return Activity(option.sites.ids, referrals, engaged, engaged * series.retention[0])


def _centres(case: CaseArrays, series: Series) -> CentreReleases:
    centres = case.centres
    return CentreReleases(
        benefit_ids=centres.benefit_ids,
        cost_centre_ids=centres.cost_centre_ids,
        units=series.centre_units[0],
        standing_units=series.centre_standing[0],
        steps=series.centre_steps[0],
        lump_units=np.where(centres.is_stepped, centres.lump_units, np.nan),
    )
