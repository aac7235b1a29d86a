"""What an option comes to on average over the combinations of its levers, for many sets of figures at once."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

import numpy as np

from core.engine.arrays import Flags, Floats
from core.engine.model.adoption import combinations_of
from core.engine.model.input_values import DrawnValues
from core.engine.model.inputs import Target
from core.engine.simulation.draws import PlannedOption, values_with
from core.engine.simulation.present_values import run_draws

_MOST_DRAWS = 4096


@dataclass(frozen=True)
class ExpectedValues:
    """Present values in real GBP; partners in case order."""

    npsv_gbp: Floats  # (points,)
    net_cash_gbp: Floats  # (points,)
    partner_net_cash_gbp: Floats  # (partners, points)


def expected_values(planned: PlannedOption, changes: Iterable[tuple[Target, Floats]], points: int) -> ExpectedValues:
    """Work out the expected values of an option with some of its figures changed, everything else central.

    Args:
        planned: the option.
        changes: what to change, and to which figures: (points,) each; nan leaves the central one.
        points: how many sets of figures.

    Source:
        docs/method.md#sensitivity
    """
    values, p_adopted = values_with(planned, changes, points)
    combos = combinations_of(planned.p_adopted)
    size = max(1, _MOST_DRAWS // len(combos.probability))
    parts = [
        _some(planned, _part(values, slice(start, start + size)), p_adopted[start : start + size], combos.adopted)
        for start in range(0, points, size)
    ]
    return ExpectedValues(*(np.concatenate(each, axis=-1) for each in zip(*parts, strict=True)))


def npsv_by_combination(planned: PlannedOption) -> Floats:
    """Find the net present social value of every combination of levers, none adopted first, all adopted last.

    Returns:
        (combinations,) real GBP, figures central.
    """
    adopted = combinations_of(planned.p_adopted).adopted
    values, _ = values_with(planned, (), len(adopted))
    return run_draws(planned.plan, values, adopted).npsv_gbp


def _part(values: DrawnValues, where: slice) -> DrawnValues:
    return DrawnValues(**{field.name: getattr(values, field.name)[where] for field in fields(DrawnValues)})


def _some(planned: PlannedOption, values: DrawnValues, p_adopted: Floats, adopted: Flags) -> tuple[Floats, Floats, Floats]:
    points, combos = len(p_adopted), len(adopted)
    repeated = DrawnValues(**{field.name: np.repeat(getattr(values, field.name), combos, axis=0) for field in fields(DrawnValues)})
    found = run_draws(planned.plan, repeated, np.tile(adopted, (points, 1)))
    chance = np.prod(np.where(adopted[None], p_adopted[:, None], 1 - p_adopted[:, None]), axis=2)
    return (
        np.einsum("pc,pc->p", chance, found.npsv_gbp.reshape(points, combos)),
        np.einsum("pc,pc->p", chance, found.net_cash_gbp.reshape(points, combos)),
        np.einsum("pc,opc->op", chance, found.partner_net_cash_gbp.reshape(-1, points, combos)),
    )
