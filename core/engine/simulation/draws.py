"""From uniform numbers to the figures of one option, one set for each draw."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np

from core.domain.assumptions import Assumptions
from core.domain.case.case import Case
from core.domain.case.options import Option
from core.engine.arrays import Flags, Floats
from core.engine.model.case_arrays import compile_case
from core.engine.model.input_values import DrawnValues, central_values
from core.engine.model.inputs import Input, Inputs, Target
from core.engine.model.option_arrays import compile_option
from core.engine.model.uncertain_inputs import inputs_of
from core.engine.simulation.plan import ValuePlan, plan_of

P_ADOPTED = "p_adopted"


@dataclass(frozen=True)
class PlannedOption:
    """One option ready for draws, with its central figures."""

    option: Option
    plan: ValuePlan
    central: DrawnValues
    p_adopted: Floats  # (levers,)


def planned_options(
    case: Case, assumptions: Assumptions, closed_centres: frozenset[str], factors: Floats | None = None
) -> tuple[PlannedOption, ...]:
    """Make every option ready for draws, in the order of options.csv; sums by factors of the years in place of discounting.

    Raises:
        ValueError: when a price year it needs has no index, or a year no discount rate.
    """
    shared, inputs = compile_case(case, assumptions, closed_centres, factors=factors), inputs_of(case)
    found = []
    for option in case.options:
        arrays = compile_option(case, assumptions, shared, option)
        plan = plan_of(case, shared, arrays, inputs)
        found.append(PlannedOption(option, plan, central_values(option, shared, arrays), arrays.levers.p_adopted))
    return tuple(found)


def figures_drawn(figures: Sequence[Input], uniform: Floats | Mapping[int, Floats]) -> list[Floats]:
    """Turn uniform numbers into figures, each by its own range or evidence: a list of (draws,)."""
    return [each.figures(uniform[each.dimension]) for each in figures]


def values_with(planned: PlannedOption, changes: Iterable[tuple[Target, Floats]], draws: int) -> tuple[DrawnValues, Floats]:
    """Set some figures of an option, leaving all others at their central value.

    Args:
        planned: the option.
        changes: what to set, and to which figures: (draws,) each, nan for those to leave; targets of other options are passed over.
        draws: how many draws.

    Returns:
        The figures of each draw, and (draws, levers) chances of adoption.
    """
    central = {field.name: getattr(planned.central, field.name) for field in fields(DrawnValues)}
    central[P_ADOPTED] = planned.p_adopted[None]
    own: dict[str, Floats] = {}
    for target, figures in changes:
        if target.option_id in (None, planned.option.option_id):
            if target.field not in own:
                own[target.field] = _rows(central[target.field], draws)
            own[target.field][target.at] = np.where(np.isnan(figures), own[target.field][target.at], figures)
    found = {
        name: _columns(own[name], array) if name in own else np.broadcast_to(array, (draws, *array.shape[1:]))
        for name, array in central.items()
    }
    p_adopted = found.pop(P_ADOPTED)
    return DrawnValues(**found), p_adopted


def _rows(central: Floats, draws: int) -> Floats:
    return np.repeat(central.reshape(-1, 1), draws, axis=1)


def _columns(rows: Floats, central: Floats) -> Floats:
    return rows[0] if central.ndim == 1 else rows.T


def adopted_in(planned: PlannedOption, inputs: Inputs, uniform: Floats, p_adopted: Floats) -> Flags:
    """Find which levers are adopted in each draw: those whose uniform number is below the chance of adoption.

    Returns:
        (draws, levers)
    """
    adopted = np.zeros(p_adopted.shape, dtype=bool)
    for decision in inputs.adoptions:
        for target in decision.targets:
            if target.option_id == planned.option.option_id:
                adopted[:, target.at] = uniform[decision.dimension] < p_adopted[:, target.at]
    return adopted


def happened_in(planned: PlannedOption, uniform: Floats) -> Flags:
    """Find which risks of an option come true in each draw: those whose uniform number is below their chance.

    Returns:
        (risks of the option, draws)
    """
    risks = [risk.drawn for risk in planned.plan.risks]
    return np.array([uniform[each.dimension] < each.chance for each in risks], dtype=bool).reshape(len(risks), uniform.shape[1])
