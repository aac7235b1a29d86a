"""Who is left with which cash in many draws. Draws are the last axis."""

from collections.abc import Mapping, Sequence

import numpy as np

from core.engine.arrays import Flags, Floats
from core.engine.payback import payback_years
from core.engine.value_plan import ValuePlan


def net_cash(plan: ValuePlan, pv_cash: Mapping[int, Floats], pv_costs: Sequence[Floats], draws: int) -> Floats:
    """Find the present value of cash released less cash cost: (draws,) real GBP."""
    found = -cash_cost(plan, pv_costs, draws)
    for cash in pv_cash.values():
        found += cash
    return found


def cash_cost(plan: ValuePlan, pv_costs: Sequence[Floats], draws: int) -> Floats:
    """Find the present value of the costs paid in cash: (draws,) real GBP."""
    found = np.zeros(draws)
    for line, cost in enumerate(pv_costs):
        if plan.option.costs.is_cash[line]:
            found += cost
    return found


def partner_net_cash(plan: ValuePlan, pv_cash: Mapping[int, Floats], pv_costs: Sequence[Floats], draws: int) -> Floats:
    """Find the present value of each partner's cash less its cash cost: (partners, draws) real GBP."""
    found = np.zeros((len(plan.case.partner_ids), draws))
    for line, cash in pv_cash.items():
        for partner in np.flatnonzero(plan.case.benefits.fall_share[line]).tolist():
            found[partner] += plan.case.benefits.fall_share[line, partner] * cash
    paid = plan.option.costs.pay_share * plan.option.costs.is_cash[:, None]
    for line, cost in enumerate(pv_costs):
        for partner in np.flatnonzero(paid[line]).tolist():
            found[partner] -= paid[line, partner] * cost
    return found


def paybacks_met(plan: ValuePlan, cash_gbp: Mapping[int, Floats], cost_gbp: Sequence[Floats], draws: int) -> Flags:
    """Find whether each partner has its cash back in time: (partners with a limit, draws).

    Args:
        plan: the option.
        cash_gbp: line of benefit -> (years, draws) cash released.
        cost_gbp: (years, draws) of each line of cost.
        draws: how many draws.
    """
    met = np.ones((len(plan.limits), draws), dtype=bool)
    costs = plan.option.costs
    for at, limit in enumerate(plan.limits):
        net = np.zeros((plan.case.years, draws))
        for line, cash in cash_gbp.items():
            if share := plan.case.benefits.fall_share[line, limit.partner]:
                net += cash * share
        for line, cost in enumerate(cost_gbp):
            if (share := costs.pay_share[line, limit.partner]) and costs.is_cash[line]:
                net -= cost * share
        met[at] = payback_years(net) <= limit.years
    return met
