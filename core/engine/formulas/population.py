"""Population: how many people have the problem, as usual and with levers in force."""

import numpy as np

from core.engine.arrays import Floats


def stock(people_with_problem: float, inflow_people: Floats, stay_share: Floats) -> Floats:
    """Stock-flow model: people with the problem from year to year.

    P(t+1) = stay(t) x P(t) + inflow(t).

    Args:
        people_with_problem: people at the start of year 0.
        inflow_people: (years, draws) or (years, 1) people who come to have the problem in a year.
        stay_share: (years, draws) or (years, 1) share of the stock that still has it a year later.

    Returns:
        (years, draws) people.

    Source:
        docs/method.md#people
    """
    people = np.empty(np.broadcast_shapes(inflow_people.shape, stay_share.shape))
    people[0] = people_with_problem
    for year in range(len(people) - 1):
        np.multiply(stay_share[year], people[year], out=people[year + 1])
        people[year + 1] += inflow_people[year]
    return people
