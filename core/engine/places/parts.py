"""Parts: what the place owes to each programme, on average over every order in which they could have come (Shapley)."""

import itertools
import math
from collections.abc import Callable, Iterable, Mapping

import numpy as np

from core.engine.places.results import Part

MOST_RUNS = 4_096
LEAST_BLOCKS, MOST_BLOCKS = 20, 200
SMALL_ERROR = 0.01

Value = Callable[[frozenset[str]], float]


def parts_of(group: tuple[str, ...], levers: Mapping[str, int], value: Value, seed: int) -> dict[str, Part]:
    """Find the part of each programme of a group, and what would go without it.

    Parts add up to the value of the group. They are exact where every set of programmes can be run, and else drawn in blocks:
    one random order and its rotations, so that each programme stands once in every place.

    Args:
        group: programmes that share something, in order.
        levers: programme -> how many levers it has.
        value: of a set of programmes, real GBP.
        seed: of the orders, where they are drawn.

    Source:
        docs/method.md#places
    """
    everyone = frozenset(group)
    marginal = {programme_id: value(everyone) - value(everyone - {programme_id}) for programme_id in group}
    if math.prod(1 + 2 ** levers[programme_id] for programme_id in group) <= MOST_RUNS:
        return {each: Part(_exact(group, each, value), marginal[each]) for each in group}
    drawn, errors = _drawn(group, value, seed)
    return {each: Part(drawn[each], marginal[each], errors[each]) for each in group}


def _exact(group: tuple[str, ...], programme_id: str, value: Value) -> float:
    others = [each for each in group if each != programme_id]
    count = len(group)
    terms = []
    for size in range(count):
        weight = math.factorial(size) * math.factorial(count - size - 1) / math.factorial(count)
        for chosen in itertools.combinations(others, size):
            before = frozenset(chosen)
            terms.append(weight * (value(before | {programme_id}) - value(before)))
    return math.fsum(terms)


def _drawn(group: tuple[str, ...], value: Value, seed: int) -> tuple[dict[str, float], dict[str, float]]:
    blocks: list[list[float]] = []
    total = value(frozenset(group))
    for block in range(MOST_BLOCKS):
        order = np.random.Generator(np.random.Philox(key=np.array([seed, block], dtype=np.uint64))).permutation(len(group))
        blocks.append(_block(group, order.tolist(), value))
        if len(blocks) >= LEAST_BLOCKS and (_errors(blocks) < SMALL_ERROR * abs(total)).all():
            break
    mean, errors = np.mean(blocks, axis=0), _errors(blocks)
    missing, spread = total - mean.sum(), errors**2
    shares = spread / spread.sum() if spread.sum() > 0 else np.full(len(group), 1 / len(group))
    return dict(zip(group, (mean + missing * shares).tolist(), strict=True)), dict(zip(group, errors.tolist(), strict=True))


def _errors(blocks: list[list[float]]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.asarray(np.std(blocks, axis=0, ddof=1) / math.sqrt(len(blocks)))


def _block(group: tuple[str, ...], order: list[int], value: Value) -> list[float]:
    """What each programme adds, on average over one order and its rotations."""
    added = [0.0] * len(group)
    for first in range(len(order)):
        before: frozenset[str] = frozenset()
        for at in (*order[first:], *order[:first]):
            after = before | {group[at]}
            added[at] += (value(after) - value(before)) / len(group)
            before = after
    return added


def parts_of_all(groups: Iterable[tuple[str, ...]], levers: Mapping[str, int], value: Value, seed: int) -> dict[str, Part]:
    """Find the parts of all groups: what shares nothing is worked out apart."""
    found: dict[str, Part] = {}
    for group in groups:
        found |= parts_of(group, levers, value, seed)
    return {each: found[each] for each in sorted(found)}
