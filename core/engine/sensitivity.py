"""Which figures move the answer: one at a time, everything else central."""

from dataclasses import dataclass

import numpy as np

from core.domain.assumptions import Assumptions
from core.domain.case import Case
from core.engine.arrays import Floats
from core.engine.break_even import break_even_adoption
from core.engine.combinations import combinations_of
from core.engine.drawn_values import PlannedOption, planned_options
from core.engine.expected_values import expected_values, npsv_by_combination
from core.engine.inputs import Input, Target, inputs_of
from core.engine.pert import pert_quantile


@dataclass(frozen=True)
class Bar:
    """What one figure does to the expected net present social value at the ends of its range, real GBP."""

    name: str
    title: str
    column: str
    value: float  # as entered
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
    """Move every uncertain figure of an option to the ends of its range, one at a time.

    A chance of adoption moves the expected value. Figures that do not move the option are left out.

    Raises:
        ValueError: when the case has no such option.

    Source:
        docs/method.md#sensitivity
    """
    planned = planned_option(case, assumptions, option_id, closed_centres)
    figures = [figure for figure in inputs_of(case).uncertain if figure.bears_on(option_id)]
    ends = np.array([_ends(figure) for figure in figures]).reshape(len(figures), 2)
    npsv = expected_values(planned, one_at_a_time(figures, ends), 2 * len(figures) + 1).npsv_gbp.tolist()
    bars = [_bar(option_id, figure, ends[at], npsv[2 * at : 2 * at + 2]) for at, figure in enumerate(figures)]
    moving = [bar for bar in bars if bar.low_npsv_gbp != bar.high_npsv_gbp]
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


def _ends(figure: Input) -> tuple[float, float]:
    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    p10, p90 = pert_quantile(np.array([0.1, 0.9]), low, figure.value, high).tolist()
    return p10, p90


def _bar(option_id: str, figure: Input, ends: Floats, npsv_gbp: list[float]) -> Bar:
    name, title = figure.name_in(option_id), figure.title_in(option_id)
    return Bar(name, title, figure.column, figure.value, *ends.tolist(), *npsv_gbp)
