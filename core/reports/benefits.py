"""How much of the benefit becomes cash, and how far the rest is from it."""

import numpy as np
import pandas as pd

from core.domain.benefits import Benefit, ReleaseRoute
from core.domain.case import Case
from core.engine.prices import price_factor
from core.reports.appraisals import Appraised
from core.reports.flows import NO_ROUTE, flows
from core.reports.worked_once import worked_once

CASH = "cash released"
STEP_COLUMNS = (
    "line_id",
    "line",
    "cost_centre_id",
    "centre",
    "unit",
    "lump_units",
    "units_peak",
    "steps",
    "to_next_units",
    "waiting_gbp",
    "agreed",
)
PART_OF_ROUTE = {
    ReleaseRoute.budget_removed.value: "capacity with no agreed use",
    ReleaseRoute.redeployed_named_use.value: "redeployed for a named use",
    ReleaseRoute.cost_growth_avoided.value: "cost growth avoided",
    NO_ROUTE: "capacity with no agreed use",
}


@worked_once
def bridge(appraised: Appraised, option_id: str) -> pd.DataFrame:
    """Walk from all benefits down to net cash, in present values.

    Returns:
        one row per step: step, label, kind (total, less), amount_gbp (signed), start_gbp, end_gbp. A 'less' step ends where
        the next one starts; the last total equals cash released less cash cost.
    """
    flow = flows(appraised, option_id)
    gains = flow[flow.side == "gains"]
    fiscal = gains[gains.benefit_class == "fiscal"]
    cost = float(flow.loc[flow.side == "pays", "pv_cash_gbp"].sum())
    steps: list[tuple[str, str, str, float]] = [
        ("all", "All benefits", "total", float(gains.pv_gbp.sum())),
        ("outside", "Not in any budget", "less", -float(gains.pv_gbp.sum() - fiscal.pv_gbp.sum())),
    ]
    steps += [
        ("capacity", "Capacity, not cash", "less", -float(fiscal.pv_gbp.sum() - fiscal.pv_cash_gbp.sum())),
        ("cash", "Cash released", "total", float(fiscal.pv_cash_gbp.sum())),
        ("cost", "Cash cost", "less", -cost),
        ("net", "Net cash", "total", float(fiscal.pv_cash_gbp.sum()) - cost),
    ]
    return _standing(steps)


def _standing(steps: list[tuple[str, str, str, float]]) -> pd.DataFrame:
    rows, level = [], 0.0
    for step, label, kind, amount in steps:
        start = 0.0 if kind == "total" else level
        level = amount if kind == "total" else level + amount
        rows.append({"step": step, "label": label, "kind": kind, "amount_gbp": amount, "start_gbp": start, "end_gbp": level})
    return pd.DataFrame(rows)


def real_value(case: Case, benefit: Benefit) -> float:
    """Value of one unit in the programme's prices."""
    index = {row.year: row.index for row in case.deflators}
    return benefit.unit_value_gbp * price_factor(index, benefit.price_year, case.programme.prices_of)


@worked_once
def cash_or_capacity(appraised: Appraised, option_id: str) -> pd.DataFrame:
    """Split each fiscal line into cash and the kinds of capacity it frees, in present values.

    Returns:
        one row per line x part: line_id, line, part (words), gbp. A line's parts add up to its fiscal value.
    """
    flow = flows(appraised, option_id)
    fiscal = flow[(flow.side == "gains") & (flow.benefit_class == "fiscal")]
    lines = fiscal.groupby(["line_id", "line", "route"], as_index=False, sort=False)[["pv_gbp", "pv_cash_gbp"]].sum()
    cash = lines.assign(part=CASH, gbp=lines.pv_cash_gbp)
    capacity = lines.assign(part=lines.route.map(PART_OF_ROUTE), gbp=lines.pv_gbp - lines.pv_cash_gbp)
    both = pd.concat([cash, capacity], ignore_index=True)
    return both.loc[both.gbp.abs() > 0.005, ["line_id", "line", "part", "gbp"]].reset_index(drop=True)


@worked_once
def steps_to_cash(appraised: Appraised, option_id: str) -> pd.DataFrame:
    """Say how far each cost centre is from its next step of cash.

    Returns:
        one row per stepped line x cost centre: line_id, line, cost_centre_id, centre, unit, lump_units, units_peak (most units
        that stay down for the notice), steps (most steps released), to_next_units, waiting_gbp (a year, real, on the next
        step), agreed.
    """
    case = appraised.case
    of = {benefit.benefit_id: benefit for benefit in case.benefits}
    units_of = {outcome.outcome_id: outcome.unit for outcome in case.outcomes}
    centres = {centre.cost_centre_id: centre.name for centre in case.cost_centres}
    centre_rows = appraised.option(option_id).expected.centres
    rows = []
    for place, (benefit_id, cost_centre_id) in enumerate(zip(centre_rows.benefit_ids, centre_rows.cost_centre_ids, strict=True)):
        benefit = of[benefit_id]
        if not (benefit.step_share and benefit.can_be_cash and benefit.lump_units):
            continue
        peak = float(np.max(centre_rows.standing_units[:, place], initial=0.0))
        steps = float(np.max(centre_rows.steps[:, place], initial=0.0))
        to_next = benefit.lump_units * (np.floor(peak / benefit.lump_units + 1e-9) + 1) - peak
        rows.append(
            {
                "line_id": benefit.benefit_id,
                "line": benefit.name,
                "cost_centre_id": cost_centre_id,
                "centre": centres.get(cost_centre_id, "The whole place"),
                "unit": units_of[benefit.outcome_id],
                "lump_units": benefit.lump_units,
                "units_peak": peak,
                "steps": steps,
                "to_next_units": to_next,
                "waiting_gbp": real_value(case, benefit) * benefit.step_share * benefit.lump_units,
                "agreed": benefit.release_agreed,
            }
        )
    return pd.DataFrame(rows, columns=list(STEP_COLUMNS))
