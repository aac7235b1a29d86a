"""Value of information: what it would be worth to know more before deciding."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.engine.arrays import Floats, Whole
from core.engine.model.inputs import Adoption, Input, Target
from core.engine.simulation.draws import figures_drawn
from core.engine.simulation.simulate import Simulation
from core.engine.simulation.sobol import uniform_blocks

MOST_BINS = 40
FEWEST_DRAWS_A_BIN = 50


@dataclass(frozen=True)
class InformationValue:
    """What knowing one figure exactly before deciding would be worth, real GBP, on average."""

    name: str
    title: str
    column: str
    value_gbp: float  # after the noise is taken off
    raw_gbp: float  # as the draws say
    noise_gbp: float  # what the same sum finds for a figure that has nothing to do with the case


def value_of_perfect_information(simulation: Simulation) -> float:
    """Find what it would be worth to know everything before deciding: the mean of the best less the best of the means.

    Returns:
        Real GBP, 0 or more: 0 where one option is best in every draw.

    Source:
        docs/method.md#information
    """
    value = simulation.npsv_gbp
    return max(0.0, float(value.max(axis=1).mean() - value.mean(axis=0).max()))


def values_of_information(simulation: Simulation, most: int = 10, seed: int = 0) -> tuple[InformationValue, ...]:
    """Find which figures would be worth most to know before deciding, from the draws already made.

    Draws are put in equal bins in order of the figure, or apart by who adopts what; within each bin the option with the highest
    mean is chosen. A bin's mean is blurred by all other figures, so that choosing by it finds some value in anything: the same
    sum with the draws of each bin taken at random says how much, and that is taken off.

    Args:
        simulation: the draws.
        most: how many figures to give, the most valuable first.
        seed: of the shuffling that measures the noise.

    Source:
        docs/method.md#information
    """
    random = np.random.default_rng(seed)
    found = []
    for name, title, column, bins in _all_bins(simulation):
        raw, noise = _gain(simulation.npsv_gbp, bins), _gain(simulation.npsv_gbp, random.permutation(bins))
        found.append(InformationValue(name, title, column, max(0.0, raw - noise), raw, noise))
    return tuple(sorted(found, key=lambda each: (-each.value_gbp, each.name))[:most])


def _all_bins(simulation: Simulation) -> Iterator[tuple[str, str, str, Whole]]:
    """Name, title and column of each figure and each adoption, and the bin of each draw."""
    inputs = simulation.inputs
    chances = {target: each for each in inputs.figures if each.column == "p_adopted" for target in each.targets}
    figures = {each.dimension for each in (*inputs.uncertain, *chances.values())}
    uniform = _drawn_again(simulation, figures | {each.dimension for each in inputs.adoptions})
    for mover in inputs.movers:
        yield mover.name, mover.title, mover.column, _equal_bins(uniform[mover.dimension])
    for decision in inputs.adoptions:
        yield f"adoption/{decision.lever_ids[0]}", decision.title, "adopted", _by_adoption(decision, chances, uniform)


def _drawn_again(simulation: Simulation, dimensions: set[int]) -> dict[int, Floats]:
    """The uniform numbers behind some figures, drawn again from the seed: dimension -> (draws,)."""
    used = sorted(dimensions)
    blocks = [block[used] for block in uniform_blocks(simulation.inputs.dimensions, simulation.draws, simulation.seed)]
    return dict(zip(used, np.concatenate(blocks, axis=1), strict=True))


def _equal_bins(uniform: Floats) -> Whole:
    """(draws,) the bin of each draw, bins of one size in order of the figure."""
    draws = len(uniform)
    count = max(1, min(MOST_BINS, draws // FEWEST_DRAWS_A_BIN))
    bins = np.empty(draws, dtype=np.intp)
    bins[np.argsort(uniform, kind="stable")] = np.arange(draws) * count // draws
    return bins


def _by_adoption(decision: Adoption, chances: dict[Target, Input], uniform: dict[int, Floats]) -> Whole:
    """(draws,) a number for each way in which the decision falls in the options that share it."""
    bins = np.zeros(len(uniform[decision.dimension]), dtype=np.intp)
    for target in decision.targets:
        chance = chances[target]
        p_adopted = figures_drawn([chance], uniform)[0]
        bins = 2 * bins + (uniform[decision.dimension] < p_adopted)
    return np.asarray(np.unique(bins, return_inverse=True)[1], dtype=np.intp)


def _gain(value_gbp: Floats, bins: Whole) -> float:
    """Mean of the best bin means, each bin by its size, less the best of all means."""
    sums = np.stack([np.bincount(bins, weights=option) for option in value_gbp.T])
    return max(0.0, float((sums.max(axis=0).sum() - sums.sum(axis=1).max()) / len(value_gbp)))
