"""Risks: what may go wrong, how likely it is, and what it would cost whom, apart from the ranges of the figures."""

import pandas as pd

from core.domain.prices import MoneyBasis
from core.reports.appraisals import Appraised
from core.reports.cache import worked_once
from core.reports.flows import partner_titles
from core.reports.prices import basis_factors, year_label

REGISTER_BASIS = MoneyBasis.real
COLUMNS = (
    "risk_id", "risk", "partner_id", "partner", "year", "year_label", "chance", "cost_gbp", "expected_gbp", "mitigation", "owner",
    "source",
)  # fmt: skip


@worked_once
def risk_register(appraised: Appraised, option_id: str, basis: MoneyBasis = REGISTER_BASIS) -> pd.DataFrame:
    """Risk register of one option: each risk with its expected cost, which is its chance times its cost.

    A risk after the horizon costs nothing that is looked at, and is left out.

    Returns:
        one row per risk: COLUMNS. cost_gbp and expected_gbp are in the basis; the sum of expected_gbp is the expected cost.

    Source:
        docs/method.md#risks
    """
    factors, titles = basis_factors(appraised, basis), partner_titles(appraised.case)
    base = appraised.case.programme.base_year
    rows = [
        (
            risk.risk_id,
            risk.title,
            risk.partner_id,
            titles[risk.partner_id],
            risk.year,
            year_label(base, risk.year),
            risk.chance,
            risk.cost_gbp * factors[risk.year],
            risk.chance * risk.cost_gbp * factors[risk.year],
            risk.mitigation or "",
            risk.owner or "",
            risk.source or "",
        )
        for risk in appraised.case.risks
        if risk.belongs_to(option_id) and risk.year < len(factors)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"chance": "float64", "cost_gbp": "float64", "expected_gbp": "float64"})
