"""Budgets: which cash a partner of the deal can spend itself, and which is the Exchequer's or no one's."""

from collections.abc import Iterable, Mapping

import numpy as np

from core.domain.case.benefits import Budget
from core.domain.case.case import Case
from core.engine.arrays import Floats
from core.engine.model.case_arrays import budget_of
from core.reports.appraisals import Appraised
from core.reports.flows import flows


def cash_by_budget(appraised: Appraised, option_id: str, budget: Budget) -> Mapping[str, Floats]:
    """Cash released to each partner in one kind of budget, by year.

    Args:
        appraised: the version, worked out.
        option_id: the option.
        budget: departmental (the partner can spend it), annually managed (the Exchequer's), or none.

    Returns:
        by partner_id (years,) real GBP, undiscounted; below 0 where the work harms the partner; zeros where there is none.

    Source:
        docs/method.md#deals
    """
    case = appraised.case
    years, kinds = case.programme.horizon_years + 1, budgets_of_falls(case)
    found = {partner.partner_id: np.zeros(years) for partner in case.partners}
    gains = flows(appraised, option_id)
    gains = gains[(gains.side == "gains") & (gains.cash_gbp != 0)]
    columns = (gains[name].tolist() for name in ("partner_id", "line_id", "year", "cash_gbp"))
    for partner_id, line_id, year, gbp in zip(*columns, strict=True):
        if kinds.get((line_id, partner_id)) is budget:
            found[partner_id][int(year)] += gbp
    return found


def budgets_of_falls(case: Case) -> Mapping[tuple[str, str], Budget]:
    """Budget of each fall, by line and partner: as it is entered, else worked out from the line and the partner."""
    partners = {partner.partner_id: partner for partner in case.partners}
    kinds = {line.benefit_id: line.value_kind for line in case.benefits}
    return {
        (fall.benefit_id, fall.partner_id): fall.budget or budget_of(kinds[fall.benefit_id], partners[fall.partner_id])
        for fall in case.benefit_falls
    }


def by_column(by_partner: Mapping[str, Floats], partners: Iterable[str], years: int) -> Floats:
    """(years, partners) in the order of the partners."""
    return np.array([by_partner[one] for one in partners]).reshape(-1, years).T
