"""The present values of one option in many draws. Floors, caps and whole teams are taken inside each draw."""

from dataclasses import dataclass

import numpy as np

from core.engine.arrays import Flags, Floats
from core.engine.value_costs import times_paid
from core.engine.value_partners import cash_cost, net_cash, partner_net_cash, paybacks_met
from core.engine.value_plan import ValuePlan
from core.engine.value_units import Worth, drawn_stock, present_by_year, worth_of_units
from core.engine.values import DrawnValues


@dataclass(frozen=True)
class DrawTotals:
    """What one option comes to in each draw, present values in real GBP. Partners in order of their ids."""

    npsv_gbp: Floats  # (draws,)
    cash_cost_gbp: Floats  # (draws,)
    net_cash_gbp: Floats  # (draws,)
    partner_net_cash_gbp: Floats  # (partners, draws)
    payback_met: Flags  # (partners with a limit, draws)


def run_draws(plan: ValuePlan, values: DrawnValues, adopted: Flags) -> DrawTotals:
    """Work out what an option comes to in each draw.

    Args:
        plan: the option, ready for draws.
        values: its uncertain figures, one set a draw.
        adopted: (draws, levers) which levers are adopted in each draw.

    Source:
        docs/method.md#simulation
    """
    draws, money = len(values.engagement), plan.case.money_factors
    stock = drawn_stock(plan, values, adopted)
    worth = worth_of_units(plan, values, stock, draws)
    times = times_paid(plan, values, stock)
    amounts = (values.amount_gbp * plan.option.costs.factor).T
    unit_gbp = (values.unit_value_gbp * plan.case.benefits.price_factor).T
    pv_costs = [amount * present_by_year(each, money) for amount, each in zip(amounts, times, strict=True)]
    pv_cash = {line: unit_gbp[line] * present_by_year(units, money) for line, units in worth.cash_units.items()}
    return DrawTotals(
        npsv_gbp=worth.public_value_gbp - sum(pv_costs, np.zeros(draws)),
        cash_cost_gbp=cash_cost(plan, pv_costs, draws),
        net_cash_gbp=net_cash(plan, pv_cash, pv_costs, draws),
        partner_net_cash_gbp=partner_net_cash(plan, pv_cash, pv_costs, draws),
        payback_met=_paybacks(plan, worth, unit_gbp, times, amounts),
    )


def _paybacks(plan: ValuePlan, worth: Worth, unit_gbp: Floats, times: list[Floats], amounts: Floats) -> Flags:
    """Yearly cash is worked out only where a partner has a limit."""
    draws = amounts.shape[1]
    if not plan.limits:
        return np.ones((0, draws), dtype=bool)
    cash = {line: units * unit_gbp[line] for line, units in worth.cash_units.items()}
    return paybacks_met(plan, cash, [each * amount for each, amount in zip(times, amounts, strict=True)], draws)
