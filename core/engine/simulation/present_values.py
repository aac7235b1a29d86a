"""The present values of one option in many draws. Floors, caps and whole teams are taken inside each draw."""

from dataclasses import dataclass

import numpy as np

from core.engine.arrays import Flags, Floats
from core.engine.model.input_values import DrawnValues
from core.engine.model.present_values import present_cash, present_costs, present_moving, public_value_of
from core.engine.model.yearly import run
from core.engine.simulation.partners import PresentCash, cash_cost, partner_net_cash, paybacks_met
from core.engine.simulation.plan import ValuePlan


@dataclass(frozen=True)
class DrawTotals:
    """What one option comes to in each draw, present values in real GBP. Partners in order of their ids."""

    npsv_gbp: Floats  # (draws,)
    cash_cost_gbp: Floats  # (draws,)
    net_cash_gbp: Floats  # (draws,)
    partner_net_cash_gbp: Floats  # (partners, draws)
    payback_met: Flags  # (partners with a limit, draws)


def run_draws(plan: ValuePlan, values: DrawnValues, adopted: Flags, happened: Flags | None = None) -> DrawTotals:
    """Work out what an option comes to in each draw.

    Args:
        plan: the option, ready for draws.
        values: its uncertain figures, one set a draw.
        adopted: (draws, levers) which levers are adopted in each draw.
        happened: (risks of the plan, draws) which risks come true in each draw; None for none.

    Source:
        docs/method.md#simulation
    """
    draws = len(values.engagement)
    if happened is None:
        happened = np.zeros((len(plan.risks), draws), dtype=bool)
    yearly = run(plan.case, plan.option, values, adopted)
    cash = PresentCash(
        released=present_cash(plan.case, values, yearly),
        costs=present_costs(plan.case, plan.option, values, yearly),
        moving=present_moving(plan.case, yearly),
        risks=[risk.cost_gbp * plan.case.money_factors[risk.year] * each for risk, each in zip(plan.risks, happened, strict=True)],
    )
    npsv = np.zeros(draws) + public_value_of(plan.case, values, yearly)
    social = [cost for line, cost in enumerate(cash.costs) if plan.option.costs.is_social[line]]
    for cost in (*social, *cash.moving.values(), *cash.risks):
        npsv -= cost
    paid = cash_cost(plan, cash, draws)
    return DrawTotals(
        npsv_gbp=npsv,
        cash_cost_gbp=paid,
        net_cash_gbp=sum(cash.released.values(), np.zeros(draws)) - paid,
        partner_net_cash_gbp=partner_net_cash(plan, cash, draws),
        payback_met=paybacks_met(plan, values, yearly, happened) if plan.limits else np.ones((0, draws), dtype=bool),
    )
