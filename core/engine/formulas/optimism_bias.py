"""Optimism bias: costs are raised and benefits cut, by the quality of the evidence."""

from collections.abc import Sequence


def cost_uplift(
    cost_uplift_by_grade: Sequence[float], confidence_grade: int | None, optimism_bias: float | None, mitigation: float
) -> float:
    """Find the share a cost is raised by.

    An optimism bias entered with the line, also one of 0, takes the place of the grade's uplift.

    Args:
        cost_uplift_by_grade: uplift of grades 1 to 6.
        confidence_grade: the line's grade, 1 best to 6 worst, or None.
        optimism_bias: the uplift entered with the line, or None.
        mitigation: share of that optimism bias dealt with.

    Source:
        docs/method.md#optimism
    """
    if optimism_bias is not None:
        return optimism_bias * (1 - mitigation)
    return by_grade(cost_uplift_by_grade, confidence_grade)


def by_grade(figures_by_grade: Sequence[float], confidence_grade: int | None) -> float:
    """Look up a grade's figure; no grade means 0."""
    return 0.0 if confidence_grade is None else figures_by_grade[confidence_grade - 1]
