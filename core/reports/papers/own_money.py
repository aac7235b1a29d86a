"""One organisation's lines: what it pays and gets by line, as its own board reads it. Its years are in `organisation.cash`."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from core.domain.case.benefits import Benefit, BenefitClass, ReleaseRoute
from core.domain.prices import MoneyBasis
from core.reports.appraisals import Appraised
from core.reports.cache import worked_once
from core.reports.flows import shown_flows

LINE_COLUMNS = (
    "side", "line_id", "line", "kind", "pays_gbp", "in_kind_gbp", "cash_gbp", "capacity_gbp", "redeployed_gbp", "growth_gbp",
    "outside_gbp", "agreed", "centres",
)  # fmt: skip


@worked_once
def own_lines(appraised: Appraised, option_id: str, partner_id: str, basis: MoneyBasis) -> pd.DataFrame:
    """Own lines: each line of cost and of benefit of one partner over the whole horizon.

    Returns:
        one row per line: LINE_COLUMNS. A line of cost has pays_gbp (cash) and in_kind_gbp; a line of benefit has cash_gbp,
        capacity_gbp with no agreed use, redeployed_gbp to a named use, growth_gbp of costs avoided, and outside_gbp where it
        falls in no budget. agreed is "yes", "no" or "" (cannot be cash); centres are titles with commas between.
    """
    flow = shown_flows(appraised, option_id, basis)
    own = flow[flow.partner_id == partner_id]
    keys = ["side", "line_id", "line", "benefit_class", "value_kind", "route", "is_cash"]
    sums = own.groupby(keys, as_index=False, sort=False)[["shown_gbp", "shown_cash_gbp"]].sum()
    of = {row.benefit_id: row for row in appraised.case.benefits}
    records = [{str(name): value for name, value in row.items()} for row in sums.to_dict("records")]
    rows = [_line(row, of, _centres_of(appraised, row["line_id"])) for row in records]
    frame = pd.DataFrame(rows, columns=list(LINE_COLUMNS))
    money = [name for name in LINE_COLUMNS if name.endswith("_gbp")]
    return frame[(frame[money].abs() > 0.005).any(axis=1)].reset_index(drop=True)


def _line(row: Mapping[str, Any], of: Mapping[str, Benefit], centres: str) -> tuple[object, ...]:
    names, gross, cash = (row["side"], row["line_id"], row["line"]), float(row["shown_gbp"]), float(row["shown_cash_gbp"])
    if row["side"] == "pays":
        paid, in_kind = (cash, 0.0) if row["is_cash"] else (0.0, gross)
        return (*names, row["value_kind"], paid, in_kind, 0.0, 0.0, 0.0, 0.0, 0.0, "", "")
    if row["benefit_class"] != BenefitClass.fiscal:
        return (*names, row["benefit_class"], 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, gross, "", centres)
    rest, benefit = gross - cash, of[row["line_id"]]
    redeployed = rest if row["route"] == ReleaseRoute.redeployed_named_use else 0.0
    growth = rest if row["route"] == ReleaseRoute.cost_growth_avoided else 0.0
    agreed = ("yes" if benefit.release_agreed else "no") if benefit.can_be_cash else ""
    capacity = rest - redeployed - growth
    return (*names, row["benefit_class"], 0.0, 0.0, cash, capacity, redeployed, growth, 0.0, agreed, centres)


def _centres_of(appraised: Appraised, line_id: str) -> str:
    case = appraised.case
    named = [row.cost_centre_id for row in case.benefit_centres if row.benefit_id == line_id]
    named += [row.cost_centre_id for row in case.site_centres if row.benefit_id == line_id]
    titles = {row.cost_centre_id: row.name for row in case.cost_centres}
    return ", ".join(dict.fromkeys(titles[one] for one in named))
