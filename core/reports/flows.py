"""Every pound of one option: which line, which partner, which year, and whether it is cash."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from core.domain.benefits import Benefit, BenefitClass
from core.domain.case import Case
from core.reports.appraisals import Appraised

COLUMNS = ("side", "partner_id", "line_id", "line", "benefit_class", "value_kind", "route", "is_cash", "year", "gbp", "cash_gbp", "pv_gbp", "pv_cash_gbp")  # fmt: skip
NO_ROUTE = "no_route"


def flows(appraised: Appraised, option_id: str) -> pd.DataFrame:
    """Lay out one option's benefits and costs.

    Returns:
        one row per side (gains, pays) x line x partner x year. gbp is gross; cash_gbp is the part released as cash
        (gains) or paid in cash (pays); pv_ columns are discounted to year 0. All real GBP of the price year, all >= 0.
    """
    rows = [*_gains(appraised, option_id), *_pays(appraised, option_id)]
    return pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=list(COLUMNS))


def by_year(frame: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """Add flows up over lines: one row per given columns x year."""
    keys = [*columns, "year"]
    return frame.groupby(keys, as_index=False, observed=True, sort=True)[["gbp", "cash_gbp", "pv_gbp", "pv_cash_gbp"]].sum()


def route_of(benefit: Benefit) -> str:
    """The column a line's capacity stands in: its release route, or that none is agreed."""
    if benefit.benefit_class is not BenefitClass.fiscal:
        return ""
    return benefit.release_route.value if benefit.release_route is not None else NO_ROUTE


def _gains(appraised: Appraised, option_id: str) -> list[pd.DataFrame]:
    lines = appraised.option(option_id).expected.lines
    of = {benefit.benefit_id: benefit for benefit in appraised.case.benefits}
    frames = []
    for fall in appraised.case.benefit_falls:
        benefit, column = of[fall.benefit_id], lines.benefit_ids.index(fall.benefit_id)
        frames.append(
            _frame(
                appraised,
                {
                    "side": "gains",
                    "partner_id": fall.partner_id,
                    "line_id": benefit.benefit_id,
                    "line": benefit.name,
                    "benefit_class": benefit.benefit_class.value,
                    "value_kind": benefit.value_kind.value,
                    "route": route_of(benefit),
                    "is_cash": benefit.can_be_cash,
                },
                lines.gross_gbp[:, column] * fall.fall_share,
                lines.cash_gbp[:, column] * fall.fall_share,
                appraised.factors_of(benefit),
            )
        )
    return frames


def _pays(appraised: Appraised, option_id: str) -> list[pd.DataFrame]:
    lines = appraised.option(option_id).expected.lines
    of = {cost.cost_id: cost for cost in appraised.case.costs if cost.option_id == option_id}
    frames = []
    for share in appraised.case.cost_shares:
        if share.cost_id not in of or share.cost_id not in lines.cost_ids:
            continue
        cost, column = of[share.cost_id], lines.cost_ids.index(share.cost_id)
        paid = lines.cost_gbp[:, column] * share.pay_share
        frames.append(
            _frame(
                appraised,
                {
                    "side": "pays",
                    "partner_id": share.partner_id,
                    "line_id": cost.cost_id,
                    "line": cost.name,
                    "benefit_class": "",
                    "value_kind": cost.heading.value,
                    "route": cost.cost_type.value,
                    "is_cash": cost.is_cash,
                },
                paid,
                paid if cost.is_cash else np.zeros_like(paid),
                appraised.factors,
            )
        )
    return frames


def _frame(
    appraised: Appraised, same: dict[str, str | bool], gbp: np.ndarray, cash: np.ndarray, factors: np.ndarray
) -> pd.DataFrame:
    years = np.arange(len(gbp))
    frame = pd.DataFrame(
        {"year": years, "gbp": gbp, "cash_gbp": cash, "pv_gbp": gbp * factors, "pv_cash_gbp": cash * appraised.factors}
    )
    for name, value in same.items():
        frame[name] = value
    return frame[list(COLUMNS)]


def partner_titles(case: Case) -> dict[str, str]:
    """Names of partners by id, in the order of the file."""
    return {partner.partner_id: partner.title for partner in case.partners}
