"""Every way in which the levers of an option may or may not be adopted."""

import itertools
from dataclasses import dataclass

import numpy as np

from core.engine.arrays import Flags, Floats, Whole
from core.engine.model.averages import Average, average_of
from core.engine.model.case_arrays import CaseArrays
from core.engine.model.input_values import DrawnValues
from core.engine.model.option_arrays import OptionArrays
from core.engine.model.present_values import npsv_of
from core.engine.model.yearly import run

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

    expected: Average
    none: Average
    every: Average
    npsv_gbp: Floats  # (combinations,)


def combinations_of(p_adopted: Floats, most: int = MOST_LEVERS) -> Combinations:
    """List all combinations with their probabilities: levers are adopted independently.

    Args:
        p_adopted: (levers,) probabilities; without levers there is one combination, certain.
        most: how many levers may be combined.

    Raises:
        ValueError: when there are more levers than can be combined.
    """
    count = len(p_adopted)
    if count > most:
        raise ValueError(f"an option may have {most} levers at most, this one has {count}: join some of them")
    adopted = np.array(list(itertools.product((False, True), repeat=count)), dtype=bool).reshape(2**count, count)
    return Combinations(adopted, np.prod(np.where(adopted, p_adopted, 1 - p_adopted), axis=1))


def run_combinations(case: CaseArrays, option: OptionArrays, values: DrawnValues, combos: Combinations) -> Outcomes:
    """Run an option with every combination of its levers and average its years.

    Args:
        case: what all options share.
        option: the option as arrays.
        values: one draw of its uncertain figures.
        combos: the combinations of its levers.

    Source:
        docs/method.md#adoption
    """
    yearly = run(case, option, values, combos.adopted)
    count = len(combos.probability)
    expected = average_of(case, option, values, yearly, combos.probability)
    npsv = np.broadcast_to(npsv_of(case, option, values, yearly), (count,))
    if count == 1:
        return Outcomes(expected, expected, expected, npsv)
    none, every = (average_of(case, option, values, yearly, np.eye(1, count, at)[0]) for at in (0, count - 1))
    return Outcomes(expected, none, every, npsv)
