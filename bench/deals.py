"""How long four rules take to share a cost among twelve partners, against one of them written as plain loops.

Run it with `python -m bench deals`.
"""

from itertools import combinations
from math import factorial
from typing import Any

import numpy as np

from bench.timer import median_seconds
from core.engine.deals import (
    best_group_alone,
    equal_shares,
    nucleolus_shares,
    proportional_shares,
    shapley_gains,
    shapley_shares,
)

PARTNERS, TURNS = 12, 9
COST_GBP = 3e7
BENEFITS_GBP = np.linspace(1e5, 9e6, PARTNERS)
RULES = (equal_shares, proportional_shares, shapley_shares, nucleolus_shares)


def measure() -> list[dict[str, Any]]:
    """Time every rule, each held against every group that could go alone; and the Shapley gains by plain loops.

    Returns:
        One row: name, seconds (median), target_seconds, baseline, baseline_seconds, ratio.
    """
    if not np.allclose(plain_shapley_gains(), shapley_gains(BENEFITS_GBP, COST_GBP)):
        raise RuntimeError("the plain loops find other figures, so they are no baseline")
    ours, plain = median_seconds(_every_rule, TURNS), median_seconds(plain_shapley_gains, TURNS)
    return [
        {
            "name": f"four rules among {PARTNERS} partners, each held against every group",
            "seconds": ours,
            "target_seconds": 0.05,
            "baseline": "one of the four, Shapley, as plain loops over the same groups",
            "baseline_seconds": plain,
            "ratio": ours / plain,
        }
    ]


def plain_shapley_gains() -> list[float]:
    """What each partner adds to every group of the others, weighed by how many orders bring that group together first."""
    benefits = BENEFITS_GBP.tolist()
    gains = [0.0] * PARTNERS
    for size in range(PARTNERS):
        weight = factorial(size) * factorial(PARTNERS - size - 1) / factorial(PARTNERS)
        for partner, own in enumerate(benefits):
            for group in combinations(benefits[:partner] + benefits[partner + 1 :], size):
                before = sum(group) - COST_GBP
                gains[partner] += weight * (max(0.0, before + own) - max(0.0, before))
    return gains


def _every_rule() -> None:
    for rule in RULES:
        best_group_alone(BENEFITS_GBP, COST_GBP, rule(BENEFITS_GBP, COST_GBP))
