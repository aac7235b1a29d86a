"""Every way in which the levers of an option may or may not be adopted."""

import itertools
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from core.engine.arrays import Flags, Floats, Whole
from core.engine.compile_case import CaseArrays
from core.engine.compile_option import OptionArrays
from core.engine.kernel import Series, run
from core.engine.values import DrawnValues

MOST_CELLS = 4_000_000
MOST_LEVERS = 8


@dataclass(frozen=True)
class Combinations:
    """All combinations of the levers of an option, none adopted first, all adopted last."""

    adopted: Flags  # (combinations, levers)
    probability: Floats  # (combinations,)

    @property
    def levers_adopted(self) -> Whole:
        """(combinations,) how many are adopted."""
        return np.asarray(self.adopted.sum(axis=1), dtype=np.intp)


@dataclass(frozen=True)
class Outcomes:
    """What an option comes to: on average, with no lever, with all, and the value of every combination."""

    expected: Series
    none: Series
    every: Series
    npsv_gbp: Floats  # (combinations,)


def combinations_of(p_adopted: Floats) -> Combinations:
    """List all combinations with their probabilities: levers are adopted independently.

    Args:
        p_adopted: (levers,) probabilities; without levers there is one combination, certain.

    Raises:
        ValueError: when there are more levers than can be combined.
    """
    count = len(p_adopted)
    if count > MOST_LEVERS:
        raise ValueError(f"an option may have {MOST_LEVERS} levers at most, this one has {count}: join some of them")
    adopted = np.array(list(itertools.product((False, True), repeat=count)), dtype=bool).reshape(2**count, count)
    return Combinations(adopted, np.prod(np.where(adopted, p_adopted, 1 - p_adopted), axis=1))


def run_combinations(
    case: CaseArrays, option: OptionArrays, values: DrawnValues, combos: Combinations, most_cells: int = MOST_CELLS
) -> Outcomes:
    """Run an option with every combination of its levers and average the yearly lines.

    Args:
        case: what all options share.
        option: the option as arrays.
        values: one draw of its uncertain figures.
        combos: the combinations of its levers.
        most_cells: largest array to hold at once; more combinations than fit are run in blocks.
    """
    size = _block_size(case, option, most_cells)
    blocks = [slice(start, start + size) for start in range(0, len(combos.probability), size)]
    averages: list[Series] = []
    ends: list[tuple[Series, Series]] = []
    npsv: list[Floats] = []
    for block in blocks:
        series = run(case, option, values, combos.adopted[block])
        averages.append(_weighted(series, combos.probability[block]))
        npsv.append(np.broadcast_to(npsv_of(case, series), combos.probability[block].shape))
        ends.append((_one(series, 0), _one(series, -1)))
    return Outcomes(reduce(_sum, averages), ends[0][0], ends[-1][1], np.concatenate(npsv))


def npsv_of(case: CaseArrays, series: Series) -> Floats:
    """Find the net present social value of each draw: (draws,) real GBP."""
    benefits = case.benefits
    factors = np.where(benefits.is_health, case.health_factors[:, None], case.money_factors[:, None]) * benefits.is_public_value
    value = np.tensordot(series.gross_gbp, factors, axes=2)
    return np.asarray(value - series.cost_gbp.sum(axis=2) @ case.money_factors)


def _block_size(case: CaseArrays, option: OptionArrays, most_cells: int) -> int:
    widest = max(len(option.sites.ids), len(case.centres.outcome) + len(case.outcomes.ids), len(option.costs.ids), 1)
    return max(1, most_cells // (case.years * widest))


def _fields(series: Series) -> dict[str, Floats]:
    return {name: getattr(series, name) for name in Series.__dataclass_fields__}


def _one(series: Series, draw: int) -> Series:
    """Keep one draw; what is the same for all draws is kept as it is."""
    return Series(**{name: array if len(array) == 1 else array[[draw]] for name, array in _fields(series).items()})


def _weighted(series: Series, weights: Floats) -> Series:
    """Average over draws, keeping an axis of one draw."""
    total = weights.sum()
    return Series(
        **{
            name: array * total if len(array) == 1 else np.tensordot(weights, array, axes=1)[None]
            for name, array in _fields(series).items()
        }
    )


def _sum(left: Series, right: Series) -> Series:
    return replace(left, **{name: array + getattr(right, name) for name, array in _fields(left).items()})
