"""Who is left with which cash in many draws. Draws are the last axis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.engine.arrays import Flags, Floats
from core.engine.formulas.payback import payback_years
from core.engine.model.centre_cash import Part
from core.engine.model.input_values import DrawnValues
from core.engine.model.yearly import Yearly
from core.engine.simulation.plan import Limit, ValuePlan


@dataclass(frozen=True)
class PresentCash:
    """Present values of cash in each draw: (draws,) real GBP each."""

    released: Mapping[int, Floats]  # line of benefit
    costs: Sequence[Floats]  # lines of cost
    moving: Mapping[int, Floats]  # number of the centre: closing and reopening its steps
    risks: Sequence[Floats]  # of the plan


def cash_cost(plan: ValuePlan, cash: PresentCash, draws: int) -> Floats:
    """Find the present value of what is paid in cash: (draws,) real GBP."""
    found = np.zeros(draws)
    for line, cost in enumerate(cash.costs):
        if plan.option.costs.is_cash[line]:
            found += cost
    for cost in (*cash.moving.values(), *cash.risks):
        found += cost
    return found


def partner_net_cash(plan: ValuePlan, cash: PresentCash, draws: int) -> Floats:
    """Find the present value of each partner's cash less its cash cost: (partners, draws) real GBP."""
    found = np.zeros((len(plan.case.partner_ids), draws))
    falls = plan.case.benefits.fall_share
    for line, released in cash.released.items():
        for partner in np.flatnonzero(falls[line]).tolist():
            found[partner] += falls[line, partner] * released
    paid = plan.option.costs.pay_share * plan.option.costs.is_cash[:, None]
    for line, cost in enumerate(cash.costs):
        for partner in np.flatnonzero(paid[line]).tolist():
            found[partner] -= paid[line, partner] * cost
    for centre, cost in cash.moving.items():
        found[plan.case.places.centres[centre].partner] -= cost
    for risk, cost in zip(plan.risks, cash.risks, strict=True):
        found[risk.partner] -= cost
    return found


def paybacks_met(plan: ValuePlan, values: DrawnValues, yearly: Yearly, happened: Flags) -> Flags:
    """Find whether each partner has its cash back in time: (partners with a limit, draws).

    Args:
        plan: the option.
        values: its uncertain figures.
        yearly: what it comes to.
        happened: (risks of the plan, draws) which risks come true.
    """
    draws = len(values.engagement)
    met = np.ones((len(plan.limits), draws), dtype=bool)
    for at, limit in enumerate(plan.limits):
        net = _cash_gained(plan, values, yearly, limit, draws) - _cash_paid(plan, values, yearly, limit, draws)
        for number, risk in enumerate(plan.risks):
            if risk.partner == limit.partner:
                net[risk.year] -= risk.cost_gbp * happened[number]
        met[at] = payback_years(net) <= limit.years
    return met


def _cash_gained(plan: ValuePlan, values: DrawnValues, yearly: Yearly, limit: Limit, draws: int) -> Floats:
    """(years, draws) real GBP."""
    net = np.zeros((plan.case.years, draws))
    for part in yearly.cash:
        for growth, worth in _worth_to(plan, values, part, limit.partner).values():
            net += part.units * worth if (growth == 1).all() else part.units * worth * growth[:, None]
    return net


def _worth_to(plan: ValuePlan, values: DrawnValues, part: Part, partner: int) -> dict[int, tuple[Floats, Floats]]:
    """What a unit of a part is worth to a partner: by class of growth, the growth (years,) and the worth in year 0 (draws,)."""
    benefits = plan.case.benefits
    found: dict[int, tuple[Floats, Floats]] = {}
    for line, share in part.lines:
        fall = benefits.fall_share[line, partner]
        if fall:
            own = values.unit_value_gbp[:, line] * (benefits.price_factor[line] * fall * share)
            key = int(benefits.growth_class[line])
            found[key] = (benefits.growth[:, line], found[key][1] + own if key in found else own)
    return found


def _cash_paid(plan: ValuePlan, values: DrawnValues, yearly: Yearly, limit: Limit, draws: int) -> Floats:
    """(years, draws) real GBP."""
    costs, paid = plan.option.costs, np.zeros((plan.case.years, draws))
    for line, times in enumerate(yearly.times):
        if (share := costs.pay_share[line, limit.partner]) and costs.is_cash[line]:
            paid += times * (values.amount_gbp[:, line] * (costs.factor[line] * share))
    for number, centre in enumerate(yearly.centres):
        if centre.moving_gbp is not None and plan.case.places.centres[number].partner == limit.partner:
            paid += centre.moving_gbp
    return paid
