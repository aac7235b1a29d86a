"""Switching values: how far each figure would have to move before an option only just pays."""

from dataclasses import dataclass

import numpy as np

from core.domain.assumptions import Assumptions
from core.domain.case.case import Case
from core.engine.arrays import Flags, Floats, Whole
from core.engine.model.inputs import Input
from core.engine.model.uncertain_inputs import inputs_of
from core.engine.sensitivity.one_at_a_time import one_at_a_time, planned_option
from core.engine.simulation.draws import PlannedOption
from core.engine.simulation.expected import expected_values

_FARTHEST = 100.0  # times the figure as entered, for figures without a limit of their own
_HALVINGS = 48
_NOTHING = 1e-6  # of the figure as entered: where nothing is done nothing is lost, which is no crossing
_FINE = 129  # points between the nearest crossing and the farthest on its side
_JUMP = 1e-7  # of the span of values: a gap this wide left after all halvings is a jump


@dataclass(frozen=True)
class SwitchingValue:
    """Where one figure takes the expected net value of an option across 0, everything else central."""

    name: str
    title: str
    column: str
    value: float  # as entered
    switching_value: float | None  # None when it never crosses, or does not cross at one point
    crosses_between: tuple[float, float] | None  # where whole teams make it jump, or cross more than once on its way


@dataclass(frozen=True)
class _Measured:
    """An option and whose value is looked at: the place of a partner's net cash, or None for net public value."""

    planned: PlannedOption
    partner: int | None


def switching_values(
    case: Case,
    assumptions: Assumptions,
    option_id: str,
    closed_centres: frozenset[str] = frozenset(),
    partner_id: str | None = None,
) -> tuple[SwitchingValue, ...]:
    """Find the switching value of every figure that moves an option, in the order of the inputs.

    What is to be 0 is the net present social value, or where a partner is named the present value of its own net cash.

    Each figure is tried over all it may be: shares from 0 to 1, others from 0 to a hundred times what was entered. The side of
    the figure as entered on which the nearest crossing lies counts: one crossing there is found by halving, several are told by
    the nearest and the farthest.

    Raises:
        ValueError: when the case has no such option, or no such partner.

    Source:
        docs/method.md#switching-values
    """
    planned = planned_option(case, assumptions, option_id, closed_centres)
    measured = _Measured(planned, None if partner_id is None else planned.plan.case.partner_ids.index(partner_id))
    figures = [figure for figure in inputs_of(case).figures if figure.bears_on(option_id) and figure.value]
    if not figures:
        return ()
    coarse = np.stack([_grid(figure) for figure in figures])
    values = _values(measured, figures, coarse)
    moving = np.flatnonzero(np.ptp(values, axis=1) > 0)
    figures, coarse, values = [figures[at] for at in moving], coarse[moving], values[moving]
    if not figures:
        return ()
    fine = np.stack([_around_the_nearest(*row) for row in zip(figures, coarse, values, strict=True)])
    return _crossings(measured, figures, fine, np.ptp(values, axis=1))


def _grid(figure: Input) -> Floats:
    """Points from the lowest to the highest the figure may be, the figure itself among them, closer near it."""
    if figure.most is not None:
        above = np.linspace(figure.value, figure.most, 33)
    else:
        above = figure.value * np.concatenate((np.linspace(1, 2, 17), np.geomspace(2, _FARTHEST, 17)[1:]))
    return np.concatenate((np.linspace(0, figure.value, 33)[:-1], above))


def _values(measured: _Measured, figures: list[Input], points: Floats) -> Floats:
    """(figures, points) expected values."""
    found = expected_values(measured.planned, one_at_a_time(figures, points), points.size + 1)
    values = found.npsv_gbp if measured.partner is None else found.partner_net_cash_gbp[measured.partner]
    return values[:-1].reshape(points.shape)


def _around_the_nearest(figure: Input, points: Floats, values: Floats) -> Floats:
    """Points close together where the nearest crossings are, on one side of the figure as entered; in one place without any."""
    at = _turns(values)
    if not len(at):
        return np.full(_FINE, figure.value)
    away = (points[at] + points[at + 1]) / 2 - figure.value
    nearest = away[np.argmin(np.abs(away))]
    near = at[np.sign(away) == np.sign(nearest)]
    low, high = points[max(near.min() - 1, 0)], points[min(near.max() + 2, len(points) - 1)]
    return np.linspace(low, high, _FINE)


def _turns(values: Floats) -> Whole:
    """Places after which the sign changes."""
    pays = values >= 0
    return np.flatnonzero(pays[1:] != pays[:-1])


def _crossings(measured: _Measured, figures: list[Input], fine: Floats, span_gbp: Floats) -> tuple[SwitchingValue, ...]:
    values = _values(measured, figures, fine)
    which = [(row, at) for row in range(len(figures)) for at in _turns(values[row]).tolist()]
    rows = np.array([row for row, _ in which], dtype=np.intp)
    low = np.array([fine[row, at] for row, at in which])
    high = np.array([fine[row, at + 1] for row, at in which])
    low, high, gap = _halved(measured, [figures[row] for row in rows], low, high)
    is_jump = gap > _JUMP * span_gbp[rows]
    is_real = high > _NOTHING * np.array([abs(figures[row].value) for row in rows])
    own = [(rows == row) & is_real for row in range(len(figures))]
    return tuple(
        _switching(measured.planned.option.option_id, figure, low[mine], high[mine], is_jump=is_jump[mine])
        for figure, mine in zip(figures, own, strict=True)
    )


def _halved(measured: _Measured, figures: list[Input], low: Floats, high: Floats) -> tuple[Floats, Floats, Floats]:
    """Halve all brackets at once. Returns their ends, and how far apart the values at the ends are left."""
    if not figures:
        return low, high, low
    ends = _values(measured, figures, np.stack((low, high), axis=1))
    pays_low = ends[:, 0] >= 0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        is_like_low = (_values(measured, figures, middle[:, None])[:, 0] >= 0) == pays_low
        low, high = np.where(is_like_low, middle, low), np.where(is_like_low, high, middle)
    ends = _values(measured, figures, np.stack((low, high), axis=1))
    return low, high, np.abs(ends[:, 1] - ends[:, 0])


def _switching(option_id: str, figure: Input, low: Floats, high: Floats, *, is_jump: Flags) -> SwitchingValue:
    point: float | None = None
    between: tuple[float, float] | None = None
    if len(low) == 1 and not is_jump[0]:
        point = float((low[0] + high[0]) / 2)
    elif len(low):
        between = (float(low.min()), float(high.max()))
    return SwitchingValue(figure.name_in(option_id), figure.title_in(option_id), figure.column, figure.value, point, between)
