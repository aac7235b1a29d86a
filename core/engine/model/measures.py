"""The measures of an option, taken of its yearly figures."""

import numpy as np

from core.engine.arrays import Floats, Whole
from core.engine.formulas.discounting import present_value
from core.engine.formulas.payback import number_or_none, payback_years, peak_funding
from core.engine.formulas.value_ratios import misalignment, ratio
from core.engine.model.averages import Average
from core.engine.model.case_arrays import CaseArrays
from core.engine.model.centre_arrays import NOWHERE
from core.engine.model.option_arrays import OptionArrays
from core.engine.results import Activity, CentreReleases, Figures, Lines, Measures, PartnerMeasures, Units, Yearly


def figures_of(case: CaseArrays, option: OptionArrays, average: Average, partner_ids: tuple[str, ...]) -> Figures:
    """Take every measure of one option.

    Args:
        case: what all options share.
        option: the option as arrays.
        average: its years, an average or one combination of levers.
        partner_ids: partners in the order in which results show them.

    Source:
        docs/method.md#measures
    """
    order = np.array([case.partner_ids.index(partner_id) for partner_id in partner_ids], dtype=np.intp)
    yearly = _yearly(case, option, average)
    paybacks = paybacks_of(yearly, case.money_factors)
    value = _public_value(case, average.gross_gbp)
    centre_ids = tuple(centre.cost_centre_id for centre in case.places.centres)
    return Figures(
        measures=measures_of(yearly, value, case.money_factors, paybacks),
        partners=partners_of(yearly, case.money_factors, paybacks[3:], order, partner_ids),
        yearly=_in_order(yearly, order, partner_ids),
        lines=Lines(
            case.benefits.ids,
            average.gross_gbp,
            average.cash_gbp,
            option.costs.ids,
            average.cost_gbp,
            centre_ids,
            average.moving_gbp,
        ),
        activity=Activity(option.sites.ids, average.referred, average.engaged, average.completing),
        units=Units(case.outcomes.ids, average.site_units, average.lever_units),
        centres=_centres(case, average, centre_ids),
    )


def avoidable_npsv(case: CaseArrays, average: Average, npsv_gbp: float) -> float:
    """Net present social value with what can be avoided alone: fixed shares of public budgets are taken off.

    Args:
        case: what all options share.
        average: the years of an option.
        npsv_gbp: the value as it is.

    Source:
        docs/method.md#standing-tests
    """
    return npsv_gbp - _public_value(case, average.gross_gbp) + _public_value(case, average.avoidable_gbp)


def _yearly(case: CaseArrays, option: OptionArrays, average: Average) -> Yearly:
    gross, cash, cost = average.gross_gbp, average.cash_gbp, average.cost_gbp
    benefits, costs = case.benefits, option.costs
    partners = np.array([centre.partner for centre in case.places.centres], dtype=np.intp)
    moving = average.moving_gbp @ (partners[:, None] == np.arange(len(case.partner_ids)))
    social, paid = cost * costs.is_social, cost * costs.is_cash
    fiscal = gross * benefits.is_fiscal
    return Yearly(
        cost_gbp=social.sum(axis=1) + average.moving_gbp.sum(axis=1),
        cash_cost_gbp=paid.sum(axis=1) + average.moving_gbp.sum(axis=1),
        fiscal_gbp=fiscal.sum(axis=1),
        cash_released_gbp=cash.sum(axis=1),
        public_value_gbp=gross @ benefits.is_public_value.astype(np.float64),
        partner_ids=case.partner_ids,
        partner_cost_gbp=social @ costs.pay_share + moving,
        partner_cash_cost_gbp=paid @ costs.pay_share + moving,
        partner_fiscal_gbp=fiscal @ benefits.fall_share,
        partner_cash_released_gbp=cash @ benefits.fall_share,
        partner_cash_managed_gbp=cash @ benefits.managed_share,
    )


def paybacks_of(yearly: Yearly, factors: Floats) -> Floats:
    """Paybacks of fiscal, discounted fiscal, cash, then each partner's cash: (3 + partners,), nan for none."""
    fiscal = yearly.fiscal_gbp - yearly.cash_cost_gbp
    cash = yearly.cash_released_gbp - yearly.cash_cost_gbp
    partners = yearly.partner_cash_released_gbp - yearly.partner_cash_cost_gbp
    return payback_years(np.column_stack((fiscal, fiscal * factors, cash, partners)))


def measures_of(yearly: Yearly, value: float, factors: Floats, paybacks: Floats) -> Measures:
    """Take the measures of yearly totals.

    Args:
        yearly: totals, real GBP.
        value: present value to the public, real GBP.
        factors: (years,) discount factors of money.
        paybacks: of `paybacks_of`.
    """
    totals = np.stack((yearly.cost_gbp, yearly.cash_cost_gbp, yearly.fiscal_gbp, yearly.cash_released_gbp), axis=1)
    cost, cash_cost, fiscal, cash = present_value(totals, factors).tolist()
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


def _public_value(case: CaseArrays, gross_gbp: Floats) -> float:
    """Present value to the public: the health effects of people at the health rates, the rest as money."""
    value = case.money_factors @ gross_gbp
    if case.has_health_rates:
        value = np.where(case.benefits.is_health, case.health_factors @ gross_gbp, value)
    return float(value @ case.benefits.is_public_value)


def partners_of(
    yearly: Yearly, factors: Floats, paybacks: Floats, order: Whole, partner_ids: tuple[str, ...]
) -> dict[str, PartnerMeasures]:
    """Take the measures of every partner.

    Args:
        yearly: totals by partner, real GBP.
        factors: (years,) discount factors of money.
        paybacks: (partners,) of their cash, nan for none.
        order: (partners,) places of `partner_ids` in the arrays.
        partner_ids: in the order in which results show them.
    """
    series = (
        yearly.partner_cost_gbp,
        yearly.partner_cash_cost_gbp,
        yearly.partner_fiscal_gbp,
        yearly.partner_cash_released_gbp,
        yearly.partner_cash_managed_gbp,
    )
    cost, cash_cost, fiscal, cash, managed = (present_value(each, factors).tolist() for each in series)
    return {
        partner_id: PartnerMeasures(
            pv_cost_gbp=cost[at],
            pv_public_cost_gbp=cash_cost[at],
            pv_fiscal_gbp=fiscal[at],
            pv_cash_released_gbp=cash[at],
            pv_cash_annually_managed_gbp=managed[at],
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
        partner_cash_managed_gbp=yearly.partner_cash_managed_gbp[:, order],
    )


def _centres(case: CaseArrays, average: Average, centre_ids: tuple[str, ...]) -> CentreReleases:
    rows = case.places.rows
    at = np.array([centre_ids.index(row.cost_centre_id) if row.cost_centre_id != NOWHERE else -1 for row in rows], dtype=np.intp)
    nowhere = np.zeros((case.years, 1))
    return CentreReleases(
        benefit_ids=tuple(row.benefit_id for row in rows),
        cost_centre_ids=tuple(row.cost_centre_id for row in rows),
        units=average.row_units,
        standing_units=np.concatenate((average.free_units, nowhere), axis=1)[:, at],
        steps=np.concatenate((average.steps, nowhere), axis=1)[:, at],
        lump_units=np.array([row.lump_units if row.lump_units is not None else np.nan for row in rows]),
        centre_ids=centre_ids,
        centre_steps=average.steps,
    )
