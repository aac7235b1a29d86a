"""Benefits: how much becomes cash, and how far the rest is from it."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.domain.case.benefits import Benefit, ReleaseRoute
from core.domain.case.case import Case
from core.domain.prices import MoneyBasis
from core.engine.formulas.prices import price_factor
from core.reports.appraisals import Appraised
from core.reports.cache import worked_once
from core.reports.flows import NO_ROUTE, flows, shown_flows

CASH = "cash released"
Units = NDArray[np.float64]
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
def bridge(appraised: Appraised, option_id: str, basis: MoneyBasis = MoneyBasis.present_value) -> pd.DataFrame:
    """Bridge: the steps from all benefits down to net cash, in one basis of money.

    Returns:
        one row per step: step, label, kind (total, less), amount_gbp (signed), start_gbp, end_gbp. A 'less' step ends where
        the next one starts; the last total equals cash released less cash cost.
    """
    flow = shown_flows(appraised, option_id, basis)
    gains = flow[flow.side == "gains"]
    fiscal = gains[gains.benefit_class == "fiscal"]
    every, budgets, cash = (float(sums) for sums in (gains.shown_gbp.sum(), fiscal.shown_gbp.sum(), fiscal.shown_cash_gbp.sum()))
    cost = float(flow.loc[flow.side == "pays", "shown_cash_gbp"].sum())
    return _standing(
        [
            ("all", "All benefits", "total", every),
            ("outside", "Not in any budget", "less", budgets - every),
            ("capacity", "Capacity, not cash", "less", cash - budgets),
            ("cash", "Cash released", "total", cash),
            ("cost", "Cash cost", "less", -cost),
            ("net", "Net cash", "total", cash - cost),
        ]
    )


def _standing(steps: list[tuple[str, str, str, float]]) -> pd.DataFrame:
    rows, level = [], 0.0
    for step, label, kind, amount in steps:
        start = 0.0 if kind == "total" else level
        level = amount if kind == "total" else level + amount
        rows.append({"step": step, "label": label, "kind": kind, "amount_gbp": amount, "start_gbp": start, "end_gbp": level})
    return pd.DataFrame(rows)


def real_value(case: Case, prices: Mapping[int, float], benefit: Benefit) -> float:
    """Value of one unit in the programme's prices."""
    return benefit.unit_value_gbp * price_factor(prices, benefit.price_year, case.programme.prices_of)


@worked_once
def cash_or_capacity(appraised: Appraised, option_id: str, basis: MoneyBasis = MoneyBasis.present_value) -> pd.DataFrame:
    """Cash or capacity: each fiscal line split into cash and the kinds of capacity it frees, in one basis of money.

    Returns:
        one row per line x part: line_id, line, part (words), gbp. A line's parts add up to its fiscal value.
    """
    flow = shown_flows(appraised, option_id, basis)
    fiscal = flow[(flow.side == "gains") & (flow.benefit_class == "fiscal")]
    lines = fiscal.groupby(["line_id", "line", "route"], as_index=False, sort=False)[["shown_gbp", "shown_cash_gbp"]].sum()
    cash = lines.assign(part=CASH, gbp=lines.shown_cash_gbp)
    capacity = lines.assign(part=lines.route.map(PART_OF_ROUTE), gbp=lines.shown_gbp - lines.shown_cash_gbp)
    both = pd.concat([cash, capacity], ignore_index=True)
    return both.loc[both.gbp.abs() > 0.005, ["line_id", "line", "part", "gbp"]].reset_index(drop=True)


@worked_once
def steps_to_cash(appraised: Appraised, option_id: str) -> pd.DataFrame:
    """Steps to cash: how far each cost centre is from its next step.

    Returns:
        one row per stepped line x cost centre: line_id, line, cost_centre_id, centre, unit, lump_units, units_peak (most units
        that stay down for the notice, those of all lines that the centre counts together), steps (most steps closed),
        to_next_units, waiting_gbp (the line's part of the next step, a year, real; none without a centre), agreed.
    """
    case = appraised.case
    of = {benefit.benefit_id: benefit for benefit in case.benefits}
    units_of = {outcome.outcome_id: outcome.unit for outcome in case.outcomes}
    centres = {centre.cost_centre_id: centre.name for centre in case.cost_centres}
    centre_rows = appraised.option(option_id).expected.centres
    rows = []
    for index, (benefit_id, cost_centre_id) in enumerate(zip(centre_rows.benefit_ids, centre_rows.cost_centre_ids, strict=True)):
        benefit = of[benefit_id]
        lump = float(centre_rows.lump_units[index])
        if not (benefit.step_share and benefit.can_be_cash) or np.isnan(lump):
            continue
        peak = float(np.max(standing_units(appraised, option_id)[:, index], initial=0.0))
        steps = float(np.max(centre_rows.steps[:, index], initial=0.0))
        to_next = lump * (np.floor(peak / lump + 1e-9) + 1) - peak
        rows.append(
            {
                "line_id": benefit.benefit_id,
                "line": benefit.name,
                "cost_centre_id": cost_centre_id,
                "centre": centres.get(cost_centre_id, NO_CENTRE),
                "unit": units_of[benefit.outcome_id],
                "lump_units": lump,
                "units_peak": peak,
                "steps": steps,
                "to_next_units": to_next,
                "waiting_gbp": waiting_gbp(appraised, option_id, index),
                "agreed": benefit.release_agreed,
            }
        )
    return pd.DataFrame(rows, columns=list(STEP_COLUMNS))


NO_CENTRE = "No cost centre named"


def standing_units(appraised: Appraised, option_id: str) -> Units:
    """Units that stay away at each line x centre and could close steps: (years, rows).

    A centre counts all lines whose release is agreed together. A line that is not agreed counts by itself, for what it would
    bring; one without a centre closes nothing.
    """
    centres = appraised.option(option_id).expected.centres
    of = {benefit.benefit_id: benefit for benefit in appraised.case.benefits}
    found = centres.standing_units.copy()
    for place, (line, centre) in enumerate(zip(centres.benefit_ids, centres.cost_centre_ids, strict=True)):
        if not of[line].is_releasing or not centre:
            found[:, place] = np.maximum(centres.units[:, place], 0.0)
    return found


def waiting_gbp(appraised: Appraised, option_id: str, place: int) -> float:
    """A line's part of its centre's next step, real GBP a year: all of it where no other line closes steps there.

    Args:
        appraised: the programme, worked out.
        option_id: the option.
        place: row of the option's centres.
    """
    case, centres = appraised.case, appraised.option(option_id).expected.centres
    of = {benefit.benefit_id: benefit for benefit in case.benefits}
    own, centre = of[centres.benefit_ids[place]], centres.cost_centre_ids[place]
    lump = float(centres.lump_units[place])
    if np.isnan(lump) or not centre:
        return 0.0
    units = {own.outcome_id: float(centres.units[:, place].max(initial=0.0))}
    for at, (line, there) in enumerate(zip(centres.benefit_ids, centres.cost_centre_ids, strict=True)):
        if there == centre and of[line].is_releasing and of[line].step_share:
            units[of[line].outcome_id] = max(0.0, float(centres.units[:, at].max(initial=0.0)))
    total = sum(units.values())
    part = units[own.outcome_id] / total if total > 0 else 1 / len(units)
    return real_value(case, appraised.loaded.prices, own) * (own.step_share or 0.0) * lump * part


CASH_COLUMNS = ("partner", "line", "pv_cash_gbp", "action", "level", "owner", "due_on", "status", "partner_id")


@worked_once
def cash_to_take_out(appraised: Appraised, option_id: str) -> pd.DataFrame:
    """Release plan: for each line of cash and partner, how it is to leave the budget, and who sees to it.

    Returns:
        one row per cash line x partner with cash: partner, line, pv_cash_gbp, action, level, owner, due_on, status, partner_id.
        Empty text where nothing was entered yet: money without an owner stays where it is.
    """
    flow = flows(appraised, option_id)
    cash = flow[(flow.side == "gains") & flow.is_cash.astype(bool)]
    sums = cash.groupby(["partner_id", "line_id", "line"], as_index=False, sort=False)["pv_cash_gbp"].sum()
    plans = {(row.benefit_id, row.partner_id): row for row in appraised.case.realisation}
    partners = {row.partner_id: row.title for row in appraised.case.partners}
    rows = []
    for row in sums[sums.pv_cash_gbp > 0].itertuples():
        plan = plans.get((row.line_id, row.partner_id))
        said = (
            (plan.release_action, plan.level.value, plan.owner, plan.due_on.isoformat(), plan.status.value) if plan else ("",) * 5
        )
        rows.append((partners.get(row.partner_id, row.partner_id), row.line, row.pv_cash_gbp, *said, row.partner_id))
    return pd.DataFrame(rows, columns=list(CASH_COLUMNS))
