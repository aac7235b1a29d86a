"""One at a time: which figures move the answer, everything else central."""

from dataclasses import dataclass
from math import isclose

import numpy as np

from core.domain.assumptions import Assumptions
from core.domain.case.case import Case
from core.engine.arrays import Floats
from core.engine.model.adoption import combinations_of
from core.engine.model.break_even_adoption import break_even_adoption
from core.engine.model.inputs import DRIVER, Input, Mover, Target
from core.engine.model.uncertain_inputs import inputs_of
from core.engine.simulation.draws import PlannedOption, planned_options
from core.engine.simulation.expected import expected_values, npsv_by_combination

_ROUNDING = 1e-12  # of a value: bars shorter than that are no movement
ENDS = np.array([0.1, 0.9])  # shares of the draws that stay below the low and the high end


@dataclass(frozen=True)
class Bar:
    """What one figure does to the expected net present social value at the ends of its range, real GBP.

    Figures of one driver move together: the bar is the driver's, and its values are shares of the draws.
    """

    name: str
    title: str
    column: str  # of the figure, or "driver"
    value: float  # as entered; of a driver the middle of its draws
    low_value: float  # what 10% of its draws stay below
    high_value: float  # what 90% stay below
    low_npsv_gbp: float  # at the low value
    high_npsv_gbp: float  # at the high value


@dataclass(frozen=True)
class Tornado:
    """All bars of one option, the longest first."""

    option_id: str
    npsv_gbp: float  # everything central
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class AdoptionThreshold:
    """The chance of adoption, one for every lever, from which one option returns more than another."""

    probability: float | None  # 0 when it does with none adopted, None when it never does
    p_low: float  # lowest chance partners entered
    p_high: float  # highest


def tornado(case: Case, assumptions: Assumptions, option_id: str, closed_centres: frozenset[str] = frozenset()) -> Tornado:
    """Tornado: move every uncertain figure of an option, or all figures of a driver, to the ends of its range by itself.

    The ends are what 10% and 90% of the draws stay below. A chance of adoption moves the expected value. Figures that do not
    move the option are left out.

    Raises:
        ValueError: when the case has no such option.

    Source:
        docs/method.md#sensitivity
    """
    planned = planned_option(case, assumptions, option_id, closed_centres)
    movers = [mover for mover in inputs_of(case).movers if mover.bears_on(option_id)]
    changes = [change for at, mover in enumerate(movers) for change in _at_both_ends(mover, at, len(movers))]
    npsv = expected_values(planned, changes, 2 * len(movers) + 1).npsv_gbp.tolist()
    bars = [_bar(option_id, mover, npsv[2 * at : 2 * at + 2]) for at, mover in enumerate(movers)]
    moving = [bar for bar in bars if not isclose(bar.low_npsv_gbp, bar.high_npsv_gbp, rel_tol=_ROUNDING)]
    moving.sort(key=lambda bar: (-abs(bar.high_npsv_gbp - bar.low_npsv_gbp), bar.name))
    return Tornado(option_id, npsv[-1], tuple(moving))


def planned_option(case: Case, assumptions: Assumptions, option_id: str, closed_centres: frozenset[str]) -> PlannedOption:
    """Make one option ready for draws.

    Raises:
        ValueError: when the case has no such option.
    """
    if all(option.option_id != option_id for option in case.options):
        raise ValueError(f"{option_id} is not an option of this programme")
    alone = case.model_copy(update={"options": tuple(each for each in case.options if each.option_id == option_id)})
    return planned_options(alone, assumptions, closed_centres)[0]


def one_at_a_time(figures: list[Input], points: Floats) -> list[tuple[Target, Floats]]:
    """Lay points out so that each changes one figure: a last point, beyond them, changes none.

    Args:
        figures: to change.
        points: (figures, points of each).
    """
    each = points.shape[1]
    found = []
    for at, figure in enumerate(figures):
        column = np.full(points.size + 1, np.nan)
        column[at * each : (at + 1) * each] = points[at]
        found += [(target, column) for target in figure.targets]
    return found


def adoption_threshold(
    case: Case, assumptions: Assumptions, up_id: str, out_id: str, closed_centres: frozenset[str] = frozenset()
) -> AdoptionThreshold:
    """Find the chance of adoption, the same for every lever of one option, from which it returns more than another.

    Args:
        case: the programme.
        assumptions: discount rates and confidence grades.
        up_id: an option with levers.
        out_id: the option it is held against, at its expected value.
        closed_centres: cost centres that do not take part.

    Raises:
        ValueError: when the case has no such option, or the first one has no levers.

    Source:
        docs/method.md#up-or-out
    """
    up = planned_option(case, assumptions, up_id, closed_centres)
    out = planned_option(case, assumptions, out_id, closed_centres)
    levers = [lever for lever in case.levers if lever.option_id == up_id]
    if not levers:
        raise ValueError(f"{up_id} has no levers: nothing of it rests on adoption")
    against = float(expected_values(out, (), 1).npsv_gbp[0])
    adopted = combinations_of(up.p_adopted).levers_adopted
    return AdoptionThreshold(
        probability=break_even_adoption(npsv_by_combination(up) - against, adopted),
        p_low=min(lever.p_adopted if lever.p_adopted_low is None else lever.p_adopted_low for lever in levers),
        p_high=max(lever.p_adopted if lever.p_adopted_high is None else lever.p_adopted_high for lever in levers),
    )


def _at_both_ends(mover: Mover, at: int, movers: int) -> list[tuple[Target, Floats]]:
    """Two points for each mover, at which its figures are at their low and their high end, and one beyond that changes none."""
    found = []
    for figure in mover.figures:
        column = np.full(2 * movers + 1, np.nan)
        column[2 * at : 2 * at + 2] = figure.figures(ENDS)
        found += [(target, column) for target in figure.targets]
    return found


def _bar(option_id: str, mover: Mover, npsv_gbp: list[float]) -> Bar:
    if mover.column == DRIVER:
        return Bar(mover.name, mover.title, DRIVER, 0.5, *ENDS.tolist(), *npsv_gbp)
    (figure,) = mover.figures
    low, high = figure.figures(ENDS).tolist()
    return Bar(figure.name_in(option_id), figure.title_in(option_id), figure.column, figure.value, low, high, *npsv_gbp)
