"""Appraisal of a programme: a pure function of a case and the assumptions."""

from core.domain.assumptions import Assumptions
from core.domain.case.case import Case
from core.domain.case.options import Option
from core.engine.model.adoption import Outcomes, combinations_of, run_combinations
from core.engine.model.break_even_adoption import break_even_adoption
from core.engine.model.case_arrays import CaseArrays, compile_case
from core.engine.model.input_values import central_values
from core.engine.model.measures import avoidable_npsv, figures_of
from core.engine.model.option_arrays import OptionArrays, compile_option
from core.engine.results import Appraisal, Figures, OptionResult, Standing

METHOD_VERSION = "2.0.0"


def appraise(case: Case, assumptions: Assumptions, closed_centres: frozenset[str] = frozenset()) -> Appraisal:
    """Work out every option of a programme against business as usual.

    Args:
        case: the programme, checked.
        assumptions: discount rates and confidence grades.
        closed_centres: cost centres that do not take part: nothing is released there, gross benefit stays.

    Raises:
        ValueError: when a price year it needs has no index, or a year no discount rate.

    Source:
        docs/method.md
    """
    shared = compile_case(case, assumptions, closed_centres)
    late = compile_case(case, assumptions, closed_centres, years_late=1)
    options = {option.option_id: _appraise_option(case, assumptions, shared, late, option) for option in case.options}
    return Appraisal(
        programme_id=case.programme.programme_id,
        method_version=METHOD_VERSION,
        options=options,
        discount_factors=shared.money_factors,
    )


def _appraise_option(case: Case, assumptions: Assumptions, shared: CaseArrays, late: CaseArrays, option: Option) -> OptionResult:
    partner_ids = tuple(partner.partner_id for partner in case.partners)
    arrays, found = _worked_out(case, assumptions, shared, option)
    expected = figures_of(shared, arrays, found.expected, partner_ids)
    late_arrays, found_late = _worked_out(case, assumptions, late, option)
    standing = _standing(shared, found, expected, figures_of(late, late_arrays, found_late.expected, partner_ids))
    if not arrays.levers.ids:
        return OptionResult(option.option_id, option.kind, expected, standing)
    return OptionResult(
        option_id=option.option_id,
        kind=option.kind,
        expected=expected,
        standing=standing,
        lever_ids=arrays.levers.ids,
        if_adopted=figures_of(shared, arrays, found.every, partner_ids),
        if_not_adopted=figures_of(shared, arrays, found.none, partner_ids),
        break_even_adoption=break_even_adoption(found.npsv_gbp, combinations_of(arrays.levers.p_adopted).levers_adopted),
    )


def _worked_out(case: Case, assumptions: Assumptions, shared: CaseArrays, option: Option) -> tuple[OptionArrays, Outcomes]:
    arrays = compile_option(case, assumptions, shared, option)
    combos = combinations_of(arrays.levers.p_adopted)
    return arrays, run_combinations(shared, arrays, central_values(option, shared, arrays), combos)


def _standing(shared: CaseArrays, found: Outcomes, expected: Figures, late: Figures) -> Standing:
    return Standing(
        avoidable_only_npsv_gbp=avoidable_npsv(shared, found.expected, expected.measures.npsv_gbp),
        one_year_late_npsv_gbp=late.measures.npsv_gbp,
        one_year_late_net_cash_gbp=late.measures.pv_cash_released_gbp - late.measures.pv_public_cost_gbp,
    )
