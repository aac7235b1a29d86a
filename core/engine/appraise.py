"""The appraisal of a programme: a pure function of a case and the assumptions."""

from core.domain.assumptions import Assumptions
from core.domain.case import Case
from core.domain.options import Option
from core.engine.break_even import break_even_adoption
from core.engine.combinations import combinations_of, run_combinations
from core.engine.compile_case import CaseArrays, compile_case
from core.engine.compile_option import compile_option
from core.engine.measures import figures_of
from core.engine.results import Appraisal, OptionResult
from core.engine.values import central_values

METHOD_VERSION = "1.0.0"


def appraise(case: Case, assumptions: Assumptions, closed_centres: frozenset[str] = frozenset()) -> Appraisal:
    """Work out every option of a programme against business as usual.

    Args:
        case: the programme, checked.
        assumptions: discount rates and confidence grades.
        closed_centres: cost centres that do not take part: they release no cash, their gross benefit stays.

    Raises:
        ValueError: when a price year it needs has no index, or a year no discount rate.

    Source:
        docs/method.md
    """
    shared = compile_case(case, assumptions, closed_centres)
    return Appraisal(
        programme_id=case.programme.programme_id,
        method_version=METHOD_VERSION,
        options={option.option_id: _appraise_option(case, assumptions, shared, option) for option in case.options},
        discount_factors=shared.money_factors,
    )


def _appraise_option(case: Case, assumptions: Assumptions, shared: CaseArrays, option: Option) -> OptionResult:
    arrays = compile_option(case, assumptions, shared, option)
    combos = combinations_of(arrays.levers.p_adopted)
    found = run_combinations(shared, arrays, central_values(option, shared, arrays), combos)
    partner_ids = tuple(partner.partner_id for partner in case.partners)
    expected = figures_of(shared, arrays, found.expected, partner_ids)
    if not arrays.levers.ids:
        return OptionResult(option.option_id, option.kind, expected)
    return OptionResult(
        option_id=option.option_id,
        kind=option.kind,
        expected=expected,
        lever_ids=arrays.levers.ids,
        if_adopted=figures_of(shared, arrays, found.every, partner_ids),
        if_not_adopted=figures_of(shared, arrays, found.none, partner_ids),
        break_even_adoption=break_even_adoption(found.npsv_gbp, combos.levers_adopted),
    )
