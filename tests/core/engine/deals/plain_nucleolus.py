"""The nucleolus found from its definition by linear programmes, to hold the closed rule to."""

from itertools import combinations

import numpy as np
from scipy.optimize import linprog


def plain_nucleolus(benefits, cost):
    """Lower the largest excess as far as it goes, fix the groups that cannot go lower, and go on with the others."""
    n = len(benefits)
    groups = [frozenset(group) for size in range(1, n) for group in combinations(range(n), size)]
    value = {group: max(0.0, sum(benefits[p] for p in group) - cost) for group in groups}
    whole = max(0.0, sum(benefits) - cost)
    alone = [value[frozenset([p])] for p in range(n)] if n > 1 else [whole]
    bounds = [(low, None) for low in alone] if sum(alone) <= whole + 1e-9 else [(None, None)] * n
    fixed = {}
    while np.linalg.matrix_rank(np.array([np.ones(n), *(row(group, n) for group in fixed)])) < n:
        open_ = [group for group in groups if group not in fixed]
        least, _ = lowest(n, open_, fixed, value, whole=whole, bounds=bounds)
        tight = {
            group: value[group] - least
            for group in open_
            if must_be_tight(group, n, open_, fixed, value=value, whole=whole, least=least, bounds=bounds)
        }
        assert tight
        fixed |= tight
    rows = np.array([np.ones(n), *(row(group, n) for group in fixed)])
    return np.linalg.lstsq(rows, np.array([whole, *fixed.values()]), rcond=None)[0]


def row(group, n):
    return np.array([1.0 if p in group else 0.0 for p in range(n)])


def lowest(n, open_, fixed, value, *, whole, bounds):
    """The least possible largest excess of the open groups, as (excess, gains)."""
    solved = linprog(
        np.array([*np.zeros(n), 1.0]),
        A_ub=np.array([[*(-row(group, n)), -1.0] for group in open_]),
        b_ub=np.array([-value[group] for group in open_]),
        A_eq=np.array([[*np.ones(n), 0.0], *([*row(group, n), 0.0] for group in fixed)]),
        b_eq=np.array([whole, *fixed.values()]),
        bounds=[*bounds, (None, None)],
    )
    assert solved.success
    return solved.x[n], solved.x[:n]


def must_be_tight(group, n, open_, fixed, *, value, whole, least, bounds):
    """Whether a group's excess is the largest in every solution: what it gets can then be no more."""
    solved = linprog(
        -row(group, n),
        A_ub=np.array([-row(other, n) for other in open_]),
        b_ub=np.array([least + 1e-9 - value[other] for other in open_]),
        A_eq=np.array([np.ones(n), *(row(other, n) for other in fixed)]),
        b_eq=np.array([whole, *fixed.values()]),
        bounds=bounds,
    )
    assert solved.success
    return -solved.fun <= value[group] - least + 1e-6
