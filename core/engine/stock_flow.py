"""How many people have the problem, as usual and with levers in force."""

import numpy as np

from core.engine.arrays import Floats


def stock(people_with_problem: float, inflow_people: Floats, stay_share: Floats) -> Floats:
    """Follow the stock of people with the problem from year to year.

    P(t+1) = stay(t) x P(t) + inflow(t).

    Args:
        people_with_problem: people at the start of year 0.
        inflow_people: (draws, years) people who come to have the problem in a year.
        stay_share: (draws, years) share of the stock that still has it a year later.

    Returns:
        (draws, years) people.

    Source:
        docs/method.md#people
    """
    draws, years = np.broadcast_shapes(inflow_people.shape, stay_share.shape)
    inflow = np.ascontiguousarray(np.broadcast_to(inflow_people, (draws, years)).T)
    stay = np.ascontiguousarray(np.broadcast_to(stay_share, (draws, years)).T)
    return stock_by_year(people_with_problem, inflow, stay).T


def stock_by_year(people_with_problem: float, inflow_people: Floats, stay_share: Floats) -> Floats:
    """Follow the same stock with years in front, as the draws of a simulation are laid out.

    Args:
        people_with_problem: people at the start of year 0.
        inflow_people: (years, draws) or (years, 1).
        stay_share: (years, draws) or (years, 1).

    Returns:
        (years, draws) people.
    """
    people = np.empty(np.broadcast_shapes(inflow_people.shape, stay_share.shape))
    people[0] = people_with_problem
    for year in range(len(people) - 1):
        np.multiply(stay_share[year], people[year], out=people[year + 1])
        people[year + 1] += inflow_people[year]
    return people


def share_left(cuts: Floats) -> Floats:
    """Find what several cuts leave when each acts on what the others leave.

    Args:
        cuts: (draws, levers, years) share each lever cuts.

    Returns:
        (draws, years) share left; 1 without levers.
    """
    return np.asarray(np.prod(1.0 - cuts, axis=1))
