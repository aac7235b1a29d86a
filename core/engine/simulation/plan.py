"""What the draws of one option rest on."""

from dataclasses import dataclass

from core.domain.case.case import Case
from core.domain.case.options import OptionKind
from core.engine.model.case_arrays import CaseArrays
from core.engine.model.inputs import DrawnRisk, Inputs
from core.engine.model.option_arrays import OptionArrays


@dataclass(frozen=True)
class Limit:
    """A partner that must have its cash back within a time."""

    partner: int  # its row in case order of the plan
    years: float


@dataclass(frozen=True)
class PlannedRisk:
    """A risk of the option, within the horizon."""

    partner: int
    year: int
    cost_gbp: float
    drawn: DrawnRisk


@dataclass(frozen=True)
class ValuePlan:
    """One option, ready for draws."""

    case: CaseArrays
    option: OptionArrays
    limits: tuple[Limit, ...]
    risks: tuple[PlannedRisk, ...]


def plan_of(case: Case, shared: CaseArrays, option: OptionArrays, inputs: Inputs) -> ValuePlan:
    """Lay out one option for draws.

    Args:
        case: the programme, for its partners' limits.
        shared: what all its options share.
        option: the option as arrays.
        inputs: what is drawn, its risks among it.
    """
    limit_of = {partner.partner_id: partner.payback_limit_years for partner in case.partners}
    limits = [(at, limit_of[partner_id]) for at, partner_id in enumerate(shared.partner_ids)]
    return ValuePlan(
        case=shared,
        option=option,
        limits=tuple(Limit(at, years) for at, years in limits if years is not None),
        risks=tuple(
            PlannedRisk(shared.partner_ids.index(risk.partner_id), risk.year, risk.cost_gbp, risk)
            for risk in inputs.risks
            if risk.year < shared.years and risk.option_id in (None, option.option_id) and not _is_usual(case, option.option_id)
        ),
    )


def _is_usual(case: Case, option_id: str) -> bool:
    return any(row.option_id == option_id and row.kind is OptionKind.business_as_usual for row in case.options)
