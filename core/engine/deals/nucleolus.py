"""Nucleolus of the joint-project game where the work harms a partner: found group by group, by linear programmes."""

from functools import lru_cache

import numpy as np

from core.engine.arrays import Floats
from core.engine.deals.game import group_values

# Every group is a row of each programme, and each further partner doubles their number.
MOST_PARTNERS_WITH_HARM = 10
TIGHT = 1e-7


def nucleolus_with_harm(benefits: Floats, cost: float) -> Floats:
    """Nucleolus: the gains that leave the group with the best reason to go alone the least reason, then the next group, and so on.

    A partner that the work harms stays in the game as it is: v(S) = max(0, sum of its benefits - cost). Nobody gets less than it
    would gain alone, where that is possible; where partners alone would gain more than all together, it is not, and the same
    is found without that limit (the prenucleolus).

    Args:
        benefits: (partners,) what each gains, real GBP; below 0 for one the work harms.
        cost: of the work, real GBP; the joint gain is above 0.

    Returns:
        (partners,) net gains, real GBP; they add up to the sum of benefits - cost.

    Raises:
        ValueError: more than MOST_PARTNERS_WITH_HARM partners.

    Source:
        Schmeidler (1969), by the sequence of linear programmes of Maschler, Peleg and Shapley (1979); docs/method.md#deals
    """
    partners = len(benefits)
    if partners > MOST_PARTNERS_WITH_HARM:
        raise ValueError(f"{partners} partners: with one who is harmed this is worked out for up to {MOST_PARTNERS_WITH_HARM}")
    return np.array(_found(tuple(float(gbp) for gbp in benefits), cost))


@lru_cache(maxsize=512)
def _found(benefits: tuple[float, ...], cost: float) -> tuple[float, ...]:
    """The same game is asked for again at every look at a page, and takes a second or two for ten partners."""
    values = group_values(benefits, cost)
    scale = max(1.0, float(np.abs(values).max()), *(abs(gbp) for gbp in benefits))
    return tuple((_sequence(_members(len(benefits)), values / scale) * scale).tolist())


def _members(partners: int) -> Floats:
    """(groups, partners) 1 where the partner is in the group, groups in the order of their values."""
    groups = np.arange(2**partners)[:, None]
    return np.asarray((groups >> np.arange(partners)) & 1, dtype=np.float64)


def _sequence(members: Floats, values: Floats) -> Floats:
    """Lower the largest excess of the groups that are open, settle those that hold it there, and go on until all is settled."""
    partners, alone = members.shape[1], values[2 ** np.arange(members.shape[1])]
    is_open = np.ones(len(values), dtype=bool)
    is_open[[0, -1]] = False
    settled, worth = [members[-1]], [values[-1]]
    least = alone if alone.sum() <= values[-1] + TIGHT else np.full(partners, -np.inf)
    while np.linalg.matrix_rank(np.array(settled)) < partners:
        excess, holds = _lowest(members[is_open], values[is_open], np.array(settled), np.array(worth), least)
        tight = np.flatnonzero(is_open)[holds]
        settled += [members[group] for group in tight]
        worth += [values[group] - excess for group in tight]
        is_open[tight] = False
    return np.asarray(np.linalg.lstsq(np.array(settled), np.array(worth), rcond=None)[0])


def _lowest(
    members: Floats, values: Floats, settled: Floats, worth: Floats, least: Floats
) -> tuple[float, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Give the lowest possible largest excess of the open groups, and which of them must have it."""
    from scipy.optimize import linprog  # noqa: PLC0415 - slow to import, and only needed where a partner is harmed

    partners = members.shape[1]
    solved = linprog(
        np.append(np.zeros(partners), 1.0),
        A_ub=np.column_stack((-members, -np.ones(len(members)))),
        b_ub=-values,
        A_eq=np.column_stack((settled, np.zeros(len(settled)))),
        b_eq=worth,
        bounds=[*((low if np.isfinite(low) else None, None) for low in least), (None, None)],
        method="highs",
    )
    if not solved.success:
        raise ArithmeticError(f"the nucleolus was not found: {solved.message}")
    return float(solved.x[partners]), np.asarray(solved.ineqlin.marginals < -TIGHT)
