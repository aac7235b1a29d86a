"""How far each figure would have to move before an option only just pays."""

from dataclasses import dataclass

import numpy as np

from core.domain.assumptions import Assumptions
from core.domain.case import Case
from core.engine.arrays import Flags, Floats, Whole
from core.engine.drawn_values import PlannedOption
from core.engine.expected_values import expected_values
from core.engine.inputs import Input, inputs_of
from core.engine.sensitivity import one_at_a_time, planned_option

_FARTHEST = 100.0  # times the figure as entered, for figures without a limit of their own
_HALVINGS = 48
_NOTHING = 1e-6  # of the figure as entered: where nothing is done nothing is lost, which is no crossing
_FINE = 129  # points between the nearest crossing and the farthest on its side
_JUMP = 1e-7  # of the span of values: a gap this wide left after all halvings is a jump


@dataclass(frozen=True)
class SwitchingValue:
    """Where one figure takes the expected net present social value of an option across 0, everything else central."""

    name: str
    title: str
    column: str
    value: float  # as entered
    switching_value: float | None  # None when it never crosses, or does not cross at one point
    crosses_between: tuple[float, float] | None  # where whole teams make it jump, or cross more than once on its way


def switching_values(
    case: Case, assumptions: Assumptions, option_id: str, closed_centres: frozenset[str] = frozenset()
) -> tuple[SwitchingValue, ...]:
    """Find the switching value of every figure that moves an option, in the order of the inputs.

    Each figure is tried over all it may be: shares from 0 to 1, others from 0 to a hundred times what was entered. The side of
    the figure as entered on which the nearest crossing lies counts: one crossing there is found by halving, several are told by
    the nearest and the farthest.

    Raises:
        ValueError: when the case has no such option.

    Source:
        docs/method.md#switching-values
    """
    planned = planned_option(case, assumptions, option_id, closed_centres)
    figures = [figure for figure in inputs_of(case).figures if figure.bears_on(option_id) and figure.value]
    if not figures:
        return ()
    coarse = np.stack([_grid(figure) for figure in figures])
    npsv = _values(planned, figures, coarse)
    moving = np.flatnonzero(np.ptp(npsv, axis=1) > 0)
    figures, coarse, npsv = [figures[at] for at in moving], coarse[moving], npsv[moving]
    if not figures:
        return ()
    fine = np.stack([_around_the_nearest(*row) for row in zip(figures, coarse, npsv, strict=True)])
    return _crossings(planned, figures, fine, np.ptp(npsv, axis=1))


def _grid(figure: Input) -> Floats:
    """Points from the lowest to the highest the figure may be, the figure itself among them, closer near it."""
    if figure.most is not None:
        above = np.linspace(figure.value, figure.most, 33)
    else:
        above = figure.value * np.concatenate((np.linspace(1, 2, 17), np.geomspace(2, _FARTHEST, 17)[1:]))
    return np.concatenate((np.linspace(0, figure.value, 33)[:-1], above))


def _values(planned: PlannedOption, figures: list[Input], points: Floats) -> Floats:
    """(figures, points) expected values."""
    npsv = expected_values(planned, one_at_a_time(figures, points), points.size + 1).npsv_gbp
    return npsv[:-1].reshape(points.shape)


def _around_the_nearest(figure: Input, points: Floats, npsv: Floats) -> Floats:
    """Points close together where the nearest crossings are, on one side of the figure as entered; in one place without any."""
    at = _turns(npsv)
    if not len(at):
        return np.full(_FINE, figure.value)
    away = (points[at] + points[at + 1]) / 2 - figure.value
    nearest = away[np.argmin(np.abs(away))]
    near = at[np.sign(away) == np.sign(nearest)]
    low, high = points[max(near.min() - 1, 0)], points[min(near.max() + 2, len(points) - 1)]
    return np.linspace(low, high, _FINE)


def _turns(npsv: Floats) -> Whole:
    """Places after which the sign changes."""
    pays = npsv >= 0
    return np.flatnonzero(pays[1:] != pays[:-1])


def _crossings(planned: PlannedOption, figures: list[Input], fine: Floats, span_gbp: Floats) -> tuple[SwitchingValue, ...]:
    npsv = _values(planned, figures, fine)
    which = [(row, at) for row in range(len(figures)) for at in _turns(npsv[row]).tolist()]
    rows = np.array([row for row, _ in which], dtype=np.intp)
    low = np.array([fine[row, at] for row, at in which])
    high = np.array([fine[row, at + 1] for row, at in which])
    low, high, gap = _halved(planned, [figures[row] for row in rows], low, high)
    is_jump = gap > _JUMP * span_gbp[rows]
    is_real = high > _NOTHING * np.array([abs(figures[row].value) for row in rows])
    own = [(rows == row) & is_real for row in range(len(figures))]
    return tuple(
        _switching(planned.option.option_id, figure, low[mine], high[mine], is_jump=is_jump[mine])
        for figure, mine in zip(figures, own, strict=True)
    )


def _halved(planned: PlannedOption, figures: list[Input], low: Floats, high: Floats) -> tuple[Floats, Floats, Floats]:
    """Halve all brackets at once. Returns their ends, and how far apart the values at the ends are left."""
    if not figures:
        return low, high, low
    ends = _values(planned, figures, np.stack((low, high), axis=1))
    pays_low = ends[:, 0] >= 0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        is_like_low = (_values(planned, figures, middle[:, None])[:, 0] >= 0) == pays_low
        low, high = np.where(is_like_low, middle, low), np.where(is_like_low, high, middle)
    ends = _values(planned, figures, np.stack((low, high), axis=1))
    return low, high, np.abs(ends[:, 1] - ends[:, 0])


def _switching(option_id: str, figure: Input, low: Floats, high: Floats, *, is_jump: Flags) -> SwitchingValue:
    point: float | None = None
    between: tuple[float, float] | None = None
    if len(low) == 1 and not is_jump[0]:
        point = float((low[0] + high[0]) / 2)
    elif len(low):
        between = (float(low.min()), float(high.max()))
    return SwitchingValue(figure.name_in(option_id), figure.title_in(option_id), figure.column, figure.value, point, between)
